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
  run: readonly number[],
): Promise<Result<readonly Commit[], ReadFailure>> {
  const [wanted, last] = [new Set(run), run.at(-1) ?? 0];
  const commits: Commit[] = [];
  for await (const batch of log.read({ streams: [stream], after: (run[0] ?? 1) - 1 })) {
    if (!batch.ok) return batch;
    for (const commit of batch.value) if (wanted.has(commit.position)) commits.push(commit);
    if ((batch.value.at(-1)?.position ?? 0) >= last) break;
  }
  return ok(commits);
}

/** Ascending positions, cut where so much lies between them that a reading of its own is cheaper. */
function toRuns(positions: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const position of positions) {
    const run = runs.at(-1);
    if (run !== undefined && position - (run.at(-1) ?? 0) <= commitsPerBatch) run.push(position);
    else runs.push([position]);
  }
  return runs;
}

const commitsPerBatch = 500;
