import { describe, expect, it } from 'vitest';
import { collectCases } from '../../support/suite-words.ts';
import { describeDexieLog } from './dexie-harness.ts';

// The realm in which the log really lives. The page's run of the same cases is the one whose coverage is counted.
const worker = new Worker(new URL('./contract.worker.ts', import.meta.url), { type: 'module' });
const names = await namesOf(worker);

describe('in a worker', () => {
  it('every case of the page is there', () => {
    expect(names).toEqual(collectCases(describeDexieLog).map(({ name }) => name));
    expect(names.length).toBeGreaterThan(0);
  });

  it('a case that fails is one that fails', async () => {
    const [failing] = collectCases(({ it: collected }) => collected('fails', () => expect(1).toBe(2)));
    await expect(failing?.run()).rejects.toThrow('expected 1 to be 2');
  });

  for (const [number, name] of names.entries()) {
    it(name, { timeout: caseTimeoutMs }, () => run(number));
  }
});

/** A case of hundreds of runs, on a machine that is busy with other things. */
const caseTimeoutMs = 60_000;

function namesOf(started: Worker): Promise<readonly string[]> {
  return new Promise((settle, fail) => {
    started.onerror = ({ message }) => fail(new Error(message));
    started.onmessage = ({ data }: MessageEvent<{ readonly names: readonly string[] }>) => settle(data.names);
  });
}

function run(number: number): Promise<void> {
  return new Promise((settle, fail) => {
    worker.onmessage = ({ data }: MessageEvent<{ readonly number: number; readonly failure?: string }>) => {
      if (data.number !== number) return;
      if (data.failure === undefined) settle();
      else fail(new Error(data.failure));
    };
    worker.postMessage(number);
  });
}
