import type { Step } from './language.ts';

/** Something to be done, as it stands in a clause. Numbers are places in the list of tokens. */
export interface Action {
  readonly how: 'imperative' | 'request' | 'obligation' | 'passive' | 'process' | 'wanted';
  /** Where its clause begins, with what leads up to it. */
  readonly from: number;
  /** Where its title begins. */
  readonly verb: number;
  /** The imperative, where it differs from the word at `verb`; else null. */
  readonly base: string | null;
  /** Of a passive: what it is done to, which the title names behind the verb. */
  readonly object: readonly [number, number] | null;
  /** Who does it, when that is not the person who plans. */
  readonly who: readonly [number, number] | null;
  readonly isAnybody: boolean;
  /** "must not", "don't": a limit rather than a task. */
  readonly isNegated: boolean;
  /** "can't … until": a task only when the clause goes on so. */
  readonly isNotYet: boolean;
  /**
   * Words that the person says about themselves ("I need help with the tax form"): what follows may ask for the same thing
   * in so many words. A `preamble` names nothing that could be done by itself.
   */
  readonly announces: 'no' | 'duty' | 'wish' | 'preamble';
  /** "I would prefer a direct one": it tells which. */
  readonly isPreferred: boolean;
  /** "Act as a lawyer": it sets the scene for what is asked. */
  readonly isRole: boolean;
  /** "please", "could you": somebody is asked. */
  readonly isPolite: boolean;
  /** "also", "next", "lastly": it is not about what the words before asked for. */
  readonly isApart: boolean;
  /** "specifically": it is. */
  readonly isDetail: boolean;
  /** Words in front of it that tell how or for what: "using the old key,". */
  readonly aside: readonly [number, number] | null;
  readonly sequence: Step | null;
  /** The cue of `sequence`. */
  readonly cue: readonly [number, number] | null;
  /** The last word that surely belongs to it, where that is not `verb`. */
  readonly last?: number;
  /** Where the verb ends the title ("den Saal buchen"): the words that stand before `base`. */
  readonly phrase?: readonly (readonly [number, number])[];
  /** "must be booked": of a passive, that it is asked for rather than told. */
  readonly isDuty?: boolean;
  /** Words of the title behind `base`, up to the end of the clause. */
  readonly tail?: number;
  /** The verb holds its object: "cortarlas". */
  readonly isClitic?: boolean;
}

/** What is read behind the words that lead up to it. */
export type Act = Pick<Action, 'how' | 'verb'> &
  Partial<
    Pick<
      Action,
      'base' | 'object' | 'who' | 'isAnybody' | 'isNegated' | 'isNotYet' | 'announces' | 'isPolite' | 'isPreferred'
    >
  >;

/** An imperative of which nothing more is known than where it stands. */
export function actionAt(from: number, verb: number): Action {
  return {
    how: 'imperative',
    from,
    verb,
    base: null,
    object: null,
    who: null,
    isAnybody: false,
    isNegated: false,
    isNotYet: false,
    announces: 'no',
    isPreferred: false,
    isRole: false,
    isPolite: false,
    isApart: false,
    isDetail: false,
    aside: null,
    sequence: null,
    cue: null,
  };
}
