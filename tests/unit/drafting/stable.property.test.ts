import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlanDraft } from '#planner/draft.ts';
import { toMarkdown } from '../../support/goals/markdown.ts';
import { validDraft } from '../../support/goals/valid-draft.ts';
import { type Outline, outlineOf } from '../../support/gold/gold.ts';

/** Only against a hang. */
const PATIENCE_MS = 90_000;

/** Things to do that share no word, so that no name of one is a name of another. */
const ACTS = [
  'paint the fence',
  'wash the car',
  'repair the bike',
  'clean the oven',
  'buy new candles',
  'call the plumber',
  'sort the photos',
  'water the tomatoes',
  'iron the shirts',
  'sharpen the knives',
  'feed the hamster',
  'book a campsite',
  'translate the brochure',
  'polish the silver',
];
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Sentences that say all they mean by themselves. */
const FORMS: readonly (readonly [number, (...acts: string[]) => string])[] = [
  [1, (a) => `${capital(a ?? '')}.`],
  [1, (a) => `We have to ${a}.`],
  [1, (a) => `Please ${a}.`],
  [2, (a, b) => `${capital(a ?? '')}, then ${b}.`],
  [2, (a, b) => `Before you ${a}, ${b}.`],
  [2, (a, b) => `${capital(a ?? '')} and ${b}.`],
  [2, (a, b) => `First ${a}, and after that ${b}.`],
];

const paragraph = fc
  .tuple(
    fc.shuffledSubarray(ACTS, { minLength: 8, maxLength: 14 }),
    fc.array(fc.nat({ max: FORMS.length - 1 }), { minLength: 3, maxLength: 6 }),
  )
  .map(([acts, forms]) => {
    const left = [...acts];
    return forms.flatMap((form) => {
      const [count, say] = FORMS[form] ?? [1, (a: string) => a];
      const said = left.splice(0, count);
      return said.length === count ? [say(...said)] : [];
    });
  });

const byTitle = ({ tasks, needs }: Outline) =>
  needs.map(([from, to]) => `${tasks[from]?.titles[0]} needs ${tasks[to]?.titles[0]}`).sort();

test(
  'sentences that have nothing to do with each other may stand in any order: the needs stay the same',
  async () => {
    let needs = 0;
    await fc.assert(
      fc.asyncProperty(
        paragraph.chain((sentences) =>
          fc.tuple(
            fc.constant(sentences),
            fc.shuffledSubarray(sentences, { minLength: sentences.length, maxLength: sentences.length }),
            fc.constantFrom(' ', '\n', '\n\n'),
          ),
        ),
        async ([sentences, others, gap]) => {
          const first = outlineOf((await validDraft(sentences.join(gap))).draft);
          const second = outlineOf((await validDraft(others.join(gap))).draft);
          expect(byTitle(second)).toEqual(byTitle(first));
          needs += first.needs.length;
          expect(second.tasks.map(({ titles }) => titles[0]).sort()).toEqual(
            first.tasks.map(({ titles }) => titles[0]).sort(),
          );
        },
      ),
      { numRuns: 200 },
    );
    expect(needs).toBeGreaterThan(100);
  },
  PATIENCE_MS,
);

test(
  'list entries may stand in any order: the needs that they state by name stay the same',
  async () => {
    const list = fc
      .shuffledSubarray(ACTS, { minLength: 4, maxLength: 10 })
      .chain((acts) =>
        fc.tuple(
          fc.constant([
            `${acts[0]} after you ${acts[1]}`,
            `${acts[1]}`,
            `${acts[2]} before you ${acts[3]}`,
            ...acts.slice(3),
          ]),
          fc.infiniteStream(fc.nat()),
        ),
      );
    await fc.assert(
      fc.asyncProperty(list, async ([entries, dice]) => {
        const others = entries
          .map((entry) => ({ entry, at: dice.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry);
        const draftOf = async (lines: readonly string[]) =>
          outlineOf((await validDraft(lines.map((line) => `- ${capital(line)}\n`).join(''))).draft);
        expect(byTitle(await draftOf(others))).toEqual(byTitle(await draftOf(entries)));
      }),
      { numRuns: 150 },
    );
  },
  PATIENCE_MS,
);

/** A forest of tasks with boxes, some ticked, with needs on tasks that stand before them elsewhere. */
const forest = fc
  .tuple(
    fc.shuffledSubarray(ACTS, { minLength: 2, maxLength: 14 }),
    fc.array(fc.record({ under: fc.nat({ max: 3 }), needs: fc.nat({ max: 12 }), isDone: fc.boolean() }), {
      minLength: 14,
      maxLength: 14,
    }),
  )
  .map(([acts, rows]) => {
    const parents: number[] = [];
    for (const [at] of acts.entries()) {
      // Under one of the tasks right before it, or under none: depth-first, as an outline stands.
      const chain = [-1];
      for (let above = at - 1; above >= 0; above = parents[above] ?? -1) chain.push(above);
      parents.push(chain[(rows[at]?.under ?? 0) % chain.length] ?? -1);
    }
    const groups = new Set(parents);
    const needs = acts.flatMap((_, at) => {
      const to = rows[at]?.needs ?? 0;
      return to < at && !groups.has(at) && !groups.has(to) ? [[at, to] as const] : [];
    });
    const outline: Outline = {
      tasks: acts.map((act, at) => ({ titles: [capital(act)], kinds: ['manual'], isGroup: groups.has(at) })),
      needs,
      questions: [],
      parents,
    };
    return { outline, isDone: acts.map((_, at) => rows[at]?.isDone === true) };
  });

test(
  'a plan written as Markdown drafts back to itself',
  async () => {
    await fc.assert(
      fc.asyncProperty(forest, async ({ outline, isDone }) => {
        const once = toMarkdown(outline, isDone);
        const { draft } = await validDraft(once);
        const read = outlineOf(draft);
        expect(read.tasks.map(({ titles }) => titles[0])).toEqual(outline.tasks.map(({ titles }) => titles[0]));
        expect(read.parents).toEqual(outline.parents);
        expect(doneOf(draft)).toEqual(isDone);
        expect([...read.needs].sort()).toEqual([...outline.needs].sort());
        expect(toMarkdown(read, doneOf(draft))).toBe(once);
      }),
      { numRuns: 200 },
    );
  },
  PATIENCE_MS,
);

function doneOf(draft: PlanDraft): readonly boolean[] {
  return draft.changes.flatMap((change) => (change.type === 'add-task' ? [change.done] : []));
}
