import { describe, expect, it } from 'vitest';
import { foldAll } from '#planner/fold.ts';
import type { PlanId } from '#planner/ids.ts';
import type { PlannerService, Submission } from '#service/contract.ts';
import { blobsNamedIn } from '#service/stored-blobs.ts';
import type { Greeting, Welcome } from '#service/worker-door.ts';
import { addTask, createDesk, newPlan, openPage, send } from '../../contract/service/desk.ts';

/** What structured cloning loses or refuses: functions, symbols, promises and weak things. Callbacks are passed by proxy. */
type Uncloneable<T> = T extends
  | (string | number | boolean | bigint | null | undefined | Blob | ArrayBufferView | FileSystemHandle)
  // Sent as a port, by `abort-signals.ts`.
  | AbortSignal
  ? never
  : T extends symbol | ((...args: never[]) => unknown) | PromiseLike<unknown>
    ? T
    : T extends ReadonlyMap<infer K, infer V>
      ? Uncloneable<K> | Uncloneable<V>
      : T extends ReadonlySet<infer V> | readonly (infer V)[]
        ? Uncloneable<V>
        : { [K in keyof T]-?: Uncloneable<T[K]> }[keyof T];

type Method = (...args: never[]) => Promise<unknown>;
type Callback = (...args: never[]) => void;
/** An argument as it is cloned; of a callback, what it is called with. */
type Sent<A> = A extends Callback ? Parameters<A>[number] : A;
type Crossing<M> = M extends Method ? Uncloneable<Awaited<ReturnType<M>> | Sent<Parameters<M>[number]>> : M;

type Nothing<T> = [T] extends [never] ? true : T;

describe('the contract', () => {
  it('[D14] names nothing that cannot cross to another realm', () => {
    // Fails to compile where something cannot; the offending type stands in the message.
    const crossing: { [K in keyof PlannerService]: Nothing<Crossing<PlannerService[K]>> } = {
      submit: true,
      subscribe: true,
      subscribePlans: true,
      watch: true,
      unsubscribe: true,
      readText: true,
      draft: true,
      cancelDraft: true,
      prepareDrafts: true,
      exportLog: true,
      importLog: true,
      previewImport: true,
      backUp: true,
      readBackupFolder: true,
      writeBackupFolder: true,
      measureSpace: true,
      freeSpace: true,
      inspectStorage: true,
      fingerprint: true,
      readSetting: true,
      writeSetting: true,
      subscribeSetting: true,
      readScratch: true,
      writeScratch: true,
      wake: true,
      inspectLog: true,
      readReadings: true,
      readCommits: true,
      readEnvelope: true,
      rebuildProjection: true,
      cancelRebuild: true,
      retryParked: true,
      checkLog: true,
      checkEgress: true,
      readGrants: true,
      grant: true,
      revoke: true,
      readSecrets: true,
      writeSecret: true,
      readLedger: true,
      localModels: true,
    };
    const greeting: Nothing<Uncloneable<Greeting> | Uncloneable<Welcome> | Uncloneable<Submission>> = true;
    // @ts-expect-error a function cannot cross
    const control: Nothing<Uncloneable<{ readonly act: () => void }>> = true;
    expect([...Object.values(crossing), greeting, control].every(Boolean)).toBe(true);
  });

  it('[D14] what a page gets is the same after crossing', async () => {
    const desk = await createDesk();
    const tab = await desk.openTab();
    const planId: PlanId = await newPlan(tab, 'Move');
    const page = await openPage(tab, planId);
    await send(tab, planId, addTask('a'));
    const crossed = page.messages.map((message) => structuredClone(message));
    expect(crossed).toEqual(page.messages);
    const [snapshot, events] = crossed;
    if (snapshot?.type !== 'snapshot' || events?.type !== 'events') throw new Error('Not a snapshot and then events.');
    expect(foldAll(snapshot.state, events.events)).toEqual(page.state);
    await desk.close();
  });
});

describe('the blobs that a value names', () => {
  const blob = { hash: 'a'.repeat(64), name: 'notes.md', mediaType: 'text/markdown', bytes: 3 };

  it('[D8] are found wherever they stand, each once', () => {
    const found = blobsNamedIn([
      { goal: { in: 'blob', blob } },
      { tasks: [{ attachments: [{ type: 'blob', blob, label: '' }] }] },
    ]);
    expect(found).toEqual([{ hash: blob.hash, name: 'notes.md', mediaType: 'text/markdown', size: 3 }]);
  });

  it('[D8] are not mistaken in what only looks alike', () => {
    expect(
      blobsNamedIn([{ hash: 'short', name: '', mediaType: '', bytes: 1 }, null, 'text', { hash: blob.hash }]),
    ).toEqual([]);
  });
});
