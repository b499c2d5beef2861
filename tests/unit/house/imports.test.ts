import { describe, expect, test } from 'vitest';
import { importsOf, ROOMS, readHouse, type SourceFile, violations } from '../../support/house-rules.ts';

const file = (path: string, text: string): SourceFile => ({ path, text });

test('the house keeps its rules', () => {
  const house = readHouse();
  expect(house.length).toBeGreaterThan(5);
  expect(violations(house)).toEqual([]);
});

test('imports are found in every form', () => {
  const forms = file(
    'src/ui/Every.svelte',
    [
      '<script module lang="ts">',
      "import a from './a.ts';",
      "import type { B } from './b.ts';",
      '</script>',
      '<p>import nothing from "markup"</p>',
      '<script lang="ts">',
      "export { c } from './c.ts';",
      "const d = import('./d.ts');",
      "type E = import('./e.ts').E;",
      "new Worker(new URL('../../workers/f.worker.ts', import.meta.url));",
      '</script>',
    ].join('\n'),
  );
  expect(importsOf(forms)).toEqual([
    { specifier: './a.ts', typeOnly: false, line: 2 },
    { specifier: './b.ts', typeOnly: true, line: 3 },
    { specifier: './c.ts', typeOnly: false, line: 7 },
    { specifier: './d.ts', typeOnly: false, line: 8 },
    { specifier: './e.ts', typeOnly: true, line: 9 },
    { specifier: '../../workers/f.worker.ts', typeOnly: false, line: 10 },
  ]);
});

describe('a planted violation is named', () => {
  test.each<[why: string, planted: SourceFile, sentence: string]>([
    [
      'a forbidden direction',
      file('src/planner/a.ts', "import '#store/row.ts';"),
      'src/planner/a.ts:1 imports store/row.ts, which planner may not',
    ],
    [
      'another file than the open one of a room',
      file('src/service/a.ts', "import '#store/row.ts';"),
      'src/service/a.ts:1 imports store/row.ts, which service may not',
    ],
    [
      'a value where only types are open',
      file('src/messages/a.ts', "import { fold } from '#planner/fold.ts';"),
      'src/messages/a.ts:1 imports planner/fold.ts, which messages may not',
    ],
    [
      'a door from inside the house',
      file('src/ui/a.ts', "import '../../workers/planner.worker.ts';"),
      'src/ui/a.ts:1 imports workers/planner.worker.ts, which ui may not',
    ],
    [
      'a package of another room',
      file('src/ui/A.svelte', "\n<script>import Dexie from 'dexie';</script>"),
      'src/ui/A.svelte:2 imports the package dexie, which ui may not',
    ],
    [
      'a package of one file alone',
      file('src/planner/fold.ts', "import { sha256 } from '@noble/hashes/sha2.js';"),
      'src/planner/fold.ts:1 imports the package @noble/hashes/sha2.js, which planner may not',
    ],
    [
      'a relative path across rooms',
      file('src/ui/a.ts', "import '../planner/fold.ts';"),
      'src/ui/a.ts:1 crosses from ui to planner by ../planner/fold.ts; write #planner/fold.ts',
    ],
    [
      'a # path inside a room',
      file('src/ui/a.ts', "import '#ui/b.ts';"),
      'src/ui/a.ts:1 stays in ui; write a path that starts with ./ or ../ instead of #ui/b.ts',
    ],
    [
      'no file name',
      file('src/ui/a.ts', "import '#planner/fold';"),
      "src/ui/a.ts:1 #planner/fold is not a real file's name",
    ],
    ['a barrel', file('src/planner/index.ts', ''), 'src/planner/index.ts:1 is a barrel; import the real file instead'],
    [
      'an unknown room',
      file('src/utils/a.ts', ''),
      'src/utils/a.ts:1 is in a room that the table does not know: utils',
    ],
    [
      'a clock in a pure room',
      file('src/history/a.ts', 'const at = Date.now();'),
      'src/history/a.ts:1 reads the clock (Date.now) in a pure room; let it travel in the command',
    ],
    [
      'a new Date of now',
      file('src/planner/a.ts', 'const at = new Date();'),
      'src/planner/a.ts:1 reads the clock (new Date()) in a pure room; let it travel in the command',
    ],
    [
      'dice in a pure room',
      file('src/kit/a.ts', 'const n = Math.random();'),
      'src/kit/a.ts:1 throws dice (Math.random) in a pure room; let it travel in the command',
    ],
  ])('%s', (_why, planted, sentence) => {
    expect(violations([planted])).toContain(sentence);
  });

  test('a cycle', () => {
    const a = file('src/planner/a.ts', "import './b.ts';");
    const b = file('src/planner/b.ts', "import './a.ts';");
    expect(violations([a, b])).toEqual(['import cycle: src/planner/a.ts → src/planner/b.ts → src/planner/a.ts']);
  });
});

describe('what is right is left alone', () => {
  test.each([
    file('src/planner/a.ts', "import * as v from 'valibot'; import '#kit/result.ts'; import './fold.ts';"),
    file('src/planner/content-hash.ts', "import { sha256 } from '@noble/hashes/sha2.js';"),
    file('src/planner/a.ts', 'const at = new Date(command.at);'),
    file('src/messages/a.ts', "import type { Rejection } from '#planner/rejection.ts';"),
    file('src/ui/state/session.svelte.ts', "import { connect } from '#service/connect.ts'; import '../parts/tip.ts';"),
    file('src/planner/a.ts', "import type { B } from './b.ts'; // types may refer to each other"),
    file('workers/planner.worker.ts', "import '#store/dexie-log.ts'; import 'comlink'; import './headers.ts';"),
    file('src/main.ts', "import App from './ui/App.svelte';"),
  ])('$path: $text', (right) => {
    expect(violations([right])).toEqual([]);
  });
});

test('the table speaks only of rooms that it has, and of package.json', () => {
  const known = [...Object.keys(ROOMS), 'package.json'];
  for (const [name, room] of Object.entries(ROOMS))
    for (const rule of room.may) expect(known, name).toContain(rule.replace('types of ', '').split('/')[0]);
});
