import { type ModelFailureOf, modelFailure } from '#models/failure.ts';
import { createScriptedModel, type ScriptLine } from '#models/scripted.ts';
import { type Behaviour, describeModelContract } from './model-contract.ts';

const LIMITS = { firstMs: 300, perTokenMs: 0, silenceMs: 300, totalMs: 2_000 };

describeModelContract({
  name: 'a scripted model',
  async open(behaviours, about = {}) {
    const client = createScriptedModel((_, n) => linesOf(behaviours[n - 1] ?? behaviours.at(-1)), about, LIMITS);
    return { client, asked: () => client.calls.length, close: async () => {} };
  },
  breaks: ['DeviceLost', 'OutOfMemory', 'NotLoaded'],
});

function linesOf(behaviour: Behaviour | undefined): readonly ScriptLine[] {
  const says = (pieces: readonly string[]): readonly ScriptLine[] => pieces.map((say) => ({ say }));
  const usage = { usage: { inputTokens: 10, outputTokens: 5 } };
  switch (behaviour?.type) {
    case 'answer':
      return [...says(behaviour.pieces), usage, { finish: 'stop' }];
    case 'length':
      return [...says(behaviour.pieces), usage, { finish: 'length' }];
    case 'cut':
      return says(behaviour.pieces);
    case 'stall':
      return [...says(behaviour.pieces), 'hang'];
    case 'refuse':
      return [{ say: 'No.' }, { finish: 'refused' }];
    case 'break': {
      const params = { model: 'scripted', of: 'memory' } as unknown as ModelFailureOf<'OutOfMemory'>['params'];
      return [{ fail: modelFailure(behaviour.code as 'OutOfMemory', params) }];
    }
    default:
      return [];
  }
}
