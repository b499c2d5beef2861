import { ok, type Result } from '#kit/result.ts';
import type { Commit, EventLog, ReadFailure } from '../event-log.ts';
import { compareForMerge } from '../merge-order.ts';

/** Where a commit stands: in merge order, and in this log. */
export type Place = Pick<Commit, 'id' | 'hlc' | 'device' | 'position'>;

/** These commits of a stream in merge order, whatever order they came to this log in. A batch is all that is held. */
export async function* readPlaces(
  log: EventLog,
  stream: string,
  places: readonly Place[],
): AsyncIterable<Result<readonly Commit[], ReadFailure>> {
  for (let i = 0; i < places.length; i += commitsPerBatch) {
    const commits: Commit[] = [];
    const positions = places.slice(i, i + commitsPerBatch).map((place) => place.position);
    for (const run of toRuns(positions.sort((a, b) => a - b))) {
      const read = await readRun(log, stream, run);
      if (!read.ok) {
        yield read;
        return;
      }
      commits.push(...read.value);
    }
    yield ok(commits.sort(compareForMerge));
  }
}

async function readRun(
  log: EventLog,
  stream: string,
  { positions, first, last }: Run,
): Promise<Result<readonly Commit[], ReadFailure>> {
  const commits: Commit[] = [];
  for await (const batch of log.read({ streams: [stream], after: first - 1 })) {
    if (!batch.ok) return batch;
    for (const commit of batch.value) if (positions.has(commit.position)) commits.push(commit);
    if (batch.value.some(({ position }) => position >= last)) break;
  }
  return ok(commits);
}

/** Ascending positions, cut where so much lies between them that a reading of its own is cheaper. */
function toRuns(positions: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  for (const position of positions) {
    const run = runs.at(-1);
    if (run !== undefined && position - run.last <= commitsPerBatch) {
      run.positions.add(position);
      run.last = position;
    } else runs.push({ positions: new Set([position]), first: position, last: position });
  }
  return runs;
}

interface Run {
  readonly positions: Set<number>;
  readonly first: number;
  last: number;
}

const commitsPerBatch = 500;
