import type { ReasonCode } from '#planner/reason.ts';
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
}

/** An order that the text states: seed `from` needs seed `to`. */
export interface SeedNeed {
  readonly from: number;
  readonly to: number;
  readonly type: 'blocks' | 'start-after';
  readonly lagMinutes: number;
  readonly why: ReasonCode;
  readonly cue: string;
  readonly ranges: readonly Range[];
  readonly confidence: number;
}
