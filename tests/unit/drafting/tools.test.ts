import { expect, test } from 'vitest';
import type { Tool } from '#drafting/drafter.ts';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import type { PlanDraft } from '#planner/draft.ts';
import { readToolCall, toolCallOf, toolCallReason } from '#planner/tool-call.ts';
import { goalOf } from '../../support/goals/goals.ts';

const TOOLS: readonly Tool[] = [
  tool('searchRecipes', 'Search for recipes by ingredient', { ingredient: 'The main ingredient' }),
  tool('Weather_2_GetForecast', 'Retrieves the weather forecast for a city on a date', {
    city: 'Name of the city',
    date: 'The day, as YYYY-MM-DD',
  }),
  tool('Ferries_1_FindFerry', 'Find ferries between two harbours', {
    from_harbour: 'Where it departs',
    to_harbour: 'Where it arrives',
  }),
  tool('Ferries_1_BookFerry', 'Book a ferry', { ferry_id: 'Id of the ferry', number_of_passengers: 'How many travel' }),
  tool('send_invoice', 'Send an invoice to a customer', {
    customer_id: 'Number of the customer',
    'amount?': 'Sum to be paid',
  }),
];

test('[R16] a task that a tool can do names it, with the values that the words give', async () => {
  const draft = await draftOf('What will the weather be in Oslo tomorrow? Then send the invoice to customer 4711.');
  expect(callsOf(draft)).toEqual([
    { tool: 'Weather_2_GetForecast', args: { city: 'Oslo', date: 'tomorrow' } },
    { tool: 'send_invoice', args: { customer_id: '4711' } },
  ]);
  expect(tasksOf(draft).map(({ fields }) => fields.kind)).toEqual(['tool-call', 'tool-call']);
  expect(questionsOf(draft)).toEqual([]);
});

test('[R16] a required parameter that the words leave open becomes a question by its name', async () => {
  const draft = await draftOf('Can you tell me the weather for tomorrow?');
  expect(questionsOf(draft)).toMatchObject([
    { code: 'tool-parameter', params: { tool: 'Weather_2_GetForecast', parameter: 'city' }, mustAsk: true },
  ]);
});

test('[R16] finding is not booking: a tool with another deed does not stand in', async () => {
  const without = TOOLS.filter(({ name }) => name !== 'Ferries_1_FindFerry');
  expect(callsOf(await draftOf('Can you find me a ferry from Kiel to Gothenburg?', without))).toEqual([]);
  expect(callsOf(await draftOf('Can you find me a ferry from Kiel to Gothenburg?'))).toMatchObject([
    { tool: 'Ferries_1_FindFerry' },
  ]);
});

test('[R16] no fitting tool leaves the tasks what they are', async () => {
  const text = '- buy milk\n- call grandma';
  expect(await draftOf(text)).toEqual(await draftOf(text, []));
});

test('[R16] an empty list of tools is none at all', async () => {
  const text = 'Send the invoice to customer 4711';
  expect(await draftOf(text, [])).toEqual(await draftOf(text, null));
});

test('[R16] a task that takes what another finds needs it, as its input', async () => {
  const draft = await draftOf('Find ferries from Kiel to Gothenburg. Then book that ferry for two passengers.');
  expect(draft.changes.filter((change) => change.type === 'add-need')).toMatchObject([
    {
      from: { change: 't2' },
      to: { change: 't1' },
      need: { type: 'informs', reason: { code: 'uses-result', params: { cue: 'that ferry', parameter: 'ferry_id' } } },
    },
  ]);
  expect(questionsOf(draft)).toEqual([]);
});

test('a call survives in the reason of a kind, whatever its parameters are called', () => {
  const call = { tool: 'hammer', args: { tool: 'nail', weight: 3 } };
  expect(readToolCall(toolCallReason(call, []))).toEqual(call);
  const provenance = {
    kind: { actor: { type: 'drafter', name: 'rules' }, confidence: 0.5, reason: toolCallReason(call, []) },
  } as unknown as Parameters<typeof toolCallOf>[0]['provenance'];
  expect(toolCallOf({ provenance })).toEqual(call);
  expect(toolCallOf({ provenance: {} })).toBeNull();
});

function tool(name: string, description: string, parameters: Readonly<Record<string, string>>): Tool {
  return {
    name,
    description,
    parameters: Object.entries(parameters).map(([key, about]) => ({
      name: key.replace('?', ''),
      description: about,
      required: !key.endsWith('?'),
    })),
  };
}

async function draftOf(text: string, tools: readonly Tool[] | null = TOOLS): Promise<PlanDraft> {
  const goal = tools === null ? goalOf(text) : { ...goalOf(text), tools };
  for await (const delta of createRulesDrafter().draft(goal, new AbortController().signal))
    if (delta.type === 'draft') return delta.draft;
  throw new Error('The drafter ended without a draft.');
}

const tasksOf = (draft: PlanDraft) => draft.changes.filter((change) => change.type === 'add-task');
const questionsOf = (draft: PlanDraft) =>
  draft.changes.flatMap((change) => (change.type === 'ask' ? [change.question] : []));
const callsOf = (draft: PlanDraft) =>
  tasksOf(draft).flatMap(({ notes }) => {
    const call = notes.kind === undefined ? null : readToolCall(notes.kind.reason);
    return call === null ? [] : [call];
  });
