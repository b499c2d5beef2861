import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { type BuildServer, serveBuild } from '../support/serve-build.ts';

/** Builds the page that holds the store's worker into a folder, and serves it. Its address is the same for all kills. */
export async function servePages(folder: string): Promise<BuildServer> {
  const pages = join(folder, 'pages');
  await build({
    root: fileURLToPath(new URL('./page/', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    base: './',
    worker: { format: 'es' },
    build: { outDir: pages, emptyOutDir: true },
  });
  return serveBuild(pages, { headers: {} });
}
