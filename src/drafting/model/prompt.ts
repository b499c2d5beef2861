import type { ModelMessage } from '#models/port.ts';

/** Words for a model, under a name that stands in the log. The same input gives the same words. */
export interface Prompt<Input> {
  readonly name: string;
  readonly version: number;
  messages(input: Input): readonly ModelMessage[];
}
