import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('npm run predict drafts what needs code that the app loads late: tools, and dates of another language', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foldline-predict-'));
  const [from, to] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')];
  const tool = {
    name: 'send_parcel',
    description: 'Send a parcel to an address.',
    parameters: { address: 'Where the parcel goes.' },
    required: ['address'],
  };
  const items = [
    { id: 'a', text: 'Morgen die Miete zahlen und am Freitag Anna anrufen' },
    { id: 'b', text: 'Send a parcel to "12 Mill Lane".', tools: [tool] },
  ];
  writeFileSync(from, items.map((item) => JSON.stringify(item)).join('\n'));
  execFileSync(process.execPath, ['tests/predict.mjs', from, to], { stdio: ['ignore', 'ignore', 'inherit'] });
  const lines = readFileSync(to, 'utf8').trim().split('\n');
  rmSync(folder, { recursive: true });
  const found = lines.map((line) => JSON.parse(line));
  expect(found.map(({ id, steps }) => [id, steps.length])).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
  expect(found[1].calls).toMatchObject([{ tool: 'send_parcel' }]);
});
