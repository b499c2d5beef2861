// `npm run test:crash [-- --short] [--seed N] [--kills N] [--report FILE]`: kills the browser, the renderer and the
// worker under the log, again and again, and looks at what is left. The same seed makes the same calls; when exactly a
// blow falls is the machine's affair.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string' },
    kills: { type: 'string' },
    report: { type: 'string' },
  },
});
const { module } = await runnerImport('./tests/crash/campaign.ts', { configFile: false, logLevel: 'silent' });
const checks = await module.runCampaign(
  {
    ...(values.short ? module.SHORT : module.FULL),
    ...(values.kills ? { kills: Number(values.kills) } : {}),
    seed: Number(values.seed ?? Math.floor(Math.random() * 1e9)),
  },
  (line) => console.log(line),
);
for (const { claim, failure } of checks) console.log(failure ? `FAIL ${claim}: ${failure}` : `ok   ${claim}`);
const failed = checks.filter(({ failure }) => failure !== '').length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
if (values.report) writeFileSync(values.report, JSON.stringify({ passed: checks.length - failed, failed }));
process.exitCode = failed === 0 ? 0 : 1;
