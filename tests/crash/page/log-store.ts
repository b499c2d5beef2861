import type { Result } from '#kit/result.ts';
import { openDexieLog } from '#store/dexie-log.ts';
import type { EventLog } from '#store/event-log.ts';

/** What the campaign needs of a store. */
export type CrashStore = {
  append(commits: Parameters<EventLog['append']>[0], durability: 'relaxed' | 'strict'): ReturnType<EventLog['append']>;
} & Pick<EventLog, 'read' | 'heads' | 'getBlob'>;

/** The log itself, as the app opens it. */
export async function openLogStore(name: string): Promise<Result<CrashStore, unknown>> {
  const opened = await openDexieLog({ name, now: () => Date.now(), random: (bytes) => crypto.getRandomValues(bytes) });
  if (!opened.ok) return opened;
  const log = opened.value;
  return {
    ok: true,
    value: {
      append: (commits, durability) => log.append(commits, { durability }),
      read: (query) => log.read(query),
      heads: () => log.heads(),
      getBlob: (hash) => log.getBlob(hash),
    },
  };
}
