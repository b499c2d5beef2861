import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerOver, egressOver } from '#engine/egress/wire.ts';
import type { EgressFetch } from '#models/egress-port.ts';
import { type Collector, startCollector } from '../../support/collector.ts';
import { plainEgress } from '../../support/plain-egress.ts';

// A realm that has egress by a port; what is on the other side is a plain fetch.
let collector: Collector;
let lost: AbortController;
let egress: EgressFetch;
const ports: MessagePort[] = [];

beforeEach(async () => {
  collector = await startCollector();
  lost = new AbortController();
  const fetching = plainEgress();
  egress = egressOver(({ url, request }, port) => {
    ports.push(port);
    void answerOver(port, (signal) => fetching(url, { ...request, signal }));
  }, lost.signal);
});

afterEach(async () => {
  for (const port of ports.splice(0)) port.close();
  await collector.close();
});

const get = (path: string, more = {}) =>
  egress(collector.origin + path, { method: 'GET', headers: {}, purpose: 'test', ...more });

async function read(path: string, more = {}): Promise<string> {
  const answer = await get(path, more);
  if (!answer.ok) return answer.error.code;
  return new Response(answer.value.body).text().catch((failure) => failure.code);
}

test('[X16] answers and failures cross as they are', async () => {
  expect(await read('/large?300000')).toHaveLength(300_000);
  expect(await read('/to?x')).toBe('Redirected');
  expect(await read('/cut')).toBe('CutOff');
  expect(await read('/large?3000', { maxBytes: 100 })).toBe('TooLarge');
  expect(await read('/silent', { timeoutMs: 30 })).toBe('TimedOut');
  expect(await read('/slow', { timeoutMs: 150 })).toBe('TimedOut');
});

test('[X9] a stop is obeyed at once, before and while the answer comes', async () => {
  expect(await read('/', { signal: AbortSignal.abort() })).toBe('Cancelled');
  for (const path of ['/silent', '/slow', '/endless']) {
    expect(await read(path, { signal: AbortSignal.timeout(60), maxBytes: 1e12 })).toBe('Cancelled');
  }
  await expect.poll(collector.dropped).toBe(3);
});

test('[X16] the death of the other realm ends what is under way, and what comes after', async () => {
  const reading = read('/slow');
  await new Promise((resolve) => setTimeout(resolve, 60));
  lost.abort();
  expect(await reading).toBe('EgressLost');
  expect(await read('/')).toBe('EgressLost');
});

test('[X15] nothing is read that nobody asked for', async () => {
  const answer = await get('/endless', { maxBytes: 1e12 });
  const reader = answer.ok ? answer.value.body.getReader() : null;
  const first = await reader?.read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(first?.value?.length).toBeGreaterThan(0);
  await reader?.cancel();
  await expect.poll(collector.dropped).toBe(1);
});
