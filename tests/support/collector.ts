import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What reached the other origin. */
export interface Hit {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Collector {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  readonly hits: readonly Hit[];
  /** Requests that were let go by the other end before they were answered whole. */
  readonly dropped: () => number;
  close(): Promise<void>;
}

/**
 * Another origin on loopback, which notes everything that reaches it and lets every page read its answers.
 *
 * `/` answers what it was asked · `/echo` sends the request's headers back · `/to?<address>` redirects (`/to307?…` keeps the
 * method) · `/endless` and `/slow` never end · `/silent` never begins · `/cut` breaks off · `/large?<n>` sends n bytes ·
 * `/closed` lets no page read it.
 */
export async function startCollector(): Promise<Collector> {
  const hits: Hit[] = [];
  let dropped = 0;
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://collector');
    const argument = decodeURIComponent(search.slice(1));
    if (pathname !== '/closed') {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, x-key');
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT');
      response.setHeader('Access-Control-Expose-Headers', '*, x-heard');
    }
    response.on('close', () => {
      if (!response.writableFinished) dropped += 1;
    });
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      if (request.method === 'OPTIONS') return void response.writeHead(204).end();
      hits.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      answer(body);
    });

    function answer(body: string): void {
      const { authorization = '' } = request.headers;
      switch (pathname) {
        case '/echo':
          response.setHeader('X-Heard', authorization);
          for (const part of [`{"heard":"`, authorization.slice(0, 12), authorization.slice(12), `"}`])
            response.write(part);
          return void response.end();
        case '/to':
          return void response.writeHead(302, { Location: argument }).end();
        case '/to307':
          return void response.writeHead(307, { Location: argument }).end();
        case '/endless': {
          const more = () => {
            if (!response.destroyed) response.write(Buffer.alloc(64 * 1024, 'x'), () => setImmediate(more));
          };
          more();
          return;
        }
        case '/slow': {
          const timer = setInterval(() => response.write('drop '), 50);
          return void response.on('close', () => clearInterval(timer));
        }
        case '/silent':
          return;
        case '/cut':
          response.write('half');
          return void setTimeout(() => response.destroy(), 50);
        case '/large':
          return void response.end(Buffer.alloc(Number(argument), 'x'));
        default:
          response.end(JSON.stringify({ method: request.method, body }));
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    dropped: () => dropped,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
