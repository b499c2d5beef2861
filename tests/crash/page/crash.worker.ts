import type { Result } from '#kit/result.ts';
import type { Answer, Ask, Inspection, Opened, SeenCommit, Told } from '../protocol.ts';
import { placeOf, planCall, toNewCommit, type Workload } from '../workload.ts';
import { type Kept, openKeptStore, restore } from './kept-store.ts';
import { type CrashStore, openBareStore } from './log-store.ts';
import { openTwoStepStore } from './two-step-store.ts';

let store: CrashStore | undefined;
let kept: Kept | undefined;
let workload: Workload = { seed: 0, bulkCalls: 0, bulkSize: 0 };

self.onmessage = async ({ data }: MessageEvent<{ id: number; request: Ask }>) => {
  const answer = await answerTo(data.request).catch((error: unknown) => ({ ok: false, failure: String(error) }));
  self.postMessage({ id: data.id, text: JSON.stringify(answer) });
};

async function answerTo(ask: Ask): Promise<Answer<unknown>> {
  switch (ask.type) {
    case 'open':
      return open(ask);
    case 'inspect':
      return inspect(ask.blobsAfter);
    case 'export':
      return toAnswer(await openStore().exportCommits());
    case 'verify':
      return toAnswer(await openStore().faults());
    case 'restore':
      return toAnswer(await restore(ask.name, ask.code));
    case 'settle':
      return { ok: true, value: await kept?.settle() };
    case 'write': {
      const { beside } = ask;
      if (beside !== null) kept?.begin(beside, (isUnderWay) => tell({ type: 'beside', what: beside, isUnderWay }));
      void write(ask, Number.POSITIVE_INFINITY);
      return { ok: true, value: null };
    }
    case 'finish':
      await write(ask, ask.upTo);
      return { ok: true, value: null };
  }
}

async function open({ name, store: which, ...ask }: Extract<Ask, { type: 'open' }>): Promise<Answer<Opened>> {
  workload = ask.workload;
  const start = performance.now();
  if (which === 'log' || which === 'copied') {
    const opened = await openKeptStore(name, which === 'log');
    if (!opened.ok) return { ok: false, failure: opened.error };
    store = opened.value;
    kept = opened.value.kept;
    const { witness, segments, ledger, openMs } = kept;
    return { ok: true, value: { ms: openMs, witness, segments, ledger } };
  }
  const opened = await (which === 'bare' ? openBareStore(name) : openTwoStepStore(name));
  if (!opened.ok) return { ok: false, failure: opened.error };
  store = opened.value;
  return { ok: true, value: { ms: performance.now() - start, witness: null, segments: 0, ledger: null } };
}

function toAnswer<T>(done: Result<T, unknown>): Answer<T> {
  return done.ok ? done : { ok: false, failure: done.error };
}

/** So many calls in flight at any time, each told before it is made and when it is answered. */
async function write({ again, from, lanes }: Extract<Ask, { type: 'write' | 'finish' }>, upTo: number): Promise<void> {
  const left = [...again];
  let next = from;
  const lane = async () => {
    for (let call = left.shift() ?? next++; call < upTo; call = left.shift() ?? next++) await make(call);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function make(call: number): Promise<void> {
  const { by, commits, durability } = planCall(workload, call);
  const made = await Promise.all(commits.map(toNewCommit));
  const store = openStore();
  const run =
    by === 'import' ? await store.prepareImport(made, workload.seed + call) : () => store.append(made, durability);
  tell({ type: 'submitted', call });
  const done = await run();
  if (!done.ok) tell({ type: 'refused', call, failure: done.error });
  else {
    const receipts = done.value.map(({ commitId, position, sequence, hash, duplicate }) => {
      return { commitId, position, sequence, hash, duplicate };
    });
    tell({ type: 'acknowledged', call, receipts });
  }
}

async function inspect(blobsAfter: number): Promise<Answer<Inspection>> {
  const commits: SeenCommit[] = [];
  for await (const batch of openStore().read()) {
    if (!batch.ok) return { ok: false, failure: batch.error };
    for (const { events, blobs, ...rest } of batch.value) {
      const { id, stream, position, sequence, device, index, previous, hash } = rest;
      const wrong = await whatIsWrong({ id, stream, events, blobs, looksAtBlob: position > blobsAfter });
      commits.push({ id, stream, position, sequence, device, index, previous, hash, wrong });
    }
  }
  const heads = await openStore().heads();
  if (!heads.ok) return { ok: false, failure: heads.error };
  const { position, sequences } = heads.value;
  return { ok: true, value: { commits, head: position, sequences: Object.fromEntries(sequences) } };
}

async function whatIsWrong({
  id,
  stream,
  events,
  blobs,
  looksAtBlob,
}: {
  readonly id: string;
  readonly stream: string;
  readonly events: readonly unknown[];
  readonly blobs: readonly { readonly hash: string }[];
  readonly looksAtBlob: boolean;
}): Promise<string> {
  const place = placeOf(id);
  const planned = place && callPlanned(place.call).commits[place.i];
  if (planned === undefined) return 'nobody wrote this';
  if (stream !== planned.stream || JSON.stringify(events) !== JSON.stringify(planned.events)) return 'other content';
  if (blobs.length !== (planned.blob === undefined ? 0 : 1)) return 'other blobs';
  const [blob] = blobs;
  if (blob === undefined || planned.blob === undefined || !looksAtBlob) return '';
  const bytes = await openStore().getBlob(blob.hash);
  if (!bytes.ok) return `blob: ${JSON.stringify(bytes.error)}`;
  return areSame(bytes.value, planned.blob) ? '' : 'other bytes in the blob';
}

function areSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** The commits of a call come one after another: planning it once for all of them is enough. */
let planned = { call: -1, plan: planCall(workload, 0) };
function callPlanned(call: number) {
  if (planned.call !== call) planned = { call, plan: planCall(workload, call) };
  return planned.plan;
}

function openStore(): CrashStore {
  if (store === undefined) throw new Error('nothing is open');
  return store;
}

function tell(told: Told): void {
  self.postMessage({ text: JSON.stringify(told) });
}
