import { estimateInput, estimateTokens } from '#models/cost.ts';
import type { ModelFailure } from '#models/failure.ts';
import type {
  AnswerRepair,
  ModelBudget,
  ModelClient,
  ModelDescription,
  ModelTimings,
  ModelUsage,
} from '#models/port.ts';
import { readAnswer, readGrowing } from '#models/read-answer.ts';
import type { PlanDraft } from '#planner/draft.ts';
import type { DraftDelta, Drafter, DraftGoal } from './drafter.ts';
import { applySuggestions } from './model/apply.ts';
import { ground } from './model/ground.ts';
import { partsOf } from './model/parts.ts';
import { draftPrompt } from './model/prompts/draft-1.ts';
import { type Entry, READING_SCHEMA, type Reading, type Repair, readReading } from './model/reading.ts';
import { type NumberedDraft, numberDraft } from './model/rules-draft.ts';
import type { Suggestion } from './model/suggestion.ts';

export interface ModelDrafterPorts {
  /** Comes first, always, and is what is left when the model is of no use. */
  readonly rules: Drafter;
  readonly model: ModelClient;
  readonly budget: ModelBudget;
  readonly plan?: string;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

/** Beside what every drafter tells. */
export type ModelDraftDelta =
  | DraftDelta
  /** The model's list as far as it has come, by title; the last one may still grow. */
  | { readonly type: 'growing'; readonly titles: readonly string[] }
  /** Before the draft: what the model made of it, or why it did not. */
  | { readonly type: 'second-reading'; readonly reading: SecondReading };

export interface SecondReading {
  /** What the model would have otherwise; `draftWith` makes a draft of those that are picked. */
  readonly suggestions: readonly Suggestion[];
  readonly repairs: readonly Repair[];
  /** One for each part of the goal that was asked about; together all that there is to know of what was decided. */
  readonly decisions: readonly Decision[];
  draftWith(picks: (suggestion: Suggestion) => boolean): PlanDraft;
}

/** One question to a model and what came of it: enough to replay it without asking, and to say where a field is from. */
export interface Decision {
  readonly by: ModelDescription;
  /** Who was to answer before it and did not, and why. */
  readonly passed: readonly { readonly about: ModelDescription; readonly failure: ModelFailure }[];
  /** The model that answered; it may be another than was asked for. */
  readonly model: string;
  readonly prompt: { readonly name: string; readonly version: number };
  readonly maxOutputTokens: number;
  /** The answer, letter by letter; what came of it where it broke off. */
  readonly answer: string;
  readonly repairs: readonly AnswerRepair[];
  readonly usage: ModelUsage | null;
  readonly timings: ModelTimings;
  /** null when all went well. What was received before a failure is used all the same. */
  readonly failure: ModelFailure | null;
}

/**
 * Drafts with rules, then has a model read the same goal. The rules' draft is never changed: to it come the model's needs,
 * taken where the rules can check them in the text, else only shown. All else the model would have otherwise are suggestions,
 * for the person to pick.
 *
 * When the signal is aborted while the model answers, what it has said so far is used: a stop keeps the partial plan.
 */
export function createModelDrafter(ports: ModelDrafterPorts): {
  draft(goal: DraftGoal, signal: AbortSignal): AsyncIterable<ModelDraftDelta>;
} {
  return { draft: (goal, signal) => draft(goal, signal, ports) };
}

async function* draft(
  goal: DraftGoal,
  signal: AbortSignal,
  ports: ModelDrafterPorts,
): AsyncGenerator<ModelDraftDelta, void> {
  let first: PlanDraft | null = null;
  for await (const delta of ports.rules.draft(goal, signal)) {
    if (delta.type === 'draft') first = delta.draft;
    else yield delta;
  }
  if (first === null) return;
  const rules = numberDraft(first);
  const asked = yield* ask(goal, rules, ports, signal);
  const found = ground(goal.text, rules, asked.reading);
  const draftWith = (picks: (suggestion: Suggestion) => boolean) => applySuggestions(rules, found, picks);
  yield {
    type: 'second-reading',
    reading: {
      suggestions: found.suggestions,
      repairs: [...asked.repairs, ...found.repairs],
      decisions: asked.decisions,
      draftWith,
    },
  };
  // Needs that nobody states come along, and are taken only when they are picked.
  const own = draftWith(({ type }) => type === 'need');
  const known = new Set(first.changes.map(({ id }) => id));
  const added = own.changes.filter(({ id }) => !known.has(id));
  if (added.length > 0) yield { type: 'changes', changes: added };
  yield { type: 'draft', draft: { title: first.title, changes: [...first.changes, ...added] } };
}

interface Asked {
  readonly reading: Reading;
  readonly repairs: readonly Repair[];
  readonly decisions: readonly Decision[];
}

async function* ask(
  goal: DraftGoal,
  rules: NumberedDraft,
  ports: ModelDrafterPorts,
  signal: AbortSignal,
): AsyncGenerator<ModelDraftDelta, Asked> {
  const decisions: Decision[] = [];
  const repairs: Repair[] = [];
  let reading: Reading = { tasks: [], leaveOut: [], wrongNeeds: [], questions: [], needlessQuestions: [] };
  let { tokens, cents } = ports.budget;
  for (const question of questionsOf(goal.text, rules, ports.model.about)) {
    const titles = reading.tasks.map(({ title }) => title);
    const decision = yield* askPart(question, { tokens, cents }, titles, ports, signal);
    decisions.push(decision);
    const { usage } = decision;
    if (tokens !== null) tokens -= (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
    if (cents !== null) cents -= usage?.cents ?? 0;
    const part = readPart(decision);
    repairs.push(...part.repairs);
    reading = joined(reading, part.reading);
    // Whatever went wrong with one part would with the next: a stop, an empty purse, a server that is gone.
    if (decision.failure !== null) break;
  }
  return { reading, repairs, decisions };
}

interface Question {
  readonly messages: ReturnType<typeof draftPrompt.messages>;
  readonly maxOutputTokens: number;
}

/** A goal that does not fit is asked about in parts; each sees the rules' tasks whose words stand in it. */
function questionsOf(text: string, rules: NumberedDraft, { contextTokens }: ModelDescription): readonly Question[] {
  const context = Math.min(contextTokens ?? USUAL_CONTEXT, MOST_CONTEXT);
  const room = context * FILLED;
  const bare = estimateInput(draftPrompt.messages({ text: '', rules, tasks: [] }));
  // Of what is left, the text takes about a third: the rules' list and the answer say it again, in other words.
  const parts = partsOf(text, Math.floor((room - bare) / 3));
  return parts.map(({ start, end }, i) => {
    const tasks =
      parts.length === 1
        ? rules.tasks
        : rules.tasks.filter(({ range }) =>
            range === null ? i === 0 : (range.start >= start || i === 0) && range.start < end,
          );
    const messages = draftPrompt.messages({ text: text.slice(start, end), rules, tasks });
    const expected = 400 + tasks.length * 120 + estimateTokens(text.slice(start, end));
    const left = context - estimateInput(messages);
    return { messages, maxOutputTokens: Math.max(MIN_OUTPUT, Math.min(expected, left)) };
  });
}

/** Where nobody says how much a model can read. */
const USUAL_CONTEXT = 8_192;
/** Large contexts are no reason to wait for one large answer. */
const MOST_CONTEXT = 32_768;
const FILLED = 0.7;
const MIN_OUTPUT = 300;

async function* askPart(
  { messages, maxOutputTokens }: Question,
  budget: ModelBudget,
  before: readonly string[],
  { model, plan, now }: ModelDrafterPorts,
  signal: AbortSignal,
): AsyncGenerator<ModelDraftDelta, Decision> {
  const prompt = { name: draftPrompt.name, version: draftPrompt.version };
  let text = '';
  let shownAt = Number.NEGATIVE_INFINITY;
  let shown = before.length;
  const request = {
    messages,
    answer: { form: 'json', name: 'plan', schema: READING_SCHEMA },
    maxOutputTokens,
    budget,
    purpose: 'draft',
    ...(plan === undefined ? {} : { plan }),
  } as const;
  const passed: { about: ModelDescription; failure: ModelFailure }[] = [];
  const common = { prompt, maxOutputTokens, passed };
  for await (const event of model.generate(request, signal)) {
    switch (event.type) {
      case 'delta': {
        text += event.text;
        // Reading what has grown costs more than a piece of it.
        if (now() - shownAt < SHOW_EVERY_MS) break;
        shownAt = now();
        const titles = [...before, ...titlesIn(readGrowing(text))];
        if (titles.length === shown) break;
        shown = titles.length;
        yield { type: 'growing', titles };
        break;
      }
      case 'waiting':
        break;
      case 'passed':
        passed.push({ about: event.about, failure: event.failure });
        break;
      case 'done': {
        const { text: answer, repairs, usage, timings } = event;
        return {
          ...common,
          by: event.by ?? model.about,
          model: event.model,
          answer,
          repairs,
          usage,
          timings,
          failure: null,
        };
      }
      case 'failed': {
        const { text: answer, usage, timings, failure } = event;
        const by = event.by ?? model.about;
        return { ...common, by, model: by.model, answer, repairs: [], usage, timings, failure };
      }
    }
  }
  throw new Error('The model ended without an end.');
}

const SHOW_EVERY_MS = 100;

/**
 * Reads an answer again, without asking. Of one that broke off, the last task may be half a one and is left out; so the same
 * record always gives the same reading.
 */
function readPart({ answer, failure }: Decision): ReturnType<typeof readReading> {
  const read = readAnswer(answer);
  if (!read.ok) return { reading: readReading({}).reading, repairs: [] };
  const isCut = failure !== null || read.value.repairs.includes('cut');
  const { reading, repairs } = readReading(read.value.value);
  const isOpenList = isCut && !answer.includes('"leave_out"');
  return { reading: isOpenList ? { ...reading, tasks: reading.tasks.slice(0, -1) } : reading, repairs };
}

function joined(a: Reading, b: Reading): Reading {
  const shift = a.tasks.length;
  const moved = (entry: Entry): Entry => ({
    ...entry,
    needs: entry.needs.map((need) => ({ ...need, entry: need.entry + shift })),
  });
  return {
    tasks: [...a.tasks, ...b.tasks.map(moved)],
    leaveOut: [...a.leaveOut, ...b.leaveOut],
    wrongNeeds: [...a.wrongNeeds, ...b.wrongNeeds],
    questions: [
      ...a.questions,
      ...b.questions.map((one) => ({ ...one, entry: one.entry === null ? null : one.entry + shift })),
    ].slice(0, 3),
    needlessQuestions: [...a.needlessQuestions, ...b.needlessQuestions],
  };
}

function titlesIn(value: unknown): readonly string[] {
  const tasks = typeof value === 'object' && value !== null && 'tasks' in value ? value.tasks : null;
  if (!Array.isArray(tasks)) return [];
  return tasks.flatMap((task: unknown) => {
    const title = typeof task === 'object' && task !== null && 'title' in task ? task.title : null;
    return typeof title === 'string' && title.trim() !== '' ? [title] : [];
  });
}
