/**
 * Lets other messages of this worker have their turn. Long folding is cut into slices with it, so that a command never
 * waits behind one. A timer would add four milliseconds each time (HTML, "timer initialization steps"), a message none.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
