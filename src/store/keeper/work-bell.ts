/** Tells one worker loop that there is something to do. Ringing while it works makes it look again. */
export interface WorkBell {
  ring(how?: 'urgent'): void;
  /**
   * Waits for at least `pauseMs`, unless it is urgent, and then until somebody has rung since the last time. False: it is
   * over.
   */
  next(pauseMs: number): Promise<boolean>;
}

export function createWorkBell(end: AbortSignal): WorkBell {
  let hasRung = false;
  let isUrgent = false;
  let wake: () => void = () => {};
  end.addEventListener('abort', () => wake());

  return {
    ring(how) {
      hasRung = true;
      if (how === 'urgent') isUrgent = true;
      wake();
    },
    async next(pauseMs) {
      let isRested = pauseMs === 0;
      const rest = isRested ? undefined : setTimeout(() => rested(), pauseMs);
      const rested = () => {
        isRested = true;
        wake();
      };
      while (!end.aborted && !(hasRung && (isRested || isUrgent))) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      clearTimeout(rest);
      hasRung = false;
      isUrgent = false;
      return !end.aborted;
    },
  };
}
