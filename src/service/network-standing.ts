import type { PageHost } from './contract.ts';

/** Whether a service worker is in charge of this page, waiting for one that is still being put up. */
export async function readNetwork(): ReturnType<PageHost['readNetwork']> {
  // Missing outside of secure contexts and in some private windows.
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (workers === undefined) return 'unsupported';
  if (workers.controller !== null) return 'ready';
  const registration = await workers.getRegistration().catch(() => undefined);
  const isComing = registration?.installing ?? registration?.waiting ?? registration?.active;
  if (!isComing) return 'uncontrolled';
  // A page that was loaded past it stays so; what it starts is served all the same once it is active.
  const tooLate = new Promise<false>((resolve) => setTimeout(() => resolve(false), COMES_WITHIN_MS));
  const active = await Promise.race([workers.ready.then(() => true), tooLate]);
  return active ? 'ready' : 'uncontrolled';
}

const COMES_WITHIN_MS = 5_000;
