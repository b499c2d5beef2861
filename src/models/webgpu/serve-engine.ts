import { type Engine, engineFault } from './engine.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';

/** What a worker's global scope offers for talking to the one who started it. */
export interface EngineScope {
  onmessage: ((event: MessageEvent<ToEngine>) => void) | null;
  postMessage(reply: FromEngine): void;
}

/**
 * The worker's end. The engine is fetched with the first call, so that a worker is there at once.
 *
 * @param open is told what to do when the graphics card is lost
 */
export function serveEngine(scope: EngineScope, open: (onLost: (detail: string) => void) => Promise<Engine>): void {
  let opening: Promise<Engine> | undefined;
  const engine = () => {
    opening ??= open((detail) => scope.postMessage({ type: 'lost', detail }));
    return opening;
  };

  scope.onmessage = ({ data }) => {
    if (data.type === 'interrupt') {
      void engine().then((opened) => opened.interrupt());
      return;
    }
    answer(data).then(
      (reply) => scope.postMessage(reply),
      (thrown: unknown) => scope.postMessage({ type: 'fault', call: data.call, fault: engineFault(thrown) }),
    );
  };

  async function answer(message: Exclude<ToEngine, { type: 'interrupt' }>): Promise<FromEngine> {
    const opened = await engine();
    const { call } = message;
    switch (message.type) {
      case 'load':
        await opened.load(message.model, (report) => scope.postMessage({ type: 'report', call, report }));
        return { type: 'answer', call, answer: null };
      case 'generate': {
        const say = (text: string) => scope.postMessage({ type: 'delta', call, text });
        return { type: 'answer', call, answer: await opened.generate(message.request, say) };
      }
      case 'unload':
        await opened.unload();
        return { type: 'answer', call, answer: null };
    }
  }
}
