import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { EgressRequest } from '#models/egress-port.ts';
import { App } from '../support/app.ts';
import { expect, test } from '../support/app-test.ts';
import { type Collector, startCollector } from '../support/collector.ts';
import { type BuildServer, serveBuild } from '../support/serve-build.ts';

/*
 * The egress worker itself, as the service worker serves it: here tests speak to it directly, past everything that the app
 * would refuse before, so that what is seen is what the browser lets out.
 */

let granted: Collector;
let other: Collector;
let server: BuildServer | undefined;

test.beforeEach(async ({ page }) => {
  [granted, other] = await Promise.all([startCollector(), startCollector()]);
  await new App(page).open();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
});

test.afterEach(async () => {
  await Promise.all([granted.close(), other.close(), server?.stop()]);
  server = undefined;
});

interface Asked extends Partial<Omit<EgressRequest, 'signal'>> {
  /** The origins in the worker's address. */
  readonly to: readonly string[];
  readonly secrets?: Readonly<Record<string, string>>;
  /** Stop reading after so many parts. */
  readonly parts?: number;
  readonly code?: string;
}

type Answer =
  | { readonly type: 'off' }
  | {
      readonly type: 'answer';
      readonly origins: readonly string[];
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
      readonly failure: string | null;
      readonly largestPart: number;
    };

/** Starts an egress worker by its address and has it send one request. */
function ask(page: Page, url: string, { to, secrets = {}, parts = 1e9, code, ...request }: Asked): Promise<Answer> {
  const file = readdirSync('dist/assets').find((name) => /^egress\.worker-.*\.js$/.test(name)) ?? '';
  return page.evaluate(
    ({ url, to, secrets, parts, code, request }) =>
      new Promise<Answer>((resolve) => {
        const address = new URL('egress.worker.js', location.href.split('#')[0]);
        address.searchParams.set('code', new URL(code, location.href.split('#')[0]).href);
        for (const origin of to) address.searchParams.append('to', origin);
        const worker = new Worker(address.href, { type: 'module' });
        const settle = (answer: Answer) => {
          resolve(answer);
          worker.terminate();
        };
        worker.onerror = (event) => {
          event.preventDefault();
          settle({ type: 'off' });
        };
        worker.onmessage = ({ data: { origins } }) => {
          const { port1, port2 } = new MessageChannel();
          const answer = { type: 'answer' as const, origins, status: 0, headers: {}, largestPart: 0 };
          let text = '';
          let left = parts;
          port1.onmessage = ({ data }) => {
            if (data.type === 'head') Object.assign(answer, { status: data.status, headers: data.headers });
            if (data.type === 'part') {
              text += new TextDecoder().decode(data.bytes);
              answer.largestPart = Math.max(answer.largestPart, data.bytes.length);
            }
            if (data.type === 'failed') return settle({ ...answer, text, failure: data.failure.code });
            if (data.type === 'end') return settle({ ...answer, text, failure: null });
            left -= 1;
            if (left >= 0) port1.postMessage({ type: 'pull' });
            else {
              port1.postMessage({ type: 'cancel' });
              setTimeout(() => settle({ ...answer, text, failure: 'left' }), 300);
            }
          };
          worker.postMessage(
            {
              sending: {
                url,
                request: { method: 'GET', headers: {}, purpose: 'test', ...request },
                secrets: new Map(Object.entries(secrets)),
              },
            },
            [port2],
          );
        };
      }),
    { url, to, secrets, parts, code: code ?? `assets/${file}`, request },
  );
}

test('[X11] a granted origin answers, whole, without cookies, referrer or anything that was not asked for', async ({
  page,
}) => {
  const answer = await ask(page, `${granted.origin}/path?q=1`, {
    to: [granted.origin],
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"a":1}',
  });
  expect(answer).toMatchObject({ type: 'answer', origins: [granted.origin], status: 200, failure: null });
  expect(answer).toHaveProperty('text', JSON.stringify({ method: 'POST', body: '{"a":1}' }));
  expect(granted.hits).toHaveLength(1);
  expect(granted.hits[0]).toMatchObject({ method: 'POST', path: '/path?q=1', body: '{"a":1}' });
  expect(granted.hits[0]?.headers).not.toHaveProperty('cookie');
  expect(granted.hits[0]?.headers).not.toHaveProperty('referer');
});

test('[X12] any other origin is refused by the browser itself', async ({ page, expectTrouble }) => {
  expectTrouble(/Content Security Policy|Failed to load resource|Fetch API cannot load/u);
  for (const url of [other.origin, other.origin.replace('127.0.0.1', 'localhost'), `${new URL(page.url()).origin}/`]) {
    expect(await ask(page, url, { to: [granted.origin] })).toMatchObject({ failure: 'BlockedByPolicy' });
  }
  expect([granted.hits, other.hits]).toEqual([[], []]);
});

// Row A32 of the attacks.
test('[X13] a redirect is not followed, to wherever it leads and however it is made', async ({
  page,
  expectTrouble,
}) => {
  expectTrouble(/Content Security Policy|Failed to load resource|Fetch API cannot load/u);
  for (const path of ['to', 'to307']) {
    for (const target of [other.origin, `${granted.origin}/`, 'data:text/plain,x']) {
      const url = `${granted.origin}/${path}?${encodeURIComponent(target)}`;
      expect(await ask(page, url, { to: [granted.origin], method: 'POST', body: 'mine' })).toMatchObject({
        failure: 'Redirected',
      });
    }
  }
  // Where following was asked for, the browser holds it to the origins that were granted.
  const away = `${granted.origin}/to?${encodeURIComponent(`${other.origin}/file`)}`;
  expect(await ask(page, away, { to: [granted.origin], follow: [other.origin] })).toMatchObject({
    failure: 'Redirected',
  });
  expect(other.hits).toEqual([]);
  const both = { to: [granted.origin, other.origin], follow: [other.origin] };
  expect(await ask(page, away, both)).toMatchObject({ status: 200, failure: null });
  expect(other.hits).toHaveLength(1);
});

// Row A34.
test('[X14] an origin that is more than an origin counts for nothing', async ({ page, expectTrouble }) => {
  expectTrouble(/Content Security Policy|Failed to load resource|Fetch API cannot load/u);
  for (const to of [
    '*',
    'https:',
    'http://*',
    '*; script-src *',
    `${other.origin}; script-src *`,
    `${other.origin} *`,
    `${other.origin}/`,
    `${other.origin}\r\nX: y`,
  ]) {
    expect(await ask(page, other.origin, { to: [to] }), to).toMatchObject({ origins: [], failure: 'BlockedByPolicy' });
  }
  expect(other.hits).toEqual([]);
});

test('[X14] no other code is served with such a policy', async ({ page, expectTrouble }) => {
  expectTrouble(/404|Failed to load resource|Failed to fetch a worker script/u);
  const planner = readdirSync('dist/assets').find((name) => name.startsWith('planner.worker-')) ?? '';
  for (const code of [
    `assets/${planner}`,
    `${other.origin}/evil.js`,
    'assets/egress.worker-/../x.js',
    'data:text/javascript,1',
  ]) {
    expect(await ask(page, granted.origin, { to: [granted.origin], code })).toEqual({ type: 'off' });
  }
  expect(other.hits).toEqual([]);
});

// Row A35.
test('[X15] an endless answer ends at its cap, a slow one at its time', async ({ page }) => {
  const to = [granted.origin];
  const capped = await ask(page, `${granted.origin}/endless`, { to, maxBytes: 1_000_000 });
  expect(capped).toMatchObject({ status: 200, failure: 'TooLarge' });
  expect(capped.type === 'answer' && capped.text.length).toBeLessThanOrEqual(1_000_000);
  expect(await ask(page, `${granted.origin}/large?2000000`, { to, maxBytes: 1_000_000 })).toMatchObject({
    text: '',
    failure: 'TooLarge',
  });
  expect(await ask(page, `${granted.origin}/slow`, { to, timeoutMs: 500 })).toMatchObject({ failure: 'TimedOut' });
  expect(await ask(page, `${granted.origin}/silent`, { to, timeoutMs: 300 })).toMatchObject({ failure: 'TimedOut' });
  // The large one may have been sent before anybody could stop it.
  await expect.poll(granted.dropped).toBeGreaterThanOrEqual(3);
});

test('[X15] who reads no further lets the other side wait, and stops it when leaving', async ({ page }) => {
  const answer = await ask(page, `${granted.origin}/endless`, { to: [granted.origin], parts: 3, maxBytes: 1e9 });
  expect(answer).toMatchObject({ failure: 'Cancelled' });
  expect(answer.type === 'answer' && answer.text.length).toBeLessThan(5_000_000);
  await expect.poll(granted.dropped).toBe(1);
});

test('[X16] each failure has its name', async ({ page, expectTrouble }) => {
  expectTrouble(/CORS policy|Failed to load resource|ERR_/u);
  const to = [granted.origin];
  expect(await ask(page, `${granted.origin}/cut`, { to })).toMatchObject({ text: 'half', failure: 'CutOff' });
  expect(await ask(page, `${granted.origin}/closed`, { to })).toMatchObject({ failure: 'Unreachable' });
  expect(await ask(page, granted.origin, { to, method: 'TRACE' })).toMatchObject({ failure: 'RequestRefused' });
  expect(await ask(page, granted.origin, { to, headers: { 'a b': 'c' } })).toMatchObject({ failure: 'RequestRefused' });
  await granted.close();
  expect(await ask(page, granted.origin, { to })).toMatchObject({ failure: 'Unreachable' });
});

test('[X8] a secret goes out in a header and does not come back', async ({ page }) => {
  const canary = 'sk-canary-5b1f8e-ünd';
  const answer = await ask(page, `${granted.origin}/echo`, {
    to: [granted.origin],
    headers: { 'X-Key': 'none', Authorization: 'Bearer {{secret:mine}}' },
    secrets: { mine: 'sk-canary-5b1f8e' },
  });
  expect(granted.hits[0]?.headers.authorization).toBe('Bearer sk-canary-5b1f8e');
  expect(JSON.stringify(answer)).not.toContain(canary.slice(0, 12));
  expect(answer).toMatchObject({
    text: '{"heard":"Bearer ****************"}',
    headers: { 'x-heard': 'Bearer ****************' },
  });
});

// Row A31.
test('[X17] without a service worker there is no egress worker, whatever the host sends', async ({
  browser,
  expectTrouble,
}) => {
  expectTrouble(/404|Failed to load resource|Failed to fetch a worker script/u);
  server = await serveBuild('dist', { headers: {} });
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const app = new App(page, server.url);
  await app.open();
  expect(await ask(page, granted.origin, { to: [granted.origin] })).toEqual({ type: 'off' });
  // Started by its own file, it has no policy, and does nothing.
  const file = readdirSync('dist/assets').find((name) => /^egress\.worker-.*\.js$/.test(name));
  const failed = await page.evaluate(
    (address) =>
      new Promise((resolve) => {
        const worker = new Worker(address, { type: 'module' });
        worker.onerror = (event) => {
          event.preventDefault();
          resolve('failed');
        };
        worker.onmessage = () => resolve('started');
      }),
    `assets/${file}`,
  );
  expect(failed).toBe('failed');
  expect(granted.hits).toEqual([]);
  await context.close();
});
