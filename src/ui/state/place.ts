import type { CommitId, PlanId, TaskId } from '#planner/ids.ts';

/** Where a person is, as the address's hash says it. Nothing of it reaches a server. */
export type Place =
  | { readonly screen: 'home' }
  | { readonly screen: 'settings' }
  | { readonly screen: 'inspector' }
  /** `planId`: only what left for that plan. */
  | { readonly screen: 'privacy'; readonly planId: PlanId | null }
  | PlanPlace
  | { readonly screen: 'not-found'; readonly hash: string };

export interface PlanPlace {
  readonly screen: 'plan';
  readonly planId: PlanId;
  readonly view: PlanView;
  /** The selected task. */
  readonly task: TaskId | null;
  /** A past moment that is looked at; null is now. */
  readonly at: CommitId | null;
}

export const PLAN_VIEWS = ['draft', 'outline'] as const;
export type PlanView = (typeof PLAN_VIEWS)[number];

export const HOME: Place = { screen: 'home' };
export const SETTINGS: Place = { screen: 'settings' };
export const INSPECTOR: Place = { screen: 'inspector' };

export function privacyPlace(planId: PlanId | null = null): Place {
  return { screen: 'privacy', planId };
}

export function planPlace(planId: PlanId, view: PlanView = 'outline', task: TaskId | null = null): PlanPlace {
  return { screen: 'plan', planId, view, task, at: null };
}

/** Reads `#/plan/<id>/<view>?task=&at=`. An address that leads nowhere is a place too: `not-found`. */
export function parsePlace(hash: string): Place {
  const notFound: Place = { screen: 'not-found', hash };
  const [path = '', query = ''] = hash.replace(/^#/u, '').split('?', 2);
  const parts = decodeAll(path.split('/').filter((part) => part !== ''));
  if (parts === null) return notFound;
  const [first, planId, view = 'outline', ...more] = parts;
  if (first === undefined) return HOME;
  if (first === 'settings' && planId === undefined) return SETTINGS;
  if (first === 'inspector' && planId === undefined) return INSPECTOR;
  if (first === 'privacy' && planId === undefined)
    return privacyPlace(id<PlanId>(new URLSearchParams(query).get('plan')));
  if (first !== 'plan' || planId === undefined || more.length > 0 || !isPlanView(view)) return notFound;
  if (!ID.test(planId)) return notFound;
  const params = new URLSearchParams(query);
  return {
    screen: 'plan',
    planId: planId as PlanId,
    view,
    task: id<TaskId>(params.get('task')),
    at: id<CommitId>(params.get('at')),
  };
}

export function printPlace(place: Place): string {
  switch (place.screen) {
    case 'home':
      return '#/';
    case 'settings':
      return '#/settings';
    case 'inspector':
      return '#/inspector';
    case 'privacy':
      return place.planId === null ? '#/privacy' : `#/privacy?${new URLSearchParams({ plan: place.planId })}`;
    case 'not-found':
      return place.hash;
    case 'plan': {
      const params = new URLSearchParams();
      if (place.task !== null) params.set('task', place.task);
      if (place.at !== null) params.set('at', place.at);
      const query = params.size === 0 ? '' : `?${params}`;
      return `#/plan/${encodeURIComponent(place.planId)}/${place.view}${query}`;
    }
  }
}

/** The shape of every id of ours (`planner/ids.ts`). */
const ID = /^[\w./-]{1,200}$/u;

function id<T extends string>(text: string | null): T | null {
  return text !== null && ID.test(text) ? (text as T) : null;
}

function isPlanView(view: string): view is PlanView {
  return (PLAN_VIEWS as readonly string[]).includes(view);
}

function decodeAll(parts: readonly string[]): string[] | null {
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return null;
  }
}
