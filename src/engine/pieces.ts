import type { DraftDelta } from '#drafting/drafter.ts';
import type { ProposedChange } from '#planner/draft.ts';

/** What has been found so far, and the next time that it is worth a commit. */
export interface Found {
  readonly changes: readonly ProposedChange[];
  /** The plan's title; null until the drafter has ended. */
  readonly title: string | null;
  /** How much of the text has been read, 0 to 1. */
  readonly share: number;
  /** Settles when there are so many, or no more will come. Rejects with what the drafter threw. */
  atLeast(count: number): Promise<void>;
  /** Settles when a piece is due after the first `sent` changes: soon after a find, or when the drafter has ended. Rejects as `atLeast` does. */
  pieceDue(sent: number): Promise<void>;
}

/**
 * Collects a drafter's finds while pieces of them are being committed. The first piece goes quickly, so that a person sees
 * something; later ones gather for a while, so that many finds make few commits.
 */
export function collect(deltas: AsyncIterable<DraftDelta>, onProgress: () => void): Found {
  const changes: ProposedChange[] = [];
  let title: string | null = null;
  let share = 0;
  let hasEnded = false;
  let failure: { readonly thrown: unknown } | null = null;
  let wake = () => {};
  void read();

  return {
    changes,
    get title() {
      return title;
    },
    get share() {
      return share;
    },
    async atLeast(count) {
      while (!hasEnded && changes.length < count) await news();
      if (failure !== null) throw failure.thrown;
    },
    async pieceDue(sent) {
      const gatherMs = sent === 0 ? FIRST_GATHER_MS : GATHER_MS;
      let isPatient = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      while (!hasEnded && changes.length - sent < ENOUGH && (isPatient || changes.length === sent)) {
        if (changes.length > sent && timer === undefined) {
          timer = setTimeout(() => {
            isPatient = false;
            wake();
          }, gatherMs);
        }
        await news();
      }
      clearTimeout(timer);
      if (failure !== null) throw failure.thrown;
    },
  };

  function news(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }

  async function read(): Promise<void> {
    try {
      for await (const delta of deltas) {
        take(delta);
        wake();
        onProgress();
      }
      if (title === null) throw new Error('The drafter ended without a draft.');
    } catch (thrown) {
      failure = { thrown };
    }
    hasEnded = true;
    wake();
  }

  function take(delta: DraftDelta): void {
    switch (delta.type) {
      case 'changes':
        changes.push(...delta.changes);
        break;
      case 'progress':
        share = delta.share;
        break;
      case 'draft':
        title = delta.draft.title;
        share = 1;
        break;
    }
  }
}

/** Changes that are worth a commit at once, and about how many a commit holds at most. */
export const ENOUGH = 200;
const FIRST_GATHER_MS = 25;
const GATHER_MS = 150;
