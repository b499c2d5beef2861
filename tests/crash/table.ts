import type { Killed } from './series.ts';

/** The figures of a campaign by kind of kill and backend: what was hit and lost, and what opening again was like. */
export function killTables(killed: readonly Killed[]): string {
  const groups = new Map<string, Killed[]>();
  for (const one of killed) {
    const name = `${one.kill}, ${one.backend}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const rows = [...[...groups].sort(([a], [b]) => (a < b ? -1 : 1)), ['all', killed] as const];
  const table = (headings: readonly string[], figures: (of: readonly Killed[]) => readonly (string | number)[]) =>
    toText([['killed', ...headings], ...rows.map(([name, of]) => [name, ...figures(of).map(String)])]);
  return `${table(losses, lossesOf)}\n\n${table(openings, openingsOf)}`;
}

const losses = [
  'kills',
  'in flight',
  'importing',
  'sealing',
  'rebuilding',
  'calls acknowledged',
  'restored',
  'lost',
  'torn',
  'doubled',
  'other faults',
  'unknown fate: written',
  'not written',
];

function lossesOf(killed: readonly Killed[]): readonly (string | number)[] {
  const found = killed.flatMap(({ findings }) => findings.map(({ kind }) => kind));
  const countOf = (kind: string) => found.filter((one) => one === kind).length;
  const [lost, torn, doubled] = [countOf('lost'), countOf('torn'), countOf('doubled')];
  const sum = (of: (one: Killed) => number) => killed.reduce((total, one) => total + of(one), 0);
  const hits = killed.filter(({ inFlight }) => inFlight > 0).length;
  return [
    killed.length,
    `${hits} (${Math.round((hits / killed.length) * 100)} %)`,
    ...(['import', 'seal', 'rebuild'] as const).map((what) => killed.filter(({ hit }) => hit.includes(what)).length),
    sum(({ acknowledged }) => acknowledged),
    killed.filter(({ isRestored }) => isRestored).length,
    lost,
    torn,
    doubled,
    found.length - lost - torn - doubled,
    sum(({ written }) => written),
    sum(({ missing }) => missing),
  ];
}

const openings = [
  'open: median ms',
  'p95 ms',
  'not witnessed: median commits',
  'p95 commits',
  'most commits',
  'median ms',
  'p95 ms',
  'most ms',
];

function openingsOf(killed: readonly Killed[]): readonly string[] {
  const unseen = ({ unwitnessed }: Killed) => unwitnessed ?? Number.NaN;
  const unseenMs = ({ unwitnessedMs }: Killed) => unwitnessedMs;
  return [
    ...[0.5, 0.95].map((share) => quantile(killed, share, ({ openMs }) => openMs)),
    ...[0.5, 0.95, 1].map((share) => quantile(killed, share, unseen)),
    ...[0.5, 0.95, 1].map((share) => quantile(killed, share, unseenMs)),
  ];
}

function quantile(killed: readonly Killed[], share: number, of: (one: Killed) => number): string {
  const figures = killed.map(of).sort((a, b) => a - b);
  return (figures[Math.min(figures.length - 1, Math.floor(figures.length * share))] ?? Number.NaN).toFixed(0);
}

function toText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
