import { describe, expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { sayReason } from '#messages/sentence.ts';
import type { PlanDraft, ProposedQuestion, ProposedTask } from '#planner/draft.ts';
import { goalOf } from '../../support/goals/goals.ts';
import { MEANT, MEANT_OTHERWISE, NEAR_NOTHING } from '../../support/recall/goals.ts';
import { libraryOfApp } from '../../support/recall/library.ts';

const byWords = createRulesDrafter(libraryOfApp({ withVectors: false }));
const byMeaning = createRulesDrafter(libraryOfApp({ withVectors: true }));
const cards = (await libraryOfApp({ withVectors: false }).catalogue())?.cards ?? [];

describe('recall', () => {
  for (const [name, drafter] of [
    ['by words alone', byWords],
    ['with word vectors', byMeaning],
  ] as const) {
    test(`${name}: nine goals in ten find the template that a friend would think of`, async () => {
      const missed: string[] = [];
      for (const [goal, id] of MEANT) {
        const found = await recalled(goal, drafter);
        if (found !== id) missed.push(`${goal} → ${found}, not ${id}`);
      }
      console.log(`recall ${name}: ${MEANT.length - missed.length} of ${MEANT.length}\n${missed.join('\n')}`);
      expect(MEANT.length).toBeGreaterThanOrEqual(60);
      expect(missed.length / MEANT.length).toBeLessThanOrEqual(0.1);
    });

    test(`${name}: a single thing to do, or a goal of another field, finds none`, async () => {
      expect(NEAR_NOTHING.length).toBeGreaterThanOrEqual(30);
      const taken: string[] = [];
      for (const goal of NEAR_NOTHING) {
        const found = await recalled(goal, drafter);
        if (found !== null) taken.push(`${goal} → ${found}`);
      }
      console.log(
        `refused ${name}: ${NEAR_NOTHING.length - taken.length} of ${NEAR_NOTHING.length}\n${taken.join('\n')}`,
      );
      // Meaning is looser: a few in a hundred may be taken for a plan, and it says so.
      expect(taken.length).toBeLessThanOrEqual(drafter === byWords ? 0 : NEAR_NOTHING.length / 25);
    });
  }

  test('word vectors find more of what is said in words that no template has, and never another template', async () => {
    const found = await Promise.all(
      MEANT_OTHERWISE.map(async ([goal, id]) => ({
        id,
        words: await recalled(goal, byWords),
        meaning: await recalled(goal, byMeaning),
      })),
    );
    const right = (by: 'words' | 'meaning') => found.filter((one) => one[by] === one.id).length;
    console.log(`other words: ${right('words')} by words, ${right('meaning')} with vectors, of ${found.length}`);
    expect(right('meaning')).toBeGreaterThan(right('words'));
    for (const { id, words, meaning } of found) {
      expect([null, id]).toContain(words);
      expect([null, id]).toContain(meaning);
    }
  });

  test('[R1] the same goal gives the same draft', async () => {
    const goal = 'plan my move to Berlin with two cats by 31 March, under 2,000 €';
    expect(await draftOf(goal, createRulesDrafter(libraryOfApp({ withVectors: true })))).toEqual(
      await draftOf(goal, createRulesDrafter(libraryOfApp({ withVectors: true }))),
    );
  });

  test('[R12] a goal that has steps of its own, or is a list, keeps them', async () => {
    for (const goal of [
      'Plan my move to Berlin: book a van, pack the boxes, then clean the flat.',
      '- plan the wedding\n- book a band',
      'Organise the birthday party. Call Anna. Buy a cake.',
      'Learn Spanish and write a novel',
    ]) {
      expect([goal, await recalled(goal)]).toEqual([goal, null]);
      expect(await draftOf(goal, byWords)).toEqual(await draftOf(goal, createRulesDrafter()));
    }
  });

  test('[R12] circumstances in sentences of their own are no steps', async () => {
    const draft = await draftOf(
      'Plan my move to Berlin. We have to be out by 31 March. It must cost less than 2,000 €.',
    );
    expect(templateOf(draft)).toBe('move-home');
    expect(taskNamed(draft, 'Move').fields.dueAt?.date).toBe('2027-03-31');
  });
});

describe('what it says', () => {
  test('[R13] which template and why, less sure than of what was said, and which come next', async () => {
    const draft = await draftOf('plan my move to Berlin');
    const [which] = draft.changes;
    expect(which).toMatchObject({
      type: 'ask',
      about: null,
      reason: {
        code: 'from-template',
        params: { template: 'Move to a new home', words: 'move' },
        spans: [{ in: 'goal', start: 8, end: 12 }],
      },
      question: { code: 'which-template', mustAsk: false },
    });
    const question = (which as ProposedQuestion).question;
    expect(question.options.length).toBeGreaterThan(0);
    for (const { label } of question.options) expect(cards.map(({ title }) => title)).toContain(label);
    for (const task of tasksOf(draft)) {
      expect(task.confidence).toBeLessThan(0.8);
      expect(['from-template', 'template-implied', 'template-said']).toContain(task.reason.code);
      expect(sayReason(task.reason)).toContain('Move to a new home');
    }
  });

  test('[R13] the next templates are those that lie near', async () => {
    const [which] = (await draftOf('plan my move to Berlin')).changes;
    expect((which as ProposedQuestion).question.options.map(({ label }) => label)).toContain('Move abroad');
  });

  test('[R13] a goal that begins with a template’s title names it', async () => {
    const draft = await draftOf('Move abroad: plan my move to Berlin');
    expect(draft.changes[0]).toMatchObject({ reason: { code: 'template-named', params: { template: 'Move abroad' } } });
    expect(taskNamed(draft, 'Find out which visa or permit you can get for Berlin')).toBeDefined();
    const [which] = draft.changes;
    expect((which as ProposedQuestion).question.options.map(({ label }) => label)).toContain('Move to a new home');
  });

  test('[R13] found by meaning, it says that no word but the meaning was near', async () => {
    const draft = await draftOf('find employment as an electrician', byMeaning);
    expect(draft.changes[0]).toMatchObject({ reason: { params: { template: 'Find a new job' } } });
  });

  test('[R15] near nothing: it says so and asks for steps, and the goal stays one task', async () => {
    const draft = await draftOf('Organise a beekeeping cooperative');
    expect(tasksOf(draft)).toHaveLength(1);
    expect(questionsOf(draft).map(({ question }) => question.code)).toContain('no-template');
    expect(questionsOf(await draftOf('Buy milk'))).toEqual([]);
    const offered: string[] = [];
    for (const goal of ['Start a book club', 'Create a podcast', 'Organise the choir tour'])
      for (const { question } of questionsOf(await draftOf(goal)))
        if (question.code === 'no-template') offered.push(...question.options.map(({ label }) => label));
    expect(offered.length).toBeGreaterThan(0);
    for (const label of offered) expect(cards.map(({ title }) => title)).toContain(label);
  });
});

describe('adapting', () => {
  test('[R14] pets, children and the like take tasks in, and point at their words', async () => {
    const goal = 'plan my move to Berlin with two cats and our kids';
    const draft = await draftOf(goal);
    const pets = taskNamed(draft, 'Get vaccination papers and a carrier for the pets');
    expect(goal.slice(pets.source?.start, pets.source?.end)).toBe('cats');
    expect(pets.reason.code).toBe('template-said');
    expect(titlesOf(draft)).toContain('Find a school or day care in Berlin and register');
    expect(titlesOf(await draftOf('plan my move to Berlin'))).not.toContain(pets.fields.title);
    expect(titlesOf(await draftOf('plan my move to Berlin without pets'))).not.toContain(pets.fields.title);
  });

  test('[R14] a place in another country than the clock is abroad, and asks for what nobody said', async () => {
    const japan = await draftOf('Plan a trip to Japan in April');
    const passport = taskNamed(japan, 'Check that all passports are valid for six more months');
    expect(passport.reason.code).toBe('template-implied');
    expect(sayReason(passport.reason)).toContain('passport');
    expect(titlesOf(await draftOf('Plan a trip to Munich in April'))).not.toContain(passport.fields.title);
    expect(titlesOf(await draftOf('Plan a trip to Munich by plane in April'))).toContain(passport.fields.title);
    expect(await recalled('plan our move from London to Munich')).toBe('move-abroad');
    expect(await recalled('plan our move from Hamburg to Munich')).toBe('move-home');
  });

  test('[R14] days are counted back from the one that is said', async () => {
    const draft = await draftOf('plan my move to Berlin by 31 March');
    expect(taskNamed(draft, 'Move').fields.dueAt?.date).toBe('2027-03-31');
    expect(taskNamed(draft, 'Book movers or a van').fields.dueAt?.date).toBe('2027-02-24');
    expect(taskNamed(draft, 'Register the new address with the authorities in Berlin').fields.dueAt?.date).toBe(
      '2027-04-10',
    );
    expect(taskNamed(draft, 'Book movers or a van').notes.dueAt?.reason).toMatchObject({
      code: 'counted-back',
      params: { days: -35 },
      spans: [{ in: 'goal', start: 23, end: 34 }],
    });
  });

  test('[R14] with less time than usual all move together, and none lies behind', async () => {
    const draft = await draftOf('we move to Hamburg on 7 December');
    const days = tasksOf(draft).map(({ fields }) => fields.dueAt?.date ?? '');
    expect(days.every((day) => day >= '2026-11-23')).toBe(true);
    expect(taskNamed(draft, 'Move').fields.dueAt?.date).toBe('2026-12-07');
    expect([...days].sort()).toEqual(days);
  });

  test('[R14] a season or a year stands for a day, less surely', async () => {
    const last = async (goal: string) => tasksOf(await draftOf(goal)).at(-1);
    expect((await last('lose ten kilos by summer'))?.fields.dueAt?.date).toBe('2027-06-01');
    expect((await last('learn to swim next winter'))?.fields.dueAt?.date).toBe('2026-12-01');
    expect((await last('save 20,000 € for a house by 2029'))?.fields.dueAt?.date).toBe('2029-12-31');
    expect((await last('stop smoking by the end of the year'))?.fields.dueAt?.date).toBe('2027-01-30');
    expect((await last('lose ten kilos by summer'))?.notes.dueAt?.confidence).toBeLessThan(0.8);
  });

  test('[R14] practice is spread over the time there is', async () => {
    const short = await draftOf('learn Spanish in 3 months');
    const long = await draftOf('learn Spanish in 12 months');
    const day = (draft: PlanDraft) =>
      taskNamed(draft, 'Take a practice test at your target level and fill the gaps').fields.dueAt?.date;
    expect(taskNamed(short, 'Use it: travel, film night or a long talk').fields.dueAt?.date).toBe('2027-02-23');
    expect(day(short)).toBe('2027-02-20');
    expect(day(long)?.slice(0, 7)).toBe('2027-11');
    expect(titlesOf(short)).toContain('Write down what you want to be able to do in Spanish');
  });

  test('[R14] a limit and a number of people go where they matter, and are not asked for', async () => {
    const goal = 'organise a 40th birthday for 30 people under 500 €';
    const draft = await draftOf(goal);
    const limit = taskNamed(draft, 'Set the budget (under 500 €) and the number of guests (30 people)');
    expect(limit.fields.constraints).toEqual([
      { type: 'must', text: 'under 500 €', spans: [{ in: 'goal', start: 39, end: 50 }] },
    ]);
    const asked = questionsOf(draft).map(({ question }) => question.params.text);
    expect(asked).not.toContain('How many guests?');
    expect(asked).not.toContain('What may it cost?');
    expect(asked).toContain('Which day is the party?');
  });

  test('[R14] nothing said leaves no gap in a title, and three questions at most', async () => {
    for (const [goal] of MEANT) {
      const draft = await draftOf(goal);
      for (const title of titlesOf(draft)) expect(title).not.toMatch(/[[\]{}|]/u);
      expect(
        questionsOf(draft).filter(({ question }) => question.code !== 'which-template').length,
      ).toBeLessThanOrEqual(3);
    }
  });
});

/** By the drafters of all tests each goal is drafted once. */
const kept = new Map([byWords, byMeaning].map((drafter) => [drafter, new Map<string, Promise<PlanDraft>>()]));

function draftOf(text: string, drafter = byWords): Promise<PlanDraft> {
  const known = kept.get(drafter);
  const draft = known?.get(text) ?? newDraftOf(text, drafter);
  known?.set(text, draft);
  return draft;
}

test('[R14] what a template asks and the goal answers in a line fills its slots, days and questions', async () => {
  const bare = 'Organise a birthday party: a party for my sister';
  const asked = questionsOf(await draftOf(bare)).map(({ question }) => String(question.params.text ?? ''));
  const day = asked.find((question) => question.startsWith('Which day')) ?? '';
  const guests = asked.find((question) => question.includes('guests')) ?? '';
  const goal = `${bare}\n${day} 12 June\n${guests} 25`;
  const draft = await draftOf(goal);
  expect(titlesOf(draft).join()).toContain('25 people');
  expect(tasksOf(draft).some(({ fields }) => fields.dueAt?.date === '2027-06-12')).toBe(true);
  const left = questionsOf(draft).map(({ question }) => question.params.text);
  expect(left).not.toContain(day);
  expect(left).not.toContain(guests);
  expect(tasksOf(draft).map(({ id }) => id).length).toBeGreaterThan(5);
});

async function newDraftOf(text: string, drafter: typeof byWords): Promise<PlanDraft> {
  for await (const delta of drafter.draft(goalOf(text), new AbortController().signal)) {
    if (delta.type === 'draft') return delta.draft;
  }
  throw new Error('The drafter ended without a draft.');
}

async function recalled(goal: string, drafter = byWords): Promise<string | null> {
  return templateOf(await draftOf(goal, drafter));
}

function templateOf({ changes }: PlanDraft): string | null {
  const title = changes.find((change) => change.type === 'ask' && change.question.code === 'which-template')?.reason
    .params.template;
  return cards.find((card) => card.title === title)?.id ?? null;
}

function tasksOf({ changes }: PlanDraft): readonly ProposedTask[] {
  return changes.filter((change) => change.type === 'add-task');
}

function questionsOf({ changes }: PlanDraft): readonly ProposedQuestion[] {
  return changes.filter((change) => change.type === 'ask');
}

function titlesOf(draft: PlanDraft): readonly string[] {
  return tasksOf(draft).map(({ fields }) => fields.title);
}

function taskNamed(draft: PlanDraft, title: string): ProposedTask {
  const task = tasksOf(draft).find(({ fields }) => fields.title === title);
  if (task === undefined) throw new Error(`No task “${title}” among: ${titlesOf(draft).join(' · ')}`);
  return task;
}
