import { expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import type { PlanDraft, ProposedTask } from '#planner/draft.ts';
import type { Attachment } from '#planner/task.ts';
import { goalOf } from '../../support/goals/goals.ts';

test.each([
  ['Call Anna about the keys', 'person', 'Anna'],
  ['Send the sketch to Ben Okafor', 'person', 'Ben Okafor'],
  ['Ask Dr. Weber for a second opinion', 'person', 'Weber'],
  ['Go swimming with Chloé', 'person', 'Chloé'],
  ['Book a flat in Lyon', 'place', 'Lyon'],
  ['Get tickets for the train to Oslo', 'place', 'Oslo'],
  ['Move the boxes from Kiel to Bad Homburg', 'place', 'Kiel'],
  ['Move the boxes from Kiel to Bad Homburg', 'place', 'Bad Homburg'],
  ['Set aside 1,200 € for the deposit', 'money', '1,200 €'],
  ['Order 12 bottles of water', 'quantity', '12 bottles'],
  ['Close PAY-118 after the review', 'id', 'PAY-118'],
  ['Read “The Waves” for the book club', 'quote', '“The Waves”'],
])('[R19] %s: %s %s', async (text, type, said) => {
  const { facts = [] } = (await taskOf(text)).fields;
  const fact = facts.find((one) => one.type === type && one.text === said);
  expect(fact, JSON.stringify(facts)).toBeDefined();
  const [span] = fact?.spans ?? [];
  expect(text.slice(span?.start, span?.end)).toBe(said);
});

test.each([
  'Finish it by Monday',
  'Translate it into French in March',
  'Post it in Slack',
  'Den Keller in Ruhe mit Papa aufräumen',
])('[R19] capitals are no names by themselves: %s', async (text) => {
  expect((await taskOf(text)).fields.facts ?? []).toEqual([]);
});

test.each([
  ['Read (https://example.org/a_(b)), please', 'https://example.org/a_(b)'],
  ['Read https://example.org/straße?x=1.', 'https://example.org/straße?x=1'],
  ['Write to anna.b@example.org about it', 'mailto:anna.b@example.org'],
  ['Sort ~/photos/2024/ by month', '~/photos/2024/'],
  ['Clean up C:\\data\\old.csv today', 'C:\\data\\old.csv'],
  ['Proofread thesis-v2.docx!', 'thesis-v2.docx'],
])('[R19] %s refers to %s and nothing else', async (text, address) => {
  const found = (await taskOf(text)).fields.attachments ?? [];
  expect(found.map(addressOf)).toEqual([address]);
});

test('[R19] a framework is no file', async () => {
  expect((await taskOf('Learn Node.js')).fields.attachments ?? []).toEqual([]);
});

test.each([
  ['Find a hall, no more than 80 people', 'must', 'no more than 80 people'],
  ['Bake a cake without nuts', 'must-not', 'without nuts'],
  ['Print the flyer; it must not show prices', 'must-not', 'must not show prices'],
  ['Build a shelf, it has to fit under the stairs', 'must', 'has to fit under the stairs'],
  ['Hand in the form by the 3rd at the latest', 'must', 'by the 3rd at the latest'],
])('[R19] %s: %s “%s”', async (text, type, said) => {
  const limits = (await draftOf(text)).changes.flatMap((change) =>
    change.type === 'add-task' ? (change.fields.constraints ?? []) : [],
  );
  expect(limits.map((limit) => [limit.type, limit.text])).toContainEqual([type, said]);
});

test('[R20] a file that the words need is asked for, unless it came along', async () => {
  const text = 'Apply for the grant, this needs the signed budget.pdf';
  expect(questionsOf(await draftOf(text))).toMatchObject([
    { code: 'have-it', params: { resource: 'budget.pdf' }, mustAsk: false },
  ]);
  const given: Attachment = { type: 'file', path: 'budget.pdf', label: 'budget.pdf' };
  expect(questionsOf(await draftOf(text, [given]))).toEqual([]);
});

function addressOf(attachment: Attachment): string {
  return attachment.type === 'link' ? attachment.url : attachment.type === 'file' ? attachment.path : attachment.label;
}

async function taskOf(text: string): Promise<ProposedTask> {
  const task = (await draftOf(text)).changes.find((change) => change.type === 'add-task');
  if (task === undefined) throw new Error(`No task was found in ${text}`);
  return task;
}

async function draftOf(text: string, attachments: readonly Attachment[] = []): Promise<PlanDraft> {
  const goal = { ...goalOf(text), attachments };
  for await (const delta of createRulesDrafter().draft(goal, new AbortController().signal))
    if (delta.type === 'draft') return delta.draft;
  throw new Error('The drafter ended without a draft.');
}

const questionsOf = (draft: PlanDraft) =>
  draft.changes.flatMap((change) => (change.type === 'ask' ? [change.question] : []));
