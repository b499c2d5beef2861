// The egress worker as it is served: the only script whose policy lets requests out, and only to the origins in its own
// address. The service worker makes this answer; the dev server does the same. No server has a file of this name, so where
// no service worker answers there is no such worker, and nothing leaves.
import { contentSecurityPolicy, securityHeaders } from './headers.ts';

/** Beside index.html, where no file is. */
export const EGRESS_WORKER = 'egress.worker.js';

export type EgressScript = { readonly body: string; readonly headers: Record<string, string> };

/**
 * The address under which a worker for these origins is asked for.
 * @param code the built worker's own address
 */
export function egressAddress(root: string, code: string, origins: readonly string[]): URL {
  const address = new URL(EGRESS_WORKER, root);
  address.searchParams.set('code', new URL(code, root).href);
  for (const origin of origins) address.searchParams.append('to', origin);
  return address;
}

/** @param isOurs whether an address is that of the egress worker's code, in this very build; null: it is asked to serve another */
export function egressScript(address: URL, isOurs: (code: URL) => boolean): EgressScript | null {
  const code = address.searchParams.get('code') ?? '';
  if (!URL.canParse(code) || !isOurs(new URL(code))) return null;
  const origins = address.searchParams.getAll('to').filter(isExactOrigin);
  // The code learns of its policy from the answer that carries it, so it can't be run under another one.
  const body = [
    `self.egressOrigins = ${JSON.stringify(origins)};`,
    `import(${JSON.stringify(code)}).catch((error) => setTimeout(() => { throw error; }));`,
    '',
  ].join('\n');
  return { body, headers: { ...securityHeaders(egressPolicy(origins)), 'Content-Type': 'text/javascript' } };
}

/** Exact origins alone: a pattern or a second directive in disguise counts for nothing. */
export function egressPolicy(origins: readonly string[]): string {
  const granted = origins.filter(isExactOrigin);
  return contentSecurityPolicy({
    'script-src': "'self'",
    'style-src-elem': "'none'",
    'style-src-attr': "'none'",
    'img-src': "'none'",
    'font-src': "'none'",
    'manifest-src': "'none'",
    'worker-src': "'none'",
    'connect-src': granted.length === 0 ? "'none'" : granted.join(' '),
    'trusted-types': "'none'",
  });
}

function isExactOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9_-]+(\.[a-z0-9_-]+)*(:\d{1,5})?$/.test(text);
}
