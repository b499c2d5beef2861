import * as v from 'valibot';
import { err, ok, type Result } from '#kit/result.ts';
import { type PlanEvent, type PlanEventType, planEventSchema, planEventSchemas } from './event.ts';
import { type WorkspaceEvent, workspaceEventSchema } from './workspace.ts';

/** An event as it lies in the log: any type, any version. */
export interface StoredEvent {
  readonly type: string;
  readonly v: number;
}

/** This version of the app does not know the event, or knows it otherwise than it is. `path` says where. */
export type EventFailure =
  | { readonly code: 'UnknownEvent'; readonly params: { readonly type: string; readonly v: number } }
  | {
      readonly code: 'MalformedEvent';
      readonly params: { readonly type: string; readonly v: number; readonly path: string };
    };

/** One step up: from the shape of a version to that of the next. */
export type Upcaster = (event: StoredEvent) => StoredEvent;

/** By type: what takes version 1 to 2, 2 to 3 and so on. The newest version is one more than there are steps. */
export type UpcastTable = Readonly<Partial<Record<string, readonly Upcaster[]>>>;

/** No event has a second version yet. The first to get one puts its step here and its old shape into `tests/replay`. */
const upcasters: UpcastTable = {};

/** Where a chain is broken: the type, and the version from which stored events could not climb to today's. */
export interface ChainHole {
  readonly type: string;
  readonly v: number;
}

/** Today's version of every type, as its schema has it. */
const versions: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(planEventSchemas).map(([type, schema]) => [type, schema.entries.v.literal]),
);

/**
 * Every break in a table of steps: one that is not there, too few or too many for today's version, or for a type that
 * nobody knows.
 */
export function findHoles(table: UpcastTable, newest = versions): readonly ChainHole[] {
  const holes: ChainHole[] = [];
  for (const type of new Set([...Object.keys(newest), ...Object.keys(table)])) {
    const steps = table[type] ?? [];
    for (let v = 1; v <= Math.max(steps.length, (newest[type] ?? 0) - 1); v++) {
      const isStep = typeof steps[v - 1] === 'function';
      if (!isStep || v >= (newest[type] ?? 0)) holes.push({ type, v });
    }
  }
  return holes;
}

const holes = findHoles(upcasters);
// A plan folded without some of its events would be a wrong one, so nothing starts with a broken chain.
if (holes.length > 0) throw new Error(`Events cannot be brought up to date: ${JSON.stringify(holes)}`);

/** The version in which events of a type are written today; null for a type that is not known. */
export function newestVersion(type: string, table: UpcastTable = upcasters): number | null {
  return isKnownType(type) ? (table[type]?.length ?? 0) + 1 : null;
}

/** Whether an event of this type and version can be folded. One that cannot makes its plan read-only. */
export function knownEvent(type: string, version: number): boolean {
  const newest = newestVersion(type);
  return newest !== null && Number.isInteger(version) && version >= 1 && version <= newest;
}

/** An event in today's shape, by as many steps as it takes; null when its type or version is not known. */
export function upcast(event: StoredEvent, table: UpcastTable = upcasters): StoredEvent | null {
  const newest = newestVersion(event.type, table);
  if (newest === null || !Number.isInteger(event.v) || event.v < 1 || event.v > newest) return null;
  let now = event;
  for (const step of table[event.type]?.slice(event.v - 1) ?? []) now = step(now);
  return now;
}

/** Brings a stored event up to date and checks it whole: for files and feeds of others. */
export function readPlanEvent(event: StoredEvent): Result<PlanEvent, EventFailure> {
  const now = upcast(event);
  if (now === null) return unknown(event);
  const parsed = v.safeParse(planEventSchema, now);
  return parsed.success ? ok(parsed.output) : malformed(event, parsed.issues[0]);
}

/** The same for the workspace stream. */
export function readWorkspaceEvent(event: StoredEvent): Result<WorkspaceEvent, EventFailure> {
  const parsed = v.safeParse(workspaceEventSchema, event);
  if (parsed.success) return ok(parsed.output);
  return event.v === 1 && workspaceEventTypes.has(event.type) ? malformed(event, parsed.issues[0]) : unknown(event);
}

const workspaceEventTypes: ReadonlySet<string> = new Set(
  workspaceEventSchema.options.map(({ entries }) => entries.type.literal),
);

function isKnownType(type: string): type is PlanEventType {
  return Object.hasOwn(planEventSchemas, type);
}

function unknown({ type, v: version }: StoredEvent): Result<never, EventFailure> {
  return err({ code: 'UnknownEvent', params: { type, v: version } });
}

function malformed({ type, v: version }: StoredEvent, issue: v.BaseIssue<unknown>): Result<never, EventFailure> {
  return err({ code: 'MalformedEvent', params: { type, v: version, path: v.getDotPath(issue) ?? '' } });
}
