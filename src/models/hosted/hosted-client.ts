import { APIError } from 'openai/core/error';
import { Stream } from 'openai/core/streaming';
import { runCall } from '../call.ts';
import type { EgressFetch } from '../egress-port.ts';
import { modelFailure } from '../failure.ts';
import { OutsideCause, type Piece } from '../piece.ts';
import type { ModelClient, ModelDescription, ModelRequest } from '../port.ts';
import { LIMITS, type Limits } from '../watch.ts';
import { bodyOf, type HabitMemory, type Habits, lowerForm, nextHabits } from './answer-form.ts';
import { type Endpoint, type EndpointModel, originOf, PRESETS } from './endpoint.ts';
import { failureOfEgress, failureOfStatus, isEgressFailure, wordsOf } from './faults.ts';
import { piecesOfAnswer, piecesOfChunk } from './read-chunk.ts';
import { askServer } from './server.ts';

export interface HostedPorts {
  readonly send: EgressFetch;
  readonly habits: HabitMemory;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** 0 to 1: spreads the tries of many tabs. */
  readonly random: () => number;
  readonly limits?: Limits;
}

/**
 * A model behind an endpoint that speaks like OpenAI's. Of that package only the reading of streams and its errors are used:
 * its client weighs 40 kB, repeats paid calls, and takes a stream that broke off for a whole one.
 */
export function createHostedClient(
  endpoint: Endpoint,
  { model, ...known }: EndpointModel,
  ports: HostedPorts,
): ModelClient {
  const { habits: memory, now, limits = LIMITS } = ports;
  const origin = originOf(endpoint);
  const about: ModelDescription = { adapter: 'hosted', model, origin, ...known };
  return {
    about,
    async *generate(request, signal) {
      const before = habitsOf();
      for await (const event of runCall({ about, limits, now }, request, signal, (stop) => ask(request, stop))) {
        // Whoever asks again shall not meet the same: a schema that is ignored is worth less than one that is said.
        if (event.type === 'failed' && event.failure.code === 'NotParsable' && request.answer.form === 'json') {
          const lower = lowerForm(before.form);
          if (lower !== null) memory.write(endpoint.id, model, { ...habitsOf(), form: lower });
        }
        yield event;
      }
    },
  };

  function habitsOf(): Habits {
    const lengthName = PRESETS.find(({ id }) => id === endpoint.preset)?.lengthName ?? 'max_tokens';
    return memory.read(endpoint.id, model) ?? { form: 'schema', lengthName, tellsUsage: true };
  }

  async function* ask(request: ModelRequest, stop: AbortSignal): AsyncGenerator<Piece, void> {
    const { purpose, plan, attempt } = request;
    const of = {
      purpose,
      timeoutMs: limits.totalMs,
      ...(plan === undefined ? {} : { plan }),
      ...(attempt === undefined ? {} : { attempt }),
    };
    let habits = habitsOf();
    let waits = 0;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const body = bodyOf(request, model, habits);
      const answer = await askServer(endpoint, { path: '/chat/completions', body, signal: stop, of }, ports);
      if (stop.aborted) return;
      if (answer.type === 'open') {
        memory.write(endpoint.id, model, habits);
        yield* read(answer.response, stop);
        return;
      }
      const { refusal } = answer;
      const failure = failureOfStatus(refusal, origin, model, now());
      const next = failure.code === 'BadRequest' ? nextHabits(habits, request, wordsOf(refusal.error)) : null;
      if (next !== null) {
        habits = next;
        continue;
      }
      // Only these two say that nothing was done, and so nothing paid.
      const wasBusy = failure.code === 'RateLimited' || refusal.status === 503;
      const ms = refusal.retryAfterMs ?? WAIT_MS * 2 ** waits * (1 + ports.random() / 4);
      if (!wasBusy || waits >= MOST_WAITS || ms > LONGEST_WAIT_MS) throw new OutsideCause(failure);
      waits += 1;
      yield { type: 'waiting', reason: 'busy', ms };
      await pause(ms, stop);
      if (stop.aborted) return;
    }
    throw new OutsideCause(modelFailure('BadRequest', { origin, status: 400, said: '' }));
  }

  async function* read(response: Response, stop: AbortSignal): AsyncGenerator<Piece, void> {
    const type = response.headers.get('content-type') ?? '';
    if (/html/iu.test(type)) throw new OutsideCause(modelFailure('NotAModelServer', { origin, found: 'html' }));
    try {
      if (!/event-stream/iu.test(type)) {
        yield* piecesOfAnswer(await response.json(), origin);
        return;
      }
      const controller = new AbortController();
      stop.addEventListener('abort', () => controller.abort(), { once: true });
      for await (const chunk of Stream.fromSSEResponse<unknown>(response, controller, SILENT))
        yield* piecesOfChunk(chunk, origin);
    } catch (thrown) {
      if (thrown instanceof OutsideCause) throw thrown;
      if (isEgressFailure(thrown)) throw new OutsideCause(failureOfEgress(thrown, origin));
      // An error that is told in the middle of a stream has no status.
      if (thrown instanceof APIError)
        throw new OutsideCause(modelFailure('ServerFailed', { origin, status: null, said: wordsOf(thrown.error) }));
      if (thrown instanceof SyntaxError)
        throw new OutsideCause(modelFailure('NotAModelServer', { origin, found: 'other' }));
      throw thrown;
    }
  }
}

/** Stands in for the package's client, of which a stream only asks where to write its complaints: nowhere. */
const SILENT = {} as NonNullable<Parameters<typeof Stream.fromSSEResponse>[2]>;

const MOST_TRIES = 8;
const MOST_WAITS = 2;
const WAIT_MS = 2_000;
/** Beyond this the person is told, rather than kept waiting. */
const LONGEST_WAIT_MS = 30_000;

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
