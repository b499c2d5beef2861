import * as v from 'valibot';

/** Which executor a task goes to. `manual`: only a person can do it; it is tracked and reminded, never faked. */
export const KINDS = [
  'manual',
  'clarification',
  'tool-call',
  'processing',
  'unit-test',
  'retrieval',
  'analysis',
  'refactor',
  'implementation',
] as const;
export type Kind = (typeof KINDS)[number];
export const kindSchema = v.picklist(KINDS);
