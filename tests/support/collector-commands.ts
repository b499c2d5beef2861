import type { BrowserCommand } from 'vitest/node';
import { type Collector, type Hit, startCollector } from './collector.ts';

/** Collectors for tests that run in a page: a page can't listen itself. */
const collectors = new Map<string, Collector>();

/** Answers its origin. */
const openCollector: BrowserCommand<[]> = async () => {
  const collector = await startCollector();
  collectors.set(collector.origin, collector);
  return collector.origin;
};

const readHits: BrowserCommand<[origin: string]> = async (_, origin) => collectors.get(origin)?.hits ?? [];

const closeCollector: BrowserCommand<[origin: string]> = async (_, origin) => {
  await collectors.get(origin)?.close();
  collectors.delete(origin);
};

export const collectorCommands = { openCollector, readHits, closeCollector };

declare module 'vitest/browser' {
  interface BrowserCommands {
    openCollector(): Promise<string>;
    readHits(origin: string): Promise<readonly Hit[]>;
    closeCollector(origin: string): Promise<void>;
  }
}
