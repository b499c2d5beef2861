import { err, ok, type Result } from '#kit/result.ts';
import type { Commit, NewCommit, Receipt } from '#store/event-log.ts';
import { answered, completed } from '../../support/store/idb.ts';
import type { CrashStore } from './log-store.ts';

/*
 * The negative control: a store that is wrong on purpose. It writes commits in one transaction and the head in the next,
 * and answers after both, which looks safe. Whatever dies in between leaves commits above the head, and the next writer
 * takes their places. In all else it does what it should: left alone, the oracle finds nothing in it.
 */

export async function openTwoStepStore(name: string): Promise<Result<CrashStore, unknown>> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('commits', { keyPath: 'position' }).createIndex('id', 'id');
    request.result.createObjectStore('blobs');
    request.result.createObjectStore('heads');
  };
  const db = await answered(request);
  const headStore = db.transaction('heads').objectStore('heads');
  const stored: StoredHead | undefined = await answered(headStore.get('head'));
  let head: StoredHead = stored ?? { position: 0, sequences: {} };
  let last: Promise<unknown> = Promise.resolve();

  async function append(commits: readonly NewCommit[], durability: 'relaxed' | 'strict'): Promise<readonly Receipt[]> {
    const data = db.transaction(['commits', 'blobs'], 'readwrite', { durability });
    const table = data.objectStore('commits');
    const known: (Commit | undefined)[] = await Promise.all(
      commits.map(({ id }) => answered(table.index('id').get(id))),
    );
    if (known[0] !== undefined) return known.filter((one) => one !== undefined).map((one) => toReceipt(one, true));
    const sequences = { ...head.sequences };
    const made = commits.map((commit, i) => {
      const sequence = (sequences[commit.stream] ?? 0) + 1;
      sequences[commit.stream] = sequence;
      return toCommit(commit, head.position + i + 1, sequence);
    });
    for (const commit of made) table.put(commit);
    for (const { hash, bytes } of commits.flatMap(({ blobs }) => blobs ?? []))
      data.objectStore('blobs').put(bytes, hash);
    await completed(data);
    const next = { position: head.position + made.length, sequences };
    // Strict, which takes longer, so that most blows fall in between.
    const heads = db.transaction('heads', 'readwrite', { durability: 'strict' });
    heads.objectStore('heads').put(next, 'head');
    await completed(heads);
    head = next;
    return made.map((commit) => toReceipt(commit, false));
  }

  const inTurn: CrashStore['append'] = (commits, durability) => {
    const done = last.then(() => append(commits, durability));
    last = done;
    return done.then(ok);
  };

  return ok({
    append: inTurn,
    faults: async () => ok([]),
    exportCommits: async () => ok(head.position),
    prepareImport: async (commits) => () => inTurn(commits, 'strict'),
    async *read() {
      const commits: Commit[] = await answered(db.transaction('commits').objectStore('commits').getAll());
      yield ok(commits);
    },
    heads: async () => ok({ position: head.position, sequences: new Map(Object.entries(head.sequences)) }),
    async getBlob(hash) {
      const bytes: Uint8Array<ArrayBuffer> | undefined = await answered(
        db.transaction('blobs').objectStore('blobs').get(hash),
      );
      return bytes === undefined ? err({ code: 'BlobMissing', params: { hash }, retry: 'never' }) : ok(bytes);
    },
  });
}

interface StoredHead {
  readonly position: number;
  readonly sequences: Readonly<Record<string, number>>;
}

function toCommit({ blobs = [], ...commit }: NewCommit, position: number, sequence: number) {
  const { id, stream, events } = commit;
  const previous = sequence === 1 ? '' : `${stream} ${sequence - 1}`;
  const hash = `${stream} ${sequence}`;
  const references = blobs.map(({ hash }) => ({ hash }));
  return {
    id,
    stream,
    events,
    blobs: references,
    position,
    sequence,
    device: 'd',
    index: sequence - 1,
    previous,
    hash,
  };
}

function toReceipt(
  { id, stream, position, sequence, hash }: Pick<Commit, 'id' | 'stream' | 'position' | 'sequence' | 'hash'>,
  duplicate: boolean,
): Receipt {
  return { commitId: id, stream, position, sequence, hash, duplicate, durability: 'relaxed', mirrored: false };
}
