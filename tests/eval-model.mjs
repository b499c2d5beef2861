// `npm run eval:model -- --items DIR --scorer FILE --endpoint URL --model NAME [--key-from VARIABLE]`, or with `--behaviour NAME`
// instead of an endpoint: drafts every item with rules and with a model, and prints both tables side by side. `--set NAME`
// and `--limit N` make it short. Keys come from an environment variable, never from the command line.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { withModule } from './load-module.mjs';

const { values } = parseArgs({
  options: Object.fromEntries(
    ['items', 'scorer', 'endpoint', 'model', 'key-from', 'behaviour', 'set', 'limit'].map((name) => [
      name,
      { type: 'string' },
    ]),
  ),
});
const { items, scorer, endpoint, model, behaviour, set, limit } = values;
if (!items || !scorer || (behaviour === undefined && !(endpoint && model))) {
  console.error('npm run eval:model -- --items DIR --scorer FILE (--endpoint URL --model NAME | --behaviour NAME)');
  process.exit(1);
}
const scorerModule = await import(pathToFileURL(resolve(scorer)).href);
await withModule('/tests/eval/model.ts', ({ evaluate }) =>
  evaluate({
    items,
    scorer: scorerModule,
    endpoint,
    model,
    behaviour,
    set,
    keyFrom: values['key-from'],
    limit: limit === undefined ? undefined : Number(limit),
  }),
);
