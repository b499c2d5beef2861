import type { Killed } from './series.ts';

/** The figures of a campaign, by kind of kill and backend. */
export function killTable(killed: readonly Killed[]): string {
  const groups = new Map<string, Killed[]>();
  for (const one of killed) {
    for (const name of [`${one.kill}, ${one.backend}`, 'all']) groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const all = groups.get('all');
  groups.delete('all');
  const rows = [...[...groups].sort(([a], [b]) => (a < b ? -1 : 1)), ['all', all ?? []] as const];
  return toText([headings, ...rows.map(([name, of]) => [name, ...figuresOf(of)])]);
}

const headings = [
  'killed',
  'kills',
  'hit in flight',
  'acknowledged',
  'lost',
  'torn',
  'doubled',
  'other faults',
  'of unknown fate: written',
  'not written',
  'open ms, median',
  'p95',
];

function figuresOf(killed: readonly Killed[]): readonly string[] {
  const found = killed.flatMap(({ findings }) => findings.map(({ kind }) => kind));
  const countOf = (kind: string) => found.filter((one) => one === kind).length;
  const [lost, torn, doubled] = ['lost', 'torn', 'doubled'].map(countOf) as [number, number, number];
  const sum = (of: (one: Killed) => number) => killed.reduce((total, one) => total + of(one), 0);
  const hits = killed.filter(({ inFlight }) => inFlight > 0).length;
  return [
    killed.length,
    `${hits} (${Math.round((hits / killed.length) * 100)} %)`,
    sum(({ acknowledged }) => acknowledged),
    lost,
    torn,
    doubled,
    found.length - lost - torn - doubled,
    sum(({ written }) => written),
    sum(({ missing }) => missing),
    quantile(killed, 0.5),
    quantile(killed, 0.95),
  ].map(String);
}

function quantile(killed: readonly Killed[], share: number): string {
  const times = killed.map(({ openMs }) => openMs).sort((a, b) => a - b);
  return (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN).toFixed(0);
}

function toText(rows: readonly (readonly string[])[]): string {
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
