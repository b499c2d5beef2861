import type { ChangeId } from '#planner/ids.ts';
import type { Kind } from '#planner/kind.ts';
import type { Range } from '../rules/mask.ts';

/**
 * One thing that a model would have otherwise than the rules. Each can be taken or left by itself.
 *
 * `taken`: goes with "accept all". That is so only where the text says it and the rules can check it; all else waits to be
 * picked, whatever the model is.
 */
export type Suggestion = Common &
  (
    | { readonly type: 'rename'; readonly task: ChangeId; readonly title: string; readonly details: string | null }
    | {
        readonly type: 'merge';
        readonly into: ChangeId;
        readonly others: readonly ChangeId[];
        readonly title: string;
        readonly details: string | null;
      }
    /** The first part stays under the task's own id. */
    | { readonly type: 'split'; readonly task: ChangeId; readonly parts: readonly NewTask[] }
    /** `behind` null: at the very beginning. */
    | { readonly type: 'add'; readonly task: NewTask; readonly behind: ChangeId | null }
    | { readonly type: 'leave-out'; readonly task: ChangeId }
    | { readonly type: 'kind'; readonly task: ChangeId; readonly kind: Kind }
    | { readonly type: 'estimate'; readonly task: ChangeId; readonly minutes: number }
    /** `from` needs `to`: places in the model's own list. */
    | { readonly type: 'need'; readonly from: number; readonly to: number; readonly words: string }
    | { readonly type: 'wrong-need'; readonly need: ChangeId }
    | {
        readonly type: 'ask';
        readonly about: number | null;
        readonly text: string;
        readonly options: readonly string[];
        readonly mustAsk: boolean;
      }
    | { readonly type: 'needless-question'; readonly question: ChangeId }
  );
export type SuggestionOf<Type extends Suggestion['type']> = Extract<Suggestion, { type: Type }>;

interface Common {
  /** The model's own words. */
  readonly why: string;
  /** Where the words stand that it is made from; null where there are none. */
  readonly source: Range | null;
  readonly taken: boolean;
}

export interface NewTask {
  readonly id: ChangeId;
  readonly title: string;
  readonly details: string | null;
  readonly source: Range | null;
  readonly kind: Kind | null;
  readonly minutes: number | null;
}

/** Where a place in the model's list is, by what has been taken: see `placeOf` in `apply.ts`. */
export interface EntryPlace {
  /** The task that it becomes when its own suggestion is taken. */
  readonly id: ChangeId;
  /** The task of the rules that it stands for otherwise; null for a new one. */
  readonly else: ChangeId | null;
}

export interface Grounded {
  readonly suggestions: readonly Suggestion[];
  /** By place in the model's list; null for what was refused. */
  readonly places: readonly (EntryPlace | null)[];
}
