// `npm test`: every check there is, in two lanes where two cores help, each suite's time against its budget, and one
// last line that counts all of them. A suite that ran nothing has failed: silence is no proof.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runnerImport } from 'vite';

/** Seconds on two cores. */
const BUDGETS = { 'types and lint': 60, unit: 90, browser: 150, e2e: 240, crash: 60 };

const reports = mkdtempSync(join(tmpdir(), 'foldline-reports-'));
const results = [];

const browser = await chosenBrowser();
if (!browser) process.exit(1);
console.log(`Browser: ${browser}`);

// Lint and types need no build; unit tests neither. What drives a browser runs alone, so that its timing is its own.
await Promise.all([
  suite('types and lint', async (step) => {
    await step('lint', ['biome', 'ci', '--colors=off', '.']);
    await step('unused code', ['knip', '--no-progress']);
    await step('types', ['node', 'tests/check.mjs']);
  }),
  suite('unit', (step) => step('unit', vitest('unit'), countVitest)),
]);
const built = await suite('build', (step) => step('build', ['vite', 'build', '--logLevel', 'warn']));
await suite('browser', (step) => step('browser', vitest('browser'), countVitest));
// On a build that failed, an older one would be tested.
if (built)
  await suite('e2e', (step) =>
    step(
      'e2e',
      ['playwright', 'test', '-c', 'tests/playwright.config.ts', '--reporter', 'list,json'],
      countPlaywright,
    ));
await suite('crash', (step) =>
  step('crash', ['node', 'tests/crash/run.mjs', '--short', '--report', report('crash')], countReport));

rmSync(reports, { recursive: true });
summary();

/** Which browser the tests will drive; says in one sentence what is missing when there is none. */
async function chosenBrowser() {
  const { module } = await runnerImport('./tests/support/chromium.ts', { configFile: false, logLevel: 'silent' });
  try {
    return module.describeChromium(module.findChromium());
  } catch (error) {
    console.error(error.message);
    return undefined;
  }
}

function vitest(project) {
  return [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(project)}`,
  ];
}

function report(name) {
  return join(reports, `${name}.json`);
}

/** Runs the steps of one suite and keeps its count and time. Answers whether all of it passed. */
async function suite(name, steps) {
  const started = performance.now();
  const total = { passed: 0, failed: 0 };
  await steps(async (step, command, count = countExit) => {
    const code = await run(step, command);
    const { passed, failed } = count(step, code);
    total.passed += passed;
    total.failed += failed;
    // Nothing ran, or the runner broke outside of any test.
    if (passed + failed === 0 || (code !== 0 && failed === 0)) total.failed += 1;
  });
  results.push({ name, seconds: (performance.now() - started) / 1000, ...total });
  return total.failed === 0;
}

/** A check without tests of its own counts as one. */
function countExit(_step, code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function countVitest(step) {
  const { numPassedTests = 0, numFailedTests = 0, numFailedTestSuites = 0 } = read(step);
  // A file that could not be loaded has no failed test, only a failed suite.
  return { passed: numPassedTests, failed: numFailedTests || numFailedTestSuites };
}

function countPlaywright(step) {
  const { expected = 0, unexpected = 0, flaky = 0 } = read(step).stats ?? {};
  return { passed: expected, failed: unexpected + flaky };
}

/** A runner of our own writes its count itself. */
function countReport(step) {
  const { passed = 0, failed = 0 } = read(step);
  return { passed, failed };
}

function read(step) {
  try {
    return JSON.parse(readFileSync(report(step), 'utf8'));
  } catch {
    return {};
  }
}

/** Streams a command's lines, each led by its step's name, since two run at once. */
function run(step, [command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${join(process.cwd(), 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
        // Loading a module through Vite sets this to `development` here, which would make the build one for developers.
        NODE_ENV: undefined,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report(step),
      },
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        for (const line of lines) if (line.trim()) console.log(`${step} | ${line}`);
      });
      stream.on('end', () => rest.trim() && console.log(`${step} | ${rest}`));
    }
    child.on('error', (error) => {
      console.log(`${step} | ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function summary() {
  console.log('');
  for (const { name, seconds, passed, failed } of results) {
    const budget = BUDGETS[name];
    const time = `${seconds.toFixed(0)} s${budget ? ` of ${budget}` : ''}${seconds > budget ? ', over budget' : ''}`;
    console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passed} passed, ${failed} failed (${time})`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
}
