// The service worker: keeps the built app on the device and serves it with the security headers, so that after the
// first visit everything works without a server and the policy holds there too.
//
// One cache a build. The cache of the build before stays until the next one, because another tab may still run that
// build and ask for a chunk it hasn't loaded yet. A new build waits until a person says so in one tab
// (`activate-update`); src/ui/state/app-update.svelte.ts is the page's half.
import { EGRESS_WORKER, egressScript } from './egress-script.ts';
import { securityHeaders } from './headers.ts';

type BuiltFile = { readonly url: string; readonly revision: string | null };

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly BuiltFile[] };

/** Filled in by the build. A revision of null means that the name itself carries the content's hash. */
const FILES = self.__WB_MANIFEST;
const CACHE_PREFIX = 'foldline-build-';

const scope = self.registration.scope;
const page = new URL('index.html', scope).href;
const builtFiles = new URL('assets/', scope).href;
const egressWorker = new URL(EGRESS_WORKER, scope).href;
const cacheName = nameOfThisBuild();

self.addEventListener('install', (event) => event.waitUntil(keepBuild()));

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate-update') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(scope)) event.respondWith(answer(request));
});

async function keepBuild(): Promise<void> {
  const cache = await caches.open(await cacheName);
  await Promise.all(
    FILES.map(async ({ url, revision }) => {
      const address = new URL(url, scope).href;
      const sameContent = revision === null ? await caches.match(address) : undefined;
      const response = sameContent ?? (await fetch(address, { cache: revision === null ? 'default' : 'reload' }));
      // One missing file fails the installation: half a build must never go live.
      if (!response.ok) throw new Error(`${address} answered ${response.status}; the update is left for later`);
      await cache.put(address, response);
    }),
  );
}

async function takeOver(): Promise<void> {
  const current = await cacheName;
  const builds = await buildCaches();
  const stale = builds.slice(0, Math.max(0, builds.indexOf(current) - 1));
  await Promise.all(stale.map((name) => caches.delete(name)));
  // The first visit is served from here too, without a reload.
  await self.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  const address = `${origin}${pathname}`;
  if (address === egressWorker) return serveEgress(new URL(request.url));
  const kept = await findKept(address === scope ? page : address);
  if (kept) return withHeaders(kept);

  if (request.mode === 'navigate') return navigate(request);

  const response = await fetch(request);
  // A chunk too big to keep in advance, such as a local model's runtime, is kept from its first use on.
  if (response.ok && address.startsWith(builtFiles)) {
    const cache = await caches.open(await cacheName);
    await cache.put(address, response.clone());
  }
  return withHeaders(response);
}

/** The only script whose policy lets requests out: to the origins in its address, and made of this app's own code. */
function serveEgress(address: URL): Response {
  const code = `${builtFiles}egress.worker-`;
  const script = egressScript(
    address,
    ({ href }) => href.startsWith(code) && /^[\w-]+\.js$/.test(href.slice(code.length)),
  );
  return script === null ? new Response(null, { status: 404 }) : new Response(script.body, { headers: script.headers });
}

/** An address that isn't part of the app: the server's answer if it has one, else the app's own front page. */
async function navigate(request: Request): Promise<Response> {
  const response = await fetch(request).catch(() => undefined);
  if (response?.type === 'opaqueredirect') return response;
  // Files are addressed relative to the page, so the page itself is only ever served at the scope's root.
  return response?.ok ? withHeaders(response) : Response.redirect(scope);
}

/** From this build, or a hashed file from the build before. */
async function findKept(address: string): Promise<Response | undefined> {
  const current = await caches.open(await cacheName);
  const kept = await current.match(address);
  if (kept || !address.startsWith(builtFiles)) return kept;
  for (const name of await buildCaches()) {
    const older = await caches.match(address, { cacheName: name });
    if (older) return older;
  }
  return undefined;
}

function withHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders())) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** In the order in which they were made. */
async function buildCaches(): Promise<string[]> {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(CACHE_PREFIX));
}

async function nameOfThisBuild(): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(FILES)));
  const hex = Array.from(new Uint8Array(digest).slice(0, 8), (byte) => byte.toString(16).padStart(2, '0'));
  return CACHE_PREFIX + hex.join('');
}
