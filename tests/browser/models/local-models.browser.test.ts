import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { DeviceFacts } from '#models/webgpu/device.ts';
import { createLocalModels, type LocalModels, type LocalModelsReport } from '#models/webgpu/local-models.ts';
import { shareEngine } from '#models/webgpu/shared-engine.ts';
import { createSupervisor } from '#models/webgpu/supervisor.ts';
import { type ScriptedEngines, scriptedEngines } from '../../support/models/scripted-engine.ts';
import { plainEgress } from '../../support/plain-egress.ts';

const hub = inject('modelHub');
const CARD: DeviceFacts = {
  hasWebgpu: true,
  adapter: { isSoftware: false, hasF16: false, maxBufferBytes: 2 ** 31 },
  memoryGb: 16,
  isPhone: false,
};

interface Tab {
  readonly models: LocalModels;
  readonly engines: ScriptedEngines;
  readonly reports: LocalModelsReport[];
  close(): void;
}
/** What all tabs of the device share. */
let device: { readonly settings: Map<string, string>; readonly name: string; allowed: string[] };
let tabs: Tab[];
let folder: string;
let id: string;

beforeEach(() => {
  device = { settings: new Map(), name: `models-${crypto.randomUUID()}`, allowed: [] };
  tabs = [];
  id = `tiny-${crypto.randomUUID()}`;
  folder = `${hub}${id}`;
});
afterEach(async () => {
  await tabs[0]?.models.act({ type: 'delete', modelId: id });
  for (const tab of tabs) tab.close();
});

function kept(key: string) {
  return {
    read: async () => device.settings.get(key) ?? null,
    write: async (value: string | null) => {
      if (value === null) device.settings.delete(key);
      else device.settings.set(key, value);
    },
  };
}

function openTab(): Tab {
  const engines = scriptedEngines();
  const reports: LocalModelsReport[] = [];
  const supervisor = createSupervisor({
    spawn: engines.spawn,
    notes: kept('loading'),
    onState(state) {
      engine.stateChanged(state);
      models.engineChanged();
    },
  });
  const engine = shareEngine({ name: device.name, local: supervisor });
  const models = createLocalModels({
    fetch: plainEgress(),
    caches,
    readDevice: async () => CARD,
    freeBytes: async () => 2 ** 40,
    persist: async () => true,
    allow: async (origins) => void device.allowed.push(...origins),
    settings: kept('models'),
    notes: kept('loading'),
    supervisor,
    engine,
    builtin: {
      read: async () => 'none',
      download: async () => ({ type: 'done' }),
      prompt: async () => ({ type: 'done' }),
    },
    report: (report) => reports.push(report),
    onBug: (error) => {
      throw error;
    },
  });
  const tab = { models, engines, reports, close: () => engine.close() };
  tabs.push(tab);
  return tab;
}

const form = () => ({ modelUrl: folder, libraryUrl: `${folder}/lib.wasm`, id, contextTokens: '2048' });
const inspect = async (tab: Tab) => (await tab.models.act({ type: 'inspect' })).report;
const ofModel = (report: LocalModelsReport | undefined) => report?.models.find(({ model }) => model.id === id);
const requests = async (): Promise<string[]> => (await fetch(`${folder}/control`)).json();

async function download(tab: Tab): Promise<void> {
  await tab.models.act({ type: 'add', form: form() });
  await tab.models.act({ type: 'download', modelId: id });
  await expect.poll(() => ofModel(tab.reports.at(-1))?.presence.state).toBe('whole');
}

describe('models on this device', () => {
  it('[3] [20] one that was added is fetched only when that is asked for, from the origins that were said', async () => {
    const tab = openTab();
    expect((await tab.models.act({ type: 'add', form: form() })).problems).toBe(null);
    expect((await tab.models.act({ type: 'add', form: form() })).problems).toEqual({ id: 'taken' });
    expect(await requests()).toEqual([]);
    expect(device.allowed).toEqual([]);
    await download(tab);
    expect(device.allowed).toEqual([new URL(hub).origin]);
    // Another tab, and the next start, know it.
    expect(ofModel(await inspect(openTab()))).toMatchObject({ presence: { state: 'whole' }, hindrances: [] });
  });

  it('[8] is tried, and says how it goes', async () => {
    const tab = openTab();
    await download(tab);
    await tab.models.act({ type: 'try', modelId: id });
    await expect.poll(() => tab.reports.at(-1)?.trial?.state).toBe('done');
    expect(tab.reports.at(-1)).toMatchObject({
      trial: { text: 'Book the hall.', failure: null },
      engine: { type: 'ready', modelId: id },
    });
    expect(tab.reports.at(-1)?.trial?.tokensPerSecond).toBeGreaterThan(0);
    expect(device.settings.has('loading')).toBe(false);
  });

  it('[12] [14] gives a client that knows its room, in any tab; without its files it gives none', async () => {
    const [first, second] = [openTab(), openTab()];
    await download(first);
    expect(await first.models.clientFor('nobody')).toBe(null);
    const client = await second.models.clientFor(id);
    expect(client?.about).toMatchObject({ adapter: 'webgpu', model: id, origin: null, contextTokens: 1433 });
    await first.models.act({ type: 'delete', modelId: id });
    await inspect(second);
    expect(await second.models.clientFor(id)).toBe(null);
  });

  it('[7] a model that was being loaded when its tab ended says so; one that another tab loads does not', async () => {
    const tab = openTab();
    await download(tab);
    device.settings.set('loading', id);
    expect(ofModel(await inspect(tab))?.hindrances).toEqual([{ code: 'crashed-before', blocks: false }]);
    const loading = openTab();
    loading.engines.script({ load: 'silent' });
    await loading.models.act({ type: 'try', modelId: id });
    await expect.poll(() => loading.engines.loads).toEqual([id]);
    expect(ofModel(await inspect(tab))?.hindrances).toEqual([]);
    await loading.models.act({ type: 'stop' });
    await expect.poll(() => device.settings.has('loading')).toBe(false);
  });

  it('[4] a model that is deleted while it is fetched leaves nothing', async () => {
    const tab = openTab();
    await fetch(`${folder}/control`, { method: 'POST', body: JSON.stringify({ bytesPerSecond: 100_000 }) });
    await tab.models.act({ type: 'add', form: form() });
    await tab.models.act({ type: 'download', modelId: id });
    await expect.poll(() => ofModel(tab.reports.at(-1))?.download).toMatchObject({ type: 'running' });
    await tab.models.act({ type: 'delete', modelId: id });
    expect(ofModel(await inspect(tab))).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const left = (await (await caches.open('webllm/model')).keys()).filter(({ url }) => url.startsWith(folder));
    expect(left.filter(({ url }) => url.includes('params_shard'))).toEqual([]);
  });
});
