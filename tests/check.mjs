// `npm run check`: every TypeScript program, two at a time, each answer printed whole.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';

const bin = (name) => `node_modules/${name}`;
const programs = [
  {
    name: 'pages (svelte-check)',
    args: [bin('svelte-check/bin/svelte-check'), '--fail-on-warnings', '--output', 'human'],
  },
  { name: 'pure rooms', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'src/planner'] },
  { name: 'workers', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'workers'] },
  { name: 'tests and tooling', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tests'] },
];

mkdirSync('node_modules/.cache/types', { recursive: true });
const waiting = [...programs];
let failed = 0;

await Promise.all([lane(), lane()]);
process.exitCode = failed === 0 ? 0 : 1;

async function lane() {
  for (let program = waiting.shift(); program; program = waiting.shift()) {
    const started = performance.now();
    const { code, output } = await run(program.args);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (code !== 0) failed += 1;
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} types: ${program.name}, ${seconds} s`);
    if (code !== 0) console.log(output);
  }
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code, output }));
  });
}
