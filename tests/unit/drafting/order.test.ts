import { describe, expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import type { PlanDraft } from '#planner/draft.ts';
import { goalOf } from '../../support/goals/goals.ts';

/*
 * What a sentence states about tasks that stand elsewhere. Each meaning is said in a dozen ways and more, by number, by
 * name, in quotation marks, as a gerund and as a noun; all of them have to give the same needs, and no further task.
 */

const NUMBERED = [
  '1. Sand the floor',
  '2. Book the hall',
  '3. Choose the music',
  '4. Send the cards',
  '5. Order the sofa',
].join('\n');
const BULLETS = NUMBERED.replaceAll(/^\d\. /gmu, '- ');

/** How A and B may be called, and below which list. */
const CALLED: readonly (readonly [string, string, string])[] = [
  [NUMBERED, 'step 2', 'step 4'],
  [BULLETS, '"Book the hall"', '"Send the cards"'],
  [BULLETS, 'book the hall', 'send the cards'],
  [BULLETS, 'booking the hall', 'sending the cards'],
  [BULLETS, 'the booking of the hall', 'the cards'],
];

describe('[R8] "A before B" in other words is the same need', () => {
  test.each([
    [
      'verbs and nouns, A in front',
      `A must precede B. | A has to come before B. | A goes ahead of B. | A is a prerequisite for B. | A is a precondition of B. |
      A is required for B. | A is needed before B. | A enables B. | A unlocks B. | A lets B begin. | A makes B possible. |
      A paves the way for B. | A gates B. | A triggers B. | A takes precedence over B. | A is followed by B. | A leads to B. |
      A lays the groundwork for B. | A kicks off B. | The completion of A is required for B. | A's completion triggers B. |
      A's successor is B. | A's outcome decides whether B can start. | A is what B is waiting for. |
      A is a step without which B cannot start. | The end of A marks the start of B.`,
    ],
    [
      'verbs and nouns, B in front',
      `B follows A. | B depends on A. | B requires A. | B needs A first. | B hinges on A. | B is contingent on A. |
      B is blocked by A. | B is preceded by A. | B relies on A. | B waits for A. | B awaits A. | B presupposes A. |
      B has A as a prerequisite. | B's prerequisite is A. | The prerequisite for B is A. | B is the follow-up to A. |
      B comes right after A. | B requires that A be done. | B assumes that A is done. |
      B stands or falls with A. | The start of B is tied to the end of A. | B has a finish-to-start dependency on A. |
      B shall be performed subsequently to A. | B builds upon the completion of A. | B comes later in the plan than A.`,
    ],
    [
      'clauses in front',
      `After A, do B. | Once A is finished, B can start. | As soon as A is done, start B. | When A is complete, go on to B. |
      The moment A is finished, B may start. | Upon completing A, proceed to B. | Following A, carry out B. |
      With A out of the way, move on to B. | Having finished A, start B. | Provided A is done, B may start. |
      Before B, A must be done. | Prior to starting B, finish A. | By the time B starts, A must be finished. |
      When B starts, A must already be done. | For B to begin, A must be complete. | In order to start B, first finish A. |
      At the time B starts, A has to be complete. | To begin B, complete A first. | Only after A can B begin. | Not until A is finished can B start.`,
    ],
    [
      'clauses behind',
      `Do A before B. | Finish A before starting B. | Start B after A. | B can start once A is done. | B starts when A ends. |
      Initiate B subsequent to A. | Begin B upon completion of A. | B may begin as soon as A is complete. | B only after A. |
      A must be done so that B can start. | A must be complete for B to start. | Schedule B after A. | Save B for after A.`,
    ],
    [
      'words that forbid or hold up',
      `Until A is done, B cannot start. | Unless A is done, B can't start. | Without A there is no B. | No B before A. |
      No B without A. | Never do B before A. | B must not start before A. | Don't begin B unless A is complete. |
      B is on hold until A is finished. | B is blocked until A is done. | B stays locked until A is done. |
      B has to wait until after A. | Hold off on B until A is done. | Delay B until A is done. | Wait for A before you start B. |
      There is no point in B before A. | It makes no sense to do B before A. | B must be no earlier than A. |
      A must happen no later than B. | B can't happen without A. |
      It's not possible to do B without having done A. | Don't even think about B before A is done. |
      B must wait its turn until A is finished. | Do not skip A on the way to B. | Leave B for later, A comes first. |
      A has to happen for B to happen.`,
    ],
    [
      'one after the other',
      `A, then B. | First A, then B. | Firstly A, secondly B. | Do A, and only then B. | Complete A and move on to B. |
      A first, B afterwards. | B, but A first. | A comes first, then B. | Begin with A, follow with B. | After A comes B. |
      Next after A comes B. | What comes after A is B. | Sequence the tasks: firstly A, then B. | The order is A, B. |
      A → B | Start with A and continue with B. |
      A first; only after that B. | A, and once that is done, B. | A, with B to follow.`,
    ],
    [
      'short, as people note it down',
      `A before B | B after A | B needs A | A then B | A => B | B (after A) | Rule: A before B. | Constraint: B after A. |
      Dependency: B depends on A. | Please note: B needs A. | Make sure that A happens before B. | Don't forget to do A before B. |
      We can't start B until A is done.`,
    ],
  ])('%s', async (_, wordings) => {
    const said = wordingsIn(wordings);
    expect(said.length).toBeGreaterThanOrEqual(12);
    for (const [list, a, b] of CALLED) {
      for (const wording of said) {
        const sentence = wording.replaceAll(/\bA\b/gu, a).replaceAll(/\bB\b/gu, b);
        const found = await needsOf(`${list}\n\n${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`);
        expect([sentence, found]).toEqual([sentence, { tasks: 5, needs: ['2>4'] }]);
      }
    }
  });
});

describe('[R8] several tasks in one sentence', () => {
  test.each([
    [
      '1>5 2>5 3>5',
      `Step 5 depends on steps 1 to 3. | Step 5 needs 1, 2 and 3. | Steps 1-3 must be finished before step 5. |
      Step 5 comes after steps 1, 2 and 3. | Steps 1–3 are required for step 5. | Steps 1 through 3 unlock step 5. |
      Once steps 1, 2 and 3 are done, start step 5. | After step 1, step 2 and step 3, do step 5. | 1, 2, 3 before 5 |
      Step 5 is blocked by steps 1, 2 and 3. | Don't start step 5 until the first three steps are done. |
      Step 5 has to wait for the first three. | The last step requires the first three steps. | #5 needs #1, #2 and #3.`,
    ],
    [
      '1>5 2>5 3>5 4>5',
      `Step 5 comes last. | Step 5 must be done last. | Step 5 needs all of the others. | Everything else comes before step 5. |
      Step 5 can only start after all other steps are done. | Step 5 depends on everything else. | Finish with step 5. |
      Step 5 has to wait for the other steps. | Do everything else before step 5. | Step 5 requires steps 1 to 4. |
      Steps 1 through 4 must precede step 5. | Step 5 follows all of the above. | No step 5 until everything else is done.`,
    ],
    [
      '2>1 1>5',
      `First step 2, then step 1, finally step 5. | Step 2 before step 1 before step 5. | 2 → 1 → 5 | 2 before 1 and 1 before 5. |
      Step 2 must precede step 1 and step 1 must precede step 5. | Step 1 comes after step 2 and before step 5. |
      Step 5 follows step 1, which follows step 2. | Step 1 comes between step 2 and step 5. | Between step 2 and step 5, do step 1. |
      Step 2 comes before step 1. After that comes step 5. | Step 1 needs 2; 5 needs 1. | Step 2 enables step 1, which enables step 5. |
      Step 2 is followed by step 1 and then by step 5. | Do steps 2, 1 and 5 in that order.`,
    ],
    [
      '1>2 1>3 2>4 3>4 4>5',
      `Steps 2 and 3 can be done in parallel. | Steps 2 and 3 can be done in any order. | Step 2 and step 3 may run at the same time. |
      Steps 2 and 3 can happen simultaneously. | The order of steps 2 and 3 does not matter. | Steps 2 and 3 are interchangeable. |
      Steps 2 and 3 are independent of each other. | Step 3 does not depend on step 2. | Step 2 can be done alongside step 3. |
      Steps 2 and 3 can go side by side. | You can do step 2 in parallel with step 3. | Steps 2 and 3 can be done concurrently.`,
    ],
  ])('%s', async (needs, wordings) => {
    const said = wordingsIn(wordings);
    expect(said.length).toBeGreaterThanOrEqual(12);
    for (const sentence of said)
      expect([sentence, await needsOf(`${NUMBERED}\n\n${sentence}`)]).toEqual([
        sentence,
        { tasks: 5, needs: needs.split(' ').sort() },
      ]);
  });
});

describe('[R8] what else an order may say', () => {
  test.each([
    // A lag.
    ['Start step 4 two days after step 1.', '1>4 start-after 2880'],
    ['Step 4 can start no sooner than 2 days after step 1.', '1>4 start-after 2880'],
    ['Leave at least 3 hours between steps 2 and 3.', '2>3 start-after 180'],
    ['After step 1, wait 30 minutes, then do step 4.', '1>4 start-after 30'],
    ['Wait 3 hours after step 1 before starting step 4.', '1>4 start-after 180'],
    // What becomes of a result, and of a failure.
    ['Step 5 uses the result of step 2.', '2>5 informs'],
    ['Step 5 builds on step 2.', '2>5 informs'],
    ['Step 5 is based on steps 2 and 3.', '2>5 informs, 3>5 informs'],
    ['If step 1 fails, do step 5.', '1>5 on-failure'],
    // What was said before.
    ['Step 1 must be done. Only then can step 4 start.', '1>4'],
    ['Step 1 must precede step 3. It must also precede step 4.', '1>3, 1>4'],
    ['Steps 1 and 2 are needed for step 4. Both must be done before step 5, too.', '1>4, 1>5, 2>4, 2>5'],
    ['Step 4 needs steps 1 and 2. The latter also needs step 3.', '1>4, 2>4, 3>2'],
    // Turned round by a "not".
    ['Step 4 must not come before step 2.', '2>4'],
    ['Step 2 cannot come after step 4.', '2>4'],
    ['Neither step 4 nor step 5 can start before step 1.', '1>4, 1>5'],
    // A list of statements.
    ['Dependencies:\n- Step 2 needs step 1\n- Step 5 after step 3', '1>2, 3>5'],
    ['Constraints:\n1. Step 1 before step 2\n2. Step 3 before step 5', '1>2, 3>5'],
    ['Step 2: needs 1\nStep 5: after 3', '1>2, 3>5'],
    ['The order does not matter.', ''],
  ])('%s', async (sentence, needs) => {
    expect(await needsOf(`${NUMBERED}\n\n${sentence}`)).toEqual({
      tasks: 5,
      needs: needs === '' ? [] : needs.split(', ').sort(),
    });
  });

  test('a list is in order where its bullets are said to be', async () => {
    for (const sentence of ['Do them in this order.', 'These have to be done one after the other.'])
      expect(await needsOf(`${BULLETS}\n\n${sentence}`)).toEqual({ tasks: 5, needs: ['1>2', '2>3', '3>4', '4>5'] });
    expect(await needsOf('These must be done in this order:\n- Sand\n- Paint\n- Varnish')).toEqual({
      tasks: 3,
      needs: ['1>2', '2>3'],
    });
  });

  test('an entry says of itself what it needs; then the numbers are names and no order', async () => {
    expect(
      await needsOf('- Sand the floor\n- Paint the walls (after sanding)\n- Hang the pictures (needs paint)'),
    ).toEqual({ tasks: 3, needs: ['1>2', '2>3'] });
    expect(await needsOf('1. Sand\n2. Choose a colour\n3. Paint (needs 1 and 2)\n4. Order the sofa (after 1)')).toEqual(
      {
        tasks: 4,
        needs: ['1>3', '1>4', '2>3'],
      },
    );
  });

  test('in running text too, a time in front of the words of order is waited for', async () => {
    expect(await needsOf('Submit the form. Two days after that, call the office.')).toEqual({
      tasks: 2,
      needs: ['1>2 start-after 2880'],
    });
  });

  test('sentences that state a circle leave a question, and the rest can be done', async () => {
    const { changes } = await draftOf(`${NUMBERED}\n\nStep 2 needs step 1. Step 1 needs step 3. Step 3 needs step 2.`);
    expect(changes.filter((change) => change.type === 'add-need')).toHaveLength(2);
    expect(changes.flatMap((change) => (change.type === 'ask' ? change.question.code : []))).toContain('cycle');
  });

  test('what speaks of other things is no order', async () => {
    for (const sentence of [
      'The hall is next to the station.',
      'We need a quiet place after lunch.',
      'There were five of us, and the floor is old.',
      'Anna likes the music before dinner.',
    ])
      expect((await needsOf(`${BULLETS}\n\n${sentence}`)).needs).toEqual([]);
  });
});

function wordingsIn(list: string): readonly string[] {
  return list.split('|').map((wording) => wording.trim().replaceAll(/\s+/gu, ' '));
}

/** Needs as `before>after`, with their type and lag where these are not the usual. */
async function needsOf(goal: string): Promise<{ readonly tasks: number; readonly needs: readonly string[] }> {
  const { changes } = await draftOf(goal);
  const tasks = changes.filter((change) => change.type === 'add-task');
  const placeOf = (end: unknown) => tasks.findIndex(({ id }) => id === (end as { change: string }).change) + 1;
  const needs = changes.flatMap((change) => {
    if (change.type !== 'add-need') return [];
    const { type, lagMinutes } = change.need;
    const kind = type === 'blocks' ? '' : ` ${type}${lagMinutes > 0 ? ` ${lagMinutes}` : ''}`;
    return `${placeOf(change.to)}>${placeOf(change.from)}${kind}`;
  });
  return { tasks: tasks.length, needs: needs.sort() };
}

async function draftOf(goal: string): Promise<PlanDraft> {
  for await (const delta of createRulesDrafter().draft(goalOf(goal), new AbortController().signal)) {
    if (delta.type === 'draft') return delta.draft;
  }
  throw new Error('The drafter ended without a draft.');
}
