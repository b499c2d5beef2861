import type { Joint, Language } from './language.ts';
import type { Reference } from './seed.ts';
import { cueAt, phraseAt, spanOf, type Token } from './tokens.ts';
import { stemOf } from './verb-forms.ts';

/** The tasks that words inside one task name: "(after booking the venue)", "depends on step 2". */
export function referencesIn(
  tokens: readonly Token[],
  begin: number,
  end: number,
  language: Language,
): readonly Reference[] {
  const references: Reference[] = [];
  for (let i = begin; i < end; i++) {
    const required = phraseAt(tokens, i, language.requires);
    if (required > 0) {
      const to = Math.min(end, endOfPhrase(tokens, i + required));
      const cue = spanOf(tokens, i, i + required);
      references.push({
        ...referenceTo(tokens, i + required, to, language, null),
        joint: 'after',
        why: 'said-requires',
        cue,
      });
      continue;
    }
    const joint = cueAt(tokens, i, language.joints);
    if (joint === null || joint.value === 'if' || joint.value === 'while') continue;
    const from = i + joint.length;
    const to = Math.min(end, endOfPhrase(tokens, from));
    if (from >= to || language.timeWords.has(tokens[from]?.lower ?? '')) continue;
    references.push({
      ...referenceTo(tokens, from, to, language, null),
      joint: joint.value,
      why: whyOf(joint.value),
      cue: spanOf(tokens, i, from),
    });
  }
  return references;
}

export function referenceTo(
  tokens: readonly Token[],
  from: number,
  to: number,
  language: Language,
  implied: number | null,
): Omit<Reference, 'joint' | 'why' | 'cue'> {
  const part = tokens.slice(from, to);
  const numbers = part.flatMap((token) =>
    /^#?\d{1,3}$/u.test(token.lower) ? [Number(token.lower.replace('#', ''))] : [],
  );
  const isSteps =
    numbers.length > 0 &&
    part.every(
      (token) =>
        !token.isWord ||
        /^#?\d{1,3}$/u.test(token.lower) ||
        language.stepWords.has(token.lower) ||
        language.and.has(token.lower),
    );
  if (isSteps) return { target: { type: 'numbers', numbers }, implied, confidence: 0.95 };
  const stems = part.flatMap((token) =>
    token.isWord && !language.stopWords.has(token.lower) ? [stemOf(token.lower, language)] : [],
  );
  return { target: { type: 'words', stems: [...new Set(stems)] }, implied, confidence: 0.85 };
}

/** A reference inside an entry ends at a bracket, a comma or a full stop. */
function endOfPhrase(tokens: readonly Token[], from: number): number {
  for (let i = from; i < Math.min(tokens.length, from + 14); i++)
    if (/^[().;,:]$/u.test(tokens[i]?.lower ?? '')) return i;
  return Math.min(tokens.length, from + 14);
}

export function whyOf(joint: Joint): Reference['why'] {
  return joint === 'before' ? 'said-before' : joint === 'after' ? 'said-after' : 'said-once';
}
