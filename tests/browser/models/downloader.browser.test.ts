import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  createDownloader,
  type Downloader,
  type DownloaderPorts,
  type DownloadProgress,
} from '#models/webgpu/downloader.ts';
import type { EngineModel } from '#models/webgpu/engine.ts';
import { CACHES } from '#models/webgpu/model-files.ts';
import type { HubFault, HubFolder } from '../../support/models/model-hub.ts';
import { plainEgress } from '../../support/plain-egress.ts';

const hub = inject('modelHub');
let model: EngineModel;
let folder: string;
let asked: { persist: number };

beforeEach(() => {
  folder = `${hub}${crypto.randomUUID()}`;
  model = { id: 'tiny', modelUrl: folder, libraryUrl: `${folder}/lib.wasm`, contextTokens: 2048 };
  asked = { persist: 0 };
});
afterEach(() => downloader().remove(model, []));

function downloader(ports: Partial<DownloaderPorts> = {}): Downloader {
  return createDownloader({
    fetch: plainEgress(),
    caches,
    freeBytes: async () => 2 ** 40,
    persist: async () => {
      asked.persist += 1;
      return false;
    },
    pausesMs: [5, 15, 45],
    silenceMs: 400,
    ...ports,
  });
}

async function arrange(change: Partial<HubFolder>): Promise<void> {
  await fetch(`${folder}/control`, { method: 'POST', body: JSON.stringify(change) });
}
const requests = async (): Promise<string[]> => (await fetch(`${folder}/control`)).json();
const shards = async () => (await requests()).filter((file) => file.startsWith('params_shard')).sort();

async function fetchIt(ports: Partial<DownloaderPorts> = {}, signal = new AbortController().signal) {
  const seen: DownloadProgress[] = [];
  const result = await downloader(ports).download(model, (progress) => seen.push(progress), signal);
  return { result, seen };
}

const ALL_SHARDS = [0, 1, 2, 3].map((i) => `params_shard_${i}.bin`);
const times = (count: number, fault: HubFault) => Array.from({ length: count }, () => fault);

describe('fetching a model', () => {
  it.each(['tensor-cache.json', 'ndarray-cache.json'] as const)(
    'puts every file where the engine looks for it, from an index named %s, which then has both names',
    async (index) => {
      await arrange({ index });
      expect((await fetchIt()).result).toMatchObject({ ok: true });
      const keys = async (name: string) =>
        (await (await caches.open(name)).keys())
          .map(({ url }) => url)
          .filter((url) => url.startsWith(folder))
          .sort();
      const base = `${folder}/resolve/main`;
      expect(await keys(CACHES.config)).toEqual([`${base}/mlc-chat-config.json`]);
      expect(await keys(CACHES.library)).toEqual([`${folder}/lib.wasm`]);
      expect(await keys(CACHES.model)).toEqual(
        ['ndarray-cache.json', ...ALL_SHARDS, 'tensor-cache.json', 'tokenizer.json'].map((name) => `${base}/${name}`),
      );
      expect(await downloader().inspect(model)).toMatchObject({ state: 'whole' });
    },
  );

  it('[4] counts bytes, never backwards, up to all of them', async () => {
    await arrange({ bytesPerSecond: 400_000, faults: { 'params_shard_1.bin': [{ kind: 'cut' }] } });
    const { seen } = await fetchIt();
    expect(seen.length).toBeGreaterThan(20);
    for (const [i, { bytes }] of seen.entries()) expect(bytes).toBeGreaterThanOrEqual(seen[i - 1]?.bytes ?? 0);
    expect(seen.at(-1)?.bytes).toBe(seen.at(-1)?.totalBytes);
  });

  it('[3] asks for storage to stay, and refuses before the first weight where there is no room, with the numbers', async () => {
    const { result } = await fetchIt({ freeBytes: async () => 300_000 });
    expect(result).toMatchObject({ ok: false, error: { code: 'no-room', room: { needed: 314_573, free: 300_000 } } });
    expect(asked.persist).toBe(1);
    expect(await shards()).toEqual([]);
  });

  it('[5] goes on where it was stopped: no file that was whole is fetched again', async () => {
    await arrange({ bytesPerSecond: 200_000 });
    const stop = new AbortController();
    const first = downloader().download(model, ({ bytes }) => bytes > 140_000 && stop.abort(), stop.signal);
    expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const { state, bytes } = await downloader().inspect(model);
    expect(state).toBe('part');
    expect(bytes).toBeGreaterThan(0);
    await arrange({ bytesPerSecond: null });
    const already = (await caches.open(CACHES.model).then((cache) => cache.keys())).map(({ url }) => url);
    const before = (await requests()).length;
    expect((await fetchIt()).result.ok).toBe(true);
    const again = (await requests()).slice(before);
    for (const file of again) expect(already.some((url) => url.startsWith(folder) && url.endsWith(file))).toBe(false);
  });

  it('[4] a stop is answered within a second and leaves nothing that looks whole', async () => {
    await arrange({ faults: { 'params_shard_2.bin': [{ kind: 'silence' }] } });
    const stop = new AbortController();
    const running = downloader({ silenceMs: 60_000 }).download(model, () => {}, stop.signal);
    await expect.poll(shards).toContain('params_shard_2.bin');
    const at = performance.now();
    stop.abort();
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(performance.now() - at).toBeLessThan(1_000);
    expect((await downloader().inspect(model)).state).toBe('part');
  });

  it.each<HubFault>([
    { kind: 'cut' },
    { kind: 'short' },
    { kind: 'long' },
    { kind: 'corrupt' },
    { kind: 'silence' },
    { kind: 'status', status: 503 },
    { kind: 'no-cors' },
  ])('[5] tries a file again after $kind, up to three times', async (fault) => {
    await arrange({ faults: { 'params_shard_2.bin': times(3, fault) } });
    expect((await fetchIt()).result.ok).toBe(true);
    expect((await shards()).filter((file) => file === 'params_shard_2.bin')).toHaveLength(4);
    expect((await downloader().inspect(model)).state).toBe('whole');
  });

  it.each<[HubFault, string, number]>([
    [{ kind: 'cut' }, 'cut', 4],
    [{ kind: 'short' }, 'wrong-length', 4],
    [{ kind: 'corrupt' }, 'corrupt', 4],
    [{ kind: 'silence' }, 'stalled', 4],
    [{ kind: 'status', status: 500 }, 'server', 4],
    [{ kind: 'no-cors' }, 'unreachable', 4],
    [{ kind: 'status', status: 404 }, 'missing', 1],
    [{ kind: 'status', status: 403 }, 'refused', 1],
    [{ kind: 'portal' }, 'page', 1],
    [{ kind: 'portal-as-bytes' }, 'page', 1],
  ])('[5] [6] %o that stays is told with host and file', async (fault, code, tries) => {
    await arrange({ faults: { 'params_shard_3.bin': times(9, fault) } });
    const { result } = await fetchIt();
    expect(result).toMatchObject({ ok: false, error: { code, host: new URL(hub).host, file: 'params_shard_3.bin' } });
    expect((await shards()).filter((file) => file === 'params_shard_3.bin')).toHaveLength(tries);
    expect((await downloader().inspect(model)).state).toBe('part');
  });

  it.each(['mlc-chat-config.json', 'tensor-cache.json', 'tokenizer.json', 'lib.wasm'])(
    '[6] a portal page in place of %s is found, and nothing of it stays',
    async (file) => {
      await arrange({ faults: { [file]: times(9, { kind: 'portal-as-bytes' }) } });
      expect((await fetchIt()).result).toMatchObject({ ok: false, error: { code: 'page', file } });
      await arrange({ faults: {} });
      expect((await fetchIt()).result.ok).toBe(true);
    },
  );

  it('[6] a page that somebody else kept as weights is found before a load, and fetched anew', async () => {
    await fetchIt();
    const cache = await caches.open(CACHES.model);
    await cache.put(`${folder}/resolve/main/params_shard_1.bin`, new Response('<!DOCTYPE html><p>Please sign in'));
    expect((await downloader().inspect(model)).state).toBe('part');
    expect((await fetchIt()).result.ok).toBe(true);
    expect((await shards()).filter((file) => file === 'params_shard_1.bin')).toHaveLength(2);
    expect((await downloader().inspect(model)).state).toBe('whole');
  });

  it('[15] once it is here, nothing more is asked for', async () => {
    await fetchIt();
    const before = (await requests()).length;
    expect((await fetchIt()).result.ok).toBe(true);
    expect((await requests()).length).toBe(before);
  });

  it('[6] deleting it frees what it took, and leaves the library that another model needs', async () => {
    const size = 8 * 2 ** 22;
    await arrange({ shards: 8, shardBytes: 2 ** 22 });
    const usage = async () => (await navigator.storage.estimate()).usage ?? 0;
    await fetchIt();
    const full = await usage();
    await downloader().remove(model, [{ ...model, id: 'twin', modelUrl: `${folder}-twin` }]);
    // Other tests keep little things of the same origin in the meantime.
    expect(full - (await usage())).toBeGreaterThan(size * 0.95);
    expect(await (await caches.open(CACHES.library)).match(model.libraryUrl)).toBeDefined();
    expect(await downloader().inspect(model)).toMatchObject({ state: 'absent' });
  });

  it('an index that leads out of its folder is no index', async () => {
    const cache = await caches.open(CACHES.model);
    const index = { records: [{ dataPath: '../../elsewhere.bin', nbytes: 4 }] };
    await cache.put(`${folder}/resolve/main/tensor-cache.json`, new Response(JSON.stringify(index)));
    expect((await fetchIt()).result).toMatchObject({ ok: false, error: { code: 'not-a-model' } });
  });
});
