import { ok } from '#kit/result.ts';
import type { StoredText } from '../blob-ref.ts';
import type { PlanEventOf } from '../event.ts';
import type { PlanState } from '../state.ts';
import type { Task } from '../task.ts';
import { isEnded } from '../task-status.ts';
import { leaves } from '../views.ts';
import type { Decision, Given } from './decision.ts';

/**
 * Moves detail of finished tasks into the summary, oldest first, until what a model would be told of the plan fits. What
 * is pending keeps all its detail; of what is finished the title, the result, the constraints and each answered question
 * stay, in the task or in its line of the summary. No task goes.
 */
export function compactContext(state: PlanState, { budgetTokens }: Given<'CompactContext'>): Decision {
  const budget = budgetTokens * CHARACTERS_PER_TOKEN;
  let size = contextCharacters(state);
  const lines: string[] = [];
  const dropped: PlanEventOf<'ContextCompacted'>['dropped'][number][] = [];
  const finished = leaves(state).flatMap((task) =>
    isEnded(task.status) && task.status.status !== 'failed' ? [{ task, at: task.status.at }] : [],
  );
  for (const { task } of finished.sort((a, b) => a.at - b.at)) {
    if (size <= budget) break;
    if (task.description === '' && task.clarifications.length === 0) continue;
    const line = summaryLine(task);
    const saved = detailCharacters(task) - line.length - 1;
    // A line longer than what it stands for would make the context grow.
    if (saved <= 0) continue;
    size -= saved;
    lines.push(line);
    // Attempts are no part of the context, so they stay, and a roll back stays possible.
    dropped.push({ taskId: task.id, description: task.description, clarifications: task.clarifications, attempts: [] });
  }
  if (dropped.length === 0) return ok([]);
  const summaryTo = [state.contextSummary, ...lines].filter((line) => line !== null).join('\n');
  return ok([{ type: 'ContextCompacted', v: 1, summaryFrom: state.contextSummary, summaryTo, dropped }]);
}

/** Roughly what a tokenizer makes of English prose. */
const CHARACTERS_PER_TOKEN = 4;

/** How long the text is that a model would be told of the plan. */
export function contextCharacters(state: PlanState): number {
  let size = textLength(state.goal) + (state.contextSummary?.length ?? 0);
  for (const task of state.tasks.values()) {
    size += task.title.length + detailCharacters(task);
    for (const constraint of task.constraints) size += constraint.text.length;
    if (task.status.status === 'completed' && task.status.result !== null) size += textLength(task.status.result);
  }
  return size;
}

function detailCharacters(task: Task): number {
  let size = task.description.length;
  for (const { question, answer } of task.clarifications) size += answer.text.length + JSON.stringify(question).length;
  return size;
}

function summaryLine(task: Task): string {
  const answers = task.clarifications.map(
    ({ question, answer }) => `${question.params.text ?? question.code}: ${answer.text}`,
  );
  return [`${task.status.status}: ${task.title}`, ...answers].join('; ');
}

/** A text in a blob is not told whole; what is told of it is its name. */
function textLength(text: StoredText): number {
  return text.in === 'event' ? text.text.length : text.blob.name.length;
}
