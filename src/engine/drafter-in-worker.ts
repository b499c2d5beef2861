import type { DraftDelta, Drafter, DraftGoal } from '#drafting/drafter.ts';
import type { ProposedChange } from '#planner/draft.ts';

/** To a draft worker: one goal at a time, or word that one is being typed. Ending the worker is how a draft is stopped. */
export type DraftRequest = DraftGoal | typeof PREPARE;

const PREPARE = 'prepare';

/** From a draft worker. The last draft's changes are those told before, so only its title travels. */
export type DraftReply =
  | Exclude<DraftDelta, { type: 'draft' }>
  | { readonly type: 'ended'; readonly title: string }
  | { readonly type: 'failed'; readonly reason: string };

/**
 * A drafter whose work is done in a worker of its own, so that a command never waits for it. The worker is started when
 * it is first needed, or a little ahead of that while a goal is being typed, kept for the next goal, and let go when none has come for a while.
 *
 * @param onIdle called when a draft has ended and no other one began for `IDLE_AFTER_MS`: time for what can wait
 */
export function drafterInWorker(spawn: () => Worker, onIdle: () => void = () => {}): Drafter {
  let idle: Worker | null = null;
  /** How many drafts are under way. */
  let drafting = 0;
  let retiring: ReturnType<typeof setTimeout> | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;

  return {
    async prepare() {
      if (drafting > 0) return;
      const worker = idle ?? spawn();
      if (idle === null) worker.postMessage(PREPARE satisfies DraftRequest);
      keep(worker);
    },
    async *draft(goal, signal) {
      clearTimeout(retiring);
      clearTimeout(resting);
      const worker = idle ?? spawn();
      idle = null;
      drafting += 1;
      let isWhole = false;
      try {
        const changes: ProposedChange[] = [];
        for await (const reply of replies(worker, goal, signal)) {
          if (reply.type === 'failed') throw new Error(reply.reason);
          if (reply.type !== 'ended') {
            if (reply.type === 'changes') changes.push(...reply.changes);
            yield reply;
            continue;
          }
          isWhole = true;
          yield { type: 'draft', draft: { title: reply.title, changes } };
          return;
        }
      } finally {
        drafting -= 1;
        if (isWhole && idle === null) {
          keep(worker);
          resting = setTimeout(onIdle, IDLE_AFTER_MS);
        } else worker.terminate();
      }
    },
  };

  function keep(worker: Worker): void {
    idle = worker;
    clearTimeout(retiring);
    retiring = setTimeout(() => {
      worker.terminate();
      if (idle === worker) idle = null;
    }, RETIRE_AFTER_MS);
  }
}

/** The worker's end. */
export function serveDrafter(drafter: Drafter, scope: DraftScope): void {
  scope.onmessage = async ({ data }) => {
    if (data === PREPARE) return drafter.prepare?.();
    try {
      for await (const delta of drafter.draft(data, new AbortController().signal)) {
        scope.postMessage(delta.type === 'draft' ? { type: 'ended', title: delta.draft.title } : delta);
      }
    } catch (error) {
      scope.postMessage({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
    }
  };
}

/** What a worker's global scope offers for talking to the one who started it. */
export interface DraftScope {
  onmessage: ((event: MessageEvent<DraftRequest>) => void) | null;
  postMessage(reply: DraftReply): void;
}

/** What the worker says, in order, until it has ended or failed, or until `signal` is aborted. */
async function* replies(worker: Worker, goal: DraftGoal, signal: AbortSignal): AsyncGenerator<DraftReply, void> {
  const arrived: DraftReply[] = [];
  let wake = () => {};
  worker.onmessage = ({ data }: MessageEvent<DraftReply>) => {
    arrived.push(data);
    wake();
  };
  worker.onerror = (event) => {
    arrived.push({ type: 'failed', reason: event.message });
    wake();
  };
  signal.addEventListener('abort', () => wake(), { once: true });
  worker.postMessage(goal satisfies DraftRequest);
  while (!signal.aborted) {
    const reply = arrived.shift();
    if (reply === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    yield reply;
    if (reply.type === 'ended' || reply.type === 'failed') return;
  }
}

const RETIRE_AFTER_MS = 30_000;
const IDLE_AFTER_MS = 5_000;
