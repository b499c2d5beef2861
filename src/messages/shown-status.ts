import type { StoredStatus } from '#planner/task-status.ts';

/** What a person sees as a task's status: the stored one, or for a planned task what follows from its needs. */
export type ShownStatus = StoredStatus | 'ready' | 'waiting' | 'blocked';
