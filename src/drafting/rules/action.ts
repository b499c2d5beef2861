import { type Act, type Action, actionAt } from './action-shape.ts';
import { gerundOf, readAsk } from './asking.ts';
import type { Language } from './language.ts';
import { skipLead } from './lead.ts';
import { readObligation } from './obligation.ts';
import { readThirdPerson } from './third-person.ts';
import { phraseAt, type Token } from './tokens.ts';
import { isVerb, type Lead, skipAdverbs } from './verb-check.ts';
import { baseOf } from './verb-forms.ts';

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
  if (act !== null) return whole(act, from, lead, tokens, language);
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
      return { ...whole(found, from, merged, tokens, language), aside: i - begin >= 3 ? [begin, i] : null };
    }
    return null;
  }
}

type LeadWords = Pick<Action, 'sequence' | 'cue' | 'isPolite' | 'isApart' | 'isDetail'>;

function whole(act: Act, from: number, lead: LeadWords, tokens: readonly Token[], language: Language): Action {
  const { sequence, cue, isApart, isDetail } = lead;
  const isPolite = lead.isPolite || act.isPolite === true || act.how === 'request';
  const isRole = phraseAt(tokens, act.verb, language.asking.roles) > 0;
  return { ...actionAt(from, act.verb), ...act, sequence, cue, isApart, isDetail, isPolite, isRole };
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

  const begun = at >= 2 && BEGINNING.test(`${tokens[at - 2]?.lower} ${tokens[at - 1]?.lower}`);
  const base = begun ? gerundOf(tokens, at, language) : null;
  if (base !== null) return { how: 'imperative', verb: at, base };
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
/** "Start by washing the rice." */
const BEGINNING = /^(?:start|begin|finish|end|conclude|continue|proceed) (?:by|with|off|up)$/u;
