import { releaseProxy } from 'comlink';
import type { PromptApi } from '#models/builtin/prompt-api.ts';
import type { PageHost } from './contract.ts';

/** The browser's own model, which only a window can reach. What speaks to it is fetched when it is first asked for. */
export const builtinModel: Pick<PageHost, 'readBuiltinModel' | 'downloadBuiltinModel' | 'promptBuiltinModel'> = {
  readBuiltinModel: async () => (await adapter()).readBuiltin(promptApi()),
  async downloadBuiltinModel(onShare) {
    const answer = await (await adapter()).downloadBuiltin(promptApi(), onShare);
    release(onShare);
    return answer;
  },
  async promptBuiltinModel(request, onDelta, signal) {
    const answer = await (await adapter()).promptBuiltin(promptApi(), request, onDelta, signal);
    release(onDelta);
    return answer;
  },
};

const adapter = () => import('#models/builtin/prompt-api.ts');
const promptApi = () => (globalThis as { readonly LanguageModel?: PromptApi }).LanguageModel;

/** A callback into the worker keeps a port open until it is let go. */
function release(callback: object): void {
  (callback as { readonly [releaseProxy]?: () => void })[releaseProxy]?.();
}
