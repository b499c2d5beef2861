import type { TestProject } from 'vitest/node';
import { openModelHub } from './model-hub.ts';

let close = () => {};

/** One hub for a run of the browser tests; they learn its address by `inject('modelHub')`. */
export async function setup({ provide }: TestProject): Promise<void> {
  const hub = await openModelHub();
  provide('modelHub', hub.url);
  close = hub.close;
}

export function teardown(): void {
  close();
}

declare module 'vitest' {
  interface ProvidedContext {
    modelHub: string;
  }
}
