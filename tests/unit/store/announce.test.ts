import { expect, it } from 'vitest';
import { createAnnouncer } from '#store/announce.ts';

it('tells the others the head, and nothing after it was closed', async () => {
  const [here, there] = [createAnnouncer('a log'), createAnnouncer('a log')];
  const heads: number[] = [];
  there.onHead((head) => heads.push(head));
  const odd = new BroadcastChannel('foldline-log:a log');
  odd.postMessage('news of other code');
  here.announce(3);
  here.announce(4);
  here.close();
  here.announce(5);
  await expect.poll(() => heads).toEqual([3, 4]);
  there.close();
  odd.close();
});
