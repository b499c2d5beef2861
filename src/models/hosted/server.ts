import type { EgressFetch } from '../egress-port.ts';
import { OutsideCause } from '../piece.ts';
import { type Endpoint, originOf } from './endpoint.ts';
import { failureOfEgress, type Refusal, retryAfter } from './faults.ts';

export interface Question {
  /** Behind the base address. */
  readonly path: string;
  /** null asks without one. */
  readonly body: object | null;
  readonly signal: AbortSignal;
  /** Why and for whom, for the ledger. */
  readonly of: {
    readonly purpose: string;
    readonly timeoutMs: number;
    readonly plan?: string;
    readonly attempt?: string;
  };
}

export type Answer =
  | { readonly type: 'open'; readonly response: Response }
  | { readonly type: 'refused'; readonly refusal: Refusal };

/**
 * Asks once. Two headers and no more: some servers refuse a page that sends others. The key is put in by the worker that
 * sends. Whatever kept the question from being answered at all is thrown as an `OutsideCause`.
 */
export async function askServer(
  endpoint: Pick<Endpoint, 'baseUrl' | 'secret'>,
  { path, body, signal, of }: Question,
  { send, now }: { readonly send: EgressFetch; readonly now: () => number },
): Promise<Answer> {
  const sent = await send(`${endpoint.baseUrl}${path}`, {
    method: body === null ? 'GET' : 'POST',
    headers: {
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(endpoint.secret === null ? {} : { authorization: `Bearer {{secret:${endpoint.secret}}}` }),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
    signal,
    ...of,
  });
  if (!sent.ok) throw new OutsideCause(failureOfEgress(sent.error, originOf(endpoint)));
  const { status, headers, body: bytes } = sent.value;
  const response = new Response(NO_BODY.has(status) ? null : bytes, { status, headers: { ...headers } });
  if (response.ok) return { type: 'open', response };
  const text = await response.text().catch(() => '');
  return {
    type: 'refused',
    refusal: {
      status,
      error: errorOf(text),
      retryAfterMs: retryAfter(response.headers, now()),
      isHtml: /html/iu.test(response.headers.get('content-type') ?? ''),
    },
  };
}

const NO_BODY = new Set([204, 205, 304]);

/** Some servers put their error at the top, some give words alone, and some are a page in between. */
function errorOf(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'error' in parsed ? parsed.error : parsed;
  } catch {
    return text.slice(0, 500);
  }
}
