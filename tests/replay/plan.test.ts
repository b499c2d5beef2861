import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contentHash } from '#planner/content-hash.ts';
import { planEventSchemas } from '#planner/event.ts';
import { foldAll } from '#planner/fold.ts';
import { initial } from '#planner/state.ts';
import { recordedEvents } from '../support/planner/recorded-events.ts';

/*
 * Logs as they were once written, one event a line. They are never changed: a hash that differs here means that plans on
 * people's disks would look different after an update. A release that writes a new version of an event adds a log.
 */
const recordings: Readonly<Record<string, string>> = {
  'plan-v1-1.jsonl': 'dc6a97a95f7c6ce40bda24bde77f530f8a5a63ad1238d5d9e62fca633efa6c1a',
  'plan-v1-2.jsonl': 'd9c2a031c71a95032c5b4000dce4c98858bf3c5115b990b6aeae0f89974e29c8',
  'plan-v1-3.jsonl': '3b873331fa55887705da07e05ce7a25b38e254c05dcfe64aa0fc979dab8d18c5',
  'plan-v1-4.jsonl': 'e206ea0c0cc1018872313bb615f95a0c38f5c9cb1b0ad69bcd7b35656ccd3385',
};

test.each(Object.entries(recordings))('[P17] %s still folds to the plan it was', (name, hash) => {
  const state = foldAll(initial, recordedEvents(name));
  expect(contentHash(state)).toBe(hash);
  expect(state.conflicts).toEqual([]);
});

test('[P17] every recording is folded, and together they hold every type of event', () => {
  expect(
    readdirSync(new URL('.', import.meta.url))
      .filter((name) => name.endsWith('.jsonl'))
      .sort(),
  ).toEqual(Object.keys(recordings).sort());
  const types = new Set(Object.keys(recordings).flatMap((name) => recordedEvents(name).map(({ event }) => event.type)));
  expect(Object.keys(planEventSchemas).filter((type) => !types.has(type as never))).toEqual([]);
});
