import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { english } from '#drafting/rules/cues/en.ts';
import { titleWith } from '#drafting/rules/recall/slots.ts';
import { TITLE_LENGTH } from '#planner/task.ts';
import { areaFileSchema, indexSchema } from '../../support/recall/template-schema.ts';

const folder = new URL('../../../public/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder));
const index = v.parse(indexSchema, JSON.parse(read('templates/index.json').toString()));
const areas = new Map(
  readdirSync(new URL('templates/', folder))
    .filter((file) => file.endsWith('.json') && file !== 'index.json')
    .map((file) => [
      file.replace('.json', ''),
      v.parse(areaFileSchema, JSON.parse(read(`templates/${file}`).toString())),
    ]),
);
const templates = [...areas.values()].flatMap((area) => area.templates);

test('every area of life has templates, at least 40 in all, and each has its card', () => {
  expect([...areas.keys()].sort()).toEqual([
    'business',
    'career',
    'events',
    'health',
    'home',
    'money',
    'research',
    'software',
    'study',
    'travel',
    'writing',
  ]);
  expect(templates.length).toBeGreaterThanOrEqual(40);
  for (const [area, { templates }] of areas) {
    expect(templates.map(({ id }) => id)).toEqual(index.cards.filter((card) => card.area === area).map(({ id }) => id));
  }
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
  expect(new Set(index.cards.map(({ title }) => title)).size).toBe(index.cards.length);
});

describe.each(templates.map((template) => [template.id, template] as const))('%s', (_, template) => {
  const ids = template.tasks.map(({ id }) => id);

  test('what a task needs is there, stands before it and is due no later', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const [i, task] of template.tasks.entries()) {
      for (const { task: needed } of task.needs ?? []) {
        expect(ids.indexOf(needed), `${task.id} needs ${needed}`).toBeGreaterThanOrEqual(0);
        expect(ids.indexOf(needed), `${task.id} needs ${needed}`).toBeLessThan(i);
        expect(template.tasks.find(({ id }) => id === needed)?.days).toBeLessThanOrEqual(task.days);
      }
    }
    expect(ids.some((id) => template.tasks.some(({ needs }) => needs?.some(({ task }) => task === id)))).toBe(true);
  });

  test('titles are imperative and fit, with their slots filled or not', () => {
    const value = { value: 'x'.repeat(28), range: { start: 0, end: 1 } };
    const full = { place: value, budget: value, people: value, object: value };
    const empty = { place: null, budget: null, people: null, object: null };
    for (const { title } of template.tasks) {
      for (const slots of [full, empty]) {
        const shown = titleWith(title, slots).title;
        expect(shown.length).toBeLessThanOrEqual(TITLE_LENGTH);
        expect(shown).not.toMatch(/[[\]{}|…]|\s{2}|\s$/u);
      }
      const bare = titleWith(title, empty).title;
      const opening = bare.toLowerCase().match(/\p{L}+(?:-\p{L}+)?/gu) ?? [];
      expect(/^\p{Lu}/u.test(bare), bare).toBe(true);
      const isImperative = english.verbs.has(opening[0] ?? '') || MORE_VERBS.has(opening[0] ?? '');
      expect(isImperative, bare).toBe(true);
    }
  });

  test('its flags are known, and each takes a task in', () => {
    const used = new Set(template.tasks.flatMap(({ when }) => when ?? []));
    expect([...used].sort()).toEqual([...(template.flags ?? [])].filter((flag) => used.has(flag)).sort());
    for (const flag of template.flags ?? []) {
      expect(index.flags).toHaveProperty(flag);
      expect(used.has(flag), flag).toBe(true);
    }
  });

  test('the day that everything is counted from is one of its tasks, and what it asks for by name exists', () => {
    expect(template.tasks.some(({ days }) => days === 0)).toBe(true);
    expect(template.parameters.some(({ reads }) => reads === 'date')).toBe(true);
    for (const { of } of template.parameters)
      if (of !== undefined) expect(index.alike.some(([name]) => name === of)).toBe(true);
  });
});

/** Verbs of templates that the lexicon has not, since they are more often something else in what people paste. */
const MORE_VERBS = new Set('play see sow sit say plaster narrow group marry'.split(' '));

test('a word stands for one thing only', () => {
  const seen = new Map<string, string>();
  for (const group of index.alike)
    for (const word of group) {
      expect(seen.get(word), word).toBeUndefined();
      seen.set(word, group[0] ?? '');
    }
});

test('a template and all that it takes to find it weigh little', () => {
  const weigh = (name: string) => gzipSync(read(name)).length;
  const search = weigh('templates/index.json') + weigh('templates/common-words.txt');
  const area = Math.max(...[...areas.keys()].map((name) => weigh(`templates/${name}.json`)));
  console.log(`gzip: search ${search} bytes, largest area ${area} bytes`);
  expect(search + area).toBeLessThan(50_000);
});

test('the word vectors are those that their sums say, and weigh at most 5 MB', () => {
  const sums = read('vectors/glove50k/SHA256SUMS').toString().trim().split('\n');
  for (const line of sums) {
    const [sum, file] = line.split(/\s+/u);
    expect(
      createHash('sha256')
        .update(read(`vectors/glove50k/${file}`))
        .digest('hex'),
    ).toBe(sum);
  }
  const weight = sums.reduce(
    (total, line) => total + gzipSync(read(`vectors/glove50k/${line.split(/\s+/u)[1]}`)).length,
    0,
  );
  console.log(`gzip: word vectors ${weight} bytes`);
  expect(weight).toBeLessThanOrEqual(5_000_000);
});
