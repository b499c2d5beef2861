import type { Question } from '#planner/question.ts';
import type { Language } from './language.ts';
import type { Range } from './mask.ts';
import type { Seed, SeedNeed } from './seed.ts';
import type { PlannedCall } from './tools/plan-calls.ts';
import { dayTime, nextWeekday, type WallClock } from './zone.ts';

export interface Asked {
  /** Index of the seed it is about. */
  readonly about: number;
  readonly question: Question;
  readonly source: Range;
  readonly why: 'sentence' | 'whole-text' | 'said-before' | 'said-after' | 'said-then' | 'said-once' | 'said-requires';
  readonly confidence: number;
}

/** What a question is decided on: a seed with what was read from it. */
export interface SeedFacts {
  readonly seed: Seed;
  readonly title: string;
  readonly assignee: string | null;
  readonly isDated: boolean;
}

/**
 * The questions worth asking, most important first, three at most: a circle in the order, a goal too vague to begin, words
 * that point at nothing, "someone", "soon". Nothing is asked where the words say enough.
 */
export function askQuestions(
  facts: readonly SeedFacts[],
  circular: readonly SeedNeed[],
  calls: ReadonlyMap<number, PlannedCall>,
  textBefore: (range: Range) => string,
  language: Language,
  clock: WallClock,
): readonly Asked[] {
  const asked: (Asked & { readonly weight: number })[] = [];
  const titleOf = (seed: number) => facts[seed]?.title ?? '';
  for (const need of circular) {
    asked.push({
      about: need.from,
      question: {
        code: 'cycle',
        params: { task: titleOf(need.from), needs: titleOf(need.to), cue: need.cue },
        options: [],
        mustAsk: true,
      },
      source: need.ranges[0] ?? facts[need.from]?.seed.range ?? { start: 0, end: 0 },
      why: need.why === 'numbered-order' ? 'said-then' : (need.why as Asked['why']),
      confidence: 0.8,
      weight: 5,
    });
    if (asked.length >= MOST) break;
  }
  for (const [about, { tool, missing, range }] of calls) {
    for (const parameter of missing.slice(0, MOST)) {
      const params = {
        task: titleOf(about),
        tool,
        parameter: parameter.name,
        ...(parameter.description === '' ? {} : { about: parameter.description.slice(0, 200) }),
      };
      const question: Question = { code: 'tool-parameter', params, options: [], mustAsk: true };
      asked.push({ about, question, source: range, why: 'sentence', confidence: 0.7, weight: 4.8 });
    }
  }
  const tasks = facts.flatMap((fact, i) => (fact.seed.type === 'heading' ? [] : [{ ...fact, i }]));
  const only = tasks.length === 1 ? tasks[0] : undefined;
  if (only !== undefined && isVague(only, language)) {
    const common = { about: only.i, source: only.seed.range, why: 'whole-text' as const };
    asked.push({
      ...common,
      question: { code: 'what-exactly', params: { task: only.title }, options: [], mustAsk: false },
      confidence: 0.8,
      weight: 4,
    });
    if (!only.isDated) asked.push({ ...common, question: whenDue(only.title, clock), confidence: 0.7, weight: 3.5 });
  }
  const first = tasks[0];
  const pronoun = first === undefined ? undefined : DANGLING.exec(first.title)?.groups?.pronoun;
  if (
    first !== undefined &&
    pronoun !== undefined &&
    language.cueGrammar === null &&
    textBefore(first.seed.range).trim() === ''
  ) {
    const question: Question = {
      code: 'what-exactly',
      params: { task: first.title, words: pronoun },
      options: [],
      mustAsk: true,
    };
    asked.push({ about: first.i, question, source: first.seed.range, why: 'sentence', confidence: 0.75, weight: 4.5 });
  }
  const people = [...new Set(tasks.flatMap(({ assignee }) => (assignee === null ? [] : [assignee])))].slice(0, 3);
  for (const { seed, title, assignee, isDated, i } of tasks) {
    if (asked.length > 200) break;
    for (const { code, range } of seed.asks) {
      if (code === 'who' && assignee === null) {
        const options = [
          ...people.map((name) => ({ label: name, sets: { field: 'assignee' as const, value: name } })),
          { label: 'Me', sets: null },
        ];
        const question: Question = { code: 'who', params: { task: title }, options, mustAsk: false };
        asked.push({ about: i, question, source: range, why: 'sentence', confidence: 0.85, weight: 3 });
      }
      if (code === 'when-due' && !isDated)
        asked.push({
          about: i,
          question: whenDue(title, clock),
          source: range,
          why: 'sentence',
          confidence: 0.75,
          weight: 2,
        });
    }
  }
  // The sort is stable: of equal weight, the first in the text.
  const once = asked.filter(
    ({ about, question }, i) =>
      i ===
      asked.findIndex(
        (other) =>
          other.about === about &&
          other.question.code === question.code &&
          other.question.params.parameter === question.params.parameter,
      ),
  );
  return once.sort((a, b) => b.weight - a.weight).slice(0, MOST);
}

const MOST = 3;
const DANGLING = /^\p{L}+(?: (?:up|out|off|down))? (?<pronoun>it|them|this|that|these|those|him|her)(?=$|[\s,.!])/iu;

/** "Plan my move": a big verb with one thing behind it, and nothing else. */
function isVague({ seed, title }: SeedFacts, language: Language): boolean {
  const words = title.toLowerCase().split(/\s+/u);
  const content = words.slice(1).filter((word) => !language.stopWords.has(word));
  return (
    BIG_VERBS.has(words[0] ?? '') &&
    words.length <= 6 &&
    content.length <= 3 &&
    seed.notes.length === 0 &&
    seed.type === 'task'
  );
}

const BIG_VERBS = new Set(
  'plan organise organize prepare improve start begin launch learn build create develop redesign manage renovate do make'.split(
    ' ',
  ),
);

function whenDue(task: string, clock: WallClock): Question {
  const { today, zone } = clock;
  const friday = nextWeekday(today, 5);
  const monday = nextWeekday(today + 1, 1);
  const days = [
    { label: 'Today', day: today },
    ...(friday === today ? [] : [{ label: 'This Friday', day: friday }]),
    { label: 'Next week', day: monday },
  ];
  return {
    code: 'when-due',
    params: { task },
    options: days.map(({ label, day }) => ({ label, sets: { field: 'dueAt', value: dayTime(day, null, zone) } })),
    mustAsk: false,
  };
}
