import { Dexie } from 'dexie';
import type { ModelRequest } from './model.worker.ts';
import type { ModelTab } from './model-tab.ts';
import type { MakeStorage } from './storage.ts';

/** IndexedDB, each tab in a worker of its own. Workers that were not killed are used again. */
export function dexieStorages(): { readonly make: MakeStorage; readonly end: () => void } {
  const homes: Home[] = [];
  let made = 0;
  const homeAt = (slot: number) => {
    homes[slot] ??= createHome();
    return homes[slot];
  };
  return {
    async make(device) {
      const name = `model-${crypto.randomUUID()}`;
      const first = (made++ % 2) * 2;
      const open = new Map<number, ModelTab>();
      let isNew = true;
      return {
        async open(tab, now) {
          const home = homeAt(first + tab);
          const opened = await home.ask(name, 'open', [now, isNew ? device : undefined]);
          isNew = false;
          if (isFailure(opened)) return { ok: false, error: opened.error };
          const remote = remoteTab(home, name);
          open.set(tab, remote);
          return { ok: true, value: remote };
        },
        async kill(tab, delay) {
          await new Promise((settle) => setTimeout(settle, delay / 3));
          homes[first + tab]?.end();
          delete homes[first + tab];
          open.delete(tab);
        },
        async destroy() {
          await Promise.all([...open.values()].map((tab) => tab.close()));
          await Dexie.delete(name);
        },
      };
    },
    end() {
      for (const home of homes) home?.end();
    },
  };
}

interface Home {
  ask(name: string, method: string, given: readonly unknown[]): Promise<unknown>;
  end(): void;
}

function createHome(): Home {
  const worker = new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { settle: (answer: unknown) => void; fail: (error: Error) => void }>();
  let asked = 0;
  worker.onmessage = ({ data }: MessageEvent<{ number: number; answer?: unknown; thrown?: string }>) => {
    const { number, answer, thrown } = data;
    if (thrown === undefined) waiting.get(number)?.settle(answer);
    else waiting.get(number)?.fail(new Error(thrown));
    waiting.delete(number);
  };
  worker.onerror = ({ message }) => {
    for (const { fail } of waiting.values()) fail(new Error(message));
  };
  return {
    ask: (name, method, given) =>
      new Promise((settle, fail) => {
        const request: ModelRequest = { number: asked++, name, method, given };
        waiting.set(request.number, { settle, fail });
        worker.postMessage(request);
      }),
    end: () => worker.terminate(),
  };
}

/** Each call is a message; what it answers has been cloned twice. */
function remoteTab(home: Home, name: string): ModelTab {
  const tab: unknown = new Proxy(
    {},
    {
      get: (_, method) =>
        method === 'then' ? undefined : (...given: readonly unknown[]) => home.ask(name, String(method), given),
    },
  );
  return tab as ModelTab;
}

function isFailure(value: unknown): value is { readonly error: unknown } {
  return typeof value === 'object' && value !== null && 'error' in value;
}
