import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { changeIdSchema, taskIdSchema } from './ids.ts';
import { needDetailsSchema } from './need.ts';
import { questionSchema } from './question.ts';
import { confidenceSchema, reasonSchema, spanSchema } from './reason.ts';
import { someTaskFieldsSchema, taskFieldEntries, taskFieldSchema } from './task.ts';

/** An end of a proposed edge: a task of the plan, or one that change `change` of the same draft would add. */
export const draftEndSchema = v.variant('in', [
  v.object({ in: v.literal('plan'), taskId: taskIdSchema }),
  v.object({ in: v.literal('draft'), change: changeIdSchema }),
]);
export type DraftEnd = DeepReadonly<v.InferOutput<typeof draftEndSchema>>;

/** How sure the drafter is of a field, and why. Fields without an entry have the change's own. */
const fieldNotesSchema = v.record(v.string(), v.object({ confidence: confidenceSchema, reason: reasonSchema }));

const common = { id: changeIdSchema, confidence: confidenceSchema, reason: reasonSchema };

/** The fields of a proposed task: a title, and whatever else the drafter found. */
export const proposedFieldsSchema = v.object({ ...someTaskFieldsSchema.entries, title: taskFieldEntries.title });
export type ProposedFields = DeepReadonly<v.InferOutput<typeof proposedFieldsSchema>>;

/**
 * One proposed change. Ids are the drafter's and need only be unique within its draft.
 *
 * - `add-task`: in document order; `parent` and needs may name changes that come later.
 * - `add-need`: `from` needs `to`. `taken` false: shown, not accepted with "all" (an edge without cue words).
 * - `ask`: a question about a task of the draft or the plan, or (null) about the plan.
 */
export const proposedChangeSchema = v.variant('type', [
  v.object({
    ...common,
    type: v.literal('add-task'),
    parent: v.nullable(draftEndSchema),
    fields: proposedFieldsSchema,
    /** The text says it is done already. */
    done: v.boolean(),
    source: v.nullable(spanSchema),
    notes: fieldNotesSchema,
  }),
  v.object({
    ...common,
    type: v.literal('edit-task'),
    taskId: taskIdSchema,
    set: someTaskFieldsSchema,
    notes: fieldNotesSchema,
  }),
  v.object({ ...common, type: v.literal('remove-task'), taskId: taskIdSchema }),
  v.object({
    ...common,
    type: v.literal('add-need'),
    from: draftEndSchema,
    to: draftEndSchema,
    need: needDetailsSchema,
    taken: v.boolean(),
  }),
  v.object({ ...common, type: v.literal('remove-need'), taskId: taskIdSchema, needs: taskIdSchema }),
  v.object({
    ...common,
    type: v.literal('ask'),
    about: v.nullable(draftEndSchema),
    question: questionSchema,
    source: v.nullable(spanSchema),
  }),
]);
export type ProposedChange = DeepReadonly<v.InferOutput<typeof proposedChangeSchema>>;
export type ProposedTask = Extract<ProposedChange, { type: 'add-task' }>;
export type ProposedNeed = Extract<ProposedChange, { type: 'add-need' }>;
export type ProposedQuestion = Extract<ProposedChange, { type: 'ask' }>;

/** What a drafter ends in: its whole answer, untrusted until accepted. */
export const planDraftSchema = v.object({ title: taskFieldEntries.title, changes: v.array(proposedChangeSchema) });
export type PlanDraft = DeepReadonly<v.InferOutput<typeof planDraftSchema>>;

/** Which part of a draft is accepted. For `add-task` and `edit-task`, `fields` null takes every field. */
export const draftChoiceSchema = v.variant('type', [
  v.object({ type: v.literal('all') }),
  v.object({
    type: v.literal('some'),
    changes: v.array(v.object({ id: changeIdSchema, fields: v.nullable(v.array(taskFieldSchema)) })),
  }),
]);
export type DraftChoice = DeepReadonly<v.InferOutput<typeof draftChoiceSchema>>;
