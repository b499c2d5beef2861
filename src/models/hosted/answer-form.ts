import type { ModelRequest } from '../port.ts';
import type { LengthName } from './endpoint.ts';

/**
 * How a server wants to be asked for JSON, best first. Some refuse a schema, some ignore it and say nothing; what worked is
 * remembered for each endpoint and model.
 */
export const FORMS = ['schema', 'object', 'plain'] as const;
export type Form = (typeof FORMS)[number];

export interface Habits {
  readonly form: Form;
  readonly lengthName: LengthName;
  /** It takes `stream_options`. */
  readonly tellsUsage: boolean;
}

/** Kept by whoever makes the client, so that it outlives it. */
export interface HabitMemory {
  read(endpoint: string, model: string): Habits | null;
  write(endpoint: string, model: string, habits: Habits): void;
}

/** The body of one question. */
export function bodyOf(request: ModelRequest, model: string, { form, lengthName, tellsUsage }: Habits): object {
  const { answer, messages, maxOutputTokens } = request;
  return {
    model,
    messages: answer.form === 'json' && form !== 'schema' ? withSchemaSaid(messages, answer.schema) : messages,
    stream: true,
    [lengthName]: maxOutputTokens,
    ...(tellsUsage ? { stream_options: { include_usage: true } } : {}),
    ...(answer.form === 'text' || form === 'plain'
      ? {}
      : {
          response_format:
            form === 'schema'
              ? { type: 'json_schema', json_schema: { name: answer.name, strict: true, schema: answer.schema } }
              : { type: 'json_object' },
        }),
  };
}

/**
 * What to try after a server has called the question bad, which costs nothing; null when everything was tried. Its words
 * often name what it does not know.
 */
export function nextHabits(habits: Habits, request: ModelRequest, said: string): Habits | null {
  if (/max_completion_tokens|max_tokens/u.test(said)) {
    const lengthName = habits.lengthName === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    // Only where the other name is asked for, lest the two be swapped for ever.
    if (said.includes(lengthName) || !said.includes(habits.lengthName)) return { ...habits, lengthName };
  }
  if (habits.tellsUsage && /stream_options|include_usage/u.test(said)) return { ...habits, tellsUsage: false };
  const lower = request.answer.form === 'json' ? lowerForm(habits.form) : null;
  if (lower !== null) return { ...habits, form: lower };
  return habits.tellsUsage ? { ...habits, tellsUsage: false } : null;
}

export function lowerForm(form: Form): Form | null {
  return FORMS[FORMS.indexOf(form) + 1] ?? null;
}

/** Some servers that know JSON without a schema insist on the word in the messages. */
function withSchemaSaid(messages: ModelRequest['messages'], schema: object): ModelRequest['messages'] {
  const said = `Answer with one JSON object and nothing else. It keeps to this JSON schema:\n${JSON.stringify(schema)}`;
  const [first, ...rest] = messages;
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${said}` }, ...rest]
    : [{ role: 'system', content: said }, ...messages];
}
