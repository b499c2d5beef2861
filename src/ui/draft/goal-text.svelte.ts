import type { StoredText } from '#planner/blob-ref.ts';

export interface GoalText {
  /** null while it is read, and where it can't be. */
  readonly text: string | null;
  /** It can't be read: the bytes are not on this device. */
  readonly missing: boolean;
}

/** The goal as it was typed, from the event or from the blob that the event names. Call it while a component is being made. */
export function createGoalText(goal: () => StoredText, readText: (hash: string) => Promise<string | null>): GoalText {
  let read = $state.raw<{ readonly hash: string; readonly text: string | null } | null>(null);
  const hash = $derived.by(() => {
    const stored = goal();
    return stored.in === 'blob' ? stored.blob.hash : null;
  });

  $effect(() => {
    const wanted = hash;
    if (wanted === null) return;
    let over = false;
    void readText(wanted)
      .catch(() => null)
      .then((text) => {
        if (!over) read = { hash: wanted, text };
      });
    return () => {
      over = true;
    };
  });

  return {
    get text() {
      const stored = goal();
      if (stored.in === 'event') return stored.text;
      return read?.hash === hash ? read.text : null;
    },
    get missing() {
      return hash !== null && read?.hash === hash && read.text === null;
    },
  };
}
