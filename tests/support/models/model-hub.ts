// A hub of models on an origin of its own, with everything that goes wrong with such: see `HubFault`. One server for all
// tests; each test has a folder of its own in it, so that they do not meet.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HubFault =
  | { readonly kind: 'status'; readonly status: number }
  /** A sign-in page, with 200, as a hotel's network gives it. */
  | { readonly kind: 'portal' }
  /** The same, and it says that it is bytes. */
  | { readonly kind: 'portal-as-bytes' }
  /** The connection ends in the middle. */
  | { readonly kind: 'cut' }
  /** A whole answer that is too short, and one that is too long. */
  | { readonly kind: 'short' }
  | { readonly kind: 'long' }
  /** The right number of bytes, one of them wrong. */
  | { readonly kind: 'corrupt' }
  /** Half of it, and then nothing. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'no-cors' };

export interface HubFolder {
  readonly index: 'tensor-cache.json' | 'ndarray-cache.json';
  readonly shards: number;
  readonly shardBytes: number;
  readonly md5: boolean;
  /** Of each answer; null: as fast as it goes. */
  readonly bytesPerSecond: number | null;
  /** By file: what happens at its first, second, … request. After the last, all is well. */
  readonly faults: Readonly<Record<string, readonly HubFault[]>>;
}

const HUB_FOLDER: HubFolder = {
  index: 'tensor-cache.json',
  shards: 4,
  shardBytes: 64 * 1024,
  md5: true,
  bytesPerSecond: null,
  faults: {},
};

interface Kept {
  folder: HubFolder;
  readonly requests: string[];
}

export async function openModelHub(): Promise<{ readonly url: string; close(): void }> {
  const folders = new Map<string, Kept>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = '', ...rest] = (request.url ?? '').split('/');
    const file = rest.at(-1) ?? '';
    const kept = folders.get(name) ?? { folder: HUB_FOLDER, requests: [] };
    folders.set(name, kept);
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Headers', '*');
      response.end();
      return;
    }
    if (file === 'control') {
      if (request.method === 'POST') kept.folder = { ...kept.folder, ...JSON.parse(await bodyOf(request)) };
      response.end(JSON.stringify(kept.requests));
      return;
    }
    const before = kept.requests.filter((asked) => asked === file).length;
    kept.requests.push(file);
    const fault = kept.folder.faults[file]?.[before];
    if (fault?.kind === 'no-cors') response.removeHeader('Access-Control-Allow-Origin');
    if (fault?.kind === 'status') return void response.writeHead(fault.status).end();
    if (fault?.kind === 'portal') return void response.setHeader('content-type', 'text/html').end(PORTAL);
    if (fault?.kind === 'portal-as-bytes') return void response.end(PORTAL);
    const bytes = fileOf(file, kept.folder);
    if (bytes === null) return void response.writeHead(404).end();
    await send(response, bytes, fault, kept.folder.bytesPerSecond);
  }
}

async function send(
  response: ServerResponse,
  bytes: Buffer,
  fault: HubFault | undefined,
  bytesPerSecond: number | null,
): Promise<void> {
  const half = bytes.subarray(0, bytes.length >> 1);
  response.setHeader('content-type', 'application/octet-stream');
  switch (fault?.kind) {
    case 'short':
      return void response.end(half);
    case 'long':
      return void response.end(Buffer.concat([bytes, half]));
    case 'corrupt': {
      const wrong = Buffer.from(bytes);
      wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1;
      return void response.end(wrong);
    }
    case 'cut':
      response.setHeader('content-length', bytes.length);
      response.write(half, () => setTimeout(() => response.destroy(), 20));
      return;
    case 'silence':
      response.setHeader('content-length', bytes.length);
      return void response.write(half);
    default:
      break;
  }
  response.setHeader('content-length', bytes.length);
  if (bytesPerSecond === null) return void response.end(bytes);
  const piece = Math.max(1, Math.floor(bytesPerSecond / 50));
  for (let at = 0; at < bytes.length && !response.destroyed; at += piece) {
    response.write(bytes.subarray(at, at + piece));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  response.end();
}

function fileOf(name: string, { index, shards, shardBytes, md5 }: HubFolder): Buffer | null {
  if (name === 'mlc-chat-config.json') {
    return Buffer.from(JSON.stringify({ tokenizer_files: ['tokenizer.json'], context_window_size: 4096 }));
  }
  if (name === 'tokenizer.json') return Buffer.from(JSON.stringify({ version: '1.0', model: {} }));
  if (name === 'lib.wasm') return Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  if (name === index) {
    const records = Array.from({ length: shards }, (_, i) => {
      const bytes = shard(i, shardBytes);
      const sum = md5 ? { md5sum: createHash('md5').update(bytes).digest('hex') } : {};
      return { dataPath: `params_shard_${i}.bin`, format: 'raw-shard', nbytes: bytes.length, records: [], ...sum };
    });
    return Buffer.from(JSON.stringify({ metadata: { ParamSize: shards }, records }));
  }
  const [, number] = /^params_shard_(\d+)\.bin$/.exec(name) ?? [];
  return number !== undefined && Number(number) < shards ? shard(Number(number), shardBytes) : null;
}

/** The same bytes every time. */
function shard(number: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 31 + number * 7) & 0xff;
  return bytes;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

const PORTAL =
  '<!DOCTYPE html><html><head><title>Welcome to the hotel</title></head><body>Please sign in.</body></html>';
