// A static file server of our own for the tests that stop it, swap the build under it, or serve a page without the
// security headers: `vite preview` is one server for all, and can't be told to do any of these.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { securityHeaders } from '../../workers/headers.ts';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

export type BuildServer = {
  /** The server's address, with a slash at the end. The port stays the same from `stop` to `start`. */
  readonly url: string;
  /** What the server was asked for since it was made, in order: paths with their query. */
  readonly requests: readonly string[];
  /** Serves another folder from now on, as a deployment does. */
  serve(folder: string): void;
  stop(): Promise<void>;
  start(): Promise<void>;
};

export type ServeOptions = {
  /** Sent with every file; `{}` stands for a host that can't send headers. */
  readonly headers?: Record<string, string>;
  /** Files that exist only in this test, by path without the first slash; the folder's come after them. */
  readonly extraFiles?: Record<string, string>;
  /** The folder in the address under which everything is served, such as `planner/`. */
  readonly under?: string;
};

/** Serves a folder of built files on a free port of localhost. */
export async function serveBuild(folder = 'dist', options: ServeOptions = {}): Promise<BuildServer> {
  const { headers = securityHeaders(), extraFiles = {}, under = '' } = options;
  const requests: string[] = [];
  let root = folder;

  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inScope = pathname.startsWith(`/${under}`);
    const asked = inScope ? normalize(decodeURIComponent(pathname.slice(under.length + 1))) : '..';
    const name = asked === '.' || asked === '' ? 'index.html' : asked;
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    const answer = (status: number) => response.writeHead(status, { ...headers, 'Content-Type': type });

    const extra = extraFiles[name];
    if (extra !== undefined) return void answer(200).end(extra);
    const path = join(root, name);
    if (name.startsWith('..') || !statSync(path, { throwIfNoEntry: false })?.isFile()) return void answer(404).end();
    createReadStream(path).pipe(answer(200));
  });

  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://localhost:${port}/${under}`,
    requests,
    serve: (next) => {
      root = next;
    },
    start: () => listen(port),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
