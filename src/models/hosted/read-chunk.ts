import { modelFailure } from '../failure.ts';
import { OutsideCause, type Piece } from '../piece.ts';
import type { ModelUsage } from '../port.ts';

/*
 * What servers send is read field by field and never trusted: each has its own idea of the format, and what is missing is
 * met in practice. `choices` alone has to be there.
 */

/** One event of a stream. */
export function* piecesOfChunk(chunk: unknown, origin: string): Generator<Piece, void> {
  yield* piecesOf(chunk, 'delta', origin);
}

/** A whole answer, from servers that know no streams. */
export function* piecesOfAnswer(answer: unknown, origin: string): Generator<Piece, void> {
  yield* piecesOf(answer, 'message', origin);
}

function* piecesOf(said: unknown, where: 'delta' | 'message', origin: string): Generator<Piece, void> {
  const { choices, model, usage } = fields(said);
  if (!Array.isArray(choices)) throw new OutsideCause(modelFailure('NotAModelServer', { origin, found: 'other' }));
  if (typeof model === 'string' && model !== '') yield { type: 'model', model };
  const choice = fields(choices[0]);
  const { content, refusal, reasoning_content: thoughts, reasoning } = fields(choice[where]);
  if (typeof content === 'string') yield { type: 'text', text: content };
  if (typeof refusal === 'string' && refusal !== '') {
    yield { type: 'text', text: refusal };
    yield { type: 'finish', finish: 'refused' };
    return;
  }
  if (typeof thoughts === 'string' || typeof reasoning === 'string') yield { type: 'alive' };
  const read = usageOf(usage);
  if (read !== null) yield { type: 'usage', usage: read };
  switch (choice.finish_reason) {
    case null:
    case undefined:
    case '':
      return;
    case 'length':
      return yield { type: 'finish', finish: 'length' };
    case 'content_filter':
      return yield { type: 'finish', finish: 'refused' };
    case 'error':
      throw new OutsideCause(modelFailure('ServerFailed', { origin, status: null, said: '' }));
    default:
      return yield { type: 'finish', finish: 'stop' };
  }
}

function usageOf(usage: unknown): ModelUsage | null {
  const { prompt_tokens: input, completion_tokens: output, cost } = fields(usage);
  const inputTokens = typeof input === 'number' ? input : null;
  const outputTokens = typeof output === 'number' ? output : null;
  if (inputTokens === null && outputTokens === null) return null;
  // OpenRouter tells what it took, in dollars.
  return { inputTokens, outputTokens, cents: typeof cost === 'number' ? cost * 100 : null };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
