// Every commit says which chain of work it belongs to, and what it came of.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { createDraftEngine } from '#engine/draft.ts';
import { type CommandType, commandSchema } from '#planner/command.ts';
import type { Stamp } from '#planner/stamp.ts';
import { planStream } from '#service/plan-kind.ts';
import { createCausationIndex } from '#store/replay/causation.ts';
import { anyIntent, commandOf } from '../../support/planner/any-commands.ts';
import { command, planId, Scenario, type Written } from '../../support/planner/scenario.ts';
import { readAll } from '../log/log-contract.ts';
import { addTask, createDesk, type Desk, newPlan, openPage, send, stamped, value } from './desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

describe('correlation and causation', () => {
  it('[D28] every command of every type writes both of its ids into its commit', { timeout: 120_000 }, async () => {
    const written = new Map<CommandType, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(anyIntent, { minLength: 80, maxLength: 120 }), async (intents) => {
        const own = await createDesk();
        const tab = await own.openTab();
        const scenario = new Scenario();
        const stamps = new Map<string, Stamp>();
        for (const intent of intents) {
          scenario.as(intent.actor).now += intent.minutes * 60_000;
          const next: Written =
            scenario.state.id === null && intent.type !== 'ForkPlan' ? begin() : commandOf(scenario, intent);
          // Half of them come of something: of a commit before them, or of a request from elsewhere.
          const before = [...stamps.values()].at(-1 - ((intent.picks[0] ?? 0) % 3));
          const isCaused = before !== undefined && (intent.picks[1] ?? 0) % 2 === 0;
          const own = scenario.stamp();
          const stamp = isCaused ? { ...own, causation: before.commitId, correlation: before.correlation } : own;
          if (next.type === 'ForkPlan') continue;
          const decided = scenario.attempt(next);
          const outcome = await tab.service.submit({
            to: 'plan',
            planId,
            command: { ...command(next), stamp },
            blobs: [],
          });
          const isWritten = outcome.type === 'receipt' && outcome.receipt.changed;
          expect(isWritten, JSON.stringify([next, decided, outcome])).toBe(
            Array.isArray(decided) && decided.length > 0,
          );
          if (!isWritten) continue;
          stamps.set(stamp.commitId, stamp);
          written.set(next.type, (written.get(next.type) ?? 0) + 1);
        }
        const commits = await readAll(tab.log);
        expect(commits).toHaveLength(stamps.size);
        for (const { id, correlation, causation } of commits) {
          expect({ correlation, causation }).toEqual({
            correlation: stamps.get(id)?.correlation,
            causation: stamps.get(id)?.causation,
          });
        }
        await own.close();
      }),
      { numRuns: 100, seed: 3 },
    );
    const types = commandSchema.options
      .map(({ entries }) => entries.type.literal)
      .filter((type) => type !== 'ForkPlan');
    expect(types.filter((type) => (written.get(type) ?? 0) === 0)).toEqual([]);
  });

  it('[D28] the desk’s commands and a fork do as well', async () => {
    const tab = await desk.openTab();
    const from = await newPlan(tab);
    await send(tab, from, addTask('a'), 'a');
    const fork = stamped(
      command({
        type: 'ForkPlan',
        planId: 'fork',
        from: { planId: from, commitId: 'a' },
        as: 'branch',
        title: 'Fork',
        content: {
          goal: { in: 'event', text: '' },
          attachments: [],
          config: begin().config,
          tasks: [],
          contextSummary: null,
        },
      }),
      'fork-1',
    );
    const stampFork = { ...fork, stamp: { ...fork.stamp, causation: 'a' as never, correlation: 'a' as never } };
    const outcome = await tab.service.submit({ to: 'plan', planId: 'fork' as never, command: stampFork, blobs: [] });
    expect(outcome).toMatchObject({ type: 'receipt' });
    await tab.service.submit({
      to: 'workspace',
      command: stamped({ type: 'ArchivePlan', v: 1, planId: from }, 'desk-1'),
    });
    const commits = await readAll(tab.log);
    expect(commits.slice(-2).map(({ id, correlation, causation }) => [id, correlation, causation])).toEqual([
      ['fork-1', 'a', 'a'],
      ['desk-1', 'desk-1', null],
    ]);
  });

  it('[D28] a command without a correlation does not come in', async () => {
    const tab = await desk.openTab();
    const planId = await newPlan(tab);
    for (const missing of ['correlation', 'causation']) {
      const { stamp, ...rest } = stamped(addTask('a'));
      const without = Object.fromEntries(Object.entries(stamp).filter(([member]) => member !== missing));
      const outcome = await tab.service.submit({
        to: 'plan',
        planId,
        command: { ...rest, stamp: without },
        blobs: [],
      } as never);
      expect(outcome).toMatchObject({
        failure: { code: 'InvalidCommand', params: { path: `/command/stamp/${missing}` } },
      });
    }
  });

  it('[D28] what the drafter writes leads back to the goal', async () => {
    const tab = await desk.openTab({
      ports: {
        openDrafting: async (door) =>
          createDraftEngine({
            door,
            drafter: createRulesDrafter(),
            now: () => 1,
          }),
      },
    });
    const planId = await newPlan(tab, '- pack\n- move\n- unpack');
    const page = await openPage(tab, planId);
    await tab.service.draft(planId);
    await page.until(({ state }) => [...state.proposals.values()].some(({ complete }) => complete));
    const [first, ...drafted] = value(await tab.log.readStream(planStream(planId)));
    expect(drafted.length).toBeGreaterThan(0);
    const index = createCausationIndex(tab.log);
    for (const { id, correlation } of drafted) {
      expect(correlation).toBe(first?.id);
      expect(value(await index.causes(id))).toMatchObject({
        chain: [{ commitId: id }, { commitId: first?.id }],
        end: 'root',
      });
    }
    expect(value(await index.consequences(first?.id ?? ''))).toHaveLength(drafted.length + 1);
  });
});

function begin(): Extract<Written, { type: 'Initialize' }> {
  const config = {
    systemPrompt: '',
    profile: 'balanced',
    budgets: { calls: null, tokens: null, cents: null, bytes: null, minutes: null },
    allowedOrigins: [],
    offlineOnly: false,
  } as const;
  return {
    type: 'Initialize',
    planId,
    title: 'A plan',
    goal: { in: 'event', text: '' },
    attachments: [],
    config: { ...config, allowedOrigins: [] },
  };
}
