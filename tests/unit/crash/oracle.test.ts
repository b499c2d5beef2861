import { describe, expect, test } from 'vitest';
import { createOracle, type Finding } from '../../crash/oracle.ts';
import type { Inspection, SeenCommit } from '../../crash/protocol.ts';
import { planCall, type Workload } from '../../crash/workload.ts';

/** The oracle of the crash campaign, held against faults that are planted one at a time. */

const workload: Workload = { seed: 1, bulkCalls: 1, bulkSize: 4 };

/** What a log that is right would hold after these calls. */
function written(calls: readonly number[]): SeenCommit[] {
  const sequences = new Map<string, number>();
  return calls
    .flatMap((call) => planCall(workload, call).commits)
    .map(({ id, stream }, i) => {
      const sequence = (sequences.get(stream) ?? 0) + 1;
      sequences.set(stream, sequence);
      const previous = sequence === 1 ? '' : `${stream} ${sequence - 1}`;
      const hash = `${stream} ${sequence}`;
      return { id, stream, position: i + 1, sequence, device: 'd', index: sequence - 1, previous, hash, wrong: '' };
    });
}

function inspection(commits: readonly SeenCommit[]): Inspection {
  const sequences = Object.fromEntries(commits.map(({ stream, sequence }) => [stream, sequence]));
  return { commits, head: commits.length, sequences };
}

function kinds(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ kind }) => kind))].sort();
}

function receipts(call: number, commits: readonly SeenCommit[], duplicate = false) {
  return commits
    .filter(({ id }) => id.startsWith(`call-${call}.`))
    .map(({ id, position, sequence, hash }) => ({ commitId: id, position, sequence, hash, duplicate }));
}

describe('the oracle of the crash campaign', () => {
  /** Three calls made; the first two acknowledged, the third of unknown fate. */
  function afterThree() {
    const commits = written([0, 1, 2]);
    const oracle = createOracle(workload);
    for (const call of [0, 1, 2]) oracle.hear({ type: 'submitted', call });
    for (const call of [0, 1]) oracle.hear({ type: 'acknowledged', call, receipts: receipts(call, commits) });
    return { oracle, commits };
  }

  test('has nothing to say of a log that is right, with or without what was in flight', () => {
    const { oracle, commits } = afterThree();
    expect(oracle.inFlight()).toEqual([2]);
    const two = commits.filter(({ id }) => !id.startsWith('call-2.'));
    expect(oracle.check(inspection(two))).toEqual([]);
    expect(oracle.fates()).toEqual({ written: [], missing: [2] });
    expect(oracle.check(inspection(commits))).toEqual([]);
    expect(oracle.fates()).toEqual({ written: [2], missing: [] });
    expect(oracle.next()).toBe(3);
    oracle.hear({ type: 'acknowledged', call: 2, receipts: receipts(2, commits, true) });
    expect(oracle.takeFindings()).toEqual([]);
    expect(oracle.fates()).toEqual({ written: [], missing: [] });
  });

  const change = (commits: readonly SeenCommit[], at: number, by: Partial<SeenCommit>) =>
    commits.map((commit, i) => (i === at ? { ...commit, ...by } : commit));

  test.each<[string, (commits: readonly SeenCommit[]) => Inspection, readonly string[]]>([
    ['all of it gone', () => inspection([]), ['lost']],
    ['the last acknowledged call gone', (all) => inspection(all.slice(0, 4)), ['lost']],
    ['half a call', (all) => inspection(all.slice(0, 2)), ['lost', 'torn']],
    [
      'a commit twice',
      (all) => inspection([...all, { ...all[0], ...place(all, 1) } as SeenCommit]),
      ['doubled', 'torn'],
    ],
    ['a head that is behind', (all) => ({ ...inspection(all), head: all.length - 1 }), ['head']],
    ['a stream that is behind', (all) => ({ ...inspection(all), sequences: {} }), ['head']],
    ['a hole in the positions', (all) => inspection(change(all, 3, { position: 40 })), ['changed', 'gap', 'torn']],
    ['a hole in a stream', (all) => inspection(change(all, all.length - 1, { sequence: 40 })), ['gap']],
    ['another hash', (all) => inspection(change(all, 3, { hash: 'other' })), ['changed']],
    ['a chain that does not hold', (all) => inspection(change(all, 3, { previous: 'other' })), ['chain']],
    ['other content', (all) => inspection(change(all, 3, { wrong: 'other content' })), ['content']],
  ])('%s is found', (_what, damage, expected) => {
    const { oracle, commits } = afterThree();
    expect(kinds(oracle.check(damage(commits)))).toEqual(expect.arrayContaining([...expected]));
  });

  test('what was seen once has to stay as it was, acknowledged or not', () => {
    const { oracle, commits } = afterThree();
    expect(oracle.check(inspection(commits))).toEqual([]);
    expect(kinds(oracle.check(inspection(commits.filter(({ id }) => !id.startsWith('call-2.')))))).toEqual(['changed']);
  });

  test('a call made again has to be answered as known if it is there, and as new if it is not', () => {
    const { oracle, commits } = afterThree();
    oracle.check(inspection(commits));
    oracle.hear({ type: 'acknowledged', call: 2, receipts: receipts(2, commits, false) });
    expect(kinds(oracle.takeFindings())).toEqual(['receipt']);
  });

  test('a refusal is a finding; where the disk may be full, that it was written all the same', () => {
    const full = { type: 'refused', call: 2, failure: { code: 'QuotaExceeded' } } as const;
    const { oracle } = afterThree();
    oracle.hear(full);
    expect(kinds(oracle.takeFindings())).toEqual(['refused']);

    const lenient = createOracle(workload, { mayBeFull: true });
    lenient.hear({ type: 'submitted', call: 2 });
    lenient.hear(full);
    expect(lenient.takeFindings()).toEqual([]);
    expect(lenient.check(inspection([]))).toEqual([]);
    expect(kinds(lenient.check(inspection(written([2]))))).toEqual(['refused']);
  });

  function place(all: readonly SeenCommit[], i: number): Partial<SeenCommit> {
    const { stream = '' } = all[i] ?? {};
    return { stream, position: all.length + 1, sequence: all.filter((one) => one.stream === stream).length + 1 };
  }
});
