import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err, ok } from '#kit/result.ts';
import { openChecksum } from '#store/checksum.ts';
import { findLoss } from '#store/keeper/find-loss.ts';
import { gatherCopy } from '#store/keeper/gather-copy.ts';
import { createMirror, type Mirror, type MirrorSource } from '#store/keeper/mirror.ts';
import { type MirrorFolder, type MirrorWriter, openMirrorFolder } from '#store/keeper/mirror-folder.ts';
import { openVolatileLog } from '#store/volatile-log.ts';
import { value } from '../../../contract/log/log-contract.ts';
import { sampleCommit, sampleCommits, sampleEvent } from '../../../contract/log/sample-commits.ts';
import { unavailable } from '../../../support/store/failing-log.ts';
import { createKeeperTabs, type KeeperTabs } from './keeper-tabs.ts';

/** What may go wrong while the mirror is written: with its log, its files and its room. */
describe('a mirror in trouble', () => {
  let files: KeeperTabs;
  let folder: MirrorFolder;
  let log: Awaited<ReturnType<typeof openLog>>;
  let end: AbortController;
  let now: number;
  let bugs: unknown[];
  beforeEach(async () => {
    files = createKeeperTabs('page');
    folder = (await openMirrorFolder(files.logName)) as MirrorFolder;
    log = await openLog();
    end = new AbortController();
    [now, bugs] = [1_763_800_000_000, []];
  });
  afterEach(async () => {
    end.abort();
    await log.close();
    await files.destroy();
  });

  async function openLog() {
    const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
    return value(await openVolatileLog({ now: Date.now, random }));
  }

  function source(changes: Partial<MirrorSource> = {}): MirrorSource {
    return {
      device: () => log.device,
      head: () => log.wake(),
      lines: (after, upTo) => log.readLines({ streams: null, position: upTo, commits: upTo - after, blobs: [] }, after),
      blob: (hash) => log.getBlob(hash),
      ...changes,
    };
  }
  const start = async (
    given: { source?: MirrorSource; folder?: MirrorFolder; end?: AbortSignal } = {},
  ): Promise<Mirror> =>
    createMirror(
      {
        folder: given.folder ?? folder,
        source: given.source ?? source(),
        checksum: await openChecksum(),
        now: () => now,
        onBug: (bug) => bugs.push(bug),
      },
      1,
      given.end ?? end.signal,
    );
  /** The folder, each of whose new writers is changed. */
  const writing = (change: (writer: MirrorWriter) => Partial<MirrorWriter>): MirrorFolder => ({
    ...folder,
    async create(name) {
      const writer = await folder.create(name);
      if (writer === null) return null;
      const { write, flush, truncate, close } = writer;
      return { write, flush, truncate, close, ...change(writer) };
    },
  });
  const copied = async () => {
    const { lines } = await gatherCopy(folder, await openChecksum());
    return lines.map((line) => (JSON.parse(line) as { readonly id: string }).id);
  };
  const append = async (count: number, name = 'a') => value(await log.append(sampleCommits(count, name)));

  it('[K4] says no to whoever asks after it has ended, and yes at once to what it has', async () => {
    await append(3);
    const mirror = await start();
    expect(await mirror.waitFor(3)).toBe(true);
    expect(await mirror.waitFor(2)).toBe(true);
    expect(await mirror.waitFor(4)).toBe(false);
    const waiting = mirror.waitFor(9);
    end.abort();
    expect(await waiting).toBe(false);
    await mirror.ended;
    expect(await mirror.waitFor(1)).toBe(false);
  });

  it('[K4] a signal that has come before it begins leaves nothing behind', async () => {
    await append(3);
    end.abort();
    await (await start()).ended;
    expect(await folder.list()).toEqual([]);
  });

  it('[K7] a log that cannot be read as far as it goes fails the copy, which is tried again after ten seconds', async () => {
    await append(3);
    let isBroken = true;
    const sound = source();
    const mirror = await start({
      source: source({
        async *lines(after, upTo) {
          if (isBroken) yield err(unavailable);
          else yield* sound.lines(after, upTo);
        },
      }),
    });
    expect(await mirror.waitFor(3)).toBe(false);
    expect(mirror.state).toBe('failed');
    isBroken = false;
    expect(await mirror.waitFor(3)).toBe(false);
    now += 10_000;
    expect(await mirror.waitFor(3)).toBe(true);
    expect([mirror.state, await copied(), bugs]).toEqual(['whole', ['a-0', 'a-1', 'a-2'], []]);
  });

  it('[K7] so does one that breaks off in the middle; what was copied until then stays', async () => {
    await append(3);
    const sound = source();
    let breaksAt = 2;
    const mirror = await start({
      source: source({
        async *lines(after, upTo) {
          yield* sound.lines(after, Math.min(upTo, Math.max(after + 1, breaksAt)));
          if (upTo > breaksAt && after + 1 !== upTo) yield err(unavailable);
        },
      }),
    });
    expect(await mirror.waitFor(3)).toBe(false);
    expect(await copied()).toEqual(['a-0', 'a-1']);
    breaksAt = 9;
    now += 10_000;
    expect(await mirror.waitFor(3)).toBe(true);
    expect(await copied()).toEqual(['a-0', 'a-1', 'a-2']);
  });

  it('[K7] a log that does not answer at all is asked again at the next commit', async () => {
    let isThere = false;
    const mirror = await start({ source: source({ head: async () => (isThere ? log.wake() : err(unavailable)) }) });
    expect(await mirror.waitFor(1)).toBe(false);
    isThere = true;
    await append(1);
    expect(await mirror.waitFor(1)).toBe(true);
  });

  it('[K5] a commit whose blob the log has lost is copied without it', async () => {
    const blob = value(await log.putBlob(new TextEncoder().encode('a note'), { mediaType: 'text/plain' }));
    value(await log.append([sampleCommit('a', { blobs: [blob] })]));
    const mirror = await start({ source: source({ blob: async () => err(unavailable) }) });
    expect(await mirror.waitFor(1)).toBe(true);
    expect(await copied()).toEqual(['a']);
  });

  it('[K7] a file that breaks is left, and another begun', async () => {
    await append(2);
    let isBroken = true;
    const mirror = await start({
      folder: writing((writer) => ({
        flush() {
          if (isBroken) throw new DOMException('It is closed.', 'InvalidStateError');
          writer.flush();
        },
      })),
    });
    expect(await mirror.waitFor(2)).toBe(false);
    expect([mirror.state, bugs]).toEqual(['failed', []]);
    isBroken = false;
    now += 10_000;
    expect(await mirror.waitFor(2)).toBe(true);
    expect(await copied()).toEqual(['a-0', 'a-1']);
  });

  it('[K7] what is not the browser’s doing is told as a bug, and tried again all the same', async () => {
    await append(1);
    let isBroken = true;
    const mirror = await start({
      folder: {
        ...folder,
        list() {
          if (isBroken) throw new TypeError('a mistake');
          return folder.list();
        },
      },
    });
    expect(await mirror.waitFor(1)).toBe(false);
    expect([mirror.state, bugs.map(String)]).toEqual(['failed', ['TypeError: a mistake']]);
    isBroken = false;
    now += 10_000;
    expect(await mirror.waitFor(1)).toBe(true);
  });

  it('[K7] a write of which only a part fits is no room; the witness still moves, and the copy goes on when there is some', async () => {
    await append(2);
    let room = Number.POSITIVE_INFINITY;
    const truncated: number[] = [];
    const mirror = await start({
      folder: writing((writer) => ({
        write: (bytes, { at }) => writer.write(bytes.slice(0, Math.max(0, room - at)), { at }),
        truncate(size) {
          truncated.push(size);
          writer.truncate(size);
        },
      })),
    });
    expect(await mirror.waitFor(2)).toBe(true);
    const [name] = await folder.list();
    if (name === undefined) throw new Error('no file');
    const { size } = await folder.read(name);
    room = size + 100;
    await append(2, 'b');
    expect(await mirror.waitFor(4)).toBe(false);
    expect([mirror.state, truncated]).toEqual(['full', [size]]);
    expect(await mirror.waitFor(4)).toBe(false);
    expect((await folder.read(name)).size).toBe(size);
    const loss = await findLoss({ wake: async () => ok(3), readLines: log.readLines }, folder, await openChecksum());
    expect(value(loss)).toMatchObject({ stored: 3, known: 4, copied: 2 });
    room = Number.POSITIVE_INFINITY;
    now += 10_000;
    expect(await mirror.waitFor(4)).toBe(true);
    expect(await copied()).toEqual(['a-0', 'a-1', 'b-0', 'b-1']);
  });

  it('[K7] a file that cannot even be cut back is left', async () => {
    let isBroken = false;
    const fail = (name: string) => {
      throw new DOMException('no', name);
    };
    const mirror = await start({
      folder: writing((writer) => ({
        write: (bytes, at) => (isBroken ? fail('QuotaExceededError') : writer.write(bytes, at)),
        truncate: (size) => (isBroken ? fail('InvalidStateError') : writer.truncate(size)),
      })),
    });
    await append(1);
    expect(await mirror.waitFor(1)).toBe(true);
    isBroken = true;
    await append(1, 'b');
    expect(await mirror.waitFor(2)).toBe(false);
    // Without a file there is no witness to move either.
    expect(await mirror.waitFor(2)).toBe(false);
    isBroken = false;
    now += 10_000;
    expect(await mirror.waitFor(2)).toBe(true);
    expect(await copied()).toEqual(['a-0', 'b-0']);
  });

  it('[K6] names that others have taken are passed over; where all are taken it is tried again', async () => {
    await append(1);
    const taken = new Set([1, 2, 3]);
    const create = vi.fn(async (name: Parameters<MirrorFolder['create']>[0]) =>
      taken.has(name.number) ? null : folder.create(name),
    );
    const mirror = await start({ folder: { ...folder, create } });
    expect(await mirror.waitFor(1)).toBe(true);
    expect((await folder.list()).map(({ number }) => number)).toEqual([4]);
    end.abort();
    await mirror.ended;
    create.mockResolvedValue(null);
    const other = await start({ folder: { ...folder, create }, end: new AbortController().signal });
    expect(await other.waitFor(1)).toBe(false);
    expect([other.state, bugs.map(String)]).toEqual(['failed', ['Error: no free name']]);
  });

  it('[K6] a log that goes on elsewhere than the copy does begins a new generation', async () => {
    await append(4);
    const mirror = await start();
    expect(await mirror.waitFor(4)).toBe(true);
    end.abort();
    await mirror.ended;
    await log.close();
    log = await openLog();
    await append(2, 'other');
    end = new AbortController();
    expect(await (await start()).waitFor(2)).toBe(true);
    expect((await folder.list()).map(({ generation }) => generation)).toEqual([1, 2]);
    expect(await copied()).toEqual(['other-0', 'other-1']);
  });

  it.each(['head', 'blob'] as const)(
    '[K4] an end that comes while it asks for a %s leaves only what is whole',
    async (asked) => {
      const blob = value(await log.putBlob(new TextEncoder().encode('a note'), { mediaType: 'text/plain' }));
      value(await log.append([...sampleCommits(1, 'a'), sampleCommit('b', { blobs: [blob] })]));
      const real = source();
      const mirror = await start({
        source: source({
          [asked]: (hash: string) => {
            end.abort();
            return asked === 'head' ? real.head() : real.blob(hash);
          },
        }),
      });
      await mirror.ended;
      expect([await copied(), bugs]).toEqual([[], []]);
    },
  );

  it('[K4] nor does one that comes while a file is made hold on to it', async () => {
    await append(1);
    const mirror = await start({
      folder: {
        ...folder,
        create(name) {
          end.abort();
          return folder.create(name);
        },
      },
    });
    await mirror.ended;
    const [name] = await folder.list();
    expect(name !== undefined && (await folder.remove(name))).toBe(true);
  });

  it('[K6] a small file is copied into the next leader’s with its blobs, and goes only then', async () => {
    const blob = value(await log.putBlob(new TextEncoder().encode('a note'), { mediaType: 'text/plain' }));
    value(await log.append([sampleCommit('a', { blobs: [blob] })]));
    for (const count of [1, 2]) {
      end = new AbortController();
      const mirror = await start();
      expect(await mirror.waitFor(count)).toBe(true);
      await expect.poll(() => folder.list()).toHaveLength(1);
      end.abort();
      await mirror.ended;
      value(await log.append(sampleCommits(1, `more-${count}`)));
    }
    const copy = await gatherCopy(folder, await openChecksum());
    expect(copy.lines).toHaveLength(2);
    expect(copy.bytesOf(blob.hash)).toEqual(new TextEncoder().encode('a note'));
    // Without its blob the newer file would not do: then both stay.
    end = new AbortController();
    const mirror = await start({ source: source({ blob: async () => err(unavailable) }) });
    expect(await mirror.waitFor(3)).toBe(true);
    end.abort();
    await mirror.ended;
    expect(await folder.list()).toHaveLength(2);
  });

  it('[K8] a witness of more than the copy has outlives the next leader', async () => {
    await append(4);
    let room = Number.POSITIVE_INFINITY;
    const limited = writing((writer) => ({
      write: (bytes, { at }) => writer.write(bytes.slice(0, Math.max(0, room - at)), { at }),
    }));
    const upTo = (position: number) => source({ head: async () => ok(position) });
    let head = 2;
    const mirror = await start({ folder: limited, source: source({ head: async () => ok(head) }) });
    expect(await mirror.waitFor(2)).toBe(true);
    const [name] = await folder.list();
    room = name === undefined ? 0 : (await folder.read(name)).size;
    head = 4;
    expect(await mirror.waitFor(4)).toBe(false);
    expect(await mirror.waitFor(4)).toBe(false);
    end.abort();
    await mirror.ended;
    // The log has fallen back to three in the meantime, which the copy still fits.
    end = new AbortController();
    expect(await (await start({ source: upTo(3) })).waitFor(3)).toBe(true);
    const loss = await findLoss({ wake: async () => ok(3), readLines: log.readLines }, folder, await openChecksum());
    expect(value(loss)).toMatchObject({ stored: 3, known: 4, copied: 3 });
  });

  it('[K8] a log that cannot be read where its witness stands is a failure; one that reads nothing there has lost it', async () => {
    await append(2);
    expect(await (await start()).waitFor(2)).toBe(true);
    const held = async (readLines: typeof log.readLines, wake = log.wake) =>
      findLoss({ wake, readLines }, folder, await openChecksum());
    const broken = held(async function* () {
      yield err(unavailable);
    });
    expect(await broken).toEqual(err(unavailable));
    expect(await held(log.readLines, async () => err(unavailable))).toEqual(err(unavailable));
    const empty = held(async function* () {
      yield ok([]);
    });
    expect(value(await empty)).toMatchObject({ stored: 2, known: 2, copied: 2 });
    expect(value(await held(log.readLines))).toBeNull();
  });

  it('[K6] files of other names are left alone, and a browser that will not open one is a failure by name', async () => {
    const all = await (await navigator.storage.getDirectory()).getDirectoryHandle('mirror');
    const mine = await all.getDirectoryHandle(files.logName);
    await mine.getFileHandle('notes.txt', { create: true });
    expect(await folder.list()).toEqual([]);
    const refuse = {
      ...mine,
      getFileHandle: async () => ({ createSyncAccessHandle: () => Promise.reject(new TypeError('no')) }),
    };
    Object.assign(mine, refuse);
    vi.spyOn(navigator.storage, 'getDirectory').mockResolvedValue({
      getDirectoryHandle: async () => ({ getDirectoryHandle: async () => mine }),
    } as unknown as FileSystemDirectoryHandle);
    const refusing = (await openMirrorFolder(files.logName)) as MirrorFolder;
    vi.restoreAllMocks();
    await expect(refusing.create({ generation: 1, number: 1 })).rejects.toThrow('no');
  });

  it('[K6] a full file is followed by another, which holds its blobs again; both count, and go together', async () => {
    const blob = value(await log.putBlob(new TextEncoder().encode('a note'), { mediaType: 'text/plain' }));
    const large = (count: number, name: string) =>
      sampleCommits(count, name, { blobs: [blob], events: [sampleEvent('TaskAdded', { note: 'x'.repeat(500_000) })] });
    value(await log.append(large(20, 'a')));
    const mirror = await start();
    expect(await mirror.waitFor(20)).toBe(true);
    const names = await folder.list();
    expect(names).toHaveLength(2);
    expect(await copied()).toEqual(Array.from({ length: 20 }, (_, i) => `a-${i}`));
    for (const name of names) expect(await (await folder.read(name)).text()).toContain(' blob {');
    value(await log.append(sampleCommits(1, 'b')));
    expect(await mirror.waitFor(21)).toBe(true);
    end.abort();
    await mirror.ended;
    // The next leader goes on after it, and copies none of what is there: the files stay.
    end = new AbortController();
    expect(await (await start()).waitFor(21)).toBe(true);
    expect((await folder.list()).length).toBeGreaterThanOrEqual(2);
    expect((await copied()).length).toBe(21);
  });
});
