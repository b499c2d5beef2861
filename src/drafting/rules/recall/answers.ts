import type { Catalogue, Parameter } from '../../library.ts';
import type { Language } from '../language.ts';
import type { Range, Text } from '../mask.ts';
import type { WallClock } from '../zone.ts';
import { type Circumstances, readCircumstances, type Said } from './circumstances.ts';

/** A line of a goal that answers what a template asks: "How many guests? About 40". */
export interface Answered extends Said {
  readonly question: string;
}

/** The answer in a line; null in any other line. */
export function readAnswer({ masked }: Text, { start, end }: Range): Answered | null {
  const line = masked.slice(start, end);
  const at = line.indexOf('? ');
  const value = line.slice(at + 1).trim();
  if (at < 0 || value === '') return null;
  const from = start + line.indexOf(value, at + 1);
  return { question: line.slice(0, at + 1).trim(), value, range: { start: from, end: from + value.length } };
}

/** What a goal says together with what was answered, which is the later word. */
export function withAnswers(
  said: Circumstances,
  answers: readonly Answered[],
  parameters: readonly Parameter[],
  text: Text,
  catalogue: Catalogue,
  clock: WallClock,
  language: Language,
): Circumstances {
  let all = said;
  for (const { question, value, range } of answers) {
    const reads = parameters.find((parameter) => parameter.question === question)?.reads;
    const read = readCircumstances(text, [range], catalogue, clock, language);
    const whole = { value: value.replace(/[.!]$/u, ''), range };
    const flags = new Map([...all.flags, ...read.flags]);
    if (reads === 'date') all = { ...all, flags, date: read.date ?? all.date };
    if (reads === 'place') all = { ...all, flags, place: read.place ?? { ...whole, cue: 'in', country: null } };
    if (reads === 'budget') all = { ...all, flags, budget: read.budget ?? { ...whole, isLimit: false } };
    if (reads === 'people') all = { ...all, flags, people: read.people ?? asPeople(whole) };
    if (reads === 'who') all = { ...all, flags, who: whole };
    if (reads === 'answer' || reads === 'object') all = { ...all, flags };
  }
  return all;
}

/** "40" answers how many. */
function asPeople({ value, range }: Said): Said {
  return { value: /^\D*\d+$/u.test(value) ? `${value} people` : value, range };
}
