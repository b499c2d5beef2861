// The page's half of the update flow; workers/sw.ts is the other. A new build installs in the background and waits.
// It never reloads by itself: a tab reloads when the person in front of it says so, and only that tab, so that
// nothing typed anywhere is lost.

export type AppUpdate = {
  /** A newer build is on the device; `apply` shows it. */
  readonly updateReady: boolean;
  /** A part of the app could not be loaded, as after an update on the server; `apply` gets a whole build again. */
  readonly reloadToContinue: boolean;
  /** Reloads this tab alone into the newest build. `saveFirst` keeps unsent text; its failure stops the reload. */
  apply(saveFirst?: () => Promise<unknown>): Promise<void>;
  stop(): void;
};

const CHECK_EVERY_MS = 60 * 60 * 1000;
/** A build that doesn't take over in this time is left waiting; the reload then brings what is there. */
const TAKE_OVER_WITHIN_MS = 3000;

/** Registers the service worker, in the built app only: while editing, stale files would only be in the way. */
export function createAppUpdate(): AppUpdate {
  let updateReady = $state(false);
  let reloadToContinue = $state(false);
  let registration: ServiceWorkerRegistration | undefined;
  const stopped = new AbortController();
  const { signal } = stopped;

  addEventListener('vite:preloadError', () => (reloadToContinue = true), { signal });
  if (import.meta.env.PROD && 'serviceWorker' in navigator) void register(navigator.serviceWorker);

  return {
    get updateReady() {
      return updateReady;
    },
    get reloadToContinue() {
      return reloadToContinue;
    },
    async apply(saveFirst) {
      await saveFirst?.();
      if (registration?.waiting) await takeOver(registration.waiting);
      location.reload();
    },
    stop: () => stopped.abort(),
  };

  async function register(container: ServiceWorkerContainer): Promise<void> {
    let controlled = container.controller !== null;
    // A first worker that claims this page is no update. A later change is one that another tab asked for.
    container.addEventListener(
      'controllerchange',
      () => {
        updateReady = updateReady || controlled;
        controlled = true;
      },
      { signal },
    );

    // Without a service worker (private window, blocked storage) the app runs all the same, just not offline.
    registration = await container
      .register(new URL('sw.js', document.baseURI), { updateViaCache: 'none' })
      .catch(() => undefined);
    if (!registration || signal.aborted) return;
    const { active, waiting } = registration;
    if (active && waiting) updateReady = true;
    watchInstalling(registration);
    registration.addEventListener('updatefound', () => registration && watchInstalling(registration), { signal });
    checkNowAndThen(registration);
  }

  function watchInstalling(registered: ServiceWorkerRegistration): void {
    const { installing } = registered;
    installing?.addEventListener(
      'statechange',
      () => {
        if (installing.state === 'installed' && registered.active) updateReady = true;
      },
      { signal },
    );
  }

  function checkNowAndThen(registered: ServiceWorkerRegistration): void {
    // Offline, or the server is away: the next look will tell.
    const check = () => void registered.update().catch(() => undefined);
    const timer = setInterval(check, CHECK_EVERY_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && check(), { signal });
  }
}

function takeOver(waiting: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
    setTimeout(resolve, TAKE_OVER_WITHIN_MS);
    waiting.postMessage({ type: 'activate-update' });
  });
}
