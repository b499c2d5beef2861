import { err, ok, type Result } from '#kit/result.ts';
import type { EgressFailure, EgressResponse, NetworkOffReason } from '#models/egress-port.ts';
import type { Sending } from './send.ts';
import { askOver } from './wire.ts';

/** To the egress worker, together with a port for the answer. */
export interface EgressTask {
  readonly sending: Sending;
}

/** From the egress worker, once: under which policy it runs. */
export interface EgressReady {
  readonly type: 'ready';
  readonly origins: readonly string[];
}

/**
 * Egress workers, one for each set of origins that is asked for: each is served with a policy for just these. A grant needs
 * no running worker to change its mind; one that is revoked ends what is sent by it, and the workers that are left with nothing.
 */
export interface Senders {
  send(
    sending: Sending,
    origins: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<EgressResponse, EgressFailure>>;
  /** Whether there can be a worker at all: starts one that may reach nothing. */
  check(): Promise<Result<void, EgressFailure>>;
  /** Ends the workers that send nothing now. */
  endIdle(): void;
}

export interface SendersPorts {
  readonly spawn: (origins: readonly string[]) => Worker;
  /** Why there is none, after one could not be started. Waits for a service worker that is on its way. */
  readonly whyOff: () => Promise<NetworkOffReason | 'try-again'>;
}

export function createSenders({ spawn, whyOff }: SendersPorts): Senders {
  const senders = new Map<string, Sender>();

  return {
    send: (sending, origins, signal) => withSender(origins, (sender) => sender.send(sending, signal)),
    check: () => withSender([], async (sender) => ((await sender.ready) ? ok(undefined) : null)),
    endIdle() {
      for (const sender of [...senders.values()]) if (sender.isIdle()) sender.end();
    },
  };

  /** `use` answers null where the worker did not come to life. */
  async function withSender<T>(
    origins: readonly string[],
    use: (sender: Sender) => Promise<Result<T, EgressFailure> | null>,
  ): Promise<Result<T, EgressFailure>> {
    const key = [...new Set(origins)].sort().join(' ');
    for (const isLast of [false, true]) {
      const sender = senders.get(key) ?? begin(key, origins);
      const answer = await use(sender);
      if (answer !== null) return answer;
      sender.end();
      const why = isLast ? 'uncontrolled' : await whyOff();
      if (why !== 'try-again') return err({ code: 'NetworkOff', params: { reason: why }, retry: 'now' });
    }
    return err({ code: 'NetworkOff', params: { reason: 'uncontrolled' }, retry: 'now' });
  }

  function begin(key: string, origins: readonly string[]): Sender {
    const sender = startSender(spawn(origins), origins, () => {
      if (senders.get(key) === sender) senders.delete(key);
    });
    senders.set(key, sender);
    return sender;
  }
}

interface Sender {
  isIdle(): boolean;
  /** Whether it has come to life under the policy that was asked for. */
  readonly ready: Promise<boolean>;
  /** null: it has not. */
  send(sending: Sending, signal: AbortSignal): Promise<Result<EgressResponse, EgressFailure> | null>;
  end(): void;
}

function startSender(worker: Worker, origins: readonly string[], onEnd: () => void): Sender {
  const lost = new AbortController();
  let underWay = 0;
  let retiring: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    clearTimeout(retiring);
    worker.terminate();
    onEnd();
    lost.abort();
  };
  const rest = () => {
    clearTimeout(retiring);
    if (underWay === 0 && !lost.signal.aborted) retiring = setTimeout(end, RETIRE_AFTER_MS);
  };
  const ready = new Promise<boolean>((resolve) => {
    const tooLate = setTimeout(() => resolve(false), STARTS_WITHIN_MS);
    worker.addEventListener('message', ({ data }: MessageEvent<EgressReady>) => {
      clearTimeout(tooLate);
      resolve(isSame(data.origins, origins));
    });
    worker.addEventListener('error', (event) => {
      // Said by the failure.
      event.preventDefault();
      clearTimeout(tooLate);
      resolve(false);
      end();
    });
    lost.signal.addEventListener('abort', () => resolve(false));
  });
  rest();

  return {
    isIdle: () => underWay === 0,
    ready,
    async send(sending, signal) {
      underWay += 1;
      clearTimeout(retiring);
      const done = () => {
        underWay -= 1;
        rest();
      };
      if (!(await ready)) {
        done();
        return null;
      }
      const task: EgressTask = { sending };
      const answer = await askOver((port) => worker.postMessage(task, [port]), signal, lost.signal);
      if (!answer.ok) {
        done();
        return answer;
      }
      return ok({ ...answer.value, body: watched(answer.value.body, done) });
    },
    end,
  };
}

/** The same bytes, and a word when the last of them has come or none will. */
export function watched(
  body: EgressResponse['body'],
  onEnd: (failure: EgressFailure | null) => void,
  onPart: (bytes: number) => void = () => {},
  /** What a failure is to be called from here on. */
  nameOf: (failure: EgressFailure) => EgressFailure = (failure) => failure,
): EgressResponse['body'] {
  const reader = body.getReader();
  let isOver = false;
  const over = (failure: EgressFailure | null) => {
    if (!isOver) onEnd(failure);
    isOver = true;
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        // Also when nobody reads.
        reader.closed.catch((seen: EgressFailure) => {
          const failure = nameOf(seen);
          over(failure);
          controller.error(failure);
        });
      },
      async pull(controller) {
        const part = await reader.read().catch(() => null);
        if (part === null) return;
        if (part.done) {
          over(null);
          controller.close();
          return;
        }
        onPart(part.value.length);
        controller.enqueue(part.value);
      },
      async cancel() {
        over({ code: 'Cancelled', params: {}, retry: 'never' });
        await reader.cancel();
      },
    },
    { highWaterMark: 0 },
  );
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}

const RETIRE_AFTER_MS = 30_000;
const STARTS_WITHIN_MS = 10_000;
