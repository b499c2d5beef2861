import { silentAnnouncer } from '#store/announce.ts';
import { openChecksum } from '#store/checksum.ts';
import type { EventLog } from '#store/event-log.ts';
import { exportLog } from '#store/export-log.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import { openStoredLog } from '#store/stored-log.ts';
import { value } from '../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits, sampleEvent } from '../contract/log/sample-commits.ts';
import { sha256Of } from './forge.ts';

const checksum = await openChecksum();

export interface FreshLog {
  readonly log: EventLog;
  /** The same rows, read again. */
  readonly reopen: () => ReturnType<typeof openStoredLog>;
}

export async function openFreshLog(): Promise<FreshLog> {
  const rows = createMemoryRows(crypto.randomUUID().replaceAll('-', ''));
  const open = () =>
    openStoredLog(rows, {
      now: () => 1_763_800_000_000,
      random: (bytes) => crypto.getRandomValues(bytes),
      announcer: silentAnnouncer(),
      checksum,
    });
  return { log: value(await open()), reopen: open };
}

/** Some streams, two blobs, calls of one and of several commits, and text that looks like the format itself. */
export async function fillLog(log: EventLog): Promise<void> {
  const blob = async (length: number) => {
    const bytes = new Uint8Array(length).map((_, i) => (i * 31) % 256);
    return { hash: await sha256Of(bytes), mediaType: 'text/markdown', name: 'plan.md', size: length, bytes };
  };
  value(await log.append(sampleCommits(3, 'a')));
  value(await log.append(sampleCommits(4, 'b', { stream: 'plan/b' })));
  value(await log.append([sampleCommit('with-blob', { blobs: [await blob(90), await blob(5)], causation: 'a-2' })]));
  const odd = { title: '\u2028 "quoted" \\ \u0000 , "line":3} 🙂', 'key "with" quotes': [null, true, { id: 'last' }] };
  value(await log.append([sampleCommit('odd', { stream: 'workspace', events: [sampleEvent('Odd', odd)] })]));
  value(await log.append(sampleCommits(3, 'c', { actor: { type: 'engine', causation: ',"causation":null' } })));
  value(await log.append([sampleCommit('last', { stream: 'plan/b' })]));
}

export async function fileText(log: EventLog, streams?: readonly string[]): Promise<string> {
  return value(await exportLog(log, streams === undefined ? {} : { streams })).text();
}
