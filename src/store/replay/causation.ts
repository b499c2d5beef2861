import { err, ok, type Result } from '#kit/result.ts';
import type { Commit, EventLog, SubscribeFailure, Subscription } from '../event-log.ts';

/** A commit in its chain. `position` null: it is named as a cause, and this log does not hold it. */
export interface Link {
  readonly commitId: string;
  readonly position: number | null;
}

export interface Causes {
  /** The commit itself, its cause, the cause of that, and so on. */
  readonly chain: readonly Link[];
  /** A commit without a cause; one that is not here; or one that has been named before, as only a broken writer does. */
  readonly end: 'root' | 'missing' | 'cycle';
}

/** A commit that came of another; `depth` 0 is the one that was asked for. */
export interface Consequence extends Link {
  readonly depth: number;
}

/**
 * Who caused what, over the whole log. The first question reads the log once; from then on a subscription brings what is
 * new, and every answer has all that the log had when it was asked. Commits that name themselves, each other or nobody
 * as their cause end an answer, and are in it once.
 */
export interface CausationIndex {
  /** Up to the root. */
  causes(commitId: string): Promise<Result<Causes, SubscribeFailure>>;
  /** Down: the commit and all that came of it, each before what came of it, siblings in order of arrival. */
  consequences(commitId: string): Promise<Result<readonly Consequence[], SubscribeFailure>>;
  /** All commits of a chain of work, in order of arrival. */
  correlated(correlation: string): Promise<Result<readonly Link[], SubscribeFailure>>;
  /** Ends the subscription. The next question would begin anew. */
  close(): void;
}

export function createCausationIndex(log: EventLog): CausationIndex {
  let open: Reading | null = null;

  /** The index as of now, at least. */
  async function upToDate(): Promise<Result<Known, SubscribeFailure>> {
    const heads = await log.heads();
    if (!heads.ok) return heads;
    open ??= startReading(log, () => {
      // What it had told may be incomplete, so nothing of it is kept: the next question reads anew.
      open = null;
    });
    return open.upTo(heads.value.position);
  }

  return {
    async causes(commitId) {
      const known = await upToDate();
      return known.ok ? ok(causesOf(known.value, commitId)) : known;
    },
    async consequences(commitId) {
      const known = await upToDate();
      return known.ok ? ok(consequencesOf(known.value, commitId)) : known;
    },
    async correlated(correlation) {
      const known = await upToDate();
      if (!known.ok) return known;
      return ok((known.value.byCorrelation.get(correlation) ?? []).map((id) => toLink(known.value, id)));
    },
    close() {
      open?.stop();
      open = null;
    },
  };
}

interface Known {
  readonly commits: Map<string, { readonly position: number; readonly causation: string | null }>;
  /** Commit ids by the id of their cause, in order of arrival. */
  readonly byCause: Map<string, string[]>;
  readonly byCorrelation: Map<string, string[]>;
}

interface Reading {
  /** Settles when everything up to this position is known. */
  upTo(position: number): Promise<Result<Known, SubscribeFailure>>;
  stop(): void;
}

function startReading(log: EventLog, onEnd: () => void): Reading {
  const known: Known = { commits: new Map(), byCause: new Map(), byCorrelation: new Map() };
  const waiting = new Set<{ readonly position: number; settle(outcome: Result<Known, SubscribeFailure>): void }>();
  let reached = 0;

  const end = (failure: SubscribeFailure) => {
    onEnd();
    for (const { settle } of waiting) settle(err(failure));
    waiting.clear();
  };
  const subscription: Subscription = log.subscribe({ onEnd: end }, ({ commits, position }) => {
    for (const commit of commits) take(known, commit);
    reached = position;
    for (const one of waiting) {
      if (one.position > reached) continue;
      waiting.delete(one);
      one.settle(ok(known));
    }
  });

  return {
    upTo: (position) =>
      position <= reached
        ? Promise.resolve(ok(known))
        : new Promise((settle) => {
            waiting.add({ position, settle });
          }),
    stop() {
      subscription.stop();
      end({ code: 'LogClosed', params: { why: 'closed' }, retry: 'never' });
    },
  };
}

function take({ commits, byCause, byCorrelation }: Known, { id, position, causation, correlation }: Commit): void {
  commits.set(id, { position, causation });
  if (causation !== null) addTo(byCause, causation, id);
  addTo(byCorrelation, correlation, id);
}

function causesOf(known: Known, commitId: string): Causes {
  const chain: Link[] = [];
  const seen = new Set<string>();
  let next: string | null = commitId;
  while (next !== null) {
    if (seen.has(next)) return { chain, end: 'cycle' };
    seen.add(next);
    chain.push(toLink(known, next));
    const commit: { readonly causation: string | null } | undefined = known.commits.get(next);
    if (commit === undefined) return { chain, end: 'missing' };
    next = commit.causation;
  }
  return { chain, end: 'root' };
}

function consequencesOf(known: Known, commitId: string): readonly Consequence[] {
  const found: Consequence[] = [];
  const seen = new Set([commitId]);
  // A stack of our own: a chain may be longer than the call stack is deep.
  const open = [{ id: commitId, depth: 0 }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    found.push({ ...toLink(known, one.id), depth: one.depth });
    const below = (known.byCause.get(one.id) ?? []).filter((id) => !seen.has(id));
    for (const id of below) seen.add(id);
    for (const id of below.reverse()) open.push({ id, depth: one.depth + 1 });
  }
  return found;
}

function toLink(known: Known, commitId: string): Link {
  return { commitId, position: known.commits.get(commitId)?.position ?? null };
}

function addTo(idsByKey: Map<string, string[]>, key: string, id: string): void {
  const ids = idsByKey.get(key);
  if (ids === undefined) idsByKey.set(key, [id]);
  else ids.push(id);
}
