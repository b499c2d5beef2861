import { canonicalJson, type JsonObject } from '#kit/canonical-json.ts';
import { ok, type Result } from '#kit/result.ts';
import type { Commit, EventLog, ReadFailure, ReadQuery } from '../event-log.ts';

/** What a commit has to be; every member that is given has to hold. */
export interface CommitFilter extends ReadQuery {
  /** The actor has these members, with these values. */
  readonly actor?: JsonObject;
  /** Made at or after this time on its device's clock, in epoch milliseconds. */
  readonly from?: number;
  /** Made before this time. */
  readonly until?: number;
  readonly correlation?: string;
  /** null: those without a cause. */
  readonly causation?: string | null;
}

/** The commits that fit, in order of arrival, in batches. A failure is the last thing that it yields. */
export async function* filterCommits(
  log: EventLog,
  filter: CommitFilter,
): AsyncIterable<Result<readonly Commit[], ReadFailure>> {
  for await (const batch of log.read(filter)) {
    if (!batch.ok) {
      yield batch;
      return;
    }
    const commits = batch.value.filter((commit) => fitsFilter(commit, filter));
    if (commits.length > 0) yield ok(commits);
  }
}

/** What the log's own query does not ask: for the commits of a subscription too. */
export function fitsFilter(commit: Commit, { actor, from, until, correlation, causation }: CommitFilter): boolean {
  if (from !== undefined && commit.at < from) return false;
  if (until !== undefined && commit.at >= until) return false;
  if (correlation !== undefined && commit.correlation !== correlation) return false;
  if (causation !== undefined && commit.causation !== causation) return false;
  return actor === undefined || Object.entries(actor).every(([key, value]) => isSame(commit.actor[key], value));
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && canonicalJson(a) === canonicalJson(b));
}
