import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventLog } from '#store/event-log.ts';
import { keepSealed } from '#store/keeper/keep-sealed.ts';
import { value } from '../../contract/log/log-contract.ts';
import { sampleCommits } from '../../contract/log/sample-commits.ts';
import { createTabs } from '../../support/store/tabs.ts';

/** The rules are those of `src/store/README.md` and `src/store/keeper/README.md`. */
describe('keeping the log sealed', () => {
  let end: AbortController;
  beforeEach(() => {
    end = new AbortController();
  });
  afterEach(() => end.abort());

  it('[S20] [K9] seals what has come, no further than the copy, and goes on when the copy does', async () => {
    const tabs = await createTabs();
    const log = await tabs.open();
    const epoch = value(await log.claimEpoch());
    value(await log.append(sampleCommits(2000, 'x')));
    let copied = 700;
    const sealings = watchSealings(log);
    const done = keepSealed({ log: sealings.log, copied: () => copied, pauseMs: 0 }, epoch, end.signal);
    await sealings.next();
    expect(log.layout().sealed).toBe(700);
    copied = 2256;
    value(await log.append(sampleCommits(256, 'y')));
    await sealings.next();
    expect(log.layout().sealed).toBeGreaterThan(1500);
    end.abort();
    await done;
    await tabs.close();
  });

  it('[K2] [K9] what an overtaken leader still wants to seal stays where it is', async () => {
    const tabs = await createTabs();
    const log = await tabs.open();
    const epoch = value(await log.claimEpoch());
    value(await log.append(sampleCommits(2000, 'x')));
    value(await (await tabs.open()).claimEpoch());
    const sealings = watchSealings(log);
    const done = keepSealed({ log: sealings.log, copied: () => null, pauseMs: 0 }, epoch, end.signal);
    await sealings.next();
    expect(log.layout().sealed).toBe(0);
    end.abort();
    await done;
    await tabs.close();
  });

  /** Settles `next` after each sealing. */
  function watchSealings(log: EventLog) {
    const finished: (() => void)[] = [];
    return {
      log: {
        onAppend: log.onAppend,
        async seal(options?: Parameters<EventLog['seal']>[0]) {
          const sealed = await log.seal(options);
          finished.shift()?.();
          return sealed;
        },
      },
      next: () => new Promise<void>((settle) => finished.push(settle)),
    };
  }
});
