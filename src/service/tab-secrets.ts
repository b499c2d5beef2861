import type { PageHost, TabSecret } from './contract.ts';

type TabSecrets = Readonly<Record<string, TabSecret>>;

/** Between tabs of one browser. A new tab asks for what the others have; each change is told with all that there is. */
type Told = { readonly type: 'ask' } | { readonly type: 'have' | 'changed'; readonly secrets: TabSecrets };

/**
 * Secrets that end with the last tab: in the tab's own session storage, so that a reload keeps them, else in memory. Tabs
 * tell each other, so that a key is typed once, and forgotten everywhere when it is forgotten in one.
 */
export function createTabSecrets(): Pick<PageHost, 'readTabSecrets' | 'writeTabSecret'> {
  let memory: TabSecrets = {};
  let hasAsked = false;
  let heard: (() => void) | null = null;
  // Typed as always there, yet missing in some browsers.
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(NAME);
  const say = (told: Told) => channel?.postMessage(told);
  if (channel !== null) {
    channel.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.type === 'changed') keep(data.secrets);
      else if (data.type === 'have') {
        keep({ ...data.secrets, ...read() });
        heard?.();
      } else if (Object.keys(read()).length > 0) say({ type: 'have', secrets: read() });
    };
  }

  return {
    async readTabSecrets() {
      if (!hasAsked && channel !== null) {
        hasAsked = true;
        const answered = new Promise<void>((resolve) => {
          heard = resolve;
          setTimeout(resolve, ANSWERS_WITHIN_MS);
        });
        say({ type: 'ask' });
        await answered;
      }
      return read();
    },
    async writeTabSecret(id, secret) {
      const { [id]: _, ...others } = read();
      keep(secret === null ? others : { ...others, [id]: secret });
      say({ type: 'changed', secrets: memory });
    },
  };

  function read(): TabSecrets {
    try {
      return parse(storage().getItem(NAME)) ?? memory;
    } catch {
      // This window has no storage.
      return memory;
    }
  }

  function keep(secrets: TabSecrets): void {
    memory = secrets;
    try {
      storage().setItem(NAME, JSON.stringify(secrets));
    } catch {
      // In memory until a reload.
    }
  }
}

function parse(text: string | null): TabSecrets | null {
  if (text === null) return null;
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null) return null;
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, TabSecret] => isSecret(entry[1])));
}

function isSecret(value: unknown): value is TabSecret {
  if (typeof value !== 'object' || value === null) return false;
  const { origin, value: secret } = value as Partial<Record<keyof TabSecret, unknown>>;
  return typeof origin === 'string' && typeof secret === 'string';
}

/** Not there in workers, where this is never called, nor in windows without storage, where asking for it throws. */
function storage(): SessionStorage {
  return (globalThis as unknown as { readonly sessionStorage: SessionStorage }).sessionStorage;
}

interface SessionStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const NAME = 'foldline-secrets';
const ANSWERS_WITHIN_MS = 150;
