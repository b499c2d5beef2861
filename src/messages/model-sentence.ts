import { unreachable } from '#kit/unreachable.ts';
import type { ModelFailure } from '#models/failure.ts';
import { enModels } from './en-models.ts';
import type { Sentence } from './sentence.ts';

/** What a person reads when a model could not be asked or gave no usable answer, and what can be done. */
export function sayModelFailure(failure: ModelFailure): Sentence {
  // Each code's function takes that code's own parameters; only their pairing is lost here.
  const say: (params: never) => string = enModels.failures[failure.code];
  return { text: say(failure.params as never), ways: waysOut(failure.code) };
}

function waysOut(code: ModelFailure['code']): Sentence['ways'] {
  switch (code) {
    case 'Unreachable':
    case 'LocalNetworkRefused':
    case 'ServerFailed':
    case 'OutOfMemory':
      return ['draft-again', 'go-settings'];
    case 'NotGranted':
    case 'BadAddress':
    case 'KeyMissing':
    case 'Unauthorised':
    case 'NoCredit':
    case 'ModelUnknown':
    case 'BadRequest':
    case 'NotAModelServer':
    case 'NotLoaded':
    case 'Unsupported':
    case 'OverContext':
      return ['go-settings', 'dismiss'];
    case 'PlanStaysHere':
    case 'OverBudget':
      return ['plan-details', 'dismiss'];
    case 'NetworkOff':
    case 'NotSent':
      return ['reload-app', 'dismiss'];
    case 'RateLimited':
    case 'LeftAlone':
    case 'Refused':
    case 'CutOff':
    case 'Stalled':
    case 'NotParsable':
    case 'DeviceLost':
    case 'Cancelled':
      return ['draft-again', 'dismiss'];
    default:
      return unreachable(code);
  }
}
