import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strikeOut, strikeOutText } from '#engine/egress/strike-out.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (parts: readonly Uint8Array[]) => Buffer.concat(parts).toString('utf8');

test('[X8] a secret is struck out wherever the parts are cut, and nothing else is changed', () => {
  fc.assert(
    fc.property(
      // Few letters, so that many things nearly are the secret.
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 12, maxLength: 15 }),
      fc.array(fc.oneof(fc.constant(null), fc.string({ unit: fc.constantFrom('a', 'b', 'ü'), maxLength: 20 }))),
      fc.array(fc.nat({ max: 9 }), { minLength: 1 }),
      (secret, pieces, cuts) => {
        const whole = bytes(pieces.map((piece) => piece ?? secret).join(''));
        const struck = strikeOut([secret]);
        const shown: Uint8Array[] = [];
        for (let at = 0, i = 0; at < whole.length; i++) {
          const size = 1 + (cuts[i % cuts.length] ?? 0);
          shown.push(struck.push(whole.slice(at, at + size)));
          at += size;
        }
        shown.push(struck.end());
        expect(text(shown)).toBe(strikeOutText(text([whole]), [secret]));
        expect(text(shown)).not.toContain(secret);
      },
    ),
  );
});

test('[X8] what is held back is only what could become a secret', () => {
  const struck = strikeOut(['sk-1234567890']);
  expect(text([struck.push(bytes('hello sk-12'))])).toBe('hello ');
  expect(text([struck.push(bytes('x'))])).toBe('sk-12x');
  expect(text([struck.end()])).toBe('');
});

test('[X8] a word that a server without keys wants to see is no secret', () => {
  expect(strikeOutText('ask ollama', ['ollama'])).toBe('ask ollama');
});
