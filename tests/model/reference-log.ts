import type {
  BlobReference,
  Commit,
  Durability,
  Expected,
  NewBlob,
  NewCommit,
  NewSnapshot,
  ReadQuery,
  Receipt,
} from '#store/event-log.ts';
import { canonical, forgeFile, forgeLine, type Json } from '../fuzz/forge.ts';

/** A commit as it has to come out. `hash` and `salt` are the writer's dice: learnt when they are first read. */
export type ExpectedCommit = Omit<Commit, 'hash' | 'salt' | 'previous' | 'actor' | 'events'> & {
  readonly actor: object;
  readonly events: readonly object[];
  hash: string | undefined;
  salt: string | undefined;
  /** What its receipt said, once there was one. */
  durability: Durability | undefined;
};

/** One call of append, with what was put wrong into it. */
export interface ModelCall {
  readonly commits: readonly NewCommit[];
  readonly durability: Durability;
  /** The first commit that no log can take, and why. */
  readonly unwritable?: { readonly commitId: string; readonly path: string; readonly why: string } | undefined;
  /** The first blob whose bytes are not what they say. */
  readonly damagedBlob?: string | undefined;
}

/** What a call has to answer. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: string; readonly params: object } };

/** A receipt without what only the writer knows. */
export type ExpectedReceipt = Pick<Receipt, 'commitId' | 'stream' | 'position' | 'sequence' | 'duplicate'>;

/** A commit as it travels. */
export type Travelling = Omit<Commit, 'position' | 'sequence' | 'recordedAt' | 'actor' | 'events'> & {
  readonly actor: object;
  readonly events: readonly object[];
};

/**
 * The log as simply as it can be said: an array of commits, searched from end to end. It decides everything that the
 * store decides, and knows nothing of rows, segments, transactions or tabs.
 */
export class ReferenceLog {
  commits: readonly ExpectedCommit[] = [];
  blobs: ReadonlyMap<string, Uint8Array> = new Map();
  snapshots: readonly NewSnapshot[] = [];
  /** Undefined after an import that gave this log another id, until a tab has said which. */
  device: string | undefined;

  constructor(device?: string) {
    this.device = device;
  }

  copy(): ReferenceLog {
    const copy = new ReferenceLog(this.device);
    copy.become(this);
    return copy;
  }

  become(other: ReferenceLog): void {
    this.commits = other.commits;
    this.blobs = other.blobs;
    this.snapshots = other.snapshots;
    this.device = other.device;
  }

  get position(): number {
    return this.commits.length;
  }

  sequence(stream: string): number {
    return this.commits.filter((commit) => commit.stream === stream).length;
  }

  byId(id: string): ExpectedCommit | undefined {
    return this.commits.find((commit) => commit.id === id);
  }

  /** In order; a feed is what one device has written in one stream. */
  feed(device: string, stream: string): readonly ExpectedCommit[] {
    return this.commits.filter((commit) => commit.device === device && commit.stream === stream);
  }

  append(call: ModelCall, now: number): Answer<readonly ExpectedReceipt[]> {
    if (call.unwritable !== undefined) return refusal('CommitUnwritable', call.unwritable);
    if (call.damagedBlob !== undefined) return refusal('BlobDamaged', { hash: call.damagedBlob });
    const then = this.copy();
    const receipts: ExpectedReceipt[] = [];
    for (const commit of call.commits) {
      const { id, stream, expected = 'any', blobs = [] } = commit;
      const held = then.byId(id);
      if (held !== undefined) {
        const isSame = held.stream === stream && textOf(held.events) === textOf(commit.events);
        const receipt = this.byId(id) === undefined ? null : receiptOf(held, true);
        if (!isSame) return refusal('CommitIdReused', { commitId: id, receipt });
        receipts.push(receiptOf(held, true));
        continue;
      }
      const actual = then.sequence(stream);
      if (!isAsExpected(expected, actual)) return refusal('Conflict', { stream, expected, actual });
      for (const { hash, bytes } of blobs) if (bytes !== undefined) then.keep(hash, bytes);
      const missing = blobs.find(({ hash }) => !then.blobs.has(hash));
      if (missing !== undefined) return refusal('BlobMissing', { hash: missing.hash });
      receipts.push(receiptOf(then.add(commit, now), false));
    }
    this.become(then);
    return { ok: true, value: receipts };
  }

  private add(commit: NewCommit, now: number): ExpectedCommit {
    const { id, stream, at, zone, locale, actor, correlation, causation, events, blobs = [] } = commit;
    const device = this.device ?? '';
    const added: ExpectedCommit = {
      id,
      stream,
      position: this.position + 1,
      sequence: this.sequence(stream) + 1,
      recordedAt: now,
      device,
      index: this.feed(device, stream).length,
      hlc: hlcAfter(this.commits, now),
      at,
      zone,
      locale,
      actor,
      correlation,
      causation,
      events,
      blobs: blobs.map(withoutBytes),
      hash: undefined,
      salt: undefined,
      durability: undefined,
    };
    this.commits = [...this.commits, added];
    return added;
  }

  keep(hash: string, bytes: Uint8Array): void {
    this.blobs = new Map([...this.blobs, [hash, bytes]]);
  }

  absorb(
    lines: readonly Travelling[],
    blobs: ReadonlyMap<string, Uint8Array>,
    now: number,
  ): Answer<{ readonly added: number; readonly known: number; readonly position: number }> {
    const then = this.copy();
    let known = 0;
    let isOwn = false;
    for (const [i, line] of lines.entries()) {
      const { id: commitId, device, stream } = line;
      const held = this.byId(commitId);
      if (held !== undefined && held.hash === line.hash) {
        known += 1;
        continue;
      }
      if (held !== undefined) return refusal('CommitIdReused', { commitId, receipt: receiptOf(held, true) });
      const feed = then.feed(device, stream);
      const follows = feed.length === line.index && (feed.at(-1)?.hash ?? '') === line.previous;
      if (!follows) return refusal('FeedForked', { commitId, device, stream, line: i + 1 });
      if (device === this.device) isOwn = true;
      const place = { position: then.position + 1, sequence: then.sequence(stream) + 1, recordedAt: now };
      then.commits = [...then.commits, { ...line, ...place, durability: 'strict' }];
    }
    const added = then.commits.slice(this.position);
    for (const { hash } of added.flatMap((commit) => commit.blobs)) {
      const bytes = then.blobs.get(hash) ?? blobs.get(hash);
      if (bytes === undefined) return refusal('BlobMissing', { hash });
      then.keep(hash, bytes);
    }
    if (isOwn) then.device = undefined;
    this.become(then);
    return { ok: true, value: { added: added.length, known, position: this.position } };
  }

  read({ after = 0, streams, types, aggregate }: ReadQuery): readonly ExpectedCommit[] {
    return this.commits.filter((commit) => {
      const slash = commit.stream.lastIndexOf('/');
      const named =
        slash < 0
          ? { type: commit.stream, id: '' }
          : { type: commit.stream.slice(0, slash), id: commit.stream.slice(slash + 1) };
      return (
        commit.position > after &&
        (streams === undefined || streams.includes(commit.stream)) &&
        (aggregate?.type === undefined || aggregate.type === named.type) &&
        (aggregate?.id === undefined || aggregate.id === named.id) &&
        (types === undefined || commit.events.some((event) => 'type' in event && types.includes(String(event.type))))
      );
    });
  }

  heads(): { readonly position: number; readonly sequences: ReadonlyMap<string, number> } {
    const sequences = new Map<string, number>();
    for (const { stream, sequence } of this.commits) sequences.set(stream, sequence);
    return { position: this.position, sequences };
  }

  references(hash: string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { stream, blobs } of this.commits)
      for (const blob of blobs) if (blob.hash === hash) counts.set(stream, (counts.get(stream) ?? 0) + 1);
    return counts;
  }

  putSnapshot(snapshot: NewSnapshot): void {
    const others = this.snapshots.filter(({ stream, fold }) => stream !== snapshot.stream || fold !== snapshot.fold);
    this.snapshots = [...others, snapshot];
  }

  getSnapshot(stream: string, fold: string): NewSnapshot | null {
    const kept = this.snapshots.find((other) => other.stream === stream && other.fold === fold);
    const last = kept && this.byId(kept.commitId);
    return kept !== undefined && last?.stream === stream && last.sequence === kept.sequence ? kept : null;
  }

  /** The log file of these streams, or of all, to the byte. Only once every hash has been learnt. */
  async file(streams?: readonly string[]): Promise<{ readonly text: string; readonly lines: readonly Travelling[] }> {
    const chosen = this.read(streams === undefined ? {} : { streams });
    const lines = chosen.map((commit) => this.travelling(commit));
    const hashes = [...new Set(chosen.flatMap(({ blobs }) => blobs.map(({ hash }) => hash)))].sort();
    const text = await forgeFile({
      streams: streams === undefined ? null : [...new Set(streams)].sort(),
      blobs: hashes.map((hash) => ({ hash, data: base64(this.blobs.get(hash) ?? new Uint8Array(0)) })),
      commits: lines.map((line) => lineOf(line).line),
    });
    return { text, lines };
  }

  travelling(commit: ExpectedCommit): Travelling {
    const { position: _p, sequence: _s, recordedAt: _r, durability: _d, hash = '', salt = '', ...travels } = commit;
    const previous = this.feed(commit.device, commit.stream)[commit.index - 1]?.hash ?? '';
    return { ...travels, hash, salt, previous };
  }
}

/** A commit's line, with the hash that it has to have. */
export function lineOf(commit: Travelling): { readonly line: string; readonly hash: string } {
  const { actor, at, blobs, events, locale, salt, zone, hash: _, ...head } = commit;
  const references = blobs.length === 0 ? {} : { blobs };
  return forgeLine(textOf({ actor, at, ...references, events, locale, salt, zone }), head);
}

function refusal(
  code: string,
  params: object,
): { readonly ok: false; readonly error: { code: string; params: object } } {
  return { ok: false, error: { code, params } };
}

function isAsExpected(expected: Expected, actual: number): boolean {
  if (expected === 'exists') return actual > 0;
  if (expected === 'absent') return actual === 0;
  return expected === 'any' || expected === actual;
}

/** The clock's rule, from its paper: later than all, and now where that is later still. */
function hlcAfter(commits: readonly { readonly hlc: string }[], now: number): string {
  const last = commits.reduce((latest, { hlc }) => (hlc > latest ? hlc : latest), '000000000000-0000');
  const [ms = 0, count = 0] = last.split('-').map((part) => Number.parseInt(part, 16));
  const [nextMs, nextCount] = now > ms ? [now, 0] : [ms, count + 1];
  return `${nextMs.toString(16).padStart(12, '0')}-${nextCount.toString(16).padStart(4, '0')}`;
}

function receiptOf(commit: ExpectedCommit, duplicate: boolean): ExpectedReceipt {
  const { id: commitId, stream, position, sequence } = commit;
  return { commitId, stream, position, sequence, duplicate };
}

/** Canonical JSON, by way of what JSON itself keeps. */
export function textOf(value: object): string {
  const json: Json = JSON.parse(JSON.stringify(value));
  return canonical(json);
}

function withoutBytes({ bytes: _, ...reference }: NewBlob): BlobReference {
  return reference;
}

function base64(bytes: Uint8Array): string {
  return btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(''));
}
