import { type Remote, wrap } from 'comlink';
import { Dexie } from 'dexie';
import { vi } from 'vitest';
import { openChecksum } from '#store/checksum.ts';
import { type MirrorLine, readMirrorFile } from '#store/keeper/mirror-file.ts';
import { openMirrorFolder } from '#store/keeper/mirror-folder.ts';
import { memoryFiles } from '../../../support/store/memory-files.ts';
import { createKeeperTab, type KeeperTab, type TabOptions } from './keeper-tab.ts';

/** Tabs of one log, and what can befall their storage. */
export interface KeeperTabs {
  readonly logName: string;
  open(options?: Omit<TabOptions, 'logName'>): Promise<OpenTab>;
  /** The sound lines of each file, older first. */
  mirror(): Promise<readonly (readonly MirrorLine[])[]>;
  /** Positions of the commits in all files together, ascending, each once. */
  mirrored(): Promise<readonly number[]>;
  /** Changes the bytes of a file of the mirror; the newest unless said. */
  changeFile(change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>, fromEnd?: number): Promise<void>;
  /** Takes rows away from the database, as a browser that falls back to an earlier state. */
  rollBack(lastRow: number): Promise<void>;
  /** Takes the whole database away, as a browser that found it damaged. */
  dropDatabase(): Promise<void>;
  destroy(): Promise<void>;
}

export interface OpenTab extends Remote<KeeperTab> {
  /** As a tab that is closed without a word; in the page, where nothing can be stopped from outside, it lets go by itself. */
  kill(): void;
}

/** In workers, over the real private file system; or in this page, over one in memory. */
export type Realm = 'worker' | 'page';

export function createKeeperTabs(realm: Realm = 'worker'): KeeperTabs {
  const logName = `keeper-${crypto.randomUUID()}`;
  const opened: OpenTab[] = [];
  const files = realm === 'page' ? useMemoryFiles() : null;
  const spawn = realm === 'page' ? pageTab : workerTab;

  async function openFolder() {
    const folder = await openMirrorFolder(logName);
    if (folder === null) throw new Error('no private file system');
    return { folder, names: await folder.list() };
  }

  async function mirror(): Promise<readonly (readonly MirrorLine[])[]> {
    const checksum = await openChecksum();
    const { folder, names } = await openFolder();
    const found: MirrorLine[][] = [];
    try {
      for (const name of names) {
        const lines: MirrorLine[] = [];
        for await (const line of readMirrorFile(await folder.read(name), checksum)) lines.push(line);
        found.push(lines);
      }
    } catch (error) {
      // The leader has just dropped a file whose commits are in a newer one.
      if (error instanceof DOMException && error.name === 'NotFoundError') return mirror();
      throw error;
    }
    return found;
  }

  return {
    logName,
    async open(options = {}) {
      const tab = spawn();
      opened.push(tab);
      await tab.open({ logName, ...options });
      return tab;
    },
    mirror,
    async mirrored() {
      const positions = (await mirror()).flat().flatMap((line) => (line.type === 'commit' ? [line.position] : []));
      return [...new Set(positions)].sort((a, b) => a - b);
    },
    async changeFile(change, fromEnd = 0) {
      const { folder, names } = await openFolder();
      const name = names.at(-1 - fromEnd);
      if (name === undefined) throw new Error('no such file');
      const bytes = new Uint8Array(await (await folder.read(name)).arrayBuffer());
      const all = await (await navigator.storage.getDirectory()).getDirectoryHandle('mirror');
      const handle = await (await all.getDirectoryHandle(logName)).getFileHandle(
        `${name.generation}-${name.number}.mirror`,
      );
      // A worker that was just ended holds its file a moment longer.
      const stream = await vi.waitFor(() => handle.createWritable(), { timeout: 5000 });
      await stream.write(change(bytes));
      await stream.close();
    },
    async rollBack(lastRow) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(logName);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const transaction = db.transaction('rows', 'readwrite');
      transaction.objectStore('rows').delete(IDBKeyRange.bound(lastRow + 1, Number.POSITIVE_INFINITY));
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
      db.close();
    },
    dropDatabase: () => Dexie.delete(logName),
    async destroy() {
      for (const tab of opened.splice(0)) tab.kill();
      await Dexie.delete(logName);
      if (files !== null) return files.putBack();
      const all = await (await navigator.storage.getDirectory()).getDirectoryHandle('mirror', { create: true });
      // A worker that was just ended may hold its file a moment longer; the next run does not mind it.
      await all.removeEntry(logName, { recursive: true }).catch(() => undefined);
    },
  };
}

function workerTab(): OpenTab {
  const worker = new Worker(new URL('./keeper-tab.worker.ts', import.meta.url), { type: 'module' });
  const tab = wrap<KeeperTab>(worker);
  return new Proxy(tab, {
    get: (target, key) =>
      key === 'then' ? undefined : key === 'kill' ? () => worker.terminate() : Reflect.get(target, key),
  }) as OpenTab;
}

function pageTab(): OpenTab {
  const tab = createKeeperTab();
  return { ...tab, kill: () => void tab.close() } as unknown as OpenTab;
}

/** Puts a private file system in memory in the place of the real one, for everything in this page. */
function useMemoryFiles(): { putBack(): void } {
  const root = memoryFiles();
  Object.defineProperty(navigator.storage, 'getDirectory', { value: async () => root, configurable: true });
  // Beneath it is the browser's own again.
  return { putBack: () => void Reflect.deleteProperty(navigator.storage, 'getDirectory') };
}
