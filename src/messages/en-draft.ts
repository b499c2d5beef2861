import { formatNumber } from './format.ts';

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`;

/** The words of the Draft screen. */
export const enDraft = {
  tasks: 'Draft tasks',
  text: 'Your text',
  readingText: 'Reading your text',
  textMissing: 'The text of this goal is not on this device. The tasks made from it are.',
  moreText: 'Show more of the text',
  tabText: 'Your text',
  tabTasks: (n: number) => `Tasks (${formatNumber(n)})`,

  drafting: 'Reading your text for tasks',
  draftingFound: (n: number) => (n === 0 ? 'Reading your text' : `${count(n, 'task', 'tasks')} found so far`),
  done: (tasks: number, needs: number) =>
    needs === 0
      ? `${count(tasks, 'task', 'tasks')} found.`
      : `${count(tasks, 'task', 'tasks')} and ${count(needs, 'need', 'needs')} found.`,
  explain: 'Nothing is in your plan until you accept it. Point at a task to see the words it comes from.',
  stopped: 'Drafting was stopped. What was found until then is here.',
  byRules: 'Found by rules, on this device.',
  byModel: (model: string) => `Found by ${model}.`,

  fromTemplate: (title: string) => `These tasks come from the template “${title}”.`,
  templateWords: (words: string) => `Your goal recalled it by: ${words}.`,
  templateNear: 'None of your words is in it, but their meaning is near.',
  templateTongue: (tongue: string) => `It is in ${tongue}, and so are its tasks.`,
  templateMore: (more: string) => `It has more tasks, if your goal says so: ${more}.`,
  useTemplate: (title: string) => `Use “${title}”`,
  startEmpty: 'Start empty',

  acceptAll: 'Accept all',
  rejectAll: 'Reject all',
  stillDrafting: 'The draft is still being made.',
  nothingOpen: 'Everything is decided already.',
  accept: (title: string) => `Accept “${title}”`,
  reject: (title: string) => `Reject “${title}”`,
  accepted: (n: number) => `${count(n, 'task is', 'tasks are')} in your plan.`,
  rejectedToast: (title: string) => `“${title}” is rejected.`,
  allRejectedToast: 'The draft is rejected.',
  openPlan: 'Go to the plan',

  questions: (n: number) => (n === 1 ? 'One question' : `${formatNumber(n)} questions`),
  questionsHint: 'Answer what you can; the rest can wait.',
  about: (title: string) => `About “${title}”`,
  skip: 'Skip',
  moreQuestions: (n: number) => `Show ${count(n, 'more question', 'more questions')}`,

  edit: (title: string) => `Change “${title}”`,
  remove: (title: string) => `Remove “${title}”`,
  removeNeed: (title: string) => `Take a need away from “${title}”`,
  after: (title: string) => `after ${title}`,
  maybeAfter: (title: string) => `perhaps after ${title}`,
  looseNeeds: 'Proposed needs between tasks of your plan',
  looseNeed: (from: string, to: string) => `${from} needs ${to}`,
  alreadyDone: 'Done already',
  moreNeeds: (n: number) => `+${formatNumber(n)}`,
  due: (when: string) => `due ${when}`,

  fields: 'What was found',
  fieldsHint: 'Untick what you don’t want.',
  needs: 'Needs',
  needNotTaken: 'Not taken with “Accept all”, because your text does not say it.',
  sourceWords: 'From your text',
  acceptThis: 'Accept',
  rejectThis: 'Reject',
  acceptNeed: (title: string) => `Accept the need for “${title}”`,
  rejectNeed: (title: string) => `Reject the need for “${title}”`,

  emptyTitle: 'No tasks found',
  emptyText:
    'Rules find tasks in lists, steps and sentences that say what to do. You can add them by hand, or put the goal in other words.',
  addByHand: 'Add tasks by hand',
  editGoal: 'Edit the text',
  editHint: 'What you have decided already stays decided.',
  draftThis: 'Draft this text',
  revisedToast: 'The text is changed and drafted anew.',
  rejectedTitle: 'The draft is rejected',
  rejectedText: 'Nothing of it is in your plan. You can add tasks by hand, or put the goal in other words.',
  decidedTitle: 'Everything is decided',
  decidedText: 'What you accepted is in your plan.',
};
