import { Dexie } from 'dexie';
import type { EventLog } from '#store/event-log.ts';
import { exportLog, writeLog } from '#store/export-log.ts';
import { importLog } from '#store/import-log.ts';
import { benchEvent, timed } from './log/page/contestant.ts';
import { openOurLog, orThrow, sealAll, toCommit } from './log/page/our-store.ts';
import { median } from './median.ts';

/** By number of events, each a commit of its own. */
export type FilesFigures = Record<number, FileFigures>;

export interface FileFigures {
  readonly fileBytes: number;
  readonly exportPerSecond: number;
  /** The most that an export held at any batch beyond what was held before, garbage collected. */
  readonly exportHeapBytes: number;
  readonly importPerSecond: number;
  /** The most that an import was seen to hold beyond what was held before, garbage included. */
  readonly importHeapBytes: number;
}

const ROUNDS = 3;

/** In a page started with precise memory figures and a collector that can be called. */
export async function measureFiles(): Promise<FilesFigures> {
  const figures: Record<number, FileFigures> = {};
  for (const events of [100_000, 300_000]) figures[events] = await measure(events);
  return figures;
}

async function measure(events: number): Promise<FileFigures> {
  const name = `files-${events}`;
  const log = await openOurLog(name);
  for (let i = 0; i < events; i += 1000) {
    orThrow(await log.append(Array.from({ length: 1000 }, (_, at) => toCommit(benchEvent(i + at)))));
  }
  await sealAll(log);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push(await timed(async () => orThrow(await writeLog(log, new WritableStream()))));
  }
  const exportHeapBytes = await heapOfExport(log);
  const file = orThrow(await exportLog(log));
  await log.close();
  await Dexie.delete(name);

  const copy = await openOurLog(`${name}-copy`);
  const before = heap();
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, usedHeap() - before);
  }, 5);
  const importMs = await timed(async () => orThrow(await importLog(copy, file)));
  clearInterval(watch);
  await copy.close();
  await Dexie.delete(`${name}-copy`);
  return {
    fileBytes: file.size,
    exportPerSecond: Math.round((events / median(times)) * 1000),
    exportHeapBytes,
    importPerSecond: Math.round((events / importMs) * 1000),
    importHeapBytes: most,
  };
}

async function heapOfExport(log: EventLog): Promise<number> {
  const before = heap();
  let most = 0;
  const sink = new WritableStream({
    write() {
      most = Math.max(most, heap() - before);
    },
  });
  orThrow(await writeLog(log, sink));
  return most;
}

interface MeasuringPage {
  gc(): void;
  readonly performance: { readonly memory: { readonly usedJSHeapSize: number } };
}

function heap(): number {
  (globalThis as unknown as MeasuringPage).gc();
  return usedHeap();
}

function usedHeap(): number {
  return (globalThis as unknown as MeasuringPage).performance.memory.usedJSHeapSize;
}
