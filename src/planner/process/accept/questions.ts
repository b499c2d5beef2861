import type { ProposedQuestion } from '../../draft.ts';
import type { TaskId } from '../../ids.ts';
import type { Need } from '../../need.ts';
import { newTask } from '../../new-task.ts';
import type { Answer } from '../../question.ts';
import type { Provenance, SomeTaskFields, Task, TaskField } from '../../task.ts';
import { TITLE_LENGTH } from '../../task.ts';
import { givenFields, withFields } from '../../task-fields.ts';
import { isEnded } from '../../task-status.ts';
import { fieldsEdited, LOCKED } from '../edit.ts';
import { fieldsSetBy, withoutLocked } from '../executor-event.ts';
import type { Accepting } from './accepting.ts';

/** What accepting the questions asks for: tasks that stand before others, and edges to them. */
export interface Asked {
  readonly before: Map<TaskId, TaskId>;
  readonly needs: { readonly taskId: TaskId; readonly need: Need }[];
}

/**
 * Settles the questions that are chosen, and those about tasks that come into the plan now. An answer goes to the task
 * it is about. Without one, a question that must be asked becomes a clarification task that its task needs; any other is
 * let go with "all", and becomes such a task when it was named.
 */
export function acceptQuestions(accepting: Accepting): Asked {
  const asked: Asked = { before: new Map(), needs: [] };
  const roots = [...accepting.fresh.values()].filter((task) => task.parentId === null && !isEnded(task.status));
  for (const state of accepting.proposal.changes.values()) {
    const { change, answer } = state;
    if (change.type !== 'ask' || !accepting.isOpen(state)) continue;
    const named = accepting.chosen.has(change.id) && !accepting.all;
    const about = change.about === null ? null : accepting.taskAt(change.about);
    if (!accepting.all && !named && (about === null || !accepting.fresh.has(about))) continue;
    if (change.about !== null && about === null) {
      if (accepting.all) accepting.reject(change.id);
      continue;
    }
    const target = about === null ? undefined : (accepting.fresh.get(about) ?? accepting.state.tasks.get(about));
    if (answer !== null) {
      if (target !== undefined) giveAnswer(accepting, change, target, answer);
      accepting.accept(change.id, about);
      continue;
    }
    const moot = target !== undefined && isEnded(target.status);
    if (named || (change.question.mustAsk && !moot)) {
      const waiting = target === undefined ? roots : [target];
      const task = clarification(accepting, change, target);
      accepting.fresh.set(task.id, task);
      accepting.accept(change.id, task.id);
      const first = waiting[0];
      if (first !== undefined) asked.before.set(task.id, first.id);
      const need: Need = {
        task: task.id,
        type: 'informs',
        lagMinutes: 0,
        reason: change.reason,
        confidence: change.confidence,
      };
      for (const { id } of waiting) asked.needs.push({ taskId: id, need });
    } else if (accepting.all) accepting.reject(change.id);
  }
  return asked;
}

/** What was chosen is the person's own word, so they hold the fields that it fills in. */
function giveAnswer(accepting: Accepting, { question }: ProposedQuestion, target: Task, answer: Answer): void {
  const { at } = accepting.stamp;
  const set = withoutLocked(target, fieldsSetBy(question, answer));
  if (accepting.fresh.has(target.id)) accepting.fresh.set(target.id, answered(target, set, { question, answer, at }));
  else {
    const edited = fieldsEdited(target, set, LOCKED);
    accepting.emit([
      { type: 'ClarificationReceived', v: 1, taskId: target.id, question, answer, at },
      ...(edited === null ? [] : [edited]),
    ]);
  }
}

function answered(task: Task, set: SomeTaskFields, clarification: Task['clarifications'][number]): Task {
  const fields = givenFields(set);
  const isSet = (name: string): boolean => fields.some((field) => field === name);
  return {
    ...withFields(task, set),
    locked: [...task.locked, ...fields].sort(),
    provenance: Object.fromEntries(Object.entries(task.provenance).filter(([field]) => !isSet(field))),
    clarifications: [...task.clarifications, clarification],
  };
}

/** Stands beside the task it is about. Its title is the question where that has words, else the task's with a mark. */
function clarification(accepting: Accepting, change: ProposedQuestion, target: Task | undefined): Task {
  const { text } = change.question.params;
  const words =
    typeof text === 'string' && text.trim() !== '' ? text.trim() : `${target?.title ?? accepting.state.title}?`;
  const provenance: Record<string, Provenance> = {};
  for (const field of ['kind', 'question', 'title'] satisfies TaskField[]) {
    const from = accepting.provenanceOf(change, field);
    if (from !== null) provenance[field] = from;
  }
  const fields = { title: shortened(words), kind: 'clarification' as const, question: change.question };
  return {
    ...newTask(
      { id: accepting.births.task(), parentId: target?.parentId ?? null, order: '', createdAt: accepting.stamp.at },
      fields,
    ),
    source: change.source,
    provenance,
  };
}

function shortened(words: string): string {
  return words.length <= TITLE_LENGTH ? words : `${words.slice(0, TITLE_LENGTH - 1).trimEnd()}…`.toWellFormed();
}
