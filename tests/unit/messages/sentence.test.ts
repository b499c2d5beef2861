import { describe, expect, test } from 'vitest';
import { ACTION_IDS } from '#messages/action-id.ts';
import { t } from '#messages/catalogue.ts';
import type { FailureParams, RejectionParams } from '#messages/codes.ts';
import { type Problem, sayConflict, sayProblem, sayQuestion, sayReason } from '#messages/sentence.ts';
import { KINDS } from '#planner/kind.ts';
import { NEED_TYPES } from '#planner/need.ts';
import { QUESTION_CODES } from '#planner/question.ts';
import { REASON_CODES } from '#planner/reason.ts';
import type { RejectionCode } from '#planner/rejection.ts';
import type { Conflict } from '#planner/state.ts';
import type { FailureCode } from '#service/failure.ts';

/** One of each: a new code does not compile until it stands here. */
const rejections: { [Code in RejectionCode]: RejectionParams<Code> } = {
  PlanNotFound: {},
  PlanAlreadyInitialized: {},
  PlanReadOnly: {},
  TaskNotFound: { taskId: 'a' },
  ParentNotFound: { taskId: 'a' },
  TaskNotReady: { taskId: 'a', waitingFor: ['b', 'c'] },
  TaskIsGroup: { taskId: 'a' },
  TaskIsRunning: { taskId: 'a' },
  WrongStatus: { taskId: 'a', status: 'completed', command: 'StartTask' },
  StaleAttempt: { taskId: 'a', attemptId: 'x' },
  NoQuestion: { taskId: 'a' },
  NeedExists: { taskId: 'a', needs: 'b' },
  NeedNotFound: { taskId: 'a', needs: 'b' },
  NeedOnSelf: { taskId: 'a' },
  NeedOnRelative: { taskId: 'a', needs: 'b' },
  NeedsCycle: { path: ['a', 'b', 'a'] },
  MoveIntoSelf: { taskId: 'a', parentId: 'b' },
  PlaceNotFound: { after: 'b' },
  NothingChanges: {},
  MergeWithSelf: { taskId: 'a' },
  MergeWithRelative: { taskId: 'a', from: 'b' },
  InvalidRecurrence: { repeats: 'FREQ=SOMETIMES' },
  GoalChanged: {},
  ProposalNotFound: { proposalId: 'p' },
  ProposalComplete: { proposalId: 'p' },
  ChangeNotFound: { changeId: 'c' },
  ChangeIdReused: { changeId: 'c' },
  ChangeAlreadyResolved: { changeId: 'c' },
  NotAQuestion: { changeId: 'c' },
  FieldLocked: { taskId: 'a', field: 'dueAt' },
  ForkSourceEmpty: {},
  NothingToUndo: {},
  NothingToRedo: {},
  NotNextToUndo: { commitId: 'c' },
  NotNextToRedo: { commitId: 'c' },
  ChangedSince: { about: 'a', field: 'title' },
  PlanPaused: {},
  NotPaused: {},
  NothingToRollBack: { taskId: 'a' },
};

const failures: { [Code in FailureCode]: FailureParams<Code> } = {
  ServiceLost: {},
  TimedOut: { call: 'submit', afterMs: 15_000 },
  QuotaExceeded: {},
  LogUnavailable: { reason: 'InvalidStateError' },
  LogBlocked: {},
  LogNewer: {},
  LogSuspect: {},
  LogLost: { stored: 0, known: 41, copied: 40, at: 1_795_000_000_000 },
  LogDamaged: { where: 'row 3', readable: 12, copied: null },
  CommitIdReused: { commitId: 'c' },
  InvalidCommand: { path: 'title', expected: 'at most 80 characters' },
  DraftFailed: { reason: 'the worker stopped' },
  FileNotALog: {},
  FileNewer: { version: 2 },
  FileDamaged: { line: 12, reason: 'the digest does not match' },
  FileConflicts: { line: 12, commitId: 'c', reason: 'forked' },
  FileUnwritable: { reason: 'NotAllowedError' },
  Cancelled: {},
  PlanMissing: { planId: 'p' },
  Bug: { message: 'x is not a function' },
};

const problems = [
  ...Object.entries(rejections).map(([code, params]) => ({ code, params })),
  ...Object.entries(failures).map(([code, params]) => ({ code, params, retry: 'never' })),
] as unknown as Problem[];

const titles: Readonly<Record<string, string>> = { a: 'Book the van', b: 'Compare prices', c: 'Ask Anna' };
const name = (id: string) => (titles[id] === undefined ? t.errors.aTask : t.errors.quoted(titles[id]));

/** What every sentence owes its reader. */
function expectReadable(text: string): void {
  expect(text).toMatch(/^[\p{Lu}“\d]/u);
  expect(text).toMatch(/[.?…]$/u);
  expect(text).not.toMatch(/undefined|null|NaN|\[object|!|\bAI\b/u);
}

describe('every rejection and failure has a sentence and a way out', () => {
  test.each(problems.map((problem) => [problem.code, problem] as const))('%s', (_code, problem) => {
    const { text, ways } = sayProblem(problem, name);
    expectReadable(text);
    expect(ways.length).toBeGreaterThan(0);
    expect(new Set(ways).size).toBe(ways.length);
    for (const way of ways) expect(ACTION_IDS).toContain(way);
  });

  test('a task is named by its title, and by no id', () => {
    const { text } = sayProblem({ code: 'TaskNotReady', params: { taskId: 'a', waitingFor: ['b', 'c'] } }, name);
    expect(text).toBe(
      "“Book the van” can't start yet: it waits for “Compare prices” and “Ask Anna”. Finish or skip that first.",
    );
  });

  test('a refused file tells its line and reason', () => {
    const { text } = sayProblem({
      code: 'FileDamaged',
      params: { line: 12, reason: 'cut' },
      retry: 'never',
    });
    expect(text).toContain('line 12: the file breaks off there.');
  });
});

describe('every reason and question has a sentence', () => {
  const full = { cue: 'then', n: 3, depth: 1, text: 'tomorrow', verb: 'call', through: 'a', from: 'b' };
  test.each(REASON_CODES)('%s, with and without its parameters', (code) => {
    for (const params of [{}, full])
      expectReadable(`${sayReason({ code, params, spans: [] }, name).replace(/\.?$/u, '.')}`);
  });

  test.each(QUESTION_CODES)('%s, with and without its parameters', (code) => {
    for (const params of [{}, { text: 'next week' }]) {
      expectReadable(
        `${sayQuestion({ code, params, options: [], mustAsk: false }).replace(/[.?]?$/u, '?')}`.replace(
          /^\p{Ll}/u,
          'A',
        ),
      );
    }
  });
});

test('every conflict, status, kind and need has words', () => {
  for (const code of Object.keys(t.conflicts) as Conflict['code'][]) {
    expectReadable(sayConflict({ code, commitId: 'c', event: 'TaskEdited', about: 'a' } as unknown as Conflict));
  }
  for (const kind of KINDS) expect(t.kind[kind]).not.toBe('');
  for (const type of NEED_TYPES) expect(t.need[type]).not.toBe('');
  for (const id of ACTION_IDS) expect(t.actions[id]).not.toBe('');
});
