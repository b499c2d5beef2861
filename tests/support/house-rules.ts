// The rooms of the house as data, and how to read what a file imports. tests/unit/house/imports.test.ts holds the
// code against them.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix, relative } from 'node:path';
import ts from 'typescript';

export type Room = {
  /** A line belongs here if it… */
  readonly belongs: string;
  /** Rooms (`kit`) or single files (`store/event-log.ts`); with `types of`, by `import type` alone. */
  readonly may: readonly string[];
  /** Packages, by name or with a `*` at the end. */
  readonly packages: readonly string[];
  /** More for some of the room's files, by path inside `src` or a folder with a slash at the end. */
  readonly also?: Readonly<Record<string, { readonly may?: readonly string[]; readonly packages?: readonly string[] }>>;
};

/** What others know of models. */
const MODELS_PORT = ['models/port.ts', 'models/failure.ts', 'models/egress-port.ts'];

export const ROOMS: Readonly<Record<string, Room>> = {
  kit: { belongs: 'has no word of ours and three rooms want it', may: [], packages: [] },
  planner: {
    belongs: 'says what may happen, has happened, or is true now',
    may: ['kit'],
    packages: ['valibot', 'fractional-indexing'],
    also: { 'planner/content-hash.ts': { packages: ['@noble/hashes/*'] } },
  },
  memory: { belongs: 'is another pure reading of the same events', may: ['planner', 'kit'], packages: [] },
  history: { belongs: 'is another pure reading of the same events', may: ['planner', 'kit'], packages: [] },
  insights: { belongs: 'is another pure reading of the same events', may: ['planner', 'kit'], packages: [] },
  store: {
    belongs: 'would change if IndexedDB were replaced',
    may: ['kit'],
    packages: ['dexie', 'hash-wasm', 'hash-wasm/*', 'valibot', 'uuidv7'],
  },
  models: {
    belongs: 'talks to a model',
    may: ['kit'],
    // Models write nearly-JSON.
    packages: ['jsonrepair', 'partial-json'],
    also: {
      'models/hosted/': { packages: ['openai'] },
      'models/webgpu/': { packages: ['@mlc-ai/web-llm', 'hash-wasm', 'hash-wasm/*'] },
    },
  },
  drafting: {
    belongs: 'turns a goal into a draft',
    may: ['planner', 'memory', ...MODELS_PORT, 'models/read-answer.ts', 'models/cost.ts', 'kit'],
    packages: ['chrono-node', 'mdast', 'mdast-util-*', 'micromark-*'],
  },
  formats: { belongs: "reads or writes somebody else's form", may: ['planner', 'kit'], packages: [] },
  engine: {
    belongs: 'decides when work runs, retries, stops',
    may: ['planner', 'memory', 'drafting/drafter.ts', ...MODELS_PORT, 'service/contract.ts', 'kit'],
    packages: [],
    also: { 'engine/draft.ts': { may: ['workers/draft.worker.ts'] } },
  },
  service: {
    belongs: 'carries a command to the log or events back',
    // The order in which commits of several devices fold is part of the log's port, though a file of its own.
    may: ['planner', 'store/event-log.ts', 'store/merge-order.ts', 'kit'],
    // Ids are stamped at the door, and what comes through it is parsed there.
    packages: ['uuidv7', 'valibot'],
    also: {
      'service/connect.ts': { may: ['workers/planner.worker.ts'], packages: ['comlink'] },
      'service/abort-signals.ts': { packages: ['comlink'] },
      // What the named projections say crosses to the page as it is.
      'service/inspection.ts': {
        may: ['audit', 'metrics', 'monitoring'].map((name) => `types of store/projections/named/${name}.ts`),
      },
      'service/local-models.ts': {
        may: [
          'types of models/builtin/prompt-api.ts',
          ...['custom-model', 'local-models'].map((name) => `types of models/webgpu/${name}.ts`),
        ],
      },
      'service/builtin-model.ts': { may: ['models/builtin/prompt-api.ts'], packages: ['comlink'] },
      'service/log-inspection.ts': {
        may: [
          ...['audit', 'metrics', 'monitoring'].map((name) => `store/projections/named/${name}.ts`),
          ...['projection', 'projections'].map((name) => `types of store/projections/${name}.ts`),
          'store/projections/read-projections.ts',
        ],
      },
    },
  },
  messages: {
    belongs: 'is a sentence for a person',
    // A rejection is the planner's word, a failure the door's or a model's: there is a sentence for every code of both.
    may: [
      'types of planner',
      'types of service/failure.ts',
      'types of models/egress-port.ts',
      'types of models/failure.ts',
      'types of models/hosted/endpoint.ts',
      'types of models/builtin/prompt-api.ts',
      ...['custom-model', 'device', 'download-fault', 'load-bar'].map((name) => `types of models/webgpu/${name}.ts`),
      'kit',
    ],
    packages: [],
  },
  ui: {
    belongs: 'is seen, heard or touched',
    may: [
      'planner',
      'memory',
      'history',
      'insights',
      'messages',
      'kit',
      'service/contract.ts',
      'types of service/failure.ts',
      // For the version that Settings shows.
      'package.json',
    ],
    packages: ['svelte', '@lucide/svelte', '@internationalized/date', 'tinykeys', 'minisearch'],
    // A commit's id is made where the person acts, so that a call can be sent again without doing the work twice.
    also: { 'ui/state/': { may: ['service/connect.ts'], packages: ['uuidv7'] } },
  },
};

/** The rooms that compile without DOM and worker libraries, and where the clock and dice are out of reach. */
const PURE_ROOMS = ['kit', 'planner', 'memory', 'history', 'insights'];

/** Folders of other rooms that hold to the same. */
const PURE_FOLDERS = ['src/drafting/rules/', 'src/store/projections/named/'];

/** Files that construct and wire, and so may import everything: src's own top level, and workers/. */
const WIRING = '';

export type Import = { readonly specifier: string; readonly typeOnly: boolean; readonly line: number };
/** One source file: `path` from the repository's root with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** All of our own source, the doors included. */
export function readHouse(root = '.'): SourceFile[] {
  return ['src', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|svelte|js|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') })),
  );
}

/** Static, dynamic and type imports, re-exports, and the `new URL(…, import.meta.url)` of a worker. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  visitScripts(file, (node, line) => {
    const add = (specifier: ts.Node | undefined, typeOnly = false) => {
      if (specifier && ts.isStringLiteralLike(specifier)) found.push({ specifier: specifier.text, typeOnly, line });
    };
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    else if (
      ts.isNewExpression(node) &&
      node.expression.getText() === 'URL' &&
      node.arguments?.[1]?.getText() === 'import.meta.url'
    )
      add(node.arguments[0]);
  });
  return found;
}

/** Every way in which these files break the house's rules, as a sentence with file and line; empty when none. */
export function violations(files: readonly SourceFile[]): string[] {
  return [...files.flatMap(importViolations), ...files.flatMap(impurities), ...cycles(files)];
}

function importViolations(file: SourceFile): string[] {
  const said: string[] = [];
  const say = (line: number, sentence: string) => said.push(`${file.path}:${line} ${sentence}`);
  const room = roomOf(file.path);
  if (/^index\.(ts|js)$/.test(basename(file.path))) say(1, 'is a barrel; import the real file instead');
  if (room !== WIRING && !ROOMS[room]) say(1, `is in a room that the table does not know: ${room}`);

  for (const { specifier, typeOnly, line } of importsOf(file)) {
    const target = resolve(file.path, specifier);
    if (target === undefined) {
      if (room !== WIRING && !allowed(file.path, 'packages').some((rule) => matchesPackage(rule, specifier)))
        say(line, `imports the package ${specifier}, which ${room} may not`);
      continue;
    }
    const targetRoom = roomOf(target);
    if (specifier.startsWith('.') && target.startsWith('src/') && targetRoom !== room && room !== WIRING)
      say(line, `crosses from ${room} to ${targetRoom} by ${specifier}; write #${target.slice('src/'.length)}`);
    if (specifier.startsWith('#') && targetRoom === room && room !== WIRING)
      say(line, `stays in ${room}; write a path that starts with ./ or ../ instead of ${specifier}`);
    if (!/\.(ts|svelte|css|json|svg|wasm)(\?.*)?$/.test(specifier)) say(line, `${specifier} is not a real file's name`);
    if (room === WIRING || targetRoom === room) continue;
    const inside = target.replace(/^src\//, '');
    const permitted = allowed(file.path, 'may').some((rule) => {
      const place = rule.replace(/^types of /, '');
      return (place === targetRoom || place === inside) && (typeOnly || place === rule);
    });
    if (!permitted) say(line, `imports ${inside}, which ${room} may not`);
  }
  return said;
}

function allowed(path: string, what: 'may' | 'packages'): readonly string[] {
  const room = ROOMS[roomOf(path)];
  const inside = path.replace(/^src\//, '');
  const extra = Object.entries(room?.also ?? {})
    .filter(([place]) => (place.endsWith('/') ? inside.startsWith(place) : inside === place))
    .flatMap(([, more]) => more[what] ?? []);
  return [...(room?.[what] ?? []), ...extra];
}

function matchesPackage(rule: string, specifier: string): boolean {
  if (rule.endsWith('*')) return specifier.startsWith(rule.slice(0, -1));
  return specifier === rule || specifier.startsWith(`${rule}/`);
}

/** The room's name; empty for what constructs and wires. */
function roomOf(path: string): string {
  const [top, room, ...rest] = path.split('/');
  return top === 'src' && room !== undefined && rest.length > 0 ? room : WIRING;
}

/** The file that a specifier names, from the root; undefined for a package. */
function resolve(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('#')) return `src/${bare.slice(1)}`;
  return bare.startsWith('.') ? posix.join(dirname(from), bare) : undefined;
}

const FORBIDDEN_IN_PURE: ReadonlyMap<string, string> = new Map([
  ['Date.now', 'reads the clock'],
  ['Math.random', 'throws dice'],
  ['Temporal.Now', 'reads the clock'],
  ['performance.now', 'reads the clock'],
]);

/** The clock and the dice: what the type checker can't keep out of a pure room. */
function impurities(file: SourceFile): string[] {
  const pure = PURE_ROOMS.includes(roomOf(file.path)) || PURE_FOLDERS.some((folder) => file.path.startsWith(folder));
  if (!pure) return [];
  const said: string[] = [];
  visitScripts(file, (node, line) => {
    const why = ts.isPropertyAccessExpression(node)
      ? FORBIDDEN_IN_PURE.get(node.getText())
      : isBareDate(node)
        ? 'reads the clock'
        : undefined;
    if (why) said.push(`${file.path}:${line} ${why} (${node.getText()}) in a pure room; let it travel in the command`);
  });
  return said;
}

/** `new Date()` and `Date()`; with an argument a Date is a plain value. */
function isBareDate(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return node.expression.getText() === 'Date';
  return ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length;
}

/** Circles of imports that are still there when the program runs; types alone may refer to each other. */
function cycles(files: readonly SourceFile[]): string[] {
  const targets = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter(({ typeOnly }) => !typeOnly)
        .flatMap(({ specifier }) => resolve(file.path, specifier) ?? []),
    ]),
  );
  const done = new Set<string>();
  const said: string[] = [];
  const walk = (path: string, way: readonly string[]) => {
    const start = way.indexOf(path);
    if (start >= 0) said.push(`import cycle: ${[...way.slice(start), path].join(' → ')}`);
    if (start >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) walk(target, [...way, path]);
    done.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return said;
}

function visitScripts(file: SourceFile, visit: (node: ts.Node, line: number) => void): void {
  const source = ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const walk = (node: ts.Node) => {
    visit(node, source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    ts.forEachChild(node, walk);
  };
  walk(source);
}

/** A component's script, with its markup blanked out so that lines stay where they are. */
function scriptOf({ path, text }: SourceFile): string {
  if (!path.endsWith('.svelte')) return text;
  let script = '';
  let end = 0;
  const blank = (markup: string) => markup.replace(/[^\n]/g, ' ');
  for (const match of text.matchAll(/(<script[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = match.index + (match[1]?.length ?? 0);
    script += blank(text.slice(end, start)) + match[2];
    end = start + (match[2]?.length ?? 0);
  }
  return script;
}
