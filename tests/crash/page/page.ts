import type { Ask } from '../protocol.ts';

declare global {
  interface Window {
    /** Put there by the runner; takes JSON text and answers nothing. */
    tell?: (told: string) => void;
    harness?: Harness;
  }
}

export interface Harness {
  spawn(): void;
  /** The worker's answer as JSON text: one string crosses to the runner much faster than ten thousand objects. */
  ask(request: Ask): Promise<string>;
  terminate(): void;
}

const waiting = new Map<number, (answer: string) => void>();
let worker: Worker | undefined;
let asked = 0;

window.harness = {
  spawn() {
    worker = new Worker(new URL('./crash.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<{ id?: number; text: string }>) => {
      if (data.id === undefined) window.tell?.(data.text);
      else waiting.get(data.id)?.(data.text);
    };
    worker.onerror = ({ message }) => {
      for (const settle of waiting.values()) settle(JSON.stringify({ ok: false, failure: message }));
    };
  },
  ask: (request) =>
    new Promise((settle) => {
      const id = asked++;
      waiting.set(id, settle);
      worker?.postMessage({ id, request });
    }),
  terminate() {
    worker?.terminate();
    waiting.clear();
  },
};
