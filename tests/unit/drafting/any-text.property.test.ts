import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { DraftDelta } from '#drafting/drafter.ts';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { type PlanDraft, type ProposedNeed, type ProposedTask, planDraftSchema } from '#planner/draft.ts';
import { goalOf } from '../../support/goals/goals.ts';

/** Only against a hang: a shared machine can be ten times slower than a free one. */
const PATIENCE_MS = 90_000;

/*
 * Whatever is pasted, the draft is one that a plan can take. Texts are made of the pieces that rules turn on, so that they
 * meet in orders that nobody thought of.
 */
const piece = fc.constantFrom(
  ...[
    '- ',
    '* ',
    '1. ',
    '2) ',
    'a) ',
    '- [ ] ',
    '- [x] ',
    '# ',
    '## ',
    '> ',
    '| ',
    'Step 3: ',
    '```\n',
    '---',
    '\n',
    '\n\n',
    '  ',
    '\t',
  ],
  ...[
    'book the hall',
    'buy milk, eggs and bread',
    'sign and return the form',
    'the hall is booked',
    'Anna',
    'we need to',
    'must not',
  ],
  ...[
    ' before ',
    ' after ',
    ' then ',
    ' and ',
    ', ',
    ' once ',
    ' until ',
    ' if ',
    '; ',
    '. ',
    '? ',
    ': ',
    ' when that is done ',
    'Finally ',
  ],
  ...[
    'tomorrow at 9',
    'by Friday',
    'every Monday',
    '2h',
    'half a day',
    'p1',
    '!!!',
    '#home',
    '@ben',
    '€500',
    'at most 10 pages',
  ],
  ...[
    'https://example.org/a_(b).',
    'C:\\a\\b.txt',
    './src/x.ts',
    '**bold**',
    '`code`',
    '[words](u)',
    '<b>',
    '<!--',
    '(',
    ')',
    '"',
  ],
  ...['👩‍👩‍👧', 'שלום עולם', '，', 'ß', '\u200e', '\ud83d', '\r\n', 'someone should', 'soon', 'step 1', '(needs 2)'],
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.tuple(fc.nat({ max: 8 }), piece, piece), { maxLength: 40 })
    .map((lines) => lines.map(([indent, a, b]) => `${' '.repeat(indent)}${a}${b}`).join('\n')),
);

test(
  'any text gives a draft that parses, with unique ids, parents above and spans that point at its words',
  async () => {
    await fc.assert(
      fc.asyncProperty(text, async (goal) => {
        const { draft, streamed } = await read(goal);
        v.parse(planDraftSchema, draft);
        expect(streamed).toEqual(draft.changes);
        const ids = draft.changes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const tasks = draft.changes.filter((change) => change.type === 'add-task');
        const place = new Map(tasks.map((task, i) => [task.id, i]));
        for (const [i, task] of tasks.entries()) {
          if (task.parent !== null)
            expect(task.parent.in === 'draft' && (place.get(task.parent.change) ?? i)).toBeLessThan(i);
          expect(task.source).not.toBeNull();
          const said = goal.slice(task.source?.start, task.source?.end);
          expect(said.trim()).not.toBe('');
        }
        for (const change of draft.changes) {
          for (const { start, end } of spansOf(change)) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(goal.length);
          }
        }
        expect(
          canAllBeDone(
            tasks,
            draft.changes.filter((change) => change.type === 'add-need'),
          ),
        ).toBe(true);
      }),
      { numRuns: 250 },
    );
  },
  PATIENCE_MS,
);

test(
  'the words at the span hold every word of a title',
  async () => {
    const words = fc.array(
      fc.constantFrom(
        'book',
        'the',
        'hall',
        'and',
        'call',
        'Tom',
        'then',
        'paint',
        'walls',
        ',',
        'we',
        'must',
        '.',
        '\n',
        '- ',
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(words, async (list) => {
        const goal = list.join(' ');
        for (const change of (await read(goal)).draft.changes) {
          if (change.type !== 'add-task') continue;
          const said = goal.slice(change.source?.start, change.source?.end).toLowerCase();
          for (const word of change.fields.title.toLowerCase().split(/[\s.,…]+/u)) expect(said).toContain(word);
        }
      }),
      { numRuns: 200 },
    );
  },
  PATIENCE_MS,
);

test(
  'the same goal gives the same draft',
  async () => {
    await fc.assert(
      fc.asyncProperty(text, async (goal) => {
        expect((await read(goal)).draft).toEqual((await read(goal)).draft);
      }),
      { numRuns: 100 },
    );
  },
  PATIENCE_MS,
);

test(
  'an aborted draft ends early, without a last delta, wherever it is',
  async () => {
    const goal = '- Call the bank\n\nBook the hall. Then send the invitations.\n'.repeat(300);
    const all = (await deltas(goal)).length;
    expect(all).toBeGreaterThan(10);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: all - 2 }), async (after) => {
        const abort = new AbortController();
        if (after === 0) abort.abort();
        const seen: DraftDelta[] = [];
        for await (const delta of createRulesDrafter().draft(goalOf(goal), abort.signal)) {
          seen.push(delta);
          if (seen.length === after) abort.abort();
        }
        expect(seen).toHaveLength(after);
        expect(seen.some(({ type }) => type === 'draft')).toBe(false);
      }),
      { numRuns: 8 },
    );
  },
  PATIENCE_MS,
);

test(
  'progress never leaves 0 to 1, and comes at least every 64 kB',
  async () => {
    const goal = 'Call the bank and then book the hall. '.repeat(8000);
    const shares = (await deltas(goal)).flatMap((delta) => (delta.type === 'progress' ? [delta.share] : []));
    expect(shares.length).toBeGreaterThan(goal.length / 65_536);
    for (const share of shares) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  },
  PATIENCE_MS,
);

async function deltas(goal: string): Promise<readonly DraftDelta[]> {
  const seen: DraftDelta[] = [];
  for await (const delta of createRulesDrafter().draft(goalOf(goal), new AbortController().signal)) seen.push(delta);
  return seen;
}

async function read(goal: string): Promise<{ draft: PlanDraft; streamed: PlanDraft['changes'] }> {
  const seen = await deltas(goal);
  const last = seen.at(-1);
  if (last?.type !== 'draft') throw new Error('The drafter did not end in a draft.');
  return { draft: last.draft, streamed: seen.flatMap((delta) => (delta.type === 'changes' ? delta.changes : [])) };
}

function spansOf(value: unknown): readonly { start: number; end: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('in' in value && 'start' in value && 'end' in value) return [value as unknown as { start: number; end: number }];
  return Object.values(value).flatMap(spansOf);
}

/** The naive reading: again and again do every leaf whose needs, and whose groups' needs, are done. */
function canAllBeDone(tasks: readonly ProposedTask[], needs: readonly ProposedNeed[]): boolean {
  const parentOf = new Map(
    tasks.map((task) => [task.id as string, task.parent?.in === 'draft' ? (task.parent.change as string) : null]),
  );
  const parents = new Set([...parentOf.values()]);
  const leaves = tasks.map(({ id }) => id as string).filter((id) => !parents.has(id));
  const isUnder = (id: string, group: string) => {
    for (let at: string | null = id; at !== null; at = parentOf.get(at) ?? null) if (at === group) return true;
    return false;
  };
  const done = new Set<string>();
  const end = (edge: ProposedNeed['from']) => (edge.in === 'draft' ? (edge.change as string) : '');
  for (let before = -1; before < done.size; ) {
    before = done.size;
    for (const leaf of leaves) {
      const isOpen = needs.some(
        ({ from, to }) =>
          isUnder(leaf, end(from)) && leaves.some((other) => isUnder(other, end(to)) && !done.has(other)),
      );
      if (!isOpen) done.add(leaf);
    }
  }
  return done.size === leaves.length;
}
