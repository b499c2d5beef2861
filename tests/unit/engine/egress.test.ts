import { beforeEach, describe, expect, test } from 'vitest';
import type { Sending } from '#engine/egress/send.ts';
import { createEgress, type Egress, type EgressPorts } from '#engine/egress.ts';
import { err, ok } from '#kit/result.ts';
import type { EgressFailure, EgressRequest } from '#models/egress-port.ts';
import type { LedgerCommand } from '#planner/ledger.ts';
import { DEFAULT_CONFIG, type PlanConfig } from '#planner/plan-config.ts';

const GRANTED = 'https://api.example.org';
const CANARY = 'sk-canary-5b1f8e';

let granted: Set<string>;
let once: Set<string>;
let configs: Map<string, PlanConfig>;
let rows: { row: LedgerCommand; plan: string | null }[];
let sent: { sending: Sending; origins: readonly string[]; rowsBefore: number }[];
let egress: Egress;
let ports: EgressPorts;

beforeEach(() => {
  granted = new Set([`models ${GRANTED}`]);
  once = new Set();
  configs = new Map([['p', DEFAULT_CONFIG]]);
  rows = [];
  sent = [];
  ports = {
    senders: {
      async send(sending, origins, signal) {
        sent.push({ sending, origins, rowsBefore: rows.length });
        const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('first '));
            if (!sending.url.endsWith('/open')) return controller.close();
            signal.addEventListener('abort', () =>
              controller.error({ code: 'Cancelled', params: {}, retry: 'never' } satisfies EgressFailure),
            );
          },
        });
        return ok({ status: 200, headers: {}, body });
      },
      check: async () => ok(undefined),
      endIdle() {},
    },
    async isGranted(origin, scope, plan, use) {
      const name = `${scope === 'models' ? 'models' : `plan/${plan}`} ${origin}`;
      if (granted.has(name)) return 'kept';
      return use && once.delete(name) ? 'once' : 'no';
    },
    readConfig: async (plan) => configs.get(plan) ?? null,
    readSecret: async (id) => (id === 'mine' ? { origin: GRANTED, value: CANARY } : null),
    async record(row, plan) {
      rows.push({ row, plan });
      return ok(undefined);
    },
    confirm: async () => true,
    newId: () => 's1',
  };
  egress = createEgress(ports);
});

const ask = (url: string, more: Partial<EgressRequest> = {}, scope: 'models' | 'plan' = 'models') =>
  egress.fetchFor(scope)(url, { method: 'POST', headers: {}, purpose: 'draft', ...more });

async function failureOf(answer: ReturnType<typeof ask>): Promise<EgressFailure> {
  const settled = await answer;
  if (settled.ok) throw new Error('it was let out');
  return settled.error;
}

async function textOf(answer: ReturnType<typeof ask>): Promise<string> {
  const settled = await answer;
  if (!settled.ok) throw new Error(settled.error.code);
  return new Response(settled.value.body).text();
}

const endedAs = () => rows.map(({ row }) => (row.type === 'RecordBytesReceived' ? row.ended : row.type));

describe('what may leave', () => {
  test('[X1] an origin that was not granted is not asked', async () => {
    expect(await failureOf(ask('https://evil.example'))).toEqual({
      code: 'NotGranted',
      params: { origin: 'https://evil.example', network: 'public' },
      retry: 'never',
    });
    expect([sent, rows]).toEqual([[], []]);
  });

  test('[X1] another port or scheme of a granted host is another origin', async () => {
    for (const url of ['https://api.example.org:8443', 'http://api.example.org']) {
      expect((await failureOf(ask(url))).code).toBe('NotGranted');
    }
    expect(sent).toEqual([]);
  });

  test('[X1] a grant for models is none for what tasks do', async () => {
    expect((await failureOf(ask(GRANTED, { plan: 'p' }, 'plan'))).code).toBe('NotGranted');
    granted.add(`plan/p ${GRANTED}`);
    expect(await textOf(ask(GRANTED, { plan: 'p' }, 'plan'))).toBe('first ');
    expect((await failureOf(ask(GRANTED, { plan: 'q' }, 'plan'))).code).toBe('NotGranted');
  });

  test('[X2] a plan that stays on this device lets nothing out, whatever is granted', async () => {
    configs.set('p', { ...DEFAULT_CONFIG, offlineOnly: true });
    expect(await failureOf(ask(GRANTED, { plan: 'p' }))).toMatchObject({ code: 'PlanOffline', params: { plan: 'p' } });
    expect([sent, rows]).toEqual([[], []]);
  });

  test('[X3] a leave for one time is one', async () => {
    once.add('models https://once.example');
    expect(await textOf(ask('https://once.example'))).toBe('first ');
    expect((await failureOf(ask('https://once.example'))).code).toBe('NotGranted');
  });

  // Row A33 of the attacks.
  test.each([
    ['userinfo', 'https://api.example.org@evil.example/'],
    ['userinfo', 'https://user:pass@api.example.org/'],
    ['spelling', 'http://0.0.0.0:11434/'],
    ['spelling', 'http://[::ffff:127.0.0.1]/'],
    ['spelling', 'http://[::1]:11434/'],
    ['spelling', 'http://localhost./'],
    ['spelling', 'http://nas.local./'],
    ['scheme', 'ftp://api.example.org/'],
    ['scheme', 'data:text/plain,x'],
    ['scheme', 'javascript:alert(1)'],
    ['malformed', '/v1/models'],
    ['malformed', ''],
  ])('[X4] an address with an odd %s is refused before anybody is asked: %s', async (reason, url) => {
    granted.add('models http://localhost:11434');
    expect(await failureOf(ask(url))).toMatchObject({ code: 'AddressRefused', params: { reason } });
    expect([sent, rows]).toEqual([[], []]);
  });

  test.each(['http://127.1:11434', 'http://2130706433:11434', 'http://0x7f000001:11434', 'http://127.0.0.1.:11434'])(
    '[X4] %s is the loopback address that was not granted',
    async (url) => {
      expect(await failureOf(ask(url))).toMatchObject({
        code: 'NotGranted',
        params: { origin: 'http://127.0.0.1:11434', network: 'loopback' },
      });
    },
  );

  test('[X5] where a redirect may lead has to be granted too', async () => {
    const follow = ['https://files.example'];
    expect(await failureOf(ask(GRANTED, { follow }))).toMatchObject({ params: { origin: 'https://files.example' } });
    granted.add('models https://files.example');
    await textOf(ask(GRANTED, { follow }));
    expect(sent[0]?.origins).toEqual([GRANTED, 'https://files.example']);
  });
});

// Row A36.
describe('secrets', () => {
  const reference = 'Bearer {{secret:mine}}';

  test('[X6] is handed over by name, for its own origin', async () => {
    await textOf(ask(GRANTED, { headers: { Authorization: reference } }));
    expect(sent[0]?.sending.request.headers).toEqual({ Authorization: reference });
    expect(sent[0]?.sending.secrets).toEqual(new Map([['mine', CANARY]]));
  });

  test.each<[string, string, Partial<EgressRequest>]>([
    ['other-origin', 'https://other.example/', { headers: { Authorization: reference } }],
    ['missing', GRANTED, { headers: { Authorization: 'Bearer {{secret:nobodys}}' } }],
    ['in-address', `${GRANTED}/?key={{secret:mine}}`, {}],
    ['in-address', `${GRANTED}/?key=%7B%7Bsecret:mine%7D%7D`, {}],
    ['in-body', GRANTED, { body: '{"key":"{{secret:mine}}"}' }],
    ['followed', GRANTED, { headers: { Authorization: reference }, follow: [GRANTED] }],
  ])('[X6] is refused: %s', async (reason, url, more) => {
    granted.add('models https://other.example');
    const failure = await failureOf(ask(url, more));
    expect(failure).toMatchObject({ code: 'SecretRefused', params: { reason } });
    expect(JSON.stringify([failure, rows])).not.toContain(CANARY);
    expect([sent, rows]).toEqual([[], []]);
  });

  test('[X6] a text that speaks of such a reference is a text', async () => {
    await textOf(ask(GRANTED, { body: 'Write {{secret:<id>}} or {{secret:nobodys}}.' }));
    expect(sent).toHaveLength(1);
  });

  test('[X7] no row of the ledger holds one', async () => {
    await textOf(ask(GRANTED, { headers: { Authorization: reference } }));
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(CANARY);
  });
});

describe('the ledger', () => {
  test('[X7] has its row before anything is sent, and another when it has ended', async () => {
    await textOf(ask(`${GRANTED}/v1`, { body: 'four', headers: { a: 'b' }, plan: 'p', attempt: 't1' }));
    expect(sent[0]?.rowsBefore).toBe(1);
    const bytes = `${GRANTED}/v1a: b\r\nfour`.length;
    const attempt = 't1';
    expect(rows).toEqual([
      {
        plan: 'p',
        row: {
          type: 'RecordBytesSent',
          v: 1,
          sendingId: 's1',
          origin: GRANTED,
          method: 'POST',
          purpose: 'draft',
          bytes,
          attempt,
        },
      },
      {
        plan: 'p',
        row: {
          type: 'RecordBytesReceived',
          v: 1,
          sendingId: 's1',
          origin: GRANTED,
          bytes: 6,
          status: 200,
          ended: 'whole',
        },
      },
    ]);
  });

  test('[X7] where no row can be written, nothing is sent', async () => {
    egress = createEgress({ ...ports, record: async () => err('QuotaExceeded') });
    expect(await failureOf(ask(GRANTED))).toMatchObject({ code: 'LedgerFailed', params: { reason: 'QuotaExceeded' } });
    expect(sent).toEqual([]);
  });

  test('[X7] where the plan can’t be read, nothing is sent', async () => {
    const readConfig = () => Promise.reject({ code: 'LogUnavailable', params: {}, retry: 'later' });
    egress = createEgress({ ...ports, readConfig });
    expect(await failureOf(ask(GRANTED, { plan: 'p' }))).toMatchObject({ params: { reason: 'LogUnavailable' } });
    expect(sent).toEqual([]);
  });

  test('[X9] what is stopped, or no longer read, has its end too', async () => {
    const stopping = new AbortController();
    const stopped = await ask(`${GRANTED}/open`, { signal: stopping.signal });
    stopping.abort();
    await expect(stopped.ok && new Response(stopped.value.body).text()).rejects.toMatchObject({ code: 'Cancelled' });
    const left = await ask(`${GRANTED}/open`);
    if (left.ok) await left.value.body.cancel();
    expect(endedAs()).toEqual(['RecordBytesSent', 'Cancelled', 'RecordBytesSent', 'Cancelled']);
  });

  test('[X9] what was stopped before it began asks nobody', async () => {
    expect((await failureOf(ask(GRANTED, { signal: AbortSignal.abort() }))).code).toBe('Cancelled');
    expect([sent, rows]).toEqual([[], []]);
  });
});

describe('[X18] what is to be read before it is sent', () => {
  test('waits for a yes, and is shown as it will be, its secrets as names', async () => {
    const shown: unknown[] = [];
    const headers = { Authorization: 'Bearer {{secret:mine}}' };
    for (const yes of [false, true]) {
      egress = createEgress({
        ...ports,
        async confirm(about) {
          shown.push(about);
          expect([sent, rows]).toEqual([[], []]);
          return yes;
        },
      });
      const answer = await ask(GRANTED, { headers, body: 'mine', plan: 'p' });
      expect(answer.ok ? 'sent' : answer.error.code).toBe(yes ? 'sent' : 'Cancelled');
    }
    expect(shown[0]).toMatchObject({ plan: 'p', bytes: rows[0]?.row.bytes, request: { headers, body: 'mine' } });
    expect(JSON.stringify(shown)).not.toContain(CANARY);
  });

  test('is not sent when leave was taken back meanwhile', async () => {
    egress = createEgress({
      ...ports,
      async confirm(_, signal) {
        granted.clear();
        await egress.grantsChanged();
        return !signal.aborted;
      },
    });
    expect((await failureOf(ask(GRANTED))).code).toBe('NotGranted');
    expect([sent, rows]).toEqual([[], []]);
  });
});

describe('[X10] leave that is taken back', () => {
  const reading = async () => {
    const answer = await ask(`${GRANTED}/open`, { plan: 'p' });
    if (!answer.ok) throw new Error(answer.error.code);
    const read = new Response(answer.value.body).text().catch((failure: EgressFailure) => failure.code);
    return read;
  };

  test('ends what is under way by a grant', async () => {
    const answer = await ask(`${GRANTED}/open`, { plan: 'p' });
    const text = answer.ok ? new Response(answer.value.body).text() : null;
    granted.clear();
    await egress.grantsChanged();
    await expect(text).rejects.toMatchObject({ code: 'NotGranted' });
    expect(endedAs().at(-1)).toBe('NotGranted');
  });

  test('ends what is under way for a plan', async () => {
    const read = reading();
    await new Promise((resolve) => setTimeout(resolve, 5));
    configs.set('p', { ...DEFAULT_CONFIG, offlineOnly: true });
    await egress.planChanged('q');
    expect(endedAs()).toHaveLength(1);
    await egress.planChanged('p');
    expect(await read).toBe('PlanOffline');
  });
});
