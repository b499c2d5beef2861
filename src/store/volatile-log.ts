import type { Result } from '#kit/result.ts';
import { silentAnnouncer } from './announce.ts';
import { openChecksum } from './checksum.ts';
import type { EventLog, ReadFailure } from './event-log.ts';
import { createMemoryRows } from './memory-rows.ts';
import { type LogPorts, newDeviceId, openStoredLog } from './stored-log.ts';

/** A log that forgets everything when its worker ends: for windows without storage, always said visibly, and for tests. */
export async function openVolatileLog(ports: Pick<LogPorts, 'now' | 'random'>): Promise<Result<EventLog, ReadFailure>> {
  return openStoredLog(createMemoryRows(newDeviceId(ports.random)), {
    ...ports,
    announcer: silentAnnouncer(),
    checksum: await openChecksum(),
  });
}
