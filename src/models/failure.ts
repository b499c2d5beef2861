import type { NetworkOffReason } from './egress-port.ts';

/** Something outside went wrong while a model was asked. Plain data; `messages/` makes the sentence and the ways out. */
export type ModelFailure =
  /** No answer at all: offline, a wrong address, a server that is off, or one that refuses pages of other origins. A page cannot tell these apart. */
  | Failed<'Unreachable', { origin: string }>
  /** The browser or the person refused to let this page talk to a server in the local network or on this machine. */
  | Failed<'LocalNetworkRefused', { origin: string }>
  /** The person has not allowed this origin. */
  | Failed<'NotGranted', { origin: string }>
  /** The plan keeps everything on this device. */
  | Failed<'PlanStaysHere'>
  /** Nothing can be sent from here, whatever the origin. */
  | Failed<'NetworkOff', { reason: NetworkOffReason | 'offline' }>
  /** The address is none that may be asked. */
  | Failed<'BadAddress', { origin: string }>
  /** The key is no longer on this device: it was kept for a session that has ended. */
  | Failed<'KeyMissing', { origin: string }>
  /** Foldline itself held it back: a secret aimed elsewhere, no ledger, a policy. */
  | Failed<'NotSent', { reason: string }>
  /** 401 and 403: no key, a wrong one, or one that may not do this. */
  | Failed<'Unauthorised', { origin: string; status: number }>
  /** The account has nothing left to spend. */
  | Failed<'NoCredit', { origin: string }>
  | Failed<'ModelUnknown', { model: string; origin: string | null }>
  /** `atMs`: the epoch milliseconds from which it may be tried again; null where the server does not say. */
  | Failed<'RateLimited', { origin: string; atMs: number | null }>
  /** 5xx, 408 and errors in mid-stream. */
  | Failed<'ServerFailed', { origin: string; status: number | null; said: string }>
  /** The server does not understand the request; `said` are its words. */
  | Failed<'BadRequest', { origin: string; status: number; said: string }>
  /** What answered is no such server: a web page, or JSON of another form. */
  | Failed<'NotAModelServer', { origin: string; found: 'html' | 'redirect' | 'other' }>
  /** Question and answer do not fit into the model's context. */
  | Failed<'OverContext', { needs: number | null; has: number | null }>
  | Failed<'OverBudget', { of: 'tokens' | 'cents'; needs: number; has: number }>
  /** The model, or a filter before it, would not answer. */
  | Failed<'Refused', { said: string }>
  /** The answer broke off. */
  | Failed<'CutOff'>
  /** Nothing came for too long. */
  | Failed<'Stalled', { while: 'first' | 'silence' | 'total'; afterMs: number }>
  /** An answer came, and what was asked for cannot be read from it. */
  | Failed<'NotParsable', { reason: string }>
  /** The graphics card was taken away in the middle. */
  | Failed<'DeviceLost'>
  | Failed<'OutOfMemory', { of: 'memory' | 'storage' }>
  /** The model is not on this device, or was not made ready. */
  | Failed<'NotLoaded', { model: string }>
  /** This browser or machine cannot run it; `reason` is a code of the adapter that offers it. */
  | Failed<'Unsupported', { reason: string }>
  /** It failed several times in a row, and is not asked before `atMs`, in epoch milliseconds. */
  | Failed<'LeftAlone', { model: string; atMs: number }>
  /** By the person. */
  | Failed<'Cancelled'>;

export type ModelFailureCode = ModelFailure['code'];
export type ModelFailureOf<Code extends ModelFailureCode> = Extract<ModelFailure, { code: Code }>;

interface Failed<Code extends string, Params = Record<never, never>> {
  readonly code: Code;
  readonly params: Params;
  /** Whether asking the same again can help: at once, after a while, or not at all. */
  readonly retry: 'never' | 'now' | 'later';
}

/** A failure with the retry that its code allows. */
export function modelFailure<Code extends ModelFailureCode>(
  code: Code,
  params: ModelFailureOf<Code>['params'],
): ModelFailureOf<Code> {
  return { code, params, retry: RETRY[code] } as ModelFailureOf<Code>;
}

const RETRY: Readonly<Record<ModelFailureCode, ModelFailure['retry']>> = {
  Unreachable: 'later',
  LocalNetworkRefused: 'never',
  NotGranted: 'never',
  PlanStaysHere: 'never',
  NetworkOff: 'later',
  BadAddress: 'never',
  KeyMissing: 'never',
  NotSent: 'later',
  Unauthorised: 'never',
  NoCredit: 'never',
  ModelUnknown: 'never',
  RateLimited: 'later',
  ServerFailed: 'later',
  BadRequest: 'never',
  NotAModelServer: 'never',
  OverContext: 'never',
  OverBudget: 'never',
  Refused: 'never',
  CutOff: 'now',
  Stalled: 'later',
  NotParsable: 'now',
  DeviceLost: 'now',
  OutOfMemory: 'later',
  NotLoaded: 'never',
  Unsupported: 'never',
  LeftAlone: 'later',
  Cancelled: 'now',
};
