import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { actorSchema } from './actor.ts';
import { storedTextSchema } from './blob-ref.ts';
import { planDraftSchema, proposedChangeSchema } from './draft.ts';
import {
  attemptIdSchema,
  changeIdSchema,
  commitIdSchema,
  planIdSchema,
  proposalIdSchema,
  taskIdSchema,
} from './ids.ts';
import { kindSchema } from './kind.ts';
import { bytesReceivedSchema, bytesSentSchema } from './ledger.ts';
import { needEdgeSchema } from './need.ts';
import { planConfigSchema } from './plan-config.ts';
import { answerSchema, questionSchema } from './question.ts';
import {
  attachmentSchema,
  clarificationSchema,
  provenanceSchema,
  someTaskFieldsSchema,
  taskFieldSchema,
  taskSchema,
} from './task.ts';
import { taskStatusSchema } from './task-status.ts';

/*
 * Events are for ever: a stored shape is never edited. A change, also one that only adds, is a new `v` beside the old one,
 * with an upcaster in `upcast.ts`. An event that changes content carries what it replaced, so that `inverse.ts` is pure.
 */

const titleSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const resolutionSchema = v.variant('as', [
  v.object({ as: v.literal('open') }),
  v.object({ as: v.literal('accepted'), taskId: v.nullable(taskIdSchema) }),
  v.object({ as: v.literal('rejected') }),
]);
export type Resolution = DeepReadonly<v.InferOutput<typeof resolutionSchema>>;

const placeSchema = v.object({ parentId: v.nullable(taskIdSchema), order: v.string() });

/** What else one field's edit changes: whether the person holds it, and who filled it in. */
const fieldMarksSchema = v.object({
  locked: v.array(taskFieldSchema),
  provenance: v.record(v.string(), provenanceSchema),
});

const compactedTaskSchema = v.object({
  taskId: taskIdSchema,
  description: v.string(),
  clarifications: v.array(clarificationSchema),
  attempts: taskSchema.entries.attempts,
});

export const planEventSchemas = {
  PlanInitialized: v.object({
    type: v.literal('PlanInitialized'),
    v: v.literal(1),
    planId: planIdSchema,
    title: titleSchema,
    goal: storedTextSchema,
    attachments: v.array(attachmentSchema),
    config: planConfigSchema,
  }),
  /** A plan that begins as another's content at a commit: a branch keeps everything, a duplicate starts its work anew. */
  PlanForked: v.object({
    type: v.literal('PlanForked'),
    v: v.literal(1),
    planId: planIdSchema,
    from: v.object({ planId: planIdSchema, commitId: commitIdSchema }),
    as: v.picklist(['branch', 'duplicate']),
    title: titleSchema,
    goal: storedTextSchema,
    attachments: v.array(attachmentSchema),
    config: planConfigSchema,
    tasks: v.array(taskSchema),
    contextSummary: v.nullable(v.string()),
  }),
  /** The person wrote the goal anew. `by` names the commit that the words came in; null is the plan's first. */
  GoalRevised: v.object({
    type: v.literal('GoalRevised'),
    v: v.literal(1),
    from: v.object({ goal: storedTextSchema, by: v.nullable(commitIdSchema) }),
    to: v.object({ goal: storedTextSchema, by: v.nullable(commitIdSchema) }),
  }),
  PlanRenamed: v.object({ type: v.literal('PlanRenamed'), v: v.literal(1), from: titleSchema, to: titleSchema }),
  PlanConfigured: v.object({
    type: v.literal('PlanConfigured'),
    v: v.literal(1),
    from: planConfigSchema,
    to: planConfigSchema,
  }),
  /** A drafter's answer, or the next piece of one. `title` renames nothing until it is accepted. */
  ChangesProposed: v.object({
    type: v.literal('ChangesProposed'),
    v: v.literal(1),
    proposalId: proposalIdSchema,
    drafter: actorSchema,
    title: v.nullable(planDraftSchema.entries.title),
    changes: v.array(proposedChangeSchema),
    complete: v.boolean(),
  }),
  QuestionAnswered: v.object({
    type: v.literal('QuestionAnswered'),
    v: v.literal(1),
    proposalId: proposalIdSchema,
    changeId: changeIdSchema,
    from: v.nullable(answerSchema),
    to: v.nullable(answerSchema),
  }),
  ChangesResolved: v.object({
    type: v.literal('ChangesResolved'),
    v: v.literal(1),
    proposalId: proposalIdSchema,
    changes: v.array(v.object({ id: changeIdSchema, from: resolutionSchema, to: resolutionSchema })),
  }),
  /** Tasks that now exist: accepted, added by hand, split off, or the next occurrence of a recurring one. */
  TasksPlanned: v.object({ type: v.literal('TasksPlanned'), v: v.literal(1), tasks: v.array(taskSchema) }),
  /** Tasks that are no more. Edges from outside to them are dropped, or rewired, by a `NeedsChanged` before it in the same commit. */
  TasksRemoved: v.object({ type: v.literal('TasksRemoved'), v: v.literal(1), tasks: v.array(taskSchema) }),
  TaskEdited: v.object({
    type: v.literal('TaskEdited'),
    v: v.literal(1),
    taskId: taskIdSchema,
    from: someTaskFieldsSchema,
    to: someTaskFieldsSchema,
    marksFrom: fieldMarksSchema,
    marksTo: fieldMarksSchema,
  }),
  TasksMoved: v.object({
    type: v.literal('TasksMoved'),
    v: v.literal(1),
    moves: v.array(v.object({ taskId: taskIdSchema, from: placeSchema, to: placeSchema })),
  }),
  /** Removed edges go first, so a changed edge is one removed and one added. */
  NeedsChanged: v.object({
    type: v.literal('NeedsChanged'),
    v: v.literal(1),
    removed: v.array(needEdgeSchema),
    added: v.array(needEdgeSchema),
  }),
  TaskStatusUpdated: v.object({
    type: v.literal('TaskStatusUpdated'),
    v: v.literal(1),
    taskId: taskIdSchema,
    from: taskStatusSchema,
    to: taskStatusSchema,
  }),
  TaskDispatched: v.object({
    type: v.literal('TaskDispatched'),
    v: v.literal(1),
    taskId: taskIdSchema,
    attemptId: attemptIdSchema,
    kind: kindSchema,
  }),
  ClarificationRequested: v.object({
    type: v.literal('ClarificationRequested'),
    v: v.literal(1),
    taskId: taskIdSchema,
    attemptId: v.nullable(attemptIdSchema),
    question: questionSchema,
  }),
  ClarificationReceived: v.object({
    type: v.literal('ClarificationReceived'),
    v: v.literal(1),
    taskId: taskIdSchema,
    ...clarificationSchema.entries,
  }),
  /** The inverse of `ClarificationReceived`: the last answer is taken back. */
  ClarificationWithdrawn: v.object({
    type: v.literal('ClarificationWithdrawn'),
    v: v.literal(1),
    taskId: taskIdSchema,
    ...clarificationSchema.entries,
  }),
  /** Detail of finished tasks moved into the summary. The tasks, their titles, needs and results stay. */
  ContextCompacted: v.object({
    type: v.literal('ContextCompacted'),
    v: v.literal(1),
    summaryFrom: v.nullable(v.string()),
    summaryTo: v.string(),
    dropped: v.array(compactedTaskSchema),
  }),
  PlanningCompleted: v.object({
    type: v.literal('PlanningCompleted'),
    v: v.literal(1),
    completed: v.number(),
    skipped: v.number(),
    cancelled: v.number(),
  }),
  PlanPaused: v.object({ type: v.literal('PlanPaused'), v: v.literal(1) }),
  PlanResumed: v.object({ type: v.literal('PlanResumed'), v: v.literal(1) }),
  /** Executors' effects on these tasks are taken back; the engine compensates what left the device. */
  RolledBack: v.object({
    type: v.literal('RolledBack'),
    v: v.literal(1),
    tasks: v.array(v.object({ taskId: taskIdSchema, from: taskStatusSchema })),
  }),
  /** First in a commit whose other events are the inverse of `commitId`'s. */
  Undone: v.object({ type: v.literal('Undone'), v: v.literal(1), commitId: commitIdSchema }),
  /** First in a commit whose other events do again what `commitId` did. */
  Redone: v.object({ type: v.literal('Redone'), v: v.literal(1), commitId: commitIdSchema }),
  BytesSent: bytesSentSchema,
  BytesReceived: bytesReceivedSchema,
};

export const planEventSchema = v.variant('type', [
  planEventSchemas.PlanInitialized,
  planEventSchemas.PlanForked,
  planEventSchemas.GoalRevised,
  planEventSchemas.PlanRenamed,
  planEventSchemas.PlanConfigured,
  planEventSchemas.ChangesProposed,
  planEventSchemas.QuestionAnswered,
  planEventSchemas.ChangesResolved,
  planEventSchemas.TasksPlanned,
  planEventSchemas.TasksRemoved,
  planEventSchemas.TaskEdited,
  planEventSchemas.TasksMoved,
  planEventSchemas.NeedsChanged,
  planEventSchemas.TaskStatusUpdated,
  planEventSchemas.TaskDispatched,
  planEventSchemas.ClarificationRequested,
  planEventSchemas.ClarificationReceived,
  planEventSchemas.ClarificationWithdrawn,
  planEventSchemas.ContextCompacted,
  planEventSchemas.PlanningCompleted,
  planEventSchemas.PlanPaused,
  planEventSchemas.PlanResumed,
  planEventSchemas.RolledBack,
  planEventSchemas.Undone,
  planEventSchemas.Redone,
  planEventSchemas.BytesSent,
  planEventSchemas.BytesReceived,
]);
export type PlanEvent = DeepReadonly<v.InferOutput<typeof planEventSchema>>;
export type PlanEventType = PlanEvent['type'];
export type PlanEventOf<T extends PlanEventType> = Extract<PlanEvent, { type: T }>;
