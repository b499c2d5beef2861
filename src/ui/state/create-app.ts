import type { Connection } from '#service/connect.ts';
import { Actions } from './actions.svelte.ts';
import { Announcer } from './announcer.svelte.ts';
import type { App } from './app.ts';
import { createAppUpdate } from './app-update.svelte.ts';
import { Backups } from './backups.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { Files } from './files.svelte.ts';
import { Online } from './online.svelte.ts';
import { SETTINGS } from './place.ts';
import { Preferences } from './preferences.svelte.ts';
import { Recovery } from './recovery.svelte.ts';
import { Router } from './router.svelte.ts';
import { Scratches } from './scratch.svelte.ts';
import { Sendings } from './sendings.svelte.ts';
import { PlannerSession } from './session.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

/** Wires the page's state to the door, once a page. */
export function createApp(connection: Connection): App {
  const { service } = connection;
  const announcer = new Announcer();
  const toasts = new Toasts(announcer);
  const session = new PlannerSession(connection, toasts);
  const preferences = new Preferences(service);
  const router = new Router();
  const clock = new Clock();
  const files = new Files(session, toasts);
  const recovery = new Recovery(connection, toasts, (file) => {
    router.go(SETTINGS);
    void files.take(file);
  });
  return {
    session,
    preferences,
    announcer,
    toasts,
    router,
    recovery,
    backups: new Backups(session, files, clock, toasts),
    actions: new Actions(
      () => preferences.singleKeys,
      (why) => toasts.show(why),
    ),
    scratches: new Scratches(service),
    files,
    online: new Online(),
    clock,
    sendings: new Sendings(service),
    update: createAppUpdate(),
  };
}
