import { readAction } from './action.ts';
import type { Language } from './language.ts';
import { sequenceAt } from './lead.ts';
import type { Range } from './mask.ts';
import { isStatement } from './statement.ts';
import { spanOf, type Token } from './tokens.ts';

/** A list that somebody typed on one line: "call mum; passport photos; book a taxi", "shopping, then ironing, then bed". */
export interface Series {
  readonly parts: readonly Range[];
  /** The "then" in front of each part; null where there is none. */
  readonly cues: readonly (Range | null)[];
}

/**
 * The parts of a sentence that its signs or its "then" make a list of, where the grammar of clauses alone would lose some:
 * at least one of them is to be done and at least one names only a thing.
 */
export function readSeries(tokens: readonly Token[], language: Language): Series | null {
  if (language.cueGrammar !== null || tokens.length > MOST_TOKENS) return null;
  const starts: { from: number; to: number; cue: Range | null }[] = [{ from: 0, to: 0, cue: null }];
  for (let i = 1; i < tokens.length - 1; i++) {
    const { lower = '', isQuoted = false } = tokens[i] ?? {};
    if (isQuoted) continue;
    const isSign = lower === ',' || lower === ';';
    const sequence = isSign ? sequenceOf(tokens, i + 1, language) : 0;
    if (lower !== ';' && sequence === 0) continue;
    const begin = i + 1 + sequence;
    starts.push({ from: begin, to: i, cue: sequence > 0 ? spanOf(tokens, i + 1, begin) : null });
    i = begin - 1;
  }
  if (starts.length < 3) return null;
  const parts = starts.map(({ from }, n) => ({ from, to: starts[n + 1]?.to ?? endOf(tokens) }));
  let actions = 0;
  for (const { from, to } of parts) {
    const words = tokens.slice(from, to);
    if (words.filter(({ isWord }) => isWord).length > MOST_WORDS || words.length === 0) return null;
    if (readAction(words, 0, words.length, language, { isProcess: false, isStrict: true }) !== null) actions += 1;
    else if (isStatement(words, language)) return null;
  }
  if (actions === 0 || actions === parts.length) return null;
  return { parts: parts.map(({ from, to }) => spanOf(tokens, from, to)), cues: starts.map(({ cue }) => cue) };
}

/** How many tokens "then", "and then", "after that" take here; 0 none. */
function sequenceOf(tokens: readonly Token[], at: number, language: Language): number {
  const skipped = language.and.has(tokens[at]?.lower ?? '') && tokens[at]?.lower === 'and' ? 1 : 0;
  if (tokens[at + skipped]?.lower === 'then') return skipped + 1;
  const step = sequenceAt(tokens, at, language);
  return step === null || step.type === 'first' || step.type === 'meanwhile' ? 0 : step.length;
}

function endOf(tokens: readonly Token[]): number {
  let end = tokens.length;
  while (end > 0 && /^[.!;,]$/u.test(tokens[end - 1]?.lower ?? '')) end -= 1;
  return end;
}

const MOST_TOKENS = 400;
const MOST_WORDS = 14;
