import type { ProposedChange } from '#planner/draft.ts';
import type { DraftDelta, Drafter, DraftGoal } from '../drafter.ts';
import type { Library } from '../library.ts';
import { chooseLanguage } from './choose-language.ts';
import { loadDates } from './dates.ts';
import { DraftWriter } from './draft-writer.ts';
import type { Language } from './language.ts';
import { maskMarkup, type Text } from './mask.ts';
import { readOutline } from './outline.ts';
import { type Reading, readTasks } from './read-tasks.ts';
import { asksForSteps, Recall } from './recall/recall.ts';
import type { CallReading } from './tools/plan-calls.ts';
import { wallClock } from './zone.ts';

/**
 * Drafts with rules alone: no model, no network, no clock, no dice. The same goal gives the same draft, whatever the
 * machine. It never rejects a text: where it finds no task the draft has no changes.
 *
 * Between two deltas it does a bounded piece of work (about `SLICE` characters), so that whoever pulls decides when the
 * rest of its thread gets a turn; an aborted signal is seen at the next pull.
 *
 * A goal that names no steps is drafted from the nearest template of `library`, if there is one.
 */
export function createRulesDrafter(library: Library | null = null): Drafter {
  const recall = library === null ? null : new Recall(library);
  return {
    async prepare() {
      // Code that never ran is slow, so a goal that nobody gave is drafted and forgotten.
      for await (const _ of draft(WARM_UP, new AbortController().signal, recall));
    },
    draft: (goal, signal) => draft(goal, signal, recall),
  };
}

async function* draft(goal: DraftGoal, signal: AbortSignal, recall: Recall | null): AsyncGenerator<DraftDelta, void> {
  const length = Math.max(1, goal.text.length);
  const changes: ProposedChange[] = [];
  const text = maskMarkup(goal.text);
  const language = chooseLanguage(goal.text, goal.locale);
  await loadDates(language);

  const outlining = readOutline(text);
  let outlined = outlining.next();
  for (let told = 0; outlined.done !== true; outlined = outlining.next()) {
    if (outlined.value - told < SLICE) continue;
    told = outlined.value;
    if (signal.aborted) return;
    yield { type: 'progress', share: (told / length) * OUTLINED };
  }

  const reading = readTasks(text, outlined.value, language);
  let read = reading.next();
  let furthest = 0;
  for (let told = 0; read.done !== true; read = reading.next()) {
    // Some stretches are gone over again: that is work too, though progress never goes back.
    if (Math.abs(read.value - told) < SLICE) continue;
    told = read.value;
    furthest = Math.max(furthest, told);
    if (signal.aborted) return;
    yield { type: 'progress', share: OUTLINED + (furthest / length) * (READ - OUTLINED) };
  }

  const called = await callsIn(text, read.value, goal.tools ?? [], language);
  const writer = new DraftWriter(text, goal, language, called);
  // What a tool does needs no template.
  const recalled =
    called.calls.size > 0
      ? null
      : ((await recall?.recall(text, outlined.value, read.value, wallClock(goal.at, goal.zone), language)) ?? null);
  if (signal.aborted) return;
  if (recalled !== null && recalled.changes !== null) {
    const planned = recalled.changes;
    yield { type: 'changes', changes: planned };
    yield { type: 'draft', draft: { title: writer.title(), changes: planned } };
    return;
  }
  for (const batch of writer.batches()) {
    if (signal.aborted) return;
    const found = recalled !== null ? batch.changes.map((change) => asksForSteps(change, recalled)) : batch.changes;
    changes.push(...found);
    if (found.length > 0) yield { type: 'changes', changes: found };
    if (signal.aborted) return;
    yield { type: 'progress', share: READ + batch.share * (1 - READ) };
  }
  if (signal.aborted) return;
  yield { type: 'draft', draft: { title: writer.title(), changes } };
}

/** Tools come with few goals, so the code that reads for them comes with the first of these. */
async function callsIn(
  text: Text,
  reading: Reading,
  tools: NonNullable<DraftGoal['tools']>,
  language: Language,
): Promise<CallReading> {
  if (tools.length === 0) return { ...reading, calls: new Map() };
  const { planCalls } = await import('./tools/plan-calls.ts');
  return planCalls(text, reading, tools, language);
}

const WARM_UP: DraftGoal = {
  text: 'Plan a trip to Rome in May with two friends, under 900 €',
  attachments: [],
  at: 0,
  zone: 'UTC',
  locale: 'en',
};

/** Characters of layout or of running text between two chances to rest: a few milliseconds on a slow laptop. */
const SLICE = 16_384;

/** Shares of the whole work that are done when the layout is known, and when the tasks are. Measured on 1 MB of notes. */
const OUTLINED = 0.05;
const READ = 0.35;
