import { expose } from 'comlink';
import type { EventLog } from '#store/event-log.ts';
import { median } from '../../median.ts';
import { benchEvent, timed } from './contestant.ts';
import { openOurLog, orThrow, sealAll, toCommit } from './our-store.ts';

const curve = {
  /** Fills a log and seals what is due. */
  async fill(name: string, from: number, to: number): Promise<void> {
    const log = await openOurLog(name);
    for (let i = from; i < to; i += 1000) {
      orThrow(
        await log.append(Array.from({ length: Math.min(1000, to - i) }, (_, at) => toCommit(benchEvent(i + at)))),
      );
      if (i % 50_000 === 0) await sealAll(log);
    }
    await sealAll(log);
    await log.close();
  },
  /** In a worker that has just been started. */
  async measure(name: string, count: number): Promise<CurvePoint> {
    let log: EventLog | undefined;
    const openMs = await timed(async () => {
      log = await openOurLog(name);
    });
    if (log === undefined) throw new Error('It did not open.');
    const { append, readStream, close } = log;
    const streamMs = await timed(async () => orThrow(await readStream('plan/agg-7')));
    const times: number[] = [];
    for (let i = 0; i < 220; i++) {
      const commit = toCommit(benchEvent(count + i));
      times.push(await timed(async () => orThrow(await append([commit]))));
    }
    await close();
    return { openMs, streamMs, appendMs: median(times.slice(20)) };
  },
};

export interface CurvePoint {
  readonly openMs: number;
  /** All commits of one stream of a hundred. */
  readonly streamMs: number;
  readonly appendMs: number;
}

export type Curve = typeof curve;

expose(curve);
