/**
 * What the tabs of one log tell each other about its keeping. Everything here may be lost, late or doubled without harm:
 * a missed beat costs a second, a missed answer makes a receipt say that nothing is known of a copy.
 */
export type TabMessage =
  /** "I lead, under this epoch." */
  | { readonly type: 'beat'; readonly epoch: number }
  /** "Say so when the copy has this position." */
  | { readonly type: 'ask'; readonly position: number }
  /** "The copy has everything up to here, on the disk", to whoever asked for that much. */
  | { readonly type: 'copied'; readonly position: number; readonly asked: number };

export interface TabsChannel {
  post(message: TabMessage): void;
  /** Calls back for messages of other tabs. Returns the way to stop. */
  listen(listener: (message: TabMessage) => void): () => void;
  close(): void;
}

/** Null where the browser has no BroadcastChannel: then nobody is heard, so nobody is taken for dead either. */
export function openTabsChannel(logName: string): TabsChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  const channel = new BroadcastChannel(`foldline-keeper:${logName}`);
  const listeners = new Set<(message: TabMessage) => void>();
  let isOpen = true;
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    // Anything else is from other code on this origin, or from a newer version of ours.
    if (isTabMessage(data)) for (const listener of [...listeners]) listener(data);
  };
  return {
    post(message) {
      if (isOpen) channel.postMessage(message);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isOpen = false;
      channel.close();
    },
  };
}

function isTabMessage(data: unknown): data is TabMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  if (data.type === 'beat') return 'epoch' in data && typeof data.epoch === 'number';
  if (!('position' in data && typeof data.position === 'number')) return false;
  return data.type === 'ask' || (data.type === 'copied' && 'asked' in data && typeof data.asked === 'number');
}
