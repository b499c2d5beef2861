import { ok } from '#kit/result.ts';
import { unreachable } from '#kit/unreachable.ts';
import type { PlanEvent } from '../event.ts';
import { attemptOf } from '../fold/status.ts';
import type { AttemptId } from '../ids.ts';
import { indexOf } from '../plan-index.ts';
import type { Answer, Question } from '../question.ts';
import type { PlanState } from '../state.ts';
import type { SomeTaskFields, Task } from '../task.ts';
import { PLANNED } from '../task-status.ts';
import { isGroup } from '../views.ts';
import { withConsequences } from './consequences.ts';
import { questionOf } from './continue.ts';
import { birthsOf, type Decision, findTask, type Given, no } from './decision.ts';
import { fieldsEdited, LOCKED } from './edit.ts';
import { completed, statusUpdated } from './status.ts';

/** What an executor says of its attempt. Word of an attempt that is no longer the task's is refused: it came too late. */
export function handleExecutorEvent(
  state: PlanState,
  { stamp, taskId, attemptId, event }: Given<'HandleExecutorEvent'>,
): Decision {
  const found = findTask(state, taskId);
  if (!found.ok) return found;
  const task = found.value;
  if (isGroup(state, taskId)) return no({ code: 'TaskIsGroup', params: { taskId } });
  if (event.type === 'clarification-provided') return answered(state, stamp, task, attemptId, event.answer);
  if (attemptId === null || attemptOf(task.status) !== attemptId || task.status.status !== 'running') {
    return no({ code: 'StaleAttempt', params: { taskId, attemptId: attemptId ?? '' } });
  }
  const { at } = stamp;
  switch (event.type) {
    case 'started':
      // The dispatch says it already.
      return ok([]);
    case 'completed':
      return ok(withConsequences(state, stamp, birthsOf(stamp), [statusUpdated(task, completed(at, event.result))]));
    case 'failed':
      return ok([statusUpdated(task, { status: 'failed', at, error: event.error })]);
    case 'interrupted':
      return ok([statusUpdated(task, { status: 'interrupted', at, attempt: attemptId })]);
    case 'needs-clarification':
      return ok([
        { type: 'ClarificationRequested', v: 1, taskId, attemptId, question: event.question },
        statusUpdated(task, { status: 'needs-clarification', at, attempt: attemptId, question: event.question }),
      ]);
    default:
      return unreachable(event);
  }
}

/** The fields that choosing an option fills in. */
export function fieldsSetBy(question: Question, answer: Answer): SomeTaskFields {
  const effect = answer.option === null ? null : (question.options[answer.option]?.sets ?? null);
  return effect === null ? {} : { [effect.field]: effect.value };
}

/**
 * An answer stays with the task that asked. A task that an executor had begun goes back to planned, to be dispatched
 * again; a clarification task is done with it, also before it was asked, and what the chosen option fills in goes to the
 * tasks that wait for it, unless their person typed it.
 */
function answered(
  state: PlanState,
  stamp: Given<'HandleExecutorEvent'>['stamp'],
  task: Task,
  attemptId: AttemptId | null,
  answer: Answer,
): Decision {
  const taskId = task.id;
  const asks = task.kind === 'clarification';
  const question =
    task.status.status === 'needs-clarification'
      ? task.status.question
      : asks && task.status.status === 'planned'
        ? questionOf(task)
        : null;
  if (question === null) return no({ code: 'NoQuestion', params: { taskId } });
  if (attemptId !== null && attemptId !== attemptOf(task.status))
    return no({ code: 'StaleAttempt', params: { taskId, attemptId } });
  const received: PlanEvent = { type: 'ClarificationReceived', v: 1, taskId, question, answer, at: stamp.at };
  if (!asks) return ok([received, statusUpdated(task, PLANNED)]);
  const events: PlanEvent[] = [received, statusUpdated(task, completed(stamp.at, { in: 'event', text: answer.text }))];
  const set = fieldsSetBy(question, answer);
  for (const dependent of indexOf(state.tasks).dependents.get(taskId) ?? []) {
    const waiting = state.tasks.get(dependent);
    const edited = waiting === undefined ? null : fieldsEdited(waiting, withoutLocked(waiting, set), LOCKED);
    if (edited !== null) events.push(edited);
  }
  return ok(withConsequences(state, stamp, birthsOf(stamp), events));
}

/** Those of the fields that the person does not hold. */
export function withoutLocked(task: Task, set: SomeTaskFields): SomeTaskFields {
  return Object.fromEntries(Object.entries(set).filter(([field]) => !task.locked.some((held) => held === field)));
}
