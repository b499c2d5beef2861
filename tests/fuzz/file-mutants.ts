import { type ForgedFile, forgeFile, putTogether, readForged, takeApart } from './forge.ts';

/** What a mutant is made from: a sound file, another sound one, and dice. */
export interface Ground {
  readonly text: string;
  /** With their line feeds. */
  readonly lines: readonly string[];
  readonly other: readonly string[];
  readonly file: ForgedFile;
  /** A whole number from 0 to below this one. */
  readonly die: (sides: number) => number;
}

export type Content = string | Uint8Array<ArrayBuffer>;

/** `hashes`: some of its checks were made again, so the damage may show only later than where it is. */
export interface Mutator {
  readonly mutate: (ground: Ground) => Content | Promise<Content>;
  readonly hashes?: boolean;
}

/** Every way to damage a file that we could think of, by name. */
export const mutators: ReadonlyMap<string, Mutator> = new Map(
  Object.entries<Mutator>({
    'a bit turned': inBytes((bytes, die) => {
      const at = die(bytes.length);
      return bytes.with(at, (bytes[at] ?? 0) ^ (1 << die(8)));
    }),
    'a byte changed': inBytes((bytes, die) => bytes.with(die(bytes.length), die(256))),
    'bytes added': inBytes((bytes, die) => splice(bytes, die(bytes.length + 1), 0, randomBytes(1 + die(20), die))),
    'bytes taken out': inBytes((bytes, die) => splice(bytes, die(bytes.length), 1 + die(300))),
    'bytes zeroed': inBytes((bytes, die) => {
      const at = die(bytes.length);
      return bytes.fill(0, at, at + 1 + die(600));
    }),
    'bytes copied elsewhere': inBytes((bytes, die) => {
      const from = die(bytes.length);
      return splice(bytes, die(bytes.length), die(2) * 40, bytes.slice(from, from + 40));
    }),
    cut: inBytes((bytes, die) => bytes.slice(0, die(bytes.length))),
    'the beginning cut off': inBytes((bytes, die) => bytes.slice(1 + die(bytes.length - 1))),
    'zeros at the end': inBytes((bytes, die) => splice(bytes, bytes.length, 0, new Uint8Array(1 + die(4096)))),
    'lines lost': inLines((lines, die) => lines.toSpliced(die(lines.length), 1 + die(3))),
    'a line twice': inLines((lines, die) => {
      const at = die(lines.length);
      return lines.toSpliced(at, 0, lines[at] ?? '');
    }),
    'a line again': inLines((lines, die) => lines.toSpliced(die(lines.length + 1), 0, lines[die(lines.length)] ?? '')),
    'lines swapped': inLines((lines, die) => {
      const [a, b] = [die(lines.length), die(lines.length)];
      return lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '');
    }),
    'lines shuffled': inLines((lines, die) => shuffled(lines, die)),
    'lines turned round': inLines((lines) => lines.toReversed()),
    'some lines kept': inLines((lines, die) => lines.filter(() => die(4) > 0)),
    'cut after a line': inLines((lines, die) => lines.slice(0, die(lines.length))),
    'a line split': inLine((line, die) => splitAt(line, die, '\n')),
    'lines joined': { mutate: ({ text, die }) => without(text, '\n', die) },
    'an empty line': inLines((lines, die) => lines.toSpliced(die(lines.length + 1), 0, '\n')),
    'a line of another log': forged((lines, die, other) => {
      const at = die(Math.min(lines.length, other.length));
      return lines.with(at, other[at] ?? '');
    }),
    'the other log after it': inLines((lines, _, other) => [...lines, ...other]),
    'twice over': inLines((lines) => [...lines, ...lines]),
    'half of another log': forged((lines, die, other) => {
      const at = 1 + die(Math.min(lines.length, other.length) - 1);
      return [...lines.slice(0, at), ...other.slice(at)];
    }),
    'line ends of Windows': { mutate: ({ text }) => text.replaceAll('\n', '\r\n') },
    'one line end of Windows': inLine((line) => line.replace('\n', '\r\n')),
    'a byte order mark': {
      mutate: ({ text, die }) => (die(2) === 0 ? `\ufeff${text}` : text.replace('\n', '\n\ufeff')),
    },
    'UTF-16': { mutate: ({ text, die }) => utf16(text, die(2) === 0, die(2) === 0) },
    'Latin-1': inBytes((bytes) => bytes.map((byte) => (byte > 127 ? 63 : byte))),
    'UTF-8 twice': inBytes((bytes) => encoder.encode([...bytes].map((byte) => String.fromCharCode(byte)).join(''))),
    'no line end at the end': { mutate: ({ text }) => text.slice(0, -1) },
    'a zero character': inLine((line, die) => splitAt(line, die, '\0')),
    'white space': inLine((line, die) =>
      anywhere(line, die, /[{}[\],:"]/u, (sign) => sign + (' \t\r '[die(4)] ?? ' ')),
    ),
    'a letter written as a code': inLine((line, die) => anywhere(line, die, /[a-z]/iu, toEscape)),
    'a code written as a letter': inLine((line, die) => anywhere(line, die, /\\./u, ([, letter]) => letter ?? '')),
    'the case of a letter': inLine((line, die) => anywhere(line, die, /[a-z]/iu, turnCase)),
    'a digit changed': inLine((line, die) => anywhere(line, die, /\d/u, () => String(die(10)))),
    'another notation of a number': inLine((line, die) =>
      anywhere(line, die, /:\d+/u, (n) => n + (die(2) ? '.0' : 'e0')),
    ),
    'a number that is none': inLine((line, die) => anywhere(line, die, /:\d+/u, () => pick(oddNumbers, die))),
    'a member twice': inLine((line, die) => anywhere(line, die, /"[a-z]+":\d+/u, (member) => `${member},${member}`)),
    'another member': inLine((line, die) =>
      anywhere(line, die, /\{/u, () => `{"${pick(oddKeys, die)}":${pick(oddJson, die)},`),
    ),
    'a member gone': inLine((line, die) => anywhere(line, die, /"[a-z]+":("[^"\\]*"|\d+|null),/u, () => '')),
    'a value of another type': inLine((line, die) =>
      anywhere(line, die, /:("[^"\\]*"|\d+|null)/u, () => `:${pick(oddJson, die)}`),
    ),
    'quotes gone': inLine((line, die) => anywhere(line, die, /"/u, () => '')),
    'a bracket': inLine((line, die) => anywhere(line, die, /[{}[\]]/u, () => pick(['{', '}', '[', ']', ''], die))),
    'a huge line': inLine((line, die) => anywhere(line, die, /"/u, () => `"${'x'.repeat(100_000 + die(900_000))}`)),
    'many brackets': inLine((line, die) =>
      anywhere(line, die, /[:,]/u, (sign) => sign + '['.repeat(10_000 + die(90_000))),
    ),
    'an unknown kind of line': inLine((line) => line.replace(/^\{"(?:blob|commit|end)"/u, '{"future"')),
    'an unknown type of event': inLine((line) => line.replace('"TaskAdded"', '"FromTheFuture"')),
    'another number of the line': inLine((line, die) => line.replace(/"line":\d+/u, `"line":${die(99)}`)),
    'hashes exchanged': inTwo(/"hash":"[0-9a-f]+"/u),
    'bodies exchanged': inTwo(/"events":\[.*?\]/u),
    'data exchanged': inTwo(/"data":"[^"]*"/u),
    'places exchanged': inTwo(/"(?:previous|salt|device|id|hlc|stream)":"[^"]*"/u),

    // With some checks made again.
    'numbered again': forged((lines, die) => renumbered(lines.toSpliced(1 + die(lines.length - 2), 1))),
    'numbered again after a shuffle': forged((lines, die) =>
      renumbered([lines[0] ?? '', ...shuffled(lines.slice(1, -1), die), lines.at(-1) ?? '']),
    ),
    'numbered again with a line twice': forged((lines, die) => {
      const at = 1 + die(lines.length - 2);
      return renumbered(lines.toSpliced(at, 0, lines[at] ?? ''));
    }),
    'a commit hashed again': { hashes: true, mutate: hashedAgain },
    'a commit hashed again, and the file': {
      hashes: true,
      mutate: async (ground) => forgeFile(readForged(hashedAgain(ground))),
    },
    'a commit left out of the file': {
      hashes: true,
      mutate: ({ file, die }) => {
        const followed = file.commits.flatMap((line, i) => (isFollowed(line, file.commits) ? [i] : []));
        return forgeFile({ ...file, commits: file.commits.toSpliced(pick(followed, die), 1) });
      },
    },
    'a commit twice in the file': {
      hashes: true,
      mutate: ({ file, die }) =>
        forgeFile({ ...file, commits: file.commits.toSpliced(die(file.commits.length), 0, pick(file.commits, die)) }),
    },
    'a blob left out of the file': {
      hashes: true,
      mutate: ({ file, die }) => forgeFile({ ...file, blobs: file.blobs.toSpliced(die(file.blobs.length), 1) }),
    },
    'other bytes in a blob of the file': {
      hashes: true,
      mutate: ({ file }) =>
        forgeFile({
          ...file,
          blobs: file.blobs.map((blob) => (typeof blob === 'string' ? blob : { ...blob, data: 'AAAA' })),
        }),
    },
    'a header that counts otherwise': {
      hashes: true,
      mutate: ({ file, die }) =>
        forgeFile({ ...file, header: { [pick(['commits', 'blobs'], die)]: pick([-1, 0.5, 99, 1e300, 2 ** 53], die) } }),
    },
    'a header with odd members': {
      hashes: true,
      mutate: ({ file, die }) => forgeFile({ ...file, header: { [pick(headerKeys, die)]: pick(headerValues, die) } }),
    },

    // Around it.
    gzip: inZip((bytes) => bytes),
    'gzip, a bit turned': inZip((bytes, die) => {
      const at = die(bytes.length);
      return bytes.with(at, (bytes[at] ?? 0) ^ (1 << die(8)));
    }),
    'gzip, cut': inZip((bytes, die) => bytes.slice(0, die(bytes.length))),
    'gzip, bytes taken out': inZip((bytes, die) => splice(bytes, die(bytes.length), 1 + die(50))),
    'gzip, more after it': inZip((bytes, die) => splice(bytes, bytes.length, 0, randomBytes(1 + die(40), die))),
    'gzip twice over': inZip((bytes) => splice(bytes, bytes.length, 0, bytes)),
    'gzip in gzip': inZip((bytes) => zip(bytes)),
    'gzip of a cut file': { mutate: ({ text, die }) => zip(text.slice(0, die(text.length))) },
    'gzip of much': { mutate: ({ text }) => zip(`${text}${'\n'.repeat(200_000)}`) },
    'only the mark of gzip': inBytes((bytes) => splice(bytes, 0, 2, Uint8Array.of(0x1f, 0x8b))),
    'only dice': { mutate: ({ die }) => randomBytes(die(2000), die) },
  }),
);

const encoder = new TextEncoder();
type Die = Ground['die'];

function inBytes(change: (bytes: Uint8Array<ArrayBuffer>, die: Die) => Uint8Array<ArrayBuffer>): Mutator {
  return { mutate: ({ text, die }) => change(encoder.encode(text), die) };
}

function inZip(change: (bytes: Uint8Array<ArrayBuffer>, die: Die) => Content | Promise<Content>): Mutator {
  return { mutate: async ({ text, die }) => change(await zip(text), die) };
}

async function zip(content: Content): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function inLines(change: (lines: readonly string[], die: Die, other: readonly string[]) => readonly string[]): Mutator {
  return { mutate: ({ lines, die, other }) => change(lines, die, other).join('') };
}

function inLine(change: (line: string, die: Die) => string): Mutator {
  return inLines((lines, die) => {
    const at = die(lines.length);
    return lines.with(at, change(lines[at] ?? '', die));
  });
}

/** The lines are sound in themselves. */
function forged(change: Parameters<typeof inLines>[0]): Mutator {
  return { ...inLines(change), hashes: true };
}

/** What two lines say at this place changes places. */
function inTwo(place: RegExp): Mutator {
  return inLines((lines, die) => {
    const having = lines.flatMap((line, i) => (place.test(line) ? [i] : []));
    const [a, b] = [pick(having, die), pick(having, die)];
    const [ofA, ofB] = [a, b].map((i) => place.exec(lines[i] ?? '')?.[0] ?? '');
    return lines
      .with(a, lines[a]?.replace(place, () => ofB ?? '') ?? '')
      .with(b, lines[b]?.replace(place, () => ofA ?? '') ?? '');
  });
}

/** One commit that others of its feed follow says something else under a hash that is right for it. */
function hashedAgain({ text, file, die }: Ground): string {
  const line = pick(
    file.commits.filter((commit) => isFollowed(commit, file.commits)),
    die,
  );
  const commit = takeApart(line);
  const changed = pick(
    [
      { ...commit, body: commit.body.replace(/"at":\d+/u, `"at":${die(9999)}`) },
      { ...commit, body: commit.body.replace('"type":"', '"type":"Other') },
      { ...commit, causation: 'nothing' },
      { ...commit, stream: `${commit.stream}/x` },
      { ...commit, index: commit.index + 1 },
      { ...commit, previous: 'a'.repeat(32) },
      { ...commit, id: `${commit.id}'` },
      { ...commit, hlc: 'ffffffffffff-ffff' },
    ],
    die,
  );
  return text.replace(line, () => putTogether(changed));
}

function isFollowed(line: string, commits: readonly string[]): boolean {
  const hash = /"hash":"([0-9a-f]{32})","hlc"/u.exec(line)?.[1] ?? '';
  return commits.some((other) => other.includes(`"previous":"${hash}"`));
}

function renumbered(lines: readonly string[]): readonly string[] {
  return lines.map((line, i) => line.replace(/"line":\d+\}\n$/u, `"line":${i + 1}}\n`));
}

/** Changes one of the places that match, by lot. A line without one stays as it is. */
function anywhere(line: string, die: Die, place: RegExp, change: (found: string) => string): string {
  const found = [...line.matchAll(new RegExp(place.source, `${place.flags}g`))];
  const one = found[die(Math.max(1, found.length))];
  if (one === undefined) return line;
  return line.slice(0, one.index) + change(one[0]) + line.slice(one.index + one[0].length);
}

function splitAt(line: string, die: Die, by: string): string {
  const at = die(line.length);
  return line.slice(0, at) + by + line.slice(at);
}

function without(text: string, what: string, die: Die): string {
  return anywhere(text, die, new RegExp(what, 'u'), () => '');
}

function turnCase(letter: string): string {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
}

function toEscape(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function utf16(text: string, isLittle: boolean, hasMark: boolean): Uint8Array<ArrayBuffer> {
  const units = [...(hasMark ? `\ufeff${text}` : text)].flatMap((character) =>
    Array.from({ length: character.length }, (_, i) => character.charCodeAt(i)),
  );
  return Uint8Array.from(units.flatMap((unit) => (isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
}

function splice(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  gone: number,
  added: Uint8Array = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
  const rest = bytes.subarray(Math.min(bytes.length, at + gone));
  const spliced = new Uint8Array(at + added.length + rest.length);
  spliced.set(bytes.subarray(0, at));
  spliced.set(added, at);
  spliced.set(rest, at + added.length);
  return spliced;
}

function randomBytes(length: number, die: Die): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).map(() => die(256));
}

function shuffled<T>(list: readonly T[], die: Die): readonly T[] {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i--) {
    const j = die(i + 1);
    [all[i], all[j]] = [all[j] as T, all[i] as T];
  }
  return all;
}

function pick<T>(list: readonly T[], die: Die): T {
  return list[die(list.length)] as T;
}

const oddNumbers = [':1e999', ':-1', ':-0', ':01', ':1.', ':NaN', ':99999999999999999999', ':0x1', ':', ':1e-400'];
const oddKeys = ['__proto__', 'constructor', 'v', 'line', 'hash', '', '\\ud800', 'zz'];
const oddJson = ['null', 'true', '1e999', '"\\ud800"', '{}', '[]', '-0', '""', '{"__proto__":null}', '1'];
const headerKeys = ['streams', 'version', 'schema', 'format', 'line', 'extra', '__proto__', 'blobs'];
const headerValues = [null, true, 0, 99, 'x', ['\ud800'], [5], { a: 1 }, [], 1e21];
