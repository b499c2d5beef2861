import { proxy, wrap } from 'comlink';
import type { Result } from '#kit/result.ts';
import { err, ok } from '#kit/result.ts';
import type { PlanId } from '#planner/ids.ts';
import { carryAbortSignals } from './abort-signals.ts';
import { builtinModel } from './builtin-model.ts';
import type {
  Cursor,
  FeedMessage,
  FileOutcome,
  Outcome,
  PageHost,
  PlannerService,
  PlanSummary,
  Progress,
  SettingKey,
  StorageReport,
  Submission,
  SubscriptionId,
} from './contract.ts';
import { type Failure, isLoss, type Loss } from './failure.ts';
import { readNetwork } from './network-standing.ts';
import { failed } from './outcome.ts';
import { createTabSecrets } from './tab-secrets.ts';
import { createWaitingSendings } from './waiting-sendings.ts';
import type { RecoveryChoice, Salvage, Welcome, WorkerDoor } from './worker-door.ts';

/** How the page stands with its planner worker. */
export type ConnectionStatus =
  | { readonly type: 'starting' }
  /** `memory`: the browser gives no storage here, and nothing outlives this tab. */
  | { readonly type: 'connected'; readonly place: StorageReport['place']; readonly restarts: number }
  /** The worker died. Another one takes over, and unanswered calls are sent again. */
  | { readonly type: 'restarting' }
  /**
   * The log can't be opened (`failure` says why), or no worker lives long enough (`ServiceLost`). The next call tries anew;
   * but after a loss every call settles with it until `recover` or `retry`.
   */
  | { readonly type: 'failed'; readonly failure: Failure };

export interface Connection {
  /** Every call settles: also when the worker dies in the middle of it. */
  readonly service: PlannerService;
  readonly status: ConnectionStatus;
  /** Calls back at each change. Returns the way to stop. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  /** Tries again after `failed`. */
  retry(): void;
  /** After `failed` with a loss: puts the copy back, or goes on with what is here. `status` says what came of it. */
  recover(choice: RecoveryChoice): void;
  /** After `failed` with a loss: a log file of the copy, or of what can still be read. */
  saveCopy(what: Salvage): Promise<FileOutcome<Blob>>;
  /** Ends the worker. Calls that are open settle as `ServiceLost`. */
  close(): void;
}

export interface ConnectionOptions {
  /** The log's name: tabs with the same name share it. Default `foldline`. */
  readonly logName?: string;
  /** How to start a planner worker. */
  readonly spawn?: () => Worker;
  /** How long a call may take, in milliseconds of the page being awake. Default 15,000, and 300,000 for files. */
  readonly callTimeoutMs?: number;
  readonly fileTimeoutMs?: number;
}

/**
 * The page's end of the door. It starts the planner worker, and notices its death: by an `error` event, by getting the
 * Web Lock that the worker held, or because a ping is not answered for long. Then it starts another worker, subscribes
 * again from the last cursors and sends again what was not answered. Commands carry their commit id, so nothing happens
 * twice; every other call may safely be made again.
 */
export function createConnection(options: ConnectionOptions = {}): Connection {
  const { logName = 'foldline', spawn = spawnPlanner, callTimeoutMs = 15_000, fileTimeoutMs = 300_000 } = options;
  const listeners = new Set<(status: ConnectionStatus) => void>();
  const open = new Set<OpenCall>();
  const streams = new Map<SubscriptionId, Stream>();
  let status: ConnectionStatus = { type: 'starting' };
  let link: Link | null = null;
  // A worker that has met a loss and waits for what the person chooses.
  let stuck: Link | null = null;
  let device: string | null = null;
  let isSuspect = false;
  let restarts = 0;
  let fruitless = 0;
  let isClosed = false;
  let lastSubscription: SubscriptionId = 0;
  let ticking: ReturnType<typeof setInterval> | undefined;

  // A missed wake-up costs nothing: the next commit is read together with all before it.
  const wakeUp = () => {
    if (link?.isOpen) void call('wake', callTimeoutMs, (door) => door.wake());
  };
  for (const event of WAKING) addEventListener(event, wakeUp);
  start();

  return {
    service: {
      submit: (submission) => submit(submission),
      subscribe: (planId, cursor, onMessage) =>
        subscribe('subscribe', { type: 'plan', planId, cursor, onMessage, ...NEW }),
      subscribePlans: (onPlans) => subscribe('subscribePlans', { type: 'plans', onPlans, ...NEW }),
      watch: (onProgress) => subscribe('watch', { type: 'progress', onProgress, ...NEW }),
      async unsubscribe(id) {
        const stream = streams.get(id);
        streams.delete(id);
        const remoteId = stream?.remoteId ?? null;
        // A worker that dies now forgets it by itself.
        if (remoteId !== null) await call('unsubscribe', callTimeoutMs, (door) => door.unsubscribe(remoteId));
      },
      readText: (hash) => ask('readText', (door) => door.readText(hash)),
      prepareDrafts: () => ask('prepareDrafts', (door) => door.prepareDrafts()),
      draft: (planId) => ask('draft', (door) => door.draft(planId)),
      cancelDraft: (planId) => ask('cancelDraft', (door) => door.cancelDraft(planId)),
      exportLog: async (scope, into, signal) =>
        orFailed(await call('exportLog', fileTimeoutMs, (door) => door.exportLog(scope, into, signal))),
      importLog: async (file, signal) =>
        orFailed(await call('importLog', fileTimeoutMs, (door) => door.importLog(file, signal))),
      previewImport: async (file, signal) =>
        orFailed(await call('previewImport', fileTimeoutMs, (door) => door.previewImport(file, signal))),
      backUp: async (signal) => orFailed(await call('backUp', fileTimeoutMs, (door) => door.backUp(signal))),
      readBackupFolder: () => ask('readBackupFolder', (door) => door.readBackupFolder()),
      measureSpace: () => ask('measureSpace', (door) => door.measureSpace()),
      freeSpace: (what) => ask('freeSpace', (door) => door.freeSpace(what)),
      writeBackupFolder: (folder) => ask('writeBackupFolder', (door) => door.writeBackupFolder(folder)),
      inspectStorage: () => ask('inspectStorage', (door) => door.inspectStorage()),
      fingerprint: (planId) => ask('fingerprint', (door) => door.fingerprint(planId)),
      readSetting: (key) => ask('readSetting', (door) => door.readSetting(key)),
      writeSetting: (key, value) => ask('writeSetting', (door) => door.writeSetting(key, value)),
      subscribeSetting: (key, onValue) => subscribe('subscribeSetting', { type: 'setting', key, onValue, ...NEW }),
      readScratch: (key) => ask('readScratch', (door) => door.readScratch(key)),
      writeScratch: (key, text) => ask('writeScratch', (door) => door.writeScratch(key, text)),
      wake: () => ask('wake', (door) => door.wake()),
      inspectLog: () => ask('inspectLog', (door) => door.inspectLog()),
      readReadings: () => ask('readReadings', (door) => door.readReadings()),
      readCommits: (query) => ask('readCommits', (door) => door.readCommits(query)),
      readEnvelope: (position) => ask('readEnvelope', (door) => door.readEnvelope(position)),
      rebuildProjection: (name) => ask('rebuildProjection', (door) => door.rebuildProjection(name)),
      cancelRebuild: (name) => ask('cancelRebuild', (door) => door.cancelRebuild(name)),
      retryParked: (name) => ask('retryParked', (door) => door.retryParked(name), fileTimeoutMs),
      checkLog: (signal) => ask('checkLog', (door) => door.checkLog(signal), fileTimeoutMs),
      // What sends may have to be fetched, and a service worker waited for.
      checkEgress: () => ask('checkEgress', (door) => door.checkEgress(), 2 * callTimeoutMs),
      readGrants: () => ask('readGrants', (door) => door.readGrants()),
      grant: (grant) => ask('grant', (door) => door.grant(grant)),
      revoke: (grantId) => ask('revoke', (door) => door.revoke(grantId)),
      readSecrets: () => ask('readSecrets', (door) => door.readSecrets()),
      writeSecret: (id, secret) => ask('writeSecret', (door) => door.writeSecret(id, secret)),
      readLedger: (query) => ask('readLedger', (door) => door.readLedger(query)),
      // A large file that nobody noted the length of is read through.
      localModels: (act) => ask('localModels', (door) => door.localModels(act), 4 * callTimeoutMs),
    },
    get status() {
      return status;
    },
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry() {
      if (status.type !== 'failed') return;
      end(stuck);
      start();
    },
    recover(choice) {
      const by = stuck;
      if (by === null) return;
      stuck = null;
      link = by;
      by.isRecovering = true;
      by.silentTicks = 0;
      say({ type: 'restarting' });
      tick();
      by.recover(choice).then(
        (welcome) => welcomed(by, welcome),
        () => died(by),
      );
    },
    saveCopy,
    close() {
      isClosed = true;
      for (const event of WAKING) removeEventListener(event, wakeUp);
      end(link);
      end(stuck);
      giveUp(LOST);
      listeners.clear();
    },
  };

  // --- calls ----------------------------------------------------------------------------------------------------------

  async function submit(submission: Submission): Promise<Outcome> {
    let isAgain = submission.again ?? false;
    const answered = await call('submit', callTimeoutMs, (door) => {
      const sending = isAgain ? { ...submission, again: true } : submission;
      isAgain = true;
      return door.submit(sending);
    });
    return orFailed(answered);
  }

  async function ask<T>(
    name: string,
    send: (door: PlannerService) => Promise<T>,
    timeoutMs = callTimeoutMs,
  ): Promise<T> {
    const answered = await call(name, timeoutMs, send);
    if (answered.ok) return answered.value;
    throw answered.error;
  }

  function call<T>(
    name: string,
    timeoutMs: number,
    send: (door: PlannerService) => Promise<T>,
  ): Promise<Result<T, Failure>> {
    return new Promise((resolve) => {
      const opened: OpenCall = {
        ticksLeft: Math.ceil(timeoutMs / TICK_MS),
        timedOut: () => settle(err({ code: 'TimedOut', params: { call: name, afterMs: timeoutMs }, retry: 'now' })),
        fail: (failure) => settle(err(failure)),
        dispatch(to) {
          send(to.door).then(
            (value) => {
              if (isSuspicious(value) && reopen(to)) return;
              fruitless = 0;
              settle(ok(value));
            },
            (thrown: unknown) => {
              // A dead worker's answer does not count: the call is sent to the next one.
              if (link !== to) return;
              const failure = asFailure(thrown);
              if (isSuspicious({ failure }) && reopen(to)) return;
              settle(err(failure));
            },
          );
        },
      };
      const settle = (result: Result<T, Failure>) => {
        open.delete(opened);
        resolve(result);
      };
      open.add(opened);
      tick();
      if (isClosed) return giveUp(LOST);
      if (stuck !== null && status.type === 'failed') opened.fail(status.failure);
      else if (status.type === 'failed') start();
      else if (link?.isOpen) opened.dispatch(link);
    });
  }

  /** Time is counted while the page is awake: a laptop that slept has not waited. */
  function tick(): void {
    ticking ??= setInterval(() => {
      for (const call of [...open]) {
        call.ticksLeft -= 1;
        if (call.ticksLeft <= 0) call.timedOut();
      }
      const isWatchNeeded = open.size > 0 || (link !== null && !(link.isOpen && link.isLocked));
      if (link !== null && isWatchNeeded) watchOver(link);
      if (isWatchNeeded) return;
      clearInterval(ticking);
      ticking = undefined;
    }, TICK_MS);
  }

  // --- subscriptions --------------------------------------------------------------------------------------------------

  async function subscribe(name: string, stream: Stream): Promise<SubscriptionId> {
    const id = ++lastSubscription;
    streams.set(id, stream);
    const begun = await call(name, callTimeoutMs, (door) => begin(stream, door));
    stream.isBeginning = false;
    if (begun.ok) return id;
    // A plan's feed says itself what is wrong, and goes on when it can.
    if (stream.type === 'plan') {
      stream.onMessage({ type: 'failure', failure: begun.error });
      return id;
    }
    streams.delete(id);
    throw begun.error;
  }

  /** With another worker than the one that it began with. */
  async function beginAnew(stream: Stream): Promise<void> {
    stream.isBeginning = true;
    stream.remoteId = null;
    const begun = await call('subscribe', callTimeoutMs, (door) => begin(stream, door));
    stream.isBeginning = false;
    if (!begun.ok && stream.type === 'plan') stream.onMessage({ type: 'failure', failure: begun.error });
  }

  async function begin(stream: Stream, door: PlannerService): Promise<void> {
    const from = link;
    // What a dead worker still had on its way is not heard: its successor starts after the last cursor.
    const isHeard = () => link === from && isWanted(stream);
    const remoteId = await beginAt(stream, door, from, isHeard);
    if (link !== from) return;
    if (isWanted(stream)) stream.remoteId = remoteId;
    else await door.unsubscribe(remoteId);
  }

  function isWanted(stream: Stream): boolean {
    for (const wanted of streams.values()) if (wanted === stream) return true;
    return false;
  }

  function beginAt(
    stream: Stream,
    door: PlannerService,
    from: Link | null,
    isHeard: () => boolean,
  ): Promise<SubscriptionId> {
    switch (stream.type) {
      case 'plan':
        return door.subscribe(
          stream.planId,
          stream.cursor,
          proxy((message) => {
            if (!isHeard() || (from !== null && isSuspicious(message) && reopen(from))) return;
            if (message.type !== 'failure') stream.cursor = message.cursor;
            stream.onMessage(message);
          }),
        );
      case 'plans':
        return door.subscribePlans(proxy((plans) => isHeard() && stream.onPlans(plans)));
      case 'setting':
        return door.subscribeSetting(
          stream.key,
          proxy((value) => isHeard() && stream.onValue(value)),
        );
      case 'progress':
        return door.watch(proxy((progress) => isHeard() && stream.onProgress(progress)));
    }
  }

  // --- the worker -----------------------------------------------------------------------------------------------------

  function start(): void {
    const worker = spawn();
    const door = wrap<WorkerDoor>(worker);
    const started: Link = {
      worker,
      // Only used once the greeting has said that there is a service.
      door: door.service as unknown as PlannerService,
      ping: () => door.ping(),
      recover: (choice) => door.recover(choice),
      saveCopy: (what) => door.saveCopy(what),
      life: `${logName}/life/${crypto.randomUUID()}`,
      // Looking through a whole log may take longer than opening one.
      isRecovering: isSuspect,
      isSuspect,
      isOpen: false,
      isLocked: false,
      silentTicks: 0,
      isPinged: false,
      waiting: new AbortController(),
    };
    link = started;
    say(status.type === 'starting' ? status : { type: 'restarting' });
    tick();
    const dies = () => died(started);
    worker.addEventListener('error', dies);
    worker.addEventListener('messageerror', dies);
    door
      .greet({ logName, life: started.life, isSuspect }, proxy(host))
      .then((welcome) => welcomed(started, welcome), dies);
  }

  function welcomed(by: Link, welcome: Welcome): void {
    if (link !== by) return;
    by.isRecovering = false;
    isSuspect = false;
    if (welcome.type === 'failed') {
      if (isLoss(welcome.failure)) {
        stick(by, welcome.failure);
        return;
      }
      end(by);
      giveUp(welcome.failure);
      return;
    }
    by.isOpen = true;
    by.silentTicks = 0;
    if (welcome.isLocked && !by.isLocked) waitForEnd(by.life, by);
    by.isLocked = welcome.isLocked;
    // Another log than before: how far the old one was read says nothing about it.
    if (device !== null && device !== welcome.device) for (const stream of streams.values()) forgetCursor(stream);
    device = welcome.device;
    say({ type: 'connected', place: welcome.place, restarts });
    const waiting = [...open];
    for (const stream of streams.values()) if (!stream.isBeginning) void beginAnew(stream);
    for (const call of waiting) call.dispatch(by);
  }

  /**
   * The storage has changed under the worker: restored in another tab, emptied, or damaged. Another worker opens it anew,
   * says what it finds, and answers what is open. False: this one was that other worker, or is not in use any more.
   */
  function reopen(suspicious: Link): boolean {
    if (link !== suspicious) return true;
    if (suspicious.isSuspect) return false;
    isSuspect = true;
    died(suspicious);
    return true;
  }

  /** Nothing more is asked of this worker until the person has chosen; then it is the one that can still read the log. */
  function stick(by: Link, loss: Loss): void {
    if (link !== by) return;
    link = null;
    stuck = by;
    by.isOpen = false;
    giveUp(loss);
  }

  async function saveCopy(what: Salvage): Promise<FileOutcome<Blob>> {
    return stuck === null ? failed(LOST) : stuck.saveCopy(what);
  }

  /** The lock is granted when the worker that held it is gone. */
  function waitForEnd(life: string, of: Link): void {
    navigator.locks
      .request(life, { signal: of.waiting.signal }, () => died(of))
      .catch((error: unknown) => {
        // Aborted, because it is known already.
        if (!of.waiting.signal.aborted) throw error;
      });
  }

  function watchOver(watched: Link): void {
    watched.silentTicks += 1;
    const isAnswering = watched.isOpen || watched.isRecovering;
    if (watched.silentTicks > (isAnswering ? HUNG_TICKS : OPENING_TICKS)) {
      died(watched);
      return;
    }
    if (!isAnswering || watched.isPinged) return;
    watched.isPinged = true;
    watched.ping().then(
      () => {
        watched.isPinged = false;
        watched.silentTicks = 0;
      },
      () => died(watched),
    );
  }

  function died(dead: Link): void {
    if (link !== dead || isClosed) return;
    end(dead);
    restarts += 1;
    fruitless += 1;
    if (fruitless > FRUITLESS_STARTS) {
      fruitless = 0;
      giveUp(LOST);
      return;
    }
    start();
  }

  function end(ended: Link | null): void {
    if (ended === null) return;
    ended.waiting.abort();
    ended.worker.terminate();
    if (link === ended) link = null;
  }

  function giveUp(failure: Failure): void {
    if (!isClosed) say({ type: 'failed', failure });
    for (const call of [...open]) call.fail(failure);
  }

  function say(next: ConnectionStatus): void {
    status = next;
    for (const listener of [...listeners]) listener(next);
  }
}

carryAbortSignals();

/** What waits to be read before it is sent: one list for the page, whichever worker asks. */
export const waitingSendings = createWaitingSendings();

const host: PageHost = {
  persistStorage: async () => (await (navigator.storage as PagesStorage | undefined)?.persist?.()) ?? false,
  readNetwork,
  ...createTabSecrets(),
  ...builtinModel,
  confirmSending: (sending) => waitingSendings.confirm(sending),
  dropSending: async (id) => waitingSendings.answer(id, false),
};

/** Missing outside of secure contexts; and in workers, which have a library of their own, it can't be asked to persist. */
interface PagesStorage {
  persist?(): Promise<boolean>;
}

interface OpenCall {
  ticksLeft: number;
  dispatch(to: Link): void;
  timedOut(): void;
  fail(failure: Failure): void;
}

/** One planner worker, from its start to its end. */
interface Link {
  readonly worker: Worker;
  // Held for as long as the worker is in use: Comlink drops the answers to a proxy that was collected.
  readonly door: PlannerService;
  readonly ping: () => Promise<void>;
  readonly recover: (choice: RecoveryChoice) => Promise<Welcome>;
  readonly saveCopy: (what: Salvage) => Promise<FileOutcome<Blob>>;
  /** The Web Lock that it holds for as long as it lives. */
  readonly life: string;
  isRecovering: boolean;
  /** It looked through the whole log before it opened it. */
  readonly isSuspect: boolean;
  isOpen: boolean;
  isLocked: boolean;
  isPinged: boolean;
  silentTicks: number;
  readonly waiting: AbortController;
}

interface Begun {
  /** The worker's own number for it; null until it has answered. */
  remoteId: SubscriptionId | null;
  isBeginning: boolean;
}

type Stream = PlanStream | PlansStream | ProgressStream | SettingStream;

interface PlanStream extends Begun {
  readonly type: 'plan';
  readonly planId: PlanId;
  cursor: Cursor | null;
  readonly onMessage: (message: FeedMessage) => void;
}

interface PlansStream extends Begun {
  readonly type: 'plans';
  readonly onPlans: (plans: readonly PlanSummary[]) => void;
}

interface SettingStream extends Begun {
  readonly type: 'setting';
  readonly key: SettingKey;
  readonly onValue: (value: string | null) => void;
}

interface ProgressStream extends Begun {
  readonly type: 'progress';
  readonly onProgress: (progress: Progress) => void;
}

function spawnPlanner(): Worker {
  return new Worker(new URL('../../workers/planner.worker.ts', import.meta.url), { type: 'module', name: 'planner' });
}

function isSuspicious(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('failure' in answer)) return false;
  return (answer as { readonly failure: Failure | null }).failure?.code === 'LogSuspect';
}

function forgetCursor(stream: Stream): void {
  if (stream.type === 'plan') stream.cursor = null;
}

function orFailed<T>(answered: Result<T, Failure>): T | ReturnType<typeof failed> {
  return answered.ok ? answered.value : failed(answered.error);
}

/** What a call was answered with instead of a value: a failure that crossed as data, or a bug on either side. */
function asFailure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'params' in thrown && 'retry' in thrown) {
    return thrown as Failure;
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'Bug', params: { message }, retry: 'never' };
}

const NEW: Begun = { remoteId: null, isBeginning: true };

const LOST: Failure = { code: 'ServiceLost', params: {}, retry: 'later' };

const TICK_MS = 500;
/** Nothing in the worker takes longer than 16 ms without a pause, but a phone may be busy with something else. */
const HUNG_TICKS = 30;
/** Opening waits up to 8 s for other tabs. */
const OPENING_TICKS = 60;
/**
 * Workers that may die one after another without having answered a single call. Generous, since a worker may be killed
 * over and over for want of memory while a call is still on its way; few enough that nobody waits for a broken one.
 */
const FRUITLESS_STARTS = 25;

/** A page that comes back may have missed announcements of other tabs. The last two bubble up from the document. */
const WAKING = ['pageshow', 'resume', 'visibilitychange'];
