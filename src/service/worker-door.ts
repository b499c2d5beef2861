import type { Result } from '#kit/result.ts';
import type { FileOutcome, PageHost, PlannerService, StorageReport } from './contract.ts';
import type { Failure } from './failure.ts';
import { failed } from './outcome.ts';

/**
 * What a planner worker exposes to the page that started it. The page greets first; only then is there a service, and
 * only if the greeting says so.
 */
export interface WorkerDoor {
  /**
   * Opens the log of that name. From the answer on, the worker holds the Web Lock `life` for as long as it lives:
   * a terminated worker sends no event, but whoever waits for its lock gets it.
   * `host` is what the worker may ask of the page.
   */
  greet(greeting: Greeting, host: PageHost): Promise<Welcome>;
  /**
   * After a greeting that failed with a loss, or a loss that was found later: puts the copy back, or goes on with what is
   * here. What is given up is set aside, not deleted. Answers as a greeting does.
   */
  recover(choice: RecoveryChoice): Promise<Welcome>;
  /** A log file of the copy, or of what can still be read here. Changes nothing. */
  saveCopy(what: Salvage): Promise<FileOutcome<Blob>>;
  /** Answers as soon as the worker has its hands free. */
  ping(): Promise<void>;
  readonly service: PlannerService | null;
}

export interface Greeting {
  readonly logName: string;
  readonly life: string;
  /** Another worker has met something in the log that should not be: look through all of it before opening. */
  readonly isSuspect: boolean;
}

export type Welcome =
  | {
      readonly type: 'open';
      readonly place: StorageReport['place'];
      /** The log's writer id: with another one, cursors from before mean nothing. */
      readonly device: string;
      /** Whether `life` is held; false where the browser has no Web Locks. */
      readonly isLocked: boolean;
    }
  | { readonly type: 'failed'; readonly failure: Failure };

export interface Opened {
  readonly service: PlannerService;
  readonly place: StorageReport['place'];
  readonly device: string;
}

export type RecoveryChoice = 'restore' | 'goOn';
export type Salvage = 'mirror' | 'readable';

/** What is behind the door of one worker. */
export interface WorkerHouse {
  open(logName: string, host: PageHost, isSuspect: boolean): Promise<Result<Opened, Failure>>;
  recover(logName: string, choice: RecoveryChoice, host: PageHost): Promise<Result<Opened, Failure>>;
  saveCopy(logName: string, what: Salvage): Promise<Result<Blob, Failure>>;
}

/** The worker's end of the door, before and after it is opened. */
export function createWorkerDoor(house: WorkerHouse): WorkerDoor {
  let service: PlannerService | null = null;
  let greeted: { readonly logName: string; readonly host: PageHost; readonly isLocked: boolean } | null = null;

  function welcome(opened: Result<Opened, Failure>, isLocked: boolean): Welcome {
    if (!opened.ok) return { type: 'failed', failure: opened.error };
    service = opened.value.service;
    const { place, device } = opened.value;
    return { type: 'open', place, device, isLocked };
  }

  return {
    async greet({ logName, life, isSuspect }, host) {
      const [opened, isLocked] = await Promise.all([house.open(logName, host, isSuspect), holdForLife(life)]);
      greeted = { logName, host, isLocked };
      return welcome(opened, isLocked);
    },
    async recover(choice) {
      if (greeted === null) return { type: 'failed', failure: notGreeted };
      const { logName, host, isLocked } = greeted;
      return welcome(await house.recover(logName, choice, host), isLocked);
    },
    async saveCopy(what) {
      if (greeted === null) return failed(notGreeted);
      const saved = await house.saveCopy(greeted.logName, what);
      return saved.ok ? { type: 'done', value: saved.value } : failed(saved.error);
    },
    async ping() {},
    get service() {
      return service;
    },
  };
}

/** Settles when the lock is held; it is let go only by the end of this worker. */
function holdForLife(name: string): Promise<boolean> {
  // Typed as always there, yet missing outside of secure contexts.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    locks
      .request(name, () => {
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => resolve(false));
  });
}

const notGreeted: Failure = { code: 'Bug', params: { message: 'not greeted' }, retry: 'never' };
