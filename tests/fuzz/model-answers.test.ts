import { expect, it } from 'vitest';
import { campaign, countUp, printCounts } from '../support/campaign.ts';
import { GOALS } from '../support/goals/goals.ts';
import { holdsUp } from '../support/goals/valid-draft.ts';
import { answer, entry, HOSTILE } from '../support/hostile-models.ts';
import { seededRandom } from '../support/random.ts';
import { readTwice } from '../support/second-reading.ts';

const { seed, runs, isWhole } = campaign(0);
const share = isWhole ? Math.ceil(runs / 2) : 60;

type Die = (sides: number) => number;

/**
 * Faulty answers of models: right and wrong ones, damaged in their bytes, their JSON and their meaning. What comes out is a valid
 * draft with the rules' own in front of it, whatever is picked of the rest.
 */
it(`[R26] ${share} faulty answers, seed ${seed}`, { timeout: 600_000 }, async () => {
  const counts = new Map<string, number>();
  const texts = GOALS.map(({ text }) => text).filter((text) => text.length < 2_000);
  for (let n = 0; n < share; n++) {
    const random = seededRandom(seed + n);
    const die: Die = (sides) => Math.floor(random() * sides);
    const text = texts[die(texts.length)] ?? '';
    const { first, draft, reading } = await readTwice(text, (shown) => {
      const behaviours = Object.values(HOSTILE);
      const fair = answer({
        tasks: shown.rules.leaves.map(({ n: number, change }) => entry({ from: [number], title: change.fields.title })),
      });
      const said = die(3) === 0 ? fair : (behaviours[die(behaviours.length)]?.(shown) ?? fair);
      return damaged(die(2) === 0 ? remade(said, die) : said, die);
    });
    const where = `seed ${seed + n}`;
    expect(draft.changes.slice(0, first.changes.length), where).toEqual(first.changes);
    holdsUp(draft, text);
    holdsUp(
      reading.draftWith(() => die(2) === 0),
      text,
    );
    holdsUp(
      reading.draftWith(() => true),
      text,
    );
    countUp(counts, reading.decisions[0]?.failure?.code ?? 'read');
    for (const { code } of reading.repairs.slice(0, 5)) countUp(counts, code);
  }
  if (isWhole) printCounts('Faulty answers', counts);
  expect(counts.get('read') ?? 0).toBeGreaterThan(share / 5);
  expect(counts.size).toBeGreaterThan(3);
});

/** Other values in the same JSON. */
function remade(said: string, die: Die): string {
  let value: unknown;
  try {
    value = JSON.parse(said);
  } catch {
    return said;
  }
  return JSON.stringify(value, (_, inner: unknown) => (die(12) === 0 ? ODD[die(ODD.length)] : inner)) ?? 'null';
}

const ODD: readonly unknown[] = [
  null,
  0,
  -1,
  1,
  2,
  3,
  99,
  1.5,
  1e21,
  '',
  'x',
  '1',
  'manual',
  true,
  [],
  {},
  [[1]],
  ['1', 2],
  { entry: 1 },
  'A'.repeat(300),
  '\ud800',
  '\u0000',
  '__proto__',
  { toString: 1 },
  'Book the hall',
];

/** Other bytes. */
function damaged(said: string, die: Die): string {
  const at = die(said.length + 1);
  switch (die(8)) {
    case 0:
      return said.slice(0, at);
    case 1:
      return said.slice(0, at) + said.slice(at + 1 + die(20));
    case 2:
      return `${said.slice(0, at)}${'{}[]",:\\\n'[die(9)] ?? ''}${said.slice(at)}`;
    case 3:
      return `<think>${said.slice(0, at)}</think>\n${said}`;
    case 4:
      return `Here it is:\n\`\`\`json\n${said}\n\`\`\`\n${said.slice(0, at)}`;
    case 5:
      return said + said;
    default:
      return said;
  }
}
