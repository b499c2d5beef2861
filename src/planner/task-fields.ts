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
  setFields(result, fields);
  return result;
}

/** Puts the given fields in place of `whole`'s own. */
export function setFields(whole: Settable, fields: SomeTaskFields): void {
  for (const field of TASK_FIELDS) copyField(fields, field, whole);
}

/** Only these of the given fields. */
export function pickFields(fields: SomeTaskFields, which: Iterable<TaskField>): SomeTaskFields {
  const result: Settable = {};
  for (const field of which) copyField(fields, field, result);
  return result;
}

/** The task fields as something that can be assigned to. */
type Settable = { -readonly [F in TaskField]?: TaskFields[F] | undefined };

function copyField<F extends TaskField>(from: SomeTaskFields, field: F, to: Settable): void {
  const value: Settable[F] = from[field];
  if (value !== undefined) to[field] = value;
}
