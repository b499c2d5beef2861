import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { actorSchema } from './actor.ts';
import { storedTextSchema } from './blob-ref.ts';
import { draftChoiceSchema, planDraftSchema, proposedChangeSchema } from './draft.ts';
import { planEventSchema } from './event.ts';
import {
  attemptIdSchema,
  changeIdSchema,
  commitIdSchema,
  planIdSchema,
  proposalIdSchema,
  taskIdSchema,
} from './ids.ts';
import { recordBytesReceivedSchema, recordBytesSentSchema } from './ledger.ts';
import { MOST_MINUTES } from './minutes.ts';
import { NEED_TYPES } from './need.ts';
import { planConfigSchema } from './plan-config.ts';
import { answerSchema, questionSchema } from './question.ts';
import { attachmentSchema, someTaskFieldsSchema, taskFieldEntries, taskSchema } from './task.ts';
import { taskErrorSchema } from './task-status.ts';

const titleSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

/** A place among siblings: behind `after`, or first (null). */
const placeSchema = { parentId: v.nullable(taskIdSchema), after: v.nullable(taskIdSchema) };

/** What an executor reports of the attempt it was given. `clarification-provided` is the person's answer on its way to it. */
const executorEventSchema = v.variant('type', [
  v.object({ type: v.literal('started') }),
  v.object({ type: v.literal('completed'), result: v.nullable(storedTextSchema) }),
  v.object({ type: v.literal('failed'), error: taskErrorSchema }),
  v.object({ type: v.literal('interrupted') }),
  v.object({ type: v.literal('needs-clarification'), question: questionSchema }),
  v.object({ type: v.literal('clarification-provided'), answer: answerSchema }),
]);

/** Commands are imperative and carry `v` of their own; the unions below are what the door accepts. */
export const commandSchemas = {
  Initialize: v.object({
    type: v.literal('Initialize'),
    v: v.literal(1),
    planId: planIdSchema,
    title: titleSchema,
    goal: storedTextSchema,
    attachments: v.array(attachmentSchema),
    config: planConfigSchema,
  }),
  /** The service fills in the source plan as it was at `from.commitId`. */
  ForkPlan: v.object({
    type: v.literal('ForkPlan'),
    v: v.literal(1),
    planId: planIdSchema,
    from: v.object({ planId: planIdSchema, commitId: commitIdSchema }),
    as: v.picklist(['branch', 'duplicate']),
    title: titleSchema,
    content: v.object({
      goal: storedTextSchema,
      attachments: v.array(attachmentSchema),
      config: planConfigSchema,
      tasks: v.array(taskSchema),
      contextSummary: v.nullable(v.string()),
    }),
  }),
  /** Drafts of the goal's earlier words are kept, but wait no longer for a yes or no. */
  ReviseGoal: v.object({ type: v.literal('ReviseGoal'), v: v.literal(1), goal: storedTextSchema }),
  RenamePlan: v.object({ type: v.literal('RenamePlan'), v: v.literal(1), title: titleSchema }),
  ConfigurePlan: v.object({ type: v.literal('ConfigurePlan'), v: v.literal(1), config: planConfigSchema }),
  /**
   * `proposalId` null begins a proposal; the next pieces name it. `goalBy`, where it is given, is the commit that the
   * drafted words came in: refused when the goal has others by now.
   */
  ProposeChanges: v.object({
    type: v.literal('ProposeChanges'),
    v: v.literal(1),
    proposalId: v.nullable(proposalIdSchema),
    drafter: actorSchema,
    title: v.nullable(planDraftSchema.entries.title),
    changes: v.array(proposedChangeSchema),
    complete: v.boolean(),
    goalBy: v.optional(v.nullable(commitIdSchema)),
  }),
  AcceptChanges: v.object({
    type: v.literal('AcceptChanges'),
    v: v.literal(1),
    proposalId: proposalIdSchema,
    choice: draftChoiceSchema,
  }),
  RejectChanges: v.object({
    type: v.literal('RejectChanges'),
    v: v.literal(1),
    proposalId: proposalIdSchema,
    choice: draftChoiceSchema,
  }),
  /** `answer` null takes an answer back. */
  AnswerQuestion: v.object({
    type: v.literal('AnswerQuestion'),
    v: v.literal(1),
    proposalId: proposalIdSchema,
    changeId: changeIdSchema,
    answer: v.nullable(answerSchema),
  }),
  Continue: v.object({ type: v.literal('Continue'), v: v.literal(1) }),
  HandleExecutorEvent: v.object({
    type: v.literal('HandleExecutorEvent'),
    v: v.literal(1),
    taskId: taskIdSchema,
    attemptId: v.nullable(attemptIdSchema),
    event: executorEventSchema,
  }),
  /** Roughly four characters a token. Nothing happens while the plan's context fits. */
  CompactContext: v.object({
    type: v.literal('CompactContext'),
    v: v.literal(1),
    budgetTokens: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  AddTask: v.object({
    type: v.literal('AddTask'),
    v: v.literal(1),
    ...placeSchema,
    fields: v.object({ ...someTaskFieldsSchema.entries, title: taskFieldEntries.title }),
    needs: v.array(taskIdSchema),
  }),
  EditTask: v.object({ type: v.literal('EditTask'), v: v.literal(1), taskId: taskIdSchema, set: someTaskFieldsSchema }),
  /** The task takes the first title; the others become new tasks behind it with the same needs and the same dependents. */
  SplitTask: v.object({
    type: v.literal('SplitTask'),
    v: v.literal(1),
    taskId: taskIdSchema,
    titles: v.pipe(v.array(taskFieldEntries.title), v.minLength(2), v.maxLength(50)),
  }),
  /** `from` are folded into `into`: notes, needs, dependents, children. */
  MergeTasks: v.object({
    type: v.literal('MergeTasks'),
    v: v.literal(1),
    into: taskIdSchema,
    from: v.pipe(v.array(taskIdSchema), v.minLength(1)),
  }),
  /** `rewire`: who needed a removed task needs what that needed. */
  RemoveTasks: v.object({
    type: v.literal('RemoveTasks'),
    v: v.literal(1),
    taskIds: v.pipe(v.array(taskIdSchema), v.minLength(1)),
    edges: v.picklist(['rewire', 'drop']),
    children: v.picklist(['remove', 'keep']),
  }),
  /** Move, nest, lift and reorder are one act: the tasks, in this order, come to stand at a place. */
  MoveTasks: v.object({
    type: v.literal('MoveTasks'),
    v: v.literal(1),
    taskIds: v.pipe(v.array(taskIdSchema), v.minLength(1)),
    ...placeSchema,
  }),
  /** Adds the edge "`taskId` needs `needs`", or changes its type and lag. */
  LinkTasks: v.object({
    type: v.literal('LinkTasks'),
    v: v.literal(1),
    taskId: taskIdSchema,
    needs: taskIdSchema,
    needType: v.picklist(NEED_TYPES),
    lagMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_MINUTES)),
  }),
  UnlinkTasks: v.object({ type: v.literal('UnlinkTasks'), v: v.literal(1), taskId: taskIdSchema, needs: taskIdSchema }),
  StartTask: v.object({ type: v.literal('StartTask'), v: v.literal(1), taskId: taskIdSchema }),
  CompleteTask: v.object({
    type: v.literal('CompleteTask'),
    v: v.literal(1),
    taskId: taskIdSchema,
    result: v.nullable(storedTextSchema),
  }),
  FailTask: v.object({
    type: v.literal('FailTask'),
    v: v.literal(1),
    taskId: taskIdSchema,
    text: v.pipe(v.string(), v.maxLength(4000)),
  }),
  SkipTask: v.object({ type: v.literal('SkipTask'), v: v.literal(1), taskId: taskIdSchema }),
  /** Back to planned, from any end. */
  ReopenTask: v.object({ type: v.literal('ReopenTask'), v: v.literal(1), taskId: taskIdSchema }),
  /** Back to planned, from failed or interrupted, for another try. */
  RetryTask: v.object({ type: v.literal('RetryTask'), v: v.literal(1), taskId: taskIdSchema }),
  CancelTask: v.object({ type: v.literal('CancelTask'), v: v.literal(1), taskId: taskIdSchema }),
  Pause: v.object({ type: v.literal('Pause'), v: v.literal(1) }),
  Resume: v.object({ type: v.literal('Resume'), v: v.literal(1) }),
  /** Takes back what executors did on this task and on finished work that was built on it. */
  RollBack: v.object({ type: v.literal('RollBack'), v: v.literal(1), taskId: taskIdSchema }),
  /** Of the commit that the undo line points at. The service fills in that commit's events; a page sends none. */
  Undo: v.object({
    type: v.literal('Undo'),
    v: v.literal(1),
    commitId: commitIdSchema,
    events: v.array(planEventSchema),
  }),
  /** Of the commit that was undone last. The service fills in the events of that undo; a page sends none. */
  Redo: v.object({
    type: v.literal('Redo'),
    v: v.literal(1),
    commitId: commitIdSchema,
    events: v.array(planEventSchema),
  }),
  /** Into the ledger: of egress alone. */
  RecordBytesSent: recordBytesSentSchema,
  RecordBytesReceived: recordBytesReceivedSchema,
};

export const commandSchema = v.variant('type', [
  commandSchemas.Initialize,
  commandSchemas.ForkPlan,
  commandSchemas.ReviseGoal,
  commandSchemas.RenamePlan,
  commandSchemas.ConfigurePlan,
  commandSchemas.ProposeChanges,
  commandSchemas.AcceptChanges,
  commandSchemas.RejectChanges,
  commandSchemas.AnswerQuestion,
  commandSchemas.Continue,
  commandSchemas.HandleExecutorEvent,
  commandSchemas.CompactContext,
  commandSchemas.AddTask,
  commandSchemas.EditTask,
  commandSchemas.SplitTask,
  commandSchemas.MergeTasks,
  commandSchemas.RemoveTasks,
  commandSchemas.MoveTasks,
  commandSchemas.LinkTasks,
  commandSchemas.UnlinkTasks,
  commandSchemas.StartTask,
  commandSchemas.CompleteTask,
  commandSchemas.FailTask,
  commandSchemas.SkipTask,
  commandSchemas.ReopenTask,
  commandSchemas.RetryTask,
  commandSchemas.CancelTask,
  commandSchemas.Pause,
  commandSchemas.Resume,
  commandSchemas.RollBack,
  commandSchemas.Undo,
  commandSchemas.Redo,
  commandSchemas.RecordBytesSent,
  commandSchemas.RecordBytesReceived,
]);
export type Command = DeepReadonly<v.InferOutput<typeof commandSchema>>;
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
