import { type AppConfig, MLCEngine } from '@mlc-ai/web-llm';
import type { Engine, EngineAnswer, EngineModel, LoadReport } from './engine.ts';
import { folderOf } from './model-files.ts';
import { needsF16, thinksAloud } from './model-traits.ts';

/**
 * The real engine: 6 MB, and the only file that names it. It is imported by the model's worker alone, with the first call.
 *
 * Of web-llm only that is used which 0.2.79 and 0.2.86 both have, so that a newer or older one can be put in its place.
 * Its own unloading is not: an `unload()` during `reload()` makes that resolve with nothing loaded. The worker is ended
 * instead, here and when a load is stopped.
 *
 * @param onLost called when the graphics card is lost, which the engine itself only writes to the console
 */
export function createWebLlmEngine(onLost: (detail: string) => void): Engine {
  stayOffline();
  tellWhenLost(onLost);
  let engine: MLCEngine | null = null;
  let modelId = '';

  return {
    async load(model, onReport) {
      modelId = model.id;
      engine = new MLCEngine({
        appConfig: appConfigOf(model),
        logLevel: 'SILENT',
        initProgressCallback: ({ text }) => {
          const report = toReport(text);
          if (report !== null) onReport(report);
        },
      });
      await engine.reload(model.id);
    },
    async generate({ messages, grammar, maxTokens, temperature }, onDelta) {
      if (engine === null) throw new Error('ModelNotLoaded');
      const stream = await engine.chat.completions.create({
        messages: messages.map(({ role, content }) => ({ role, content })),
        stream: true,
        stream_options: { include_usage: true },
        max_tokens: maxTokens,
        temperature,
        ...(grammar === null ? {} : { response_format: { type: 'grammar', grammar } }),
        ...(thinksAloud(modelId) ? { extra_body: { enable_thinking: false } } : {}),
      });
      let finish: EngineAnswer['finish'] = null;
      let promptTokens: number | null = null;
      let outputTokens: number | null = null;
      // To its end, also when interrupted: one that is left before would keep the model locked for ever.
      for await (const { choices, usage } of stream) {
        const choice = choices[0];
        const text = choice?.delta.content ?? '';
        if (text !== '') onDelta(text);
        const reason = choice?.finish_reason ?? null;
        if (reason !== null) finish = reason === 'length' || reason === 'abort' ? reason : 'stop';
        promptTokens = usage?.prompt_tokens ?? promptTokens;
        outputTokens = usage?.completion_tokens ?? outputTokens;
      }
      return { finish, promptTokens, outputTokens };
    },
    interrupt() {
      void engine?.interruptGenerate();
    },
    async unload() {
      await engine?.unload();
      engine = null;
    },
  };
}

function appConfigOf({ id, modelUrl, libraryUrl, contextTokens }: EngineModel): AppConfig {
  return {
    model_list: [
      {
        model: folderOf(modelUrl),
        model_id: id,
        model_lib: new URL(libraryUrl).href,
        // Without it, a card that can't do this fails late, in the middle of compiling.
        ...(needsF16(id) ? { required_features: ['shader-f16'] } : {}),
        overrides: { context_window_size: contextTokens, sliding_window_size: -1 },
      },
    ],
  };
}

/** The engine tells its phases by words alone; its number starts anew with each of them. */
function toReport(text: string): LoadReport | null {
  const [, part, of] = /\[(\d+)\/(\d+)\]/.exec(text) ?? [];
  const share = part === undefined || of === undefined ? 0 : Number(part) / Math.max(1, Number(of));
  if (/shader/i.test(text)) return { phase: 'shaders', share };
  if (/from cache|param cache/i.test(text)) return { phase: 'weights', share };
  return /finish/i.test(text) ? { phase: 'shaders', share: 1 } : null;
}

/**
 * All that the engine needs is in the caches by now. What is not there it must not fetch: the policy would refuse it with
 * nothing said, and a library on this machine it would fetch each time.
 */
function stayOffline(): void {
  const plainFetch = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (input, init) => {
    const { url } = new Request(input, init);
    if (/^(data|blob):/.test(url)) return plainFetch(input, init);
    const kept = await caches.match(url);
    if (kept === undefined) throw new Error(`NotInCache: ${url}`);
    return kept;
  };
  Cache.prototype.add = async (request) => {
    throw new Error(`NotInCache: ${request instanceof Request ? request.url : request}`);
  };
}

function tellWhenLost(onLost: (detail: string) => void): void {
  if (typeof GPUAdapter === 'undefined') return;
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...asked) {
    const device = await requestDevice.apply(this, asked);
    void device.lost.then(({ message }) => onLost(message));
    return device;
  };
}
