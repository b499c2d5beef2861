import { err, ok, type Result } from '#kit/result.ts';
import type { CommitId, PlanId } from '#planner/ids.ts';
import type { Commit, EventLog, Subscription } from '#store/event-log.ts';
import { compareForMerge } from '#store/merge-order.ts';
import { readBackup, writeBackup } from './backup.ts';
import type {
  Backup,
  BackupPlace,
  DraftEngine,
  EngineDoor,
  FeedMessage,
  FileAct,
  GoalGiven,
  ImportReport,
  Outcome,
  PageHost,
  PlannerService,
  Progress,
  SettingKey,
  StorageReport,
  SubscriptionId,
} from './contract.ts';
import type { DeviceNotes } from './device-notes.ts';
import type { Failure } from './failure.ts';
import { createHeldPlans } from './held-plans.ts';
import { HeldStream } from './held-stream.ts';
import type { LogInspection } from './inspection.ts';
import { logFailure } from './log-failure.ts';
import type { FileWatch, LogFiles, TakenFile } from './log-files.ts';
import { foldWithBreath, readInMergeOrder, recordedOf } from './merge-fold.ts';
import { orThrow, orThrowLog } from './or-throw.ts';
import { failed } from './outcome.ts';
import { planKind, planOfStream, planStream } from './plan-kind.ts';
import { createPlanSummaries } from './plan-summaries.ts';
import type { KeptSummary } from './plan-summary.ts';
import type { Privacy } from './privacy.ts';
import type { LogSpace } from './space.ts';
import { StreamWriter } from './stream-writer.ts';
import { parseSubmission } from './submission.ts';
import { WORKSPACE_STREAM, workspaceKind } from './workspace-kind.ts';

export interface ServicePorts {
  readonly log: EventLog;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly settings: DeviceNotes;
  readonly scratch: DeviceNotes;
  readonly files: LogFiles;
  readonly host: PageHost;
  /** What the browser says of its storage. */
  readonly estimate: () => Promise<Pick<StorageReport, 'usage' | 'quota' | 'persistent'>>;
  /** Who keeps the log, and how. */
  readonly keeping: () => Promise<Pick<StorageReport, 'leader' | 'copy' | 'lacks'>>;
  /** Called when drafting is first wanted. */
  readonly openDrafting: (door: EngineDoor) => Promise<DraftEngine>;
  /** Called when somebody first asks what the log takes. */
  readonly openSpace: () => Promise<LogSpace>;
  /** Called when somebody first looks into the log. */
  readonly openInspection: () => Promise<LogInspection>;
  /** Called when somebody first wants to send something, or to see what was sent. */
  readonly openPrivacy: (door: EngineDoor) => Promise<Privacy>;
  /** Called when somebody first looks at the models on this device. */
  readonly openLocalModels: (door: EngineDoor) => Promise<Pick<PlannerService, 'localModels'>>;
  /** A broken promise of ours, once for each. The caller is told as well, by the failure `Bug`. */
  readonly onBug: (error: unknown) => void;
}

/** The worker's side of the door: commands to the log, events to whoever subscribed. */
export async function createService(ports: ServicePorts): Promise<Result<PlannerService, Failure>> {
  const { log, now, settings, scratch, files, onBug } = ports;
  const plans = createHeldPlans({ log, onChange: (planId) => summaries.changed(planId), onBug });
  const desk = new HeldStream(WORKSPACE_STREAM, workspaceKind, log);
  const deskWriter = new StreamWriter(desk, workspaceKind, log, async (command) => ok(command));
  const archived = () => desk.state.archived;
  const summaries = createPlanSummaries({ log, plans, archived, now, onBug });
  let archivedBefore = archived();
  desk.onNews = () => {
    // The workspace's rows of the ledger put no plan away.
    if (archived() !== archivedBefore) summaries.archiveChanged();
    archivedBefore = archived();
  };

  const watchers = new Map<SubscriptionId, (progress: Progress) => void>();
  const settingWatchers = new Map<SubscriptionId, () => void>();
  let lastSubscription: SubscriptionId = 0;
  let live: Subscription | null = null;
  let livePosition = 0;
  let drafting: Promise<DraftEngine> | null = null;
  let spacing: Promise<LogSpace> | null = null;
  let inspecting: Promise<LogInspection> | null = null;
  let opening: Promise<Privacy> | null = null;
  let modelling: ReturnType<typeof ports.openLocalModels> | null = null;
  const configured = new Set<(planId: PlanId) => void>();
  let hasAsked = false;

  const head = await log.wake();
  if (!head.ok) return err(logFailure(head.error));
  livePosition = head.value;
  goLive();
  const deskRead = await desk.load();
  if (!deskRead.ok) return err(logFailure(deskRead.error));

  const door: EngineDoor = {
    submit,
    readText,
    report,
    async readPlan(planId) {
      const { held } = plans.open(planId);
      orThrowLog(await held.catchUp());
      return held.state.id === null ? null : held.state;
    },
    readGoalGiven,
    async wantedDrafts() {
      const keys = orThrow(await scratch.keys());
      return keys.filter((key) => key.startsWith(WANTED_DRAFT)).map((key) => key.slice(WANTED_DRAFT.length) as PlanId);
    },
    async wantDraft(planId, wanted) {
      orThrow(await scratch.write(WANTED_DRAFT + planId, wanted ? 'wanted' : null));
    },
    readSetting,
    writeSetting,
    onConfigured: (listener) => void configured.add(listener),
  };
  void resumeDrafts();

  return ok({
    submit,
    readText,
    async subscribe(planId, after, onMessage) {
      const id = ++lastSubscription;
      const joined = await plans.open(planId).feed.join(id, after, onMessage);
      if (!joined.ok) {
        const message: FeedMessage = { type: 'failure', failure: logFailure(joined.error) };
        onMessage(message);
      }
      return id;
    },
    async subscribePlans(onPlans) {
      const id = ++lastSubscription;
      orThrowLog(await summaries.subscribe(id, onPlans));
      return id;
    },
    async watch(onProgress) {
      const id = ++lastSubscription;
      watchers.set(id, onProgress);
      return id;
    },
    async unsubscribe(id) {
      if (watchers.delete(id) || summaries.unsubscribe(id)) return;
      settingWatchers.get(id)?.();
      if (settingWatchers.delete(id)) return;
      for (const { feed } of plans.all()) if (feed.leave(id)) return;
    },
    async prepareDrafts() {
      (await engine()).prepare();
    },
    async draft(planId) {
      await door.wantDraft(planId, true);
      await (await engine()).draft(planId);
    },
    async cancelDraft(planId) {
      await (await engine()).cancelDraft(planId);
    },
    async exportLog(scope, into = null, signal) {
      const heads = await log.heads();
      if (!heads.ok) return failed(logFailure(heads.error));
      const { sequences } = heads.value;
      if (scope.type === 'plan' && !sequences.has(planStream(scope.planId))) {
        return failed({ code: 'PlanMissing', params: { planId: scope.planId }, retry: 'never' });
      }
      const streams = scope.type === 'plan' ? [planStream(scope.planId)] : null;
      // Counted before: what comes while the file is written may not be in it.
      const events = scope.type === 'everything' ? await countAllEvents() : 0;
      const written = await files.write(streams, into, watchFile('export', signal));
      if (!written.ok) return failed(written.error);
      if (scope.type === 'everything') {
        await noteBackup(events, into === null ? { type: 'download', name: '' } : { type: 'file', name: into.name });
      }
      return { type: 'done', value: written.value };
    },
    async importLog(file, signal) {
      const taken = await files.take(file, watchFile('import', signal));
      return taken.ok ? { type: 'done', value: toReport(taken.value) } : failed(taken.error);
    },
    async previewImport(file, signal) {
      const seen = await files.preview(file, watchFile('preview', signal));
      return seen.ok ? { type: 'done', value: toReport(seen.value) } : failed(seen.error);
    },
    async backUp(signal) {
      const folder = orThrow(await settings.readFolder(BACKUP_FOLDER));
      if (folder === null)
        return failed({ code: 'FileUnwritable', params: { reason: 'NotFoundError' }, retry: 'never' });
      const events = await countAllEvents();
      const written = await files.backUp(folder, watchFile('backup', signal));
      if (!written.ok) return failed(written.error);
      return { type: 'done', value: await noteBackup(events, { type: 'folder', name: folder.name }) };
    },
    readBackupFolder: async () => orThrow(await settings.readFolder(BACKUP_FOLDER)),
    measureSpace: async () => orThrow(await (await space()).measure()),
    freeSpace: async (what) => orThrow(await (await space()).free(what)),
    writeBackupFolder: async (folder) => orThrow(await settings.writeFolder(BACKUP_FOLDER, folder)),
    async inspectStorage() {
      const heads = orThrowLog(await log.heads());
      const all = orThrowLog(await summaries.all());
      const events = countEvents(all.values());
      const backup = readBackup(orThrow(await settings.read('lastBackup')));
      let commits = 0;
      for (const sequence of heads.sequences.values()) commits += sequence;
      return {
        place: log.medium,
        plans: all.size,
        commits,
        events,
        ...(await ports.keeping()),
        ...(await ports.estimate()),
        lastBackupAt: backup?.at ?? null,
        lastBackupPlace: backup?.place ?? null,
        eventsSinceBackup: Math.max(0, events - (backup?.events ?? 0)),
      };
    },
    async fingerprint(planId) {
      const read = orThrowLog(await readInMergeOrder(log, planStream(planId)));
      const events = read.commits.flatMap((commit) => recordedOf(planKind, commit, log.device).events);
      if (events.length === 0) return null;
      const state = await foldWithBreath(planKind, events);
      // A hash that is rarely asked for need not be part of every start.
      const { contentHash } = await import('#planner/content-hash.ts');
      return { contentHash: contentHash(state), events: events.length };
    },
    readSetting,
    writeSetting,
    async subscribeSetting(key, onValue) {
      const id = ++lastSubscription;
      const tell = async () => {
        const value = await settings.read(key);
        if (value.ok && settingWatchers.has(id)) onValue(value.value);
      };
      settingWatchers.set(
        id,
        settings.onChange((changed) => {
          if (changed === key) void tell();
        }),
      );
      onValue(await readSetting(key));
      return id;
    },
    readScratch: async (key) => orThrow(await scratch.read(TYPED + key)),
    writeScratch: async (key, text) => orThrow(await scratch.write(TYPED + key, text)),
    async wake() {
      orThrowLog(await log.wake());
      if (live === null) goLive();
    },
    inspectLog: async () => (await inspection()).inspectLog(),
    readReadings: async () => (await inspection()).readReadings(),
    readCommits: async (query) => (await inspection()).readCommits(query),
    readEnvelope: async (position) => (await inspection()).readEnvelope(position),
    rebuildProjection: async (name) => (await inspection()).rebuildProjection(name),
    cancelRebuild: async (name) => (await inspection()).cancelRebuild(name),
    retryParked: async (name) => (await inspection()).retryParked(name),
    checkLog: async (signal) => (await inspection()).checkLog(signal),
    checkEgress: async () => (await privacy()).checkEgress(),
    readGrants: async () => (await privacy()).readGrants(),
    grant: async (grant) => (await privacy()).grant(grant),
    revoke: async (grantId) => (await privacy()).revoke(grantId),
    readSecrets: async () => (await privacy()).readSecrets(),
    writeSecret: async (id, secret) => (await privacy()).writeSecret(id, secret),
    readLedger: async (query) => (await privacy()).readLedger(query),
    async localModels(act) {
      modelling ??= ports.openLocalModels(door);
      return (await modelling).localModels(act);
    },
  });

  async function submit(submission: unknown): Promise<Outcome> {
    const parsed = parseSubmission(submission);
    if (!parsed.ok) return failed(parsed.error);
    try {
      const { value } = parsed;
      const outcome =
        value.to === 'workspace'
          ? await deskWriter.submit(value.order)
          : await plans.open(value.planId).writer.submit(value.order);
      askToPersist(outcome);
      return outcome;
    } catch (error) {
      onBug(error);
      const message = error instanceof Error ? error.message : String(error);
      return failed({ code: 'Bug', params: { message }, retry: 'never' });
    }
  }

  /** Only now is there something to lose, and a person who just did something to ask. */
  function askToPersist(outcome: Outcome): void {
    if (hasAsked || log.medium === 'memory' || outcome.type !== 'receipt' || !outcome.receipt.changed) return;
    hasAsked = true;
    ports.host.persistStorage().catch(onBug);
  }

  async function readSetting(key: SettingKey): Promise<string | null> {
    return orThrow(await settings.read(key));
  }

  async function writeSetting(key: SettingKey, value: string | null): Promise<void> {
    orThrow(await settings.write(key, value));
  }

  async function readText(hash: string): Promise<string | null> {
    const bytes = await log.getBlob(hash);
    return bytes.ok ? new TextDecoder().decode(bytes.value) : null;
  }

  function watchFile(act: FileAct, signal: AbortSignal | undefined): FileWatch {
    return { onShare: (share, part) => report({ type: 'file', act, part, share }), signal };
  }

  async function countAllEvents(): Promise<number> {
    return countEvents(orThrowLog(await summaries.all()).values());
  }

  async function noteBackup(events: number, place: BackupPlace): Promise<Backup> {
    const backup = { at: now(), events, place };
    // The file is there even where there is no room to note it; the person is only reminded too early.
    await settings.write('lastBackup', writeBackup(backup));
    return backup;
  }

  function report(progress: Progress): void {
    for (const onProgress of watchers.values()) onProgress(progress);
  }

  /** From now on what this tab and the others commit comes here, each commit once, in order of arrival. */
  function goLive(): void {
    live = log.subscribe(
      {
        after: livePosition,
        onEnd(failure) {
          live = null;
          if (failure.code === 'SubscriberThrew') onBug(new Error(failure.params.reason));
          const seen: Failure =
            failure.code === 'SubscriberThrew'
              ? { code: 'Bug', params: { message: failure.params.reason }, retry: 'now' }
              : logFailure(failure);
          for (const { feed } of plans.all()) feed.fail(seen);
        },
      },
      async ({ commits, position }) => {
        for (const [stream, ofStream] of byStream(commits)) await arrived(stream, ofStream);
        livePosition = position;
      },
    );
  }

  async function arrived(stream: string, commits: readonly Commit[]): Promise<void> {
    if (stream === WORKSPACE_STREAM) {
      await desk.arrived(commits);
      return;
    }
    const planId = planOfStream(stream);
    if (planId === null) return;
    const plan = plans.peek(planId);
    const read = await plan?.held.arrived(commits);
    if (read?.ok === false) plan?.feed.fail(logFailure(read.error));
    summaries.changed(planId);
    if (configured.size > 0 && commits.some(({ events }) => events.some(({ type }) => type === 'PlanConfigured'))) {
      for (const listener of configured) listener(planId);
    }
  }

  /** How the goal was given: by the plan's first commit, or the one that revised it. */
  async function readGoalGiven(planId: PlanId, by: CommitId | null): Promise<GoalGiven | null> {
    const revision = by === null ? null : orThrowLog(await log.find(by));
    const after = revision === null ? 0 : revision.position - 1;
    for await (const batch of log.read({ after, streams: [planStream(planId)] })) {
      const commits = orThrowLog(batch);
      const giving = by === null ? commits.toSorted(compareForMerge)[0] : commits.find(({ id }) => id === by);
      if (giving === undefined) continue;
      return { commitId: giving.id as CommitId, at: giving.at, zone: giving.zone, locale: giving.locale };
    }
    return null;
  }

  function space(): Promise<LogSpace> {
    spacing ??= ports.openSpace();
    return spacing;
  }

  function inspection(): Promise<LogInspection> {
    inspecting ??= ports.openInspection();
    return inspecting;
  }

  function privacy(): Promise<Privacy> {
    opening ??= ports.openPrivacy(door);
    return opening;
  }

  function engine(): Promise<DraftEngine> {
    drafting ??= ports.openDrafting(door);
    return drafting;
  }

  /** What a reload or a crash has interrupted goes on. */
  async function resumeDrafts(): Promise<void> {
    try {
      const wanted = await door.wantedDrafts();
      for (const planId of wanted) await (await engine()).draft(planId);
    } catch (error) {
      onBug(error);
    }
  }
}

function byStream(commits: readonly Commit[]): ReadonlyMap<string, readonly Commit[]> {
  const found = new Map<string, Commit[]>();
  for (const commit of commits) {
    const ofStream = found.get(commit.stream);
    if (ofStream === undefined) found.set(commit.stream, [commit]);
    else ofStream.push(commit);
  }
  return found;
}

function toReport({ streams, added, known }: TakenFile): ImportReport {
  return { plans: streams.flatMap((stream) => planOfStream(stream) ?? []), commitsAdded: added, commitsKnown: known };
}

function countEvents(summaries: Iterable<KeptSummary>): number {
  let events = 0;
  for (const summary of summaries) events += summary.events;
  return events;
}

/** Names in the scratch: what is being typed, and which drafts are under way. */
const TYPED = 'typed/';
const BACKUP_FOLDER = 'backupFolder';
const WANTED_DRAFT = 'draft/';
