// Runs the planner's unit suite with one lie told, as the file is loaded: the working tree stays as it is.
// `node suite.mjs <number> examples|properties`
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { mutants } from './mutants.mjs';

const [number, part] = process.argv.slice(2);
const mutant = mutants[Number(number)];
const root = fileURLToPath(new URL('../..', import.meta.url));
const properties = 'tests/unit/planner/**/*.property.test.ts';

await startVitest(
  'test',
  [],
  {
    config: false,
    root,
    watch: false,
    environment: 'node',
    bail: 1,
    reporters: ['dot'],
    include: part === 'properties' ? [properties] : ['tests/unit/planner/**/*.test.ts'],
    exclude: part === 'properties' ? [] : [properties],
  },
  {
    cacheDir: resolve(root, 'node_modules/.cache/mutants'),
    plugins: [
      {
        name: 'foldline:mutant',
        enforce: 'pre',
        transform(code, id) {
          if (mutant === undefined || id.split('?')[0] !== resolve(root, mutant.file)) return null;
          return code.replace(mutant.from, () => mutant.to);
        },
      },
    ],
  },
);
