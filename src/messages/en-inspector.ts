import { formatBytes, formatList, formatNumber, formatShare } from './format.ts';

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`;

/** What a check finds wrong. */
const damage = {
  shape: 'it can’t be read',
  order: 'it stands in the wrong place',
  link: 'it does not follow from what comes before it',
  hash: 'it is not as it was written',
} as const;

/** What keeps a projection from going on, by the code of the log's failure. */
const hindrances: Readonly<Record<string, string>> = {
  QuotaExceeded: 'The browser has no space left for it. It tries again by itself.',
  LogUnavailable: 'The storage did not answer. It tries again by itself.',
  LogDamaged: 'A part of the log can’t be read. Check everything to learn which.',
  FenceMoved: 'The storage was changed by a newer Foldline or a restore. Reload this tab.',
  LogClosed: 'The log is closed in this tab. Reload it.',
  SubscriberThrew: 'Something went wrong inside Foldline. It tries again by itself.',
};

const actors: Readonly<Record<string, string>> = {
  person: 'You',
  rules: 'Rules',
  model: 'A model',
  executor: 'An executor',
  engine: 'The engine',
};

/** The words of the inspector. */
export const enInspector = {
  heading: 'Inspector',
  lead: 'What is in the log and what is kept beside it. Looking changes nothing.',
  reading: 'Reading the log',

  log: 'Log',
  holds: 'Holds',
  holdsText: (commits: number, streams: number) =>
    commits === 0
      ? 'Nothing yet. It fills as you plan.'
      : `${count(commits, 'commit', 'commits')} in ${count(streams, 'stream', 'streams')}`,
  place: 'Place',
  onDisk: 'In this browser’s storage',
  inMemory: 'In this tab’s memory only: closing it loses everything that is not exported',
  layout: 'Layout',
  layoutText: (rows: number, tail: number, segments: number, sealed: number) =>
    segments === 0 && tail === 0
      ? 'Nothing is stored yet'
      : segments === 0
        ? `${count(tail, 'commit', 'commits')} in ${count(rows, 'row', 'rows')}; nothing is sealed yet`
        : `${count(sealed, 'commit', 'commits')} sealed in ${count(segments, 'segment', 'segments')}, ${formatNumber(tail)} in ${count(rows, 'row', 'rows')}`,
  leader: 'Leader',
  leaders: {
    here: 'This tab. It seals, copies and keeps the projections for all tabs.',
    elsewhere: 'Another tab. What only the leader does has to be started there; everything else works here.',
    none: 'No tab. This browser has no locks, or a leader is about to be found; saving and reading work without one.',
  },
  copy: 'Second copy',
  noCopy: 'None. A backup file is your second copy.',
  copyText: (position: number, of: number, when: string | null) =>
    `${position >= of ? 'All' : `${formatNumber(position)} of ${formatNumber(of)}`} ${of === 1 ? 'commit' : 'commits'}, kept outside the database${when === null ? '' : `; newest seen ${when}`}`,
  copyStates: {
    copying: 'Being written.',
    whole: 'Up to date.',
    full: 'There is no room for more of it.',
    failed: 'It could not be written; another try follows.',
    elsewhere: 'The leading tab writes it.',
  },
  device: 'Writes as',

  check: 'Check',
  checkText: 'Reads every commit and every file in the log and holds it against its checksums. Nothing is changed.',
  checkAll: 'Check everything',
  checking: 'Checking',
  checkingShare: (share: number) => `${formatShare(share)} checked`,
  stopCheck: 'Stop checking',
  stopped: (commits: number) =>
    `Stopped after ${count(commits, 'commit', 'commits')}. Nothing wrong was found up to there.`,
  sound: (commits: number, blobs: number) =>
    `All is sound: ${count(commits, 'commit', 'commits')}${blobs === 0 ? '' : ` and ${count(blobs, 'file', 'files')}`} are as they were written.`,
  unsound: (found: number) =>
    `${count(found, 'thing is', 'things are')} not as it should be. Export the log now, then keep that file: it holds everything that can still be read.`,
  finding: (where: string, why: keyof typeof damage) => `${where}: ${damage[why]}`,
  moreFindings: (n: number) => `and ${count(n, 'more', 'more')}`,

  projections: 'Projections',
  projectionsLead:
    'Readings of the log that are kept up to date beside it. They can be made again from it at any time.',
  noProjections: 'None is kept yet. The leading tab begins with the first commit.',
  purposes: {
    monitoring: 'How each stream and device stands',
    audit: 'Who did what, and when',
    metrics: 'Figures over the whole log',
  } as Readonly<Record<string, string>>,
  upToDate: 'Up to date',
  behind: (n: number) => `${count(n, 'commit', 'commits')} behind`,
  notBegun: 'Not begun yet',
  tryingAgain: (tries: number) => `A commit failed ${count(tries, 'time', 'times')} and is being tried again`,
  hindrance: (code: string) => hindrances[code] ?? hindrances.SubscriberThrew ?? '',
  rebuild: 'Make anew',
  rebuildOf: (name: string) => `Make ${name} anew`,
  rebuilding: (name: string) => `Making ${name} anew`,
  rebuildingShare: (share: number) => `${formatShare(share)} read. The old one is shown until then.`,
  cancelRebuild: 'Stop',
  cancelRebuildOf: (name: string) => `Stop making ${name} anew`,
  rebuilt: (name: string) => `“${name}” is made anew from the whole log.`,
  parked: (n: number) =>
    `${count(n, 'commit was', 'commits were')} put aside after five tries; the rest went on without.`,
  parkedOne: (position: number, stream: string) => `Commit ${formatNumber(position)} in ${stream}`,
  parkedWhy: (reason: string, tries: number, when: string) =>
    `${reason} (${count(tries, 'try', 'tries')}, last ${when})`,
  tryParked: 'Try again',
  tryParkedOf: (name: string) => `Try what ${name} put aside again`,
  retried: (taken: number, left: number) =>
    left === 0
      ? `${count(taken, 'commit', 'commits')} went in.`
      : `${count(taken, 'commit', 'commits')} went in, ${formatNumber(left)} still can’t.`,
  notHere: 'Another tab leads and does this. Open the inspector there, or close that tab.',
  noLeader: 'No tab leads at the moment, and only a leader does this.',

  streams: 'Streams',
  streamsLead: 'Each plan is a stream of its own.',
  noStreams: 'No streams yet. The first plan begins one.',
  streamPlan: (title: string) => `Plan “${title}”`,
  workspace: 'Workspace',
  streamText: (commits: number, events: number, when: string) =>
    `${count(commits, 'commit', 'commits')}, ${count(events, 'event', 'events')}, newest ${when}`,
  late: (n: number) => `${count(n, 'commit', 'commits')} came from another device after later ones`,
  showEvents: 'Show events',
  showEventsOf: (stream: string) => `Show the events of ${stream}`,
  allStreams: (n: number) => `Show all ${formatNumber(n)} streams`,
  devices: 'Devices',
  thisDevice: 'this one',
  recent: (n: number, minutes: number) => `${count(n, 'event', 'events')} in the last ${formatNumber(minutes)} minutes`,

  events: 'Events',
  eventsLead: 'Newest first. Open one to see it as it is stored.',
  ofStream: 'Stream',
  ofType: 'Event type',
  all: 'All',
  newer: (n: number) => `${count(n, 'newer commit', 'newer commits')}: show`,
  older: 'Show older',
  searchOlder: 'Search further back',
  noEventsTitle: 'No events yet',
  noEvents: 'Whatever you do in a plan becomes an event, and is listed here.',
  noneFitTitle: 'None fits',
  noneFit: 'No commit is of that stream and has an event of that type.',
  showAll: 'Show all events',
  eventTitle: (types: readonly string[], events: number) => {
    const shown = formatList(types.slice(0, 3));
    const rest = types.length > 3 ? ` and ${formatNumber(types.length - 3)} other types` : '';
    return events === types.length ? `${shown}${rest}` : `${shown}${rest}, ${formatNumber(events)} events`;
  },
  eventAbout: (actor: string, stream: string, when: string) => `${actors[actor] ?? actor} in ${stream}, ${when}`,
  position: (position: number) => `#${formatNumber(position)}`,
  envelope: (position: number) => `Commit ${formatNumber(position)} as it is stored`,
  envelopeMissing: 'This commit can’t be read. Check everything to learn why.',
  envelopeCut: (shown: number, of: number) =>
    `The first ${formatNumber(shown)} of ${formatNumber(of)} characters. An export holds all of it.`,

  audit: 'Who did what',
  auditLead: 'From the projection “audit”: no text that you wrote is in it.',
  auditTable: 'The newest commits as a table',
  noAudit: 'Nothing yet.',
  auditWhen: 'When',
  auditWho: 'Who',
  auditWhat: 'What',
  auditWhere: 'Where',
  auditCause: 'Because of',
  itself: 'itself',
  auditMore: 'Show more',
  auditDropped: (n: number) =>
    `${count(n, 'older commit is', 'older commits are')} no longer listed here; the log has all of them.`,
  who: (actor: string) => actors[actor] ?? actor,

  figures: 'Figures',
  figuresLead: 'From the projection “metrics”.',
  noFigures: 'Nothing to count yet.',
  size: 'Size',
  sizeText: (eventBytes: number, blobBytes: number) =>
    `${formatBytes(eventBytes)} of events${blobBytes === 0 ? '' : `, ${formatBytes(blobBytes)} of files that they refer to`}`,
  perCommit: 'Events in a commit',
  range: (mean: number, most: number) =>
    `${formatNumber(Math.round(mean * 10) / 10)} on average, ${formatNumber(most)} at most`,
  delay: 'From acting to saved',
  delayText: (mean: number, most: number) => `${milliseconds(mean)} on average, ${milliseconds(most)} at most`,
  byType: 'Events by type',
  byDay: 'Events by day (UTC)',
  type: 'Type',
  day: 'Day',
  number: 'Events',
  otherTypes: 'Other types',
};

function milliseconds(ms: number): string {
  if (ms < 1000) return `${formatNumber(Math.round(ms))} ms`;
  if (ms < 60_000) return `${formatNumber(Math.round(ms / 100) / 10)} s`;
  if (ms < 3_600_000) return `${formatNumber(Math.round(ms / 60_000))} min`;
  if (ms < 86_400_000) return `${formatNumber(Math.round(ms / 3_600_000))} h`;
  return count(Math.round(ms / 86_400_000), 'day', 'days');
}
