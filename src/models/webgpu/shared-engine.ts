import type { EngineModel, EngineRequest } from './engine.ts';
import type { LocalFault } from './local-fault.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { EngineEvent, EngineHost, EngineState, Supervisor } from './supervisor.ts';

export interface SharedEnginePorts {
  /** Of the lock and the channel: the same in all tabs that share. */
  readonly name: string;
  readonly local: Supervisor;
  /** How long a tab that holds the model may be silent while it is asked. */
  readonly silenceMs?: number;
}

export interface SharedEngine extends EngineHost {
  /** To be called at each change of the local supervisor's state. */
  stateChanged(state: EngineState): void;
  /** Gives the model's memory back, in whichever tab it is. */
  unload(): Promise<void>;
  /** Another tab has a model on the card, or is putting one there. */
  isElsewhere(): Promise<boolean>;
  close(): void;
}

type Message =
  | { readonly type: 'ask'; readonly id: string; readonly model: EngineModel; readonly request: EngineRequest }
  | { readonly type: 'stop'; readonly id: string }
  | { readonly type: 'event'; readonly id: string; readonly event: EngineEvent }
  /** The tab that holds the model still works on it. */
  | { readonly type: 'alive'; readonly id: string }
  | { readonly type: 'unload' };

/**
 * One model for all tabs: whoever holds the Web Lock has it on the graphics card, the others ask over a channel. The lock is
 * given back with the memory. A tab that dies gives it up by itself, and one that is frozen is robbed of it.
 */
export function shareEngine({ name, local, silenceMs = 10_000 }: SharedEnginePorts): SharedEngine {
  const channel = new BroadcastChannel(name);
  const asked = new Map<string, Asked>();
  const serving = new Map<string, AbortController>();
  let release: (() => void) | null = null;
  let open = 0;
  const beating = setInterval(() => {
    for (const id of serving.keys()) post({ type: 'alive', id });
  }, silenceMs / 4);

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    switch (data.type) {
      case 'ask':
        if (release !== null) void serve(data.id, data.model, data.request);
        return;
      case 'stop':
        serving.get(data.id)?.abort();
        return;
      case 'unload':
        if (release !== null) void local.unload();
        return;
      case 'alive':
        asked.get(data.id)?.heard();
        return;
      case 'event':
        asked.get(data.id)?.hear(data.event);
    }
  };

  return {
    async *generate(model, request, signal) {
      if (release !== null || (await take('if-free'))) yield* here(model, request, signal);
      else yield* elsewhere(model, request, signal);
    },
    stateChanged: letGoWhenIdle,
    async unload() {
      if (release === null) post({ type: 'unload' });
      else await local.unload();
    },
    async isElsewhere() {
      if (release !== null) return false;
      return ((await navigator.locks.query()).held ?? []).some((lock) => lock.name === name);
    },
    close() {
      clearInterval(beating);
      channel.close();
      for (const stop of serving.values()) stop.abort();
      release?.();
    },
  };

  async function* here(model: EngineModel, request: EngineRequest, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    open += 1;
    try {
      yield* local.generate(model, request, signal);
    } finally {
      open -= 1;
      letGoWhenIdle(local.state);
    }
  }

  /** Asked of the tab that holds the lock; here after all, if that one goes before it has said a word. */
  async function* elsewhere(
    model: EngineModel,
    request: EngineRequest,
    signal: AbortSignal,
  ): AsyncGenerator<EngineEvent> {
    const id = crypto.randomUUID();
    const events: Outbox<EngineEvent | 'here'> = createOutbox();
    const waiting = new AbortController();
    let text = '';
    let silent: ReturnType<typeof setTimeout> | undefined;
    const end = (event: EngineEvent | 'here') => {
      events.say(event);
      events.close();
    };
    const gone = () => end(text === '' ? 'here' : { type: 'failed', text, fault: GONE });
    const heard = () => {
      clearTimeout(silent);
      silent = setTimeout(() => void take('steal').then(gone), silenceMs);
    };
    asked.set(id, {
      heard,
      hear(event) {
        heard();
        if (event.type === 'delta') text += event.text;
        if (event.type === 'done' || event.type === 'failed') end(event);
        else events.say(event);
      },
    });
    const stop = () => {
      post({ type: 'stop', id });
      end({ type: 'failed', text, fault: { code: 'cancelled', detail: '' } });
    };
    signal.addEventListener('abort', stop, { once: true });
    heard();
    post({ type: 'ask', id, model, request });
    void take('when-free', waiting.signal).then((isOurs) => isOurs && gone());
    if (signal.aborted) stop();
    try {
      for await (const event of events) {
        if (event === 'here') yield* here(model, request, signal);
        else yield event;
      }
    } finally {
      clearTimeout(silent);
      waiting.abort();
      signal.removeEventListener('abort', stop);
      asked.delete(id);
      post({ type: 'stop', id });
    }
  }

  /** For another tab. */
  async function serve(id: string, model: EngineModel, request: EngineRequest): Promise<void> {
    const stop = new AbortController();
    serving.set(id, stop);
    for await (const event of here(model, request, stop.signal)) post({ type: 'event', id, event });
    serving.delete(id);
  }

  /** The lock, held until there is nothing on the card. @returns whether it is ours */
  function take(how: 'if-free' | 'when-free' | 'steal', signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const options: LockOptions =
        how === 'if-free' ? { ifAvailable: true } : how === 'steal' ? { steal: true } : signal ? { signal } : {};
      let isHeld = false;
      navigator.locks
        .request(name, options, (lock) => {
          if (lock === null || signal?.aborted === true) return resolve(false);
          isHeld = true;
          return new Promise<void>((letGo) => {
            release = letGo;
            resolve(true);
          });
        })
        .catch(() => {
          // Robbed of it, or no longer waited for.
          if (isHeld) lose();
          resolve(false);
        });
    });
  }

  function lose(): void {
    release = null;
    for (const stop of serving.values()) stop.abort();
    void local.unload();
  }

  function letGoWhenIdle(state: EngineState): void {
    if (open > 0 || (state.type !== 'off' && state.type !== 'given-up')) return;
    release?.();
    release = null;
  }

  function post(message: Message): void {
    channel.postMessage(message);
  }
}

interface Asked {
  heard(): void;
  hear(event: EngineEvent): void;
}

const GONE: LocalFault = { code: 'other-tab', detail: 'the tab that held the model is gone' };
