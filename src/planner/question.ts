import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';
import { calendarTimeSchema } from './calendar-time.ts';
import { minutesSchema } from './minutes.ts';

/** What a question asks; its sentence is made in `messages/`. `free` carries a person's, a model's or a template's own words in `params.text`. `which-template` says that the draft comes from `params.template` and offers others. */
export const QUESTION_CODES = [
  'when-due',
  'which-one',
  'who',
  'how-much',
  'where',
  'which-file',
  'what-exactly',
  /** Whether `resource`, which the text says is needed, is at hand. */
  'have-it',
  /* What a request leaves open. */
  'which-source',
  'which-budget',
  'which-level',
  'which-period',
  'which-diet',
  'which-kind',
  'which-format',
  'for-whom',
  'for-what',
  /** What a tool is to be given: `parameter`, of `tool`, which is described by `about`. */
  'tool-parameter',
  'cycle',
  'which-template',
  'no-template',
  'free',
] as const;
export type QuestionCode = (typeof QUESTION_CODES)[number];

/** What choosing an option fills in on the task that is asked about. */
const optionEffectSchema = v.variant('field', [
  v.object({ field: v.literal('dueAt'), value: calendarTimeSchema }),
  v.object({ field: v.literal('estimateMinutes'), value: minutesSchema }),
  v.object({ field: v.literal('assignee'), value: v.string() }),
]);

export const questionSchema = v.object({
  code: v.picklist(QUESTION_CODES),
  params: v.record(v.string(), v.union([v.string(), v.number()])),
  /** One-tap answers; a free answer is always possible too. */
  options: v.array(
    v.object({
      /** Stands in the person's words where the text gave them, else in plain English. */
      label: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      sets: v.nullable(optionEffectSchema),
    }),
  ),
  /** Work cannot begin without the answer. */
  mustAsk: v.boolean(),
});
export type Question = DeepReadonly<v.InferOutput<typeof questionSchema>>;

export const answerSchema = v.object({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(4000)),
  /** Which option was chosen; null is a free answer. */
  option: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type Answer = DeepReadonly<v.InferOutput<typeof answerSchema>>;
