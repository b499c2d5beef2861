import * as v from 'valibot';
import type { Brand } from '#kit/brand.ts';

/** A plan, and the name of its stream behind `plan/`. A UUIDv7 made at the door. */
export type PlanId = Brand<string, 'PlanId'>;
/** One command's lasting effect. A UUIDv7, or derived from its cause where two tabs may do the same work: `draft/<plan>/<n>`. */
export type CommitId = Brand<string, 'CommitId'>;
/** Anything born in a commit: `<commit>.<n>`, n counting from 0 in the order of birth. */
export type TaskId = Brand<string, 'TaskId'>;
export type ProposalId = Brand<string, 'ProposalId'>;
/** One change inside a proposal, named by the drafter; unique in its proposal. */
export type ChangeId = Brand<string, 'ChangeId'>;
export type AttemptId = Brand<string, 'AttemptId'>;

const idText = v.pipe(v.string(), v.minLength(1), v.maxLength(200), v.regex(/^[\w./-]+$/u));
const branded = <T extends string>() =>
  v.pipe(
    idText,
    v.transform((text) => text as T),
  );

export const planIdSchema = branded<PlanId>();
export const commitIdSchema = branded<CommitId>();
export const taskIdSchema = branded<TaskId>();
export const proposalIdSchema = branded<ProposalId>();
export const changeIdSchema = branded<ChangeId>();
export const attemptIdSchema = branded<AttemptId>();

/** The n-th id born in a commit. No dice: the same commit always names its children the same. */
export function bornIn<T extends TaskId | ProposalId | AttemptId>(commit: CommitId, n: number): T {
  return `${commit}.${n}` as T;
}
