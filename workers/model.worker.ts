import { type EngineScope, serveEngine } from '#models/webgpu/serve-engine.ts';

// The library types a worker's global scope by its window, which has another postMessage.
serveEngine(self as unknown as EngineScope, async (onLost) => {
  const { createWebLlmEngine } = await import('#models/webgpu/web-llm.ts');
  return createWebLlmEngine(onLost);
});
