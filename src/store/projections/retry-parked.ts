import { ok, type Result } from '#kit/result.ts';
import type { Commit, ReadFailure } from '../event-log.ts';
import { type Parked, parkedPrefix, readParked } from './checkpoint.ts';
import type { Live } from './live.ts';
import type { ProjectionFailure, ProjectionPorts } from './ports.ts';
import type { Work } from './work.ts';

export interface Retried {
  /** Those that went well, and are no longer parked. */
  readonly taken: number;
  readonly left: number;
}

/**
 * Tries parked commits once more, in the order in which they came, each in one write with its removal. They are taken late:
 * where the order matters, making the projection anew puts them in their place.
 */
export function retryParked<State>(
  work: Work<State>,
  live: Live<State>,
  ports: ProjectionPorts,
): Promise<Result<Retried, ProjectionFailure>> {
  return live.exclusive(async () => {
    const kept = await live.held?.keep();
    if (kept !== undefined && !kept.ok) return kept;
    const { held } = live;
    const found = await ports.log.derived.read(parkedPrefix('live', work.name));
    if (!found.ok) return found;
    const parked = found.value.flatMap((record) => readParked(record) ?? []);
    let taken = 0;
    if (held === null || kept?.value === 'raced') return ok({ taken, left: parked.length });
    for (const one of parked) {
      const commit = await readCommit(one, ports);
      if (!commit.ok) return commit;
      const outcome = commit.value === null ? null : await work.take(held.state, [commit.value]);
      const isTaken = outcome?.reason === null;
      const reason = outcome === null ? missing : (outcome.reason ?? '');
      const written = await held.mend(
        isTaken
          ? { state: outcome.state, parked: [], unparked: [one.position] }
          : { state: held.state, parked: [{ ...one, reason, tries: one.tries + 1, at: ports.now() }], unparked: [] },
      );
      if (!written.ok) return written;
      if (written.value === 'raced') break;
      if (isTaken) taken += 1;
    }
    return ok({ taken, left: parked.length - taken });
  });
}

async function readCommit(
  { position, commitId }: Parked,
  { log }: ProjectionPorts,
): Promise<Result<Commit | null, ReadFailure>> {
  for await (const batch of log.read({ after: position - 1 })) {
    if (!batch.ok) return batch;
    const [commit] = batch.value;
    return ok(commit?.id === commitId ? commit : null);
  }
  return ok(null);
}

const missing = 'The log has no such commit at its position.';
