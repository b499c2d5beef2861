import type { TaskId } from '../../src/planner/ids.ts';
import { type Schedulable, schedule } from '../../src/planner/schedule.ts';
import { median } from './median.ts';

/** How fast a whole plan is scheduled from scratch. Milliseconds of wall time: compare runs on one quiet machine only. */
export interface ScheduleFigures {
  readonly tasks: number;
  readonly needs: number;
  /** Median of the runs. */
  readonly ms: number;
}

/** 10,000 tasks in groups of ten, 30,000 needs on tasks some way back. */
export function measureSchedule(): ScheduleFigures {
  const tasks = new Map<TaskId, Schedulable>();
  let needs = 0;
  for (let i = 0; i < TASKS; i++) {
    const isGroup = i % 10 === 0;
    const waits = isGroup
      ? []
      : NEEDS_BACK.map((back) => i - back * 10).filter((other) => other > 0 && other % 10 !== 0);
    needs += waits.length;
    tasks.set(id(i), {
      parentId: isGroup ? null : id(i - (i % 10)),
      estimateMinutes: 5 + (i % 90),
      needs: waits.map((other) => ({ task: id(other), type: 'blocks', lagMinutes: 0 })),
    });
  }
  const runs = Array.from({ length: 15 }, () => {
    const started = performance.now();
    schedule(tasks);
    return performance.now() - started;
  });
  return { tasks: tasks.size, needs, ms: median(runs) };
}

const TASKS = 10_000;
/** Groups back; nine of ten tasks have needs, so a few more than three each. */
const NEEDS_BACK = [1, 7, 19, 40];
const id = (i: number) => `t${i}` as TaskId;
