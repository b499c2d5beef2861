import type { Result } from '#kit/result.ts';
import { err, ok } from '#kit/result.ts';
import type { EgressFailure, EgressFetch, EgressRequest, EgressResponse } from '#models/egress-port.ts';

/*
 * A request and its answer between two realms, over a port of its own. Bytes cross one part at a time, each asked for: the
 * reader sets the pace, and the other origin waits. (A stream that is transferred would do, but not every browser can.)
 */

/** What goes with the port. */
export interface WireRequest {
  readonly url: string;
  readonly request: Omit<EgressRequest, 'signal'>;
}

type FromAsker = { readonly type: 'pull' } | { readonly type: 'cancel' };

type ToAsker =
  | { readonly type: 'head'; readonly status: number; readonly headers: EgressResponse['headers'] }
  | { readonly type: 'part'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end' }
  | { readonly type: 'failed'; readonly failure: EgressFailure };

const CANCELLED: EgressFailure = { code: 'Cancelled', params: {}, retry: 'never' };
const LOST: EgressFailure = { code: 'EgressLost', params: {}, retry: 'later' };

/** Egress, for a realm that has it from another one. `lost` is aborted when that other realm has died. */
export function egressOver(
  post: (message: WireRequest, port: MessagePort) => void,
  lost: AbortSignal = new AbortController().signal,
): EgressFetch {
  return (url, { signal, ...request }) =>
    askOver((port) => post({ url, request }, port), signal ?? new AbortController().signal, lost);
}

/** Sends one request on its way, by a port that `post` hands over, and hears its answer. */
export function askOver(
  post: (port: MessagePort) => void,
  signal: AbortSignal,
  lost: AbortSignal,
): Promise<Result<EgressResponse, EgressFailure>> {
  if (signal.aborted) return Promise.resolve(err(CANCELLED));
  if (lost.aborted) return Promise.resolve(err(LOST));
  return new Promise((resolve) => {
    const { port1: port, port2 } = new MessageChannel();
    const say = (message: FromAsker) => port.postMessage(message);
    let body: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
    let pulled: (() => void) | null = null;
    let isOver = false;

    const over = (failure: EgressFailure | null) => {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', cancel);
      lost.removeEventListener('abort', lose);
      // Whoever answers hears of it before the port is gone.
      if (failure === CANCELLED) say({ type: 'cancel' });
      port.close();
      if (failure !== null) resolve(err(failure));
      if (failure === null) body?.close();
      else body?.error(failure);
      pulled?.();
    };
    const cancel = () => over(CANCELLED);
    const lose = () => over(LOST);
    signal.addEventListener('abort', cancel);
    lost.addEventListener('abort', lose);

    port.onmessage = ({ data }: MessageEvent<ToAsker>) => {
      switch (data.type) {
        case 'head':
          resolve(ok({ status: data.status, headers: data.headers, body: stream() }));
          return;
        case 'part':
          body?.enqueue(data.bytes);
          pulled?.();
          return;
        case 'end':
          over(null);
          return;
        case 'failed':
          over(data.failure);
      }
    };
    post(port2);

    function stream(): EgressResponse['body'] {
      return new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          start(controller) {
            body = controller;
          },
          pull() {
            return new Promise<void>((next) => {
              pulled = next;
              say({ type: 'pull' });
            });
          },
          cancel() {
            body = null;
            cancel();
          },
        },
        { highWaterMark: 0 },
      );
    }
  });
}

/** Answers one request that came with a port. */
export async function answerOver(
  port: MessagePort,
  fetching: (signal: AbortSignal) => ReturnType<EgressFetch>,
): Promise<void> {
  const stopping = new AbortController();
  const say = (message: ToAsker, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  let wanted = 0;
  let wake: (() => void) | null = null;
  port.onmessage = ({ data }: MessageEvent<FromAsker>) => {
    if (data.type === 'cancel') stopping.abort();
    else wanted += 1;
    wake?.();
  };

  const answer = await fetching(stopping.signal);
  if (!answer.ok) return say({ type: 'failed', failure: answer.error });
  const { status, headers, body } = answer.value;
  say({ type: 'head', status, headers });
  const reader = body.getReader();
  // What ends the body on its own, such as its time running out, is told at once and not only when more is wanted.
  reader.closed.catch((failure: EgressFailure) => say({ type: 'failed', failure }));
  try {
    for (;;) {
      while (wanted === 0 && !stopping.signal.aborted) {
        await new Promise<void>((next) => {
          wake = next;
        });
      }
      if (stopping.signal.aborted) return void (await reader.cancel());
      wanted -= 1;
      const part = await reader.read();
      if (part.done) return say({ type: 'end' });
      say({ type: 'part', bytes: part.value }, [part.value.buffer]);
    }
  } catch {
    // Told above.
  }
}
