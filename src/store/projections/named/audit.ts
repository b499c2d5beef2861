import type { JsonObject } from '#kit/canonical-json.ts';
import type { Commit } from '../../event-log.ts';
import type { Projection } from '../projection.ts';

/** Who did what and when: the newest commits, without a word of what a person wrote. */
export interface Audit {
  /** Oldest first, in order of arrival. */
  readonly entries: readonly AuditEntry[];
  /** Older ones that are no longer listed here. The log has them. */
  readonly dropped: number;
}

export interface AuditEntry {
  readonly position: number;
  readonly commitId: string;
  readonly stream: string;
  readonly sequence: number;
  /** What kind of actor: `person`, `rules`, `engine`, … */
  readonly actor: string;
  readonly device: string;
  /** Epoch milliseconds of the actor's own clock. */
  readonly at: number;
  /** Each type once, in order. */
  readonly types: readonly string[];
  readonly events: number;
  readonly correlation: string;
  readonly causation: string | null;
}

export const audit: Projection<Audit> = {
  name: 'audit',
  version: 1,
  initial: { entries: [], dropped: 0 },
  fold(state, commits) {
    // A commit that was parked and went in later stands where it belongs.
    const entries = [...state.entries, ...commits.map(toEntry)].sort((a, b) => a.position - b.position);
    const surplus = Math.max(0, entries.length - mostEntries);
    return { entries: entries.slice(surplus), dropped: state.dropped + surplus };
  },
};

function toEntry(commit: Commit): AuditEntry {
  const { position, id, stream, sequence, actor, device, at, events, correlation, causation } = commit;
  const types = [...new Set(events.map(({ type }) => type))];
  return {
    position,
    commitId: id,
    stream,
    sequence,
    actor: kindOf(actor),
    device,
    at,
    types,
    events: events.length,
    correlation,
    causation,
  };
}

function kindOf({ type }: JsonObject): string {
  return typeof type === 'string' ? type : '?';
}

const mostEntries = 500;
