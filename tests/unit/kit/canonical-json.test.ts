import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, isCanonical, NotJson } from '#kit/canonical-json.ts';

describe('canonical JSON', () => {
  it('writes the example of RFC 8785 §3.2.3 with keys in UTF-16 order', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it('writes the example of RFC 8785 §3.2.2', () => {
    const value = {
      // biome-ignore lint/correctness/noPrecisionLoss: as the RFC has it.
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts integer-like keys as text, which objects do not keep in order', () => {
    expect(canonicalJson({ 10: 'b', 9: 'c', 1: 'a', __proto__: null })).toBe('{"1":"a","10":"b","9":"c"}');
  });

  it('writes members that objects treat apart, and backslashes, as they are', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"2":1,"10":1},"a":[]}'))).toBe(
      '{"__proto__":{"10":1,"2":1},"a":[],"b":1}',
    );
    const backslashes = ['\\ud800', '\\\\ud800', '\\\\\\udfff'];
    expect(JSON.parse(canonicalJson(backslashes))).toEqual(backslashes);
    for (const half of ['\\\ud800', '\\\\\udfff'])
      expect(refusal([half])).toMatchObject({ path: '/0', why: 'surrogate' });
  });

  it('is one text for equal values, reads back equal, and has no raw line break', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.stringify(JSON.parse(text))).toHaveLength(text.length);
        expect(text).not.toMatch(/[\n\r]/u);
      }),
    );
  });

  it('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
        const reversed = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(members));
      }),
    );
  });

  it('leaves out what is undefined, and writes no minus zero', () => {
    expect(canonicalJson({ a: undefined, b: -0 })).toBe('{"b":0}');
  });

  it.each([
    [{ a: [1, { b: Number.NaN }] }, '/a/1/b', 'number'],
    [Number.POSITIVE_INFINITY, '', 'number'],
    [{ a: 'x\udc00' }, '/a', 'surrogate'],
    [{ '\ud800': 1 }, '/\ud800', 'surrogate'],
    [[undefined], '/0', 'type'],
    [{ when: new Date(0) }, '/when', 'type'],
    [{ 'a/b~c': 1n }, '/a~1b~0c', 'type'],
    [{ run() {} }, '/run', 'type'],
    [new Map(), '', 'type'],
  ])('refuses %o at %s', (value, path, why) => {
    const thrown = refusal(value);
    expect(thrown).toBeInstanceOf(NotJson);
    expect(thrown).toMatchObject({ path, why });
  });

  it('refuses what is too deep, or a circle', () => {
    for (const value of [nested(501), nested(200_000), circle()]) expect(refusal(value)).toMatchObject({ why: 'deep' });
    expect(refusal({ a: Number.NaN, b: nested(200_000) })).toMatchObject({ path: '/a', why: 'number' });
    expect(refusal({ b: Number.NaN, c: nested(9), a: nested(9) })).toMatchObject({ path: '/b', why: 'number' });
  });

  it('takes any depth that it can read again', () => {
    const text = '['.repeat(500) + ']'.repeat(500);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it('knows the text of a value, and never throws for a value that was parsed', () => {
    expect(isCanonical('{"a":[1]}', { a: [1] })).toBe(true);
    for (const text of ['{ "a":1}', '1e999', '"\\ud800"', '-0', '{"b":1,"a":2}', '['.repeat(9999) + ']'.repeat(9999)]) {
      expect(isCanonical(text, JSON.parse(text)), text.slice(0, 20)).toBe(false);
    }
  });
});

function refusal(value: unknown): unknown {
  try {
    return canonicalJson(value);
  } catch (error) {
    return error;
  }
}

function nested(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels));
}

function circle(): object {
  const self: { self?: object } = {};
  self.self = self;
  return self;
}
