// `npm run bench [part…]` builds, measures and prints one JSON report; without names every part: sizes journey draft
// schedule fold replay files log lighthouse. `npm run bench:draft` is draft and schedule. What is being measured is said on
// the error stream, so that the report can be piped.
import { execFileSync } from 'node:child_process';
import { runnerImport } from 'vite';

const PARTS = {
  sizes: () => load('./tests/bench/sizes.ts').then((m) => m.measureSizes()),
  journey: () => load('./tests/bench/journey.ts').then((m) => m.measureJourney()),
  draft: () => load('./tests/bench/draft.ts').then((m) => m.measureDraft()),
  schedule: () => load('./tests/bench/schedule.ts').then((m) => m.measureSchedule()),
  fold: () => load('./tests/bench/in-browser.ts').then((m) => m.measureFoldInBrowser()),
  replay: () => load('./tests/bench/in-browser.ts').then((m) => m.measureReplayInBrowser()),
  files: () => load('./tests/bench/in-browser.ts').then((m) => m.measureFilesInBrowser()),
  log: () => load('./tests/bench/log/log-bench.ts').then((m) => m.runLogBench()),
  lighthouse: () => load('./tests/bench/lighthouse.ts').then((m) => m.measureLighthouse()),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}

// What the build says goes to the error stream too.
execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
  stdio: ['ignore', 2, 2],
});
const report = { node: process.version, at: new Date().toISOString() };
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
  console.error(`measuring: ${name}`);
  report[name] = await PARTS[name]();
}
console.log(JSON.stringify(report, null, 2));

async function load(path) {
  return (await runnerImport(path, { configFile: false, logLevel: 'silent' })).module;
}
