import { runCall } from '../call.ts';
import { type ModelFailure, modelFailure } from '../failure.ts';
import { OutsideCause, type Piece } from '../piece.ts';
import type { ModelClient, ModelDescription, ModelRequest } from '../port.ts';
import { LIMITS, type Limits } from '../watch.ts';
import type { BuiltinAnswer, BuiltinRequest } from './prompt-api.ts';

/** The window's part: it alone can reach the browser's own model. */
export type PromptBuiltin = (
  request: BuiltinRequest,
  onDelta: (text: string) => void,
  signal: AbortSignal,
) => Promise<BuiltinAnswer>;

export const BUILTIN_ID = 'built-in';

/** The browser's own model, as drafters and executors know models. */
export function createBuiltinClient(
  prompt: PromptBuiltin,
  { limits = LIMITS, contextTokens = CONTEXT_TOKENS }: { limits?: Limits; contextTokens?: number } = {},
): ModelClient {
  const about: ModelDescription = {
    adapter: 'builtin',
    model: BUILTIN_ID,
    origin: null,
    contextTokens,
    price: null,
  };
  const ports = { about, limits, now: () => performance.now() };
  return {
    about,
    generate: (request, signal) => runCall(ports, request, signal, (stop) => ask(request, stop)),
  };

  async function* ask({ messages, answer }: ModelRequest, stop: AbortSignal): AsyncGenerator<Piece, void> {
    const heard: (string | BuiltinAnswer)[] = [];
    let wake = () => {};
    const hear = (one: string | BuiltinAnswer) => {
      heard.push(one);
      wake();
    };
    const schema = answer.form === 'json' ? answer.schema : null;
    prompt({ messages, schema }, hear, stop).then(hear, (thrown: unknown) =>
      hear({ type: 'failed', code: 'broken', detail: String(thrown) }),
    );
    for (;;) {
      const next = heard.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (typeof next === 'string') yield { type: 'text', text: next };
      else if (next.type === 'failed') throw new OutsideCause(toFailure(next));
      else {
        yield { type: 'finish', finish: 'stop' };
        return;
      }
    }
  }
}

function toFailure({ code, detail }: Extract<BuiltinAnswer, { type: 'failed' }>): ModelFailure {
  switch (code) {
    case 'cancelled':
      return modelFailure('Cancelled', {});
    case 'over-context':
      return modelFailure('OverContext', { needs: null, has: null });
    case 'refused':
      return modelFailure('Refused', { said: detail });
    case 'unsupported':
      return modelFailure('Unsupported', { reason: 'builtin' });
    case 'unavailable':
      return modelFailure('NotLoaded', { model: BUILTIN_ID });
    case 'broken':
      return modelFailure('ServerFailed', { origin: BUILTIN_ID, status: null, said: detail });
  }
}

/** What sessions of today's have at least; it says its own only once one has begun. */
const CONTEXT_TOKENS = 6_000;
