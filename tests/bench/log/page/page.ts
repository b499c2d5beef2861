import { type Remote, releaseProxy, wrap } from 'comlink';
import type { BenchOptions, BenchRound } from './bench.worker.ts';
import { timed } from './contestant.ts';
import type { Curve, CurvePoint } from './curve.worker.ts';
import type { Door } from './door.worker.ts';
import type { Tab } from './tab.worker.ts';

/** What the bench's driver calls in a page. Each has a worker of its own, as the app's log lives in one. */
const bench = {
  round: (options: BenchOptions) =>
    new Promise<BenchRound>((settle, fail) => {
      const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }: MessageEvent<BenchRound>) => {
        worker.terminate();
        settle(data);
      };
      worker.onerror = ({ message }) => fail(new Error(message));
      worker.postMessage(options);
    }),

  /** Milliseconds of single appends, timed in the page and in the worker, by turns. */
  async door(name: string, rounds: number): Promise<{ readonly page: number[]; readonly worker: number[] }> {
    const [door, end] = start<Door>(new Worker(new URL('./door.worker.ts', import.meta.url), { type: 'module' }));
    await door.open(name);
    const [page, worker]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < 10; i++) page.push(await timed(() => door.append()));
      worker.push(...(await door.appendHere(10)));
    }
    end();
    return { page, worker };
  },

  async openTab(name: string, me: string): Promise<void> {
    [tab] = start<Tab>(new Worker(new URL('./tab.worker.ts', import.meta.url), { type: 'module' }));
    await tab.openOurs(`${name}-ours`, me);
    await tab.openRaw(`${name}-raw`, me);
  },
  play: (which: 'ours' | 'raw', rounds: number) => opened().play(which, rounds),
  burst: (count: number) => opened().burst(count),
  seen: (count: number) => opened().seen(count),

  fillCurve: (name: string, from: number, to: number) => onCurve((curve) => curve.fill(name, from, to)),
  measureCurve: (name: string, count: number): Promise<CurvePoint> => onCurve((curve) => curve.measure(name, count)),
};

export type BenchPage = typeof bench;

declare global {
  interface Window {
    bench?: BenchPage;
  }
}
window.bench = bench;

let tab: Remote<Tab> | undefined;

function opened(): Remote<Tab> {
  if (tab === undefined) throw new Error('Open the tab first.');
  return tab;
}

function start<T>(worker: Worker): readonly [Remote<T>, () => void] {
  const remote = wrap<T>(worker);
  return [
    remote,
    () => {
      remote[releaseProxy]();
      worker.terminate();
    },
  ];
}

async function onCurve<T>(task: (curve: Remote<Curve>) => Promise<T>): Promise<T> {
  const [curve, end] = start<Curve>(new Worker(new URL('./curve.worker.ts', import.meta.url), { type: 'module' }));
  const done = await task(curve);
  end();
  return done;
}
