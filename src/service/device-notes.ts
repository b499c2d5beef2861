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
  /** Calls back with the key after each change, in this tab or another. Returns the way to stop. */
  onChange(listener: (key: string) => void): () => void;
  /** A folder that the person chose: the one thing here that is no text. null when there is none, and forgets it. */
  readFolder(key: string): Promise<Result<FileSystemDirectoryHandle | null, Failure>>;
  writeFolder(key: string, folder: FileSystemDirectoryHandle | null): Promise<Result<void, Failure>>;
}

/** The store's table of such things, which keeps values of any kind. */
export interface NoteTable {
  get(key: string): Promise<Result<unknown, LogUnavailable>>;
  set(key: string, value: unknown): Promise<Result<void, LogUnavailable | QuotaExceeded>>;
  delete(key: string): Promise<Result<void, LogUnavailable>>;
  entries(): Promise<Result<ReadonlyMap<string, unknown>, LogUnavailable>>;
  onChange(listener: (key: string) => void): () => void;
}

export function createNotes(table: NoteTable): DeviceNotes {
  async function write(key: string, value: unknown): Promise<Result<void, Failure>> {
    const written = value === null ? await table.delete(key) : await table.set(key, value);
    return written.ok ? written : err(logFailure(written.error));
  }

  return {
    async read(key) {
      const value = await table.get(key);
      if (!value.ok) return err(logFailure(value.error));
      // Whatever is no text was written by code of another version, and means nothing here.
      return ok(typeof value.value === 'string' ? value.value : null);
    },
    write,
    async keys() {
      const entries = await table.entries();
      return entries.ok ? ok([...entries.value.keys()]) : err(logFailure(entries.error));
    },
    onChange: (listener) => table.onChange(listener),
    async readFolder(key) {
      const value = await table.get(key);
      if (!value.ok) return err(logFailure(value.error));
      return ok(isFolder(value.value) ? value.value : null);
    },
    writeFolder: write,
  };
}

function isFolder(value: unknown): value is FileSystemDirectoryHandle {
  // Not there in browsers without handles, nor in Node.
  return typeof FileSystemDirectoryHandle === 'function' && value instanceof FileSystemDirectoryHandle;
}
