import type { NewCommit } from '#store/event-log.ts';

/** A commit as the door would stamp it. */
export function sampleCommit(id: string, changes: Partial<NewCommit> = {}): NewCommit {
  return {
    id,
    stream: 'plan/a',
    at: 1_763_800_000_000,
    zone: 'Europe/Berlin',
    locale: 'en',
    actor: { type: 'person' },
    correlation: id,
    causation: null,
    events: [sampleEvent('TaskAdded', { title: `Task of ${id}` })],
    ...changes,
  };
}

export function sampleEvent(type: string, members: object = {}): { type: string; v: number } {
  return { type, v: 1, ...members };
}

export function sampleCommits(count: number, prefix: string, changes: Partial<NewCommit> = {}): readonly NewCommit[] {
  return Array.from({ length: count }, (_, i) => sampleCommit(`${prefix}-${i}`, changes));
}
