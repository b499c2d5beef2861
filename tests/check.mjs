// `npm run check`: every TypeScript program, which are the `check:…` scripts of package.json, two at a time, each
// answer printed whole.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const waiting = Object.entries(scripts).filter(([name]) => name.startsWith('check:'));
const env = { ...process.env, PATH: `${join(process.cwd(), 'node_modules', '.bin')}${delimiter}${process.env.PATH}` };
let failed = 0;

await Promise.all([lane(), lane()]);
process.exitCode = failed === 0 ? 0 : 1;

async function lane() {
  for (let program = waiting.shift(); program; program = waiting.shift()) {
    const [name, command] = program;
    const started = performance.now();
    const { code, output } = await run(command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (code !== 0) failed += 1;
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}, ${seconds} s`);
    if (code !== 0) console.log(output);
  }
}

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => resolve({ code, output }));
  });
}
