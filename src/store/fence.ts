import type { FenceMoved } from './event-log.ts';
import { storeSchema } from './store-schema.ts';
import { hasMembers } from './unknown-values.ts';

/**
 * The fence is one record in the table of rows. Its key says at which schema and epoch the store is, and its value names
 * this log's device. Whoever makes what other tabs have in memory wrong (an upgrade, a restore) moves it.
 */
export interface Fence {
  /** As this tab first read it; undefined before. */
  key: string | undefined;
}

export function fenceKey(epoch: number): string {
  return `fence/${storeSchema}/${epoch}`;
}

/** The fence after a restore. */
export function nextFence(current: unknown): string {
  const epoch = typeof current === 'string' ? Number.parseInt(current.split('/')[2] ?? '', 10) : 0;
  return fenceKey((Number.isNaN(epoch) ? 0 : epoch) + 1);
}

/** `schema` is 0 where there is no fence at all: the database was emptied under this tab. */
export function fenceMoved(found: unknown): FenceMoved {
  const number = typeof found === 'string' ? Number.parseInt(found.split('/')[1] ?? '', 10) : Number.NaN;
  const schema = Number.isNaN(number) ? 0 : number;
  return { code: 'FenceMoved', params: { schema, supported: storeSchema }, retry: 'never' };
}

export function isFence(value: unknown): value is { readonly row: string; readonly device: string } {
  return hasMembers(value) && typeof value.row === 'string' && typeof value.device === 'string';
}
