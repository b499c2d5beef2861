// `npm run test:model` and `npm run test:fuzz`: the suites of a folder at full length. `node tests/campaign.mjs model
// 20000 7` runs twenty thousand with the seed 7; a seed that was printed repeats what it found.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const lengths = { model: 5000, fuzz: 20_000 };
const [folder, runs = lengths[folder], seed = Math.trunc(Math.random() * 2 ** 31)] = process.argv.slice(2);
if (!(folder in lengths)) {
  console.error('Which campaign? model or fuzz.');
  process.exit(1);
}
console.log(`${folder}: ${runs} runs, seed ${seed}; to repeat: node tests/campaign.mjs ${folder} ${runs} ${seed}`);
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', '--disableConsoleIntercept=true', `tests/${folder}/`], {
  env: { ...process.env, FOLDLINE_RUNS: String(runs), FOLDLINE_SEED: String(seed) },
  stdio: 'inherit',
});
process.exit(status ?? 1);
