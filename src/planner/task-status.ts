import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { storedTextSchema } from './blob-ref.ts';
import { attemptIdSchema } from './ids.ts';
import { questionSchema } from './question.ts';

/** Epoch milliseconds, stamped at the door. */
const atSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
/** The attempt that is under way; null where a person works by hand. */
const attemptSchema = v.nullable(attemptIdSchema);

/** What an executor said went wrong: a code for the machine, words for the person. */
export const taskErrorSchema = v.object({
  code: v.string(),
  text: v.pipe(v.string(), v.maxLength(4000)),
  retry: v.picklist(['never', 'now', 'later']),
});

/** The stored half of a status. `ready`, `waiting` and `blocked` are derived from it by `views.ts` and never stored. */
export const taskStatusSchema = v.variant('status', [
  v.object({ status: v.literal('planned') }),
  v.object({ status: v.literal('running'), at: atSchema, attempt: attemptSchema }),
  v.object({
    status: v.literal('needs-clarification'),
    at: atSchema,
    attempt: attemptSchema,
    question: questionSchema,
  }),
  v.object({ status: v.literal('interrupted'), at: atSchema, attempt: attemptSchema }),
  v.object({ status: v.literal('completed'), at: atSchema, result: v.nullable(storedTextSchema) }),
  v.object({ status: v.literal('failed'), at: atSchema, error: taskErrorSchema }),
  v.object({ status: v.literal('skipped'), at: atSchema, because: v.picklist(['person', 'not-needed']) }),
  v.object({ status: v.literal('cancelled'), at: atSchema }),
]);
export type TaskStatus = DeepReadonly<v.InferOutput<typeof taskStatusSchema>>;
export type StoredStatus = TaskStatus['status'];

export const PLANNED: TaskStatus = { status: 'planned' };

/** Nothing more is expected of a task in this status. Failed is an end, too: it takes a person to take it up again. */
export function isEnded(status: TaskStatus): status is EndedStatus {
  return (
    status.status === 'completed' ||
    status.status === 'failed' ||
    status.status === 'skipped' ||
    status.status === 'cancelled'
  );
}
export type EndedStatus = Extract<TaskStatus, { status: 'completed' | 'failed' | 'skipped' | 'cancelled' }>;
