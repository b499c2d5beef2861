import { estimateCost, estimateInput, withCents } from './cost.ts';
import { type ModelFailure, modelFailure } from './failure.ts';
import { OutsideCause, type Piece } from './piece.ts';
import type {
  ModelDescription,
  ModelDone,
  ModelEvent,
  ModelFailed,
  ModelRequest,
  ModelTimings,
  ModelUsage,
} from './port.ts';
import { readAnswer } from './read-answer.ts';
import { type Limits, watch } from './watch.ts';

export interface CallPorts {
  readonly about: ModelDescription;
  readonly limits: Limits;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

/**
 * One call, kept to the rules that every adapter has in common: one end, nothing lost, stops and limits obeyed, what does not
 * fit refused before anything is sent. `ask` does the rest; it may throw an `OutsideCause`, and its own signal tells it when
 * nobody listens any more. What else it throws is a bug of the adapter and becomes `ServerFailed` with the words of it.
 */
export async function* runCall(
  { about, limits, now }: CallPorts,
  request: ModelRequest,
  signal: AbortSignal,
  ask: (stop: AbortSignal) => AsyncIterable<Piece>,
): AsyncGenerator<ModelEvent, void> {
  const start = now();
  let text = '';
  let firstMs: number | null = null;
  let usage: ModelUsage | null = null;
  let model = about.model;
  let finish: 'stop' | 'length' | 'refused' | null = null;
  const timings = (): ModelTimings => ({ firstMs, totalMs: now() - start });
  const failed = (failure: ModelFailure): ModelFailed => ({ type: 'failed', failure, text, usage, timings: timings() });

  if (signal.aborted) return yield failed(modelFailure('Cancelled', {}));
  const unfit = whyUnfit(about, request);
  if (unfit !== null) return yield failed(unfit);

  try {
    for await (const piece of watch(ask, signal, limits, estimateInput(request.messages))) {
      switch (piece.type) {
        case 'text':
          if (piece.text === '') break;
          firstMs ??= now() - start;
          text += piece.text;
          yield { type: 'delta', text: piece.text };
          break;
        case 'waiting':
          yield { type: 'waiting', reason: piece.reason, ms: piece.ms };
          break;
        case 'alive':
          break;
        case 'model':
          model = piece.model;
          break;
        case 'usage':
          usage = withCents(piece.usage, about.price);
          break;
        case 'finish':
          // Some servers say `stop` behind a refusal.
          if (finish !== 'refused') finish = piece.finish;
          break;
      }
    }
  } catch (thrown) {
    return yield failed(thrown instanceof OutsideCause ? thrown.failure : unforeseen(about, thrown));
  }
  if (signal.aborted) return yield failed(modelFailure('Cancelled', {}));
  if (finish === null) return yield failed(modelFailure('CutOff', {}));
  if (finish === 'refused') return yield failed(modelFailure('Refused', { said: text }));

  const done: ModelDone = {
    type: 'done',
    text,
    repairs: [],
    usage: usage ?? { inputTokens: null, outputTokens: null, cents: null },
    timings: timings(),
    model,
    finish,
  };
  if (request.answer.form === 'text') return yield done;
  const read = readAnswer(text);
  yield read.ok
    ? { ...done, value: read.value.value, repairs: read.value.repairs }
    : failed(modelFailure('NotParsable', { reason: read.error }));
}

function whyUnfit({ contextTokens, price }: ModelDescription, request: ModelRequest): ModelFailure | null {
  const { inputTokens, outputTokens, cents } = estimateCost(request, price);
  const needs = inputTokens + outputTokens;
  if (contextTokens !== null && needs > contextTokens)
    return modelFailure('OverContext', { needs, has: contextTokens });
  const { tokens: tokensLeft, cents: centsLeft } = request.budget;
  if (tokensLeft !== null && needs > tokensLeft)
    return modelFailure('OverBudget', { of: 'tokens', needs, has: tokensLeft });
  if (centsLeft !== null && cents !== null && cents > centsLeft)
    return modelFailure('OverBudget', { of: 'cents', needs: cents, has: centsLeft });
  return null;
}

function unforeseen({ origin }: ModelDescription, thrown: unknown): ModelFailure {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return modelFailure('ServerFailed', { origin: origin ?? '', status: null, said });
}
