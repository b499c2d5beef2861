import { describe, expect, test } from 'vitest';
import { modelFailure } from '#models/failure.ts';
import { createScriptedModel } from '#models/scripted.ts';
import type { PlanDraft } from '#planner/draft.ts';
import { GOALS } from '../../../support/goals/goals.ts';
import { holdsUp } from '../../../support/goals/valid-draft.ts';
import { answer, entry, HOSTILE } from '../../../support/hostile-models.ts';
import { seededRandom } from '../../../support/random.ts';
import { draftWith, readTwice, shownOf } from '../../../support/second-reading.ts';

const PARTY = 'Book the hall. Then send the invitations. The caterer is called Rossi. Order the cake and pick it up.';

/** A list, a page of prose, one request, nothing; `tests/fuzz` has many more. */
const TEXTS = [...GOALS.filter(({ text }) => text.length < 330).map(({ text }) => text), PARTY, ''];

function titlesOf(draft: PlanDraft): readonly string[] {
  return draft.changes.flatMap((change) => (change.type === 'add-task' ? [change.fields.title] : []));
}

function needsOf(draft: PlanDraft, taken: boolean): readonly string[] {
  const titleById = new Map(
    draft.changes.flatMap((change) => (change.type === 'add-task' ? [[change.id, change.fields.title] as const] : [])),
  );
  const say = (end: { in: string; change?: unknown }) => titleById.get(end.change as never) ?? '?';
  return draft.changes.flatMap((change) =>
    change.type === 'add-need' && change.taken === taken ? [`${say(change.from)} needs ${say(change.to)}`] : [],
  );
}

const all = () => true;

describe('whatever a model does', () => {
  test.each(Object.keys(HOSTILE))('[R22] [R26] one that %s leaves the rules’ draft whole', async (name) => {
    for (const text of TEXTS) {
      const { first, draft, reading } = await readTwice(text, HOSTILE[name] ?? (() => ''));
      expect(draft.changes.slice(0, first.changes.length)).toEqual(first.changes);
      expect(draft.title).toBe(first.title);
      holdsUp(draft, text);
      // Whatever the person picks is a draft, too.
      const random = seededRandom(text.length);
      for (const share of [0.2, 0.5, 1])
        holdsUp(
          reading.draftWith(() => random() < share),
          text,
        );
    }
  });

  test('[R25] with “accept all”, nothing that was shown only is taken', async () => {
    const { first, draft } = await readTwice(PARTY, HOSTILE['takes every sentence for a task'] ?? (() => ''));
    const added = titlesOf(draft).slice(titlesOf(first).length);
    expect(added).toEqual([]);
  });

  test('[R26] one that cannot be asked leaves the rules’ draft, and says why', async () => {
    const failure = modelFailure('Unreachable', { origin: 'https://models.example' });
    const { draft, reading } = await draftWith(
      PARTY,
      createScriptedModel(() => [{ fail: failure }]),
    );
    expect(titlesOf(draft)).toEqual(titlesOf((await shownOf(PARTY)).first));
    expect(reading.decisions.map((decision) => decision.failure)).toEqual([failure]);
    expect(reading.suggestions).toEqual([]);
  });
});

describe('what a model can change', () => {
  test('[R25] renaming, merging, splitting, leaving out and adding wait to be picked', async () => {
    const { first, draft, reading } = await readTwice(PARTY, ({ rules }) => {
      const numbers = rules.leaves.map(({ n }) => n);
      const [hall = 0, invitations = 0, ...cake] = numbers;
      return answer({
        tasks: [
          entry({ from: [hall], title: 'Reserve the hall', quote: 'Book the hall', why: 'Clearer.' }),
          entry({ from: [invitations], title: 'Write the invitations', quote: 'the invitations' }),
          entry({
            from: [invitations],
            title: 'Send the invitations',
            quote: 'send the invitations',
            needs: [{ entry: 2, words: '' }],
          }),
          entry({ from: cake, title: 'Get the cake', quote: 'Order the cake' }),
          entry({ title: 'Call Rossi', quote: 'The caterer is called Rossi', why: 'Somebody has to.' }),
        ],
      });
    });
    expect(titlesOf(draft)).toEqual(titlesOf(first));
    expect(titlesOf(reading.draftWith(all))).toEqual([
      'Reserve the hall',
      'Write the invitations',
      'Send the invitations',
      'Call Rossi',
      'Get the cake',
    ]);
    expect(needsOf(reading.draftWith(all), false)).toEqual(['Send the invitations needs Write the invitations']);
    // The rules' own need holds for what became of its ends.
    expect(needsOf(reading.draftWith(all), true)).toContain('Write the invitations needs Reserve the hall');
    const only = reading.draftWith((one) => one.type === 'rename');
    expect(titlesOf(only)[0]).toBe('Reserve the hall');
    expect(titlesOf(only)).toHaveLength(titlesOf(first).length);
  });

  test('[R23] a need without words is shown; one whose words the rules can check is taken', async () => {
    const text = '- Paint the door\n- Afterwards: hang it\n- Buy nails';
    const { draft } = await readTwice(text, ({ rules }) =>
      answer({
        tasks: rules.leaves.map(({ n, change }, i) =>
          entry({
            from: [n],
            title: change.fields.title,
            needs: i === 0 ? [] : [{ entry: i, words: i === 1 ? 'Afterwards' : '' }],
          }),
        ),
      }),
    );
    expect([...needsOf(draft, true), ...needsOf(draft, false)]).toHaveLength(2);
    expect(needsOf(draft, false).some((need) => need.startsWith('Buy nails'))).toBe(true);
  });

  test('[R24] a new task quotes words of its own or gives its reason; else it is refused', async () => {
    const { reading } = await readTwice(PARTY, () =>
      answer({
        tasks: [
          entry({ title: 'Invented' }),
          entry({ title: 'Misquoted', quote: 'words that are not there' }),
          entry({ title: 'With a reason', why: 'The hall asks for it.' }),
          entry({ title: 'Part of another', quote: 'pick it up', why: '' }),
        ],
      }),
    );
    expect(reading.repairs.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['invented', 'quote-missing', 'quote-covered', 'not-mentioned']),
    );
    const added = reading.suggestions.flatMap((one) => (one.type === 'add' ? [one.task.title] : []));
    expect(added).toEqual(['With a reason']);
  });

  test('[R23] a need that would close a circle with the rules’ own is refused, and said', async () => {
    const { reading } = await readTwice('First book the hall. Then send the invitations.', ({ rules }) => {
      const [hall, invitations] = rules.leaves;
      return answer({
        tasks: [
          entry({ from: [invitations?.n ?? 0], title: 'Send the invitations' }),
          entry({ from: [hall?.n ?? 0], title: 'Book the hall', needs: [{ entry: 1, words: '' }] }),
        ],
      });
    });
    expect(reading.repairs.map(({ code }) => code)).toContain('circle');
    expect(reading.suggestions.filter(({ type }) => type === 'need')).toEqual([]);
  });
});

describe('while it answers', () => {
  const tasks = ['Book the hall', 'Send the invitations', 'Order the cake'].map((title, i) =>
    entry({ from: [i + 1], title: `${title} soon`, quote: title }),
  );
  const full = answer({ tasks });

  test('[R27] the list grows, and is never shown as JSON', async () => {
    const pieces = full.match(/.{1,40}/gsu) ?? [];
    const model = createScriptedModel(() => [
      ...pieces.flatMap((say) => [{ say }, { waitMs: 25 }]),
      { finish: 'stop' } as const,
    ]);
    const { deltas } = await draftWith(PARTY, model);
    const grown = deltas.flatMap((delta) => (delta.type === 'growing' ? [delta.titles] : []));
    expect(grown.length).toBeGreaterThan(1);
    for (const [i, titles] of grown.entries()) {
      expect(titles.length).toBeGreaterThan(grown[i - 1]?.length ?? 0);
      for (const title of titles) expect(tasks.some((task) => task.title.startsWith(title))).toBe(true);
    }
  });

  test('[R28] a stop ends within 200 ms and keeps whole tasks', async () => {
    const half = full.slice(0, full.indexOf('Order the cake') + 5);
    const model = createScriptedModel(() => [{ say: half }, 'hang']);
    const stop = new AbortController();
    let stoppedAt = 0;
    setTimeout(() => {
      stoppedAt = performance.now();
      stop.abort();
    }, 80);
    const { reading, draft } = await draftWith(PARTY, model, stop.signal);
    expect(performance.now() - stoppedAt).toBeLessThan(200);
    expect(reading.decisions[0]?.failure?.code).toBe('Cancelled');
    const renamed = reading.suggestions.flatMap((one) => (one.type === 'rename' ? [one.title] : []));
    expect(renamed).toEqual(['Book the hall soon', 'Send the invitations soon']);
    holdsUp(draft, PARTY);
  });

  test('[R29] the record of a decision has all that the reading came from', async () => {
    const { reading } = await readTwice(PARTY, () => `Sure: ${full}`);
    expect(reading.decisions).toMatchObject([
      {
        by: { adapter: 'scripted', model: 'scripted' },
        prompt: { name: 'draft', version: 1 },
        answer: `Sure: ${full}`,
        repairs: ['words-around'],
        failure: null,
      },
    ]);
    const again = await readTwice(PARTY, () => reading.decisions[0]?.answer ?? '');
    expect(again.reading.suggestions).toEqual(reading.suggestions);
  });
});

describe('a goal that is too long', () => {
  test('[R30] is asked about in parts that are cut at headings, and comes together as one plan', async () => {
    const text = ['Kitchen', 'Bath', 'Garden']
      .map(
        (room) =>
          `# ${room}\n\n${Array.from({ length: 60 }, (_, i) => `- Clean ${room.toLowerCase()} spot ${i}\n`).join('')}`,
      )
      .join('\n');
    const prompts: string[] = [];
    const model = createScriptedModel(
      ({ messages }) => {
        prompts.push(messages.at(-1)?.content ?? '');
        return [{ say: answer({ tasks: [entry({ title: 'Rest', why: 'People tire.' })] }) }, { finish: 'stop' }];
      },
      { contextTokens: 4_000 },
    );
    const { reading } = await draftWith(text, model);
    expect(prompts.length).toBeGreaterThan(1);
    expect(reading.decisions).toHaveLength(prompts.length);
    for (const prompt of prompts) expect(prompt.split('\n')[2]).toMatch(/^# /u);
    expect(reading.decisions.every(({ failure }) => failure === null)).toBe(true);
    expect(reading.suggestions.filter(({ type }) => type === 'add')).toHaveLength(prompts.length);
  });
});
