/** What one side says as it happens, the other reads in order. */
export interface Outbox<T> extends AsyncIterable<T> {
  say(message: T): void;
  /** The last word was said. */
  close(): void;
}

export function createOutbox<T>(): Outbox<T> {
  const said: T[] = [];
  let isClosed = false;
  let wake = () => {};
  return {
    say(message) {
      if (isClosed) return;
      said.push(message);
      wake();
    },
    close() {
      isClosed = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const next = said.shift();
        if (next !== undefined) {
          yield next;
          continue;
        }
        if (isClosed) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
