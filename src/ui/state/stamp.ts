import { uuidv7 } from 'uuidv7';
import { PERSON } from '#planner/actor.ts';
import type { CommitId, PlanId } from '#planner/ids.ts';
import type { Stamp, Stamped } from '#planner/stamp.ts';

/** Adds what the door adds: an id, the time, the place and the language of the person in front of this page. */
export function stampByPerson<C>(command: C): Stamped<C> {
  const commitId = uuidv7() as CommitId;
  const stamp: Stamp = {
    commitId,
    at: Date.now(),
    // Some systems name no zone; times are then meant as they are written down, in UTC.
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    locale: navigator.language || 'en',
    actor: PERSON,
    causation: null,
    correlation: commitId,
  };
  return { ...command, stamp };
}

export function newPlanId(): PlanId {
  return uuidv7() as PlanId;
}
