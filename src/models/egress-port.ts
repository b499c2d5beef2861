import type { Network } from '#kit/network.ts';
import type { Result } from '#kit/result.ts';

/**
 * The one way out of this device. Whoever talks to another origin is handed one of these; there is no other `fetch`.
 *
 * It never throws and never hangs: what went wrong is an `EgressFailure`, and `signal` and `timeoutMs` end every wait.
 * Nothing leaves before the person has granted the origin and before the ledger has a row for it. There are no
 * credentials, no referrer, and no redirects unless `follow` names where they may lead.
 *
 * `Bearer {{secret:<id>}}` in a header's value becomes the secret in the worker that sends it, for the secret's own origin
 * alone; a secret in the address or the body is refused. What comes back has its secrets struck out.
 */
export type EgressFetch = (url: string, request: EgressRequest) => Promise<Result<EgressResponse, EgressFailure>>;

export interface EgressRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Ends the request, also while its answer is being read. */
  readonly signal?: AbortSignal;
  /** Why: one of the words that `messages` has a sentence for. Anything else is shown as it is. */
  readonly purpose: string;
  /** The plan that it is for: its "nothing leaves this device" holds, and its ledger takes the row. */
  readonly plan?: string;
  /** The attempt, or the call of a model, that it belongs to. */
  readonly attempt?: string;
  /** Most bytes of an answer's body. Default 16 MiB. */
  readonly maxBytes?: number;
  /** From the call to the last byte, in milliseconds. Default 120,000. */
  readonly timeoutMs?: number;
  /**
   * Origins that a redirect may lead to, each of them granted as well. For downloads alone: without a secret, without a
   * body. Default none: a redirect is a failure.
   */
  readonly follow?: readonly string[];
}

export interface EgressResponse {
  readonly status: number;
  /** By lower-case name; only those that the other origin shows to pages. */
  readonly headers: Readonly<Record<string, string>>;
  /** Read as it arrives, no faster than it is taken. What cuts it short is an `EgressFailure` that the stream errors with. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Why nothing came back, or no more. Plain data. Codes down to `LedgerFailed` mean that nothing has left the device. */
export type EgressFailure =
  /** Requests leave only from a worker that the service worker serves; `reason` says why there is none. */
  | Failed<'NetworkOff', { reason: NetworkOffReason }>
  /** The plan's switch "nothing leaves this device". */
  | Failed<'PlanOffline', { plan: string }>
  | Failed<'NotGranted', { origin: string; network: Network }>
  /** The address is none that could be granted. */
  | Failed<'AddressRefused', { reason: 'malformed' | 'scheme' | 'userinfo' | 'spelling' }>
  | Failed<
      'SecretRefused',
      { secret: string; reason: 'missing' | 'other-origin' | 'in-address' | 'in-body' | 'followed' }
    >
  /** The call itself can't be made: a header or method that the browser does not let through. */
  | Failed<'RequestRefused', { reason: string }>
  /** The log can't be read or written: neither what is allowed nor what is sent could be known. */
  | Failed<'LedgerFailed', { reason: string }>
  /** The browser kept the request to the policy of the worker. Never met unless the two disagree. */
  | Failed<'BlockedByPolicy', { origin: string }>
  /** The other side sent on to somewhere else, and was not followed. */
  | Failed<'Redirected', { origin: string }>
  /** Down, not there, not to be resolved, or without leave for pages of this origin (CORS): a page can't tell these apart. */
  | Failed<'Unreachable', { origin: string; network: Network; online: boolean }>
  /** The browser wants the person's leave for this device or the local network, and has not got it. */
  | Failed<'LocalNetworkRefused', { origin: string; network: Network }>
  | Failed<'TooLarge', { maxBytes: number }>
  | Failed<'TimedOut', { afterMs: number; received: number }>
  /** The connection broke in the middle of the answer. */
  | Failed<'CutOff', { received: number }>
  | Failed<'Cancelled'>
  /** The worker that sent it died: nobody knows how far it came. */
  | Failed<'EgressLost'>;

export type NetworkOffReason =
  /** Not in this browser, or not on a page without https. */
  | 'unsupported'
  /** This page was loaded past it, or before it was ready: a reload helps. */
  | 'uncontrolled';

interface Failed<Code extends string, Params = Record<never, never>> {
  readonly code: Code;
  readonly params: Params;
  readonly retry: 'never' | 'now' | 'later';
}
