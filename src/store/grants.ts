import type { Result } from '#kit/result.ts';
import { ok } from '#kit/result.ts';
import type { LogUnavailable, QuotaExceeded } from './event-log.ts';
import type { KeyValue } from './key-value.ts';

/** What the person has let be reached. `scope` is `models`, or `plan/<id>`. */
export interface StoredGrant {
  readonly origin: string;
  readonly scope: string;
  readonly network: 'public' | 'loopback' | 'private';
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Grants {
  all(): Promise<Result<readonly StoredGrant[], LogUnavailable>>;
  has(origin: string, scope: string): Promise<boolean>;
  add(grant: StoredGrant): Promise<Result<void, LogUnavailable | QuotaExceeded>>;
  /** For the next request alone, of this tab. */
  addOnce(origin: string, scope: string): void;
  /** Whether there was one for one time; it is used up. */
  takeOnce(origin: string, scope: string): boolean;
  remove(origin: string, scope: string): Promise<Result<void, LogUnavailable>>;
  /** Calls back after each change, in this tab or another. */
  onChange(listener: () => void): () => void;
}

/** An entry each, so that two tabs that grant at once both have it. */
export function createGrants(table: KeyValue): Grants {
  const once = new Map<string, number>();

  return {
    async all() {
      const entries = await table.entries();
      if (!entries.ok) return entries;
      const grants = [...entries.value].flatMap(([key, value]) => (isOfGrants(key) && isGrant(value) ? [value] : []));
      return ok(grants.sort((a, b) => a.at - b.at || (a.origin < b.origin ? -1 : 1)));
    },
    async has(origin, scope) {
      const found = await table.get(keyOf(origin, scope));
      // What can't be read is not granted.
      return found.ok && isGrant(found.value);
    },
    add: (grant) => table.set(keyOf(grant.origin, grant.scope), grant),
    addOnce(origin, scope) {
      const key = keyOf(origin, scope);
      once.set(key, (once.get(key) ?? 0) + 1);
    },
    takeOnce(origin, scope) {
      const key = keyOf(origin, scope);
      const left = once.get(key) ?? 0;
      if (left > 0) once.set(key, left - 1);
      return left > 0;
    },
    async remove(origin, scope) {
      once.delete(keyOf(origin, scope));
      return table.delete(keyOf(origin, scope));
    },
    onChange: (listener) =>
      table.onChange((key) => {
        if (isOfGrants(key)) listener();
      }),
  };
}

const PREFIX = 'grant/';

function keyOf(origin: string, scope: string): string {
  return `${PREFIX}${scope}/${origin}`;
}

function isOfGrants(key: string): boolean {
  return key.startsWith(PREFIX);
}

function isGrant(value: unknown): value is StoredGrant {
  if (typeof value !== 'object' || value === null) return false;
  const { origin, scope, network, at } = value as Partial<Record<keyof StoredGrant, unknown>>;
  return (
    typeof origin === 'string' &&
    typeof scope === 'string' &&
    (network === 'public' || network === 'loopback' || network === 'private') &&
    typeof at === 'number'
  );
}
