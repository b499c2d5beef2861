import type { Actor } from '#planner/actor.ts';
import type { WhyNotReadyCode } from '#planner/readiness.ts';
import { formatList, formatNumber } from './format.ts';

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`;

/** Why a task cannot begin now, as whole sentences. `name` is the other task's title in quotes, `when` a day or a time. */
const why: Record<
  WhyNotReadyCode,
  (about: { readonly name: string; readonly when: string; readonly by: string }) => string
> = {
  'waits-for-task': ({ name }) => `It waits for ${name}.`,
  'waits-for-lag': ({ name, when }) => `${name} is done; it may start ${when}.`,
  'waits-for-date': ({ when }) => `It may not start before ${when}.`,
  'needed-task-failed': ({ name }) => `It needs ${name}, which failed. Retry that, or take the need away.`,
  'needed-task-cancelled': ({ name }) => `It needs ${name}, which was cancelled. Reopen that, or take the need away.`,
  'needed-task-blocked': ({ name, by }) => `It needs ${name}, which is blocked by ${by}.`,
  'needed-failure-did-not-come': ({ name }) => `It was to start only if ${name} failed, and that did not fail.`,
  'needs-answer': () => 'It waits for your answer.',
  'needs-decision': () => 'Nobody knows whether it finished. Retry it, or mark it as done.',
  'plan-paused': () => 'The plan is paused.',
};

/** The words of the Plan screen. */
export const enPlan = {
  tasks: 'Tasks',
  rename: 'Plan title',
  progress: (done: number, total: number) =>
    total === 0 ? 'No tasks yet' : `${formatNumber(done)} of ${formatNumber(total)} done`,
  progressLabel: 'Progress',
  groupProgress: (title: string) => `Progress of ${title}`,
  share: (done: number, total: number) => `${formatNumber(done)}/${formatNumber(total)}`,
  toolbar: 'Plan tools',
  search: 'Search tasks',
  filter: 'Show',
  filters: { all: 'All tasks', open: 'Not done', ready: 'Ready', waiting: 'Waiting', blocked: 'Blocked' },
  oneTask: 'task',
  manyTasks: 'tasks',
  nothingFound: 'No task matches',
  nothingFoundText: 'Try fewer words, or show all tasks again.',
  showAll: 'Show all tasks',
  found: (n: number) => (n === 0 ? 'No task matches.' : `${count(n, 'task matches', 'tasks match')}.`),
  menu: 'Plan menu',
  rowMenu: (title: string) => `Actions for ${title}`,
  details: 'Details',
  closeDetails: 'Close details',
  showDetails: 'Show details',
  nothingSelected: 'Nothing selected',
  nothingSelectedText: 'Select a task to see and change all it holds.',

  proposals: (n: number) => `${count(n, 'proposed change waits', 'proposed changes wait')} for your yes or no.`,
  drafting: 'The draft is still being made.',
  openDraft: 'Look at the draft',

  emptyTitle: 'No tasks yet',
  emptyText: 'A plan is a list of tasks. Write the first thing you would do, and press Enter.',
  emptyAction: 'Add the first task',
  addTask: 'Add task',
  newTask: 'New task',
  addPlaceholder: 'Add a task',
  titleOf: (title: string) => `Title of ${title}`,
  titleMissing: 'A task needs a title.',
  titleTooLong: (most: number) => `A title has at most ${formatNumber(most)} characters; put the rest in the notes.`,

  expand: (title: string) => `Open ${title}`,
  collapse: (title: string) => `Close ${title}`,
  complete: (title: string) => `Complete ${title}`,
  reopen: (title: string) => `Reopen ${title}`,
  needsTask: (title: string) => `Needs ${title}`,
  goToNeed: (title: string) => `Go to ${title}, which this needs`,
  moreNeeds: (n: number) => `+${formatNumber(n)}`,
  due: (when: string) => `Due ${when}`,
  overdue: (when: string) => `Overdue: ${when}`,
  estimate: (time: string) => `About ${time}`,
  assignee: (who: string) => `For ${who}`,
  repeats: 'Repeats',
  unnamed: 'Untitled',

  said: {
    done: (title: string, ready: number) =>
      ready === 0 ? `${title} is done.` : `${title} is done. ${count(ready, 'task', 'tasks')} became ready.`,
    skipped: (title: string, ready: number) =>
      ready === 0 ? `${title} is skipped.` : `${title} is skipped. ${count(ready, 'task', 'tasks')} became ready.`,
    started: (title: string) => `${title} has begun.`,
    reopened: (title: string) => `${title} is open again.`,
    failed: (title: string) => `${title} has failed.`,
    cancelled: (title: string) => `${title} is cancelled.`,
    added: (title: string) => `${title} is added.`,
    moved: (title: string, place: number, of: number, level: number) =>
      `${title} moved: ${formatNumber(place)} of ${formatNumber(of)}, level ${formatNumber(level)}.`,
    linked: (title: string, needs: string) => `${title} now needs ${needs}.`,
    renamed: (title: string) => `The plan is now called ${title}.`,
  },

  toast: {
    removed: (title: string, more: number) =>
      more === 0 ? `“${title}” is removed.` : `“${title}” and ${count(more, 'task', 'tasks')} inside it are removed.`,
    unlinked: (title: string, needs: string) => `“${title}” no longer needs “${needs}”.`,
    failed: (title: string) => `“${title}” is marked as failed.`,
    cancelled: (title: string) => `“${title}” is cancelled.`,
    skipped: (title: string) => `“${title}” is skipped.`,
    groupDone: (title: string) => `All of “${title}” is done.`,
    groupReopened: (title: string) => `All of “${title}” is open again.`,
    duplicated: (title: string) => `“${title}” is a plan of its own now.`,
  },

  notNow: {
    first: 'It is the first one here.',
    last: 'It is the last one here.',
    top: 'It is at the top level.',
    nothingAbove: 'No task stands above it on this level.',
    group: 'It holds other tasks; act on those.',
    ended: 'It has ended. Reopen it first.',
    open: 'It has not ended.',
    notReady: 'It has to wait. Its details say what for.',
    running: 'It has begun already.',
    notRunning: 'Only a task that has begun can fail.',
    notFailed: 'Only a failed or interrupted task can be tried again.',
    alone: 'There is no other task to need.',
    nothingToCopy: 'There is nothing in it to copy yet.',
    noGroups: 'No task holds other tasks.',
  },

  remove: {
    title: (title: string) => `Remove ${title}?`,
    neededBy: (titles: readonly string[]) =>
      `${titles.length === 1 ? 'It is needed by' : 'They wait for it:'} ${listOf(titles)}.`,
    edges: 'What should happen to those needs?',
    rewire: 'Join them to what it needs itself',
    rewireHint: 'The order of the rest stays as it is.',
    drop: 'Drop the needs',
    dropHint: 'What waited for it waits no longer.',
    children: (n: number) => `It holds ${count(n, 'task', 'tasks')}.`,
    removeChildren: 'Remove them too',
    keepChildren: 'Keep them, one level up',
    confirm: 'Remove',
  },

  link: {
    title: (title: string) => `What does ${title} need first?`,
    field: 'Task that must be done first',
    placeholder: 'Type to find a task',
    hint: 'Arrows choose, Enter adds the need.',
    none: 'No task matches.',
    already: 'It needs this already.',
    circle: 'That would close a circle.',
    relative: 'One stands inside the other.',
  },

  planDetails: {
    title: 'Plan details',
    hash: 'Content hash',
    hashHint: 'Two copies of a plan with the same hash hold the same tasks.',
    events: 'Events',
    eventsText: (n: number) => count(n, 'event', 'events'),
    created: 'Begun',
    tasks: 'Tasks',
    id: 'Plan id',
    copiedFrom: 'Copied from',
    conflicts: 'Changes that did not fit',
    reading: 'Folding the log',
    unknown: 'This plan is not in the log.',
    copy: 'Copy the hash',
  },
  copyOf: (title: string) => `${title} (copy)`,

  inspector: {
    title: 'Title',
    notes: 'Notes',
    notesPlaceholder: 'Anything worth knowing. Markdown is kept as it is.',
    kind: 'Kind',
    priority: 'Priority',
    priorities: ['Lowest', 'Low', 'Usual', 'High', 'Highest'],
    estimate: 'Estimate',
    estimateHint: 'Such as 45 min, 2 h or 1 day',
    spent: 'Time spent',
    notADuration: 'Write a time such as 45 min, 2 h or 1 day.',
    due: 'Due',
    dueTime: 'Due time',
    notBefore: 'Not before',
    notBeforeTime: 'Not before, time',
    repeats: 'Repeats',
    repeatRule: 'Repetition rule',
    repeatHint: 'An RFC 5545 rule, such as FREQ=WEEKLY;BYDAY=MO',
    repeatChoices: {
      never: 'Never',
      daily: 'Every day',
      weekdays: 'Every weekday',
      weekly: 'Every week',
      fortnightly: 'Every two weeks',
      monthly: 'Every month',
      yearly: 'Every year',
      other: 'By a rule',
    },
    assignee: 'Who',
    tags: 'Tags',
    tagsHint: 'Separated by commas',
    tagTooLong: 'A tag has at most 50 characters.',
    criteria: 'Done when',
    criteriaHint: 'One on each line',
    lineTooLong: 'A line has at most 500 characters.',
    tooLong: 'This is too long to keep; shorten it a little.',
    needs: 'Needs',
    noNeeds: 'Nothing. It can start at any time.',
    addNeed: 'Add a need',
    removeNeed: (title: string) => `Remove the need for ${title}`,
    needType: (title: string) => `How it needs ${title}`,
    lag: (title: string) => `Wait after ${title}`,
    neededBy: 'Needed by',
    attachments: 'Links and files',
    constraints: 'Limits',
    must: 'Must',
    mustNot: 'Must not',
    facts: 'Facts',
    answers: 'Answers',
    answer: 'Your answer',
    sendAnswer: 'Answer',
    answerFirst: 'Type an answer first.',
    source: 'From your text',
    origin: 'Where it comes from',
    originLine: (field: string, actor: string, reason: string) => `${upperFirst(field)}, from ${actor}: ${reason}`,
    lastError: (text: string) => `It failed: ${text}`,
    failedWithoutWords: 'It failed.',
    ready: 'It can start now.',
    running: (when: string) => `Begun ${when}.`,
    completed: (when: string) => `Done ${when}.`,
    skipped: (when: string) => `Skipped ${when}.`,
    notNeeded: (when: string) => `Skipped ${when}, because it was not needed.`,
    cancelled: (when: string) => `Cancelled ${when}.`,
  },

  why,
  actor: (actor: Actor): string => {
    switch (actor.type) {
      case 'person':
        return 'you';
      case 'rules':
        return 'rules';
      case 'model':
        return actor.model;
      case 'executor':
      case 'engine':
        return 'the engine';
    }
  },
};

function listOf(titles: readonly string[]): string {
  const shown = titles.slice(0, 4).map((title) => `“${title}”`);
  return formatList(titles.length > 4 ? [...shown, `${formatNumber(titles.length - 4)} more`] : shown);
}

function upperFirst(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase() + words.slice(1);
}
