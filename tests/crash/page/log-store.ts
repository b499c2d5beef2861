import { ok, type Result } from '#kit/result.ts';
import { openDexieLog } from '#store/dexie-log.ts';
import type { Durability, EventLog, NewCommit, Receipt } from '#store/event-log.ts';
import { exportLog } from '#store/export-log.ts';
import { importLog } from '#store/import-log.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { seededRandom } from '../../support/random.ts';

/** What the campaign needs of a store. */
export interface CrashStore extends Pick<EventLog, 'read' | 'heads' | 'getBlob'> {
  append(commits: readonly NewCommit[], durability: Durability): Promise<Result<readonly Receipt[], unknown>>;
  /** How many commits a log file of everything has. */
  exportCommits(): Promise<Result<number, unknown>>;
  /** What is wrong by its own word. */
  faults(): Promise<Result<readonly string[], unknown>>;
  /** Has a file written that holds these commits, and answers how to take it in. The same seed, the same file. */
  prepareImport(
    commits: readonly NewCommit[],
    seed: number,
  ): Promise<() => Promise<Result<readonly Receipt[], unknown>>>;
}

/** The log alone, with nobody to keep it. */
export async function openBareStore(name: string): Promise<Result<CrashStore, unknown>> {
  const opened = await openDexieLog({ name, now: () => Date.now(), random: (bytes) => crypto.getRandomValues(bytes) });
  return opened.ok ? ok(storeOver(opened.value)) : opened;
}

export function storeOver(log: EventLog): CrashStore {
  return {
    append: (commits, durability) => log.append(commits, { durability }),
    async prepareImport(commits, seed) {
      const file = await fileOf(commits, seed);
      return async () => {
        const imported = await importLog(log, file);
        return imported.ok ? receiptsOf(log, commits, imported.value.added === 0) : imported;
      };
    },
    async exportCommits() {
      const file = await exportLog(log);
      if (!file.ok) return file;
      return ok((await file.value.text()).split('\n').filter((line) => line.includes('"commit":')).length);
    },
    async faults() {
      const verified = await log.verify();
      return verified.ok ? ok(verified.value.findings.map(({ where, why }) => `${where}: ${why}`)) : verified;
    },
    read: (query) => log.read(query),
    heads: () => log.heads(),
    getBlob: (hash) => log.getBlob(hash),
  };
}

/** What another device would have exported. */
async function fileOf(commits: readonly NewCommit[], seed: number): Promise<Blob> {
  const random = seededRandom(seed);
  const other = demand(
    await openVolatileLog({
      now: () => 1_763_800_000_000,
      random: (bytes) => bytes.map(() => Math.floor(random() * 256)),
    }),
  );
  demand(await other.append(commits));
  return demand(await exportLog(other));
}

async function receiptsOf(
  log: EventLog,
  commits: readonly NewCommit[],
  duplicate: boolean,
): Promise<Result<readonly Receipt[], unknown>> {
  const receipts: Receipt[] = [];
  for (const { id } of commits) {
    const found = await log.find(id);
    if (!found.ok) return found;
    if (found.value !== null) receipts.push({ ...found.value, duplicate });
  }
  return ok(receipts);
}

function demand<T>(done: Result<T, unknown>): T {
  if (done.ok) return done.value;
  throw new Error(JSON.stringify(done.error));
}
