/**
 * Lets other messages of this worker have their turn: a stop that was asked for is heard, and a worker that answers nothing
 * for long would be taken for dead. A timer's milliseconds are nothing beside the thousands of lines between two pauses.
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
