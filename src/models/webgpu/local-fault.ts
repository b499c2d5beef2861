import { type EngineFaultCode, engineFault } from './engine.ts';

/** Why the model on this device did not answer. */
export interface LocalFault {
  readonly code: LocalFaultCode;
  readonly detail: string;
}

export type LocalFaultCode =
  | EngineFaultCode
  | 'cancelled'
  | 'worker-died'
  /** No sign of life for longer than the prompt's length explains. */
  | 'stalled'
  /** The tab ended while this model was being loaded; it is loaded again only when the person says so. */
  | 'crashed-before'
  /** It was lost twice without an answer in between. */
  | 'given-up'
  | 'not-downloaded'
  /** Another tab holds the model and does not answer. */
  | 'other-tab';

/** Faults after which a smaller model, or the rules, are the better offer. */
export function isLoss({ code }: LocalFault): boolean {
  return code === 'device-lost' || code === 'out-of-memory' || code === 'worker-died' || code === 'stalled';
}

export function localFault(thrown: unknown): LocalFault {
  return engineFault(thrown);
}
