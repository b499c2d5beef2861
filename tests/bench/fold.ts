import type { PlanEvent } from '#planner/event.ts';
import { foldAll } from '#planner/fold.ts';
import type { CommitId, PlanId, TaskId } from '#planner/ids.ts';
import type { Need } from '#planner/need.ts';
import { newTask } from '#planner/new-task.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import type { Recorded } from '#planner/recorded.ts';
import { initial, type PlanState } from '#planner/state.ts';
import type { Task } from '#planner/task.ts';
import { PLANNED } from '#planner/task-status.ts';
import { seededRandom } from '../support/random.ts';

/** Events a second of the app's own fold over a plan of `tasks` tasks, best of `rounds` rounds. */
export interface FoldFigures {
  readonly tasks: number;
  readonly events: number;
  readonly whole: number;
  readonly inHundreds: number;
  readonly oneByOne: number;
}

export function measureFold({ tasks = 2000, events = 200_000, oneByOne = 4000, rounds = 5 } = {}): FoldFigures {
  const log = realisticLog(tasks, events);
  const start = log.slice(0, 1 + tasks / PER_COMMIT);
  const rest = log.slice(start.length);
  const planned = foldAll(initial, start);
  return {
    tasks,
    events: log.length,
    whole: best(rounds, log.length, () => foldAll(initial, log)),
    inHundreds: best(rounds, rest.length, () => inPieces(planned, rest, 100)),
    oneByOne: best(rounds, oneByOne, () => inPieces(planned, rest.slice(0, oneByOne), 1)),
  };
}

const PER_COMMIT = 20;

function best(rounds: number, events: number, run: () => unknown): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const from = performance.now();
    run();
    fastest = Math.min(fastest, performance.now() - from);
  }
  return Math.round((events / fastest) * 1000);
}

function inPieces(from: PlanState, log: readonly Recorded[], size: number): PlanState {
  let state = from;
  for (let i = 0; i < log.length; i += size) state = foldAll(state, log.slice(i, i + size));
  return state;
}

/**
 * What a busy plan's log holds: 2,000 tasks planned in groups, and then edits (35 %), status changes with their
 * dispatches (40 %), moves (9 %), needs drawn and dropped (10 %), questions answered (3 %), tasks removed and added (3 %).
 */
export function realisticLog(tasks: number, count: number): Recorded[] {
  const random = seededRandom(7);
  const dice = (sides: number): number => Math.trunc(random() * sides);
  const log: Recorded[] = [];
  let commits = 0;
  const commit = (...events: PlanEvent[]): void => {
    const head = {
      id: `0198${String(commits++).padStart(12, '0')}` as CommitId,
      at: 1_700_000_000_000 + commits * 1000,
      actor: { type: 'person' as const },
    };
    for (const event of events) log.push({ commit: head, event });
  };
  const idOf = (n: number): TaskId => `t.${n}` as TaskId;
  const live = new Map<TaskId, Task>();
  const ids: TaskId[] = [];
  const plan = (planned: Task[]): PlanEvent => {
    for (const task of planned) {
      live.set(task.id, task);
      ids.push(task.id);
    }
    return { type: 'TasksPlanned', v: 1, tasks: planned };
  };
  const task = (n: number, needs: readonly Need[]): Task => ({
    ...newTask(
      { id: idOf(n), parentId: n % PER_COMMIT === 0 ? null : idOf(n - (n % PER_COMMIT)), order: `a${n}`, createdAt: 0 },
      { title: `Task number ${n}`, description: 'Some words on it.' },
    ),
    needs,
  });
  const need = (n: number): Need => ({
    task: idOf(n),
    type: 'blocks',
    lagMinutes: 0,
    confidence: 1,
    reason: { code: 'said-then', params: {}, spans: [] },
  });
  const planId = 'plan' as PlanId;
  commit({
    type: 'PlanInitialized',
    v: 1,
    planId,
    title: 'A plan',
    goal: { in: 'event', text: 'Do it all' },
    attachments: [],
    config: DEFAULT_CONFIG,
  });
  for (let n = 0; n < tasks; n += PER_COMMIT) {
    commit(
      plan(Array.from({ length: PER_COMMIT }, (_, i) => task(n + i, i > 1 && i % 3 === 0 ? [need(n + i - 1)] : []))),
    );
  }
  let born = tasks;
  const marks = { locked: [], provenance: {} };
  while (log.length < count) {
    const id = ids[dice(ids.length)];
    const subject = id === undefined ? undefined : live.get(id);
    if (subject === undefined || id === undefined) continue;
    const kind = dice(100);
    const at = log.length;
    if (kind < 35) {
      const title = `Task at ${at}`;
      commit({
        type: 'TaskEdited',
        v: 1,
        taskId: id,
        from: { title: subject.title },
        to: { title },
        marksFrom: marks,
        marksTo: { ...marks, locked: ['title'] },
      });
    } else if (kind < 55) {
      commit({
        type: 'TaskStatusUpdated',
        v: 1,
        taskId: id,
        from: PLANNED,
        to: { status: 'completed', at, result: null },
      });
      commit({
        type: 'TaskStatusUpdated',
        v: 1,
        taskId: id,
        from: { status: 'completed', at, result: null },
        to: PLANNED,
      });
    } else if (kind < 75) {
      commit({
        type: 'TaskStatusUpdated',
        v: 1,
        taskId: id,
        from: PLANNED,
        to: { status: 'running', at, attempt: null },
      });
    } else if (kind < 84) {
      commit({
        type: 'TasksMoved',
        v: 1,
        moves: [
          {
            taskId: id,
            from: { parentId: subject.parentId, order: subject.order },
            to: { parentId: subject.parentId, order: `b${at}` },
          },
        ],
      });
    } else if (kind < 94) {
      const other = ids[dice(ids.length)];
      if (
        other === undefined ||
        Number(other.slice(2)) >= Number(id.slice(2)) ||
        Number(id.slice(2)) % PER_COMMIT === 0
      )
        continue;
      const edge = { taskId: id, need: { ...need(0), task: other } };
      commit({ type: 'NeedsChanged', v: 1, removed: [], added: [edge] });
      commit({ type: 'NeedsChanged', v: 1, removed: [edge], added: [] });
    } else if (kind < 97) {
      commit({
        type: 'ClarificationReceived',
        v: 1,
        taskId: id,
        at,
        question: { code: 'free', params: {}, options: [], mustAsk: false },
        answer: { text: 'Yes', option: null },
      });
      commit({
        type: 'ClarificationWithdrawn',
        v: 1,
        taskId: id,
        at,
        question: { code: 'free', params: {}, options: [], mustAsk: false },
        answer: { text: 'Yes', option: null },
      });
    } else {
      const added: Task = { ...task(born++, []), parentId: null };
      commit({ type: 'TasksPlanned', v: 1, tasks: [added] });
      commit({ type: 'TasksRemoved', v: 1, tasks: [added] });
    }
  }
  return log;
}
