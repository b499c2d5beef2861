/// <reference path="./hash-wasm-md5.d.ts" />
import md5Pieces from 'hash-wasm/dist/md5.umd.min.js';
import type { EgressFailure, EgressFetch } from '../egress-port.ts';
import { downloadFault } from './download-fault.ts';
import { beginsAs, type ModelFile } from './model-files.ts';

export interface FetchFileOptions {
  readonly fetch: EgressFetch;
  /** Origins that the file's own may send on to. */
  readonly follow: readonly string[];
  readonly silenceMs: number;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/** Read once through, so that a cache can take it as it comes. Anything wrong with it errors the stream before its end. */
export interface FetchedFile {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly type: string;
}

/**
 * One try at one file: what arrives is counted, looked at and, where the index has a sum, added up, and is whole only if
 * all of it is right. @throws {DownloadFault}
 */
export async function fetchFile(file: ModelFile, options: FetchFileOptions): Promise<FetchedFile> {
  const { url } = file;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  let silent: ReturnType<typeof setTimeout> | undefined;
  let isSilent = false;
  const heard = () => {
    clearTimeout(silent);
    silent = setTimeout(() => {
      isSilent = true;
      stop.abort();
    }, options.silenceMs);
  };
  const faultOf = (thrown: unknown, isBegun: boolean) => {
    if (isSilent) return downloadFault('stalled', url);
    if (options.signal.aborted) return downloadFault('cancelled', url);
    return ofEgress(thrown, url, isBegun);
  };

  heard();
  const answered = await options.fetch(url, {
    method: 'GET',
    headers: {},
    signal,
    purpose: 'model-download',
    maxBytes: file.bytes === null ? LARGEST_UNKNOWN : file.bytes + 1,
    timeoutMs: ONE_HOUR,
    follow: options.follow,
  });
  if (!answered.ok) {
    clearTimeout(silent);
    throw faultOf(answered.error, false);
  }
  const { status, headers, body } = answered.value;
  const type = headers['content-type'] ?? '';
  const wrong = ofStatus(status) ?? (/^text\/html|^application\/xhtml/.test(type) ? 'page' : null);
  if (wrong !== null) {
    clearTimeout(silent);
    stop.abort();
    throw downloadFault(wrong, url, wrong === 'page' ? '' : String(status));
  }

  const sum = file.md5 === null ? null : await md5Pieces.createMD5();
  const reader = body.getReader();
  let bytes = 0;
  const checked = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(to) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          clearTimeout(silent);
          if (bytes === 0) throw downloadFault('cut', url);
          if (file.bytes !== null && bytes !== file.bytes) throw downloadFault('wrong-length', url, String(bytes));
          if (sum !== null && sum.digest('hex') !== file.md5) throw downloadFault('corrupt', url);
          to.close();
          return;
        }
        heard();
        if (bytes === 0) {
          const begins = beginsAs(file.kind, value);
          if (begins !== 'yes') throw downloadFault(begins === 'page' ? 'page' : 'not-a-model', url);
        }
        bytes += value.byteLength;
        if (file.bytes !== null && bytes > file.bytes) throw downloadFault('wrong-length', url, String(bytes));
        sum?.update(value);
        options.onBytes(value.byteLength);
        to.enqueue(value);
      } catch (thrown) {
        clearTimeout(silent);
        stop.abort();
        to.error(faultOf(thrown, true));
      }
    },
    cancel() {
      clearTimeout(silent);
      stop.abort();
    },
  });
  return { body: checked, type };
}

function ofStatus(status: number) {
  if (status === 200) return null;
  if (status === 404 || status === 410) return 'missing' as const;
  if (status === 401 || status === 403 || status === 429) return 'refused' as const;
  if (status >= 500 || status === 408) return 'server' as const;
  return 'not-a-model' as const;
}

/** What the way out says, in the words of a download; faults of our own pass through. */
function ofEgress(thrown: unknown, url: string, isBegun: boolean) {
  if (typeof thrown === 'object' && thrown !== null && 'host' in thrown) return thrown;
  const failure = thrown as Partial<EgressFailure> | null;
  switch (failure?.code) {
    case 'Cancelled':
      return downloadFault('cancelled', url);
    case 'CutOff':
    case 'EgressLost':
      return downloadFault('cut', url);
    case 'TimedOut':
      return downloadFault('stalled', url);
    case 'TooLarge':
      return downloadFault('wrong-length', url);
    case 'Unreachable':
      return downloadFault('unreachable', url);
    case undefined:
      return downloadFault(isBegun ? 'cut' : 'unreachable', url, thrown instanceof Error ? thrown.message : '');
    default:
      return downloadFault('not-sent', url, failure?.code);
  }
}

const LARGEST_UNKNOWN = 256 * 2 ** 20;
const ONE_HOUR = 3_600_000;
