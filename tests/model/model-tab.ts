import type { Result } from '#kit/result.ts';
import type {
  Commit,
  DerivedChange,
  EventLog,
  NewBlob,
  NewSnapshot,
  ReadFailure,
  ReadQuery,
  SubscribeFailure,
} from '#store/event-log.ts';
import { exportLog } from '#store/export-log.ts';
import { importLog } from '#store/import-log.ts';
import { startProjections } from '#store/projections/projections.ts';
import { readProjection } from '#store/projections/read-projections.ts';
import { type Counted, counting } from './counting.ts';
import type { ModelCall } from './reference-log.ts';

/** What is done to a log, in words that can also be sent to a worker. */
export interface ModelTab {
  /** All of them in flight at once. */
  append(calls: readonly Pick<ModelCall, 'commits' | 'durability'>[]): Promise<readonly Appended[]>;
  read(query: ReadQuery): Promise<Result<readonly Commit[], ReadFailure>>;
  readStream(stream: string, after: number): Promise<Result<readonly Commit[], ReadFailure>>;
  heads(): ReturnType<EventLog['heads']>;
  device(): Promise<string>;
  find(id: string): ReturnType<EventLog['find']>;
  putBlob(bytes: Uint8Array, mediaType: string): ReturnType<EventLog['putBlob']>;
  getBlob(hash: string): ReturnType<EventLog['getBlob']>;
  references(hash: string): ReturnType<EventLog['blobReferences']>;
  putSnapshot(snapshot: NewSnapshot): ReturnType<EventLog['putSnapshot']>;
  getSnapshot(stream: string, fold: string): ReturnType<EventLog['getSnapshot']>;
  exportFile(streams: readonly string[] | undefined, gzip: boolean): Promise<Result<string, unknown>>;
  importFile(text: string): ReturnType<typeof importLog>;
  absorb(lines: readonly string[], blobs: readonly NewBlob[]): ReturnType<EventLog['absorb']>;
  /** Until nothing more is due; answers how many commits went into segments. */
  seal(): Promise<Result<number, unknown>>;
  /** Makes a projection anew, and answers what it then says. */
  rebuild(): Promise<Result<{ readonly position: number; readonly state: Counted }, unknown>>;
  verify(): ReturnType<EventLog['verify']>;
  derive(change: DerivedChange): ReturnType<EventLog['derived']['write']>;
  derived(prefix: string): ReturnType<EventLog['derived']['read']>;
  /** Subscribes, and keeps the ids that come. */
  watch(query: ReadQuery): Promise<void>;
  stopWatching(): Promise<void>;
  /** What every subscription has been given, once it has come to a position. */
  watched(position: number): Promise<readonly Watched[]>;
  /** What this tab takes for now from here on. */
  setClock(ms: number): Promise<void>;
  close(): Promise<readonly Watched[]>;
}

export type Appended = Awaited<ReturnType<EventLog['append']>>;

export interface Watched {
  readonly query: ReadQuery;
  readonly ids: readonly string[];
  readonly ended: SubscribeFailure | undefined;
}

export function createModelTab(log: EventLog, clock: { now: number }): ModelTab {
  const watches: Watch[] = [];
  return {
    append: (calls) => Promise.all(calls.map(({ commits, durability }) => log.append(commits, { durability }))),
    async read(query) {
      const commits: Commit[] = [];
      for await (const batch of log.read(query)) {
        if (!batch.ok) return batch;
        commits.push(...batch.value);
      }
      return { ok: true, value: commits };
    },
    readStream: (stream, after) => log.readStream(stream, after),
    heads: () => log.heads(),
    device: async () => log.device,
    find: (id) => log.find(id),
    putBlob: (bytes, mediaType) => log.putBlob(bytes, { mediaType }),
    getBlob: (hash) => log.getBlob(hash),
    references: (hash) => log.blobReferences(hash),
    putSnapshot: (snapshot) => log.putSnapshot(snapshot),
    getSnapshot: (stream, fold) => log.getSnapshot(stream, fold),
    async exportFile(streams, gzip) {
      const file = await exportLog(log, { ...(streams === undefined ? {} : { streams }), gzip });
      if (!file.ok) return file;
      const stream = gzip ? file.value.stream().pipeThrough(new DecompressionStream('gzip')) : file.value.stream();
      return { ok: true, value: await new Response(stream).text() };
    },
    importFile: (text) => importLog(log, new Blob([text])),
    absorb: (lines, blobs) => log.absorb(lines, blobs),
    async seal() {
      let commits = 0;
      for (let slices = 0; slices < 100; slices++) {
        const sealed = await log.seal();
        if (!sealed.ok) return sealed;
        commits += sealed.value.commits;
        if (sealed.value.isDone) return { ok: true, value: commits };
      }
      return { ok: false, error: { code: 'sealing never ends' } };
    },
    async rebuild() {
      const projections = startProjections([counting], [], {
        log,
        now: () => clock.now,
        random: Math.random,
        later(run, ms) {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
        breathe: () => new Promise((settle) => setTimeout(settle)),
      });
      const rebuilt = await projections.rebuild(counting.name);
      await projections.stop();
      if (rebuilt?.ok !== true || rebuilt.value.type !== 'switched') return { ok: false, error: rebuilt };
      const kept = await readProjection(log, counting);
      if (!kept.ok || kept.value === null) return { ok: false, error: kept };
      const { position, state } = kept.value;
      return { ok: true, value: { position, state } };
    },
    verify: () => log.verify(),
    derive: (change) => log.derived.write(change),
    derived: (prefix) => log.derived.read(prefix),
    async watch(query) {
      watches.push(startWatch(log, query));
    },
    async stopWatching() {
      for (const { stop } of watches.splice(0)) stop();
    },
    watched: (position) => Promise.all(watches.map((watch) => watch.until(position))),
    async setClock(ms) {
      clock.now = ms;
    },
    async close() {
      await log.close();
      return watches.splice(0).map((watch) => watch.state());
    },
  };
}

interface Watch {
  readonly stop: () => void;
  readonly state: () => Watched;
  readonly until: (position: number) => Promise<Watched>;
}

function startWatch(log: EventLog, query: ReadQuery): Watch {
  const ids: string[] = [];
  let ended: SubscribeFailure | undefined;
  let reached = -1;
  let check: () => void = () => {};
  const onEnd = (failure: SubscribeFailure) => {
    ended = failure;
    check();
  };
  const subscription = log.subscribe({ ...query, onEnd }, (batch) => {
    for (const { id } of batch.commits) ids.push(id);
    reached = batch.position;
    check();
  });
  const state = () => ({ query, ids: [...ids], ended });
  return {
    stop: subscription.stop,
    state,
    until: (position) =>
      new Promise((settle) => {
        check = () => {
          // A position that brings nothing for this query moves the subscription without a batch.
          if (ended !== undefined || Math.max(reached, subscription.position) >= position) settle(state());
          else setTimeout(check, 1);
        };
        check();
      }),
  };
}
