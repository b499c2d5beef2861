import { expect, test } from 'vitest';
import { egressPolicy } from '../../../workers/egress-script.ts';
import { contentSecurityPolicy, devHeaders } from '../../../workers/headers.ts';

test('the policy is the one of the design, word for word', () => {
  expect(contentSecurityPolicy()).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; " +
      "img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; worker-src 'self' blob:; connect-src 'self'; " +
      "frame-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; " +
      'trusted-types default svelte-trusted-html',
  );
});

test('development adds inline styles and nothing else', () => {
  expect(devHeaders()['Content-Security-Policy']).toBe(
    contentSecurityPolicy().replace("style-src-elem 'self'", "style-src-elem 'self' 'unsafe-inline'"),
  );
});

test('the egress worker may reach the origins it was asked for, and nothing else', () => {
  expect(egressPolicy(['https://a.example', 'http://127.0.0.1:11434'])).toBe(
    "default-src 'none'; script-src 'self'; style-src-elem 'none'; style-src-attr 'none'; img-src 'none'; font-src 'none'; " +
      "manifest-src 'none'; worker-src 'none'; connect-src https://a.example http://127.0.0.1:11434; frame-src 'none'; " +
      "form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  );
  expect(egressPolicy([])).toContain("connect-src 'none'");
  expect(egressPolicy(['*', 'https://*.example', '*; script-src *'])).toContain("connect-src 'none'");
});
