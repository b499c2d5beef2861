import { describe, expect, test } from 'vitest';
import { createBuiltinClient } from '#models/builtin/builtin-client.ts';
import { downloadBuiltin, type PromptApi, promptBuiltin, readBuiltin } from '#models/builtin/prompt-api.ts';
import { type Behaviour, describeModelContract } from './model-contract.ts';

const LIMITS = { firstMs: 300, perTokenMs: 0, silenceMs: 300, totalMs: 5_000 };

describeModelContract({
  name: 'the browser’s own model, on a stub of its interface',
  async open(behaviours, { contextTokens } = {}) {
    const stub = stubOf(behaviours);
    const client = createBuiltinClient(
      (request, onDelta, signal) => promptBuiltin(stub.api, request, onDelta, signal),
      contextTokens === undefined ? { limits: LIMITS } : { limits: LIMITS, contextTokens },
    );
    return { client, asked: () => stub.prompts.length, close: async () => {} };
  },
  breaks: ['Unsupported', 'NotLoaded', 'OverContext', 'ServerFailed'],
  tells: false,
});

interface Prompt {
  readonly input: unknown;
  readonly options: { readonly signal: AbortSignal };
}

function stubOf(behaviours: readonly Behaviour[]) {
  const prompts: Prompt[] = [];
  const created: object[] = [];
  let destroyed = 0;
  const api: PromptApi = {
    availability: async () => 'available',
    async create(options) {
      created.push(options);
      return {
        promptStreaming(input, given) {
          const options = given as Prompt['options'];
          prompts.push({ input, options });
          return stream(behaviours[prompts.length - 1] ?? behaviours.at(-1), options.signal);
        },
        destroy() {
          destroyed += 1;
        },
      };
    },
  };
  return { api, prompts, created, destroyed: () => destroyed };
}

function stream(behaviour: Behaviour | undefined, signal: AbortSignal): ReadableStream<string> {
  return new ReadableStream({
    async start(to) {
      signal.addEventListener('abort', () => to.error(new DOMException('Stopped', 'AbortError')));
      if (behaviour?.type === 'break') return to.error(new DOMException('No', NAMES[behaviour.code] ?? 'UnknownError'));
      if (behaviour?.type === 'refuse') return to.error(new DOMException('Filtered', 'NotReadableError'));
      for (const piece of behaviour !== undefined && 'pieces' in behaviour ? behaviour.pieces : []) {
        if (behaviour?.type === 'answer') await new Promise((resolve) => setTimeout(resolve, behaviour.everyMs ?? 0));
        if (signal.aborted) return;
        to.enqueue(piece);
      }
      if (behaviour?.type !== 'stall' && !signal.aborted) to.close();
    },
  });
}

const NAMES: Readonly<Record<string, string>> = {
  Unsupported: 'NotSupportedError',
  NotLoaded: 'NotAllowedError',
  OverContext: 'QuotaExceededError',
};

describe('the browser’s own model', () => {
  const signal = new AbortController().signal;

  test('is told by its state; a browser without one has none', async () => {
    expect(await readBuiltin(undefined)).toBe('none');
    expect(await readBuiltin(stubOf([]).api)).toBe('available');
    const broken = { ...stubOf([]).api, availability: () => Promise.reject(new Error('policy')) };
    expect(await readBuiltin(broken)).toBe('unavailable');
    expect(await promptBuiltin(undefined, { messages: [], schema: null }, () => {}, signal)).toMatchObject({
      code: 'unavailable',
    });
  });

  test('gets the system’s words apart, the schema as a constraint, and is let go of afterwards', async () => {
    const stub = stubOf([{ type: 'answer', pieces: ['{}'] }]);
    const system = { role: 'system', content: 'Plan.' } as const;
    const user = { role: 'user', content: 'A picnic.' } as const;
    const schema = { type: 'object' } as const;
    const text: string[] = [];
    await promptBuiltin(stub.api, { messages: [system, user], schema }, (piece) => void text.push(piece), signal);
    expect(text).toEqual(['{}']);
    expect(stub.created[0]).toMatchObject({ initialPrompts: [system], expectedOutputs: [{ languages: ['en'] }] });
    expect(stub.prompts[0]).toMatchObject({ input: [user], options: { responseConstraint: schema } });
    expect(stub.destroyed()).toBe(1);
  });

  test('is fetched by the browser, with how far it is', async () => {
    const shares: number[] = [];
    const api: PromptApi = {
      availability: async () => 'downloadable',
      async create(options) {
        const download = new EventTarget();
        (options as { monitor: (download: EventTarget) => void }).monitor(download);
        for (const loaded of [0, 0.5, 1])
          download.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded }));
        return { promptStreaming: () => new ReadableStream(), destroy: () => {} };
      },
    };
    expect(await downloadBuiltin(api, (share) => void shares.push(share))).toEqual({ type: 'done' });
    expect(shares).toEqual([0, 0.5, 1]);
  });
});
