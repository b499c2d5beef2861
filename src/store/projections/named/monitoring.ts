import type { Commit } from '../../event-log.ts';
import type { Projection } from '../projection.ts';

/** How each stream and each device stands: for seeing at a glance that what should move does. */
export interface Monitoring {
  readonly position: number;
  readonly commits: number;
  readonly events: number;
  /** By name, in the order in which they began. Pairs, since a name may be any text. */
  readonly streams: readonly (readonly [stream: string, activity: StreamActivity])[];
  readonly devices: readonly (readonly [device: string, activity: Activity])[];
  /** The newest minutes in which something was taken in, oldest first. */
  readonly minutes: readonly (readonly [minute: number, events: number])[];
}

export interface Activity {
  readonly commits: number;
  readonly events: number;
  /** Of the newest commit. */
  readonly position: number;
  /** Epoch milliseconds at which this log took in the first and the newest. */
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface StreamActivity extends Activity {
  readonly sequence: number;
  readonly hlc: string;
  /**
   * Commits that came in later than others of the stream but are earlier by the clock, as those of other devices are:
   * where conflicts can arise. (A commit that comes twice is refused or answered, and never enters the log.)
   */
  readonly late: number;
}

export const monitoring: Projection<Monitoring> = {
  name: 'monitoring',
  version: 1,
  initial: { position: 0, commits: 0, events: 0, streams: [], devices: [], minutes: [] },
  fold(state, commits) {
    const streams = new Map(state.streams);
    const devices = new Map(state.devices);
    const minutes = new Map(state.minutes);
    let { position, events } = state;
    for (const commit of commits) {
      const before = streams.get(commit.stream);
      streams.set(commit.stream, {
        ...active(before, commit),
        sequence: Math.max(before?.sequence ?? 0, commit.sequence),
        hlc: before === undefined || before.hlc < commit.hlc ? commit.hlc : before.hlc,
        late: (before?.late ?? 0) + (before !== undefined && commit.hlc < before.hlc ? 1 : 0),
      });
      devices.set(commit.device, active(devices.get(commit.device), commit));
      const minute = Math.floor(commit.recordedAt / msPerMinute);
      minutes.set(minute, (minutes.get(minute) ?? 0) + commit.events.length);
      position = Math.max(position, commit.position);
      events += commit.events.length;
    }
    return {
      position,
      commits: state.commits + commits.length,
      events,
      streams: [...streams],
      devices: [...devices],
      minutes: [...minutes].sort(([a], [b]) => a - b).slice(-mostMinutes),
    };
  },
};

function active(before: Activity | undefined, { events, position, recordedAt }: Commit): Activity {
  return {
    commits: (before?.commits ?? 0) + 1,
    events: (before?.events ?? 0) + events.length,
    position: Math.max(before?.position ?? 0, position),
    firstAt: Math.min(before?.firstAt ?? recordedAt, recordedAt),
    lastAt: Math.max(before?.lastAt ?? recordedAt, recordedAt),
  };
}

const msPerMinute = 60_000;
const mostMinutes = 60;
