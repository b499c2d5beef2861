import { err, ok } from '#kit/result.ts';
import type { EgressFetch } from '#models/egress-port.ts';

/** The way out without its guards: for tests of what is behind it. */
export const plainEgress: EgressFetch = async (url, { method, headers, body, signal, maxBytes = 2 ** 24 }) => {
  try {
    const init = {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    };
    const response = await fetch(url, { ...init, redirect: 'error', credentials: 'omit' });
    let received = 0;
    const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, to) {
        received += piece.byteLength;
        if (received > maxBytes) to.error({ code: 'TooLarge', params: { maxBytes }, retry: 'never' });
        else to.enqueue(piece);
      },
    });
    return ok({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(counted),
    });
  } catch {
    if (signal?.aborted) return err({ code: 'Cancelled', params: {}, retry: 'now' });
    const { origin } = new URL(url);
    return err({ code: 'Unreachable', params: { origin, network: 'loopback', online: true }, retry: 'later' });
  }
};
