import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { actorSchema } from './actor.ts';
import { blobRefSchema } from './blob-ref.ts';
import { calendarTimeSchema } from './calendar-time.ts';
import { attemptIdSchema, taskIdSchema } from './ids.ts';
import { kindSchema } from './kind.ts';
import { minutesSchema } from './minutes.ts';
import { needSchema } from './need.ts';
import { answerSchema, questionSchema } from './question.ts';
import { confidenceSchema, reasonSchema, spanSchema } from './reason.ts';
import { taskStatusSchema } from './task-status.ts';

export const TITLE_LENGTH = 80;

const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

/** Something the task refers to: a link, a file named in the text, or bytes that came along. */
export const attachmentSchema = v.variant('type', [
  v.object({ type: v.literal('link'), url: v.pipe(v.string(), v.maxLength(2000)), label: v.string() }),
  v.object({ type: v.literal('file'), path: v.pipe(v.string(), v.maxLength(1000)), label: v.string() }),
  v.object({ type: v.literal('blob'), blob: blobRefSchema, label: v.string() }),
]);
export type Attachment = DeepReadonly<v.InferOutput<typeof attachmentSchema>>;

/** A limit the text sets, in its own words. */
const constraintSchema = v.object({
  type: v.picklist(['must', 'must-not']),
  text: shortText,
  spans: v.array(spanSchema),
});
const factSchema = v.object({
  type: v.picklist(['money', 'quantity', 'person', 'place', 'id', 'quote']),
  text: shortText,
  spans: v.array(spanSchema),
});

/** The fields of a task that a person or a drafter may set, as one edit can set them. Each is stored, compared and locked whole. */
export const taskFieldEntries = {
  /** Imperative; at most `TITLE_LENGTH` characters. */
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TITLE_LENGTH)),
  /** Markdown. */
  description: v.pipe(v.string(), v.maxLength(20_000)),
  kind: kindSchema,
  /** 0 lowest to 4 highest; 2 unless said. */
  priority: v.picklist([0, 1, 2, 3, 4]),
  estimateMinutes: v.nullable(minutesSchema),
  actualMinutes: v.nullable(minutesSchema),
  dueAt: v.nullable(calendarTimeSchema),
  notBefore: v.nullable(calendarTimeSchema),
  /** RFC 5545 recurrence rule without its `RRULE:` prefix, `FREQ=WEEKLY;BYDAY=MO`. */
  repeats: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
  attachments: v.array(attachmentSchema),
  constraints: v.array(constraintSchema),
  acceptanceCriteria: v.array(shortText),
  facts: v.array(factSchema),
  assignee: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  tags: v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(50))),
  /** What a `clarification` task asks. */
  question: v.nullable(questionSchema),
};
export const taskFieldsSchema = v.object(taskFieldEntries);
export type TaskFields = DeepReadonly<v.InferOutput<typeof taskFieldsSchema>>;
export type TaskField = keyof TaskFields;
export const TASK_FIELDS = Object.keys(taskFieldEntries) as readonly TaskField[];
export const taskFieldSchema = v.picklist(TASK_FIELDS);

/** Some fields, as in an edit. */
export const someTaskFieldsSchema = v.partial(taskFieldsSchema);
export type SomeTaskFields = { readonly [K in TaskField]?: TaskFields[K] | undefined };

/** Where a field's value comes from, when that differs from the actor of the commit that set it. */
export const provenanceSchema = v.object({ actor: actorSchema, confidence: confidenceSchema, reason: reasonSchema });
export type Provenance = DeepReadonly<v.InferOutput<typeof provenanceSchema>>;

/** One try at a task by an executor. */
export const attemptSchema = v.object({
  id: attemptIdSchema,
  kind: kindSchema,
  at: v.number(),
  /** null while it runs or when its fate is unknown. */
  outcome: v.nullable(
    v.picklist(['completed', 'failed', 'needs-clarification', 'interrupted', 'cancelled', 'rolled-back']),
  ),
});
export type Attempt = DeepReadonly<v.InferOutput<typeof attemptSchema>>;

/** A question that was answered, kept with the task it was about. */
export const clarificationSchema = v.object({ question: questionSchema, answer: answerSchema, at: v.number() });

/**
 * A task as the plan holds it. A task with children is a *group task*: it is never dispatched and its status is derived
 * (`views.ts`), whatever `status` holds.
 */
export const taskSchema = v.object({
  id: taskIdSchema,
  /** Place among its siblings: fractional key, compared as text, then by id. */
  order: v.pipe(v.string(), v.minLength(1)),
  parentId: v.nullable(taskIdSchema),
  ...taskFieldEntries,
  needs: v.array(needSchema),
  status: taskStatusSchema,
  attempts: v.array(attemptSchema),
  clarifications: v.array(clarificationSchema),
  /** The words it was made from. */
  source: v.nullable(spanSchema),
  /** Only fields that someone else than the person filled in. */
  provenance: v.record(v.string(), provenanceSchema),
  /** Fields that the person typed: no drafter overwrites them without their yes. Sorted. */
  locked: v.array(taskFieldSchema),
  /** Epoch milliseconds of the commit it was born in. */
  createdAt: v.number(),
});
export type Task = DeepReadonly<v.InferOutput<typeof taskSchema>>;
