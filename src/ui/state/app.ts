import { createContext } from 'svelte';
import type { Actions } from './actions.svelte.ts';
import type { Announcer } from './announcer.svelte.ts';
import type { AppUpdate } from './app-update.svelte.ts';
import type { Backups } from './backups.svelte.ts';
import type { Clock } from './clock.svelte.ts';
import type { Files } from './files.svelte.ts';
import type { Online } from './online.svelte.ts';
import type { PlanSession } from './plan-session.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Recovery } from './recovery.svelte.ts';
import type { Router } from './router.svelte.ts';
import type { Scratches } from './scratch.svelte.ts';
import type { Sendings } from './sendings.svelte.ts';
import type { PlannerSession } from './session.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** All that screens share. Parts take props; only a screen asks for this. */
export interface App {
  readonly session: PlannerSession;
  readonly router: Router;
  readonly actions: Actions;
  readonly toasts: Toasts;
  readonly announcer: Announcer;
  readonly preferences: Preferences;
  readonly scratches: Scratches;
  readonly files: Files;
  readonly backups: Backups;
  readonly recovery: Recovery;
  readonly online: Online;
  readonly clock: Clock;
  readonly sendings: Sendings;
  readonly update: AppUpdate;
}

export const [getApp, setApp] = createContext<App>();

/** The plan that the screens under it are about. It is open: `state` holds a plan. */
export const [getPlan, setPlan] = createContext<PlanSession>();
