// `npm run bench:log`: measures the log against its baselines and prints a table and the report as JSON.
// `-- --rounds 9`, `-- --bulk 10000` change how much; `-- --curve` adds ten thousand to a million events, some minutes.
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  options: { rounds: { type: 'string' }, bulk: { type: 'string' }, curve: { type: 'boolean' } },
});
const { module: bench } = await load('./tests/bench/log/log-bench.ts');
const { module: table } = await load('./tests/bench/log/table.ts');
const report = await bench.runLogBench({
  ...bench.defaultLogBench,
  ...(values.rounds !== undefined && { rounds: Number(values.rounds) }),
  ...(values.bulk !== undefined && { bulk: Number(values.bulk) }),
  ...(values.curve && { curve: bench.wholeCurve }),
});
console.log(`${table.toTable(report)}\n\n${JSON.stringify(report, null, 2)}`);

function load(path) {
  return runnerImport(path, { configFile: false, logLevel: 'silent' });
}
