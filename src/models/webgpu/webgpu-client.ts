import { runCall } from '../call.ts';
import { estimateInput } from '../cost.ts';
import { type ModelFailure, modelFailure } from '../failure.ts';
import { OutsideCause, type Piece } from '../piece.ts';
import type { ModelClient, ModelDescription, ModelRequest } from '../port.ts';
import type { Limits } from '../watch.ts';
import type { EngineModel, EngineRequest } from './engine.ts';
import { grammarOf } from './grammar.ts';
import type { LocalFault } from './local-fault.ts';
import type { EngineHost } from './supervisor.ts';
import { usableTokens } from './usable-tokens.ts';
import { LOAD_SILENCE_MS, SILENCE_MS } from './watchdog.ts';

/** A model on this device, as drafters and executors know models. Nothing of what is said leaves it. */
export function createWebgpuClient(
  model: EngineModel,
  host: EngineHost,
  patience: { readonly limits: Limits; readonly loadMs: number } = PATIENCE,
): ModelClient {
  const about: ModelDescription = {
    adapter: 'webgpu',
    model: model.id,
    origin: null,
    contextTokens: usableTokens(model.contextTokens),
    price: null,
  };
  const { limits, loadMs } = patience;
  const ports = { about, limits, now: () => performance.now() };
  return {
    about,
    generate: (request, signal) => runCall(ports, request, signal, (stop) => ask(request, stop)),
  };

  async function* ask(request: ModelRequest, stop: AbortSignal): AsyncGenerator<Piece, void> {
    // Other requests may stand before it, and the model may have to be loaded.
    const loading: Piece = { type: 'waiting', reason: 'load', ms: loadMs };
    yield loading;
    for await (const event of host.generate(model, toEngine(request), stop)) {
      switch (event.type) {
        case 'loading':
          yield loading;
          break;
        case 'reading':
          yield { type: 'waiting', reason: 'load', ms: limits.perTokenMs * estimateInput(request.messages) };
          break;
        case 'delta':
          yield { type: 'text', text: event.text };
          break;
        case 'done': {
          const { promptTokens, outputTokens, finish } = event.answer;
          yield { type: 'usage', usage: { inputTokens: promptTokens, outputTokens, cents: 0 } };
          if (finish === 'stop' || finish === 'length') yield { type: 'finish', finish };
          break;
        }
        case 'failed':
          throw new OutsideCause(toFailure(event.fault, model));
      }
    }
  }
}

function toEngine({ messages, answer, maxOutputTokens }: ModelRequest): EngineRequest {
  const grammar = answer.form === 'json' ? (answer.grammar ?? grammarOf(answer.schema)) : null;
  return { messages, grammar, maxTokens: maxOutputTokens, temperature: 0 };
}

function toFailure({ code, detail }: LocalFault, { id, contextTokens }: EngineModel): ModelFailure {
  switch (code) {
    case 'cancelled':
      return modelFailure('Cancelled', {});
    case 'device-lost':
      return modelFailure('DeviceLost', {});
    // A worker that dies without a word has mostly run out of memory.
    case 'worker-died':
    case 'out-of-memory':
      return modelFailure('OutOfMemory', { of: 'memory' });
    case 'stalled':
      return modelFailure('Stalled', { while: 'silence', afterMs: SILENCE_MS });
    case 'over-context':
      return modelFailure('OverContext', { needs: null, has: usableTokens(contextTokens) });
    case 'not-downloaded':
    case 'files-missing':
      return modelFailure('NotLoaded', { model: id });
    case 'no-gpu':
    case 'no-f16':
    case 'wrong-library':
    case 'crashed-before':
    case 'given-up':
      return modelFailure('Unsupported', { reason: code });
    case 'other-tab':
    case 'broken':
      return modelFailure('ServerFailed', { origin: id, status: null, said: detail });
  }
}

/** A little more than the supervisor has, which knows better why. */
const PATIENCE = {
  limits: { firstMs: 65_000, perTokenMs: 50, silenceMs: SILENCE_MS + 5_000, totalMs: 1_200_000 },
  // Two models may be loaded one after the other.
  loadMs: 2 * LOAD_SILENCE_MS,
};
