import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineModel, EngineRequest } from '#models/webgpu/engine.ts';
import { type SharedEngine, shareEngine } from '#models/webgpu/shared-engine.ts';
import { createSupervisor, type EngineEvent, type Supervisor } from '#models/webgpu/supervisor.ts';
import { type ScriptedEngines, scriptedEngines } from '../../support/models/scripted-engine.ts';

const MODEL: EngineModel = {
  id: 'small',
  modelUrl: 'https://hub/small/',
  libraryUrl: 'https://hub/small.wasm',
  contextTokens: 2048,
};
const ASK: EngineRequest = {
  messages: [{ role: 'user', content: 'Plan.' }],
  grammar: null,
  maxTokens: 100,
  temperature: 0,
};

interface Tab {
  readonly engines: ScriptedEngines;
  readonly supervisor: Supervisor;
  readonly shared: SharedEngine;
}
let name: string;
let tabs: Tab[];
beforeEach(() => {
  name = `model-${crypto.randomUUID()}`;
  tabs = [];
});
afterEach(() => {
  for (const { shared } of tabs) shared.close();
});

function openTab(): Tab {
  const engines = scriptedEngines();
  const supervisor = createSupervisor({
    spawn: engines.spawn,
    notes: { read: async () => null, write: async () => {} },
    onState: (state) => shared.stateChanged(state),
  });
  const shared = shareEngine({ name, local: supervisor, silenceMs: 400 });
  const tab = { engines, supervisor, shared };
  tabs.push(tab);
  return tab;
}

async function ask(tab: Tab, signal = new AbortController().signal, onEvent: (event: EngineEvent) => void = () => {}) {
  const events: EngineEvent[] = [];
  for await (const event of tab.shared.generate(MODEL, ASK, signal)) {
    events.push(event);
    onEvent(event);
  }
  return events.at(-1);
}
const alive = () => tabs.reduce((sum, { engines }) => sum + engines.alive, 0);

describe('[14] one model for all tabs', () => {
  it('is loaded once, and the other tab’s request is streamed to it', async () => {
    const [first, second] = [openTab(), openTab()];
    expect(await ask(first)).toMatchObject({ type: 'done' });
    let deltas = 0;
    const end = await ask(second, undefined, ({ type }) => {
      if (type === 'delta') deltas += 1;
    });
    expect(end).toMatchObject({ type: 'done', text: 'Book the hall.' });
    expect(deltas).toBeGreaterThan(1);
    expect(second.engines.spawned).toBe(0);
    expect(alive()).toBe(1);
  });

  it('is loaded once, too, when two tabs ask in the same moment', async () => {
    const [first, second] = [openTab(), openTab()];
    const ends = await Promise.all([ask(first), ask(second)]);
    expect(ends.map((end) => end?.type)).toEqual(['done', 'done']);
    expect(first.engines.spawned + second.engines.spawned).toBe(1);
  });

  it('a stop from the other tab reaches it, and the next request is answered', async () => {
    const [first, second] = [openTab(), openTab()];
    first.engines.script({}, {}, { after: 1, instead: 'waits' }, {});
    await ask(first);
    const stop = new AbortController();
    const end = await ask(second, stop.signal, ({ type }) => type === 'delta' && stop.abort());
    expect(end).toMatchObject({ type: 'failed', text: 'Book', fault: { code: 'cancelled' } });
    await expect.poll(() => first.engines.interrupts).toBe(1);
    expect(await ask(second)).toMatchObject({ type: 'done' });
  });

  it('memory that is given back in one tab is free for the other', async () => {
    const [first, second] = [openTab(), openTab()];
    await ask(first);
    await second.shared.unload();
    await expect.poll(alive).toBe(0);
    expect(await ask(second)).toMatchObject({ type: 'done' });
    expect(second.engines.spawned).toBe(1);
  });

  it('a tab that dies with the model leaves the request to the one that asked', async () => {
    let die = () => {};
    const held = new Promise<void>((resolve) => {
      die = resolve;
    });
    const isHeld = new Promise<void>((resolve) => {
      void navigator.locks.request(name, () => {
        resolve();
        return held;
      });
    });
    await isHeld;
    const asking = ask(openTab());
    die();
    expect(await asking).toMatchObject({ type: 'done' });
  });

  it('a tab that is frozen with the model is robbed of it', async () => {
    const frozen = new Promise<void>((resolve) => {
      void navigator.locks
        .request(name, () => {
          resolve();
          return new Promise(() => {});
        })
        .catch(() => {});
    });
    await frozen;
    expect(await ask(openTab())).toMatchObject({ type: 'done' });
  });

  it('one that was robbed gives the card back', async () => {
    const tab = openTab();
    await ask(tab);
    const robbing = navigator.locks.request(name, { steal: true }, () => new Promise(() => {}));
    robbing.catch(() => {});
    await expect.poll(alive).toBe(0);
    void navigator.locks.request(name, { steal: true }, () => {});
  });
});
