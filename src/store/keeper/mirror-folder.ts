/**
 * Where the mirror's files lie: a folder of the origin's private file system, outside IndexedDB. A file's name is a
 * generation and a number. Only the newest generation counts; older ones were set aside when a person chose to go on
 * without them.
 */
export interface MirrorFolder {
  /** All names, older first. */
  list(): Promise<readonly MirrorName[]>;
  /** The file as it is now, also while somebody writes it. */
  read(name: MirrorName): Promise<Blob>;
  /** A new file for one writer; null where that name is taken. */
  create(name: MirrorName): Promise<MirrorWriter | null>;
  /** False when somebody still holds it. */
  remove(name: MirrorName): Promise<boolean>;
}

export interface MirrorName {
  readonly generation: number;
  readonly number: number;
}

/** An open file. The browser lets nobody else write it until it is closed, also when its holder is frozen. */
export interface MirrorWriter {
  /** How many of the bytes were written. Throws `QuotaExceededError` where there is no room. */
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  flush(): void;
  truncate(size: number): void;
  close(): void;
}

/** Null where the browser has no private file system, or no way to write it from here. */
export async function openMirrorFolder(logName: string): Promise<MirrorFolder | null> {
  // Typed as always there, yet missing outside of secure contexts and in older browsers.
  const storage: StorageManager | undefined = navigator.storage;
  if (typeof storage?.getDirectory !== 'function') return null;
  let folder: FileSystemDirectoryHandle;
  try {
    const all = await (await storage.getDirectory()).getDirectoryHandle('mirror', { create: true });
    folder = await all.getDirectoryHandle(encodeURIComponent(logName), { create: true });
  } catch {
    return null;
  }
  return {
    async list() {
      const names: MirrorName[] = [];
      for await (const text of folder.keys()) {
        const name = parseName(text);
        if (name !== undefined) names.push(name);
      }
      return names.sort((a, b) => a.generation - b.generation || a.number - b.number);
    },
    async read(name) {
      return (await folder.getFileHandle(printName(name))).getFile();
    },
    async create(name) {
      const file = await folder.getFileHandle(printName(name), { create: true });
      const writer = await writerOf(file);
      if (writer?.getSize() === 0) return writer;
      writer?.close();
      return null;
    },
    async remove(name) {
      try {
        await folder.removeEntry(printName(name));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** The newest generation, older files first. */
export function newestGeneration(names: readonly MirrorName[]): readonly MirrorName[] {
  const generation = names[names.length - 1]?.generation;
  return names.filter((name) => name.generation === generation);
}

/** Only dedicated workers have it; the library of pages, in which this file is checked as well, does not know it. */
interface WorkersFile {
  createSyncAccessHandle(): Promise<MirrorWriter & { getSize(): number }>;
}

async function writerOf(file: FileSystemFileHandle): Promise<(MirrorWriter & { getSize(): number }) | null> {
  try {
    return await (file as unknown as WorkersFile).createSyncAccessHandle();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NoModificationAllowedError') return null;
    throw error;
  }
}

function printName({ generation, number }: MirrorName): string {
  return `${generation}-${number}.mirror`;
}

function parseName(text: string): MirrorName | undefined {
  const parts = /^(\d+)-(\d+)\.mirror$/.exec(text);
  return parts === null ? undefined : { generation: Number(parts[1]), number: Number(parts[2]) };
}
