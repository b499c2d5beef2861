import type { PageHost, TabSecret } from './contract.ts';

/** Kept in the tab's own session storage, so that a reload keeps them and the end of the tab does not; else in memory. */
export function createTabSecrets(): Pick<PageHost, 'readTabSecrets' | 'writeTabSecret'> {
  let memory: Record<string, TabSecret> = {};
  const read = (): Record<string, TabSecret> => {
    try {
      return parse(storage().getItem(NAME)) ?? memory;
    } catch {
      // This window has no storage.
      return memory;
    }
  };
  return {
    readTabSecrets: async () => read(),
    async writeTabSecret(id, secret) {
      const { [id]: _, ...others } = read();
      memory = secret === null ? others : { ...others, [id]: secret };
      try {
        storage().setItem(NAME, JSON.stringify(memory));
      } catch {
        // In memory until a reload.
      }
    },
  };
}

function parse(text: string | null): Record<string, TabSecret> | null {
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
