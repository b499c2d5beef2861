import { withoutCircles } from '../rules/acyclic.ts';

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly confidence: number;
}

/**
 * Which of `more` can be added to `kept` without a circle, the first ones first; `kept` has none and stays whole. Mostly all
 * fit, so they are tried together and halved where they don't: a few passes instead of one for each.
 */
export function fitting<Need extends Edge>(
  held: readonly { readonly parent: number }[],
  kept: readonly Edge[],
  more: readonly Need[],
): readonly Need[] {
  let all: readonly Edge[] = kept;
  const taken: Need[] = [];
  const open: (readonly Need[])[] = [more];
  for (let some = open.pop(); some !== undefined; some = open.pop()) {
    if (some.length === 0) continue;
    const together = withoutCircles(held, [...all, ...some]);
    if (together.circular.length === 0 && together.needs.length === all.length + some.length) {
      all = [...all, ...some];
      taken.push(...some);
    } else if (some.length > 1) {
      const half = some.length >> 1;
      open.push(some.slice(half), some.slice(0, half));
    }
  }
  return taken;
}
