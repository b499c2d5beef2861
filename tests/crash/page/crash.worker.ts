import type { Answer, Ask, Inspection, Opened, SeenCommit, Told } from '../protocol.ts';
import { placeOf, planCall, toNewCommit, type Workload } from '../workload.ts';
import { type CrashStore, openLogStore } from './log-store.ts';
import { openTwoStepStore } from './two-step-store.ts';

let store: CrashStore | undefined;
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
    case 'write':
      void write(ask, Number.POSITIVE_INFINITY);
      return { ok: true, value: null };
    case 'finish':
      await write(ask, ask.upTo);
      return { ok: true, value: null };
  }
}

async function open(ask: Extract<Ask, { type: 'open' }>): Promise<Answer<Opened>> {
  workload = ask.workload;
  const start = performance.now();
  const opened = await (ask.store === 'log' ? openLogStore(ask.name) : openTwoStepStore(ask.name));
  if (!opened.ok) return { ok: false, failure: opened.error };
  store = opened.value;
  return { ok: true, value: { ms: performance.now() - start } };
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
  const { commits, durability } = planCall(workload, call);
  const made = await Promise.all(commits.map(toNewCommit));
  tell({ type: 'submitted', call });
  const done = await openStore().append(made, durability);
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
  return String(bytes.value) === String(planned.blob) ? '' : 'other bytes in the blob';
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
