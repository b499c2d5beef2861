import { estimateInput } from '../cost.ts';
import type { EngineAnswer, EngineModel, EngineRequest, LoadReport } from './engine.ts';
import { type EngineLink, type EngineWorker, linkEngine } from './engine-link.ts';
import { isLoss, type LocalFault, localFault } from './local-fault.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { usableTokens } from './usable-tokens.ts';
import { createWatchdog, DRAIN_MS, IDLE_MS, LOAD_SILENCE_MS, prefillLimitMs, SILENCE_MS } from './watchdog.ts';

export interface SupervisorPorts {
  readonly spawn: () => EngineWorker;
  readonly notes: LoadNotes;
  readonly onState?: (state: EngineState) => void;
}

/** Outlives the tab: which model was being loaded, or had not answered yet, when it was last written. */
export interface LoadNotes {
  read(): Promise<string | null>;
  write(modelId: string | null): Promise<void>;
}

export type EngineState =
  | { readonly type: 'off' }
  | { readonly type: 'loading'; readonly modelId: string; readonly report: LoadReport }
  | { readonly type: 'ready'; readonly modelId: string }
  | { readonly type: 'working'; readonly modelId: string }
  /** Nothing is loaded; a request would be refused until the person has chosen. */
  | { readonly type: 'given-up'; readonly modelId: string; readonly fault: LocalFault };

/** The first three in this order, as often as it takes, then exactly one of the last two. */
export type EngineEvent =
  | { readonly type: 'loading'; readonly report: LoadReport }
  /** It has begun to read the prompt. */
  | { readonly type: 'reading' }
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'done'; readonly text: string; readonly answer: EngineAnswer }
  /** `text`: what had come until then. */
  | { readonly type: 'failed'; readonly text: string; readonly fault: LocalFault };

/**
 * Holds the one worker that a model lives in, and answers for it: whatever the engine does, every request ends, and with its
 * own reason. One request at a time; the next waits. The model is loaded when it is first asked, and given back after ten
 * minutes without a request. It never throws.
 */
export interface Supervisor extends EngineHost {
  /** The person wants this model tried again, whatever happened before. */
  forgive(): Promise<void>;
  /** Gives the memory back. What is running is cancelled. */
  unload(): Promise<void>;
  readonly state: EngineState;
}

/** Whoever answers for a model on this device: in this tab or in another one. */
export interface EngineHost {
  generate(model: EngineModel, request: EngineRequest, signal: AbortSignal): AsyncIterable<EngineEvent>;
}

export function createSupervisor({ spawn, notes, onState }: SupervisorPorts): Supervisor {
  let state: EngineState = { type: 'off' };
  let held: Held | null = null;
  let lastTurn: Promise<void> = Promise.resolve();
  // Ends in a row without an answer in between, of which model, and what the last one was.
  let losses = 0;
  let lost: { readonly modelId: string; readonly fault: LocalFault } | null = null;
  const idle = createWatchdog(() => void unload());

  return {
    async *generate(model, request, signal) {
      const events = createOutbox<EngineEvent>();
      // Who stops listening has stopped the request.
      const left = new AbortController();
      void answer(model, request, AbortSignal.any([signal, left.signal]), events);
      try {
        yield* events;
      } finally {
        left.abort();
      }
    },
    async forgive() {
      losses = 0;
      lost = null;
      if (state.type === 'given-up') become({ type: 'off' });
      await notes.write(null);
    },
    unload,
    get state() {
      return state;
    },
  };

  async function answer(
    model: EngineModel,
    request: EngineRequest,
    signal: AbortSignal,
    events: Outbox<EngineEvent>,
  ): Promise<void> {
    let text = '';
    const end = (event: EngineEvent) => {
      events.say(event);
      events.close();
    };
    const fail = (thrown: unknown) => end({ type: 'failed', text, fault: localFault(thrown) });
    const promptTokens = estimateInput(request.messages);
    const fits = usableTokens(model.contextTokens);
    if (promptTokens + request.maxTokens > fits) {
      fail({ code: 'over-context', detail: `about ${promptTokens + request.maxTokens} tokens, of which ${fits} fit` });
      return;
    }
    const turn = takeTurn();
    idle.stop();
    try {
      await unlessAborted(turn.comes, signal);
      const link = await ready(model, signal, (report) => events.say({ type: 'loading', report }));
      become({ type: 'working', modelId: model.id });
      events.say({ type: 'reading' });
      const answered = await listen(link, request, promptTokens, signal, (piece) => {
        text += piece;
        events.say({ type: 'delta', text: piece });
      });
      losses = 0;
      lost = null;
      await notes.write(null);
      end({ type: 'done', text, answer: answered });
    } catch (thrown) {
      fail(thrown);
      // A later request must not meet what is left of this one.
      await drained();
    } finally {
      if (held !== null) {
        become({ type: 'ready', modelId: held.modelId });
        idle.feed(IDLE_MS);
      }
      turn.ends();
    }
  }

  /** The model's worker, with the model loaded. */
  async function ready(
    model: EngineModel,
    signal: AbortSignal,
    say: (report: LoadReport) => void,
  ): Promise<EngineLink> {
    if (held !== null && !isSame(held.model, model)) await unload();
    held ??= await begin(model);
    const loading = held;
    loading.listeners.add(say);
    try {
      await unlessAborted(loading.loaded, signal);
      return loading.link;
    } catch (thrown) {
      // The engine cannot be stopped while it loads: its worker is ended instead.
      if (signal.aborted && held === loading && !loading.isLoaded) {
        release(CANCELLED);
        await notes.write(null);
      }
      throw thrown;
    } finally {
      loading.listeners.delete(say);
    }
  }

  async function begin(model: EngineModel): Promise<Held> {
    if (lost !== null && lost.modelId === model.id && losses >= LOSSES_ALLOWED) {
      throw { code: 'given-up', detail: lost.fault.detail } satisfies LocalFault;
    }
    if ((await notes.read()) === model.id && lost === null) {
      throw { code: 'crashed-before', detail: model.id } satisfies LocalFault;
    }
    await notes.write(model.id);
    const listeners = new Set<(report: LoadReport) => void>();
    const link = linkEngine(spawn(), (fault) => cameToEnd(started, fault));
    const silent = createWatchdog(() => cameToEnd(started, { code: 'stalled', detail: 'loading' }));
    const report = (said: LoadReport) => {
      silent.feed(LOAD_SILENCE_MS);
      become({ type: 'loading', modelId: model.id, report: said });
      for (const listener of listeners) listener(said);
    };
    const started: Held = { model, modelId: model.id, link, listeners, isLoaded: false, loaded: Promise.resolve() };
    report({ phase: 'weights', share: 0 });
    started.loaded = link.load(model, report).then(
      () => {
        silent.stop();
        started.isLoaded = true;
      },
      async (thrown: unknown) => {
        silent.stop();
        const fault = localFault(thrown);
        if (held === started) release(fault);
        // It ended in order: only a tab that did not live to write this is suspicious.
        await notes.write(null);
        if (isLoss(fault)) countLoss(model.id, fault);
        throw fault;
      },
    );
    started.loaded.catch(() => {});
    return started;
  }

  /** One request on a loaded model, watched over. */
  async function listen(
    link: EngineLink,
    request: EngineRequest,
    promptTokens: number,
    signal: AbortSignal,
    say: (text: string) => void,
  ): Promise<EngineAnswer> {
    const of = held;
    let isOver = false;
    const silent = createWatchdog(() => {
      if (of !== null) cameToEnd(of, { code: 'stalled', detail: isOver ? 'stopping' : 'generating' });
    });
    const generated = link.generate(request, (text) => {
      if (isOver) return;
      silent.feed(SILENCE_MS);
      say(text);
    });
    silent.feed(prefillLimitMs(promptTokens));
    if (of !== null) {
      of.drained = generated.then(
        () => silent.stop(),
        () => silent.stop(),
      );
    }
    try {
      return await unlessAborted(generated, signal);
    } catch (thrown) {
      if (signal.aborted) {
        link.interrupt();
        silent.feed(DRAIN_MS);
      }
      throw thrown;
    } finally {
      isOver = true;
    }
  }

  async function drained(): Promise<void> {
    await held?.drained;
  }

  /** The worker has died, lost its card or gone silent, by itself. */
  function cameToEnd(of: Held, fault: LocalFault): void {
    const { model, isLoaded } = of;
    if (held !== of) return;
    release(fault);
    // While it loads, whoever waits for it counts and says so.
    if (!isLoaded) return;
    countLoss(model.id, fault);
    if (losses < LOSSES_ALLOWED) void reload(model);
  }

  /** Once, in a fresh worker, so that the next request finds it ready. */
  async function reload(model: EngineModel): Promise<void> {
    const turn = takeTurn();
    await turn.comes;
    try {
      held ??= await begin(model);
      await held.loaded;
      become({ type: 'ready', modelId: model.id });
      idle.feed(IDLE_MS);
    } catch {
      // Said already, by the state; the next request meets it.
    } finally {
      turn.ends();
    }
  }

  function countLoss(modelId: string, fault: LocalFault): void {
    losses = lost?.modelId === modelId ? losses + 1 : 1;
    lost = { modelId, fault };
    if (losses >= LOSSES_ALLOWED) become({ type: 'given-up', modelId, fault });
  }

  async function unload(): Promise<void> {
    idle.stop();
    const leaving = held;
    if (leaving === null) return;
    release(CANCELLED);
    await notes.write(null);
  }

  /** Ends the worker, and with it all that the model holds on the card. */
  function release(fault: LocalFault): void {
    const leaving = held;
    held = null;
    become({ type: 'off' });
    leaving?.link.end(fault);
  }

  function become(next: EngineState): void {
    state = next;
    onState?.(next);
  }

  function takeTurn(): { readonly comes: Promise<void>; ends(): void } {
    let ends = () => {};
    const comes = lastTurn;
    lastTurn = comes.then(
      () =>
        new Promise<void>((resolve) => {
          ends = resolve;
          if (isEnded) resolve();
        }),
    );
    let isEnded = false;
    return {
      comes,
      ends() {
        isEnded = true;
        ends();
      },
    };
  }
}

interface Held {
  readonly model: EngineModel;
  readonly modelId: string;
  readonly link: EngineLink;
  readonly listeners: Set<(report: LoadReport) => void>;
  loaded: Promise<void>;
  isLoaded: boolean;
  /** Settles when the last request has really ended, which may be after its caller was told so. */
  drained?: Promise<void>;
}

const CANCELLED: LocalFault = { code: 'cancelled', detail: '' };
const LOSSES_ALLOWED = 2;

function isSame(a: EngineModel, b: EngineModel): boolean {
  return (
    a.id === b.id && a.modelUrl === b.modelUrl && a.libraryUrl === b.libraryUrl && a.contextTokens === b.contextTokens
  );
}

/** As soon as `signal` is aborted the wait is over, whatever the other side does. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(CANCELLED);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
