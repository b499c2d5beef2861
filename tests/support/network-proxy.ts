// Counts what really leaves the browser. A page's own request events miss what a worker or the service worker asks
// for, so every host, localhost too, is sent through this proxy, and everything that isn't the app is refused here.
import { createServer, request as forward } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';

export type NetworkProxy = {
  /** Launch options for a Playwright browser whose every request goes through the proxy. */
  readonly launchOptions: {
    executablePath?: string;
    channel?: string;
    args: string[];
    proxy: { server: string };
  };
  /** Requests by host and port since the start or the last `reset`: the app's own and the refused ones. */
  countByHost(): Record<string, number>;
  /** Requests to anything that isn't the app. */
  foreignCount(): number;
  /** `METHOD address` of each foreign request, to be printed when there should have been none. */
  readonly foreignRequests: readonly string[];
  reset(): void;
  close(): Promise<void>;
};

/** @param appOrigin the only origin that is let through, such as `http://localhost:4756` */
export async function startNetworkProxy(appOrigin: string): Promise<NetworkProxy> {
  const app = new URL(appOrigin);
  const counts = new Map<string, number>();
  const foreignRequests: string[] = [];

  const isApp = (host: string, line: string): boolean => {
    counts.set(host, (counts.get(host) ?? 0) + 1);
    if (host === app.host) return true;
    foreignRequests.push(line);
    return false;
  };

  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '', appOrigin);
    if (!isApp(address.host, `${request.method} ${address.href}`)) {
      response.writeHead(403, { 'Access-Control-Allow-Origin': '*' }).end();
      return;
    }
    const onward = forward(
      address,
      { method: request.method, headers: { ...request.headers, host: address.host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });

  // https and WebSockets arrive as a tunnel: the host is all that can be seen of them, and enough.
  server.on('connect', (request, socket) => {
    socket.on('error', () => socket.destroy());
    if (!isApp(request.url ?? '', `CONNECT ${request.url}`)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const tunnel = connect(Number(app.port || 80), app.hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    launchOptions: {
      ...findChromium(),
      // Chromium spares loopback addresses the proxy unless told not to.
      args: [...CHROMIUM_FLAGS, '--proxy-bypass-list=<-loopback>'],
      proxy: { server: `http://127.0.0.1:${port}` },
    },
    countByHost: () => Object.fromEntries(counts),
    foreignCount: () => foreignRequests.length,
    foreignRequests,
    reset: () => {
      counts.clear();
      foreignRequests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
