import { PERSON } from '#planner/actor.ts';
import type { Command } from '#planner/command.ts';
import { contentHash } from '#planner/content-hash.ts';
import type { ProposedChange } from '#planner/draft.ts';
import { planner } from '#planner/handler.ts';
import type { CommitId, PlanId } from '#planner/ids.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import type { Recorded } from '#planner/recorded.ts';
import { initial, type PlanState } from '#planner/state.ts';
import type { Outcome, Submission } from '#service/contract.ts';
import { receiptFor, ScriptedService } from '../../support/scripted-service.ts';

const PLAN_ID = 'plan-under-test' as PlanId;

/** One plan behind the scripted door, decided and folded by the real core. For tests of the screens; nothing is stored. */
export class PlanInMemory extends ScriptedService {
  state: PlanState = initial;
  /** What the person sent, without stamps' noise. */
  readonly sent: Command[] = [];
  /** Answers wait until it settles: the disk is slow. */
  slow: Promise<void> | null = null;
  readonly #events = new Map<CommitId, readonly Recorded[]>();
  #commits = 0;
  #cursor = 0;

  constructor(goal = '') {
    super();
    this.does({
      type: 'Initialize',
      v: 1,
      planId: PLAN_ID,
      title: 'Move house',
      goal: { in: 'event', text: goal },
      attachments: [],
      config: DEFAULT_CONFIG,
    });
    const { service } = this;
    service.submit = async (submission) => {
      await this.slow;
      return this.#submit(submission);
    };
    const subscribe = service.subscribe.bind(service);
    service.subscribe = async (planId, after, onMessage) => {
      const id = await subscribe(planId, after, onMessage);
      onMessage({ type: 'snapshot', state: this.state, cursor: this.#cursor, readOnly: null });
      return id;
    };
    service.fingerprint = async () => ({ contentHash: await contentHash(this.state), events: this.state.revision });
  }

  get address(): string {
    return `#/plan/${PLAN_ID}`;
  }

  /** A command from elsewhere: another tab, or the drafter. */
  does(command: Command, actor: Recorded['commit']['actor'] = PERSON): Outcome {
    this.#commits += 1;
    const commitId = `commit-${this.#commits}` as CommitId;
    const stamp = {
      commitId,
      at: Date.now(),
      zone: 'Europe/Berlin',
      locale: 'en',
      actor,
      causation: null,
      correlation: commitId,
    };
    return this.#decide({ to: 'plan', planId: PLAN_ID, command: { ...command, stamp }, blobs: [] });
  }

  /** Tasks at the top, in this order. */
  with(...titles: readonly string[]): this {
    for (const title of titles) {
      const after = [...this.state.tasks.keys()].at(-1) ?? null;
      this.does({ type: 'AddTask', v: 1, parentId: null, after, fields: { title }, needs: [] });
    }
    return this;
  }

  proposes(changes: readonly ProposedChange[], complete = true): this {
    const open = [...this.state.proposals.values()].find((proposal) => !proposal.complete);
    this.does(
      {
        type: 'ProposeChanges',
        v: 1,
        proposalId: open?.id ?? null,
        drafter: { type: 'rules' },
        title: null,
        changes,
        complete,
      },
      { type: 'rules' },
    );
    return this;
  }

  task(title: string) {
    const found = [...this.state.tasks.values()].find((task) => task.title === title);
    if (!found) throw new Error(`no task "${title}"`);
    return found;
  }

  #submit(submission: Submission): Outcome {
    if (submission.to === 'workspace') return receiptFor(submission);
    const { stamp: _, ...command } = submission.command;
    this.sent.push(command as Command);
    return this.#decide(submission);
  }

  #decide(submission: Extract<Submission, { to: 'plan' }>): Outcome {
    const command = this.#completed(submission.command);
    const decision = planner.process(this.state, command);
    if (!decision.ok) return { type: 'rejection', rejection: decision.error };
    const { commitId, at, actor } = command.stamp;
    const events = decision.value.map((event) => ({ commit: { id: commitId, at, actor }, event }));
    this.#events.set(commitId, events);
    this.state = planner.foldAll(this.state, events);
    this.#cursor += events.length;
    this.feed({ type: 'events', events, cursor: this.#cursor, readOnly: null });
    return receiptFor(submission);
  }

  /** As the service does: the events that are undone or done again. */
  #completed(command: Extract<Submission, { to: 'plan' }>['command']): typeof command {
    if (command.type !== 'Undo' && command.type !== 'Redo') return command;
    const about = command.type === 'Undo' ? command.commitId : this.state.undo.undoneBy.get(command.commitId);
    const events = (about && this.#events.get(about)) ?? [];
    return { ...command, events: events.map(({ event }) => event) };
  }
}
