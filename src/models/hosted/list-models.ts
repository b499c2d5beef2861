import { err, ok, type Result } from '#kit/result.ts';
import type { EgressFetch } from '../egress-port.ts';
import { type ModelFailure, modelFailure } from '../failure.ts';
import { OutsideCause } from '../piece.ts';
import { type Endpoint, type EndpointModel, originOf } from './endpoint.ts';
import { failureOfEgress, failureOfStatus, isEgressFailure } from './faults.ts';
import { askServer } from './server.ts';

export interface ListPorts {
  readonly send: EgressFetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The models that an endpoint offers, with what it says of their size and price; sorted by name. Asks for nothing paid. */
export async function listModels(
  endpoint: Pick<Endpoint, 'baseUrl' | 'secret'>,
  ports: ListPorts,
  signal: AbortSignal,
): Promise<Result<readonly EndpointModel[], ModelFailure>> {
  const origin = originOf(endpoint);
  try {
    const of = { purpose: 'model-list', timeoutMs: TIMEOUT_MS };
    const answer = await askServer(endpoint, { path: '/models', body: null, signal, of }, ports);
    if (answer.type === 'refused') return err(failureOfStatus(answer.refusal, origin, '', ports.now()));
    const isHtml = /html/iu.test(answer.response.headers.get('content-type') ?? '');
    const listed: unknown = isHtml ? null : await answer.response.json().catch(passFailure);
    const found = isHtml ? 'html' : 'other';
    const data = typeof listed === 'object' && listed !== null && 'data' in listed ? listed.data : null;
    if (!Array.isArray(data)) return err(modelFailure('NotAModelServer', { origin, found }));
    return ok(data.flatMap(readModel).sort((a, b) => a.model.localeCompare(b.model)));
  } catch (thrown) {
    if (thrown instanceof OutsideCause) return err(thrown.failure);
    if (isEgressFailure(thrown)) return err(failureOfEgress(thrown, origin));
    throw thrown;
  }
}

/**
 * Whether a model can be asked at this endpoint, and else the fault by name. Only the list is asked for, so it costs nothing;
 * a server that has no list cannot be tested in this way and says `NotAModelServer`.
 */
export async function testConnection(
  endpoint: Pick<Endpoint, 'baseUrl' | 'secret'>,
  model: string | null,
  ports: ListPorts,
  signal: AbortSignal,
): Promise<Result<readonly EndpointModel[], ModelFailure>> {
  const listed = await listModels(endpoint, ports, signal);
  if (!listed.ok || model === null || listed.value.some((known) => known.model === model)) return listed;
  return err(modelFailure('ModelUnknown', { model, origin: originOf(endpoint) }));
}

const TIMEOUT_MS = 20_000;

function passFailure(thrown: unknown): null {
  if (isEgressFailure(thrown)) throw thrown;
  return null;
}

function readModel(entry: unknown): readonly EndpointModel[] {
  if (typeof entry !== 'object' || entry === null) return [];
  // vLLM, LM Studio and OpenRouter each name the size in their own way.
  const { id, context_length, max_model_len, max_context_length, pricing } = entry as Record<string, unknown>;
  if (typeof id !== 'string' || id === '') return [];
  const contextTokens = [context_length, max_model_len, max_context_length].find((size) => typeof size === 'number');
  return [{ model: id, contextTokens: contextTokens ?? null, price: readPrice(pricing) }];
}

/** OpenRouter's: dollars a token, as text. */
function readPrice(pricing: unknown): EndpointModel['price'] {
  if (typeof pricing !== 'object' || pricing === null) return null;
  const { prompt, completion } = pricing as Record<string, unknown>;
  const [input, output] = [Number(prompt), Number(completion)];
  if (prompt === undefined || !(input >= 0) || !(output >= 0)) return null;
  return { centsPerMillionIn: input * 1e8, centsPerMillionOut: output * 1e8 };
}
