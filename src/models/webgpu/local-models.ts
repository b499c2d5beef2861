import { BUILTIN_ID, createBuiltinClient, type PromptBuiltin } from '../builtin/builtin-client.ts';
import type { BuiltinAnswer, BuiltinState } from '../builtin/prompt-api.ts';
import type { EgressFetch } from '../egress-port.ts';
import type { ModelFailure } from '../failure.ts';
import { type ModelClient, NO_LIMIT } from '../port.ts';
import { followedFrom, type KnownModel, offeredModels, originsOf, recommendedModel } from './curated.ts';
import { type CustomModelForm, type CustomModelProblems, parseCustomModel, readCustomModels } from './custom-model.ts';
import { type DeviceFacts, deviceHindrances, type Hindrance, modelHindrances } from './device.ts';
import { type DownloadFault, downloadFault } from './download-fault.ts';
import { createDownloader, type DownloadProgress, type Presence } from './downloader.ts';
import { type Bar, moveBar, NO_BAR } from './load-bar.ts';
import type { SharedEngine } from './shared-engine.ts';
import type { EngineState, LoadNotes, Supervisor } from './supervisor.ts';
import { createWebgpuClient } from './webgpu-client.ts';

/** What a person can do with models on this device. Each act settles at once; how it goes on is told by `report`. */
export type LocalModelsAct =
  | { readonly type: 'inspect' }
  /** The person has read what it takes and where it comes from, and said yes. Goes on with what is here already. */
  | { readonly type: 'download'; readonly modelId: string }
  /** Stops fetching; what has come stays. */
  | { readonly type: 'pause'; readonly modelId: string }
  /** Its files; and the model itself, if the person had added it. */
  | { readonly type: 'delete'; readonly modelId: string }
  | { readonly type: 'add'; readonly form: CustomModelForm }
  /** Loads it and lets it say a sentence, so that a person sees whether it works here. Forgives what happened before. */
  | { readonly type: 'try'; readonly modelId: string }
  | { readonly type: 'stop' }
  /** Gives its memory back, in whichever tab it is. */
  | { readonly type: 'unload' };

export interface LocalModelsAnswer {
  readonly report: LocalModelsReport;
  /** What is wrong with the form of a model to add. */
  readonly problems: CustomModelProblems | null;
}

export interface LocalModelsReport {
  /** What stands against any model here. */
  readonly hindrances: readonly Hindrance[];
  readonly models: readonly LocalModelReport[];
  readonly recommended: string | null;
  readonly freeBytes: number | null;
  /** The browser's own; `share` of its download while that runs. */
  readonly builtin: { readonly modelId: string; readonly state: BuiltinState; readonly share: number | null };
  readonly engine: EngineState;
  readonly trial: Trial | null;
}

export interface LocalModelReport {
  readonly model: KnownModel;
  /** Every origin that fetching it may reach. */
  readonly origins: readonly string[];
  readonly presence: Presence;
  readonly hindrances: readonly Hindrance[];
  readonly download: DownloadReport | null;
}

export type DownloadReport =
  | { readonly type: 'running'; readonly progress: DownloadProgress | null }
  | { readonly type: 'failed'; readonly fault: DownloadFault };

export interface Trial {
  readonly modelId: string;
  readonly bar: Bar;
  readonly text: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly failure: ModelFailure | null;
  /** Of the answer; null until it has ended. */
  readonly tokensPerSecond: number | null;
}

export interface LocalModelsPorts {
  readonly fetch: EgressFetch;
  readonly caches: CacheStorage;
  readonly readDevice: () => Promise<DeviceFacts>;
  readonly freeBytes: () => Promise<number | null>;
  readonly persist: () => Promise<boolean>;
  /** The person has agreed that these may be reached to fetch models. */
  readonly allow: (origins: readonly string[]) => Promise<void>;
  readonly settings: { read(): Promise<string | null>; write(value: string | null): Promise<void> };
  readonly notes: LoadNotes;
  readonly supervisor: Supervisor;
  readonly engine: SharedEngine;
  readonly builtin: {
    read(): Promise<BuiltinState>;
    download(onShare: (share: number) => void): Promise<BuiltinAnswer>;
    readonly prompt: PromptBuiltin;
  };
  readonly report: (report: LocalModelsReport) => void;
  readonly onBug: (error: unknown) => void;
}

export interface LocalModels {
  act(act: LocalModelsAct): Promise<LocalModelsAnswer>;
  /** To be called at each change of the engine's state. */
  engineChanged(): void;
  /** null: its files are not all here. */
  clientFor(modelId: string): Promise<ModelClient | null>;
}

export function createLocalModels(ports: LocalModelsPorts): LocalModels {
  const { settings, notes, supervisor, engine, builtin } = ports;
  const downloads = new Map<string, { readonly stop: AbortController; report: DownloadReport }>();
  const presences = new Map<string, Presence>();
  let builtinShare: number | null = null;
  let builtinState: Promise<BuiltinState> | null = null;
  let device: Promise<DeviceFacts> | null = null;
  let trial: { readonly stop: AbortController; shown: Trial } | null = null;
  let telling: ReturnType<typeof setTimeout> | undefined;

  return {
    async act(act) {
      const problems = await start(act);
      return { report: await inspect(), problems };
    },
    engineChanged: tell,
    clientFor,
  };

  async function start(act: LocalModelsAct): Promise<CustomModelProblems | null> {
    switch (act.type) {
      case 'inspect':
        // A driver may have come back, and another tab may have fetched or deleted.
        if ((await device)?.adapter === null) device = null;
        presences.clear();
        builtinState = null;
        return null;
      case 'download': {
        if (act.modelId === BUILTIN_ID) {
          if (builtinShare === null) void downloadBuiltin().catch(ports.onBug);
          return null;
        }
        const model = await known(act.modelId);
        if (model !== null && downloads.get(model.id)?.report.type !== 'running')
          void download(model).catch(ports.onBug);
        return null;
      }
      case 'pause':
        downloads.get(act.modelId)?.stop.abort();
        return null;
      case 'delete': {
        const model = await known(act.modelId);
        if (model !== null) await remove(model);
        return null;
      }
      case 'add':
        return add(act.form);
      case 'try': {
        if (trial?.shown.state === 'running') return null;
        if (act.modelId !== BUILTIN_ID) await supervisor.forgive();
        const client = await clientFor(act.modelId);
        if (client !== null) void tryOut(act.modelId, client).catch(ports.onBug);
        return null;
      }
      case 'stop':
        trial?.stop.abort();
        return null;
      case 'unload':
        await engine.unload();
        return null;
    }
  }

  async function add(form: CustomModelForm): Promise<CustomModelProblems | null> {
    const taken = (await all()).map(({ id }) => id);
    const parsed = parseCustomModel(form, taken);
    if (!parsed.ok) return parsed.error;
    await writeCustom([...(await readCustom()), parsed.value]);
    return null;
  }

  async function remove(model: KnownModel): Promise<void> {
    downloads.get(model.id)?.stop.abort();
    downloads.delete(model.id);
    if (trial?.shown.modelId === model.id) {
      trial.stop.abort();
      trial = null;
    }
    if ('modelId' in supervisor.state && supervisor.state.modelId === model.id) await engine.unload();
    const others: KnownModel[] = [];
    for (const one of await all()) {
      if (one.id !== model.id && (await presenceOf(one)).state !== 'absent') others.push(one);
    }
    await downloaderFor(model).remove(model, others);
    presences.delete(model.id);
    await writeCustom((await readCustom()).filter(({ id }) => id !== model.id));
  }

  async function download(model: KnownModel): Promise<void> {
    const stop = new AbortController();
    const running: { readonly stop: AbortController; report: DownloadReport } = {
      stop,
      report: { type: 'running', progress: null },
    };
    downloads.set(model.id, running);
    tell();
    try {
      await ports.allow(originsOf(model));
    } catch {
      running.report = { type: 'failed', fault: downloadFault('not-sent', model.modelUrl, 'AddressRefused') };
      tell();
      return;
    }
    const onProgress = (progress: DownloadProgress) => {
      running.report = { type: 'running', progress };
      tell();
    };
    // Another tab may be at it; then this one goes on where that one ends.
    const result = await navigator.locks
      .request(`model-download/${model.id}`, { signal: stop.signal }, () =>
        downloaderFor(model).download(model, onProgress, stop.signal),
      )
      .catch(() => null);
    if (downloads.get(model.id) !== running) return;
    if (result === null || result.ok || result.error.code === 'cancelled') downloads.delete(model.id);
    else running.report = { type: 'failed', fault: result.error };
    presences.delete(model.id);
    tell();
  }

  async function clientFor(modelId: string): Promise<ModelClient | null> {
    if (modelId === BUILTIN_ID) {
      return (await builtin.read()) === 'available' ? createBuiltinClient(builtin.prompt) : null;
    }
    const model = await known(modelId);
    if (model === null || (await presenceOf(model)).state !== 'whole') return null;
    return createWebgpuClient(model, engine);
  }

  async function downloadBuiltin(): Promise<void> {
    builtinShare = 0;
    tell();
    await builtin.download((share) => {
      builtinShare = share;
      tell();
    });
    builtinShare = null;
    builtinState = null;
    tell();
  }

  async function tryOut(modelId: string, client: ModelClient): Promise<void> {
    const stop = new AbortController();
    const blank = { text: '', state: 'running', failure: null, tokensPerSecond: null } as const;
    const running: { readonly stop: AbortController; shown: Trial } = {
      stop,
      shown: { modelId, bar: NO_BAR, ...blank },
    };
    trial = running;
    const show = (change: Partial<Trial>) => {
      running.shown = { ...running.shown, ...change };
      tell();
    };
    show({});
    // What it loads is told by the engine, in this tab or another.
    for await (const event of client.generate(TRIAL, stop.signal)) {
      if (event.type === 'delta') show({ text: running.shown.text + event.text, bar: { phase: 'shaders', share: 1 } });
      if (event.type === 'failed') show({ state: 'failed', failure: event.failure });
      if (event.type === 'done') {
        const { firstMs, totalMs } = event.timings;
        const { outputTokens } = event.usage;
        const ms = totalMs - (firstMs ?? 0);
        show({ state: 'done', tokensPerSecond: outputTokens !== null && ms > 0 ? (outputTokens * 1000) / ms : null });
      }
    }
  }

  async function inspect(): Promise<LocalModelsReport> {
    const facts = await readFacts();
    const [freeBytes, crashed] = await Promise.all([ports.freeBytes(), crashedModel()]);
    const models = await Promise.all(
      (await all()).map(async (model): Promise<LocalModelReport> => {
        const presence = await presenceOf(model);
        const bytesToCome = Math.max(0, (presence.totalBytes ?? model.bytes ?? 0) - presence.bytes);
        return {
          model,
          origins: originsOf(model),
          presence,
          hindrances: modelHindrances(facts, { ...model, bytesToCome }, freeBytes, crashed),
          download: downloads.get(model.id)?.report ?? null,
        };
      }),
    );
    return {
      hindrances: deviceHindrances(facts),
      models,
      recommended: recommendedModel(facts, freeBytes, crashed)?.id ?? null,
      freeBytes,
      builtin: { modelId: BUILTIN_ID, state: await readBuiltin(), share: builtinShare },
      engine: supervisor.state,
      trial: trial === null ? null : withBar(trial.shown, supervisor.state),
    };
  }

  function withBar(shown: Trial, state: EngineState): Trial {
    if (shown.state !== 'running' || state.type !== 'loading') return shown;
    const bar = moveBar(shown.bar, 'warm', state.report);
    if (trial !== null) trial.shown = { ...trial.shown, bar };
    return { ...shown, bar };
  }

  /** A model that was being loaded when its tab ended; not one that is being loaded now, here or in another tab. */
  async function crashedModel(): Promise<string | null> {
    if (supervisor.state.type === 'given-up') return supervisor.state.modelId;
    if (supervisor.state.type !== 'off' || (await engine.isElsewhere())) return null;
    return notes.read();
  }

  /** At once, and then at most ten times a second. */
  function tell(): void {
    if (telling !== undefined) return;
    telling = setTimeout(() => {
      telling = undefined;
      inspect().then(ports.report, ports.onBug);
    }, 100);
  }

  async function presenceOf(model: KnownModel): Promise<Presence> {
    const read = presences.get(model.id);
    if (read !== undefined) return read;
    const download = downloads.get(model.id)?.report;
    // What is coming is counted already; looking at each file ten times a second would cost more than it.
    if (download?.type === 'running' && download.progress !== null) return { state: 'part', ...download.progress };
    const presence = await downloaderFor(model).inspect(model);
    // What is being fetched changes as it is looked at.
    if (downloads.get(model.id)?.report.type !== 'running') presences.set(model.id, presence);
    return presence;
  }

  function downloaderFor(model: KnownModel) {
    const { fetch, caches, freeBytes, persist } = ports;
    return createDownloader({ fetch, caches, freeBytes, persist, follow: followedFrom(model.modelUrl) });
  }

  async function known(modelId: string): Promise<KnownModel | null> {
    return (await all()).find(({ id }) => id === modelId) ?? null;
  }

  async function all(): Promise<readonly KnownModel[]> {
    return [...offeredModels(await readFacts()), ...(await readCustom())];
  }

  function readBuiltin(): Promise<BuiltinState> {
    builtinState ??= builtin.read();
    return builtinState;
  }

  function readFacts(): Promise<DeviceFacts> {
    device ??= ports.readDevice();
    return device;
  }

  async function readCustom(): Promise<readonly KnownModel[]> {
    try {
      const { custom } = JSON.parse((await settings.read()) ?? '{}') as { readonly custom?: unknown };
      return readCustomModels(custom);
    } catch {
      return [];
    }
  }

  function writeCustom(custom: readonly KnownModel[]): Promise<void> {
    return settings.write(JSON.stringify({ custom }));
  }
}

const TRIAL = {
  messages: [{ role: 'user', content: 'Name three things to prepare before a picnic, in one short sentence.' }],
  answer: { form: 'text' },
  maxOutputTokens: 60,
  budget: NO_LIMIT,
  purpose: 'model-trial',
} as const;
