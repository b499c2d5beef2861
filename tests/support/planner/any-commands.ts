import fc from 'fast-check';
import type { Actor } from '#planner/actor.ts';
import type { CommandType } from '#planner/command.ts';
import type { CommitId } from '#planner/ids.ts';
import type { Scenario, Written } from './scenario.ts';

/**
 * What somebody is about to do, before it is known to which plan: numbers that pick tasks, fields and words once there is
 * one. So a sequence can be cut and shrunk, and still means something.
 */
export interface Intent {
  readonly type: CommandType;
  readonly picks: readonly number[];
  readonly actor: Actor;
  /** Minutes that have gone by since the one before. */
  readonly minutes: number;
}

/** How often each command is tried, so that all of them come to be accepted often. */
const weights: Readonly<Record<CommandType, number>> = {
  Initialize: 1,
  ForkPlan: 1,
  ReviseGoal: 3,
  RenamePlan: 2,
  ConfigurePlan: 2,
  ProposeChanges: 10,
  AcceptChanges: 10,
  RejectChanges: 4,
  AnswerQuestion: 8,
  Continue: 14,
  HandleExecutorEvent: 26,
  CompactContext: 4,
  AddTask: 16,
  EditTask: 6,
  SplitTask: 4,
  MergeTasks: 4,
  RemoveTasks: 4,
  MoveTasks: 8,
  LinkTasks: 14,
  UnlinkTasks: 6,
  StartTask: 6,
  CompleteTask: 6,
  FailTask: 4,
  SkipTask: 4,
  ReopenTask: 5,
  RetryTask: 8,
  CancelTask: 3,
  Pause: 2,
  Resume: 3,
  RollBack: 10,
  Undo: 14,
  Redo: 8,
  RecordBytesSent: 2,
  RecordBytesReceived: 2,
};

const actors: readonly Actor[] = [
  { type: 'person' },
  { type: 'person' },
  { type: 'person' },
  { type: 'engine' },
  { type: 'model', model: 'm' },
];

export const anyIntent: fc.Arbitrary<Intent> = fc.record({
  type: fc.oneof(
    ...Object.entries(weights).map(([type, weight]) => ({ weight, arbitrary: fc.constant(type as CommandType) })),
  ),
  picks: fc.array(fc.nat({ max: 1000 }), { minLength: 8, maxLength: 8 }),
  actor: fc.constantFrom(...actors),
  minutes: fc.nat({ max: 3000 }),
});

/** The command that an intent comes to in a plan. */
export function commandOf(scenario: Scenario, { type, picks }: Intent): Written {
  const { state } = scenario;
  let next = 0;
  const pick = (below: number): number => (picks[next++ % picks.length] ?? 0) % Math.max(1, below);
  const among = <T>(values: readonly T[], otherwise: T): T => values[pick(values.length)] ?? otherwise;
  const tasks = [...state.tasks.values()];
  // Now and then a task that is not there, or not any more.
  const anyTask = (): string => (pick(25) === 0 ? 'nowhere' : (among(tasks, undefined)?.id ?? 'nowhere'));
  const taskIn = (statuses: readonly string[]): string => {
    const fit = tasks.filter((task) => statuses.includes(task.status.status));
    return pick(8) === 0 ? anyTask() : (among(fit, undefined)?.id ?? anyTask());
  };
  const title = (): string => `Task ${pick(1000)}`;
  const place = () => {
    const parentId = pick(3) > 0 || tasks.length === 0 ? null : anyTask();
    const siblings = tasks.filter((task) => task.parentId === parentId);
    return {
      parentId,
      after:
        pick(4) === 0 || siblings.length === 0
          ? pick(15) === 0
            ? anyTask()
            : null
          : (among(siblings, undefined)?.id ?? null),
    };
  };
  const fields = () => {
    const all: Record<string, unknown> = {
      title: title(),
      description: 'x'.repeat(pick(300)),
      kind: among(['manual', 'manual', 'processing', 'tool-call', 'clarification'], 'manual'),
      priority: pick(5),
      estimateMinutes: pick(2) === 0 ? null : (1 + pick(30_000)) / 60,
      dueAt: { date: `2026-0${1 + pick(9)}-1${pick(10)}`, time: null, zone: 'Europe/Berlin' },
      notBefore: { date: `2026-0${1 + pick(4)}-1${pick(10)}`, time: '09:00', zone: 'Asia/Tokyo' },
      repeats: among(['FREQ=WEEKLY', 'FREQ=DAILY;COUNT=2', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=SOMETIMES'], 'FREQ=DAILY'),
      tags: [`t${pick(4)}`],
      question: question(),
    };
    const names = Object.keys(all);
    const chosen: Record<string, unknown> = {};
    for (let i = pick(3); i >= 0; i--) {
      const name = among(names, 'title');
      // Only now and then a rule or a date, or hardly anything would ever be ready.
      if ((name === 'notBefore' || name === 'repeats') && pick(2) === 0) continue;
      chosen[name] = all[name];
    }
    return chosen;
  };
  const question = () => ({
    code: 'free' as const,
    params: { text: `Which ${pick(50)}?` },
    options: [
      { label: 'Soon', sets: { field: 'dueAt' as const, value: { date: '2026-04-01', time: null, zone: 'UTC' } } },
      { label: 'An hour', sets: { field: 'estimateMinutes' as const, value: 60 } },
      { label: 'Neither', sets: null },
    ],
    mustAsk: pick(2) === 0,
  });
  const answer = () => ({ text: 'An hour', option: pick(2) === 0 ? null : pick(4) });
  const proposals = [...state.proposals.values()];
  const proposal = proposals.at(-1 - pick(2)) ?? proposals.at(-1);
  const proposalId = pick(30) === 0 ? 'nothing' : (proposal?.id ?? 'nothing');
  const changes = [...(proposal?.changes.values() ?? [])];
  const choice = () => {
    if (pick(2) === 0) return { type: 'all' as const };
    const open = changes.filter((change) => change.resolution.as === 'open');
    const some = Array.from({ length: 1 + pick(3) }, () =>
      pick(20) === 0 ? 'no-change' : (among(pick(10) === 0 ? changes : open, undefined)?.change.id ?? 'no-change'),
    );
    return {
      type: 'some' as const,
      changes: [...new Set(some)].map((id) => ({
        id,
        fields: pick(3) === 0 ? (['description', 'title', 'tags'] as const).slice(0, 1 + pick(3)) : null,
      })),
    };
  };
  const end = () =>
    pick(3) === 0
      ? { in: 'plan' as const, taskId: anyTask() }
      : { in: 'draft' as const, change: pick(12) === 0 ? 'lost' : `n${pick(12)}` };
  const needType = () => among(['blocks', 'informs', 'on-failure', 'start-after'] as const, 'blocks');
  const why = { confidence: 0.5, reason: { code: 'model-said' as const, params: {}, spans: [] } };
  const proposed = (id: string): unknown => {
    switch (pick(9)) {
      case 0:
        return { ...why, id, type: 'edit-task', taskId: anyTask(), set: fields(), notes: {} };
      case 1:
        return { ...why, id, type: 'remove-task', taskId: anyTask() };
      case 2:
      case 3:
        return {
          ...why,
          id,
          type: 'add-need',
          from: end(),
          to: end(),
          need: { type: needType(), lagMinutes: pick(100), ...why },
          taken: pick(4) > 0,
        };
      case 4: {
        const task = among(
          tasks.filter(({ needs }) => needs.length > 0),
          undefined,
        );
        return {
          ...why,
          id,
          type: 'remove-need',
          taskId: task?.id ?? anyTask(),
          needs: task?.needs[0]?.task ?? anyTask(),
        };
      }
      case 5:
        return { ...why, id, type: 'ask', about: pick(5) === 0 ? null : end(), question: question(), source: null };
      default:
        return {
          ...why,
          id,
          type: 'add-task',
          parent: pick(2) === 0 ? null : end(),
          fields: { ...fields(), title: title() },
          done: pick(6) === 0,
          source: null,
          notes: {},
        };
    }
  };

  switch (type) {
    case 'Initialize':
      return {
        type,
        planId: 'plan',
        title: title(),
        goal: { in: 'event', text: 'x'.repeat(pick(100)) },
        attachments: [],
        config: config(0),
      };
    case 'ForkPlan':
      return {
        type,
        planId: 'fork',
        from: { planId: 'other', commitId: 'there' },
        as: pick(2) === 0 ? 'branch' : 'duplicate',
        title: title(),
        content: {
          goal: { in: 'event', text: pick(3) === 0 ? '' : 'Do it' },
          attachments: [],
          config: config(1),
          tasks: forked.slice(0, pick(4)),
          contextSummary: null,
        },
      };
    case 'ReviseGoal':
      return { type, goal: { in: 'event', text: pick(5) === 0 ? 'Do it' : title() } };
    case 'RenamePlan':
      return { type, title: pick(5) === 0 ? state.title || 'A plan' : title() };
    case 'ConfigurePlan':
      return { type, config: config(pick(4)) };
    case 'ProposeChanges': {
      const goOn = proposal !== undefined && (!proposal.complete || pick(10) === 0) && pick(4) > 0;
      const taken = goOn ? changes.length : 0;
      const count = pick(6);
      return {
        type,
        proposalId: pick(30) === 0 ? 'nothing' : goOn ? (proposal?.id ?? null) : null,
        drafter: among([{ type: 'rules' }, { type: 'model', model: 'm' }, { type: 'person' }] as const, {
          type: 'rules',
        }),
        title: pick(2) === 0 ? null : title(),
        changes: Array.from({ length: count }, (_, i) => proposed(pick(60) === 0 ? 'n0' : `n${taken + i}`)) as never,
        complete: pick(2) === 0,
        ...(pick(4) === 0 ? { goalBy: pick(4) === 0 ? ('other-words' as CommitId) : state.goalBy } : {}),
      };
    }
    case 'AcceptChanges':
    case 'RejectChanges':
      return { type, proposalId, choice: choice() as never };
    case 'AnswerQuestion': {
      const asks = changes.filter(({ change }) => change.type === 'ask');
      const open = proposals.flatMap((one) =>
        [...one.changes.values()]
          .filter((change) => change.change.type === 'ask' && change.resolution.as === 'open')
          .map(({ change }) => ({ proposalId: one.id, changeId: change.id })),
      );
      const target = pick(6) > 0 ? among(open, undefined) : undefined;
      return {
        type,
        proposalId: target?.proposalId ?? proposalId,
        changeId:
          target?.changeId ??
          (pick(4) === 0
            ? (changes[0]?.change.id ?? 'no-change')
            : pick(6) === 0
              ? 'no-change'
              : (asks[0]?.change.id ?? 'no-change')),
        answer: pick(8) === 0 ? null : answer(),
      };
    }
    case 'Continue':
      return { type };
    case 'HandleExecutorEvent': {
      const running = tasks.filter((task) => task.status.status === 'running' && task.status.attempt !== null);
      const asking = tasks.filter(
        (task) => task.status.status === 'needs-clarification' || task.kind === 'clarification',
      );
      const clarify = pick(3) === 0;
      const task = pick(12) === 0 ? among(tasks, undefined) : among(clarify ? asking : running, undefined);
      const attempt = task !== undefined && 'attempt' in task.status ? task.status.attempt : null;
      const events = [
        { type: 'started' },
        { type: 'completed', result: { in: 'event', text: 'done' } },
        { type: 'completed', result: null },
        { type: 'failed', error: { code: 'e', text: 'no', retry: 'now' } },
        { type: 'failed', error: { code: 'e', text: 'no', retry: 'never' } },
        { type: 'interrupted' },
        { type: 'needs-clarification', question: question() },
      ];
      return {
        type,
        taskId: task?.id ?? anyTask(),
        attemptId: pick(12) === 0 ? 'old' : attempt,
        event: (clarify ? { type: 'clarification-provided', answer: answer() } : among(events, events[0])) as never,
      };
    }
    case 'CompactContext':
      return { type, budgetTokens: 1 + pick(60) };
    case 'AddTask':
      return {
        type,
        ...place(),
        fields: { ...fields(), title: title() },
        needs: pick(3) === 0 && tasks.length > 0 ? [anyTask()] : [],
      };
    case 'EditTask':
      return { type, taskId: anyTask(), set: fields() };
    case 'SplitTask':
      return { type, taskId: taskIn(['planned']), titles: ['One', 'Two', 'Three'].slice(0, 2 + pick(2)) };
    case 'MergeTasks':
      return { type, into: anyTask(), from: [anyTask(), anyTask()].slice(0, 1 + pick(2)) };
    case 'RemoveTasks':
      return {
        type,
        taskIds: [anyTask(), anyTask()].slice(0, 1 + pick(2)),
        edges: pick(2) === 0 ? 'rewire' : 'drop',
        children: pick(2) === 0 ? 'remove' : 'keep',
      };
    case 'MoveTasks':
      return { type, taskIds: [anyTask(), anyTask()].slice(0, 1 + pick(2)), ...place() };
    case 'LinkTasks':
      return { type, taskId: anyTask(), needs: anyTask(), needType: needType(), lagMinutes: pick(300) };
    case 'UnlinkTasks': {
      const task =
        pick(8) === 0
          ? undefined
          : among(
              tasks.filter(({ needs }) => needs.length > 0),
              undefined,
            );
      return {
        type,
        taskId: task?.id ?? anyTask(),
        needs: task?.needs[pick(3)]?.task ?? task?.needs[0]?.task ?? anyTask(),
      };
    }
    case 'StartTask':
      return { type, taskId: taskIn(['planned']) };
    case 'CompleteTask':
      return {
        type,
        taskId: taskIn(['planned', 'running']),
        result: pick(3) === 0 ? { in: 'event', text: 'Done.' } : null,
      };
    case 'FailTask':
      return { type, taskId: taskIn(['planned', 'running']), text: 'It broke.' };
    case 'SkipTask':
    case 'CancelTask':
      return { type, taskId: taskIn(['planned', 'running', 'failed']) };
    case 'ReopenTask':
      return { type, taskId: taskIn(['completed', 'failed', 'skipped', 'cancelled']) };
    case 'RetryTask':
      return { type, taskId: taskIn(['failed', 'interrupted']) };
    case 'Pause':
    case 'Resume':
      return { type };
    case 'RollBack': {
      const done = tasks.filter((task) => task.attempts.length > 0);
      return { type, taskId: pick(6) === 0 ? anyTask() : (among(done, undefined)?.id ?? anyTask()) };
    }
    case 'Undo':
      return pick(20) === 0 ? { type, commitId: 'c1', events: [] } : scenario.undoCommand();
    case 'Redo':
      return pick(20) === 0 ? { type, commitId: 'c1', events: [] } : scenario.redoCommand();
    case 'RecordBytesSent':
      return {
        type,
        sendingId: 's',
        origin: 'https://h',
        method: 'POST',
        purpose: 'p',
        bytes: pick(99),
        attempt: null,
      };
    case 'RecordBytesReceived':
      return { type, sendingId: 's', origin: 'https://h', bytes: pick(99), status: 200, ended: 'whole' };
  }
}

/** Tasks of another plan, one of them at work. */
const forked = [
  {
    id: 'o.0',
    status: { status: 'running', at: 1, attempt: 'o.9' },
    attempts: [{ id: 'o.9', kind: 'processing', at: 1, outcome: null }],
    needs: [],
  },
  {
    id: 'o.1',
    status: { status: 'completed', at: 1, result: null },
    attempts: [],
    needs: [
      {
        task: 'o.0',
        type: 'blocks',
        lagMinutes: 0,
        confidence: 1,
        reason: { code: 'set-by-person', params: {}, spans: [] },
      },
    ],
  },
  { id: 'o.2', status: { status: 'planned' }, attempts: [], needs: [] },
].map((task, i) => ({
  ...task,
  order: `a${i}`,
  parentId: null,
  title: `Forked ${i}`,
  description: '',
  kind: 'processing',
  priority: 2,
  estimateMinutes: null,
  actualMinutes: null,
  dueAt: null,
  notBefore: null,
  repeats: null,
  attachments: [],
  constraints: [],
  acceptanceCriteria: [],
  facts: [],
  assignee: null,
  tags: [],
  question: null,
  clarifications: [],
  source: null,
  provenance: {},
  locked: [],
  createdAt: 1,
})) as never[];

function config(n: number) {
  return {
    systemPrompt: `Be ${n}`,
    profile: 'balanced' as const,
    budgets: { calls: n, tokens: null, cents: null, bytes: null, minutes: null },
    allowedOrigins: [],
    offlineOnly: n === 1,
  };
}
