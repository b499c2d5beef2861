import { describe, expect, test } from 'vitest';
import { afterFailure, type Breaker, CLOSED, isShut } from '#models/breaker.ts';
import { createChain } from '#models/chain.ts';
import { type ModelFailure, modelFailure } from '#models/failure.ts';
import { type ModelClient, type ModelEvent, type ModelRequest, NO_LIMIT } from '#models/port.ts';
import { createScriptedModel, type ScriptLine } from '#models/scripted.ts';

const REQUEST: ModelRequest = {
  messages: [{ role: 'user', content: 'Hello?' }],
  answer: { form: 'text' },
  maxOutputTokens: 20,
  budget: NO_LIMIT,
  purpose: 'test',
};
const AWAY = modelFailure('Unreachable', { origin: 'https://far.example' });

const far = (lines: readonly ScriptLine[], about = {}) =>
  createScriptedModel(() => lines, { model: 'far', origin: 'https://far.example', ...about });
const near = (lines: readonly ScriptLine[] = [{ say: 'Here.' }, { finish: 'stop' }]) =>
  createScriptedModel(() => lines, { model: 'near', contextTokens: 4096 });

function chainOf(clients: readonly [ModelClient, ...ModelClient[]]) {
  const kept = new Map<string, Breaker>();
  let at = 1_000_000;
  const chain = createChain({
    clients,
    breakers: { read: (key) => kept.get(key) ?? null, write: (key, breaker) => void kept.set(key, breaker) },
    now: () => at,
  });
  return {
    chain,
    pass(ms: number) {
      at += ms;
    },
    async ask(signal = new AbortController().signal): Promise<readonly ModelEvent[]> {
      const events: ModelEvent[] = [];
      for await (const event of chain.generate(REQUEST, signal)) events.push(event);
      return events;
    },
  };
}

describe('several models as one', () => {
  test('[C11] the first that answers is used, and who did not is told with its reason', async () => {
    const second = near();
    const { ask, chain } = chainOf([far([{ fail: AWAY }]), second]);
    expect(await ask()).toMatchObject([
      { type: 'passed', about: { model: 'far' }, failure: AWAY },
      { type: 'delta', text: 'Here.' },
      { type: 'done', by: { model: 'near' } },
    ]);
    expect(chain.about.contextTokens).toBe(4096);
    expect(second.calls).toHaveLength(1);
  });

  test.each<[what: string, lines: readonly ScriptLine[], code: string]>([
    ['had begun to speak', [{ say: 'We' }, { fail: AWAY }], 'Unreachable'],
    ['refused', [{ finish: 'refused' }], 'Refused'],
  ])('[C11] one that %s is not passed over', async (_, lines, code) => {
    const second = near();
    const events = await chainOf([far(lines), second]).ask();
    expect(events.at(-1)).toMatchObject({ type: 'failed', failure: { code }, by: { model: 'far' } });
    expect(second.calls).toHaveLength(0);
  });

  test('[C11] a stop asks nobody else', async () => {
    const second = near();
    const events = await chainOf([far(['hang']), second]).ask(AbortSignal.timeout(50));
    expect(events).toMatchObject([{ type: 'failed', failure: { code: 'Cancelled' } }]);
    expect(second.calls).toHaveLength(0);
  });

  test('[C11] when nobody answers, the last one says why', async () => {
    const events = await chainOf([far([{ fail: AWAY }]), near([{ fail: modelFailure('DeviceLost', {}) }])]).ask();
    expect(events.map(({ type }) => type)).toEqual(['passed', 'failed']);
  });

  test('[C12] who failed three times is left alone, told so, and tried again later', async () => {
    const first = far([{ fail: AWAY }]);
    const { ask, pass } = chainOf([first, near()]);
    for (let n = 0; n < 3; n++) await ask();
    expect(first.calls).toHaveLength(3);
    expect((await ask())[0]).toMatchObject({ type: 'passed', failure: { code: 'LeftAlone' } });
    expect(first.calls).toHaveLength(3);
    pass(60_000);
    await ask();
    expect(first.calls).toHaveLength(4);
  });
});

describe('[C12] whether somebody is worth asking', () => {
  const breakerAfter = (failures: readonly ModelFailure[]) =>
    failures.reduce((breaker, failure) => afterFailure(breaker, failure, 0), CLOSED);

  test('waits grow, up to ten minutes', () => {
    const waits = [3, 4, 5, 6, 7, 20].map((n) => breakerAfter(Array.from({ length: n }, () => AWAY)).shutUntil);
    expect(waits).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  });

  test('a server that says when is believed at once', () => {
    const busy = modelFailure('RateLimited', { origin: 'https://far.example', atMs: 5_000 });
    expect(isShut(breakerAfter([busy]), 4_999)).toBe(true);
    expect(isShut(breakerAfter([busy]), 5_000)).toBe(false);
  });

  test('what is about one question says nothing about the next', () => {
    expect(breakerAfter([modelFailure('Refused', { said: '' }), modelFailure('NotParsable', { reason: '' })])).toBe(
      CLOSED,
    );
  });
});
