import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineModel, EngineRequest } from '#models/webgpu/engine.ts';
import { createSupervisor, type EngineEvent, type EngineState, type Supervisor } from '#models/webgpu/supervisor.ts';
import { DRAIN_MS, IDLE_MS, LOAD_SILENCE_MS, prefillLimitMs, SILENCE_MS } from '#models/webgpu/watchdog.ts';
import { type ScriptedEngines, scriptedEngines } from '../../support/models/scripted-engine.ts';

const MODEL: EngineModel = {
  id: 'small',
  modelUrl: 'https://hub/small/',
  libraryUrl: 'https://hub/small.wasm',
  contextTokens: 2048,
};
const OTHER: EngineModel = { ...MODEL, id: 'other' };
const ASK: EngineRequest = {
  messages: [{ role: 'user', content: 'Plan a party.' }],
  grammar: null,
  maxTokens: 300,
  temperature: 0,
};

let engines: ScriptedEngines;
let supervisor: Supervisor;
let states: EngineState[];
let note: string | null;

beforeEach(() => {
  vi.useFakeTimers();
  engines = scriptedEngines();
  states = [];
  note = null;
  supervisor = anew();
});
afterEach(() => void vi.useRealTimers());

/** As after a reload of the page: what was noted stays. */
function anew(): Supervisor {
  return createSupervisor({
    spawn: engines.spawn,
    notes: {
      read: async () => note,
      write: async (id) => {
        note = id;
      },
    },
    onState: (state) => states.push(state),
  });
}

interface Asked {
  readonly events: EngineEvent[];
  readonly stop: () => void;
  readonly ended: Promise<EngineEvent>;
}

function ask(model = MODEL, request = ASK): Asked {
  const events: EngineEvent[] = [];
  const stop = new AbortController();
  const ended = (async () => {
    for await (const event of supervisor.generate(model, request, stop.signal)) events.push(event);
    const last = events.at(-1);
    if (last === undefined) throw new Error('nothing was said');
    return last;
  })();
  return { events, stop: () => stop.abort(), ended };
}

/** Lets everything that is due happen, and some of the time pass. */
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

async function answered(model = MODEL): Promise<EngineEvent> {
  const asked = ask(model);
  await pass(100);
  return asked.ended;
}

const codeOf = (event: EngineEvent) => (event.type === 'failed' ? event.fault.code : event.type);

describe('the model on this device', () => {
  it('[8] streams what it says, then says how it ended', async () => {
    const asked = ask();
    await pass(100);
    expect(await asked.ended).toMatchObject({ type: 'done', text: 'Book the hall.', answer: { finish: 'stop' } });
    const deltas = asked.events.flatMap((event) => (event.type === 'delta' ? [event.text] : []));
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.join('')).toBe('Book the hall.');
    expect(asked.events.some(({ type }) => type === 'loading')).toBe(true);
    expect(engines.loads).toEqual(['small']);
  });

  it('is loaded once for many requests, which wait for one another', async () => {
    const [first, second] = [ask(), ask()];
    await pass(200);
    expect(codeOf(await first.ended)).toBe('done');
    expect(codeOf(await second.ended)).toBe('done');
    expect(engines.spawned).toBe(1);
    expect(engines.loads).toEqual(['small']);
  });

  it('changes models in a fresh worker', async () => {
    await answered();
    expect(codeOf(await answered(OTHER))).toBe('done');
    expect(engines.loads).toEqual(['small', 'other']);
    expect(engines.alive).toBe(1);
  });

  it('[9] stops at once and keeps what had come; twenty stops and starts leave nothing stuck', async () => {
    engines.script({ gapMs: 100, pieces: ['Book ', 'the ', 'hall.'] });
    for (let round = 0; round < 20; round++) {
      const asked = ask();
      await pass(150);
      asked.stop();
      await pass(0);
      expect(await asked.ended).toMatchObject({ type: 'failed', text: 'Book ', fault: { code: 'cancelled' } });
      await pass(200);
    }
    expect(engines.interrupts).toBe(20);
    expect(engines.spawned).toBe(1);
    engines.script({});
    expect(codeOf(await answered())).toBe('done');
  });

  it('[9] a request stopped while it waits is not begun', async () => {
    engines.script({ gapMs: 100 });
    const first = ask();
    const second = ask();
    second.stop();
    await pass(0);
    expect(codeOf(await second.ended)).toBe('cancelled');
    await pass(2_000);
    expect(codeOf(await first.ended)).toBe('done');
    expect(engines.requests).toHaveLength(1);
  });

  it('[9] one that does not hear the stop is ended after a while, and the next request is answered', async () => {
    engines.script({}, { deaf: true, after: 1, instead: 'silent' }, {});
    const deaf = ask();
    await pass(50);
    deaf.stop();
    await pass(0);
    expect(codeOf(await deaf.ended)).toBe('cancelled');
    const next = ask();
    await pass(DRAIN_MS + 100);
    expect(codeOf(await next.ended)).toBe('done');
    expect(engines.spawned).toBe(2);
  });

  it('[4] stopping a load ends its worker at once and leaves nothing ready', async () => {
    engines.script({ load: 'silent' });
    const asked = ask();
    await pass(10);
    asked.stop();
    await pass(0);
    expect(codeOf(await asked.ended)).toBe('cancelled');
    expect(supervisor.state.type).toBe('off');
    expect(engines.alive).toBe(0);
    expect(note).toBe(null);
  });

  it.each([
    ['while it reads the prompt', { after: 0, instead: 'silent' } as const, prefillLimitMs(20)],
    ['between two words', { after: 1, instead: 'silent' } as const, SILENCE_MS],
  ])('[10] %s, silence is noticed', async (_when, script, limit) => {
    engines.script({}, script);
    const asked = ask();
    await pass(limit + 5_000);
    expect(codeOf(await asked.ended)).toBe('stalled');
    expect(engines.spawned).toBe(2);
  });

  it('[10] a load that says nothing more is ended', async () => {
    engines.script({ load: 'silent' });
    const asked = ask();
    await pass(LOAD_SILENCE_MS + 100);
    expect(codeOf(await asked.ended)).toBe('stalled');
    expect(engines.alive).toBe(0);
  });

  it('[10] a dead worker is noticed at once, whether it loads or speaks', async () => {
    engines.script({ load: 'dies' });
    expect(codeOf(await answered())).toBe('worker-died');
    engines.script({}, { after: 2, instead: 'dies' });
    const asked = ask();
    await pass(50);
    expect(await asked.ended).toMatchObject({ type: 'failed', text: 'Book the', fault: { code: 'worker-died' } });
  });

  it('[13] a lost card ends the request, the model is loaded once more in a fresh worker and answers', async () => {
    engines.script({}, { after: 1, instead: 'loses' }, {});
    const asked = ask();
    await pass(50);
    expect(await asked.ended).toMatchObject({ type: 'failed', text: 'Book', fault: { code: 'device-lost' } });
    expect(supervisor.state).toEqual({ type: 'ready', modelId: 'small' });
    expect(engines.loads).toEqual(['small', 'small']);
    expect(engines.alive).toBe(1);
    expect(codeOf(await answered())).toBe('done');
  });

  it('[13] lost a second time, it is given up until the person says otherwise', async () => {
    engines.script({}, { after: 1, instead: 'loses' });
    engines.script({}, { after: 1, instead: 'loses' }, {}, { after: 1, instead: 'loses' });
    await answered();
    expect(codeOf(await answered())).toBe('device-lost');
    expect(supervisor.state.type).toBe('given-up');
    expect(codeOf(await answered())).toBe('given-up');
    expect(engines.loads).toHaveLength(2);
    engines.script({});
    // Another model is another matter.
    expect(codeOf(await answered(OTHER))).toBe('done');
    await supervisor.forgive();
    expect(codeOf(await answered())).toBe('done');
  });

  it('[13] two losses with an answer between them are two first ones', async () => {
    engines.script({}, { after: 1, instead: 'loses' }, {}, {}, { after: 1, instead: 'loses' }, {});
    for (const expected of ['device-lost', 'done', 'device-lost', 'done'])
      expect(codeOf(await answered())).toBe(expected);
  });

  it('[7] a model whose load ended with the tab is not loaded again by itself', async () => {
    engines.script({ load: 'silent' });
    void ask();
    await pass(10);
    // The tab is gone: nothing of it runs on.
    supervisor = anew();
    engines.script({});
    expect(codeOf(await answered())).toBe('crashed-before');
    expect(engines.loads).toHaveLength(1);
    expect(codeOf(await answered(OTHER))).toBe('done');
    note = 'small';
    supervisor = anew();
    await supervisor.forgive();
    expect(codeOf(await answered())).toBe('done');
  });

  it('[7] a load that failed in order is no crash', async () => {
    engines.script({ load: { throws: new Error('LinkError: import requires a callable') } });
    expect(codeOf(await answered())).toBe('wrong-library');
    supervisor = anew();
    engines.script({});
    expect(codeOf(await answered())).toBe('done');
  });

  it('[12] a prompt that leaves no room for the answer is refused before anything is loaded', async () => {
    const asked = ask(MODEL, { ...ASK, messages: [{ role: 'user', content: 'a word '.repeat(2_000) }] });
    expect(codeOf(await asked.ended)).toBe('over-context');
    expect(engines.spawned).toBe(0);
  });

  it('[15] gives the memory back after ten minutes without a request, and loads again for the next', async () => {
    await answered();
    await pass(IDLE_MS - 1_000);
    expect(supervisor.state.type).toBe('ready');
    await pass(2_000);
    expect(supervisor.state.type).toBe('off');
    expect(engines.alive).toBe(0);
    expect(note).toBe(null);
    expect(codeOf(await answered())).toBe('done');
    expect(engines.loads).toHaveLength(2);
  });

  it('an answer that reached its limit says so', async () => {
    engines.script({}, { finish: 'length' });
    expect(await answered()).toMatchObject({ type: 'done', answer: { finish: 'length' } });
  });

  it('an engine error is told by its kind', async () => {
    engines.script({}, { after: 0, instead: { throws: new Error('device ran out of memory') } });
    expect(codeOf(await answered())).toBe('out-of-memory');
  });
});
