import * as v from 'valibot';
import type { Catalogue, Template } from '#drafting/library.ts';
import { KINDS } from '#planner/kind.ts';

const word = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/u));
const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
const minutes = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(100 * 60));

const task = v.strictObject({
  id: word,
  title: v.pipe(v.string(), v.minLength(3), v.maxLength(100)),
  minutes,
  days: v.pipe(v.number(), v.integer(), v.minValue(-400), v.maxValue(100)),
  kind: v.picklist(KINDS),
  needs: v.exactOptional(v.pipe(v.array(v.strictObject({ task: word, why: words })), v.minLength(1))),
  when: v.exactOptional(v.pipe(v.array(word), v.minLength(1))),
  implied: v.exactOptional(words),
});

const parameter = v.strictObject({
  reads: v.picklist(['place', 'date', 'budget', 'people', 'who', 'object', 'answer']),
  of: v.exactOptional(word),
  question: v.pipe(words, v.endsWith('?')),
});

/** What a file of templates holds. */
export const areaFileSchema = v.strictObject({
  format: v.literal(1),
  templates: v.array(
    v.strictObject({
      id: word,
      pace: v.picklist(['fixed', 'scaled']),
      parameters: v.pipe(v.array(parameter), v.minLength(1)),
      flags: v.exactOptional(v.array(word)),
      tasks: v.pipe(v.array(task), v.minLength(6), v.maxLength(20)),
    }),
  ),
}) satisfies v.GenericSchema<unknown, { format: 1; templates: Template[] }>;

const names = v.array(v.pipe(v.string(), v.minLength(2), v.toLowerCase()));

/** What the index holds. */
export const indexSchema = v.strictObject({
  format: v.literal(1),
  cards: v.array(
    v.strictObject({ id: word, area: word, title: words, recall: v.pipe(v.array(words), v.minLength(5)) }),
  ),
  alike: v.array(v.pipe(v.array(word), v.minLength(2))),
  flags: v.record(word, v.strictObject({ label: words, said: v.pipe(v.array(words), v.minLength(1)) })),
  countries: v.record(
    v.pipe(v.string(), v.length(2)),
    v.strictObject({ names, cities: names, zones: v.array(v.string()) }),
  ),
}) satisfies v.GenericSchema<unknown, Omit<Catalogue, 'commonWords'>>;
