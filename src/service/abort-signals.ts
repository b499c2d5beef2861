import { transferHandlers } from 'comlink';

/**
 * Lets an `AbortSignal` be an argument of a call to another realm. It can't be cloned, so a port takes its place, by which
 * the other realm hears of the abort. Both realms have to call this.
 */
export function carryAbortSignals(): void {
  transferHandlers.set('AbortSignal', {
    canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
    serialize(signal: AbortSignal) {
      const { port1, port2 } = new MessageChannel();
      const tell = () => port1.postMessage(null);
      if (signal.aborted) tell();
      else signal.addEventListener('abort', tell, { once: true });
      return [port2, [port2]];
    },
    deserialize(port: MessagePort) {
      const controller = new AbortController();
      port.onmessage = () => {
        controller.abort();
        port.close();
      };
      return controller.signal;
    },
  });
}
