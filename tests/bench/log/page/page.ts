import type { BenchOptions, BenchRound } from './bench.worker.ts';

declare global {
  interface Window {
    runRound?: (options: BenchOptions) => Promise<BenchRound>;
  }
}

/** One round in a worker of its own, as the app's log lives in one. */
window.runRound = (options) =>
  new Promise((settle, fail) => {
    const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<BenchRound>) => {
      worker.terminate();
      settle(data);
    };
    worker.onerror = ({ message }) => fail(new Error(message));
    worker.postMessage(options);
  });
