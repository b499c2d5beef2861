import { expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import type { ProposedTask } from '#planner/draft.ts';
import type { Kind } from '#planner/kind.ts';
import { goalOf } from '../../support/goals/goals.ts';

const EXPECTED: Readonly<Record<Kind, readonly string[]>> = {
  manual: [
    'buy milk',
    'call grandma',
    'book the hall for the wedding',
    'order 40 boxes and tape',
    'fix the bike',
    'move the sofa to the garage',
    'clean up the garden',
    'find the keys',
    'get the passport photos taken',
    'take the driving test',
    'test the smoke alarm',
    'pick up the kids',
    'remove the old carpet',
    'check the oil in the car',
    'update grandma on the party',
    'sort the laundry',
    'deploy to staging on Friday',
    'Ben: fix the login bug',
    'die Oma anrufen',
    'group the photos by year',
    'break the chocolate into pieces',
    'type the letter to grandma',
    'turn the basement into a gym',
    'get rid of the old sofa',
    'queue for the tickets',
    'return the key to the landlord',
  ],
  'unit-test': [
    'add tests for the retry queue',
    'cover the parser with unit tests',
    'fix flaky login spec',
    'test: empty lists',
    'run the full test suite',
    'verify that the cache survives a restart of the server',
  ],
  refactor: [
    'rename `getUser` to `loadUser`',
    'extract the date helpers into a module',
    'use a Map instead of nested objects',
    'remove unused imports in the api client',
    'avoid redundant re-renders of the sidebar component',
    'refactor(core): one loop for both',
    'make the token parser private',
    'turn callbacks into promises',
    'flatten nested ternaries',
    'break the god object into services',
    'internal cleanup of the diff algorithm',
  ],
  implementation: [
    'add a `--quiet` flag to the CLI',
    'support nullable columns in the query builder',
    'fix memory leak when a websocket reconnects',
    'feat(editor): paste images',
    'throw a clear error when the config file is missing',
    'introduce feature toggles',
    'make the timeout configurable',
    'show a spinner while data is loading',
    'login button should not be disabled',
    'prevent duplicate rows in the import job',
  ],
  retrieval: [
    'Look up the opening hours of the city library',
    'Retrieve the invoice history of customer 4711',
    'Tell me the population of Ghent',
    'Find a podcast about beekeeping for beginners',
    'Get the exchange rate of the yen',
  ],
  analysis: [
    'Compare the two offers for the heating',
    'Evaluate the survey results',
    'Analyse sales.csv for seasonal patterns',
    'Assess the risk of flooding in Dresden',
  ],
  processing: [
    'Translate "good night" into Welsh',
    'Calculate the area of a circle with radius 4 cm',
    'Summarise minutes.pdf',
    'Encrypt the message "hi" with AES',
  ],
  'tool-call': [
    'Create a ticket named "Broken lamp" in Jira',
    'Update the profile of the member with ID 82',
    'Send the agenda via Slack',
    'Cancel order number 55-1042',
    'Fetch https://example.org/data.json',
  ],
  clarification: ['Do you prefer a window seat or the aisle?', 'What colour should the cover of your book have?'],
};

for (const [kind, texts] of Object.entries(EXPECTED))
  test(`[R11] ${kind}: told by what is done and what it is done to`, async () => {
    const found = await Promise.all(texts.map(async (text) => [text, (await taskOf(text)).fields.kind]));
    expect(found).toEqual(texts.map((text) => [text, kind]));
  });

test('[R11] every kind says how sure it is and why', async () => {
  const task = await taskOf('add tests for the retry queue');
  expect(task.notes.kind).toMatchObject({ reason: { code: 'kind-by-work', params: { verb: 'tests' } } });
  expect(task.notes.kind?.confidence).toBeGreaterThan(0.5);
});

async function taskOf(text: string): Promise<ProposedTask> {
  for await (const delta of createRulesDrafter().draft(goalOf(text), new AbortController().signal)) {
    const task = delta.type === 'draft' ? delta.draft.changes.find((change) => change.type === 'add-task') : undefined;
    if (task !== undefined) return task;
  }
  throw new Error(`No task was found in ${text}`);
}
