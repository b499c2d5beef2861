import type { SomeTaskFields, TaskField, TaskFields } from './task.ts';
import { TASK_FIELDS } from './task.ts';

/** The fields that are given. A field that is there but `undefined` is not. */
export function givenFields(fields: SomeTaskFields): TaskField[] {
  const given: TaskField[] = [];
  for (const field of TASK_FIELDS) if (fields[field] !== undefined) given.push(field);
  return given;
}

/** `whole` with the given fields in place of its own. */
export function withFields<T extends TaskFields>(whole: T, fields: SomeTaskFields): T {
  const result = { ...whole };
  for (const [field, value] of Object.entries(fields)) {
    // Assigned by name, because the compiler cannot see that the value is of the same field.
    if (value !== undefined) Object.assign(result, { [field]: value });
  }
  return result;
}

/** Only these of the given fields. */
export function pickFields(fields: SomeTaskFields, which: Iterable<TaskField>): SomeTaskFields {
  const result: SomeTaskFields = {};
  for (const field of which) copyField(fields, field, result);
  return result;
}

function copyField(from: SomeTaskFields, field: TaskField, to: SomeTaskFields): void {
  const value = from[field];
  // Assigned by name, because the compiler cannot see that a field's value is taken from the same field.
  if (value !== undefined) Object.assign(to, { [field]: value });
}
