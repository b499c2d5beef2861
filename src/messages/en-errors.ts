import type { RejectionCode } from '#planner/rejection.ts';
import type { FailureCode } from '#service/failure.ts';
import type { FailureParams, NameTask, RejectionParams } from './codes.ts';
import { formatList, formatNumber } from './format.ts';
import type { ShownStatus } from './shown-status.ts';

type Rejections = { [Code in RejectionCode]: (params: RejectionParams<Code>, name: NameTask) => string };
type Failures = { [Code in FailureCode]: (params: FailureParams<Code>) => string };

const statusWords: Record<ShownStatus, string> = {
  planned: 'planned',
  ready: 'ready',
  waiting: 'waiting',
  blocked: 'blocked',
  running: 'running',
  'needs-clarification': 'waiting for an answer',
  interrupted: 'interrupted',
  completed: 'done',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
};

const fieldWords: Readonly<Record<string, string>> = {
  title: 'title',
  description: 'notes',
  kind: 'kind',
  priority: 'priority',
  estimateMinutes: 'estimate',
  actualMinutes: 'time spent',
  dueAt: 'due date',
  notBefore: 'earliest start',
  repeats: 'repetition',
  attachments: 'attachments',
  constraints: 'limits',
  acceptanceCriteria: 'criteria',
  facts: 'facts',
  assignee: 'person',
  tags: 'tags',
  question: 'question',
  status: 'status',
  needs: 'needs',
  place: 'place in the outline',
};

/** What a log file's reader finds wrong with a line. */
const damageWords: Readonly<Record<string, string>> = {
  cut: 'the file breaks off there',
  edited: 'it is not as it was written',
  missing: 'it is missing',
  shuffled: 'it stands in the wrong place',
  duplicated: 'it is there twice',
  link: 'it does not follow from what comes before it',
};

/** By the browser's word for it, or by what was wrong with the file when it was read back. */
const unwritableWords: Readonly<Record<string, string>> = {
  NotAllowedError: 'Foldline may no longer write there',
  NotFoundError: 'the folder or file is gone',
  QuotaExceededError: 'the disk is full',
  NoModificationAllowedError: 'another program is using the file',
  InvalidStateError: 'the disk did not take it',
  FileDamaged: 'what was read back is not what was written',
};

const names = (ids: readonly string[], name: NameTask) => formatList(ids.map(name));
const fieldWord = (field: string) => fieldWords[field] ?? field;
const statusWord = (status: string) => statusWords[status as ShownStatus] ?? status;

const rejections: Rejections = {
  PlanNotFound: () => 'This plan is not in this browser. It may be on another device.',
  PlanAlreadyInitialized: () => 'This plan exists already, so it was not begun a second time.',
  PlanReadOnly: () =>
    'A newer version of Foldline wrote to this plan. Reload to get that version; until then it can only be read.',
  TaskNotFound: () =>
    'That task is no longer in the plan. It may have been removed in another tab; undo brings it back.',
  ParentNotFound: () => 'The task to move it under is no longer in the plan. Choose another place.',
  TaskNotReady: ({ taskId, waitingFor }, name) =>
    waitingFor.length === 0
      ? `${name(taskId)} can't start yet. Open its details to see what it waits for.`
      : `${name(taskId)} can't start yet: it waits for ${names(waitingFor, name)}. Finish or skip that first.`,
  TaskIsGroup: ({ taskId }, name) =>
    `${name(taskId)} holds other tasks; its status follows from theirs. Act on the tasks inside it.`,
  TaskIsRunning: ({ taskId }, name) => `${name(taskId)} is running. Cancel it first, or wait until it ends.`,
  WrongStatus: ({ taskId, status }, name) =>
    `${name(taskId)} is ${statusWord(status)} by now, so this does not fit any more.`,
  StaleAttempt: ({ taskId }, name) =>
    `An earlier try at ${name(taskId)} reported after a newer one had begun. Its report was not used.`,
  NoQuestion: ({ taskId }, name) => `${name(taskId)} asks nothing at the moment.`,
  NeedExists: ({ taskId, needs }, name) => `${name(taskId)} needs ${name(needs)} already.`,
  NeedNotFound: ({ taskId, needs }, name) =>
    `${name(taskId)} does not need ${name(needs)}, so there is nothing to take away.`,
  NeedOnSelf: ({ taskId }, name) => `${name(taskId)} can't need itself. Choose another task.`,
  NeedOnRelative: ({ taskId, needs }, name) =>
    `${name(taskId)} and ${name(needs)} stand one inside the other, so neither can wait for the other.`,
  NeedsCycle: ({ path }, name) =>
    path.length === 0
      ? 'That would make tasks wait for each other in a circle. Remove one of the needs first.'
      : `That would close a circle: ${path.map(name).join(' → ')}. Remove one of these needs first.`,
  MoveIntoSelf: ({ taskId }, name) => `${name(taskId)} can't be moved into itself or into a task inside it.`,
  PlaceNotFound: () => 'The place to put it is gone; the outline changed meanwhile. Choose the place again.',
  NothingChanges: () => 'That is how it is already, so nothing was changed.',
  MergeWithSelf: ({ taskId }, name) => `${name(taskId)} can't be merged with itself. Select another task too.`,
  MergeWithRelative: ({ taskId, from }, name) =>
    `${name(taskId)} and ${name(from)} stand one inside the other. Move one out, then merge them.`,
  InvalidRecurrence: ({ repeats }) =>
    `“${repeats}” is not a repetition that Foldline understands. Choose one from the list.`,
  GoalChanged: () => 'The goal has other words by now, so what was found in the old ones was not taken.',
  ProposalNotFound: () => 'This proposal is no longer there. Draft again to get a new one.',
  ProposalComplete: () => 'This proposal is complete; nothing more can be added to it. Draft again to get a new one.',
  ChangeNotFound: () => 'This proposed change is no longer there. Draft again to get a new proposal.',
  ChangeIdReused: () => 'The drafter gave two changes the same name, so its proposal was not used. Draft again.',
  ChangeAlreadyResolved: () =>
    'This proposed change was decided already, perhaps in another tab. Undo takes the decision back.',
  NotAQuestion: () => 'This proposed change asks nothing, so it can’t be answered. Accept or reject it.',
  FieldLocked: ({ taskId, field }, name) =>
    `You set the ${fieldWord(field)} of ${name(taskId)} yourself, so a proposal does not overwrite it. Edit the task to change it.`,
  ForkSourceEmpty: () => 'There was nothing in that plan at that moment, so there is nothing to copy.',
  NothingToUndo: () => 'There is nothing to undo in this plan.',
  NothingToRedo: () => 'There is nothing to do again in this plan.',
  NotNextToUndo: () => 'Something else was changed meanwhile, perhaps in another tab. Undo that first, step by step.',
  NotNextToRedo: () => 'Something else was changed meanwhile, perhaps in another tab, so this can’t be done again.',
  ChangedSince: ({ about, field }, name) =>
    `The ${fieldWord(field)} of ${name(about)} was changed again later, so undoing this would lose that. Change it by hand instead.`,
  PlanPaused: () => 'The plan is paused, so nothing starts. Resume it first.',
  NotPaused: () => 'The plan is not paused.',
  NothingToRollBack: ({ taskId }, name) => `Nothing was run for ${name(taskId)}, so there is nothing to roll back.`,
};

const failures: Failures = {
  ServiceLost: () => 'The planner stopped while this was being saved. It is being started again; try once more.',
  TimedOut: ({ afterMs }) =>
    `The planner gave no answer within ${formatNumber(Math.round(afterMs / 1000))} s. It may be busy or the disk slow; try again.`,
  QuotaExceeded: () =>
    'The browser has no space left, so this was not saved; what was saved before is untouched. Free some space on the device or in Settings, then try again. Exporting works all the same.',
  LogUnavailable: ({ reason }) =>
    `The browser did not open its storage (${reason}). Close private windows or allow site data for this page, then reload.`,
  LogBlocked: () =>
    'Another tab with an older Foldline holds the storage open. Close the other Foldline tabs, then try again.',
  LogNewer: () =>
    'A newer Foldline has written to this storage. Reload to get that version; this one will not touch it.',
  LogSuspect: () =>
    'What is stored is not what this tab knew of it; it may have been restored in another tab. It is being opened again.',
  LogLost: ({ stored, known, copied }) =>
    [
      `This browser kept ${formatNumber(known)} changes for you, and now ${stored < known ? `only ${formatNumber(stored)} are there` : 'others are in their place'}.`,
      copied === null
        ? 'There is no copy of them here; a .foldline file of yours may hold them.'
        : `A copy of ${formatNumber(copied)} is here and can be put back.`,
      'Nothing is written until you choose.',
    ].join(' '),
  LogDamaged: ({ where, readable, copied }) =>
    [
      `A part of what is stored can’t be read (${where}); ${formatNumber(readable)} changes still can.`,
      copied === null
        ? 'There is no copy here; a .foldline file of yours may hold the rest.'
        : `A copy of ${formatNumber(copied)} is here and can be put back.`,
      'Nothing is written until you choose.',
    ].join(' '),
  CommitIdReused: () =>
    'Two different changes carried the same name, so the second was not saved. Make the change again.',
  InvalidCommand: ({ path, expected }) =>
    `This could not be saved: ${path === '' ? 'the change' : path} should be ${expected}. Correct it and try again.`,
  DraftFailed: ({ reason }) => `Drafting stopped (${reason}). Your text is kept; draft again or add tasks by hand.`,
  FileNotALog: () =>
    'This is not a Foldline log: line 1 is not how one begins. Nothing was imported. Choose a file that ends in .foldline.',
  FileNewer: ({ version }) =>
    `Line 1 of the file says that a newer Foldline wrote it (file format ${formatNumber(version)}). Reload to get the newest version, then import it again.`,
  FileDamaged: ({ line, reason }) =>
    `The file is damaged in line ${formatNumber(line)}: ${damageWords[reason] ?? reason}. Nothing was imported. Use another copy of it.`,
  FileConflicts: ({ line, reason }) =>
    reason === 'forked'
      ? `From line ${formatNumber(line)} on, the file goes on differently from what is here: a copy of this browser’s profile was used on its own. Nothing was imported. Import the file in another browser or profile to see it there.`
      : `Line ${formatNumber(line)} of the file contradicts what is here under the same name. Nothing was imported. Use another copy of it.`,
  FileUnwritable: ({ reason }) =>
    `The file could not be written: ${unwritableWords[reason] ?? reason}. What was there before is as it was, and your plans are untouched. Choose another place, or try again.`,
  Cancelled: () => 'Stopped. Nothing was changed.',
  PlanMissing: () =>
    'This plan is not in this browser. It may be on another device; its .foldline file can be imported.',
  Bug: ({ message }) =>
    `Something went wrong inside Foldline (${message}). Nothing that was saved is lost. Reload and try again.`,
};

export const enErrors = {
  rejections,
  failures,
  fieldWord,
  statusWord,
  quoted: (title: string) => `“${title}”`,
  aTask: 'a task',
};
