import * as v from 'valibot';
import { type Actor, PERSON } from '#planner/actor.ts';
import { type Command, commandSchema } from '#planner/command.ts';
import type { PlanEvent } from '#planner/event.ts';
import { planner } from '#planner/handler.ts';
import { type CommitId, commitIdSchema, planIdSchema, type TaskId, taskIdSchema } from '#planner/ids.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import type { Recorded } from '#planner/recorded.ts';
import type { Rejection } from '#planner/rejection.ts';
import type { Stamp } from '#planner/stamp.ts';
import { initial, type PlanState } from '#planner/state.ts';
import type { Task } from '#planner/task.ts';

const NOON = Date.UTC(2026, 2, 2, 12);
export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const ENGINE: Actor = { type: 'engine' };
export const RULES: Actor = { type: 'rules' };

type WithoutVersion<T> = T extends unknown ? Omit<T, 'v'> : never;
/** A command as a test writes it: ids are plain text, and the version goes without saying. */
export type Written = WithoutVersion<v.InferInput<typeof commandSchema>>;

export const taskId = (text: string): TaskId => v.parse(taskIdSchema, text);
export const planId = v.parse(planIdSchema, 'plan');
export const commitId = (text: string): CommitId => v.parse(commitIdSchema, text);

export function command(written: Written): Command {
  return v.parse(commandSchema, { ...written, v: 1 });
}

/** A plan as it grows: each command is stamped, decided and folded, as the service would do it. */
export class Scenario {
  state: PlanState = initial;
  log: Recorded[] = [];
  now = NOON;
  actor: Actor = PERSON;
  zone = 'Europe/Berlin';
  #commits = 0;

  stamp(id = `c${this.#commits + 1}`): Stamp {
    const commit = commitId(id);
    return {
      commitId: commit,
      at: this.now,
      zone: this.zone,
      locale: 'en',
      actor: this.actor,
      causation: null,
      correlation: commit,
    };
  }

  /** Does a command, or says why not. */
  attempt(written: Written): readonly PlanEvent[] | Rejection {
    const stamp = this.stamp();
    const decision = planner.process(this.state, { ...command(written), stamp });
    if (!decision.ok) return decision.error;
    if (decision.value.length > 0) this.#commits++;
    const recorded = decision.value.map((event) => ({
      commit: { id: stamp.commitId, at: stamp.at, actor: stamp.actor },
      event,
    }));
    this.state = planner.foldAll(this.state, recorded);
    this.log.push(...recorded);
    return decision.value;
  }

  /** Does a command that must be accepted. */
  do(written: Written): readonly PlanEvent[] {
    const answer = this.attempt(written);
    if ('code' in answer) throw new Error(`${written.type} was refused: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Does a command that must be refused. */
  refuse(written: Written): Rejection {
    const answer = this.attempt(written);
    if (!('code' in answer)) throw new Error(`${written.type} was accepted: ${JSON.stringify(answer)}`);
    return answer;
  }

  as(actor: Actor): this {
    this.actor = actor;
    return this;
  }

  begin(title = 'A plan', text = 'Do it all'): this {
    this.do({
      type: 'Initialize',
      planId,
      title,
      goal: { in: 'event', text },
      attachments: [],
      config: structuredClone(DEFAULT_CONFIG) as never,
    });
    return this;
  }

  /** Adds a task as the person would, last below its parent; the answer is its id. */
  add(
    title: string,
    fields: Partial<v.InferInput<typeof commandSchema> & { type: 'AddTask' }>['fields'] | Record<string, unknown> = {},
    place: { under?: TaskId; needs?: TaskId[] } = {},
  ): TaskId {
    const parentId = place.under ?? null;
    const siblings = [...this.state.tasks.values()]
      .filter((task) => task.parentId === parentId)
      .sort((a, b) => (a.order < b.order ? -1 : 1));
    const events = this.do({
      type: 'AddTask',
      parentId,
      after: siblings.at(-1)?.id ?? null,
      fields: { ...fields, title },
      needs: place.needs ?? [],
    });
    const planned = events[0];
    if (planned?.type !== 'TasksPlanned' || planned.tasks[0] === undefined) throw new Error('No task was planned.');
    return planned.tasks[0].id;
  }

  link(
    taskId: TaskId,
    needs: TaskId,
    needType: 'blocks' | 'informs' | 'on-failure' | 'start-after' = 'blocks',
    lagMinutes = 0,
  ): void {
    this.do({ type: 'LinkTasks', taskId, needs, needType, lagMinutes });
  }

  task(id: TaskId): Task {
    const task = this.state.tasks.get(id);
    if (task === undefined) throw new Error(`There is no task ${id}.`);
    return task;
  }

  /** What the page sends for "Undo", with the events that the service fills in. */
  undoCommand(): Written {
    const id = this.state.undo.commits[this.state.undo.standing - 1] ?? commitId('none');
    return { type: 'Undo', commitId: id, events: this.eventsOf(id) as never };
  }

  redoCommand(): Written {
    const id = this.state.undo.commits[this.state.undo.standing] ?? commitId('none');
    return { type: 'Redo', commitId: id, events: this.eventsOf(this.state.undo.undoneBy.get(id) ?? id) as never };
  }

  undo(): void {
    this.do(this.undoCommand());
  }

  redo(): void {
    this.do(this.redoCommand());
  }

  eventsOf(id: CommitId): PlanEvent[] {
    return this.log.filter((recorded) => recorded.commit.id === id).map((recorded) => structuredClone(recorded.event));
  }
}

/** Given these events, when this command comes, then it leads to these events or is refused like this. */
export function given(scenario: Scenario): {
  when(written: Written): {
    leadsTo(expected: readonly Partial<PlanEvent>[]): void;
    isRefused(expected: Rejection): void;
  };
} {
  return {
    when: (written) => {
      const answer = scenario.attempt(written);
      return {
        leadsTo: (expected) => expectLike(answer, expected),
        isRefused: (expected) => expectLike(answer, expected),
      };
    },
  };
}

function expectLike(answer: unknown, expected: unknown): void {
  const difference = firstDifference(answer, expected, '');
  if (difference !== null)
    throw new Error(`At ${difference}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(answer)}`);
}

/** Everything expected has to be there; what is not mentioned may be anything. Lists have to be as long. */
function firstDifference(actual: unknown, expected: unknown, path: string): string | null {
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected) ? null : path || '/';
  if (typeof actual !== 'object' || actual === null) return path || '/';
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) return `${path}/length`;
  const there = new Map<string, unknown>(Object.entries(actual));
  for (const [key, value] of Object.entries(expected)) {
    const difference = firstDifference(there.get(key), value, `${path}/${key}`);
    if (difference !== null) return difference;
  }
  return null;
}
