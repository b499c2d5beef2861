import type { EgressFailure } from '../egress-port.ts';
import { type ModelFailure, modelFailure } from '../failure.ts';

/** What kept a request from leaving or its answer from coming, as a model's failure. */
export function failureOfEgress(failure: EgressFailure, origin: string): ModelFailure {
  switch (failure.code) {
    case 'NetworkOff':
      return modelFailure('NetworkOff', { reason: failure.params.reason });
    case 'PlanOffline':
      return modelFailure('PlanStaysHere', {});
    case 'NotGranted':
      return modelFailure('NotGranted', { origin });
    case 'AddressRefused':
      return modelFailure('BadAddress', { origin });
    case 'SecretRefused':
      return failure.params.reason === 'missing'
        ? modelFailure('KeyMissing', { origin })
        : modelFailure('NotSent', { reason: failure.code });
    case 'RequestRefused':
    case 'LedgerFailed':
    case 'BlockedByPolicy':
      return modelFailure('NotSent', { reason: failure.code });
    case 'Redirected':
      return modelFailure('NotAModelServer', { origin, found: 'redirect' });
    case 'Unreachable':
      return failure.params.online || failure.params.network === 'loopback'
        ? modelFailure('Unreachable', { origin })
        : modelFailure('NetworkOff', { reason: 'offline' });
    case 'LocalNetworkRefused':
      return modelFailure('LocalNetworkRefused', { origin });
    case 'TooLarge':
      return modelFailure('NotParsable', { reason: 'too long' });
    case 'TimedOut':
      return modelFailure('Stalled', { while: 'total', afterMs: failure.params.afterMs });
    case 'CutOff':
    case 'EgressLost':
      return modelFailure('CutOff', {});
    case 'Cancelled':
      return modelFailure('Cancelled', {});
  }
}

/** Egress throws its failures as plain data where a stream errors. */
export function isEgressFailure(thrown: unknown): thrown is EgressFailure {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'params' in thrown && 'retry' in thrown;
}

export interface Refusal {
  readonly status: number;
  /** The body's `error`, whatever it is. */
  readonly error: unknown;
  readonly retryAfterMs: number | null;
  readonly isHtml: boolean;
}

/** What a status above 399 means. */
export function failureOfStatus(refusal: Refusal, origin: string, model: string, now: number): ModelFailure {
  const { status, error, retryAfterMs, isHtml } = refusal;
  const said = wordsOf(error);
  const code = codeOf(error);
  if (code === 'insufficient_quota' || status === 402) return modelFailure('NoCredit', { origin });
  if (isTooLong(status, code, said)) return modelFailure('OverContext', { needs: null, has: null });
  switch (status) {
    case 401:
    case 403:
      return modelFailure('Unauthorised', { origin, status });
    case 404:
      return isHtml || !/\bmodel\b/iu.test(`${code} ${said}`)
        ? modelFailure('NotAModelServer', { origin, found: isHtml ? 'html' : 'other' })
        : modelFailure('ModelUnknown', { model, origin });
    case 429:
      return modelFailure('RateLimited', { origin, atMs: retryAfterMs === null ? null : now + retryAfterMs });
  }
  if (status >= 500 || status === 408) return modelFailure('ServerFailed', { origin, status, said });
  return modelFailure('BadRequest', { origin, status, said });
}

/** `Retry-After` in milliseconds, from seconds or a date; null where it is not shown or makes no sense. */
export function retryAfter(headers: { get(name: string): string | null }, now: number): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}

export function wordsOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return '';
  const { message, detail } = error as { message?: unknown; detail?: unknown };
  return typeof message === 'string' ? message : typeof detail === 'string' ? detail : '';
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, type } = error as { code?: unknown; type?: unknown };
  return typeof code === 'string' ? code : typeof type === 'string' ? type : '';
}

function isTooLong(status: number, code: string, said: string): boolean {
  if (code === 'context_length_exceeded' || code === 'exceed_context_size_error' || status === 413) return true;
  return status === 400 && /context (?:length|size|window)|maximum context|too many tokens/iu.test(said);
}
