import type { NeedType } from '#planner/need.ts';
import type { ReasonCode } from '#planner/reason.ts';
import type { Joint } from './language.ts';
import type { Range } from './mask.ts';

/** A task as the structure of the text shows it, before its fields are read. */
export interface Seed {
  /** The words it was made from. */
  readonly range: Range;
  /** What its title is made of: inside `range`, without modal verbs, subjects and cue words. */
  readonly titleRange: Range;
  /** Words that replace those of `titleRange` where an imperative had to be formed ("the hall is booked" → "Book the hall"). */
  readonly title: string | null;
  /** Index of the seed it belongs under; -1 is the plan. Always smaller than its own. */
  readonly parent: number;
  readonly done: boolean;
  readonly why: ReasonCode;
  readonly whyParams: Readonly<Record<string, string | number>>;
  readonly confidence: number;
  /** Dates, durations and the like are read in these; also beside the title, as in "(2 h)" or a trailing clause. */
  readonly details: readonly Range[];
  /** Becomes the description. */
  readonly notes: Range[];
  readonly assignee: string | null;
  readonly type: 'task' | 'heading' | 'question';
  readonly asks: readonly SeedAsk[];
  /** Named in passing ("once the photos are edited"): dropped where the text asks for it in its own right. */
  readonly isImplied: boolean;
  /** Tasks of one sentence share a number, and a time without a day means the day said before in it; -1 alone. */
  readonly day: number;
}

/** Something that the words leave open. */
export interface SeedAsk {
  readonly code: 'who' | 'when-due';
  readonly range: Range;
}

/** An order as the words put it, before it is known which task they mean. */
export interface Reference {
  /** `after`, `when`, `until`: the task needs what is referred to. `before`: the other way round. */
  readonly joint: Joint;
  readonly why: 'said-before' | 'said-after' | 'said-then' | 'told-next' | 'said-once' | 'said-requires';
  readonly cue: Range | null;
  readonly target:
    | { readonly type: 'seed'; readonly seed: number }
    | { readonly type: 'numbers'; readonly numbers: readonly number[] }
    | { readonly type: 'words'; readonly stems: readonly string[] };
  /** The seed to take when the words name no other. */
  readonly implied: number | null;
  readonly confidence: number;
  /** What is referred to has to fail. */
  readonly isFailure?: boolean;
  /** How long after it, where the words say so elsewhere than in front of the cue. */
  readonly lagMinutes?: number;
}

/** An order that the text states: seed `from` needs seed `to`. */
export interface SeedNeed {
  readonly from: number;
  readonly to: number;
  readonly type: NeedType;
  readonly lagMinutes: number;
  readonly why: ReasonCode;
  readonly cue: string;
  /** The parameter that takes the result, where it `informs`. */
  readonly parameter?: string;
  readonly ranges: readonly Range[];
  readonly confidence: number;
}
