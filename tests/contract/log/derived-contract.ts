import { expect } from 'vitest';
import { type SuiteWords, vitestWords } from '../../support/suite-words.ts';
import { type LogHarness, value } from './log-contract.ts';

/** What is kept beside the log. The rules are those of `src/store/README.md`. */
export function describeDerivedRecords(
  name: string,
  createHarness: () => Promise<LogHarness>,
  { describe, it, beforeEach, afterEach }: SuiteWords = vitestWords,
) {
  describe(`records beside the log: ${name}`, () => {
    let harness: LogHarness;

    beforeEach(async () => {
      harness = await createHarness();
    });
    afterEach(async () => {
      await harness.destroy();
    });

    it('writes all of a change or nothing, and only on what the caller believes', async () => {
      const [log, other] = [await harness.openTab(), await harness.openTab()];
      const records = async () => value(await other.derived.read('p/')).map(({ key, text }) => [key, text]);
      expect(await records()).toEqual([]);
      const puts = [
        { key: 'p/2', text: 'two' },
        { key: 'p/1', text: 'one' },
        { key: 'q/1', text: 'another' },
      ];
      expect(value(await log.derived.write({ puts, expect: [{ key: 'p/1', text: null }] }))).toBe('written');
      expect(await records()).toEqual([
        ['p/1', 'one'],
        ['p/2', 'two'],
      ]);
      const late = { puts: [{ key: 'p/3', text: 'three' }], deletes: ['p/1'] };
      for (const text of [null, 'two']) {
        expect(value(await other.derived.write({ ...late, expect: [{ key: 'p/1', text }] }))).toBe('raced');
      }
      expect(await records()).toHaveLength(2);
      expect(value(await other.derived.write({ ...late, expect: [{ key: 'p/1', text: 'one' }] }))).toBe('written');
      expect(await records()).toEqual([
        ['p/2', 'two'],
        ['p/3', 'three'],
      ]);
    });
  });
}
