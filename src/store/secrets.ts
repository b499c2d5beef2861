import { err, ok, type Result } from '#kit/result.ts';
import type { LogUnavailable, QuotaExceeded } from './event-log.ts';
import type { KeyValue } from './key-value.ts';

/** What lets somebody in elsewhere, and the one origin that it is for. */
export interface Secret {
  readonly origin: string;
  readonly value: string;
}

/** Where secrets are until the tab is closed. */
export interface TabSecrets {
  readTabSecrets(): Promise<Readonly<Record<string, Secret>>>;
  writeTabSecret(id: string, secret: Secret | null): Promise<void>;
}

export interface SecretNote {
  readonly id: string;
  readonly origin: string;
  readonly kept: 'tab' | 'device';
}

export interface Secrets {
  all(): Promise<Result<readonly SecretNote[], LogUnavailable>>;
  /** null when it is not here, or can no longer be read. */
  read(id: string): Promise<Secret | null>;
  write(id: string, secret: Secret, keep: 'tab' | 'device'): Promise<Result<void, LogUnavailable | QuotaExceeded>>;
  forget(id: string): Promise<Result<void, LogUnavailable>>;
}

/**
 * Secrets in the tab, or in the device's settings, where they lie encrypted under a key that the browser keeps and gives to
 * nobody: so neither a copy of the settings nor a search through the disk shows them. Whoever can run code of this origin
 * in this profile can use them all the same, which is what the person is told before.
 */
export function createSecrets(table: KeyValue, tab: TabSecrets): Secrets {
  return {
    async all() {
      const [entries, inTab] = [await table.entries(), await tab.readTabSecrets()];
      if (!entries.ok) return entries;
      const notes: SecretNote[] = Object.entries(inTab).map(([id, { origin }]) => ({ id, origin, kept: 'tab' }));
      for (const [key, kept] of entries.value) {
        const id = key.slice(PREFIX.length);
        if (key.startsWith(PREFIX) && isKept(kept) && !Object.hasOwn(inTab, id)) {
          notes.push({ id, origin: kept.origin, kept: 'device' });
        }
      }
      return ok(notes.sort((a, b) => (a.id < b.id ? -1 : 1)));
    },
    async read(id) {
      const inTab = await tab.readTabSecrets();
      const here = Object.hasOwn(inTab, id) ? inTab[id] : undefined;
      if (here !== undefined) return here;
      const [kept, key] = [await table.get(PREFIX + id), await table.get(KEY)];
      if (!kept.ok || !isKept(kept.value) || !key.ok || !(key.value instanceof CryptoKey)) return null;
      const { origin, iv, bytes } = kept.value;
      try {
        const plain = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv, additionalData: utf8(origin) },
          key.value,
          bytes,
        );
        return { origin, value: new TextDecoder().decode(plain) };
      } catch {
        // Of another key, or not what was written: it has to be typed again.
        return null;
      }
    },
    async write(id, secret, keep) {
      if (keep === 'tab') {
        await tab.writeTabSecret(id, secret);
        return table.delete(PREFIX + id);
      }
      const key = await openKey(table);
      if (!key.ok) return key;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: utf8(secret.origin) },
        key.value,
        utf8(secret.value),
      );
      const kept: Kept = { origin: secret.origin, iv, bytes };
      const written = await table.set(PREFIX + id, kept);
      if (written.ok) await tab.writeTabSecret(id, null);
      return written;
    },
    async forget(id) {
      await tab.writeTabSecret(id, null);
      return table.delete(PREFIX + id);
    },
  };
}

interface Kept {
  readonly origin: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

const PREFIX = 'secret/';
const KEY = 'secretsKey';

/** One for all; made when it is first needed. */
async function openKey(table: KeyValue): Promise<Result<CryptoKey, LogUnavailable | QuotaExceeded>> {
  const kept = await table.get(KEY);
  if (!kept.ok) return kept;
  if (kept.value instanceof CryptoKey) return ok(kept.value);
  // Missing outside of secure contexts.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle === undefined) return err({ code: 'LogUnavailable', params: { reason: 'NotSecure' }, retry: 'later' });
  const made = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const written = await table.set(KEY, made);
  return written.ok ? ok(made) : written;
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { origin, iv, bytes } = value as Partial<Record<keyof Kept, unknown>>;
  return typeof origin === 'string' && iv instanceof Uint8Array && bytes instanceof ArrayBuffer;
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
