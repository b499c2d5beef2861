import type { WaitingSending } from './privacy.ts';

/** The page's list of what waits to be read before it is sent, oldest first. */
export interface WaitingSendings {
  /** Settles with the answer. */
  confirm(sending: WaitingSending): Promise<boolean>;
  answer(id: string, yes: boolean): void;
  /** Calls back at once and after every change. Returns the way to stop. */
  subscribe(listener: (waiting: readonly WaitingSending[]) => void): () => void;
}

export function createWaitingSendings(): WaitingSendings {
  const waiting = new Map<string, { readonly sending: WaitingSending; readonly settle: (yes: boolean) => void }>();
  const listeners = new Set<(waiting: readonly WaitingSending[]) => void>();
  const all = () => [...waiting.values()].map(({ sending }) => sending);
  const tell = () => {
    for (const listener of [...listeners]) listener(all());
  };
  return {
    confirm: (sending) =>
      new Promise((settle) => {
        waiting.set(sending.id, { sending, settle });
        tell();
      }),
    answer(id, yes) {
      waiting.get(id)?.settle(yes);
      if (waiting.delete(id)) tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(all());
      return () => listeners.delete(listener);
    },
  };
}
