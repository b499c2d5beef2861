import { describe, expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { goalOf } from '../../support/goals/goals.ts';

/* Order in running text that no single word states: conditions, pronouns, groups and times. `2<1` is "task 2 needs task 1". */

describe('[R8] in running text', () => {
  test.each([
    // Conditions and branches.
    [
      'Review the draft. If it is rejected, send it back to the author; otherwise publish it.',
      'Review the draft | Send it back to the author | Publish it',
      '2<1 3<1',
    ],
    [
      'Call the garage and ask for a quote. If they charge more than 500 euros, get a second quote. Else book the repair.',
      'Call the garage and ask for a quote | Get a second quote | Book the repair',
      '2<1 3<1',
    ],
    ['Test the backup; if the test fails, call the admin.', 'Test the backup | Call the admin', '2<1 on-failure'],
    [
      "Submit the form. If you don't hear back within a week, phone the office.",
      'Submit the form | Phone the office',
      '2<1 start-after 10080',
    ],
    [
      'Interview the candidates. Depending on the outcome, either make an offer or advertise the job again.',
      'Interview the candidates | Make an offer | Advertise the job again',
      '2<1 3<1',
    ],
    [
      'Email the landlord. If he says yes, order the paint. If he says no, look for another flat.',
      'Email the landlord | Order the paint | Look for another flat',
      '2<1 3<1',
    ],
    ['Register for it. If you get a confirmation, print it.', 'Register for it | Print it', '2<1'],
    ['Buy a tent. If it rains, take the bus.', 'Buy a tent | Take the bus', ''],
    // What was got before.
    ['Apply for the visa. Once you have it, book the flight.', 'Apply for the visa | Book the flight', '2<1'],
    ['Apply for a grant. When the grant is there, hire a student.', 'Apply for a grant | Hire a student', '2<1'],
    ['Ask Tom for the sizes. With those in hand, order the blinds.', 'Ask Tom for the sizes | Order the blinds', '2<1'],
    ["Renew the passport. Without it you can't book the flight.", 'Renew the passport | Book the flight', '2<1'],
    // Groups.
    [
      'Buy paint, rent a ladder and find a helper. When all of that is done, paint the fence.',
      'Buy paint | Rent a ladder | Find a helper | Paint the fence',
      '4<1 4<2 4<3',
    ],
    [
      'Mow the lawn and trim the hedge. Before either of those, charge the batteries.',
      'Mow the lawn | Trim the hedge | Charge the batteries',
      '1<3 2<3',
    ],
    // "then" is said of both.
    [
      'Pick a date first. Then invite the guests and order the cake.',
      'Pick a date | Invite the guests | Order the cake',
      '2<1 3<1',
    ],
    // Times in front of what is waited for leave the title.
    ['Paint the wall two days after priming it.', 'Paint the wall | Prime it', '1<2 start-after 2880'],
    [
      'Merge the branch, then deploy it to staging. An hour after deploying, check the logs.',
      'Merge the branch | Deploy it to staging | Check the logs',
      '2<1 3<2 start-after 60',
    ],
    ['After lunch call the bank, then pay the rent.', 'Call the bank | Pay the rent', '2<1'],
    // How often is no task of its own.
    [
      'Write the draft, then send it to Anna. Repeat until she approves it.',
      'Write the draft | Send it to Anna',
      '2<1',
    ],
  ])('%s', (text, titles, needs) => expectTold(text, titles, needs));
});

describe('[R8] where a process is told', () => {
  test.each([
    // What is refused goes no further, and a condition may repeat the step it hangs on.
    [
      'The clerk checks the request. The clerk rejects the request or the clerk confirms it. The manager signs the permit.',
      'Check the request | Reject the request | Confirm it | Sign the permit',
      '2<1 3<1 4<3',
    ],
    [
      'An agent calls the customer. If the line is busy, the agent sends a letter and the process ends. Otherwise he notes the answer.',
      'Call the customer | Send a letter | Note the answer',
      '2<1 3<1',
    ],
    // A thing may be described before it is told what is done to it.
    [
      'An employee who wants to travel files a request. The request is checked and forwarded to the office, which books the flight. Finally, the bill is paid.',
      'File a request | Check the request | Forward the request to the office | Book the flight | Pay the bill',
      '2<1 3<2 4<3 5<4',
    ],
    // Beginning and end of the whole are no steps, nor is what need not be.
    [
      'The process is triggered when a guest orders a meal. The waiter then tells the kitchen. The cook prepares the meal and, if necessary, asks for help.',
      'Order a meal | Tell the kitchen | Prepare the meal | Ask for help',
      '2<1 3<2 4<3',
    ],
    [
      'First, the board approves the plan. The engineer checks the pipes, whereas the painter inspects the walls. Both report their findings to the board.',
      'Approve the plan | Check the pipes | Inspect the walls | Report their findings to the board',
      '2<1 3<1 4<2 4<3',
    ],
  ])('%s', (text, titles, needs) => expectTold(text, titles, needs));
});

async function expectTold(text: string, titles: string, needs: string) {
  const { changes } = await draftOf(text);
  const tasks = changes.filter((change) => change.type === 'add-task');
  const placeOf = (end: unknown) => tasks.findIndex(({ id }) => id === (end as { change: string }).change) + 1;
  const found = changes.flatMap((change) => {
    if (change.type !== 'add-need') return [];
    const { type, lagMinutes } = change.need;
    const how = type === 'blocks' ? '' : ` ${type}${lagMinutes > 0 ? ` ${lagMinutes}` : ''}`;
    return `${placeOf(change.from)}<${placeOf(change.to)}${how}`;
  });
  expect(tasks.map(({ fields }) => fields.title).join(' | ')).toBe(titles);
  expect(found.sort().join(' ')).toBe(needs);
}

async function draftOf(text: string) {
  for await (const delta of createRulesDrafter().draft(goalOf(text), new AbortController().signal)) {
    if (delta.type === 'draft') return delta.draft;
  }
  throw new Error('The drafter ended without a draft.');
}
