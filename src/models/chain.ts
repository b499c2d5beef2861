import { afterFailure, type Breaker, CLOSED, isShut } from './breaker.ts';
import { modelFailure } from './failure.ts';
import type { ModelClient, ModelDescription, ModelEvent, ModelFailed, ModelRequest } from './port.ts';

export interface ChainPorts {
  /** In the order that the person has chosen; at least one. */
  readonly clients: readonly [ModelClient, ...ModelClient[]];
  /** Kept by whoever makes the chain, so that it outlives it. */
  readonly breakers: BreakerMemory;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** By origin, or by model where nothing leaves the device. */
export interface BreakerMemory {
  read(key: string): Breaker | null;
  write(key: string, breaker: Breaker): void;
}

/** An endpoint stands or falls as a whole; on this device each model by itself. */
function breakerKey({ adapter, origin, model }: ModelDescription): string {
  return origin ?? `${adapter}/${model}`;
}

/**
 * Several models as one: the first that answers. Each that did not is told, with its reason, before the next is asked. Only
 * who failed before the first word is passed over: what was said may have been paid, and is not said twice. A stop and a
 * refusal are answers.
 */
export function createChain({ clients, breakers, now }: ChainPorts): ModelClient {
  return { about: describe(clients.map(({ about }) => about)), generate };

  async function* generate(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
    for (const [i, client] of clients.entries()) {
      const { about } = client;
      const isLast = i === clients.length - 1;
      const key = breakerKey(about);
      const breaker = breakers.read(key) ?? CLOSED;
      // The last one is asked all the same: to be told why it fails is better than nothing.
      if (isShut(breaker, now()) && !isLast) {
        const failure = modelFailure('LeftAlone', { model: about.model, atMs: breaker.shutUntil });
        yield { type: 'passed', about, failure };
        continue;
      }
      const failed = yield* askOne(client, request, signal);
      if (failed === null) return breakers.write(key, CLOSED);
      if (failed.failure.code !== 'Cancelled') breakers.write(key, afterFailure(breaker, failed.failure, now()));
      if (isLast || !isPassedOver(failed)) return yield { ...failed, by: about };
      yield { type: 'passed', about, failure: failed.failure };
    }
  }
}

/** All that one client says but its failure, which is handed back. */
async function* askOne(
  client: ModelClient,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, ModelFailed | null> {
  for await (const event of client.generate(request, signal)) {
    if (event.type === 'failed') return event;
    yield event.type === 'done' ? { ...event, by: client.about } : event;
  }
  return null;
}

function isPassedOver({ failure, text }: ModelFailed): boolean {
  return text === '' && failure.code !== 'Cancelled' && failure.code !== 'Refused';
}

/** What fits the first of them that answers fits whoever it is only if it fits all. */
function describe(all: readonly ModelDescription[]): ModelDescription {
  const sizes = all.flatMap(({ contextTokens }) => contextTokens ?? []);
  const [first] = all;
  if (first === undefined) throw new Error('A chain has at least one model.');
  return { ...first, contextTokens: sizes.length === 0 ? null : Math.min(...sizes) };
}
