import { breathe } from '#service/breathe.ts';
import { openDexieLog } from '#store/dexie-log.ts';
import { startProjections } from '#store/projections/projections.ts';
import { counting } from './counting.ts';

/** What the page asks for, and hears of. */
export interface Order {
  readonly logName: string;
  readonly rebuilds: boolean;
}
export type Said =
  | { readonly type: 'started' }
  | { readonly type: 'rebuilt'; readonly hash: string; readonly ms: number };

addEventListener('message', async ({ data }: MessageEvent<Order>) => {
  const say = (said: Said) => postMessage(said);
  const log = await openDexieLog({
    name: data.logName,
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(bytes),
  });
  if (!log.ok) throw new Error(log.error.code);
  const projections = startProjections([counting], [], {
    log: log.value,
    now: () => Date.now(),
    random: () => Math.random(),
    later(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    breathe,
  });
  say({ type: 'started' });
  if (!data.rebuilds) return;
  const begun = performance.now();
  const rebuilt = await projections.rebuild('counting');
  if (rebuilt?.ok && rebuilt.value.type === 'switched')
    say({ type: 'rebuilt', hash: rebuilt.value.hash, ms: performance.now() - begun });
});
