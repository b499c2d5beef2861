import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Backend, createBrowser } from './browser.ts';
import { createOracle, type Finding } from './oracle.ts';
import type { Answer, Inspection } from './protocol.ts';
import type { Workload } from './workload.ts';

/** How room runs out: the browser's own limit for an origin, or a disk that really is full. */
export type Shortage = 'quota' | 'disk';

export interface DiskFullReport {
  readonly acknowledged: number;
  readonly refused: number;
  /** Calls that failed by another name, with their fate unknown until there was room again. */
  readonly failed: number;
  /** LevelDB cannot be opened again without any room at all, so that nothing can be read until there is some. */
  readonly readsWhenFull: boolean;
  readonly findings: readonly Finding[];
}

export interface DiskFullOptions {
  readonly folder: string;
  readonly backend: Backend;
  readonly url: string;
  readonly seed: number;
  readonly shortage: Shortage;
}

/** Half a megabyte a call, which no compression makes smaller, and more calls than there is room for. */
const blobBytes = 500_000;
const calls = 24;
const room = 8_000_000;

/**
 * Writes until there is no room, looks at everything, exports, makes room, and writes again what was refused; all with
 * one worker. Null: no disk of that kind can be had here.
 */
export async function fillDisk({
  folder,
  backend,
  url,
  seed,
  shortage,
}: DiskFullOptions): Promise<DiskFullReport | null> {
  const profile = join(folder, 'small-disk');
  // For IndexedDB alone: without room for its other files the browser itself ends.
  const indexedDb = join(profile, 'Default', 'IndexedDB');
  mkdirSync(indexedDb, { recursive: true });
  const disk = shortage === 'disk' ? mountSmallDisk(indexedDb) : undefined;
  if (shortage === 'disk' && disk === undefined) return null;
  const workload: Workload = { seed, bulkCalls: 0, bulkSize: 0, blobBytes };
  const oracle = createOracle(workload, { mayBeFull: true });
  const browser = createBrowser({
    profile,
    backend,
    url,
    onTold: (told) => told.type !== 'beside' && oracle.hear(told),
  });
  const open = async () => {
    await browser.start();
    await demand(browser.ask({ type: 'open', name: 'crash', store: 'bare', workload }));
  };
  const look = async (): Promise<readonly Finding[]> => {
    const seen = await browser.ask<Inspection>({ type: 'inspect', blobsAfter: 0 });
    if (!seen.ok) return [{ kind: 'unreadable', detail: JSON.stringify(seen.failure) }];
    return [...oracle.takeFindings(), ...oracle.check(seen.value)];
  };
  const exported = async (): Promise<readonly Finding[]> => {
    const commits = await browser.ask<number>({ type: 'export' });
    const isAll = commits.ok && commits.value >= oracle.acknowledged * 2;
    return isAll ? [] : [{ kind: 'lost', detail: `in the file: ${JSON.stringify(commits)}` }];
  };
  /** Neither acknowledged nor refused. */
  const unknown = () => [...oracle.fates().written, ...oracle.fates().missing];

  try {
    if (disk === undefined) {
      // Before the database is open: the browser goes by what it knew of the room for a while.
      await browser.start();
      await browser.limitRoom(room);
    }
    await open();
    disk?.leave(room);
    await demand(browser.ask({ type: 'finish', again: [], from: 0, upTo: calls, lanes: 4 }));
    const refused = oracle.refused();
    const { acknowledged } = oracle;
    const failed = calls - acknowledged - refused.length;
    const whenFull = await look();
    const readsWhenFull = !whenFull.some(({ kind }) => kind === 'unreadable');
    const found = shortage === 'disk' && !readsWhenFull ? [] : [...whenFull, ...(await exported())];

    if (disk === undefined) await browser.limitRoom(room * 10);
    else disk.makeRoom();
    const again = [...refused.slice(0, 10), ...unknown()];
    await demand(browser.ask({ type: 'finish', again, from: calls, upTo: calls, lanes: 4 }));
    const still = again.filter((call) => oracle.refused().includes(call) || unknown().includes(call));
    found.push(...still.map((call): Finding => ({ kind: 'refused', detail: `call ${call}, with room again` })));
    found.push(...(await look()), ...(await exported()));

    await browser.kill('browser');
    await open();
    found.push(...(await look()));
    return { acknowledged, refused: refused.length, failed, readsWhenFull, findings: found };
  } finally {
    await browser.close();
    disk?.unmount();
    rmSync(profile, { recursive: true, force: true });
  }
}

interface SmallDisk {
  /** Fills it up to so many bytes. */
  leave(bytes: number): void;
  makeRoom(): void;
  unmount(): void;
}

/** A file system in memory, where one may be mounted. */
function mountSmallDisk(at: string): SmallDisk | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', at], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const ballast = join(at, 'ballast');
  return {
    leave(bytes) {
      const { bavail, bsize } = statfsSync(at);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
    },
    makeRoom: () => rmSync(ballast),
    // It may be gone from sight while a dying process still has a file in it.
    unmount: () => execFileSync('umount', ['--lazy', at]),
  };
}

async function demand<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`The harness failed: ${JSON.stringify(answer.failure)}`);
  return answer.value;
}
