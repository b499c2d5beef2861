import { readAsk } from './asking.ts';
import type { Language } from './language.ts';
import { skipLead } from './lead.ts';
import { readObligation } from './obligation.ts';
import { readThirdPerson } from './third-person.ts';
import type { Token } from './tokens.ts';
import { isVerb, type Lead, skipAdverbs } from './verb-check.ts';
import { baseOf } from './verb-forms.ts';

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
  /** "please", "could you": somebody is asked. */
  readonly isPolite: boolean;
  /** "also", "next", "lastly": it is not about what the words before asked for. */
  readonly isApart: boolean;
  /** "specifically": it is. */
  readonly isDetail: boolean;
  /** Words in front of it that tell how or for what: "using the old key,". */
  readonly aside: readonly [number, number] | null;
  readonly sequence: 'first' | 'then' | 'finally' | 'meanwhile' | null;
  /** The cue of `sequence`. */
  readonly cue: readonly [number, number] | null;
  /** The last word that surely belongs to it, where that is not `verb`. */
  readonly last?: number;
  /** Where the verb ends the title ("den Saal buchen"): the words that stand before `base`. */
  readonly phrase?: readonly (readonly [number, number])[];
  /** The verb holds its object: "cortarlas". */
  readonly isClitic?: boolean;
}

/** What is read behind the words that lead up to it. */
export type Act = Pick<Action, 'how' | 'verb'> &
  Partial<Pick<Action, 'base' | 'object' | 'who' | 'isAnybody' | 'isNegated' | 'isNotYet' | 'announces' | 'isPolite'>>;

export interface ActionOptions {
  /** Third-person sentences are steps here: "the clerk checks the form". */
  readonly isProcess: boolean;
  /** Behind a mere "and": words that are as often nouns need an object. */
  readonly isStrict: boolean;
  /** Who acted in the part before: "the clerk checks the form and files it". */
  readonly who?: readonly [number, number] | null;
}

/** Reads the beginning of a clause as something to be done, or returns null. Looks at no more than a few dozen words. */
export function readAction(
  tokens: readonly Token[],
  from: number,
  end: number,
  language: Language,
  options: ActionOptions,
): Action | null {
  const lead = skipLead(tokens, from, end, language);
  const act = readAct(tokens, lead.at, end, language, options);
  if (act !== null) return whole(act, from, lead);
  // "As part of the audit, please …": what stands in front of a comma is no request itself.
  if (options.isStrict || lead.at >= end || !language.asking.leadOpeners.has(tokens[lead.at]?.lower ?? '')) {
    return isVocative(tokens, lead.at, end, language) ? behindComma(lead.at, lead.at + 4, lead) : null;
  }
  return behindComma(lead.at, lead.at + LONGEST_ASIDE, lead);

  function behindComma(begin: number, last: number, first: LeadWords): Action | null {
    for (let i = begin + 1; i < Math.min(end - 1, last); i++) {
      const token = tokens[i];
      if (token?.lower !== ',' || token.isQuoted) continue;
      const second = skipLead(tokens, i + 1, end, language);
      const found = readAct(tokens, second.at, end, language, options);
      if (found === null || (found.how === 'imperative' && isListed(tokens, second.at, end, language))) continue;
      const merged = {
        sequence: second.sequence ?? first.sequence,
        cue: second.cue ?? first.cue,
        isPolite: first.isPolite || second.isPolite,
        isApart: first.isApart || second.isApart,
        isDetail: first.isDetail || second.isDetail,
      };
      return { ...whole(found, from, merged), aside: i - begin >= 3 ? [begin, i] : null };
    }
    return null;
  }
}

type LeadWords = Pick<Action, 'sequence' | 'cue' | 'isPolite' | 'isApart' | 'isDetail'>;

function whole(act: Act, from: number, lead: LeadWords): Action {
  return {
    base: null,
    object: null,
    who: null,
    isAnybody: false,
    isNegated: false,
    isNotYet: false,
    announces: 'no',
    ...act,
    from,
    aside: null,
    sequence: lead.sequence,
    cue: lead.cue,
    isPolite: lead.isPolite || act.isPolite === true || act.how === 'request',
    isApart: lead.isApart,
    isDetail: lead.isDetail,
  };
}

function readAct(
  tokens: readonly Token[],
  at: number,
  end: number,
  language: Language,
  options: ActionOptions,
): Act | null {
  if (at >= end || tokens[at]?.isQuoted === true) return null;
  const ask = readAsk(tokens, at, end, language) ?? readObligation(tokens, at, end, language, options.isStrict);
  if (ask !== null) return ask;

  const { at: verb, negated } = skipAdverbs(tokens, at, language);
  const isAsked = verb > 0 && language.asking.polite.has(tokens[verb - 1]?.lower ?? '');
  const lead: Lead = isAsked ? 'asked' : options.isStrict ? 'joined' : 'bare';
  if (isVerb(tokens, verb, end, language, lead)) return { how: 'imperative', verb, isNegated: negated };
  if (!options.isProcess) return null;
  if (options.who !== null && options.who !== undefined && at + 1 < end) {
    const base = baseOf(tokens[verb]?.lower ?? '', 'third-person', language);
    if (base !== null) return { how: 'process', verb, base, who: options.who };
  }
  return readThirdPerson(tokens, at, end, language);
}

/** "Anna, please …", "Dear team, could you …". */
function isVocative(tokens: readonly Token[], at: number, end: number, language: Language): boolean {
  const first = tokens[at];
  if (first === undefined || at >= end) return false;
  if (language.greetings.has(first.lower)) return true;
  return first.isCapital && at === 0 && (tokens[at + 1]?.lower === ',' || tokens[at + 2]?.lower === ',');
}

/** "By bus, train or car": a bare noun behind a comma that a list goes on with. */
function isListed(tokens: readonly Token[], at: number, end: number, language: Language): boolean {
  for (let i = at + 1; i < Math.min(end, at + 4); i++) {
    const lower = tokens[i]?.lower ?? '';
    if (language.determiners.has(lower) || language.prepositions.has(lower)) return false;
    if (lower === ',' || language.and.has(lower)) return true;
  }
  return false;
}

/** Words in front of a comma that are looked at, at most. */
const LONGEST_ASIDE = 26;
