import * as v from 'valibot';
import type { DeepReadonly } from '#kit/deep-readonly.ts';

/** Where words stand: UTF-16 offsets `[start, end)` into the goal, or into the attachment that `in` names. */
export const spanSchema = v.object({
  in: v.pipe(v.string(), v.maxLength(200)),
  start: v.pipe(v.number(), v.integer(), v.minValue(0)),
  end: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type Span = DeepReadonly<v.InferOutput<typeof spanSchema>>;

/** The value of `Span.in` for the text typed as the goal. */
export const GOAL_TEXT = 'goal';

/**
 * Why something is so. The sentence is made where it is read (`messages/`), so that a log outlives wording and language.
 * A code, once in a log, keeps its meaning for ever.
 */
export const REASON_CODES = [
  /** A list entry, at `depth`. */ 'list-entry',
  /** A numbered step, number `n`. */ 'numbered-step',
  /** A heading that holds tasks. */ 'heading',
  /** A sentence that asks for something. */ 'sentence',
  /** Nothing smaller was found: the whole text is one task. */ 'whole-text',
  /** The text ticks it: `[x]`. */ 'ticked-off',
  /** "A before B", cue words in `cue`. */ 'said-before',
  /** "B after A". */ 'said-after',
  /** "A, then B". */ 'said-then',
  /** The text tells a process, and tells this next. */ 'told-next',
  /** "once A, B", "as soon as A". */ 'said-once',
  /** "A needs / requires / depends on B". */ 'said-requires',
  /** The result of the one is what the other is given as `parameter`. */ 'uses-result',
  /** A numbered list read as a sequence. */ 'numbered-order',
  /** Words that name a date or a time. */ 'said-date',
  /** Words that name a duration. */ 'said-duration',
  /** Words that name a repetition. */ 'said-repeat',
  /** Words that name an importance. */ 'said-priority',
  /** Words that only a person can act on. */ 'kind-by-verb',
  /** A verb, in `verb`, of work that a machine can do on what it names. */ 'kind-by-work',
  /** A tool can do it: its name in `tool`, arguments as `argument.<name>`, read by `tool-call.ts`. */ 'kind-by-tool',
  /** It asks something. */ 'kind-by-question',
  /** It names a link or a file to fetch or write. */ 'kind-by-resource',
  /** Nothing speaks for another kind. */ 'kind-by-default',
  /** A person set it. */ 'set-by-person',
  /** Taken over when an edge's middle task was removed: `through`. */ 'rewired',
  /** Taken over when a task was split or merged: `from`. */ 'inherited',
  /** The next occurrence of a recurring task. */ 'recurrence',
  /** A task of the template `template`, which the words `words` recalled. */ 'from-template',
  /** A task of `template`, whose words mean about the same as the goal's. */ 'near-template',
  /** A task of `template`, which the goal names. */ 'template-named',
  /** A task of `template` for a circumstance that the goal names. */ 'template-said',
  /** A task of `template` that nobody names, and that has to be done: `text` says why. */ 'template-implied',
  /** `template` says why one comes before the other: `text`. */ 'template-need',
  /** A date counted from the day that the goal names, by `days`; before it where negative. */ 'counted-back',
  /** A model gave it, with its words in `text`. */ 'model-said',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export const reasonSchema = v.object({
  code: v.picklist(REASON_CODES),
  params: v.record(v.string(), v.union([v.string(), v.number()])),
  spans: v.array(spanSchema),
});
export type Reason = DeepReadonly<v.InferOutput<typeof reasonSchema>>;

/** 0 (a guess) to 1 (said in so many words). */
export const confidenceSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const BY_PERSON: Reason = { code: 'set-by-person', params: {}, spans: [] };
