import type { QuestionCode } from '#planner/question.ts';
import type { ReasonCode } from '#planner/reason.ts';
import type { NameTask } from './codes.ts';

export type Params = Readonly<Record<string, string | number>>;

/** A parameter in quotes with a space before it, or nothing where it is missing. */
const quoted = (value: string | number | undefined, before = ' ') =>
  value === undefined || value === '' ? '' : `${before}“${value}”`;

const capital = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1);

const reasons: Record<ReasonCode, (params: Params, name: NameTask) => string> = {
  'list-entry': () => 'It is an entry of a list in your text.',
  'numbered-step': ({ n }) =>
    n === undefined ? 'It is a numbered step in your text.' : `It is step ${n} in your text.`,
  heading: () => 'It is a heading in your text, with tasks below it.',
  sentence: () => 'A sentence of your text asks for it.',
  'whole-text': () => 'Nothing smaller was found, so the whole text became one task.',
  'ticked-off': () => 'Your text ticks it off.',
  'uses-result': ({ cue }) => `It is given what the other one finds${quoted(cue, ': ')}.`,
  'said-before': ({ cue }) => `Your text says one comes before the other${quoted(cue, ': ')}.`,
  'said-after': ({ cue }) => `Your text says one comes after the other${quoted(cue, ': ')}.`,
  'said-then': ({ cue }) => `Your text says what comes then${quoted(cue, ': ')}.`,
  'told-next': () => 'Your text tells how it is done, and tells this next.',
  'said-once': ({ cue }) => `Your text says this starts once the other is done${quoted(cue, ': ')}.`,
  'said-requires': ({ cue }) => `Your text says it depends on the other${quoted(cue, ': ')}.`,
  'numbered-order': () => 'The numbers in your text give the order.',
  'said-date': ({ text }) => `Your text names a date or time${quoted(text, ': ')}.`,
  'said-duration': ({ text }) => `Your text names a duration${quoted(text, ': ')}.`,
  'said-repeat': ({ text }) => `Your text says it repeats${quoted(text, ': ')}.`,
  'said-priority': ({ text }) => `Your text says how important it is${quoted(text, ': ')}.`,
  'kind-by-verb': ({ verb }) => `Only a person can do this${quoted(verb, ': ')}.`,
  'kind-by-work': ({ verb }) => `The words say what work it is${quoted(verb, ': ')}.`,
  'kind-by-tool': ({ tool }) => (tool === undefined ? 'A tool can do this.' : `The tool “${tool}” can do this.`),
  'kind-by-question': () => 'It asks something, so it needs an answer.',
  'kind-by-resource': () => 'It names a link or a file to work with.',
  'kind-by-default': () => 'Nothing speaks for another kind.',
  'set-by-person': () => 'You set it.',
  rewired: ({ through }, name) =>
    through === undefined
      ? 'Taken over from a task that was removed.'
      : `Taken over when ${name(String(through))} was removed.`,
  inherited: ({ from }, name) =>
    from === undefined ? 'Taken over from a task that was split or merged.' : `Taken over from ${name(String(from))}.`,
  recurrence: () => 'It is the next time of a task that repeats.',
  'from-template': ({ template, words }) =>
    `It belongs to the template${quoted(template)}, which your goal recalled${quoted(words, ': ')}.`,
  'near-template': ({ template }) => `It belongs to the template${quoted(template)}, which is near to your goal.`,
  'template-named': ({ template }) => `It belongs to the template${quoted(template)}, which your goal names.`,
  'template-said': ({ template }) => `The template${quoted(template)} has it for what your goal names.`,
  'template-implied': ({ text, template }) =>
    `You did not say it, yet it is usually required${text === undefined ? '' : `: ${text}`} (template${quoted(template)}).`,
  'template-need': ({ text, template }) =>
    `${text === undefined ? 'One comes before the other' : capital(String(text))} (template${quoted(template)}).`,
  'counted-back': ({ days }) => {
    const n = Number(days ?? 0);
    if (n === 0) return 'Your goal names this day.';
    return `Counted ${n < 0 ? 'back' : 'on'} from the day that your goal names.`;
  },
  'model-said': ({ text }) => (text === undefined ? 'A model gave no reason.' : `A model says: ${text}`),
};

const questions: Record<QuestionCode, (params: Params) => string> = {
  'when-due': ({ text }) => (text === undefined ? 'When is it due?' : `When exactly is “${text}”?`),
  'which-one': ({ text }) => (text === undefined ? 'Which one is meant?' : `Which one is meant by “${text}”?`),
  who: ({ text }) => (text === undefined ? 'Who does it?' : `Who is “${text}”?`),
  'how-much': ({ text }) => (text === undefined ? 'How much, or how many?' : `How much is “${text}”?`),
  where: ({ text }) => (text === undefined ? 'Where: in which city or location?' : `Where is “${text}”?`),
  'which-file': ({ text }) =>
    text === undefined ? 'Which file, folder or text is meant?' : `Which file is “${text}”?`,
  'what-exactly': ({ text, words }) =>
    text === undefined && words === undefined
      ? 'What exactly is to be done?'
      : `What exactly is meant by “${text ?? words}”?`,
  'have-it': ({ resource }) =>
    resource === undefined ? 'Have you got what this needs?' : `Have you got “${resource}”?`,
  'which-source': () => 'Which source or website should it come from?',
  'which-budget': () => 'What is your budget?',
  'which-level': () => 'What is your experience or skill level?',
  'which-period': () => 'Which dates or time frame?',
  'which-diet': () => 'Are there dietary restrictions or allergies?',
  'which-kind': () => 'Do you have specific preferences, such as type or style?',
  'which-format': () => 'In which format or level of detail should it be?',
  'for-whom': () => 'Who is it for: how many people, and of which age?',
  'for-what': () => 'What is the purpose or goal of it?',
  'tool-parameter': ({ parameter, about }) =>
    parameter === undefined
      ? 'Which value should the tool be given?'
      : `What is “${parameter}”${about === undefined ? '' : ` (${about})`}?`,
  cycle: ({ text, task, needs }) => {
    const tasks = text ?? (task === undefined || needs === undefined ? undefined : `“${task}” and “${needs}”`);
    return tasks === undefined
      ? 'These tasks wait for each other in a circle. Which comes first?'
      : `These wait for each other in a circle: ${tasks}. Which comes first?`;
  },
  'which-template': ({ template, tongue }) =>
    template === undefined
      ? 'Which template fits?'
      : `The tasks come from the template “${template}”${tongue === undefined ? '' : `, which is in ${tongue}`}. Does another fit better?`,
  'no-template': () => 'No template is near to this goal. What are its first steps?',
  free: ({ text }) => (text === undefined ? 'What should be done here?' : String(text)),
};

export const enReasons = { reasons, questions };
