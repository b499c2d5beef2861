import { createServer } from 'vite';

/**
 * Hands `use` a TypeScript module of this project, in Node. `runnerImport` would do for code that is whole once it is
 * loaded; the app loads parts of itself later, when a text needs them.
 */
export async function withModule(path, use) {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await use(await server.ssrLoadModule(path));
  } finally {
    await server.close();
  }
}
