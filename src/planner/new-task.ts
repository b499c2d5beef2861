import type { TaskId } from './ids.ts';
import type { SomeTaskFields, Task, TaskFields } from './task.ts';
import { withFields } from './task-fields.ts';
import { PLANNED } from './task-status.ts';

/** What a task is as long as nobody says otherwise. */
const blankFields: TaskFields = {
  title: '',
  description: '',
  kind: 'manual',
  priority: 2,
  estimateMinutes: null,
  actualMinutes: null,
  dueAt: null,
  notBefore: null,
  repeats: null,
  attachments: [],
  constraints: [],
  acceptanceCriteria: [],
  facts: [],
  assignee: null,
  tags: [],
  question: null,
};

/** A planned task with these fields, nothing else and no needs. */
export function newTask(
  at: { readonly id: TaskId; readonly parentId: TaskId | null; readonly order: string; readonly createdAt: number },
  fields: SomeTaskFields & Pick<TaskFields, 'title'>,
): Task {
  return withFields(
    {
      id: at.id,
      order: at.order,
      parentId: at.parentId,
      ...blankFields,
      needs: [],
      status: PLANNED,
      attempts: [],
      clarifications: [],
      source: null,
      provenance: {},
      locked: [],
      createdAt: at.createdAt,
    },
    fields,
  );
}
