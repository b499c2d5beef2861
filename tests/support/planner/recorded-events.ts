import { readFileSync } from 'node:fs';
import type { Recorded } from '#planner/recorded.ts';
import { readPlanEvent } from '#planner/upcast.ts';

/** A recorded log of `tests/replay`, one event a line, brought up to date. */
export function recordedEvents(name: string): readonly Recorded[] {
  return readFileSync(new URL(`../../replay/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line): Recorded => {
      const { commit, event } = JSON.parse(line);
      const known = readPlanEvent(event);
      if (!known.ok) throw new Error(`${name}: ${JSON.stringify(known.error)}`);
      return { commit, event: known.value };
    });
}
