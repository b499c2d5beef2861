import type { Connection, ConnectionStatus } from '#service/connect.ts';
import type {
  CheckReport,
  CommitPage,
  EgressStanding,
  FeedMessage,
  Grant,
  LedgerPage,
  LocalModelsAct,
  LocalModelsReport,
  LogReport,
  Outcome,
  PlannerService,
  PlanSummary,
  SpaceReport,
  StorageReport,
  Submission,
} from '#service/contract.ts';

/**
 * The door with a script behind it: it answers at once, keeps what was sent, and lets a test say what comes next. For
 * tests of the page alone; what is behind the real door has its own.
 */
export class ScriptedService {
  readonly submitted: Submission[] = [];
  readonly settings = new Map<string, string>();
  readonly scratch = new Map<string, string>();
  readonly drafted: string[] = [];
  /** What was chosen after a loss, which copies were asked for, and how often the door was knocked at again. */
  readonly recovered: string[] = [];
  readonly saved: string[] = [];
  retried = 0;
  /** What the next submissions are answered with; a receipt when there is nothing left. */
  readonly answers: Outcome[] = [];
  plans: readonly PlanSummary[] = [];
  folder: FileSystemDirectoryHandle | null = null;
  space: SpaceReport = { remade: 0, aside: 0, copy: 0 };
  storage: StorageReport = {
    place: 'disk',
    leader: 'here',
    copy: { state: 'whole', position: 0, at: null },
    lacks: [],
    plans: 0,
    commits: 0,
    events: 0,
    usage: 4_200_000,
    quota: 12_000_000_000,
    persistent: false,
    lastBackupAt: null,
    lastBackupPlace: null,
    eventsSinceBackup: 0,
  };
  report: LogReport = {
    place: 'disk',
    device: 'device',
    position: 0,
    streams: 0,
    layout: { rows: 0, tail: 0, segments: 0, sealed: 0 },
    leader: 'none',
    copy: null,
    projections: [],
    checking: null,
  };
  /** What was done with the models on this device, and how they stand. */
  readonly modelActs: LocalModelsAct[] = [];
  localModels: LocalModelsReport = {
    hindrances: [{ code: 'no-webgpu', blocks: true }],
    models: [],
    recommended: null,
    freeBytes: null,
    builtin: { modelId: 'built-in', state: 'none', share: null },
    engine: { type: 'off' },
    trial: null,
  };
  page: CommitPage = { commits: [], before: null, head: 0 };
  envelope: string | null = null;
  checked: CheckReport = { commits: 0, blobs: 0, findings: [], isComplete: true };
  egress: EgressStanding = { type: 'on' };
  grants: readonly Grant[] = [];
  ledger: LedgerPage = { rows: [], before: null, totals: [] };
  /** How long a check takes. */
  checking: (signal: AbortSignal) => Promise<void> = async () => undefined;
  /** What the inspector asked to be done. */
  readonly asked: string[] = [];
  #feeds = new Map<number, (message: FeedMessage) => void>();
  readonly #onSettings = new Map<number, (key: string, value: string | null) => void>();
  #onPlans: (plans: readonly PlanSummary[]) => void = () => undefined;
  readonly #onStatus = new Set<(status: ConnectionStatus) => void>();
  #subscriptions = 0;

  readonly service: PlannerService = {
    submit: async (submission) => {
      this.submitted.push(structuredClone(submission));
      return this.answers.shift() ?? receiptFor(submission);
    },
    subscribe: async (_planId, _after, onMessage) => {
      this.#subscriptions += 1;
      this.#feeds.set(this.#subscriptions, onMessage);
      return this.#subscriptions;
    },
    subscribePlans: async (onPlans) => {
      this.#onPlans = onPlans;
      onPlans(this.plans);
      return 1000;
    },
    watch: async () => 1001,
    unsubscribe: async (id) => void (this.#feeds.delete(id) || this.#onSettings.delete(id)),
    readText: async () => null,
    draft: async (planId) => void this.drafted.push(planId),
    prepareDrafts: async () => undefined,
    cancelDraft: async () => undefined,
    exportLog: async () => ({ type: 'done', value: new Blob(['{}']) }),
    importLog: async () => ({ type: 'done', value: { plans: [], commitsAdded: 0, commitsKnown: 0 } }),
    previewImport: async () => ({ type: 'done', value: { plans: [], commitsAdded: 0, commitsKnown: 0 } }),
    backUp: async () => ({ type: 'done', value: { at: 0, events: 0, place: null } }),
    readBackupFolder: async () => this.folder,
    writeBackupFolder: async (folder) => {
      this.folder = folder;
    },
    measureSpace: async () => this.space,
    freeSpace: async (what) => {
      this.space = { ...this.space, [what]: 0 };
    },
    inspectStorage: async () => this.storage,
    fingerprint: async () => null,
    readSetting: async (key) => this.settings.get(key) ?? null,
    writeSetting: async (key, value) => {
      await keep(this.settings, key, value);
      for (const tell of this.#onSettings.values()) tell(key, value);
    },
    subscribeSetting: async (key, onValue) => {
      this.#subscriptions += 1;
      this.#onSettings.set(this.#subscriptions, (changed, value) => changed === key && onValue(value));
      onValue(this.settings.get(key) ?? null);
      return this.#subscriptions;
    },
    readScratch: async (key) => this.scratch.get(key) ?? null,
    writeScratch: async (key, text) => keep(this.scratch, key, text),
    wake: async () => undefined,
    inspectLog: async () => this.report,
    readReadings: async () => ({ monitoring: null, audit: null, metrics: null }),
    readCommits: async () => this.page,
    readEnvelope: async () => this.envelope,
    rebuildProjection: async (name) => {
      this.asked.push(`rebuild ${name}`);
      return this.report.leader === 'here';
    },
    cancelRebuild: async (name) => {
      this.asked.push(`cancel ${name}`);
      return this.report.leader === 'here';
    },
    retryParked: async (name) => {
      this.asked.push(`retry ${name}`);
      return { taken: 1, left: 1 };
    },
    checkEgress: async () => this.egress,
    readGrants: async () => this.grants,
    grant: async ({ address, network, for: scope }) => {
      const grant = { id: `${this.grants.length}`, origin: new URL(address).origin, network, for: scope, at: 0 };
      this.grants = [...this.grants, grant];
      return grant;
    },
    revoke: async (grantId) => {
      this.grants = this.grants.filter(({ id }) => id !== grantId);
    },
    readSecrets: async () => [],
    writeSecret: async () => undefined,
    readLedger: async () => this.ledger,
    localModels: async (act) => {
      this.modelActs.push(act);
      return { report: this.localModels, problems: null };
    },
    checkLog: async (signal) => {
      await this.checking(signal);
      return this.checked;
    },
  };

  readonly connection: Connection = {
    service: this.service,
    status: { type: 'connected', place: 'disk', restarts: 0 },
    onStatus: (listener) => {
      this.#onStatus.add(listener);
      return () => this.#onStatus.delete(listener);
    },
    retry: () => {
      this.retried += 1;
    },
    recover: (choice) => void this.recovered.push(choice),
    saveCopy: async (what) => {
      this.saved.push(what);
      return { type: 'done', value: new Blob(['{}']) };
    },
    close: () => undefined,
  };

  /** A message to every feed that is open. */
  feed(message: FeedMessage): void {
    for (const receive of this.#feeds.values()) receive(message);
  }

  get openFeeds(): number {
    return this.#feeds.size;
  }

  show(plans: readonly PlanSummary[]): void {
    this.plans = plans;
    this.#onPlans(plans);
  }

  become(status: ConnectionStatus): void {
    for (const listener of this.#onStatus) listener(status);
  }
}

export function receiptFor({ command }: Submission): Outcome {
  return {
    type: 'receipt',
    receipt: {
      commitId: command.stamp.commitId,
      changed: true,
      duplicate: false,
      durability: 'strict',
      mirrored: false,
    },
  };
}

function keep(map: Map<string, string>, key: string, value: string | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}
