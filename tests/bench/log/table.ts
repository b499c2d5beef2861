import type { LogBenchReport, Ratios } from './log-bench.ts';

/** What each phase is held against, where there is a goal. */
const goals: Record<string, Partial<Ratios>> = {
  'append 1, relaxed, p50 ms': { '×A': 0.6, '×B': 0.8, '×Dexie': 1.2 },
  'append 100, relaxed, p50 ms': { '×A': 8, '×B': 0.8 },
  '500 in flight, relaxed, ev/s': { '×A': 8, '×B': 0.8 },
  '500 in flight, strict, ev/s': { '×A': 15, '×B': 0.8 },
  'bulk of 50000, relaxed, ev/s': { '×A': 12, '×B': 0.8 },
  'replay and fold, ev/s': { '×A': 4, '×B': 0.8 },
  'one stream of a hundred, ev/s': { '×A': 1.5 },
  'cold open and fold, ev/s': { '×A': 3.5, '×B': 0.8 },
  'export, ev/s': { '×A': 1.5 },
  'import, ev/s': { '×A': 15 },
};

/** The report as a table for people. A ratio that misses its goal carries a cross. */
export function toTable({ medians, ratios, door, tabs, curve }: LogBenchReport): string {
  const rows = [['phase', 'A', 'B', 'Dexie', 'ours', '×A', '×B', '×Dexie']];
  for (const [phase, { A, B, dexie, ours }] of Object.entries(medians)) {
    const against = ratios[phase];
    const shown = (['×A', '×B', '×Dexie'] as const).map((name) => {
      const [ratio, goal] = [against?.[name] ?? Number.NaN, goals[phase]?.[name]];
      return goal === undefined ? `${ratio}` : `${ratio} (${goal}${ratio < goal ? ' ✗' : ''})`;
    });
    rows.push([phase, ...[A, B, dexie, ours].map((value) => `${value ?? ''}`), ...shown]);
  }
  const { oursMs, rawMs, ratio, sent, lost } = tabs;
  const lines = [
    ...align(rows),
    '',
    `page to worker and back: ${door.pageMs} ms, in the worker ${door.workerMs} ms, extra ${door.extraMs} ms`,
    `tab to tab: p50 ${oursMs.p50} ms (raw ${rawMs.p50}, ${ratio.p50} ×), p95 ${oursMs.p95} ms (raw ${rawMs.p95}, ${ratio.p95} ×), lost ${lost} of ${sent}`,
  ];
  if (curve === undefined) return lines.join('\n');
  const points = Object.entries(curve).map(([count, { openMs, streamMs, appendMs, bytes }]) =>
    [count, openMs, streamMs, appendMs, Math.round(bytes / 1e6)].map(String),
  );
  return [...lines, '', ...align([['events', 'open ms', 'one stream ms', 'append p50 ms', 'MB'], ...points])].join(
    '\n',
  );
}

function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
