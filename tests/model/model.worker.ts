import { openDexieLog } from '#store/dexie-log.ts';
import { createModelTab, type ModelTab } from './model-tab.ts';

/** Where a tab of the model lives in the browser: a worker that can be ended in the middle of anything. */
export interface ModelRequest {
  readonly number: number;
  /** The storage. */
  readonly name: string;
  readonly method: string;
  readonly given: readonly unknown[];
}

const tabs = new Map<string, ModelTab>();

addEventListener('message', async ({ data }: MessageEvent<ModelRequest>) => {
  const { number, name, method, given } = data;
  try {
    postMessage({ number, answer: method === 'open' ? await open(name, given) : await call(name, method, given) });
  } catch (error) {
    postMessage({ number, thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

async function open(name: string, [now, device]: readonly unknown[]): Promise<unknown> {
  const clock = { now: Number(now) };
  let first = typeof device === 'string' ? device : undefined;
  const random = (bytes: Uint8Array<ArrayBuffer>) => {
    // A new storage draws its device's id before anything else; copied profiles have the same one.
    if (bytes.length !== 16 || first === undefined) return crypto.getRandomValues(bytes);
    bytes.forEach((_, i) => {
      bytes[i] = Number.parseInt((first ?? '').slice(i * 2, i * 2 + 2), 16);
    });
    first = undefined;
    return bytes;
  };
  const log = await openDexieLog({ name, now: () => clock.now, random });
  if (!log.ok) return log;
  tabs.set(name, createModelTab(log.value, clock));
  return { ok: true };
}

function call(name: string, method: string, given: readonly unknown[]): unknown {
  const member: unknown = Reflect.get(tabs.get(name) ?? {}, method);
  if (typeof member !== 'function') throw new Error(`no ${method} on ${name}`);
  return member(...given);
}
