// `node tests/bench/log/run.mjs [rounds] [bulk]`: measures the log and prints the report as JSON.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./tests/bench/log/log-bench.ts', { configFile: false, logLevel: 'silent' });
const [rounds, bulk] = process.argv.slice(2).map(Number);
const options = { ...module.defaultLogBench, ...(rounds ? { rounds } : {}), ...(bulk ? { bulk } : {}) };
console.log(JSON.stringify(await module.runLogBench(options), null, 2));
