import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonSchema } from '#models/port.ts';
import { GRAMMAR_BOUNDS, grammarOf } from '#models/webgpu/grammar.ts';
import { openXgrammar, type Xgrammar } from '../../support/models/xgrammar.ts';
import { seededRandom } from '../../support/random.ts';

const IDS = ['hall', 'guests "close"', 'back\\slash', 'größe'];
const PLAN: JsonSchema = strict({
  title: { type: 'string' },
  tasks: {
    type: 'array',
    items: strict({
      title: { type: 'string' },
      minutes: { type: ['integer', 'null'] },
      kind: { type: 'string', enum: ['manual', 'processing', 'tool-call'] },
      needs: { type: 'array', items: { type: 'integer' } },
      after: { type: 'array', items: { type: 'string', enum: IDS } },
      source: { type: ['string', 'null'] },
      urgent: { type: 'boolean' },
      cost: { type: 'number' },
    }),
  },
});

function strict(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

let xgrammar: Xgrammar;
beforeAll(async () => {
  xgrammar = await openXgrammar();
});

describe('the grammar of an answer', () => {
  it('[11] two hundred and forty random walks all parse and are what the schema says', async () => {
    const walk = await xgrammar.walker(grammarOf(PLAN, { letters: 24, items: 4, digits: 4 }));
    let tokens = 0;
    const seen = { tasks: 0, ids: new Set<string>(), empty: 0 };
    for (let seed = 0; seed < 240; seed++) {
      // A third of them love spaces, as a small model that has lost its thread does.
      const { text, steps } = await walk(seededRandom(seed), { spaces: seed % 3 === 0 });
      tokens += steps;
      const value = JSON.parse(text) as { tasks: { after: string[] }[] };
      expect(problems(PLAN, value)).toEqual([]);
      seen.tasks += value.tasks.length;
      if (value.tasks.length === 0) seen.empty += 1;
      for (const { after } of value.tasks) for (const id of after) seen.ids.add(id);
    }
    expect(seen.tasks).toBeGreaterThan(150);
    expect(seen.empty).toBeGreaterThan(0);
    expect(seen.ids).toEqual(new Set(IDS));
    expect(tokens / 240).toBeLessThan(1_000);
  }, 60_000);

  it.each([
    ['a value as it should be', '{"t":"Book \\"the\\" hall, größer 日本","n":[480,0,-5]}', true],
    ['white space between', '{"t": "a","n":[]}', false],
    ['a control character', '{"t":"a\tb","n":[]}', false],
    ['a line feed', '{"t":"a\nb","n":[]}', false],
    ['an empty text', '{"t":"","n":[]}', false],
    ['a text too long', `{"t":"${'a'.repeat(161)}","n":[]}`, false],
    ['a text as long as may be', `{"t":"${'a'.repeat(160)}","n":[]}`, true],
    ['a number too long', '{"t":"a","n":[123456]}', false],
    ['a number with a leading zero', '{"t":"a","n":[007]}', false],
    ['a list too long', `{"t":"a","n":[${Array.from({ length: 21 }, () => 1)}]}`, false],
    ['a list as long as may be', `{"t":"a","n":[${Array.from({ length: 20 }, () => 1)}]}`, true],
    ['another order', '{"n":[],"t":"a"}', false],
    ['a property more', '{"t":"a","n":[],"x":1}', false],
    ['a property less', '{"t":"a"}', false],
    ['words around it', 'Sure! {"t":"a","n":[]}', false],
  ])('%s', async (_what, text, isAllowed) => {
    const schema = strict({ t: { type: 'string' }, n: { type: 'array', items: { type: 'integer' } } });
    expect(await xgrammar.accepts(grammarOf(schema), text)).toBe(isAllowed);
  });

  it('names nothing that is not there: without a choice a list is empty', async () => {
    const schema = strict({ after: { type: 'array', items: { type: 'string', enum: [] } } });
    expect(await xgrammar.accepts(grammarOf(schema), '{"after":[]}')).toBe(true);
    expect(await xgrammar.accepts(grammarOf(schema), '{"after":["hall"]}')).toBe(false);
    expect(() => grammarOf({ type: 'string', enum: [] })).toThrow('no grammar');
  });

  it('stays small, and uses nothing that the older engine cannot read', () => {
    const grammar = grammarOf(PLAN);
    expect(grammar.length).toBeLessThan(12_000);
    expect(grammar.replace(/"(\\.|[^"\\])*"/g, '')).not.toMatch(/\{\d/);
    expect(GRAMMAR_BOUNDS.letters).toBeGreaterThanOrEqual(80);
  });
});

/** In the naive way, what of a value is not as the schema has it. */
function problems(schema: JsonSchema, value: unknown, at = ''): string[] {
  if (schema.enum !== undefined) return schema.enum.includes(value as string) ? [] : [`${at}: ${String(value)}`];
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const isType = types.some((one) => one === type || (one === 'integer' && Number.isSafeInteger(value)));
  if (!isType) return [`${at}: ${type}`];
  if (Array.isArray(value))
    return value.flatMap((item, i) => (schema.items ? problems(schema.items, item, `${at}/${i}`) : []));
  if (type !== 'object') return [];
  const members = value as Record<string, unknown>;
  const names = Object.keys(schema.properties ?? {});
  if (Object.keys(members).join() !== names.join()) return [`${at}: ${Object.keys(members).join()}`];
  return names.flatMap((name) =>
    problems(schema.properties?.[name] ?? { type: 'null' }, members[name], `${at}/${name}`),
  );
}
