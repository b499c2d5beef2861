import type { Kind } from '#planner/kind.ts';
import type { ReasonCode } from '#planner/reason.ts';
import type { Attachment } from '#planner/task.ts';
import {
  ACT,
  ANALYSE,
  ANALYSE_DATA,
  BY_HAND,
  CALCULATE,
  DIGITAL,
  INFORMATION,
  PROCESS,
  PROCESS_FILE,
  RETRIEVE,
  RETRIEVE_OR_TAKE,
  SAY,
  SERVICE,
} from './cues/en-kinds.ts';
import { kindWordsOf } from './kind-words.ts';
import type { Language } from './language.ts';
import type { Seed } from './seed.ts';
import { isSaidOfCode, readSoftwareWork } from './software.ts';

export interface SaidKind {
  readonly kind: Kind;
  readonly why: Extract<
    ReasonCode,
    'kind-by-verb' | 'kind-by-work' | 'kind-by-question' | 'kind-by-resource' | 'kind-by-default'
  >;
  readonly params: Readonly<Record<string, string>>;
  readonly confidence: number;
}

/**
 * Who can do it. A person, unless the words say clearly otherwise. The verb decides, together with what it is done to: data
 * can be compared and messages sent by a machine, milk cannot be bought by one. A task that nobody but a person can do
 * must never look as if it ran by itself, so in doubt it is `manual`.
 *
 * @param typed the words as they were typed: code is known by its marks, which a title has lost
 */
export function classifyKind(
  seed: Seed,
  title: string,
  typed: string,
  attachments: readonly Attachment[],
  assignee: string | null,
  language: Language,
): SaidKind {
  if (seed.type === 'question' || asksThePerson(typed))
    return { kind: 'clarification', why: 'kind-by-question', params: {}, confidence: 0.85 };
  // What is given to somebody is theirs to do.
  if (assignee !== null) return { kind: 'manual', why: 'kind-by-default', params: {}, confidence: 0.8 };
  const words = kindWordsOf(title, language);
  const task = readTask(title, typed, words.said, language);
  const { verb } = task;
  const by = (kind: Kind, confidence: number): SaidKind => ({
    kind,
    why: 'kind-by-work',
    params: { verb: words.verb ?? verb },
    confidence,
  });

  const resource = attachments[0];
  if (resource !== undefined) {
    const params = { verb, resource: nameOf(resource).slice(0, 200) };
    if (RETRIEVE.has(verb) && resource.type === 'link' && verb !== 'find')
      return { kind: 'tool-call', why: 'kind-by-resource', params, confidence: 0.6 };
    if (ANALYSE.has(verb) || (ANALYSE_DATA.has(verb) && resource.type !== 'link'))
      return { kind: 'analysis', why: 'kind-by-resource', params, confidence: 0.6 };
    if (PROCESS.has(verb) || (PROCESS_FILE.has(verb) && !task.isInSystem))
      return { kind: 'processing', why: 'kind-by-resource', params, confidence: 0.6 };
  }
  const isAct = ACT.has(verb);
  if (isAct && task.isNamed) return by('tool-call', 0.7);
  if (ANALYSE_DATA.has(verb) && task.isNamed) return by('analysis', 0.65);
  if (CALCULATE.has(verb) || (PROCESS.has(verb) && (task.isNamed || task.hasArticle))) return by('processing', 0.65);
  const isForSystem = isAct && (task.isInSystem || task.isDigital || task.setsValue || task.hasCode);
  if (isForSystem && (task.hasArticle || !isSaidOfCode(verb))) return by('tool-call', 0.55);
  const software = RETRIEVE.has(verb) || isJudging(verb) ? null : readSoftwareWork(typed);
  // Words of another language may look like a developer's ("ci-joint").
  if (software !== null && (language.kinds === null || software.confidence >= SURE_OF_CODE))
    return {
      kind: software.kind,
      why: 'kind-by-work',
      params: { verb: software.cue },
      confidence: software.confidence,
    };

  if (WHY.test(title)) return by('analysis', 0.6);
  if (task.isSaid) return by('retrieval', 0.7);
  if (ANALYSE.has(verb) || (ANALYSE_DATA.has(verb) && task.isData)) return by('analysis', 0.65);
  if (RETRIEVE.has(verb) && verb !== 'find' && verb !== 'collect') return by('retrieval', 0.65);
  if ((verb === 'find' || (RETRIEVE_OR_TAKE.has(verb) && task.isLong)) && task.isData) return by('retrieval', 0.6);
  if (PROCESS.has(verb)) return by('processing', 0.6);
  if (isForSystem) return by('tool-call', 0.55);
  if (BY_HAND.has(verb)) return { kind: 'manual', why: 'kind-by-verb', params: { verb }, confidence: 0.9 };
  return { kind: 'manual', why: 'kind-by-default', params: {}, confidence: 0.6 };
}

interface ReadTask {
  readonly verb: string;
  /** "Tell me …", "Provide … ": somebody is to say something to the writer. */
  readonly isSaid: boolean;
  /** Its object bears a name or a number of its own: 'Spring Sale', ID 4711. */
  readonly isNamed: boolean;
  /** A word that looks drawn at random, like `x7Kq09ab`. */
  readonly hasCode: boolean;
  readonly isData: boolean;
  readonly isDigital: boolean;
  /** It names the service in which it is to be done. */
  readonly isInSystem: boolean;
  /** "to 45 MW", "to high". */
  readonly setsValue: boolean;
  readonly hasArticle: boolean;
  /** "Check the stock" is done on the spot; what has more to it is looked up. */
  readonly isLong: boolean;
}

function readTask(title: string, typed: string, said: readonly string[], language: Language): ReadTask {
  let at = 0;
  while (at < 2 && (/^(?:please|also|then|just|kindly|now)$/u.test(said[at] ?? '') || /..ly$/u.test(said[at] ?? '')))
    at += 1;
  const particle = said[at + 1] ?? '';
  const verb = PARTICLES.has(`${said[at]} ${particle}`) ? `${said[at]}-${particle}` : (said[at] ?? '');
  const rest = said.slice(at + 1);
  const singular = rest.flatMap((word) => [word, withoutPlural(word)]);
  const isNamed = QUOTED.test(title) || IDENTIFIED.test(title) || IDENTIFIED.test(typed);
  const knows = singular.some((word) => INFORMATION.has(word) || DIGITAL.has(word));
  const next = rest[0] ?? '';
  const toMe = next === 'me' || next === 'us';
  const provides = (verb === 'provide' || verb === 'supply') && rest.length > 0;
  const explains = (verb === 'explain' || verb === 'describe') && !/^to$/u.test(next);
  return {
    verb,
    isSaid: (SAY.has(verb) && toMe) || provides || explains || (verb === 'find' && toMe),
    isNamed,
    hasCode: CODE.test(title),
    isData: isNamed || CODE.test(title) || knows || (writesNames(language) && PROPER.test(title.slice(1))),
    isDigital: singular.some((word) => DIGITAL.has(word)),
    isInSystem: said.some((word) => SERVICE.has(word)),
    setsValue: (verb === 'set' || verb === 'change' || verb === 'increase' || verb === 'reduce') && VALUE.test(title),
    isLong: rest.length >= 4,
    hasArticle: /^(?:an?|the|new)$/u.test(next),
  };
}

/** In German every noun has a capital. */
const writesNames = ({ cueGrammar }: Language): boolean => cueGrammar?.isVerbFinal !== true;

const isJudging = (verb: string): boolean => ANALYSE.has(verb) && !ANALYSE_DATA.has(verb);

function withoutPlural(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function nameOf(resource: Attachment): string {
  switch (resource.type) {
    case 'link':
      return resource.url;
    case 'file':
      return resource.path;
    case 'blob':
      return resource.label;
  }
}

/** "Do you have any preferences?", "Could you clarify what you mean?": only the one who is asked can answer. */
function asksThePerson(typed: string): boolean {
  const question = /^[^?]{1,400}\?/u.exec(typed.trim())?.[0].toLowerCase();
  // "Would you mind calling Tom?" asks for a deed, not for an answer.
  if (question === undefined || /^(?:would|do) you mind\b/u.test(question)) return false;
  if (
    /^(?:could|can|would|will) you (?:please )?(?:tell|share|clarify|specify|confirm|describe|elaborate|provide|explain|let)\b/u.test(
      question,
    )
  )
    return /\byour?\b.*\byou(?:'re|r)?\b/u.test(question);
  return /^(?:(?:and|so|also|ok|okay),? )?(?:(?:do|did|are|have|were|would|will) you\b|is there any(?:thing)? .*\byou|are there any .*\byou|(?:what|which|how|when|where|who|why)\b.*\b(?:do|are|did|would|will|can|should|have|to) you\b|what(?:'s| is| are| does) (?:your|the (?:purpose|goal|intended|budget|deadline|scope))\b|what .*\byour\b)/u.test(
    question,
  );
}

const SURE_OF_CODE = 0.8;
const WHY = /^(?:find|figure|work) out (?:why|whether|if|how)\b/iu;
const PARTICLES = new Set(['look up', 'pick up', 'drop off', 'check in', 'sign up', 'turn on', 'turn off']);
const QUOTED = /["“”«»„][^"“”«»„]{1,120}["“”«»„]|(?<![\p{L}\p{N}])['‘’][^'‘’]{2,120}['‘’](?![\p{L}\p{N}])/u;
/** "with ID 43", "number 76", "named Aurora", an address of a machine. */
const IDENTIFIED =
  /\b(?:(?:id|ids|code|serial|plate|key|number|no\.|[#№]) (?:number )?(?:is |= ?|: ?|# ?)?["'“]?(?=[\p{L}-]{0,12}\d)[\p{L}\p{N}_-]{1,40}|(?:named|called|titled|labelled|labeled|entitled) \S|\d{1,3}(?:\.\d{1,3}){3}\b)/iu;
const CODE = /\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{8,}\b/u;
const VALUE = /\bto (?:[€$£]?\d|(?:true|false|on|off|high|low|medium|max(?:imum)?|min(?:imum)?)\b)/iu;
/** A name in the middle: a capital that begins no sentence. */
const PROPER = /\s\p{Lu}[\p{L}\p{N}]+/u;
