import type { TabsChannel } from './tabs-channel.ts';

/** Where a strict commit asks whether the copy has it, in whichever tab the copy is made. */
export interface CopyDesk {
  /** At most a second; false: nothing is known of a copy. */
  waitFor(position: number): Promise<boolean>;
  /** From now on this tab makes the copy, for the others as well, until the signal. */
  serve(mirror: CopiedTo, end: AbortSignal): void;
}

export interface CopiedTo {
  readonly copied: number;
  waitFor(position: number): Promise<boolean>;
}

/** `channel` is null where other tabs cannot be asked. */
export function createCopyDesk(channel: TabsChannel | null, timeoutMs = 1000): CopyDesk {
  let mirror: CopiedTo | null = null;
  const unanswered = new Set<() => void>();

  function ask(position: number): Promise<boolean> {
    if (mirror !== null) return mirror.waitFor(position);
    return new Promise((settle) => {
      const answer = (isCopied: boolean | Promise<boolean>) => {
        stop?.();
        unanswered.delete(askHere);
        settle(isCopied);
      };
      const askHere = () => answer(mirror?.waitFor(position) ?? false);
      const stop = channel?.listen((message) => {
        if (message.type !== 'copied') return;
        const isCopied = message.position >= position;
        if (isCopied || message.asked >= position) answer(isCopied);
      });
      // Nobody may be there to answer; or this tab itself, in a moment.
      setTimeout(() => answer(false), timeoutMs);
      unanswered.add(askHere);
      channel?.post({ type: 'ask', position });
    });
  }

  return {
    waitFor(position) {
      return new Promise((settle) => {
        const timer = setTimeout(() => settle(false), timeoutMs);
        void ask(position).then((isCopied) => {
          clearTimeout(timer);
          settle(isCopied);
        });
      });
    },
    serve(serving, end) {
      mirror = serving;
      for (const askHere of [...unanswered]) askHere();
      const stop = channel?.listen((message) => {
        if (message.type !== 'ask') return;
        void serving.waitFor(message.position).then(() => {
          channel.post({ type: 'copied', position: serving.copied, asked: message.position });
        });
      });
      end.addEventListener('abort', () => {
        if (mirror === serving) mirror = null;
        stop?.();
      });
    },
  };
}
