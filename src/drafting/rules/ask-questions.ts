import type { Question } from '#planner/question.ts';
import type { Language } from './language.ts';
import type { Range, Text } from './mask.ts';
import { type Detail, readOpenRequest } from './open-request.ts';
import type { Seed, SeedNeed } from './seed.ts';
import type { PlannedCall } from './tools/plan-calls.ts';
import { dayTime, nextWeekday, type WallClock } from './zone.ts';

export interface Asked {
  /** Index of the seed it is about; null is the plan. */
  readonly about: number | null;
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
  /** Files that the words say are needed. */
  readonly required: readonly string[];
}

export interface Circumstances {
  readonly facts: readonly SeedFacts[];
  readonly circular: readonly SeedNeed[];
  readonly calls: ReadonlyMap<number, PlannedCall>;
  /** Tools were given: what they need is asked, and nothing else that a request leaves open. */
  readonly hasTools: boolean;
  /** Names of what came along with the goal. */
  readonly given: ReadonlySet<string>;
  readonly text: Text;
  readonly language: Language;
  readonly clock: WallClock;
}

type Weighed = Asked & { readonly weight: number };

/**
 * The questions worth asking, most important first, three at most: a circle in the order, what a tool must be given, a goal
 * too vague to begin, a request that may be met in many ways, words that point at nothing, "someone", "soon", a file that is needed. Nothing is asked where the words say enough.
 */
export function askQuestions(circumstances: Circumstances): readonly Asked[] {
  const asked = [
    ...circles(circumstances),
    ...parameters(circumstances),
    ...vague(circumstances),
    ...open(circumstances),
    ...dangling(circumstances),
    ...saidOpenly(circumstances),
    ...required(circumstances),
  ];
  const keys = asked.map(({ about, question: { code, params } }) => `${about} ${code} ${params.parameter ?? ''}`);
  const once = asked.filter((_, i) => keys.indexOf(keys[i] ?? '') === i);
  // The sort is stable: of equal weight, the first in the text.
  return once.sort((a, b) => b.weight - a.weight).slice(0, MOST);
}

function circles({ facts, circular }: Circumstances): readonly Weighed[] {
  const titleOf = (seed: number) => facts[seed]?.title ?? '';
  return circular.slice(0, MOST).map((need) => ({
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
  }));
}

function parameters({ facts, calls }: Circumstances): readonly Weighed[] {
  return [...calls].flatMap(([about, { tool, missing, range }]) =>
    missing.slice(0, MOST).map(({ name, description }) => {
      const params = {
        task: facts[about]?.title ?? '',
        tool,
        parameter: name,
        ...(description === '' ? {} : { about: description.slice(0, 200) }),
      };
      const question: Question = { code: 'tool-parameter', params, options: [], mustAsk: true };
      return { about, question, source: range, why: 'sentence', confidence: 0.7, weight: 4.8 };
    }),
  );
}

function vague({ facts, language, clock }: Circumstances): readonly Weighed[] {
  const only = onlyTask(facts);
  if (only === null || !isVague(only, language)) return [];
  const common = { about: only.i, source: only.seed.range, why: 'whole-text' as const };
  const what: Question = { code: 'what-exactly', params: { task: only.title }, options: [], mustAsk: false };
  return [
    { ...common, question: what, confidence: 0.8, weight: 4 },
    ...(only.isDated ? [] : [{ ...common, question: whenDue(only.title, clock), confidence: 0.7, weight: 3.5 }]),
  ];
}

function open({ facts, hasTools, text, language }: Circumstances): readonly Weighed[] {
  const tasks = tasksOf(facts);
  const first = tasks[0] ?? null;
  if (hasTools || language.tag !== 'en' || tasks.length > MOST_ASKED_FOR) return [];
  if (tasks.length === 1 && first !== null && isVague(first, language)) return [];
  if (tasks.some(({ assignee, seed }) => assignee !== null || seed.why === 'list-entry')) return [];
  const request = readOpenRequest(text.source);
  if (request === null) return [];
  return request.details.map((detail, n) => ({
    about: first?.i ?? null,
    question: {
      code: detail,
      params: first === null ? {} : { task: first.title },
      options: (SUGGESTED[detail] ?? []).map((label) => ({ label, sets: null })),
      mustAsk: request.mustAsk && n === 0,
    },
    source: first?.seed.range ?? { start: 0, end: text.source.length },
    why: first === null ? 'whole-text' : 'sentence',
    confidence: 0.6,
    weight: 2.9 - n / 10,
  }));
}

function dangling({ facts, text, language }: Circumstances): readonly Weighed[] {
  const first = tasksOf(facts)[0];
  const pronoun = first === undefined ? undefined : DANGLING.exec(first.title)?.groups?.pronoun;
  if (first === undefined || pronoun === undefined || language.cueGrammar !== null) return [];
  if (text.masked.slice(0, first.seed.range.start).trim() !== '') return [];
  const question: Question = {
    code: 'what-exactly',
    params: { task: first.title, words: pronoun },
    options: [],
    mustAsk: true,
  };
  return [{ about: first.i, question, source: first.seed.range, why: 'sentence', confidence: 0.75, weight: 4.5 }];
}

/** "Someone" and "soon". */
function saidOpenly({ facts, clock }: Circumstances): readonly Weighed[] {
  const asked: Weighed[] = [];
  const tasks = tasksOf(facts);
  const people = [...new Set(tasks.flatMap(({ assignee }) => (assignee === null ? [] : [assignee])))].slice(0, 3);
  for (const { seed, title, assignee, isDated, i } of tasks) {
    if (asked.length > 200) break;
    const common = { about: i, why: 'sentence' as const };
    for (const { code, range } of seed.asks) {
      if (code === 'who' && assignee === null) {
        const options = [
          ...people.map((name) => ({ label: name, sets: { field: 'assignee' as const, value: name } })),
          { label: 'Me', sets: null },
        ];
        const question: Question = { code: 'who', params: { task: title }, options, mustAsk: false };
        asked.push({ ...common, question, source: range, confidence: 0.85, weight: 3 });
      }
      if (code === 'when-due' && !isDated)
        asked.push({ ...common, question: whenDue(title, clock), source: range, confidence: 0.75, weight: 2 });
    }
  }
  return asked;
}

function required({ facts, given }: Circumstances): readonly Weighed[] {
  return tasksOf(facts).flatMap(({ required: files, title, seed, i }) =>
    files
      .filter((file) => !given.has(file) && !given.has(file.split(/[\\/]/u).at(-1) ?? file))
      .slice(0, 1)
      .map((file) => ({
        about: i,
        question: {
          code: 'have-it',
          params: { task: title, resource: file.slice(0, 200) },
          options: [
            { label: 'I have it', sets: null },
            { label: 'Not yet', sets: null },
          ],
          mustAsk: false,
        } satisfies Question,
        source: seed.range,
        why: 'sentence' as const,
        confidence: 0.7,
        weight: 1.5,
      })),
  );
}

function tasksOf(facts: readonly SeedFacts[]): readonly (SeedFacts & { readonly i: number })[] {
  return facts.flatMap((fact, i) => (fact.seed.type === 'heading' ? [] : [{ ...fact, i }]));
}

function onlyTask(facts: readonly SeedFacts[]): (SeedFacts & { readonly i: number }) | null {
  const tasks = tasksOf(facts);
  return tasks.length === 1 ? (tasks[0] ?? null) : null;
}

/** More than these, and a text is a list of things to do rather than a request. */
const MOST_ASKED_FOR = 2;
/** One-tap answers, in plain English. */
const SUGGESTED: Readonly<Partial<Record<Detail, readonly string[]>>> = {
  'which-level': ['Beginner', 'Intermediate', 'Advanced'],
  'which-budget': ['As cheap as possible', 'Something in the middle', 'No limit'],
  'which-period': ['This week', 'This month', 'No fixed time'],
  'which-diet': ['None', 'Vegetarian', 'Vegan', 'Gluten-free'],
  'which-format': ['A short list', 'Step by step', 'A table'],
  'for-whom': ['Just me', 'My family', 'My team'],
  'for-what': ['At home', 'For work', 'For school'],
};
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
  'plan organise organize prepare improve start begin launch learn build create develop redesign manage renovate'.split(
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
