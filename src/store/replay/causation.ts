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
      return ok((known.value.byCorrelation.get(correlation) ?? []).map((number) => linkOf(known.value, number)));
    },
    close() {
      open?.stop();
      open = null;
    },
  };
}

/** Columns by a commit's number, which only this index knows: looking up a hundred thousand ids takes longer than walking. */
interface Known {
  /** By id, also of commits that were only named as a cause so far. */
  readonly numbers: Map<string, number>;
  readonly ids: string[];
  /** 0: only named. */
  readonly positions: number[];
  /** Number of the cause; undefined where there is none. */
  readonly causes: (number | undefined)[];
  /** In order of arrival. */
  readonly consequences: (number[] | undefined)[];
  readonly byCorrelation: Map<string, number[]>;
}

interface Reading {
  /** Settles when everything up to this position is known. */
  upTo(position: number): Promise<Result<Known, SubscribeFailure>>;
  stop(): void;
}

function startReading(log: EventLog, onEnd: () => void): Reading {
  const known: Known = {
    numbers: new Map(),
    ids: [],
    positions: [],
    causes: [],
    consequences: [],
    byCorrelation: new Map(),
  };
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

function take(known: Known, { id, position, causation, correlation }: Commit): void {
  const number = numberOf(known, id);
  known.positions[number] = position;
  if (causation !== null) {
    const cause = numberOf(known, causation);
    known.causes[number] = cause;
    known.consequences[cause] ??= [];
    known.consequences[cause].push(number);
  }
  const chain = known.byCorrelation.get(correlation);
  if (chain === undefined) known.byCorrelation.set(correlation, [number]);
  else chain.push(number);
}

function numberOf({ numbers, ids, positions }: Known, commitId: string): number {
  const known = numbers.get(commitId);
  if (known !== undefined) return known;
  numbers.set(commitId, ids.length);
  positions.push(0);
  return ids.push(commitId) - 1;
}

function causesOf(known: Known, commitId: string): Causes {
  const chain: Link[] = [];
  const seen = new Set<number>();
  let next = known.numbers.get(commitId);
  if (next === undefined) return { chain: [{ commitId, position: null }], end: 'missing' };
  while (next !== undefined) {
    if (seen.has(next)) return { chain, end: 'cycle' };
    seen.add(next);
    const link = linkOf(known, next);
    chain.push(link);
    if (link.position === null) return { chain, end: 'missing' };
    next = known.causes[next];
  }
  return { chain, end: 'root' };
}

function consequencesOf(known: Known, commitId: string): readonly Consequence[] {
  const root = known.numbers.get(commitId);
  if (root === undefined) return [{ commitId, position: null, depth: 0 }];
  const found: Consequence[] = [];
  // A stack of our own, two entries for each: a chain may be longer than the call stack is deep.
  const open = [root, 0];
  while (open.length > 0) {
    const [number, depth] = open.splice(-2) as [number, number];
    found.push({ ...linkOf(known, number), depth });
    const below = known.consequences[number];
    for (let i = (below?.length ?? 0) - 1; i >= 0; i--) {
      const next = below?.[i];
      // Each has one cause, so all ways down are one, and only the root can be met again.
      if (next !== undefined && next !== root) open.push(next, depth + 1);
    }
  }
  return found;
}

function linkOf({ ids, positions }: Known, number: number): Link {
  // A number is given out with its id.
  return { commitId: ids[number] as string, position: positions[number] || null };
}
