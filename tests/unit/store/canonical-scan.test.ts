import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#kit/canonical-json.ts';
import { scanValue } from '#store/canonical-scan.ts';
import { openChecksum } from '#store/checksum.ts';
import { readBody, tailParts, verifyLine } from '#store/commit-line.ts';
import { noPlaces, scanBody, scanLine } from '#store/scan-line.ts';

const encoder = new TextEncoder();

/** The definition: what was parsed is written as the same text. */
function isCanonical(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}

/** Whatever stands after a value belongs to somebody else, so all of the text has to be it. */
function isScanned(text: string): boolean {
  const bytes = encoder.encode(text);
  return scanValue(bytes, 0, 0) === bytes.length;
}

const oddNumbers = [
  '-0',
  '0',
  '-1',
  '1e21',
  '1E5',
  '1e+21',
  '1e-7',
  '0.10',
  '0.1',
  '.5',
  '5.',
  '01',
  '00',
  '-',
  '+1',
  '1e5',
].concat(
  [
    '1e999',
    '-1e999',
    '123456789012345',
    '999999999999999',
    '1234567890123456',
    '9007199254740993',
    '100000000000000000000',
  ],
  [
    '1.0',
    '5e-324',
    '1.7976931348623157e+308',
    '0.000001',
    '1e-06',
    '--1',
    '1-1',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x1',
  ],
);
const oddStrings = [
  '\\u0000',
  '\\u001f',
  '\\u001F',
  '\\u0008',
  '\\b',
  '\\u000b',
  '\\u0020',
  '\\/',
  '/',
  '\\u007f',
  '\x7f',
  '\\u2028',
].concat([
  '\u2028',
  '\\ud800',
  '\\udc00',
  '\\ud83d\\ude00',
  '😀',
  '\\u00e9',
  'é',
  '\\"',
  '\\\\',
  '\\',
  '\t',
  '\n',
  '\\x',
  '\\u12',
  '\\n',
  '\\r',
]);
const oddKeys = [
  '',
  'a',
  'aa',
  'a\\n',
  'a\\r',
  'a!',
  'a ',
  'a"'.slice(0, 1),
  '\\u0001',
  '\\b',
  'é',
  'z',
  '\ue000',
  '😀',
  '\uffff',
  '__proto__',
  '1',
  '10',
  '2',
  '\\"',
  '\\\\',
];

/** Texts that are canonical, nearly so, or not JSON at all. */
const texts = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('true', 'false', 'null', 'True', 'nul', ...oddNumbers),
    fc.double().map((number) => JSON.stringify(number)),
    fc.integer().map(String),
    fc
      .array(fc.oneof(fc.constantFrom(...oddStrings), fc.string({ unit: 'binary' })), { maxLength: 3 })
      .map((parts) => `"${parts.join('')}"`),
    fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join()}]`),
    fc
      .array(fc.tuple(fc.constantFrom(...oddKeys), tie('value')), { maxLength: 4 })
      .map((members) => `{${members.map(([key, value]) => `"${key}":${value}`).join()}}`),
  ),
})).value;

describe('the canonical scan', () => {
  it('takes what the definition takes, of texts that are nearly canonical (20,000 runs)', () => {
    fc.assert(
      fc.property(
        texts.filter((text) => text.isWellFormed()),
        (text) => isScanned(text) === isCanonical(text),
      ),
      { numRuns: 20_000 },
    );
  });

  it('takes everything that is written canonically, and nothing of it with one character changed (5,000 runs)', () => {
    const changed = fc.tuple(
      fc.jsonValue({ stringUnit: 'grapheme' }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('', ' ', '0', '"', '\\', ',', '-', 'e', '.', 'A', '{', ']'),
    );
    fc.assert(
      fc.property(changed, ([value, at, length, by]) => {
        const text = canonicalJson(value);
        const place = at % text.length;
        // Half a pair could not be encoded.
        const other = `${text.slice(0, place)}${by}${text.slice(place + (length % 3))}`.toWellFormed();
        expect(isScanned(text)).toBe(true);
        expect(isScanned(other)).toBe(isCanonical(other));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ...oddNumbers,
    ...oddStrings.map((text) => `"${text}"`),
    '',
    ' 1',
    '1 ',
    '{}',
    '[]',
    '{ }',
    '[,]',
    '[1,]',
    '{"a":1,}',
  ])('agrees about %j', (text) => expect(isScanned(text)).toBe(isCanonical(text)));

  it('has the order of keys that UTF-16 has, also where that of the bytes is another', () => {
    for (const a of oddKeys) {
      for (const b of oddKeys) {
        const text = `{"${a}":1,"${b}":2}`;
        expect(isScanned(text), text).toBe(isCanonical(text));
      }
    }
    expect(isScanned('{"😀":1,"\ue000":2}')).toBe(true);
  });

  it('goes as deep as the definition', () => {
    for (const depth of [499, 500, 501, 100_000]) {
      const text = '['.repeat(depth) + ']'.repeat(depth);
      expect(isScanned(text), `${depth}`).toBe(isCanonical(text));
    }
  });
});

describe('the scan of a line', () => {
  const digits = '0123456789abcdef'.repeat(2);
  const reference = { hash: 'h', mediaType: 'text/plain', size: 1 };
  const sound = { actor: {}, at: 1, events: [{ type: 'T', v: 1 }], locale: 'en', salt: digits, zone: 'UTC' };
  const odd = fc.constantFrom<unknown>(
    undefined,
    null,
    1,
    'x',
    digits,
    [],
    {},
    [{}],
    [{ type: 'T' }],
    [{ type: 'T', v: '1' }],
    [reference],
    [{ ...reference, name: 1 }],
    [{ ...reference, name: 'n' }],
    [{ ...reference, size: '' }],
  );
  const bodies = fc
    .tuple(
      fc.constantFrom('actor', 'at', 'blobs', 'events', 'locale', 'salt', 'zone', 'a', 'memo', 'zz'),
      odd,
      fc.constantFrom('b', 'at2', 'type'),
      odd,
    )
    .map(([key, value, other, also]) => canonicalJson({ ...sound, [other]: also, [key]: value }));

  it('has the same idea of a body as reading it (2,000 runs)', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const bytes = encoder.encode(body);
        expect(scanBody(bytes, 0, 0) === bytes.length).toBe(readBody(body) !== undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes what verifying it takes, and leaves the bytes as they were (3,000 runs)', async () => {
    const checksum = await openChecksum();
    const places = noPlaces();
    const name = fc.constantFrom('a', '', 'é', 'a"b', '😀', 'plan/1', 'x\n');
    const causation = fc.option(name);
    const head = fc.record({
      id: name,
      stream: name,
      device: name,
      correlation: name,
      causation,
      index: fc.nat(),
      isFirst: fc.boolean(),
    });
    const change = fc.option(fc.tuple(fc.nat(), fc.constantFrom('0', '"', ' ', 'x', ',')), { freq: 2 });
    fc.assert(
      fc.property(head, bodies, change, ({ isFirst, ...of }, body, changed) => {
        const parts = tailParts(of, { device: of.device, hlc: '0193a5b6c7d8-0000', index: of.index });
        const tail = (hash: string) => parts[0] + hash + parts[1] + (isFirst ? '' : digits) + parts[2];
        const line = `{"body":${body}${tail(checksum.ofText(tail(checksum.ofText(body))))}`;
        const place = (changed?.[0] ?? 0) % line.length;
        const text = changed === null ? line : line.slice(0, place) + changed[1] + line.slice(place + 1);
        const bytes = encoder.encode(`${text}\n`);
        const before = bytes.slice();
        const isTaken = scanLine(bytes, 0, checksum, places) && places.end === bytes.length - 1;
        const verified = verifyLine(text, checksum);
        expect(isTaken).toBe(verified.ok && readBody(verified.value.body) !== undefined);
        expect(bytes).toEqual(before);
        if (isTaken) expect(places.hasBlobs).toBe(body.includes('"blobs":['));
      }),
      { numRuns: 3000 },
    );
  });
});
