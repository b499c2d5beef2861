import { expect, test } from 'vitest';
import '../../src/trusted-types.ts';

type DefaultPolicy = { createScriptURL(url: string): unknown; createHTML(html: string): unknown };

const policy = (globalThis as unknown as { trustedTypes: { defaultPolicy: DefaultPolicy } }).trustedTypes.defaultPolicy;

test.each(['assets/planner.worker.js', `${location.origin}/sw.js`, `blob:${location.origin}/3f0c`])(
  'a script of our own may be started: %s',
  (url) => {
    expect(String(policy.createScriptURL(url))).toBe(url);
  },
);

test.each(['https://elsewhere.invalid/a.js', '//elsewhere.invalid/a.js', 'data:text/javascript,0', 'javascript:0'])(
  'a script from elsewhere may not: %s',
  (url) => {
    expect(() => policy.createScriptURL(url)).toThrow('A script may only come from');
  },
);

test('text never becomes markup by itself', () => {
  expect(() => policy.createHTML('<img>')).toThrow(TypeError);
});
