import { emptyLedger, foldLedger } from './ledger.ts';
import type { Inspection, KeptLedger, SeenCommit, Settled, Told, ToldReceipt } from './protocol.ts';
import { placeOf, planCall, type Workload } from './workload.ts';

/*
 * What has to be true of a log after a blow, in the naive way: everything is kept in memory and compared whole. It knows
 * nothing of rows, segments or indexes.
 */

export interface Finding {
  readonly kind:
    | 'lost'
    | 'torn'
    | 'doubled'
    | 'gap'
    | 'changed'
    | 'chain'
    | 'content'
    | 'head'
    | 'receipt'
    | 'refused'
    | 'projection'
    | 'mirror'
    | 'verify'
    | 'unreadable';
  readonly detail: string;
}

export interface Fates {
  /** Calls of unknown fate that turned out to be written, and not to be. */
  readonly written: readonly number[];
  readonly missing: readonly number[];
}

export interface Oracle {
  hear(told: Exclude<Told, { type: 'beside' }>): void;
  readonly acknowledged: number;
  /** Calls made, and neither answered nor refused. */
  inFlight(): readonly number[];
  /** Calls refused for want of room. */
  refused(): readonly number[];
  /** Holds what was read against all that was heard and seen before. */
  check(seen: Inspection): readonly Finding[];
  /** Holds what a projection has kept against the commits of the last check. */
  checkLedger(kept: KeptLedger | null): readonly Finding[];
  /** Holds the mirror against the last check: every commit, and as it is in the log. */
  checkMirror(mirror: Settled['mirror']): readonly Finding[];
  /** The newest position that was ever acknowledged. */
  newestAcknowledged(): number;
  /** The fates, as the last check found them, of the calls that were in flight. Each has to be made again. */
  fates(): Fates;
  /** The first number that no call has had. */
  next(): number;
  /** What was wrong with answers since the last time. */
  takeFindings(): readonly Finding[];
}

export interface OracleOptions {
  /** A call may be refused for want of room, and then nothing of it may be there; or fail, and its fate is unknown. */
  readonly mayBeFull?: boolean;
}

export function createOracle(workload: Workload, { mayBeFull = false }: OracleOptions = {}): Oracle {
  const submitted = new Set<number>();
  const open = new Set<number>();
  const refused = new Set<number>();
  const receiptsByCall = new Map<number, readonly ToldReceipt[]>();
  let history: readonly SeenCommit[] = [];
  let seenByCall = new Map<number, SeenCommit[]>();
  let findings: Finding[] = [];
  let newestPosition = 0;

  function hear(told: Exclude<Told, { type: 'beside' }>): void {
    const { call } = told;
    if (told.type === 'submitted') {
      submitted.add(call);
      open.add(call);
      refused.delete(call);
      return;
    }
    open.delete(call);
    if (told.type === 'acknowledged') {
      acknowledge(call, told.receipts);
      return;
    }
    const text = JSON.stringify(told.failure);
    if (mayBeFull && text.includes('"QuotaExceeded"')) refused.add(call);
    else if (!mayBeFull || !text.includes('"LogUnavailable"'))
      findings.push({ kind: 'refused', detail: `call ${call}: ${text}` });
  }

  /** A call whose commits are there already has to be answered with where they are; another has to be news. */
  function acknowledge(call: number, receipts: readonly ToldReceipt[]): void {
    receiptsByCall.set(call, receipts);
    newestPosition = Math.max(newestPosition, ...receipts.map(({ position }) => position));
    const seen = seenByCall.get(call);
    for (const receipt of receipts) {
      if (receipt.duplicate !== (seen !== undefined))
        findings.push({
          kind: 'receipt',
          detail: `${receipt.commitId} is answered as ${receipt.duplicate ? 'known' : 'new'}`,
        });
    }
  }

  function check({ commits, head, sequences }: Inspection): readonly Finding[] {
    const found: Finding[] = [];
    const add = (kind: Finding['kind'], detail: string) => found.push({ kind, detail });
    const byId = new Map<string, SeenCommit>();
    const newest = new Map<string, SeenCommit>();
    const newestInFeed = new Map<string, SeenCommit>();
    seenByCall = new Map();

    commits.forEach((commit, i) => {
      const { id, stream, device, position, sequence, index, previous, wrong } = commit;
      if (position !== i + 1) add('gap', `${id} is at position ${position}, the ${i + 1}th that was read`);
      if (sequence !== (newest.get(stream)?.sequence ?? 0) + 1)
        add('gap', `${id} is at sequence ${sequence} of ${stream}`);
      newest.set(stream, commit);
      const before = newestInFeed.get(`${device} ${stream}`);
      if (index !== (before?.index ?? -1) + 1 || previous !== (before?.hash ?? ''))
        add('chain', `${id} does not follow`);
      newestInFeed.set(`${device} ${stream}`, commit);
      if (byId.has(id)) add('doubled', `${id} at ${byId.get(id)?.position} and ${position}`);
      byId.set(id, commit);
      if (wrong !== '') add('content', `${id}: ${wrong}`);
      const place = placeOf(id);
      if (place !== undefined) seenByCall.set(place.call, [...(seenByCall.get(place.call) ?? []), commit]);
    });

    if (head !== commits.length) add('head', `the head is ${head}, and there are ${commits.length} commits`);
    for (const [stream, commit] of newest) {
      if (sequences[stream] !== commit.sequence) add('head', `${stream} is said to be at ${sequences[stream]}`);
    }
    for (const [call, seen] of seenByCall) {
      const planned = planCall(workload, call).commits;
      const first = seen[0]?.position ?? 0;
      const isWhole =
        seen.length === planned.length &&
        seen.every((commit, i) => commit.id === planned[i]?.id && commit.position === first + i);
      if (refused.has(call)) add('refused', `call ${call} is there, and was refused`);
      if (!isWhole) add('torn', `call ${call} has ${seen.length} of ${planned.length} commits`);
    }
    for (const receipts of receiptsByCall.values()) {
      for (const { commitId, position, sequence, hash } of receipts) {
        const commit = byId.get(commitId);
        if (commit === undefined) add('lost', `${commitId} was acknowledged at ${position}`);
        else if (commit.position !== position || commit.sequence !== sequence || commit.hash !== hash)
          add('changed', `${commitId} was acknowledged at ${position} and is at ${commit.position}`);
      }
    }
    history.forEach((old, i) => {
      const now = commits[i];
      if (now?.id !== old.id || now.hash !== old.hash) add('changed', `position ${i + 1} was ${old.id}, is ${now?.id}`);
    });
    history = commits;
    return found;
  }

  return {
    hear,
    get acknowledged() {
      return receiptsByCall.size;
    },
    inFlight: () => [...open],
    refused: () => [...refused],
    check,
    checkLedger(kept) {
      if (kept === null) return [];
      const ids = history.slice(0, kept.position);
      const right = foldLedger(emptyLedger, ids);
      if (kept.position === ids.length && kept.commits === right.commits && kept.chain === right.chain) return [];
      return [
        { kind: 'projection', detail: `at ${kept.position} it has ${kept.commits} commits, and not those of the log` },
      ];
    },
    checkMirror(mirror) {
      const wrong = history.filter(({ hash }, i) => mirror[i]?.position !== i + 1 || mirror[i]?.hash !== hash);
      return wrong.map(({ id, position }) => ({
        kind: 'mirror',
        detail: `${id} at ${position} is not in it as it is`,
      }));
    },
    newestAcknowledged: () => newestPosition,
    fates() {
      // A call that nobody heard of may have been written as well: its announcement died with the page.
      const made = [...new Set([...submitted, ...seenByCall.keys()])];
      const unknown = made.filter((call) => !receiptsByCall.has(call) && !refused.has(call));
      return {
        written: unknown.filter((call) => seenByCall.has(call)),
        missing: unknown.filter((call) => !seenByCall.has(call)),
      };
    },
    next: () => Math.max(-1, ...submitted, ...seenByCall.keys()) + 1,
    takeFindings() {
      const taken = findings;
      findings = [];
      return taken;
    },
  };
}
