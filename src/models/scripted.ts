import { runCall } from './call.ts';
import type { ModelFailure } from './failure.ts';
import { OutsideCause, type Piece } from './piece.ts';
import type { ModelClient, ModelDescription, ModelRequest } from './port.ts';
import { LIMITS, type Limits } from './watch.ts';

/** What a scripted model does, one after the other. */
export type ScriptLine =
  | { readonly say: string }
  | { readonly waitMs: number }
  /** Says and does nothing more, and never ends. */
  | 'hang'
  | { readonly usage: { readonly inputTokens: number; readonly outputTokens: number } }
  | { readonly finish: 'stop' | 'length' | 'refused' }
  | { readonly fail: ModelFailure };

/** A model that plays what it is given: for tests, and wherever a model's part has to be known beforehand. */
export function createScriptedModel(
  script: (request: ModelRequest, call: number) => readonly ScriptLine[],
  about: Partial<ModelDescription> = {},
  limits: Limits = LIMITS,
): ModelClient & { readonly calls: readonly ModelRequest[] } {
  const calls: ModelRequest[] = [];
  const description: ModelDescription = {
    adapter: 'scripted',
    model: 'scripted',
    origin: null,
    contextTokens: null,
    price: null,
    ...about,
  };
  return {
    about: description,
    calls,
    generate: (request, signal) =>
      runCall({ about: description, limits, now: () => performance.now() }, request, signal, (stop) => {
        calls.push(request);
        return play(script(request, calls.length), stop);
      }),
  };
}

async function* play(lines: readonly ScriptLine[], stop: AbortSignal): AsyncGenerator<Piece, void> {
  for (const line of lines) {
    if (stop.aborted) return;
    if (line === 'hang') await new Promise<never>(() => {});
    else if ('say' in line) yield { type: 'text', text: line.say };
    else if ('waitMs' in line) await new Promise((resolve) => setTimeout(resolve, line.waitMs));
    else if ('usage' in line) yield { type: 'usage', usage: { ...line.usage, cents: null } };
    else if ('finish' in line) yield { type: 'finish', finish: line.finish };
    else throw new OutsideCause(line.fail);
  }
}
