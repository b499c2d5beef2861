/**
 * Lets other messages of this worker have their turn: a stop that was asked for is heard, and a worker that answers nothing
 * for long would be taken for dead. Timers that follow each other wait four milliseconds each, tasks do not.
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof scheduler === 'undefined') setTimeout(resolve);
    else void scheduler.postTask(resolve);
  });
}
