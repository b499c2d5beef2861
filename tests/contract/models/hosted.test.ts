import { describe, expect, test } from 'vitest';
import type { HabitMemory, Habits } from '#models/hosted/answer-form.ts';
import { createHostedClient } from '#models/hosted/hosted-client.ts';
import { listModels, testConnection } from '#models/hosted/list-models.ts';
import { beginSignIn, finishSignIn } from '#models/hosted/openrouter-sign-in.ts';
import { type ModelEvent, type ModelRequest, NO_LIMIT } from '#models/port.ts';
import { openModelServer, type ServerAct } from '../../support/model-server.ts';
import { plainEgress } from '../../support/plain-egress.ts';
import { type Behaviour, describeModelContract } from './model-contract.ts';

const LIMITS = { firstMs: 300, perTokenMs: 0, silenceMs: 300, totalMs: 5_000 };

describeModelContract({
  name: 'a hosted model, over real HTTP',
  async open(behaviours, { contextTokens = null } = {}) {
    const server = await openModelServer();
    server.will(...behaviours.map(actOf));
    const client = clientOf(server.baseUrl, { contextTokens });
    return { client, asked: () => server.asked.length, close: () => server.close() };
  },
  breaks: ['Unauthorised', 'NoCredit', 'ModelUnknown', 'ServerFailed', 'NotAModelServer'],
});

function actOf(behaviour: Behaviour): ServerAct {
  switch (behaviour.type) {
    case 'answer':
      return { type: 'stream', pieces: behaviour.pieces, everyMs: behaviour.everyMs ?? 0 };
    case 'length':
      return { type: 'stream', pieces: behaviour.pieces, finish: 'length' };
    case 'cut':
      return { type: 'stream', pieces: behaviour.pieces, finish: null };
    case 'stall':
      return { type: 'stream', pieces: behaviour.pieces, behind: 'hang' };
    case 'refuse':
      return { type: 'refusal', text: 'No.' };
    case 'break':
      return BREAKS[behaviour.code] ?? { type: 'status', status: 500 };
  }
}

const BREAKS: Readonly<Record<string, ServerAct>> = {
  Unauthorised: { type: 'status', status: 401 },
  NoCredit: { type: 'status', status: 429, body: { error: { message: 'Pay.', code: 'insufficient_quota' } } },
  ModelUnknown: { type: 'status', status: 404, body: { error: { message: "model 'tiny' not found" } } },
  NotAModelServer: { type: 'html' },
};

function habits(): HabitMemory & { readonly kept: Map<string, Habits> } {
  const kept = new Map<string, Habits>();
  return {
    kept,
    read: (endpoint, model) => kept.get(`${endpoint} ${model}`) ?? null,
    write: (endpoint, model, value) => kept.set(`${endpoint} ${model}`, value),
  };
}

function clientOf(
  baseUrl: string,
  {
    contextTokens = null,
    memory = habits(),
    secret = null,
    send = plainEgress({ secrets: { mine: 'sk-canary' } }),
  }: {
    contextTokens?: number | null;
    memory?: HabitMemory;
    secret?: string | null;
    send?: ReturnType<typeof plainEgress>;
  } = {},
) {
  return createHostedClient(
    { id: 'e', preset: 'other', baseUrl, secret },
    { model: 'tiny', contextTokens, price: { centsPerMillionIn: 100_000, centsPerMillionOut: 200_000 } },
    { send, habits: memory, now: Date.now, random: () => 0, limits: LIMITS },
  );
}

const TEXT: ModelRequest = {
  messages: [{ role: 'user', content: 'Say hello.' }],
  answer: { form: 'text' },
  maxOutputTokens: 20,
  budget: NO_LIMIT,
  purpose: 'draft',
  plan: 'p1',
};
const JSON_ANSWER: ModelRequest = {
  ...TEXT,
  answer: {
    form: 'json',
    name: 'x',
    schema: { type: 'object', properties: {}, required: [], additionalProperties: false },
  },
};

async function endOf(events: AsyncIterable<ModelEvent>): Promise<ModelEvent> {
  let last: ModelEvent | null = null;
  for await (const event of events) last = event;
  if (last === null) throw new Error('No event.');
  return last;
}

const ask = (client: ReturnType<typeof clientOf>, request = TEXT) =>
  endOf(client.generate(request, new AbortController().signal));

async function withServer<T>(
  acts: readonly ServerAct[],
  use: (server: Awaited<ReturnType<typeof openModelServer>>) => Promise<T>,
): Promise<T> {
  const server = await openModelServer();
  server.will(...acts);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

describe('what only servers do', () => {
  test('[C3] a stream cut at every byte is the same answer', () =>
    withServer([{ type: 'stream', pieces: ['Grüß', ' dich', ' 👋'], cut: 'bytes' }], async (server) => {
      expect(await ask(clientOf(server.baseUrl))).toMatchObject({ type: 'done', text: 'Grüß dich 👋' });
    }));

  test('[C6] the cost is counted from the price, and the model is the one that answered', () =>
    withServer([{ type: 'stream', pieces: ['x'], cut: 'whole' }], async (server) => {
      expect(await ask(clientOf(server.baseUrl))).toMatchObject({
        usage: { inputTokens: 10, outputTokens: 5, cents: 2 },
        model: 'tiny-2026',
      });
    }));

  test('an answer that comes whole, though a stream was asked for, is read', () =>
    withServer([{ type: 'whole', text: 'Hello' }], async (server) => {
      expect(await ask(clientOf(server.baseUrl))).toMatchObject({ type: 'done', text: 'Hello', finish: 'stop' });
    }));

  test('[C9] thinking aloud on another channel is no silence and no text', () =>
    withServer([{ type: 'stream', thoughts: ['a', 'b', 'c', 'd'], pieces: ['x'], everyMs: 120 }], async (server) => {
      expect(await ask(clientOf(server.baseUrl))).toMatchObject({ type: 'done', text: 'x' });
    }));

  test.each<[what: string, act: ServerAct, code: string]>([
    ['a page', { type: 'html' }, 'NotAModelServer'],
    ['other JSON', { type: 'wrong' }, 'NotAModelServer'],
    ['a stream of other JSON', { type: 'wrong', streams: true }, 'NotAModelServer'],
    ['an event that is no JSON', { type: 'broken-event' }, 'NotAModelServer'],
    ['an error in the stream', { type: 'error-event', pieces: ['x'], message: 'overloaded' }, 'ServerFailed'],
    ['a broken connection', { type: 'stream', pieces: ['x'], behind: 'break' }, 'CutOff'],
    ['a redirect', { type: 'redirect', to: 'http://127.0.0.1:9/v1' }, 'NotAModelServer'],
    ['403', { type: 'status', status: 403 }, 'Unauthorised'],
    ['404 of a path', { type: 'status', status: 404, body: '<p>Not found' }, 'NotAModelServer'],
    ['408', { type: 'status', status: 408 }, 'ServerFailed'],
    ['500', { type: 'status', status: 500 }, 'ServerFailed'],
    ['413', { type: 'status', status: 413 }, 'OverContext'],
    [
      'too long',
      { type: 'status', status: 400, body: { error: { message: 'Too long.', code: 'context_length_exceeded' } } },
      'OverContext',
    ],
  ])('[C2] [C7] %s is a failure of its own, and nothing is asked twice', (_, act, code) =>
    withServer([act], async (server) => {
      expect(await ask(clientOf(server.baseUrl))).toMatchObject({ type: 'failed', failure: { code } });
      expect(server.asked).toHaveLength(1);
    }),
  );

  test('[C2] nobody there is unreachable', async () => {
    expect(await ask(clientOf('http://127.0.0.1:9/v1'))).toMatchObject({ failure: { code: 'Unreachable' } });
  });

  test('[C7] a server that asks to wait is asked again when it said, and the wait is told', () =>
    withServer(
      [
        { type: 'status', status: 429, headers: { 'Retry-After': '0.05' } },
        { type: 'stream', pieces: ['x'] },
      ],
      async (server) => {
        const events: ModelEvent[] = [];
        for await (const event of clientOf(server.baseUrl).generate(TEXT, new AbortController().signal))
          events.push(event);
        expect(events.map(({ type }) => type)).toEqual(['waiting', 'delta', 'done']);
        expect(events[0]).toMatchObject({ reason: 'busy', ms: 50 });
        expect(server.asked).toHaveLength(2);
      },
    ));

  test('[C7] a wait that is too long is the person’s to decide', () =>
    withServer([{ type: 'status', status: 429, headers: { 'Retry-After': '3600' } }], async (server) => {
      const before = Date.now();
      const end = await ask(clientOf(server.baseUrl));
      expect(end).toMatchObject({ failure: { code: 'RateLimited' } });
      const { atMs } = (end as { failure: { params: { atMs: number } } }).failure.params;
      expect(atMs - before).toBeGreaterThanOrEqual(3_600_000);
      expect(server.asked).toHaveLength(1);
    }));

  test('[C7] [C4] a stop ends a wait', () =>
    withServer([{ type: 'status', status: 503 }], async (server) => {
      const stop = new AbortController();
      const started = performance.now();
      setTimeout(() => stop.abort(), 80);
      expect(await endOf(clientOf(server.baseUrl).generate(TEXT, stop.signal))).toMatchObject({
        failure: { code: 'Cancelled' },
      });
      expect(performance.now() - started).toBeLessThan(280);
      expect(server.asked).toHaveLength(1);
    }));
});

describe('what a server does not know is asked for in another way, and that is remembered', () => {
  const bad = (message: string): ServerAct => ({ type: 'status', status: 400, body: { error: { message } } });
  const fine: ServerAct = { type: 'stream', pieces: ['{}'] };

  test('a schema, then JSON without one, then words alone', () =>
    withServer(
      [bad('response_format is not supported'), bad('response_format is not supported'), fine],
      async (server) => {
        const memory = habits();
        const client = clientOf(server.baseUrl, { memory });
        expect(await ask(client, JSON_ANSWER)).toMatchObject({ type: 'done', value: {} });
        const forms = server.asked.map(({ body }) => body.response_format?.type ?? 'plain');
        expect(forms).toEqual(['json_schema', 'json_object', 'plain']);
        expect(server.asked[2]?.body.messages[0].content).toContain('JSON schema');
        await ask(client, JSON_ANSWER);
        expect(server.asked).toHaveLength(4);
        expect(server.asked[3]?.body.response_format).toBeUndefined();
        expect(memory.kept.get('e tiny')?.form).toBe('plain');
      },
    ));

  test('the other name for the length', () =>
    withServer(
      [bad("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."), fine],
      async (server) => {
        await ask(clientOf(server.baseUrl));
        expect(server.asked.map(({ body }) => [body.max_tokens, body.max_completion_tokens])).toEqual([
          [20, undefined],
          [undefined, 20],
        ]);
      },
    ));

  test('a stream that does not tell its usage', () =>
    withServer([bad('unknown field stream_options'), fine], async (server) => {
      await ask(clientOf(server.baseUrl));
      expect(server.asked[1]?.body.stream_options).toBeUndefined();
    }));

  test('a schema that was ignored is said in words the next time; nothing is asked again by itself', () =>
    withServer([{ type: 'stream', pieces: ['Sure, I will plan that.'] }], async (server) => {
      const memory = habits();
      const client = clientOf(server.baseUrl, { memory });
      expect(await ask(client, JSON_ANSWER)).toMatchObject({ failure: { code: 'NotParsable' } });
      expect(server.asked).toHaveLength(1);
      await ask(client, JSON_ANSWER);
      expect(server.asked[1]?.body.response_format).toEqual({ type: 'json_object' });
    }));

  test('what nobody understands ends', () =>
    withServer([bad('no')], async (server) => {
      expect(await ask(clientOf(server.baseUrl), JSON_ANSWER)).toMatchObject({ failure: { code: 'BadRequest' } });
      expect(server.asked.length).toBeLessThanOrEqual(8);
    }));
});

describe('what leaves', () => {
  test('the key in its header alone, no other header than the two that every server knows, and why', () =>
    withServer([{ type: 'stream', pieces: ['x'] }], async (server) => {
      const asked: NonNullable<Parameters<typeof plainEgress>[0]>['asked'] = [];
      const send = plainEgress({ secrets: { mine: 'sk-canary' }, asked });
      await ask(clientOf(server.baseUrl, { secret: 'mine', send }));
      const [sent] = server.asked;
      expect(sent?.headers.authorization).toBe('Bearer sk-canary');
      expect(JSON.stringify(sent?.body)).not.toContain('sk-canary');
      // What Node's own client adds is no page's doing.
      const ours = Object.keys(sent?.headers ?? {}).filter(
        (name) => !/^(?:host|connection|accept.*|user-agent|content-length|sec-.*)$/u.test(name),
      );
      expect(ours.sort()).toEqual(['authorization', 'content-type']);
      expect(asked).toEqual([
        { url: `${server.baseUrl}/chat/completions`, purpose: 'draft', plan: 'p1', attempt: undefined },
      ]);
    }));

  test('no key, no header for it', () =>
    withServer([{ type: 'stream', pieces: ['x'] }], async (server) => {
      await ask(clientOf(server.baseUrl));
      expect(server.asked[0]?.headers.authorization).toBeUndefined();
    }));
});

describe('before a model is chosen', () => {
  const ports = { send: plainEgress(), now: Date.now };
  const signal = new AbortController().signal;

  test('its server lists what it has, with sizes and prices where it says them', async () => {
    const server = await openModelServer({
      models: [
        { id: 'large', context_length: 128_000, pricing: { prompt: '0.000001', completion: '0.000002' } },
        { id: 'base', max_model_len: 4096 },
        { nothing: true },
      ],
    });
    const endpoint = { baseUrl: server.baseUrl, secret: null };
    expect(await listModels(endpoint, ports, signal)).toEqual({
      ok: true,
      value: [
        { model: 'base', contextTokens: 4096, price: null },
        { model: 'large', contextTokens: 128_000, price: { centsPerMillionIn: 100, centsPerMillionOut: 200 } },
      ],
    });
    expect(await testConnection(endpoint, 'large', ports, signal)).toMatchObject({ ok: true });
    expect(await testConnection(endpoint, 'larger', ports, signal)).toMatchObject({ error: { code: 'ModelUnknown' } });
    expect(server.asked).toHaveLength(0);
    await server.close();
  });

  test('a test of the connection names the fault', async () => {
    const server = await openModelServer({ key: 'sk-right' });
    const faultOf = async (baseUrl: string) => {
      const tested = await testConnection({ baseUrl, secret: null }, null, ports, signal);
      return tested.ok ? null : tested.error.code;
    };
    expect(await faultOf(server.baseUrl)).toBe('Unauthorised');
    await server.close();
    expect(await faultOf(server.baseUrl)).toBe('Unreachable');
    const open = await openModelServer();
    expect(await faultOf(`${open.origin}/v2/elsewhere`)).toBeNull();
    await open.close();
  });

  test('OpenRouter’s sign-in proves that the code was meant for here', async () => {
    const { url, verifier } = await beginSignIn('https://app.example/#/settings', new Uint8Array(32).fill(7));
    const { searchParams, origin } = new URL(url);
    expect(origin).toBe('https://openrouter.ai');
    expect(verifier).toMatch(/^[\w-]{43}$/u);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
    expect(searchParams.get('code_challenge')).toBe(Buffer.from(digest).toString('base64url'));
    const asked: { url: string; body: unknown }[] = [];
    const send: typeof ports.send = async (to, { body }) => {
      asked.push({ url: to, body: JSON.parse(String(body)) });
      const answer = new Response('{"key":"sk-or-1"}', { headers: { 'content-type': 'application/json' } });
      return {
        ok: true,
        value: { status: 200, headers: {}, body: answer.body as ReadableStream<Uint8Array<ArrayBuffer>> },
      };
    };
    expect(await finishSignIn('c0de', verifier, { send, now: Date.now }, signal)).toEqual({
      ok: true,
      value: 'sk-or-1',
    });
    expect(asked).toEqual([
      {
        url: 'https://openrouter.ai/api/v1/auth/keys',
        body: { code: 'c0de', code_verifier: verifier, code_challenge_method: 'S256' },
      },
    ]);
  });
});
