// `npm run --silent predict -- IN.jsonl OUT.jsonl`: drafts the `text` of every line with the rules of the app and writes,
// for each, the fields that an outside scorer reads. It renames; whatever a line says beyond that is the planner's.
import { readFileSync, writeFileSync } from 'node:fs';
import { withModule } from './load-module.mjs';

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) {
  console.error('Two files are needed: npm run --silent predict -- IN.jsonl OUT.jsonl');
  process.exit(1);
}

const items = readFileSync(from, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '');
const lines = [];
await withModule('/tests/predict.ts', async ({ predict }) => {
  for (const line of items) {
    const { id, text, tools = [] } = JSON.parse(line);
    lines.push(JSON.stringify({ id, ...(await predict(text, tools)) }));
  }
});
writeFileSync(to, `${lines.join('\n')}\n`);
