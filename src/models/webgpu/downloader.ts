import { err, ok, type Result } from '#kit/result.ts';
import type { EgressFetch } from '../egress-port.ts';
import { type DownloadFault, downloadFault, isDownloadFault, mayPass, PAUSES_MS } from './download-fault.ts';
import type { EngineModel } from './engine.ts';
import { fetchFile } from './fetch-file.ts';
import {
  beginsAs,
  CACHES,
  configOf,
  folderOf,
  INDEX_NAMES,
  indexUrl,
  libraryOf,
  type ModelFile,
  tokenizerOf,
  weightsOf,
} from './model-files.ts';

export interface DownloaderPorts {
  readonly fetch: EgressFetch;
  readonly caches: CacheStorage;
  /** Bytes that may still be written; null: the browser does not say. */
  readonly freeBytes: () => Promise<number | null>;
  /** Asks the browser never to throw the files away. It may say no; then they may have to be fetched again one day. */
  readonly persist: () => Promise<boolean>;
  /** Origins that a model's own may send on to, as large hubs do. */
  readonly follow?: readonly string[];
  readonly pausesMs?: readonly number[];
  readonly silenceMs?: number;
}

export interface DownloadProgress {
  /** Of files that are here, and of those that are coming. Never falls. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface Presence {
  /** `whole`: every file is here and has its right length. */
  readonly state: 'absent' | 'part' | 'whole';
  readonly bytes: number;
  /** null while the index is not here. */
  readonly totalBytes: number | null;
}

/**
 * Brings a model's files into the caches in which the engine looks for them, so that the engine never fetches anything. A
 * file is kept whole or not at all; those that are here are not fetched again, so that going on after a pause, a cut or a
 * crash is just to ask again.
 */
export interface Downloader {
  download(
    model: EngineModel,
    onProgress: (progress: DownloadProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<DownloadProgress, DownloadFault>>;
  /** Looks at what is here, and throws away what is not what it should be. */
  inspect(model: EngineModel): Promise<Presence>;
  /** @param others models whose files stay, where they are the same */
  remove(model: EngineModel, others: readonly EngineModel[]): Promise<void>;
}

export function createDownloader(ports: DownloaderPorts): Downloader {
  const { caches, pausesMs = PAUSES_MS, silenceMs = 30_000, follow = [] } = ports;

  return {
    async download(model, onProgress, signal) {
      try {
        return ok(await bring(model, onProgress, signal));
      } catch (thrown) {
        if (isDownloadFault(thrown)) return err(thrown);
        if (signal.aborted) return err(downloadFault('cancelled', model.modelUrl));
        return err(await ofStorage(thrown, model.modelUrl));
      }
    },
    inspect,
    async remove(model, others) {
      const stays = new Set(others.map(({ modelUrl }) => folderOf(modelUrl)));
      const libraries = new Set(others.map(({ libraryUrl }) => new URL(libraryUrl).href));
      const folder = folderOf(model.modelUrl);
      for (const name of [CACHES.model, CACHES.config]) {
        const cache = await caches.open(name);
        if (stays.has(folder)) continue;
        for (const { url } of await cache.keys()) if (url.startsWith(folder)) await cache.delete(url);
      }
      const library = libraryOf(model);
      if (!libraries.has(library.url)) await (await caches.open(CACHES.library)).delete(library.url);
    },
  };

  async function bring(model: EngineModel, onProgress: (progress: DownloadProgress) => void, signal: AbortSignal) {
    const tries = { signal, onBytes: () => {} };
    const configFile = configOf(model);
    const config = await readOrFetch(configFile, tries);
    const tokenizer = tokenizerOf(model, config);
    if (tokenizer === null) throw downloadFault('not-a-model', configFile.url);
    const weights = weightsOf(model, await readOrFetchIndex(model, signal));
    if (weights === null) throw downloadFault('not-a-model', indexUrl(model, INDEX_NAMES[0]));

    // What nobody gave a length for is small beside the weights, and counted once it is here.
    const files = [libraryOf(model), tokenizer, ...weights];
    const known = new Map<string, number>();
    for (const file of files) known.set(file.url, (await lengthOf(file)) ?? 0);
    let totalBytes = files.reduce((sum, { url, bytes }) => sum + (bytes ?? known.get(url) ?? 0), 0);
    let bytes = 0;
    let shown = 0;
    const tell = () => {
      shown = Math.max(shown, Math.min(bytes, totalBytes));
      onProgress({ bytes: shown, totalBytes });
    };
    const missing = files.filter(({ url }) => known.get(url) === 0);
    for (const here of known.values()) bytes += here;
    await makeRoom(model, missing);
    tell();

    const waiting = [...missing];
    const fetchWaiting = async () => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        const { bytes: length } = file;
        let got = 0;
        await fetchWithTries(file, {
          signal: failed.signal,
          onBytes(more) {
            got += more;
            bytes += more;
            if (length === null) totalBytes += more;
            tell();
          },
          // A try that failed has brought nothing.
          onAgain() {
            bytes -= got;
            if (length === null) totalBytes -= got;
            got = 0;
          },
        });
      }
    };
    // One file that cannot be had ends the others, too.
    const failing = new AbortController();
    const failed = { signal: AbortSignal.any([signal, failing.signal]) };
    const lanes = Array.from({ length: LANES }, () =>
      fetchWaiting().catch((thrown: unknown) => {
        failing.abort();
        throw thrown;
      }),
    );
    const ended = await Promise.allSettled(lanes);
    const faults = ended.flatMap((lane) => (lane.status === 'rejected' ? [lane.reason] : []));
    const first = faults.find((fault) => !isDownloadFault(fault) || fault.code !== 'cancelled') ?? faults[0];
    if (first !== undefined) throw first;
    signal.throwIfAborted();
    return { bytes: totalBytes, totalBytes };
  }

  /** The list under the name of today; an older model has it under the older one. Both versions of the engine find it. */
  async function readOrFetchIndex(model: EngineModel, signal: AbortSignal): Promise<unknown> {
    const [newer, older] = INDEX_NAMES.map((name) => jsonFile(indexUrl(model, name)));
    if (newer === undefined || older === undefined) throw new Error('two names');
    const tries = { signal, onBytes: () => {} };
    let index: unknown;
    try {
      index = await readOrFetch(newer, tries);
    } catch (thrown) {
      if (!isDownloadFault(thrown) || !(thrown.code === 'missing' || thrown.code === 'refused')) throw thrown;
      index = await readOrFetch(older, tries);
    }
    for (const file of [newer, older]) {
      if ((await lengthOf(file)) === null) await keep(file, new Blob([JSON.stringify(index)]).stream(), '');
    }
    return index;
  }

  async function readOrFetch(file: ModelFile, tries: Tries): Promise<unknown> {
    if ((await lengthOf(file)) === null) await fetchWithTries(file, tries);
    const kept = await (await caches.open(file.cache)).match(file.url);
    try {
      return await kept?.json();
    } catch {
      await (await caches.open(file.cache)).delete(file.url);
      throw downloadFault('not-a-model', file.url);
    }
  }

  async function fetchWithTries(file: ModelFile, tries: Tries): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        const options = { fetch: ports.fetch, follow, silenceMs, signal: tries.signal, onBytes: tries.onBytes };
        const { body, type } = await fetchFile(file, options);
        await keep(file, body, type);
        return;
      } catch (thrown) {
        const fault = isDownloadFault(thrown) ? thrown : await ofStorage(thrown, file.url);
        const pauseMs = pausesMs[attempt];
        if (!mayPass(fault) || pauseMs === undefined) throw fault;
        tries.onAgain?.();
        await pause(pauseMs, tries.signal, file.url);
      }
    }
  }

  /** Whole or not at all: a body that errors leaves no entry. */
  async function keep(file: ModelFile, body: ReadableStream<Uint8Array<ArrayBuffer>>, type: string): Promise<void> {
    const cache = await caches.open(file.cache);
    let fault: unknown = null;
    const reader = body.getReader();
    // The cache does not pass on why a body ended; so it is remembered here.
    const watched = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(to) {
        try {
          const { done, value } = await reader.read();
          if (done) return to.close();
          to.enqueue(value);
        } catch (thrown) {
          fault = thrown;
          to.error(thrown);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    });
    const headers: Record<string, string> = { 'content-type': type === '' ? 'application/octet-stream' : type };
    if (file.bytes !== null) headers[WHOLE] = String(file.bytes);
    try {
      await cache.put(file.url, new Response(watched, { headers }));
    } catch (thrown) {
      await cache.delete(file.url);
      throw fault ?? thrown;
    }
    if (fault !== null) {
      await cache.delete(file.url);
      throw fault;
    }
  }

  async function inspect(model: EngineModel): Promise<Presence> {
    const config = await readKept(configOf(model));
    const tokenizer = config === null ? null : tokenizerOf(model, config);
    const index = await readKept(jsonFile(indexUrl(model, INDEX_NAMES[0])));
    const weights = index === null ? null : weightsOf(model, index);
    if (tokenizer === null || weights === null) return { state: 'absent', bytes: 0, totalBytes: null };
    let bytes = 0;
    let totalBytes = 0;
    let isWhole = (await readKept(jsonFile(indexUrl(model, INDEX_NAMES[1])))) !== null;
    for (const file of [libraryOf(model), tokenizer, ...weights]) {
      const here = await lengthOf(file);
      if (here === null) isWhole = false;
      bytes += here ?? 0;
      totalBytes += file.bytes ?? here ?? 0;
    }
    return { state: isWhole ? 'whole' : 'part', bytes, totalBytes };
  }

  async function readKept(file: ModelFile): Promise<unknown> {
    if ((await lengthOf(file)) === null) return null;
    const kept = await (await caches.open(file.cache)).match(file.url);
    return (await kept?.json().catch(() => null)) ?? null;
  }

  /**
   * How long a kept file is: as we noted when it had come whole, else it is read through, since its own headers may say
   * anything. One that is not what it should be, such as a portal's page that was kept for it, is thrown away. null: it is
   * not here.
   */
  async function lengthOf(file: ModelFile): Promise<number | null> {
    const cache = await caches.open(file.cache);
    const kept = await cache.match(file.url);
    if (kept === undefined) return null;
    const noted = kept.headers.get(WHOLE);
    if (noted !== null && Number(noted) === file.bytes) return file.bytes;
    let bytes = 0;
    let begins = 'yes';
    const reader = kept.body?.getReader();
    for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
      if (bytes === 0) begins = beginsAs(file.kind, piece.value);
      bytes += piece.value.byteLength;
    }
    const isRight = bytes > 0 && begins === 'yes' && (file.bytes === null || file.bytes === bytes);
    if (isRight) return bytes;
    await cache.delete(file.url);
    return null;
  }

  async function makeRoom(model: EngineModel, missing: readonly ModelFile[]): Promise<void> {
    if (missing.length === 0) return;
    await ports.persist();
    const free = await ports.freeBytes();
    const needed = Math.ceil(missing.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) * ROOM_FACTOR);
    if (free !== null && needed > free) throw downloadFault('no-room', model.modelUrl, '', { needed, free });
  }

  async function ofStorage(thrown: unknown, url: string): Promise<DownloadFault> {
    const name = thrown instanceof Error ? thrown.name : '';
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    if (name === 'QuotaExceededError') {
      return downloadFault('no-room', url, detail, { needed: 0, free: (await ports.freeBytes()) ?? 0 });
    }
    return downloadFault('cut', url, detail);
  }
}

interface Tries {
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
  readonly onAgain?: () => void;
}

const LANES = 3;
/** Beside a file of known length that was kept when all of it had come and was right. */
const WHOLE = 'x-foldline-whole';
/** A cache needs some more than the bytes themselves, and others write too. */
const ROOM_FACTOR = 1.2;

function jsonFile(url: string): ModelFile {
  return { url, cache: CACHES.model, bytes: null, md5: null, kind: 'json' };
}

function pause(ms: number, signal: AbortSignal, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(downloadFault('cancelled', url));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}
