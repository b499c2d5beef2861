import type { EngineAnswer, EngineModel, EngineRequest, LoadReport } from './engine.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';
import type { LocalFault } from './local-fault.ts';

/** As much of a worker as is used of it. */
export interface EngineWorker {
  onmessage: ((event: MessageEvent<FromEngine>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(message: ToEngine): void;
  terminate(): void;
}

/** Our end of a model's worker. Every call settles, also when the worker dies or is ended: as a `LocalFault`. */
export interface EngineLink {
  load(model: EngineModel, onReport: (report: LoadReport) => void): Promise<void>;
  generate(request: EngineRequest, onDelta: (text: string) => void): Promise<EngineAnswer>;
  interrupt(): void;
  unload(): Promise<void>;
  /** Ends the worker; open calls reject with `fault` at once. */
  end(fault: LocalFault): void;
}

/** @param onEnd called once when the worker came to its end by itself */
export function linkEngine(worker: EngineWorker, onEnd: (fault: LocalFault) => void): EngineLink {
  const open = new Map<number, OpenCall>();
  let calls = 0;
  let over: LocalFault | null = null;

  const end = (fault: LocalFault) => {
    if (over !== null) return;
    over = fault;
    worker.onmessage = null;
    worker.onerror = null;
    worker.onmessageerror = null;
    worker.terminate();
    const waiting = [...open.values()];
    open.clear();
    // A terminated worker settles nothing by itself.
    for (const call of waiting) call.reject(fault);
  };
  const cameToEnd = (fault: LocalFault) => {
    if (over !== null) return;
    end(fault);
    onEnd(fault);
  };

  worker.onerror = (event) => {
    event.preventDefault?.();
    cameToEnd({ code: 'worker-died', detail: event.message ?? '' });
  };
  worker.onmessageerror = () => cameToEnd({ code: 'worker-died', detail: 'a message could not be read' });
  worker.onmessage = ({ data }) => {
    if (data.type === 'lost') return cameToEnd({ code: 'device-lost', detail: data.detail });
    const call = open.get(data.call);
    switch (data.type) {
      case 'report':
        return call?.onReport(data.report);
      case 'delta':
        return call?.onDelta(data.text);
      case 'answer':
        open.delete(data.call);
        return call?.resolve(data.answer);
      case 'fault':
        open.delete(data.call);
        return call?.reject(data.fault);
    }
  };

  return {
    async load(model, onReport) {
      await ask((call) => ({ type: 'load', call, model }), { onReport });
    },
    async generate(request, onDelta) {
      const answer = await ask((call) => ({ type: 'generate', call, request }), { onDelta });
      return answer ?? { finish: null, promptTokens: null, outputTokens: null };
    },
    interrupt() {
      if (over === null) worker.postMessage({ type: 'interrupt' });
    },
    async unload() {
      await ask((call) => ({ type: 'unload', call }), {});
    },
    end,
  };

  function ask(message: (call: number) => ToEngine, heard: Partial<Heard>): Promise<EngineAnswer | null> {
    if (over !== null) return Promise.reject(over);
    const call = ++calls;
    return new Promise((resolve, reject) => {
      open.set(call, { onReport: () => {}, onDelta: () => {}, ...heard, resolve, reject });
      worker.postMessage(message(call));
    });
  }
}

interface Heard {
  readonly onReport: (report: LoadReport) => void;
  readonly onDelta: (text: string) => void;
}

interface OpenCall extends Heard {
  resolve(answer: EngineAnswer | null): void;
  reject(fault: LocalFault): void;
}
