import type { Drafter } from '../../src/drafting/drafter.ts';
import { createRulesDrafter } from '../../src/drafting/rules/rules-drafter.ts';
import { GOALS, goalOf } from '../support/goals/goals.ts';
import { libraryOfApp } from '../support/recall/library.ts';

/** How fast a goal becomes a draft. Milliseconds of wall time: compare runs on one quiet machine only. */
export interface DraftFigures {
  readonly words2000: DraftFigure;
  readonly megabyteOfNotes: DraftFigure;
  readonly megabyteOfProse: DraftFigure;
  readonly list10000: DraftFigure;
  /** Drafted from a template: the first time, with the library read from disk, and the next times. */
  readonly goalWithoutSteps: DraftFigure;
  readonly goalWithoutStepsAgain: DraftFigure;
}

export interface DraftFigure {
  readonly characters: number;
  readonly changes: number;
  /** Median of the runs. */
  readonly ms: number;
  /** Until the first changes came. */
  readonly firstMs: number;
  /** The longest stretch between two deltas: how long nobody else gets a turn. */
  readonly longestSliceMs: number;
}

/** Measures the rules drafter on the goals of the tests, repeated up to each size. */
export async function measureDraft(): Promise<DraftFigures> {
  const recalling = createRulesDrafter(libraryOfApp({ withVectors: false }));
  const goal = 'plan my move to Berlin with two cats by 31 March, under 2,000 €';
  const page = GOALS.map(({ text }) => text).join('\n\n');
  const words = page.split(/\s+/u).length;
  const prose =
    'Call the bank about the loan, then book the hall. Before you send the invitations, ask Anna for the list. ';
  return {
    words2000: await measure(
      page
        .repeat(Math.ceil(2000 / words))
        .split(/(?<=\s)/u)
        .slice(0, 2000)
        .join(''),
      5,
    ),
    megabyteOfNotes: await measure(megabyte(`${page}\n\n`), 2),
    megabyteOfProse: await measure(megabyte(prose), 2),
    list10000: await measure(
      Array.from({ length: 10_000 }, (_, i) => `- Send letter ${i} by Friday (2h)`).join('\n'),
      2,
    ),
    goalWithoutSteps: await measure(goal, 1, recalling),
    goalWithoutStepsAgain: await measure(goal, 5, recalling),
  };
}

async function measure(text: string, runs: number, drafter = createRulesDrafter()): Promise<DraftFigure> {
  const figures: DraftFigure[] = [];
  for (let run = 0; run < runs; run++) figures.push(await once(text, drafter));
  return (
    figures.sort((a, b) => a.ms - b.ms)[Math.floor(runs / 2)] ??
    figures[0] ??
    Promise.reject(new Error('Nothing was run.'))
  );
}

async function once(text: string, drafter: Drafter): Promise<DraftFigure> {
  const goal = goalOf(text);
  const started = performance.now();
  let [firstMs, longestSliceMs, changes, last] = [0, 0, 0, started];
  for await (const delta of drafter.draft(goal, new AbortController().signal)) {
    const now = performance.now();
    longestSliceMs = Math.max(longestSliceMs, now - last);
    last = now;
    if (delta.type === 'changes' && firstMs === 0) firstMs = now - started;
    if (delta.type === 'draft') changes = delta.draft.changes.length;
  }
  return { characters: text.length, changes, ms: performance.now() - started, firstMs, longestSliceMs };
}

function megabyte(text: string): string {
  return text.repeat(Math.ceil(1_000_000 / text.length)).slice(0, 1_000_000);
}
