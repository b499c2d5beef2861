import { describe, expect, test } from 'vitest';
import { type Place, parsePlace, printPlace } from '../../../src/ui/state/place.ts';

const planId = '019a3f2e-7c1b-7d3e-9f00-1234567890ab';

describe('[U2] the address says where a person is', () => {
  test.each([
    ['', { screen: 'home' }],
    ['#', { screen: 'home' }],
    ['#/', { screen: 'home' }],
    ['#/settings', { screen: 'settings' }],
    ['#/inspector', { screen: 'inspector' }],
    ['#/privacy', { screen: 'privacy', planId: null }],
    ['#/privacy?plan=p1', { screen: 'privacy', planId: 'p1' }],
    [`#/plan/${planId}`, { screen: 'plan', planId, view: 'outline', task: null, at: null }],
    [`#/plan/${planId}/draft`, { screen: 'plan', planId, view: 'draft', task: null, at: null }],
    [
      `#/plan/${planId}/outline?task=${planId}.3`,
      { screen: 'plan', planId, view: 'outline', task: `${planId}.3`, at: null },
    ],
  ])('%s', (hash, place) => {
    expect(parsePlace(hash)).toEqual(place);
  });

  test.each([
    '#/plan',
    '#/plan/',
    '#/nowhere',
    '#/settings/more',
    '#/inspector/more',
    `#/plan/${planId}/kanban`,
    `#/plan/${planId}/draft/x`,
    '#/plan/%E0%A4%A',
    '#/plan/a%20b',
  ])('%s leads nowhere, and says so', (hash) => {
    expect(parsePlace(hash)).toEqual({ screen: 'not-found', hash });
  });

  test('a damaged task in the address is no task', () => {
    expect(parsePlace(`#/plan/${planId}/outline?task=<b>`)).toMatchObject({ screen: 'plan', task: null });
  });

  test('printing and reading an address gives the same place', () => {
    const places = [
      { screen: 'home' },
      { screen: 'settings' },
      { screen: 'inspector' },
      { screen: 'privacy', planId: null },
      { screen: 'privacy', planId: 'p/1' },
      { screen: 'plan', planId, view: 'draft', task: `${planId}.12`, at: planId },
    ] as unknown as Place[];
    for (const place of places) expect(parsePlace(printPlace(place))).toEqual(place);
  });
});
