/**
 * Tells the other tabs "the head is now N", and nothing else: a channel may drop, delay or repeat messages, so receivers
 * read the table for themselves, and a lost message costs nothing but the time until the next one.
 */
export interface Announcer {
  /** Does nothing after `close`. */
  announce(head: number): void;
  /** Calls back for announcements of others. */
  onHead(listener: (head: number) => void): void;
  close(): void;
}

/** Over a BroadcastChannel, or silent where the browser has none: then other tabs see commits when they are woken. */
export function createAnnouncer(name: string): Announcer {
  if (typeof BroadcastChannel === 'undefined') return silentAnnouncer();
  const channel = new BroadcastChannel(`foldline-log:${name}`);
  let isOpen = true;
  return {
    announce(head) {
      if (isOpen) channel.postMessage(head);
    },
    onHead(listener) {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        // Anything else is from other code on this origin, or from a newer version of ours.
        if (typeof data === 'number') listener(data);
      };
    },
    close() {
      isOpen = false;
      channel.close();
    },
  };
}

export function silentAnnouncer(): Announcer {
  return { announce() {}, onHead() {}, close() {} };
}
