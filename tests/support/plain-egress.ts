import type { EgressFailure, EgressFetch } from '#models/egress-port.ts';

export interface PlainEgressOptions {
  /** Secrets by id. The real one hands each to its own origin alone; this one to all. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What is asked, in order. */
  readonly asked?: { url: string; purpose: string; plan: string | undefined; attempt: string | undefined }[];
}

/** Stands in for egress where a test is about something else: a plain fetch with its answers and failures in egress's shape. */
export function plainEgress({ secrets = {}, asked = [] }: PlainEgressOptions = {}): EgressFetch {
  return async (url, request) => {
    const { origin } = new URL(url);
    asked.push({ url, purpose: request.purpose, plan: request.plan, attempt: request.attempt });
    const timeoutMs = request.timeoutMs ?? 120_000;
    const timeout = AbortSignal.timeout(timeoutMs);
    let received = 0;
    const why = (): EgressFailure => {
      if (request.signal?.aborted) return { code: 'Cancelled', params: {}, retry: 'never' };
      if (timeout.aborted) return { code: 'TimedOut', params: { afterMs: timeoutMs, received }, retry: 'later' };
      if (received > 0) return { code: 'CutOff', params: { received }, retry: 'later' };
      return { code: 'Unreachable', params: { origin, network: 'loopback', online: true }, retry: 'later' };
    };
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [
            name,
            value.replace(/\{\{secret:([^}]+)\}\}/g, (_, id: string) => secrets[id] ?? ''),
          ]),
        ),
        ...(request.body === undefined ? {} : { body: request.body }),
        redirect: 'manual',
        signal: AbortSignal.any([timeout, ...(request.signal ? [request.signal] : [])]),
      });
      if (response.status >= 300 && response.status < 400)
        return { ok: false, error: { code: 'Redirected', params: { origin }, retry: 'never' } };
      const reader = response.body?.getReader();
      const maxBytes = request.maxBytes ?? 16 * 1024 * 1024;
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          async pull(controller) {
            try {
              const part = await reader?.read();
              if (part === undefined || part.done) return controller.close();
              received += part.value.length;
              if (received <= maxBytes) return controller.enqueue(part.value);
              controller.error({ code: 'TooLarge', params: { maxBytes }, retry: 'never' } satisfies EgressFailure);
              await reader?.cancel();
            } catch {
              controller.error(why());
            }
          },
          cancel: (reason) => reader?.cancel(reason),
        },
        { highWaterMark: 0 },
      );
      return { ok: true, value: { status: response.status, headers: Object.fromEntries(response.headers), body } };
    } catch {
      return { ok: false, error: why() };
    }
  };
}
