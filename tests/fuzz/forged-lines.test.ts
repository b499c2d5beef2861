import { describe, expect, it } from 'vitest';
import { failure, readAll, value } from '../contract/log/log-contract.ts';
import { sampleCommits } from '../contract/log/sample-commits.ts';
import { forgeLine, putTogether, takeApart } from './forge.ts';
import { openFreshLog } from './fresh-log.ts';

/** Lines that are handed in without a file around them, as a restore does. The rules are those of `src/store/README.md`. */
describe('forged lines', () => {
  async function linesOfThree(): Promise<readonly string[]> {
    const { log } = await openFreshLog();
    value(await log.append(sampleCommits(3, 'a')));
    const lines: string[] = [];
    for await (const batch of log.readLines(value(await log.manifest()))) lines.push(...value(batch));
    return lines;
  }

  it('[S4] the same commit twice in one call is taken in once', async () => {
    const lines = await linesOfThree();
    const { log, reopen } = await openFreshLog();
    expect(value(await log.absorb([...lines, ...lines], []))).toMatchObject({ added: 3, known: 3 });
    expect(await readAll(value(await reopen()))).toHaveLength(3);
  });

  it('[S4] two commits under one id in one call are refused, and nothing is taken in', async () => {
    const lines = await linesOfThree();
    const other = putTogether({ ...takeApart(lines[0] ?? ''), stream: 'plan/other' });
    const { log } = await openFreshLog();
    expect(failure(await log.absorb([...lines, other], []))).toMatchObject({
      code: 'CommitIdReused',
      params: { commitId: 'a-0', receipt: null },
    });
    expect(await readAll(log)).toEqual([]);
  });

  it('[S9] a line whose body is no body is refused, whatever its hashes say', async () => {
    const [first = ''] = await linesOfThree();
    const { body: _, ...head } = takeApart(first);
    const { line } = forgeLine('{"nothing":true}', head);
    const { log } = await openFreshLog();
    expect(failure(await log.absorb([line], []))).toMatchObject({ code: 'LogDamaged', params: { where: 'line 1' } });
    expect(await readAll(log)).toEqual([]);
  });
});
