import { networkOf } from '#kit/network.ts';
import { err, ok, type Result } from '#kit/result.ts';
import type { EgressFailure, EgressRequest, EgressResponse } from '#models/egress-port.ts';
import { putSecrets } from './secret-references.ts';
import { strikeOut, strikeOutText } from './strike-out.ts';

/** What the egress worker is told to send. */
export interface Sending {
  readonly url: string;
  readonly request: Omit<EgressRequest, 'signal'>;
  /** By id: those that the headers name, each of them this origin's own. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** What the realm of the egress worker offers: the browser's own fetch, and what it has blocked. */
export interface SendingPorts {
  readonly fetch: typeof fetch;
  /** The origins of the policy that this realm runs under. */
  readonly origins: readonly string[];
  /** Counts what the browser kept from leaving; settled a moment after the request has failed. */
  readonly blocked: () => number;
  readonly isOnline: () => boolean;
  /** Whether the browser has refused this page the local network, or can't ask for it. */
  readonly isLocalRefused: () => Promise<boolean>;
}

const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 120_000;

/** Sends one request. Runs in the egress worker, under the policy that lets nothing else out. */
export async function send(
  { url, request, secrets }: Sending,
  signal: AbortSignal,
  ports: SendingPorts,
): Promise<Result<EgressResponse, EgressFailure>> {
  const { maxBytes = DEFAULT_MAX_BYTES, timeoutMs = DEFAULT_TIMEOUT_MS, follow = [] } = request;
  const { origin, hostname } = new URL(url);
  const network = networkOf(hostname);
  const stopping = new AbortController();
  let stopped: EgressFailure | null = null;
  let received = 0;
  const stop = (failure: EgressFailure) => {
    stopped ??= failure;
    stopping.abort();
  };
  const cancel = () => stop({ code: 'Cancelled', params: {}, retry: 'never' });
  const timer = setTimeout(
    () => stop({ code: 'TimedOut', params: { afterMs: timeoutMs, received }, retry: 'later' }),
    timeoutMs,
  );
  const finish = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  };
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel);

  const blockedBefore = ports.blocked();
  let response: Response;
  try {
    const headers = Object.entries(request.headers).map(([name, value]) => [name, putSecrets(value, secrets)]);
    response = await ports.fetch(url, {
      method: request.method,
      headers: headers as [string, string][],
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: stopping.signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // Not `error`: that looks like any other failure. An opaque answer says that it was one, and is not followed either.
      redirect: follow.length > 0 ? 'follow' : 'manual',
      cache: 'no-store',
      mode: 'cors',
    });
  } catch (error) {
    finish();
    return err(stopped ?? (await whyNot(error)));
  }
  if (response.type === 'opaqueredirect') {
    finish();
    return err({ code: 'Redirected', params: { origin }, retry: 'never' });
  }

  const reader = response.body?.getReader();
  const tooLarge: EgressFailure = { code: 'TooLarge', params: { maxBytes }, retry: 'never' };
  if (Number(response.headers.get('content-length')) > maxBytes) {
    finish();
    await reader?.cancel().catch(() => {});
    return err(tooLarge);
  }
  const secretTexts = [...secrets.values()];
  const struck = strikeOut(secretTexts);
  let over = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        stopping.signal.addEventListener('abort', () => {
          if (over) return;
          over = true;
          finish();
          controller.error(stopped);
        });
      },
      async pull(controller) {
        try {
          // A part that is held back whole is none yet.
          for (;;) {
            const part = await reader?.read();
            if (over) return;
            if (part === undefined || part.done) {
              const rest = struck.end();
              if (rest.length > 0) controller.enqueue(rest);
              over = true;
              finish();
              return controller.close();
            }
            received += part.value.length;
            if (received > maxBytes) return stop(tooLarge);
            const shown = struck.push(part.value as Uint8Array<ArrayBuffer>);
            if (shown.length > 0) return controller.enqueue(shown);
          }
        } catch {
          stop({ code: 'CutOff', params: { received }, retry: 'later' });
        }
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
  const headers = Object.fromEntries(
    [...response.headers].map(([name, value]) => [name, strikeOutText(value, secretTexts)]),
  );
  return ok({ status: response.status, headers, body });

  async function whyNot(error: unknown): Promise<EgressFailure> {
    // The browser tells of what it has blocked in an event of its own, after the failure.
    await new Promise((resolve) => setTimeout(resolve, BLOCKED_AFTER_MS));
    if (ports.blocked() > blockedBefore) {
      // It was let out, so what was kept in is where it was sent on to.
      return ports.origins.includes(origin)
        ? { code: 'Redirected', params: { origin }, retry: 'never' }
        : { code: 'BlockedByPolicy', params: { origin }, retry: 'never' };
    }
    if (error instanceof TypeError && isMisuse(error)) {
      return {
        code: 'RequestRefused',
        params: { reason: strikeOutText(error.message, [...secrets.values()]) },
        retry: 'never',
      };
    }
    if (network !== 'public' && (await ports.isLocalRefused()))
      return { code: 'LocalNetworkRefused', params: { origin, network }, retry: 'now' };
    return { code: 'Unreachable', params: { origin, network, online: ports.isOnline() }, retry: 'later' };
  }
}

/** Whether the call itself can't be made. Browsers have no other word for it than the message. */
function isMisuse(error: TypeError): boolean {
  return !/failed to fetch|networkerror|load failed/i.test(error.message);
}

const BLOCKED_AFTER_MS = 20;
