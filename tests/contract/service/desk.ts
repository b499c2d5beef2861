// A desk for tests: one storage, on which any number of tabs open the real service. Only the storage is in memory.
import type { Result } from '#kit/result.ts';
import { PERSON } from '#planner/actor.ts';
import type { Command } from '#planner/command.ts';
import { foldAll } from '#planner/fold.ts';
import type { CommitId, PlanId, TaskId } from '#planner/ids.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import type { Stamped } from '#planner/stamp.ts';
import { initial, type PlanState } from '#planner/state.ts';
import type {
  Cursor,
  DraftEngine,
  EngineDoor,
  FeedMessage,
  NewBlob,
  PageHost,
  PlannerService,
  Privacy,
} from '#service/contract.ts';
import { createNotes } from '#service/device-notes.ts';
import { createLogInspection } from '#service/log-inspection.ts';
import { createService, type ServicePorts } from '#service/service.ts';
import { createAnnouncer, silentAnnouncer } from '#store/announce.ts';
import { openChecksum } from '#store/checksum.ts';
import type { EventLog } from '#store/event-log.ts';
import { createVolatileKeyValue } from '#store/key-value.ts';
import { createMemoryRows } from '#store/memory-rows.ts';
import type { RowStore } from '#store/row-store.ts';
import { openStoredLog } from '#store/stored-log.ts';
import { createLogSpace } from '../../../workers/log-space.ts';

export interface Tab {
  readonly log: EventLog;
  readonly service: PlannerService;
  readonly bugs: readonly unknown[];
  /** What is noted beside the log. */
  noteKeys(): Promise<readonly string[]>;
}

export interface Desk {
  readonly rows: RowStore;
  openTab(options?: TabOptions): Promise<Tab>;
  close(): Promise<void>;
}

export interface TabOptions {
  readonly ports?: Partial<ServicePorts>;
  /** Other tabs hear nothing of what this one writes. */
  readonly isMute?: boolean;
  /** Stands between the service and the log: to listen, or to fail. */
  readonly around?: (log: EventLog) => Partial<EventLog>;
}

let desks = 0;

/** `startsAt`: what its clock says at first, in epoch milliseconds; it goes on by one each time that it is asked. */
export async function createDesk(startsAt = 1_763_800_000_000): Promise<Desk> {
  const name = `desk-${desks++}`;
  const rows = createMemoryRows(`device-of-${name}`);
  const settings = createNotes(createVolatileKeyValue());
  const scratch = createNotes(createVolatileKeyValue());
  const checksum = await openChecksum();
  const logs: EventLog[] = [];
  let clock = startsAt;
  const now = () => clock++;
  return {
    rows,
    async openTab({ ports = {}, isMute = false, around = () => ({}) } = {}) {
      const bugs: unknown[] = [];
      const opened = await openStoredLog(rows, {
        now,
        random: (bytes) => crypto.getRandomValues(bytes),
        announcer: isMute ? silentAnnouncer() : createAnnouncer(name),
        checksum,
      });
      const real = value(opened);
      // The device may change under it, so it is asked each time.
      const log: EventLog = Object.defineProperty({ ...real, ...around(real) }, 'device', { get: () => real.device });
      logs.push(real);
      const service = value(
        await createService({
          log,
          now,
          settings,
          scratch,
          files: { write: noFiles, take: noFiles, preview: noFiles, backUp: noFiles },
          host: noHost,
          keeping: async () => ({ leader: 'none', copy: null, lacks: ['disk'] }),
          estimate: async () => ({ usage: null, quota: null, persistent: null }),
          openDrafting: noDrafting,
          openPrivacy: noPrivacy,
          openLocalModels: noLocalModels,
          openSpace: async () => createLogSpace(null),
          openInspection: async () =>
            createLogInspection({
              log,
              standing: async () => ({ leader: 'none', copy: null }),
              projections: () => null,
              onBug: (error) => bugs.push(error),
            }),
          onBug: (error) => bugs.push(error),
          ...ports,
        }),
      );
      return { log, service, bugs, noteKeys: async () => value(await scratch.keys()) };
    },
    async close() {
      await Promise.all(logs.map((log) => log.close()));
    },
  };
}

/** A page's end of one plan: it folds what it is fed, and complains when that cannot be what the contract says. */
export class Page {
  readonly messages: FeedMessage[] = [];
  state: PlanState = initial;
  cursor: Cursor | null = null;
  readonly commits: CommitId[] = [];
  readonly #waiting = new Set<() => void>();

  /** `old`: go on where that page stands at this moment, as after the death of a worker. */
  constructor(old: Page | null = null) {
    if (old === null) return;
    this.state = old.state;
    this.cursor = old.cursor;
  }

  readonly receive = (message: FeedMessage): void => {
    this.messages.push(message);
    switch (message.type) {
      case 'snapshot':
        this.state = message.state;
        this.cursor = message.cursor;
        break;
      case 'events':
        this.state = foldAll(this.state, message.events);
        this.cursor = message.cursor;
        for (const { commit } of message.events) if (this.commits.at(-1) !== commit.id) this.commits.push(commit.id);
        break;
      case 'failure':
        break;
    }
    for (const look of this.#waiting) look();
  };

  titles(): string[] {
    return [...this.state.tasks.values()].map(({ title }) => title).sort();
  }

  /** Waits on state, not on time. */
  until(isSo: (page: Page) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo(this)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

export async function openPage(
  { service }: Pick<Tab, 'service'>,
  planId: PlanId,
  old: Page | null = null,
): Promise<Page> {
  const page = new Page(old);
  await service.subscribe(planId, page.cursor, page.receive);
  return page;
}

let stamps = 0;

export function stamped<C>(command: C, commitId = `commit-${String(stamps++).padStart(6, '0')}`): Stamped<C> {
  const id = commitId as CommitId;
  const stamp = { commitId: id, at: 1_763_800_000_000 + stamps, zone: 'Europe/Berlin', locale: 'de', actor: PERSON };
  return { ...command, stamp: { ...stamp, causation: null, correlation: id } };
}

export function initialize(planId: PlanId, goal = ''): Command {
  const text = { in: 'event', text: goal } as const;
  return {
    type: 'Initialize',
    v: 1,
    planId,
    title: 'Moving house',
    goal: text,
    attachments: [],
    config: DEFAULT_CONFIG,
  };
}

export function addTask(title: string, after: TaskId | null = null): Command {
  return { type: 'AddTask', v: 1, parentId: null, after, fields: { title }, needs: [] };
}

export function send(
  { service }: Pick<Tab, 'service'>,
  planId: PlanId,
  command: Command,
  id?: string,
  blobs: NewBlob[] = [],
) {
  return service.submit({ to: 'plan', planId, command: stamped(command, id), blobs });
}

export async function newPlan(tab: Pick<Tab, 'service'>, goal = '', id: string = crypto.randomUUID()): Promise<PlanId> {
  const planId = id as PlanId;
  const outcome = await send(tab, planId, initialize(planId, goal));
  if (outcome.type !== 'receipt') throw new Error(JSON.stringify(outcome));
  return planId;
}

export function value<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(`Not ok: ${JSON.stringify(result.error)}`);
}

async function noFiles(): Promise<never> {
  throw new Error('No test of this desk writes files.');
}

/** A page that can do nothing. */
export const noHost: PageHost = {
  persistStorage: async () => false,
  readNetwork: async () => 'unsupported',
  readTabSecrets: async () => ({}),
  writeTabSecret: async () => undefined,
  readBuiltinModel: async () => 'none',
  downloadBuiltinModel: noLocalModels,
  promptBuiltinModel: noLocalModels,
  confirmSending: async () => false,
  dropSending: async () => undefined,
};

async function noLocalModels(): Promise<never> {
  throw new Error('No models in memory.');
}

async function noPrivacy(): Promise<Privacy> {
  throw new Error('nothing is sent here');
}

async function noDrafting(_door: EngineDoor): Promise<DraftEngine> {
  throw new Error('Nobody drafts at this desk.');
}
