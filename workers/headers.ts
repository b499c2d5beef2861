// The one place where Foldline's response headers are written. Four readers: the dev and preview servers, the
// `_headers` file for static hosts, the <meta> tag of index.html, and the service worker, which puts them on every
// response it serves. The header matters more than the tag: a module worker takes its policy from its own response.

/** The Content-Security-Policy, directive by directive. */
const POLICY = {
  'default-src': "'none'",
  // A local model is WebAssembly; nothing here needs eval.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src-elem': "'self'",
  // Component libraries position floating parts by style attribute; an attribute can't load or run anything here.
  'style-src-attr': "'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self' blob:",
  'connect-src': "'self'",
  'frame-src': "'none'",
  'form-action': "'none'",
  'base-uri': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'default svelte-trusted-html',
};

type Directive = keyof typeof POLICY;

/** The policy as one header value; `changes` replaces single directives. */
export function contentSecurityPolicy(changes: Partial<Record<Directive, string>> = {}): string {
  return Object.entries({ ...POLICY, ...changes })
    .map(([directive, value]) => `${directive} ${value}`)
    .join('; ');
}

/** Every header of every response, with `policy` as the Content-Security-Policy. */
export function securityHeaders(policy = contentSecurityPolicy()): Record<string, string> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy':
      'camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}

/** The dev server alone may inline styles: Vite delivers CSS as <style> elements while editing. */
export function devHeaders(): Record<string, string> {
  return securityHeaders(contentSecurityPolicy({ 'style-src-elem': "'self' 'unsafe-inline'" }));
}
