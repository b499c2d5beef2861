import { createSupervisor } from '#models/webgpu/supervisor.ts';
import { createWebgpuClient } from '#models/webgpu/webgpu-client.ts';
import { type Script, scriptedEngines } from '../../support/models/scripted-engine.ts';
import { type Behaviour, describeModelContract } from './model-contract.ts';

const LIMITS = { firstMs: 300, perTokenMs: 0, silenceMs: 300, totalMs: 5_000 };

describeModelContract({
  name: 'a model on this device, on a scripted engine',
  async open(behaviours, { contextTokens = 4096 } = {}) {
    const engines = scriptedEngines();
    const loads: Script = {};
    engines.script(loads, ...behaviours.map(scriptOf));
    const supervisor = createSupervisor({
      spawn: engines.spawn,
      notes: { read: async () => null, write: async () => {} },
    });
    const model = { id: 'tiny', modelUrl: 'https://hub/tiny', libraryUrl: 'https://hub/tiny.wasm', contextTokens };
    return {
      client: createWebgpuClient(model, supervisor, { limits: LIMITS, loadMs: 0 }),
      asked: () => engines.requests.length,
      close: () => supervisor.unload(),
    };
  },
  breaks: ['OutOfMemory', 'NotLoaded', 'Unsupported', 'ServerFailed'],
  refuses: false,
});

function scriptOf(behaviour: Behaviour): Script {
  switch (behaviour.type) {
    case 'answer':
      return { pieces: behaviour.pieces, gapMs: behaviour.everyMs ?? 0 };
    case 'length':
      return { pieces: behaviour.pieces, finish: 'length' };
    case 'cut':
      return { pieces: behaviour.pieces, finish: null };
    case 'stall':
      return { pieces: behaviour.pieces, after: behaviour.pieces.length, instead: 'waits' };
    case 'refuse':
      return {};
    case 'break':
      return { after: 0, instead: { throws: new Error(WORDS[behaviour.code] ?? 'something') } };
  }
}

/** As the engine says it. */
const WORDS: Readonly<Record<string, string>> = {
  OutOfMemory: 'Device ran out of memory',
  NotLoaded: 'NotInCache: https://hub/tiny/tokenizer.json',
  Unsupported: 'ShaderF16SupportError: this device does not support it',
};
