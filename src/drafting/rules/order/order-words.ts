import type { Cues, Phrase, Phrases } from '../language.ts';

/**
 * What words between two tasks say about their order. X stands in front of them, Y behind.
 *
 * - `after`, `when`, `unless`, `if`: Y comes first, and they may open the sentence ("after Y, X").
 * - `before`, `until`, `so`: X comes first; `until` turns round where somebody waits or something is forbidden.
 * - `earlier`, `feeds`: X comes first ("precedes", "unlocks"); of `feeds` the result is used.
 * - `later`, `requires`, `uses`: Y comes first ("follows", "depends on", "builds on").
 * - `then`: Y comes after all that was said before it.
 * - `first`, `last`: the task beside them comes before or after the others.
 * - `as`: "has X as a prerequisite": what stands in front is earlier than the subject.
 */
export type Link =
  | 'after'
  | 'when'
  | 'unless'
  | 'if'
  | 'before'
  | 'until'
  | 'so'
  | 'earlier'
  | 'feeds'
  | 'later'
  | 'requires'
  | 'uses'
  | 'then'
  | 'first'
  | 'last'
  | 'as'
  | 'between'
  | 'parallel'
  | 'inOrder'
  | 'inReverse';

/** What a word tells about the task beside it, or about the whole clause. */
export type Mark =
  | 'start'
  | 'done'
  | 'already'
  | 'fails'
  | 'wait'
  | 'not'
  | 'without-need'
  | 'which'
  | 'planner'
  | 'for'
  | 'with'
  | 'but'
  | 'gap';

/** Which tasks a group names, seen from the words. */
export type Group = 'others' | 'all' | 'above' | 'both' | 'former' | 'latter' | 'previous' | 'topic';

/** The words of one language that state an order between tasks. */
export interface OrderWords {
  readonly links: Cues<Link>;
  readonly marks: Cues<Mark>;
  readonly groups: Cues<Group>;
  /** "no earlier", "too early": negations that only look like other words. */
  readonly notNegations: Phrases;
  /** Words without weight between tasks and links: articles, modal verbs, "task", "carry out". */
  readonly plain: ReadonlySet<string>;
  /** Verbs without weight that part two tasks: "after painting comes the floor". */
  readonly breaks: ReadonlySet<string>;
  /** Nouns of order: a sentence of these and plain words alone only announces what follows. */
  readonly orderNouns: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<string, number>;
  /** "first" to "twelfth", "1st"; "last" is -1. */
  readonly ordinals: ReadonlyMap<string, number>;
  /** "Later in the list than": what the word says once `than` follows, a few words on. */
  readonly comparatives: ReadonlyMap<string, 'before' | 'after'>;
  readonly than: ReadonlySet<string>;
  /** What a time in front of a joint is made of: "at least two days after". */
  readonly lagOpeners: ReadonlySet<string>;
  readonly lagUnits: ReadonlySet<string>;
  /** "otherwise": what is done where the condition before does not hold. */
  readonly otherwise: Phrases;
  /** What a step leaves to decide by: "depending on the outcome". */
  readonly outcomes: ReadonlySet<string>;
  /** Words of failure; what is refused was done all the same. */
  readonly failures: Phrases;
  /** "If it is late": behind "it" these speak of no task. */
  readonly impersonal: ReadonlySet<string>;
  /** "repeat", "start over". */
  readonly loops: Phrases;
  /** Between the ends of a row of numbers: "2 to 4". */
  readonly through: ReadonlySet<string>;
  /** Nouns whose verb is not to be seen in them: "decision" → decide. */
  readonly nouns: ReadonlyMap<string, string>;
}

/** A verb with the words behind it in each of its forms: `lead to` → leads to, led to, leading to. */
export function verbForms(list: string, pastOf: ReadonlyMap<string, string>): readonly string[] {
  return split(list).flatMap((said) => {
    const [verb = '', ...rest] = said.split(' ');
    return [verb, thirdPerson(verb), gerund(verb), pastOf.get(verb) ?? past(verb)].map((form) =>
      [form, ...rest].join(' '),
    );
  });
}

/** "precede" → "preceded by". */
export function passives(list: string, pastOf: ReadonlyMap<string, string>): readonly string[] {
  return split(list).map((verb) => `${pastOf.get(verb) ?? past(verb)} by`);
}

/** Every word of the first list in front of every word of the second: "prerequisite for", "prerequisite of". */
export function pairs(first: string, second: string): readonly string[] {
  return split(first).flatMap((one) => split(second).map((two) => `${one} ${two}`));
}

export function split(list: string): readonly string[] {
  return list
    .split('|')
    .map((said) => said.trim().replace(/\s+/gu, ' '))
    .filter((said) => said !== '');
}

/** Cues out of lists; a phrase that stands in several keeps its first meaning. */
export function cues<T>(groups: readonly (readonly [readonly string[], T])[]): Cues<T> {
  const byFirst = new Map<string, (readonly [Phrase, T])[]>();
  const seen = new Set<string>();
  for (const [list, value] of groups) {
    for (const said of list) {
      if (seen.has(said)) continue;
      seen.add(said);
      const phrase = said.split(' ');
      const first = phrase[0] ?? '';
      const same = byFirst.get(first);
      if (same === undefined) byFirst.set(first, [[phrase, value]]);
      else same.push([phrase, value]);
    }
  }
  for (const same of byFirst.values()) same.sort((a, b) => b[0].length - a[0].length);
  return byFirst;
}

function thirdPerson(verb: string): string {
  if (/(?:s|x|z|ch|sh|o)$/u.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/u.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

function gerund(verb: string): string {
  return `${doubled(verb.replace(/(?<=[^e])e$/u, ''), verb)}ing`;
}

function past(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/u.test(verb)) return `${verb.slice(0, -1)}ied`;
  return `${doubled(verb, verb)}ed`;
}

/** "permit" doubles its last letter, "open" does not: the stress decides, so the few that matter are named. */
function doubled(stem: string, verb: string): string {
  return DOUBLING.test(verb) ? `${stem}${verb.at(-1)}` : stem;
}

const DOUBLING = /^(?:permit|bar|let|set|put|get|begin|sit|run|spur|trip|stem|bet|cut)$/u;
