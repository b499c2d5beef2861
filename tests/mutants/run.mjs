// `npm run test:mutants`: tells the unit suite one lie about the core at a time, and fails when one is believed.
// With numbers as arguments, only those.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mutants } from './mutants.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chosen = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [...mutants.keys()];

for (const { file, from, says } of mutants) {
  const places = readFileSync(`${root}/${file}`, 'utf8').split(from).length - 1;
  if (places !== 1) {
    console.error(`"${says}" (${file}): the text to change stands there ${places} times, not once.`);
    process.exit(1);
  }
}

let passed = 0;
let failed = 0;
// The suite has to hold without a lie, or every one would seem to be found out.
if (suiteFails(-1)) {
  console.error(
    'The unit suite fails as it is; `node tests/mutants/suite.mjs -1 examples` (or `properties`) shows where.',
  );
  process.exit(1);
}
for (const number of chosen) {
  const caught = suiteFails(number);
  if (caught) passed++;
  else failed++;
  console.log(`${caught ? 'caught  ' : 'SURVIVED'} ${number} ${mutants[number].says} (${mutants[number].file})`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function suiteFails(number) {
  // Examples first: they are quick, and most lies are found out by one.
  return fails(number, 'examples') || fails(number, 'properties');
}

function fails(number, part) {
  const env = { ...process.env, FOLDLINE_NO_SHRINK: '1' };
  const suite = fileURLToPath(new URL('suite.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [suite, String(number), part], {
    cwd: root,
    env,
    stdio: 'ignore',
    timeout: 180_000,
  });
  return status !== 0;
}
