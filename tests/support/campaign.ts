import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    campaign: { readonly seed: number; readonly runs: number | null };
  }
}

/** How long a campaign is, and the seed that repeats it: from `tests/campaign.mjs`, or the short share of `npm test`. */
export function campaign(short: number): { readonly seed: number; readonly runs: number; readonly isWhole: boolean } {
  const { seed, runs } = inject('campaign');
  return { seed, runs: runs ?? short, isWhole: runs !== null };
}

/** How often each of these was seen, most often first, a line each. The short share of `npm test` is silent. */
export function printCounts(title: string, counts: ReadonlyMap<string, number>): void {
  if (inject('campaign').runs === null) return;
  const width = Math.max(...[...counts.keys()].map((name) => name.length));
  const lines = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `  ${name.padEnd(width)} ${count}`);
  console.log([title, ...lines].join('\n'));
}

export function countUp(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
