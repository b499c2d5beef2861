import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CopiedTo, createCopyDesk } from '#store/keeper/copy-desk.ts';
import type { TabMessage, TabsChannel } from '#store/keeper/tabs-channel.ts';

/** The rules are those of `src/store/keeper/README.md`. */
describe('copy desk', () => {
  let end: AbortController;
  beforeEach(() => {
    end = new AbortController();
  });
  afterEach(() => end.abort());

  it('[K4] the tab that makes the copy asks itself', async () => {
    const desk = createCopyDesk(null);
    desk.serve(copyOf(3), end.signal);
    expect(await desk.waitFor(3)).toBe(true);
    expect(await desk.waitFor(4)).toBe(false);
  });

  it('[K4] who asked before this tab made the copy is answered once it does', async () => {
    const desk = createCopyDesk(null, 60_000);
    const [before, beyond] = [desk.waitFor(3), desk.waitFor(4)];
    desk.serve(copyOf(3), end.signal);
    expect(await Promise.all([before, beyond])).toEqual([true, false]);
  });

  it('[K4] another tab is asked, whatever else is said on the channel', async () => {
    const [here, there] = twoTabs();
    const desk = createCopyDesk(here, 60_000);
    createCopyDesk(there).serve(copyOf(3), end.signal);
    there.post({ type: 'beat', epoch: 1 });
    expect(await desk.waitFor(3)).toBe(true);
    here.post({ type: 'beat', epoch: 2 });
    expect(await desk.waitFor(5)).toBe(false);
  });

  it('[K4] an answer to somebody who asked for less is no answer', async () => {
    const [here, there] = twoTabs();
    const asked = createCopyDesk(here, 60_000).waitFor(5);
    there.post({ type: 'copied', position: 3, asked: 3 });
    there.post({ type: 'copied', position: 5, asked: 4 });
    expect(await asked).toBe(true);
  });

  it('[K4] nobody there, or a copy that hangs: nothing is known after the time is up', async () => {
    expect(await createCopyDesk(null, 10).waitFor(1)).toBe(false);
    const desk = createCopyDesk(null, 10);
    desk.serve({ copied: 0, waitFor: () => new Promise(() => {}) }, end.signal);
    expect(await desk.waitFor(1)).toBe(false);
  });

  it('[K2] a tab that no longer makes the copy answers nobody; another that does is not disturbed', async () => {
    const [here, there] = twoTabs();
    const [asking, serving] = [createCopyDesk(here, 50), createCopyDesk(there, 50)];
    const old = new AbortController();
    serving.serve(copyOf(9), old.signal);
    old.abort();
    expect([await asking.waitFor(1), await serving.waitFor(1)]).toEqual([false, false]);
    const overtaken = new AbortController();
    serving.serve(copyOf(1), overtaken.signal);
    serving.serve(copyOf(9), end.signal);
    overtaken.abort();
    expect([await asking.waitFor(9), await serving.waitFor(9)]).toEqual([true, true]);
  });
});

function copyOf(copied: number): CopiedTo {
  return { copied, waitFor: async (position) => position <= copied };
}

/** What one posts the other hears, a little later. */
function twoTabs(): [TabsChannel, TabsChannel] {
  const listeners = [new Set<(message: TabMessage) => void>(), new Set<(message: TabMessage) => void>()] as const;
  const tab = (own: 0 | 1): TabsChannel => ({
    post(message) {
      queueMicrotask(() => {
        for (const listener of [...listeners[own === 0 ? 1 : 0]]) listener(message);
      });
    },
    listen(listener) {
      listeners[own].add(listener);
      return () => listeners[own].delete(listener);
    },
    close() {},
  });
  return [tab(0), tab(1)];
}
