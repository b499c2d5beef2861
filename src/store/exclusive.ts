/** Runs tasks one after another, in the order in which they came. A task that throws does not stop the next. */
export function createExclusive(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> | undefined;
  return <T>(task: () => Promise<T>): Promise<T> => {
    // The first in line starts at once: a turn of the microtask queue would be felt by a single append.
    const run = last === undefined ? task() : last.then(task, task);
    const done = run.then(
      () => {},
      () => {},
    );
    last = done;
    void done.then(() => {
      if (last === done) last = undefined;
    });
    return run;
  };
}
