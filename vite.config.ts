import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_FLAGS, findChromium } from './tests/support/chromium.ts';
import { collectorCommands } from './tests/support/collector-commands.ts';
import { EGRESS_WORKER, egressScript } from './workers/egress-script.ts';
import { contentSecurityPolicy, devHeaders, securityHeaders } from './workers/headers.ts';

const testing = Boolean(process.env.VITEST);
// A port of our own, so that an origin's storage is never shared with some other project on the same machine.
const port = Number(process.env.FOLDLINE_PORT ?? 4756);

export default defineConfig({
  // Relative, so that the built app runs from any folder of any static host.
  base: './',
  // The address's hash says where the person is; there is no other page to fall back to.
  appType: 'mpa',
  plugins: [svelte({ configFile: false }), egressInDev(), ...(testing ? [] : [policyInBuild(), serviceWorker()])],
  // Dexie's build for browsers of today; its own entry is the one for all of them, and larger.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  build: {
    // A browser that lacks modulepreload just loads a little later.
    modulePreload: { polyfill: false },
    // An inlined worker or font would be a data: address, which the policy refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 7000,
  },
  worker: { format: 'es' },
  optimizeDeps: {
    // Found at the start, not in mid-test: a late find reloads the page.
    entries: [
      'index.html',
      'src/**/*.{ts,svelte}',
      'workers/*.ts',
      'tests/{browser,contract,model,fuzz}/**/*.browser.test.ts',
    ],
    exclude: ['@mlc-ai/web-llm'],
    include: ['chrono-node/de', 'chrono-node/en'],
  },
  server: { port, strictPort: true, host: 'localhost', headers: testing ? testHeaders() : devHeaders() },
  // Preview compresses with gzip by itself.
  preview: { port, strictPort: true, host: 'localhost', headers: securityHeaders() },
  test: {
    coverage: { provider: 'v8', include: ['src/**'] },
    // For suites of random runs: `tests/campaign.mjs` sets how many.
    provide: {
      campaign: {
        seed: Number(process.env.FOLDLINE_SEED ?? Math.trunc(Math.random() * 2 ** 31)),
        runs: process.env.FOLDLINE_RUNS === undefined ? null : Number(process.env.FOLDLINE_RUNS),
      },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/{unit,contract,replay,model,fuzz}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts'],
          // What a file imports is evaluated once for all files of a thread: no module of ours keeps what a test did. A third of
          // the suite's time was imports (measured).
          pool: 'threads',
          isolate: false,
          // A property test on a busy machine may take its time; one that hangs is still stopped.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/{browser,contract,model,fuzz}/**/*.browser.test.ts'],
          globalSetup: ['tests/support/models/hub-setup.ts'],
          browser: {
            enabled: true,
            // Another one lets two working copies be tested at once.
            api: { port: Number(process.env.FOLDLINE_TEST_PORT ?? 63_315) },
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { ...(testing ? findChromium() : {}), args: CHROMIUM_FLAGS } }),
            instances: [{ browser: 'chromium' }],
            commands: collectorCommands,
          },
        },
      },
    ],
  },
});

/**
 * A run of the tests changes no file, so what a page has loaded its workers need not ask for again: a hundred questions for
 * each worker, a quarter of the time of tests that begin many (measured).
 */
function testHeaders(): Record<string, string> {
  return process.argv.includes('run') ? { 'Cache-Control': 'max-age=600' } : {};
}

/** The dev server has no service worker; it serves the egress worker itself, under the very policy. */
function egressInDev(): Plugin {
  return {
    name: 'foldline:egress',
    apply: 'serve',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const address = new URL(request.url ?? '/', `http://${request.headers.host}`);
        if (address.pathname !== `/${EGRESS_WORKER}`) return next();
        const isOurs = ({ origin, pathname }: URL) =>
          origin === address.origin && pathname === '/workers/egress.worker.ts';
        const script = egressScript(address, isOurs);
        if (script === null) return void response.writeHead(404).end();
        response.writeHead(200, script.headers).end(script.body);
      });
    },
  };
}

/** Puts the policy into index.html, for hosts that send no headers, and writes `_headers` for those that can. */
function policyInBuild(): Plugin {
  return {
    name: 'foldline:policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy() },
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      const lines = Object.entries(securityHeaders()).map(([name, value]) => `  ${name}: ${value}`);
      const source = [
        '/*',
        ...lines,
        '/assets/*',
        '  Cache-Control: public, max-age=31536000, immutable',
        '/sw.js',
        '  Cache-Control: no-cache',
        '',
      ].join('\n');
      this.emitFile({ type: 'asset', fileName: '_headers', source });
    },
  };
}

/** Builds workers/sw.ts and hands it the list of files to keep for offline use. */
function serviceWorker() {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'workers',
    filename: 'sw.ts',
    injectRegister: false,
    // public/manifest.webmanifest is written by hand.
    manifest: false,
    injectManifest: {
      rollupFormat: 'iife',
      globPatterns: ['**/*.{js,css,html,svg,png,woff2,wasm,webmanifest}', 'templates/*'],
      // Fetched and kept when a person switches the local model on.
      globIgnores: ['**/model.worker-*.js', '**/web-llm-*.js'],
    },
  });
}
