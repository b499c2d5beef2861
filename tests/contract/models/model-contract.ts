import { describe, expect, test } from 'vitest';
import type { ModelFailureCode } from '#models/failure.ts';
import type { ModelClient, ModelDone, ModelEvent, ModelFailed, ModelRequest } from '#models/port.ts';
import { NO_LIMIT } from '#models/port.ts';

/** What the one who is asked does. Each adapter's harness brings it about in its own way. */
export type Behaviour =
  /** The text, in these pieces, then a proper end with usage 10 in and 5 out. */
  | { readonly type: 'answer'; readonly pieces: readonly string[]; readonly everyMs?: number }
  /** The pieces, then an end because of length. */
  | { readonly type: 'length'; readonly pieces: readonly string[] }
  /** The pieces, then the end of everything without a reason. */
  | { readonly type: 'cut'; readonly pieces: readonly string[] }
  /** The pieces, then silence. */
  | { readonly type: 'stall'; readonly pieces: readonly string[] }
  /** It will not. */
  | { readonly type: 'refuse' }
  /** Something of its own goes wrong before the answer. */
  | { readonly type: 'break'; readonly code: ModelFailureCode };

export interface ModelHarness {
  /** How often the one behind the adapter was asked. */
  asked(): number;
  readonly client: ModelClient;
  close(): Promise<void>;
}

export interface ModelContract {
  readonly name: string;
  /** Behaves in this way each time it is asked; the last one for all further times. Limits are short: 300 ms each. */
  open(behaviours: readonly Behaviour[], about?: { contextTokens?: number }): Promise<ModelHarness>;
  /** Failures that this adapter can meet before an answer. */
  readonly breaks: readonly ModelFailureCode[];
  /** Whether the one behind it can say no, other than in the words of its answer. Default: yes. */
  readonly refuses?: boolean;
  /** Whether it tells what an answer took, and why it ended. Default: yes. */
  readonly tells?: boolean;
}

const TEXT: ModelRequest = {
  messages: [{ role: 'user', content: 'Say hello.' }],
  answer: { form: 'text' },
  maxOutputTokens: 200,
  budget: NO_LIMIT,
  purpose: 'test',
};
const JSON_ANSWER: ModelRequest = {
  ...TEXT,
  answer: {
    form: 'json',
    name: 'greeting',
    schema: {
      type: 'object',
      properties: { hello: { type: 'string' } },
      required: ['hello'],
      additionalProperties: false,
    },
  },
};

export function describeModelContract({ name, open, breaks, refuses = true, tells = true }: ModelContract): void {
  describe(`the model contract: ${name}`, () => {
    test('[C1] [C3] [C6] an answer ends once, with all that was said, usage, timings and the model', async () => {
      const harness = await open([{ type: 'answer', pieces: ['Hel', 'lo ', 'wörld'] }]);
      const { events, end } = await run(harness.client, TEXT);
      expect(end).toMatchObject({
        type: 'done',
        text: 'Hello wörld',
        finish: 'stop',
        repairs: [],
        ...(tells ? { usage: { inputTokens: 10, outputTokens: 5 } } : {}),
      });
      expect(joined(events)).toBe('Hello wörld');
      const { timings, model } = end as ModelDone;
      expect(model).not.toBe('');
      expect(timings.firstMs).not.toBeNull();
      expect(timings.totalMs).toBeGreaterThanOrEqual(timings.firstMs ?? 0);
      expect(harness.asked()).toBe(1);
      await harness.close();
    });

    test.each([
      ['plain', ['{"hello":', '"you"}'], []],
      ['in a fence', ['```json\n{"hello": "you"}\n```'], ['fence']],
      ['behind thoughts', ['<think>Hm, {what}?</think>', '{"hello":"you"}'], ['thoughts']],
      ['with words around it', ['Sure! Here it is: {"hello":"you"} Anything else?'], ['words-around']],
      ['with a comma too many', ['{"hello":"you",}'], ['syntax']],
    ] as const)('[C5] JSON %s is read, and what was mended is listed', async (_, pieces, repairs) => {
      const harness = await open([{ type: 'answer', pieces }]);
      const { end } = await run(harness.client, JSON_ANSWER);
      expect(end).toMatchObject({ type: 'done', value: { hello: 'you' }, repairs });
      await harness.close();
    });

    test('[C5] what holds no JSON is not parsable, and is kept', async () => {
      const harness = await open([{ type: 'answer', pieces: ['I would rather not.'] }]);
      const { end } = await run(harness.client, JSON_ANSWER);
      expect(end).toMatchObject({ type: 'failed', failure: { code: 'NotParsable' }, text: 'I would rather not.' });
      await harness.close();
    });

    test.runIf(tells)('[C5] [C6] an answer cut at its length is closed where it stood', async () => {
      const harness = await open([{ type: 'length', pieces: ['{"hello":"yo'] }]);
      const { end } = await run(harness.client, JSON_ANSWER);
      expect(end).toMatchObject({ type: 'done', finish: 'length', value: { hello: 'yo' }, repairs: ['cut'] });
      await harness.close();
    });

    test.runIf(tells)('[C6] an answer without a reason to end is cut off', async () => {
      const harness = await open([{ type: 'cut', pieces: ['{"hello":', '"you"}'] }]);
      const { events, end } = await run(harness.client, JSON_ANSWER);
      expect(end).toMatchObject({ type: 'failed', failure: { code: 'CutOff' }, text: '{"hello":"you"}' });
      expect(joined(events)).toBe('{"hello":"you"}');
      expect(harness.asked()).toBe(1);
      await harness.close();
    });

    test.runIf(refuses)('[C2] a refusal is said', async () => {
      const harness = await open([{ type: 'refuse' }]);
      expect((await run(harness.client, TEXT)).end).toMatchObject({ failure: { code: 'Refused' } });
      await harness.close();
    });

    test.each(breaks)('[C1] [C2] %s ends the call as data', async (code) => {
      const harness = await open([{ type: 'break', code }]);
      expect((await run(harness.client, TEXT)).end).toMatchObject({ type: 'failed', failure: { code } });
      await harness.close();
    });

    test.each([
      ['before the first piece', [], 'first'],
      ['in the middle', ['Hel'], 'silence'],
    ] as const)('[C9] silence %s ends the call', async (_, pieces, when) => {
      const harness = await open([{ type: 'stall', pieces }]);
      const { end } = await run(harness.client, TEXT);
      expect(end).toMatchObject({
        type: 'failed',
        failure: { code: 'Stalled', params: { while: when } },
        text: pieces.join(''),
      });
      await harness.close();
    });

    test('[C4] [C10] a stop in the middle ends within 200 ms with what came, and the next call works', async () => {
      const harness = await open([
        { type: 'stall', pieces: ['Hel'] },
        { type: 'answer', pieces: ['again'] },
      ]);
      const stop = new AbortController();
      let stoppedAt = 0;
      const { end } = await run(harness.client, TEXT, stop.signal, () => {
        stoppedAt = performance.now();
        stop.abort();
      });
      expect(performance.now() - stoppedAt).toBeLessThan(200);
      expect(end).toMatchObject({ type: 'failed', failure: { code: 'Cancelled' }, text: 'Hel' });
      expect((await run(harness.client, TEXT)).end).toMatchObject({ type: 'done', text: 'again' });
      await harness.close();
    });

    test('[C4] a stop before the first piece ends at once', async () => {
      const harness = await open([{ type: 'stall', pieces: [] }]);
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 50);
      const started = performance.now();
      expect((await run(harness.client, TEXT, stop.signal)).end).toMatchObject({ failure: { code: 'Cancelled' } });
      expect(performance.now() - started).toBeLessThan(250);
      await harness.close();
    });

    test('[C4] what was stopped before it began asks nobody', async () => {
      const harness = await open([{ type: 'answer', pieces: ['Hello'] }]);
      const { end } = await run(harness.client, TEXT, AbortSignal.abort());
      expect(end).toMatchObject({ failure: { code: 'Cancelled' }, text: '' });
      expect(harness.asked()).toBe(0);
      await harness.close();
    });

    test('[C4] whoever stops reading stops the call', async () => {
      const harness = await open([
        { type: 'answer', pieces: ['a', 'b', 'c'] },
        { type: 'answer', pieces: ['again'] },
      ]);
      for await (const event of harness.client.generate(TEXT, new AbortController().signal))
        if (event.type === 'delta') break;
      expect((await run(harness.client, TEXT)).end).toMatchObject({ type: 'done', text: 'again' });
      await harness.close();
    });

    test('[C8] what does not fit is refused before it is sent', async () => {
      const harness = await open([{ type: 'answer', pieces: ['Hello'] }], { contextTokens: 100 });
      const long = { ...TEXT, messages: [{ role: 'user', content: 'word '.repeat(200) } as const] };
      expect((await run(harness.client, long)).end).toMatchObject({ failure: { code: 'OverContext' } });
      const spent = { ...TEXT, maxOutputTokens: 20, budget: { tokens: 5, cents: null } };
      expect((await run(harness.client, spent)).end).toMatchObject({
        failure: { code: 'OverBudget', params: { of: 'tokens', has: 5 } },
      });
      expect(harness.asked()).toBe(0);
      await harness.close();
    });

    test('[C10] twenty stops in a row leave nothing stuck', async () => {
      const harness = await open([
        ...Array.from({ length: 20 }, () => ({ type: 'stall', pieces: ['x'] }) as const),
        { type: 'answer', pieces: ['fine'] },
      ]);
      for (let n = 0; n < 20; n++) {
        const stop = new AbortController();
        await run(harness.client, TEXT, stop.signal, () => stop.abort());
      }
      expect((await run(harness.client, TEXT)).end).toMatchObject({ type: 'done', text: 'fine' });
      await harness.close();
    });
  });
}

type End = ModelDone | ModelFailed;

/** Reads a call to its end, and fails if anything comes behind that, or if there is none. */
async function run(
  client: ModelClient,
  request: ModelRequest,
  signal: AbortSignal = new AbortController().signal,
  onDelta: () => void = () => {},
): Promise<{ readonly events: readonly ModelEvent[]; readonly end: End }> {
  const events: ModelEvent[] = [];
  let end: End | null = null;
  for await (const event of client.generate(request, signal)) {
    expect(end, 'nothing comes behind the end').toBeNull();
    events.push(event);
    if (event.type === 'delta') onDelta();
    if (event.type === 'done' || event.type === 'failed') end = event;
  }
  if (end === null) throw new Error('A call ended without an end.');
  expect(joined(events)).toBe(end.text);
  return { events, end };
}

function joined(events: readonly ModelEvent[]): string {
  return events.map((event) => (event.type === 'delta' ? event.text : '')).join('');
}
