import { err, ok, type Result } from '#kit/result.ts';
import { silentAnnouncer } from './announce.ts';
import { openChecksum } from './checksum.ts';
import { verifyLine } from './commit-line.ts';
import type { AbsorbFailure, Finding, ReadFailure, WriteFailure } from './event-log.ts';
import { createIndexedDbRows } from './indexeddb-rows.ts';
import { type DatabaseOpenFailure, type OpenDatabaseOptions, openLogDatabase } from './log-database.ts';
import { type Feed, follows } from './log-index.ts';
import { createMemoryRows } from './memory-rows.ts';
import { linesOf } from './row.ts';
import type { RowStore, StoredBlob } from './row-store.ts';
import { type LogPorts, newDeviceId, openStoredLog } from './stored-log.ts';
import { hasMembers } from './unknown-values.ts';

/*
 * For a log that will not open because something in it cannot be read. Nothing here is part of daily work: the whole log
 * is held in memory, and the old tables are set aside, not thrown away.
 */

/** What can still be believed: lines whose hash holds and that go on from the beginning of their feed, in arrival order. */
export interface Remains {
  readonly lines: readonly string[];
  /** Where something is that cannot be read or has nothing to follow. */
  readonly lost: readonly Finding[];
}

/** Reads what is left of a log, changing nothing. */
export async function readRemains(
  options: OpenDatabaseOptions,
): Promise<Result<Remains, DatabaseOpenFailure | ReadFailure>> {
  const opened = await openLogDatabase(options);
  if (!opened.ok) return opened;
  const store = createIndexedDbRows(opened.value, () => '');
  try {
    return await readStore(store);
  } finally {
    await store.close();
  }
}

/**
 * Makes the log anew from lines, under a new device and a new fence: tabs that have the old one open write nothing more.
 * Lines that do not go on from what is before them are left out; `blobs` are those that the database may have lost.
 */
export async function rebuildLog(
  options: OpenDatabaseOptions & Pick<LogPorts, 'now' | 'random'>,
  lines: readonly string[],
  blobs: readonly StoredBlob[],
): Promise<Result<{ readonly commits: number }, DatabaseOpenFailure | AbsorbFailure | WriteFailure>> {
  const made = await layOut(options, await soundChain(lines));
  if (!made.ok) return made;
  const opened = await openLogDatabase(options);
  if (!opened.ok) return opened;
  const store = createIndexedDbRows(opened.value, () => '');
  const replaced = await store.replace(made.value.rows, blobs, newDeviceId(options.random));
  await store.close();
  return replaced.ok ? ok({ commits: made.value.commits }) : replaced;
}

/** Two lists of lines as one: the first, and then what only the second has. */
export async function joinLines(first: readonly string[], second: readonly string[]): Promise<readonly string[]> {
  return soundChain([...first, ...second]);
}

async function readStore(store: RowStore): Promise<Result<Remains, ReadFailure>> {
  const raw = await store.readAll();
  if (!raw.ok) return raw;
  const lost: Finding[] = [];
  const found: { readonly line: string; readonly position: number }[] = [];
  for (const body of raw.value.bodies) {
    const text = textOf(body);
    const positions = hasMembers(body) && body.positions instanceof Uint32Array ? body.positions : undefined;
    if (text === undefined || positions === undefined) lost.push({ where: 'a segment', why: 'shape' });
    else for (const [at, line] of linesOf({ text }).entries()) found.push({ line, position: positions[at] ?? 0 });
  }
  for (const row of raw.value.rows) {
    const text = textOf(row);
    const position = hasMembers(row) && typeof row.position === 'number' ? row.position : undefined;
    // `readAll` gives only rows with a number.
    const where = `row ${String((row as { readonly row: unknown }).row)}`;
    if (text === undefined || position === undefined) lost.push({ where, why: 'shape' });
    else for (const [at, line] of linesOf({ text }).entries()) found.push({ line, position: position + at });
  }
  found.sort((a, b) => a.position - b.position);
  const positions = found.map(({ position }) => position);
  const lines = await soundChain(
    found.map(({ line }) => line),
    (at, why) => lost.push({ where: `commit ${positions[at] as number}`, why }),
  );
  return ok({ lines, lost });
}

/** Each line once, if its hash holds and the commit before it in its feed is there. */
async function soundChain(
  lines: readonly string[],
  onLost: (at: number, why: Finding['why']) => void = () => {},
): Promise<readonly string[]> {
  const checksum = await openChecksum();
  const ids = new Set<string>();
  const feeds = new Map<string, Feed>();
  return lines.filter((line, at) => {
    const verified = verifyLine(line, checksum);
    if (!verified.ok) {
      onLost(at, verified.error);
      return false;
    }
    const { head } = verified.value;
    // A commit may lie in a row and in a segment.
    if (ids.has(head.id)) return false;
    const key = `${head.device} ${head.stream}`;
    if (!follows(feeds.get(key), head)) {
      onLost(at, 'link');
      return false;
    }
    ids.add(head.id);
    feeds.set(key, head);
    return true;
  });
}

/** The rows that a log with just these commits has: a log in memory takes them in. */
async function layOut(
  { now, random }: Pick<LogPorts, 'now' | 'random'>,
  lines: readonly string[],
): Promise<Result<{ readonly rows: Parameters<RowStore['replace']>[0]; readonly commits: number }, AbsorbFailure>> {
  const kept: Parameters<RowStore['replace']>[0][number][] = [];
  const memory = createMemoryRows(newDeviceId(random));
  const rows: RowStore = {
    ...memory,
    // Blobs stay where they are, even if one is lost: its commit is not.
    holds: async (hashes) => ok(new Set(hashes)),
    async write(write) {
      kept.push(...write.rows);
      return memory.write(write);
    },
  };
  const log = await openStoredLog(rows, { now, random, announcer: silentAnnouncer(), checksum: await openChecksum() });
  if (!log.ok) return log;
  const absorbed = await log.value.absorb(lines, []);
  return absorbed.ok ? ok({ rows: kept, commits: absorbed.value.added }) : err(absorbed.error);
}

function textOf(value: unknown): string | undefined {
  return hasMembers(value) && typeof value.text === 'string' ? value.text : undefined;
}
