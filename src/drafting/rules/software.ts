import {
  COMMIT_TYPES,
  DOUBTFUL,
  LIKELY,
  LIKELY_VERBS,
  NEEDLESS,
  OPERATE,
  PROSE,
  REFACTOR_ADJECTIVES,
  REFACTOR_VERBS,
  SURE,
  SURE_VERBS,
  TEST_WORDS,
} from './cues/en-software.ts';

export type SoftwareKind = 'implementation' | 'refactor' | 'unit-test' | 'processing';

export interface SoftwareWork {
  readonly kind: SoftwareKind;
  /** The word that told. */
  readonly cue: string;
  readonly confidence: number;
}

/**
 * What sort of work on software the words name, or null when they name none. It takes either one word that only
 * developers use, or two that others use too: a hook and a branch are found in a house as well.
 */
export function readSoftwareWork(typed: string): SoftwareWork | null {
  const commit = COMMIT.exec(typed);
  const type = commit?.groups?.type?.toLowerCase() ?? '';
  const named = Object.hasOwn(COMMIT_TYPES, type) ? COMMIT_TYPES[type] : undefined;
  if (named !== undefined) return { kind: named, cue: type, confidence: 0.9 };

  const lower = typed.toLowerCase();
  const said = lower.match(WORD) ?? [];
  const head = headAt(said);
  const verb = (said[head] ?? '').replace(/^re-/u, '');
  const rest = said.slice(head + 1);
  // A name alone is no work yet; what is weighed or measured is none on software.
  if (said.length < 2 || MEASURED.test(lower)) return null;
  if (
    OPERATE.has(verb) ||
    (WRITTEN.has(verb) &&
      rest.every((word) => !SURE.has(word) || PROSE.has(word)) &&
      rest.some((word) => PROSE.has(word)))
  )
    return null;
  const score = softwareScore(typed, said, verb);
  if (score < ENOUGH) return null;
  const confidence = score >= 2 * ENOUGH ? 0.8 : 0.65;

  const test = said.find((word) => TEST_WORDS.has(word) || word.split('-').some((part) => TEST_WORDS.has(part)));
  if (test !== undefined) return { kind: 'unit-test', cue: test, confidence };
  if (CHECKS.has(verb) || (MORE_CASES.test(lower) && !/^(?:handle|support|allow|fix)$/u.test(verb)))
    return { kind: 'unit-test', cue: verb, confidence };
  // To prevent duplicates is how it is to behave, to avoid them how it is written.
  if (verb === 'prevent') return { kind: 'implementation', cue: verb, confidence };
  if (verb === 'avoid')
    return rest.some((word) => NEEDLESS.has(word))
      ? { kind: 'refactor', cue: verb, confidence }
      : { kind: 'implementation', cue: verb, confidence };
  if (/\binstead of\b/u.test(lower)) return { kind: 'refactor', cue: 'instead of', confidence };
  if (verb === 'make')
    return rest.some((word) => REFACTOR_ADJECTIVES.has(word))
      ? { kind: 'refactor', cue: verb, confidence }
      : { kind: 'implementation', cue: verb, confidence };
  if (
    REFACTOR_VERBS.has(verb) ||
    rest.includes('cleanup') ||
    (verb === 'turn' && rest.includes('into')) ||
    (verb === 'get' && rest[0] === 'rid')
  )
    return { kind: 'refactor', cue: verb, confidence };
  if (/\b(?:to|and) (?:reduce|simplify|share|reuse|decouple|deduplicate)\b/u.test(lower))
    return { kind: 'refactor', cue: verb, confidence: 0.6 };
  return { kind: 'implementation', cue: verb, confidence };
}

/** Whether the verb is often said of code; "cancel" and "book" are not. */
export function isSaidOfCode(verb: string): boolean {
  return SURE_VERBS.has(verb) || LIKELY_VERBS.has(verb) || REFACTOR_VERBS.has(verb) || verb === 'create';
}

/** How much speaks for software: `ENOUGH` and more is taken as such. */
function softwareScore(typed: string, said: readonly string[], verb: string): number {
  let score = 0;
  for (const [pattern, weight] of MARKS) if (pattern.test(typed)) score += weight;
  if (SURE_VERBS.has(verb)) score += 2;
  else if (LIKELY_VERBS.has(verb)) score += 0.75;
  for (const [i, word] of said.entries()) {
    if (score >= MOST) break;
    if (i === 0 && (SURE_VERBS.has(word) || LIKELY_VERBS.has(word))) continue;
    const parts = word.includes('-') ? [word, ...word.split('-')] : [word];
    if (parts.some((part) => SURE.has(part) || (part.length > 5 && SURE.has(part.replace(/s$/u, ''))))) score += 2;
    else if (DOUBTFUL.has(word)) score += 0.75;
    else if (parts.some((part) => LIKELY.has(part))) score += 1;
  }
  // "my", "our" and, less so, "the" are said of the house: "set the table". Commits leave them out.
  if (said.some((word) => HOMELY.has(word))) score -= 1;
  else if (ARTICLE.test(said[said.indexOf(verb) + 1] ?? '')) score -= 0.5;
  return score;
}

/** Adverbs may stand before the verb: "directly use", "also test". */
function headAt(said: readonly string[]): number {
  let at = 0;
  while (at < 2 && (/ly$/u.test(said[at] ?? '') || LEADS.has(said[at] ?? '')) && said.length > at + 1) at += 1;
  return at;
}

const MEASURED = /\d\s?(?:ml|µl|cl|l|g|mg|kg|cm|mm|km|°c|tbsp|tsp|cups?|litres?|liters?)\b/u;
const ENOUGH = 1.75;
/** In software, to check is to test. */
const CHECKS = new Set(['cover', 'assert', 'guard', 'check', 'verify', 'exercise']);
const MORE_CASES = /^(?:add|more|refactor|update|new|another|missing)\b.*\bcases?(?:$| (?:for|of|when|where|with)\b)/u;
const WRITTEN = new Set(['update', 'write', 'add', 'improve', 'edit', 'fix', 'draft', 'proofread', 'finish']);
const MOST = 6;
const LEADS = new Set(['also', 'please', 'always', 'should', 'then', 'now', 'better', 'just', 'to', 'we', 'must']);
const HOMELY = new Set(
  'my our your his her their mum mom dad grandma kids kitchen garden house car dog cat'.split(' '),
);
const ARTICLE = /^(?:the|an?)$/u;
const COMMIT = /^(?<type>[A-Za-z]{2,10})(?:\([^()\n]{1,60}\))?!?: \S/u;
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_'-]*/gu;
/** How code looks in running text. */
const MARKS: readonly (readonly [RegExp, number])[] = [
  [/`[^`\n]+`/u, 2],
  [
    /\b(?:unit|integration|regression|snapshot|smoke|e2e|end-to-end|load|mutation) tests?\b|\btest (?:suite|run|case|coverage|runner|data)s?\b/u,
    1,
  ],
  [/^(?:(?:more|basic|partial|initial|some|missing|simple) )?tests? (?:for|of|cases?)\b|[a-z] tests$/u, 1],
  [/(?<![\p{L}\p{N}])[a-z]{2,}[A-Z][a-z]/u, 2],
  [/(?<![\p{L}\p{N}])(?:[A-Z][a-z]+){1,3}[A-Z][a-z]{2,}(?![\p{L}])/u, 1],
  [/[\p{L}\p{N}]\(\)|=>|->|\{\}|\[\]/u, 2],
  [/(?<![\p{L}\p{N}_])[a-z]+_[a-z]+/u, 2],
  [/(?:^|\s)--?[a-z][\w-]+/u, 1],
  [/<\/?[A-Za-z][\w-]*[\s/>]/u, 2],
  [/(?<![\p{L}\p{N}])@[a-z][\w-]*\/[\w-]+/u, 2],
  [
    /(?<![\p{L}\p{N}.])[a-z]\w*\.(?:js|ts|tsx|jsx|py|rs|go|java|rb|c|h|cpp|cs|css|html|json|ya?ml|toml|lock|vue|svelte|md|sh)\b/u,
    2,
  ],
  [/(?<![\p{L}\p{N}])[$!][a-z]\w+/u, 1],
];
