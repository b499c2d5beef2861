import type { Engine, EngineRequest } from '#models/webgpu/engine.ts';
import type { EngineWorker } from '#models/webgpu/engine-link.ts';
import type { FromEngine, ToEngine } from '#models/webgpu/engine-messages.ts';
import { type EngineScope, serveEngine } from '#models/webgpu/serve-engine.ts';

/** What a scripted engine does with its next load or answer. Anything not said goes well. */
export interface Script {
  /** `dies`: the worker ends with an error; `silent`: nothing more is heard; `waits`: nothing until it is interrupted. */
  readonly load?: 'dies' | 'silent' | 'loses' | { readonly throws: unknown };
  /** The pieces of the answer; by default what `answerTo` makes of the request. */
  readonly pieces?: readonly string[];
  /** After how many pieces something happens instead of the next one. */
  readonly after?: number;
  readonly instead?: 'dies' | 'silent' | 'waits' | 'loses' | { readonly throws: unknown };
  readonly finish?: 'stop' | 'length' | null;
  /** Goes on through an interrupt, as one that reads a prompt does. */
  readonly deaf?: boolean;
  readonly gapMs?: number;
}

/** Engines in workers that are none: the true worker's end behind a channel in this realm, with every way to go wrong. */
export interface ScriptedEngines {
  readonly spawn: () => EngineWorker;
  /** One script for each load and each request, in order; the last one stays. */
  script(...scripts: readonly Script[]): void;
  readonly spawned: number;
  readonly alive: number;
  readonly loads: readonly string[];
  readonly requests: readonly EngineRequest[];
  readonly interrupts: number;
}

export function scriptedEngines(
  answerTo: (request: EngineRequest) => string = () => 'Book the hall.',
): ScriptedEngines {
  const scripts: Script[] = [];
  const loads: string[] = [];
  const requests: EngineRequest[] = [];
  const counts = { spawned: 0, alive: 0, interrupts: 0 };
  const next = (): Script => (scripts.length > 1 ? scripts.shift() : scripts[0]) ?? {};

  return {
    script(...given) {
      scripts.splice(0, scripts.length, ...given);
    },
    spawn() {
      counts.spawned += 1;
      counts.alive += 1;
      let isOver = false;
      const worker: EngineWorker = {
        onmessage: null,
        onerror: null,
        onmessageerror: null,
        postMessage: (message) => later(() => scope.onmessage?.({ data: message } as MessageEvent<ToEngine>)),
        terminate() {
          if (!isOver) counts.alive -= 1;
          isOver = true;
        },
      };
      const scope: EngineScope = {
        onmessage: null,
        postMessage: (reply) => later(() => worker.onmessage?.({ data: reply } as MessageEvent<FromEngine>)),
      };
      // Nothing of a terminated worker runs on.
      const later = (run: () => void) => queueMicrotask(() => isOver || run());
      const dies = () => later(() => worker.onerror?.({ message: 'scripted death' } as ErrorEvent));
      serveEngine(scope, async (onLost) => engine(onLost, dies));
      return worker;
    },
    get spawned() {
      return counts.spawned;
    },
    get alive() {
      return counts.alive;
    },
    get interrupts() {
      return counts.interrupts;
    },
    loads,
    requests,
  };

  function engine(onLost: (detail: string) => void, dies: () => void): Engine {
    let isInterrupted = false;
    const interrupted: (() => void)[] = [];
    const happens = async (what: NonNullable<Script['instead']>): Promise<void> => {
      if (what === 'dies') dies();
      else if (what === 'loses') onLost('scripted loss');
      else if (what === 'waits') return new Promise((resolve) => interrupted.push(resolve));
      else if (what !== 'silent') throw what.throws;
      await new Promise(() => {});
    };
    return {
      async load(model, onReport) {
        loads.push(model.id);
        const { load } = next();
        onReport({ phase: 'weights', share: 0.5 });
        if (load !== undefined) await happens(load);
        onReport({ phase: 'weights', share: 1 });
        onReport({ phase: 'shaders', share: 1 });
      },
      async generate(request, onDelta) {
        requests.push(request);
        isInterrupted = false;
        const { pieces = cut(answerTo(request)), after, instead, finish = 'stop', deaf = false, gapMs = 0 } = next();
        let said = 0;
        for (const piece of pieces) {
          if (said === after && instead !== undefined) await happens(instead);
          // A macrotask, so that the others' words come between.
          await new Promise((resolve) => setTimeout(resolve, gapMs));
          if (isInterrupted && !deaf) return { finish: 'abort', promptTokens: 10, outputTokens: said };
          onDelta(piece);
          said += 1;
        }
        if (said === after && instead !== undefined) await happens(instead);
        return { finish: isInterrupted ? 'abort' : finish, promptTokens: 10, outputTokens: 5 };
      },
      interrupt() {
        counts.interrupts += 1;
        isInterrupted = true;
        for (const resolve of interrupted.splice(0)) resolve();
      },
      async unload() {},
    };
  }
}

/** About as a model says it: a few letters at a time. */
function cut(text: string): string[] {
  return text.match(/[\s\S]{1,4}/g) ?? [];
}
