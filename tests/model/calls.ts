import type { NewBlob, NewCommit } from '#store/event-log.ts';
import { sha256Of } from '../fuzz/forge.ts';
import type { ModelCall, ReferenceLog } from './reference-log.ts';
import type { CallSpec, CommitSpec } from './steps.ts';

export const streams = ['plan/a', 'plan/b', 'plan/deep/a', 'workspace', 'plan/never', 'view'];
export const types = ['TaskAdded', 'TaskRemoved', 'Odd'];

export interface PoolBlob extends NewBlob {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Empty, small, text that shrinks, and more than one chunk of noise. The last is never stored. */
export const pool: readonly PoolBlob[] = await Promise.all(
  [0, 1, 5, 300, 5000, 70_000, 131_072, 9].map(async (size, i) => {
    const isText = i % 2 === 0;
    const bytes = new Uint8Array(size).map((_, at) => (isText ? 97 + (at % 7) : (at * at * 31 + at) % 256));
    return { hash: await sha256Of(bytes), mediaType: isText ? 'text/plain' : 'image/png', name: `b${i}`, size, bytes };
  }),
);

/** Makes calls out of what was drawn, and remembers what they were made of. */
export class CallMaker {
  private readonly known: NewCommit[] = [];
  private made = 0;

  knownId(which: number): string {
    return this.known[which % Math.max(1, this.known.length)]?.id ?? 'unknown';
  }

  make({ strict, commits }: CallSpec, ref: ReferenceLog): ModelCall {
    const coming = new Map<string, number>();
    const made = commits.map((spec) => this.makeCommit(spec, ref, coming));
    const faulty = made.find(({ fault }) => fault !== undefined);
    return {
      commits: made.map(({ commit }) => commit),
      durability: strict ? 'strict' : 'relaxed',
      unwritable: faulty?.fault && { commitId: faulty.commit.id, ...faulty.fault },
      damagedBlob: made.find(({ damaged }) => damaged !== undefined)?.damaged,
    };
  }

  bulk(count: number, stream: number): ModelCall {
    const commits = Array.from({ length: count }, (_, i) => {
      const events = [{ type: 'Bulk', v: 1, n: i }];
      return this.stamp(`c${this.made++}`, streams[i % 9 === 8 ? 3 : stream] ?? '', events);
    });
    this.known.push(...commits.slice(0, 3), ...commits.slice(-2));
    return { commits, durability: 'relaxed' };
  }

  private makeCommit(spec: CommitSpec, ref: ReferenceLog, coming: Map<string, number>) {
    const before = spec.id === 'new' ? undefined : this.known[spec.which % Math.max(1, this.known.length)];
    const stream = streams[spec.stream] ?? '';
    const events = this.events(spec);
    const { blobs, damaged } = blobOf(spec);
    const after = ref.sequence(stream) + (coming.get(stream) ?? 0);
    const fresh = before === undefined ? this.stamp(`c${this.made++}`, stream, events) : undefined;
    const other = spec.which % 2 === 0 ? { stream: 'plan/other' } : { events: [{ type: 'Changed', v: 2 }] };
    const base = fresh ?? { ...(before as NewCommit), at: 1_000 + this.made, zone: 'UTC' };
    const changed = spec.id === 'changed' && before !== undefined ? { ...base, ...other } : base;
    const expected = { exists: 'exists', absent: 'absent', any: 'any', right: after, wrong: after + 1 } as const;
    const commit: NewCommit = {
      ...changed,
      ...(fresh === undefined ? {} : { blobs }),
      ...(spec.expected === undefined ? {} : { expected: expected[spec.expected] }),
    };
    if (fresh !== undefined) {
      coming.set(stream, (coming.get(stream) ?? 0) + 1);
      // Faulty ones stay out, so that a retry of them is one that could be written.
      if (spec.fault === 'none' && damaged === undefined) this.known.push(fresh);
    }
    const fault = spec.fault === 'none' || fresh === undefined ? undefined : faults[spec.fault];
    return {
      commit: fault === undefined ? commit : { ...commit, events: fault.events },
      fault: fault?.says,
      damaged: fresh && damaged,
    };
  }

  private events({ events, which }: CommitSpec): NewCommit['events'] {
    return Array.from({ length: events + 1 }, (_, i) => ({
      type: types[(which + i) % types.length] ?? '',
      v: 1 + (which % 2),
      text: [...'ü🙂"\\\n,"causation":'].slice(0, which).join(''),
      n: [this.made, { zero: 0, nested: [null, true, 1e21, -5.5] }],
    }));
  }

  private stamp(id: string, stream: string, events: NewCommit['events']): NewCommit {
    const causation = this.made % 3 === 0 ? null : `c${this.made - 2}`;
    const door = { at: 1_763_000_000_000 + this.made, zone: 'Europe/Berlin', locale: 'de', actor: { type: 'person' } };
    return { id, stream, ...door, correlation: `r${this.made % 4}`, causation, events };
  }
}

function blobOf({ blob, which }: CommitSpec): { readonly blobs: readonly NewBlob[]; readonly damaged?: string } {
  const one = pool[which % (pool.length - 1)] as PoolBlob;
  const { bytes, ...reference } = one;
  const never = pool[pool.length - 1] as PoolBlob;
  switch (blob) {
    case 'none':
      return { blobs: [] };
    case 'new':
      return { blobs: [one] };
    case 'known':
      return { blobs: [reference] };
    case 'missing': {
      const { bytes: _, ...unknown } = never;
      return { blobs: [unknown] };
    }
    case 'damaged':
      return {
        blobs: [{ ...one, bytes: Uint8Array.of(...bytes.subarray(0, 3), 7), size: Math.min(4, bytes.length + 1) }],
        damaged: one.hash,
      };
    case 'resized':
      return { blobs: [{ ...one, size: one.size + 1 }], damaged: one.hash };
  }
}

interface Fault {
  readonly events: NewCommit['events'];
  readonly says: { readonly path: string; readonly why: string };
}

const faults: { readonly [name in Exclude<CommitSpec['fault'], 'none'>]: Fault } = {
  number: faulty({ n: Number.NaN }, '/events/0/n', 'number'),
  surrogate: faulty({ text: 'x\ud800' }, '/events/0/text', 'surrogate'),
  type: faulty({ when: new Date(0) }, '/events/0/when', 'type'),
  deep: faulty({ deep: JSON.parse('['.repeat(600) + ']'.repeat(600)) }, '', 'deep'),
  empty: { events: [], says: { path: '/events', why: 'empty' } },
};

function faulty(members: object, path: string, why: string): Fault {
  return { events: [{ type: 'Faulty', v: 1, ...members }], says: { path, why } };
}
