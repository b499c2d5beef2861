// A tab as far as leadership goes: a worker that seeks it, and acts whenever it is told to, under the epoch it believes in.
import { err, ok } from '#kit/result.ts';
import { type Leadership, seekLeadership } from '#store/keeper/leader.ts';
import { openTabsChannel } from '#store/keeper/tabs-channel.ts';
import { act, claimEpoch, openActs } from './acts.ts';

export type ToTab =
  | { readonly type: 'seek'; readonly logName: string; readonly beatMs: number }
  | { readonly type: 'hang'; readonly ms: number }
  | { readonly type: 'stop' };
export type FromTab =
  | { readonly type: 'leads'; readonly epoch: number; readonly at: number }
  | { readonly type: 'ended'; readonly epoch: number }
  | { readonly type: 'act'; readonly epoch: number; readonly accepted: boolean; readonly late: boolean }
  | { readonly type: 'sought' }
  | { readonly type: 'stopped' };

let leadership: Leadership | undefined;
let hangMs = 0;
const say = (message: FromTab) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<ToTab>) => {
  if (data.type === 'seek') void seek(data);
  if (data.type === 'hang') hangMs = data.ms;
  if (data.type === 'stop') void leadership?.stop().then(() => say({ type: 'stopped' }));
});

async function seek({ logName, beatMs }: Extract<ToTab, { type: 'seek' }>): Promise<void> {
  const db = await openActs(logName);
  leadership = seekLeadership({
    logName,
    locks: navigator.locks,
    channel: openTabsChannel(logName),
    beatMs,
    claimEpoch: () =>
      claimEpoch(db).then(ok, () => err({ code: 'LogUnavailable', params: {}, retry: 'later' as const })),
    async lead(epoch, ended) {
      say({ type: 'leads', epoch, at: Date.now() });
      while (!ended.aborted) {
        const hung = hangMs > 0;
        if (hung) hang();
        say({ type: 'act', epoch, accepted: await act(db, epoch), late: hung });
        await new Promise((resolve) => setTimeout(resolve, beatMs / 10));
      }
      say({ type: 'ended', epoch });
    },
    onBug(error) {
      throw error;
    },
  });
  say({ type: 'sought' });
}

/** As a frozen tab: nothing runs, the lock stays held, and afterwards it goes on in the middle of what it did. */
function hang(): void {
  const end = Date.now() + hangMs;
  hangMs = 0;
  while (Date.now() < end);
}
