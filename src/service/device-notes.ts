import { err, ok, type Result } from '#kit/result.ts';
import type { LogUnavailable, QuotaExceeded } from '#store/event-log.ts';
import type { Failure } from './failure.ts';
import { logFailure } from './log-failure.ts';

/** Small texts by name that this device keeps outside the log: settings, and what is being typed. */
export interface DeviceNotes {
  /** null when there is none. */
  read(key: string): Promise<Result<string | null, Failure>>;
  /** null forgets it. */
  write(key: string, text: string | null): Promise<Result<void, Failure>>;
  keys(): Promise<Result<readonly string[], Failure>>;
}

/** The store's table of such things, which keeps values of any kind. */
export interface NoteTable {
  get(key: string): Promise<Result<unknown, LogUnavailable>>;
  set(key: string, value: unknown): Promise<Result<void, LogUnavailable | QuotaExceeded>>;
  delete(key: string): Promise<Result<void, LogUnavailable>>;
  entries(): Promise<Result<ReadonlyMap<string, unknown>, LogUnavailable>>;
}

export function createNotes(table: NoteTable): DeviceNotes {
  return {
    async read(key) {
      const value = await table.get(key);
      if (!value.ok) return err(logFailure(value.error));
      // Whatever is no text was written by code of another version, and means nothing here.
      return ok(typeof value.value === 'string' ? value.value : null);
    },
    async write(key, text) {
      const written = text === null ? await table.delete(key) : await table.set(key, text);
      return written.ok ? written : err(logFailure(written.error));
    },
    async keys() {
      const entries = await table.entries();
      return entries.ok ? ok([...entries.value.keys()]) : err(logFailure(entries.error));
    },
  };
}
