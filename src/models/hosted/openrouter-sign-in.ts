import { err, ok, type Result } from '#kit/result.ts';
import type { EgressFetch } from '../egress-port.ts';
import { type ModelFailure, modelFailure } from '../failure.ts';
import { OutsideCause } from '../piece.ts';
import { failureOfStatus } from './faults.ts';
import { askServer } from './server.ts';

/*
 * OpenRouter gives a browser app a key of its own without a server in between: the person says yes on its page, which sends
 * back a code, and the code with a proof (PKCE, RFC 7636) is exchanged for the key.
 */

export interface SignIn {
  /** Where the person goes. */
  readonly url: string;
  /** Kept on this device until the person comes back: it proves that the code was meant for here. */
  readonly verifier: string;
}

/** @param bytes 32 random ones */
export async function beginSignIn(callbackUrl: string, bytes: Uint8Array<ArrayBuffer>): Promise<SignIn> {
  const verifier = base64Url(bytes);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const url = new URL(`${ORIGIN}/auth`);
  url.searchParams.set('callback_url', callbackUrl);
  url.searchParams.set('code_challenge', base64Url(new Uint8Array(digest)));
  url.searchParams.set('code_challenge_method', 'S256');
  return { url: url.href, verifier };
}

/** The key. It goes straight into the secrets and is never shown. */
export async function finishSignIn(
  code: string,
  verifier: string,
  ports: { readonly send: EgressFetch; readonly now: () => number; readonly baseUrl?: string },
  signal: AbortSignal,
): Promise<Result<string, ModelFailure>> {
  const baseUrl = ports.baseUrl ?? `${ORIGIN}/api/v1`;
  const { origin } = new URL(baseUrl);
  const body = { code, code_verifier: verifier, code_challenge_method: 'S256' };
  try {
    const of = { purpose: 'sign-in', timeoutMs: 20_000 };
    const answer = await askServer({ baseUrl, secret: null }, { path: '/auth/keys', body, signal, of }, ports);
    if (answer.type === 'refused') return err(failureOfStatus(answer.refusal, origin, '', ports.now()));
    const given: unknown = await answer.response.json().catch(() => null);
    const key = typeof given === 'object' && given !== null && 'key' in given ? given.key : null;
    return typeof key === 'string' && key !== ''
      ? ok(key)
      : err(modelFailure('NotAModelServer', { origin, found: 'other' }));
  } catch (thrown) {
    if (thrown instanceof OutsideCause) return err(thrown.failure);
    throw thrown;
  }
}

const ORIGIN = 'https://openrouter.ai';

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
