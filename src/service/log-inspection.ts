import { ok, type Result } from '#kit/result.ts';
import type { Commit, EventLog, ReadFailure, ReadQuery } from '#store/event-log.ts';
import { audit } from '#store/projections/named/audit.ts';
import { metrics } from '#store/projections/named/metrics.ts';
import { monitoring } from '#store/projections/named/monitoring.ts';
import type { Projection } from '#store/projections/projection.ts';
import type { Projections } from '#store/projections/projections.ts';
import { readProjection, readProjections } from '#store/projections/read-projections.ts';
import type { StorageReport } from './contract.ts';
import type { CommitLine, CommitPage, LogInspection, ProjectionReport } from './inspection.ts';
import { orThrowLog } from './or-throw.ts';

export interface InspectionPorts {
  readonly log: EventLog;
  /** How this tab stands among the others. */
  readonly standing: () => Promise<Pick<StorageReport, 'leader' | 'copy'>>;
  /** What keeps the projections, where this tab does. */
  readonly projections: () => Projections | null;
  readonly onBug: (error: unknown) => void;
}

/** The log as the inspector asks for it. A chunk of its own: most days nobody looks. */
export function createLogInspection({ log, standing, projections, onBug }: InspectionPorts): LogInspection {
  let check: { readonly share: number } | null = null;

  return {
    async inspectLog() {
      const [heads, kept, { leader, copy }] = await Promise.all([log.heads(), readProjections(log), standing()]);
      const { position, sequences } = orThrowLog(heads);
      return {
        place: log.medium,
        device: log.device,
        position,
        streams: sequences.size,
        layout: log.layout(),
        leader,
        copy,
        projections: reportsOf(orThrowLog(kept), projections()?.statuses() ?? [], position),
        checking: check?.share ?? null,
      };
    },
    async readReadings() {
      const [monitored, audited, measured] = await Promise.all([
        stateOf(log, monitoring),
        stateOf(log, audit),
        stateOf(log, metrics),
      ]);
      return { monitoring: monitored, audit: audited, metrics: measured };
    },
    async readCommits({ stream, type, before }) {
      const query = { ...(stream !== null && { streams: [stream] }), ...(type !== null && { types: [type] }) };
      const head = orThrowLog(await log.wake());
      const page = orThrowLog(await readBack(log, query, Math.min(before ?? head + 1, head + 1)));
      return { ...page, head };
    },
    async readEnvelope(position) {
      for await (const batch of log.read({ after: position - 1 })) {
        const commit = orThrowLog(batch)[0];
        return commit?.position === position ? JSON.stringify(commit, null, 2) : null;
      }
      return null;
    },
    async rebuildProjection(name) {
      const building = projections()?.rebuild(name) ?? null;
      building?.catch(onBug);
      return building !== null;
    },
    async cancelRebuild(name) {
      const running = projections();
      running?.cancelRebuild(name);
      return running !== null;
    },
    async retryParked(name) {
      const retried = projections()?.retryParked(name) ?? null;
      return retried === null ? null : orThrowLog(await retried);
    },
    async checkLog(signal) {
      const mine = { share: 0 };
      check = mine;
      const onShare = (share: number) => {
        mine.share = share;
      };
      const checked = await log.verify({ onShare, signal });
      if (check === mine) check = null;
      return orThrowLog(checked);
    },
  };
}

type Kept = Awaited<ReturnType<typeof readProjections>> & { readonly ok: true };
type Status = ReturnType<Projections['statuses']>[number];

/** What is on the disk, with what only the one who keeps it knows. */
function reportsOf(kept: Kept['value'], statuses: readonly Status[], head: number): readonly ProjectionReport[] {
  const names = [...new Set([...kept.map(({ name }) => name), ...statuses.map(({ name }) => name)])].sort();
  return names.map((name) => {
    const onDisk = kept.find((one) => one.name === name);
    const running = statuses.find((one) => one.name === name);
    const builtSoFar = onDisk?.next == null ? null : onDisk.next.position / Math.max(1, head);
    return {
      name,
      position: onDisk?.place?.position ?? null,
      rebuilding: running === undefined ? builtSoFar : running.rebuilding,
      trying: running?.trying ?? null,
      failure: running?.failure?.code ?? null,
      parked: onDisk?.parked ?? [],
    };
  });
}

async function stateOf<State>(log: EventLog, projection: Projection<State>): Promise<State | null> {
  return orThrowLog(await readProjection(log, projection))?.state ?? null;
}

/** A log is read forwards: so in windows that begin further and further back, until there is enough for a page. */
async function readBack(
  log: EventLog,
  query: ReadQuery,
  before: number,
): Promise<Result<Omit<CommitPage, 'head'>, ReadFailure>> {
  const found: CommitLine[] = [];
  let upper = before;
  let width = commitsPerPage;
  while (upper > 1 && found.length < commitsPerPage && before - upper < mostScanned) {
    const after = Math.max(0, upper - 1 - width);
    const inWindow = await readWindow(log, { ...query, after }, upper);
    if (!inWindow.ok) return inWindow;
    const taken = inWindow.value.slice(-(commitsPerPage - found.length));
    found.push(...taken.toReversed().map(toLine));
    upper = taken.length < inWindow.value.length ? (taken[0]?.position ?? upper) : after + 1;
    width *= 4;
  }
  return ok({ commits: found, before: upper > 1 ? upper : null });
}

async function readWindow(
  log: EventLog,
  query: ReadQuery,
  upper: number,
): Promise<Result<readonly Commit[], ReadFailure>> {
  const commits: Commit[] = [];
  for await (const batch of log.read(query)) {
    if (!batch.ok) return batch;
    for (const commit of batch.value) {
      if (commit.position >= upper) return ok(commits);
      commits.push(commit);
    }
  }
  return ok(commits);
}

function toLine({ position, id, stream, sequence, at, actor, events }: Commit): CommitLine {
  return {
    position,
    commitId: id,
    stream,
    sequence,
    at,
    actor: typeof actor.type === 'string' ? actor.type : '?',
    types: [...new Set(events.map(({ type }) => type))],
    events: events.length,
  };
}

const commitsPerPage = 50;
// Of a rare type in a long log a page takes this much reading at most; the next goes on from there.
const mostScanned = 20_000;
