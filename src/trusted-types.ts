// Import this first in the page's main.ts and in every worker that starts another worker.
//
// The Content-Security-Policy demands Trusted Types: a plain string may not become a script's address, so
// `new Worker(url)` would throw. This default policy lets a string through when it names our own origin (a blob made
// here counts), and nothing else; it has no createHTML and no createScript, so `innerHTML` and `eval` stay shut.

type PolicyFactory = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
};

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

factory?.createPolicy('default', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin === location.origin) return url;
    throw new TypeError(`A script may only come from ${location.origin}, not from ${url}`);
  },
});
