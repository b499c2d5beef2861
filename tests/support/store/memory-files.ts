/**
 * A private file system in memory, as far as the mirror needs one. Unlike the real one it lets a page write a file at once,
 * which otherwise only workers may: so the keeper can be run, and its coverage counted, in a page.
 */
export function memoryFiles(): FileSystemDirectoryHandle {
  return folderHandle(newFolder()) as unknown as FileSystemDirectoryHandle;
}

interface MemoryFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Somebody has it open, and nobody else may write it. */
  isHeld: boolean;
}

interface MemoryFolder {
  readonly folders: Map<string, MemoryFolder>;
  readonly files: Map<string, MemoryFile>;
}

interface GetOptions {
  readonly create?: boolean;
}

function folderHandle({ folders, files }: MemoryFolder): object {
  return {
    getDirectoryHandle: async (name: string, options?: GetOptions) =>
      folderHandle(found(folders, name, options, newFolder)),
    getFileHandle: async (name: string, options?: GetOptions) => fileHandle(found(files, name, options, newFile)),
    async removeEntry(name: string) {
      if (files.get(name)?.isHeld) throw heldError();
      if (!files.delete(name) && !folders.delete(name)) throw new DOMException(name, 'NotFoundError');
    },
    async *keys() {
      yield* [...folders.keys(), ...files.keys()];
    },
  };
}

function found<T>(entries: Map<string, T>, name: string, options: GetOptions | undefined, make: () => T): T {
  const entry = entries.get(name) ?? (options?.create === true ? make() : undefined);
  if (entry === undefined) throw new DOMException(name, 'NotFoundError');
  entries.set(name, entry);
  return entry;
}

const newFolder = (): MemoryFolder => ({ folders: new Map(), files: new Map() });
const newFile = (): MemoryFile => ({ bytes: new Uint8Array(0), isHeld: false });

function fileHandle(file: MemoryFile) {
  const hold = () => {
    if (file.isHeld) throw heldError();
    file.isHeld = true;
  };
  return {
    getFile: async () => new Blob([file.bytes]),
    async createWritable() {
      hold();
      return {
        async write(bytes: Uint8Array<ArrayBuffer>) {
          file.bytes = bytes.slice();
        },
        async close() {
          file.isHeld = false;
        },
      };
    },
    async createSyncAccessHandle() {
      hold();
      let isOpen = true;
      const whileOpen = <T>(work: () => T): T => {
        if (!isOpen) throw new DOMException('It is closed.', 'InvalidStateError');
        return work();
      };
      return {
        getSize: () => whileOpen(() => file.bytes.length),
        flush: () => whileOpen(() => undefined),
        truncate: (size: number) => whileOpen(() => resize(file, size)),
        write: (bytes: Uint8Array<ArrayBuffer>, { at }: { readonly at: number }) =>
          whileOpen(() => {
            resize(file, Math.max(file.bytes.length, at + bytes.length));
            file.bytes.set(bytes, at);
            return bytes.length;
          }),
        close() {
          if (isOpen) file.isHeld = false;
          isOpen = false;
        },
      };
    },
  };
}

function resize(file: MemoryFile, size: number): void {
  const resized = new Uint8Array(size);
  resized.set(file.bytes.subarray(0, size));
  file.bytes = resized;
}

function heldError(): DOMException {
  return new DOMException('Somebody has it open.', 'NoModificationAllowedError');
}
