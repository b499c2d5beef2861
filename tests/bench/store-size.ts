import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

export interface StoreSize {
  /** Bytes after gzip of what opening, appending and reading load, Dexie included. */
  readonly store: number;
  /** Of what is loaded when it is asked for: sealing, files, verifying. */
  readonly later: number;
}

/** Weighs the store's code alone, minified as the app's worker has it. */
export async function measureStoreSize(): Promise<StoreSize> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    // As in the app: Dexie's build for browsers of today.
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
    build: {
      write: false,
      modulePreload: false,
      minify: true,
      rolldownOptions: {
        input: fileURLToPath(new URL('../../src/store/dexie-log.ts', import.meta.url)),
        preserveEntrySignatures: 'strict',
      },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunks = outputs.flatMap((one) => ('output' in one ? one.output : [])).filter((one) => one.type === 'chunk');
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set<string>();
  const need = (name: string) => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const other of byName.get(name)?.imports ?? []) need(other);
  };
  // A new store is made by Dexie, which is loaded for that alone.
  for (const { fileName, isEntry, moduleIds } of chunks) {
    if (isEntry || moduleIds.some((id) => id.includes('/dexie/'))) need(fileName);
  }
  let [store, later] = [0, 0];
  for (const { fileName, code } of chunks) {
    const bytes = gzipSync(code).length;
    if (needed.has(fileName)) store += bytes;
    else later += bytes;
  }
  return { store, later };
}
