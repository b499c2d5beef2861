import { describe, expect, it } from 'vitest';
import type { EventLog } from '#store/event-log.ts';
import { importLog } from '#store/import-log.ts';
import { value } from '../contract/log/log-contract.ts';
import { sampleCommit } from '../contract/log/sample-commits.ts';
import { campaign, countUp, printCounts } from '../support/campaign.ts';
import { seededRandom } from '../support/random.ts';
import { type Content, type Mutator, mutators } from './file-mutants.ts';
import { readForged } from './forge.ts';
import { fileText, fillLog, openFreshLog } from './fresh-log.ts';

const { seed, runs, isWhole } = campaign(350);
const names = [...mutators.keys()];

/**
 * A mutant of a log file is refused with its line, or gives exactly what the sound file gives.
 * Here and not in Node, whose gzip stream throws outside of any promise when it is given up.
 */
describe('mutants of log files', () => {
  it(`[S15] ${runs} mutants, seed ${seed}`, { timeout: 600_000 }, async () => {
    const random = seededRandom(seed);
    const outcomes = new Map<string, number>();
    const perKind = new Map<string, number>();
    let made = 0;
    let grounds = await prepare(random);
    for (let n = 0; made < runs; n++) {
      // Each mutant has a seed of its own, so that one alone can be repeated.
      if (n % 1000 === 999) grounds = await prepare(random);
      const name = names[n % names.length] ?? '';
      const mutator = mutators.get(name);
      if (mutator === undefined) throw new Error(name);
      const content = await mutator.mutate({ ...grounds.ground, die: dieOf(seededRandom(seed + n)) });
      if (isSame(content, grounds.ground.text)) continue;
      made += 1;
      countUp(perKind, name);
      const outcome = await judge(content, mutator, grounds).catch((error: unknown) => {
        throw new Error(`seed ${seed}, mutant ${n}, ${name}: ${error instanceof Error ? error.message : error}`);
      });
      countUp(outcomes, outcome);
    }
    printCounts(`mutants of log files: ${made}, seed ${seed}`, outcomes);
    if (!isWhole) return;
    printCounts('by kind', perKind);
    for (const expected of everyOutcome) expect([...outcomes.keys()]).toContain(expected);
    expect([...perKind.keys()].toSorted()).toEqual(names.toSorted());
  });
});

it('an import that takes in what it should not is found out', async () => {
  const grounds = await prepare(seededRandom(1));
  const cut = grounds.ground.text.slice(0, -9);
  const mutator = { mutate: () => cut };
  expect(await judge(cut, mutator, grounds)).toBe('FileDamaged cut');
  const careless: typeof importLog = async (log) => {
    value(await log.append([sampleCommit('made up')]));
    return importLog(log, new Blob([grounds.ground.text]));
  };
  await expect(judge(cut, mutator, grounds, careless)).rejects.toThrow('not what the sound file gives');
  const destructive: typeof importLog = async (log, file) => {
    value(await log.append([sampleCommit('left behind')]));
    return importLog(log, file);
  };
  await expect(judge(cut, mutator, await prepare(seededRandom(1)), destructive)).rejects.toThrow('the log has changed');
});

const everyOutcome = [
  'taken in: equal to the sound file',
  'FileNotALog',
  'FileNewer',
  'BlobMissing',
  ...['cut', 'edited', 'missing', 'shuffled', 'duplicated', 'link'].map((reason) => `FileDamaged ${reason}`),
];

interface Grounds {
  readonly ground: Parameters<Mutator['mutate']>[0];
  /** A log that holds other things and a part of the file. */
  readonly makeTarget: () => Promise<EventLog>;
  readonly before: string;
  readonly after: string;
  target: EventLog;
}

async function prepare(random: () => number): Promise<Grounds> {
  const [one, two] = [await openFreshLog(), await openFreshLog()];
  for (const { log } of [one, two]) {
    await fillLog(log);
    for (let i = Math.floor(random() * 30); i > 0; i--) {
      const events = [{ type: 'Note', v: 1, text: 'ü🙂x'.repeat(Math.floor(random() * 60)) }];
      value(await log.append([sampleCommit(`more-${i}`, { stream: `plan/${Math.floor(random() * 4)}`, events })]));
    }
  }
  const [text, otherText, part] = [
    await fileText(one.log),
    await fileText(two.log),
    await fileText(one.log, ['plan/b']),
  ];
  const makeTarget = async () => {
    const { log } = await openFreshLog();
    value(await importLog(log, new Blob([part])));
    return log;
  };
  const target = await makeTarget();
  const full = await makeTarget();
  value(await importLog(full, new Blob([text])));
  return {
    ground: { text, lines: toLines(text), other: toLines(otherText), file: readForged(text), die: () => 0 },
    makeTarget,
    before: await fileText(target),
    after: await fileText(full),
    target,
  };
}

/** Imports a mutant and says what became of it; throws where that is not as it must be. */
async function judge(
  content: Content,
  mutator: Mutator,
  grounds: Grounds,
  importFile: typeof importLog = importLog,
): Promise<string> {
  const imported = await inTime(importFile(grounds.target, new Blob([content])));
  const now = await fileText(grounds.target);
  if (imported.ok) {
    if (now !== grounds.after) throw new Error('taken in, and the log is not what the sound file gives');
    grounds.target = await grounds.makeTarget();
    return 'taken in: equal to the sound file';
  }
  if (now !== grounds.before) throw new Error('refused, but the log has changed');
  const { code, params } = imported.error;
  if (code === 'FileNotALog' || code === 'FileNewer') {
    if (firstDifference(content, grounds.ground.text) > 1 && mutator.hashes !== true)
      throw new Error(`${code}: not line 1`);
    return code;
  }
  // The file is whole in itself, only a blob that its commits need is nowhere.
  if (code === 'BlobMissing' && mutator.hashes === true) return code;
  if (code !== 'FileDamaged') throw new Error(`refused as ${code}`);
  checkLine(params.line, content, mutator, grounds.ground.text);
  return `${code} ${params.reason}`;
}

/** The line that is named is the first that is not as it was; with checks made again, that one or a later one. */
function checkLine(named: number, content: Content, mutator: Mutator, text: string): void {
  const first = firstDifference(content, text);
  const isCutThere = first === linesOf(content).length + 1;
  const isRight = named === first || (isCutThere && named === first - 1) || (mutator.hashes === true && named > first);
  if (!isRight && !isZip(content)) throw new Error(`named line ${named}, where line ${first} is the first to differ`);
}

function firstDifference(content: Content, text: string): number {
  const [mutant, sound] = [linesOf(content), linesOf(text)];
  const at = mutant.findIndex((line, i) => line !== sound[i]);
  return (at < 0 ? mutant.length : at) + 1;
}

/** As Latin-1, so that bytes which are no text differ as well. */
function linesOf(content: Content): readonly string[] {
  return toLines(latin1.decode(bytesOf(content)));
}

const latin1 = new TextDecoder('latin1');

function isZip(content: Content): boolean {
  const [first, second] = bytesOf(content);
  return first === 0x1f && second === 0x8b;
}

function isSame(content: Content, text: string): boolean {
  const [mutant, sound] = [bytesOf(content), bytesOf(text)];
  return mutant.length === sound.length && mutant.every((byte, i) => byte === sound[i]);
}

function bytesOf(content: Content): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function toLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}

function dieOf(random: () => number): (sides: number) => number {
  return (sides) => Math.floor(random() * sides);
}

/** A hang is a failure that names its mutant. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('it hangs')), 30_000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
