import type { NumberedDraft, NumberedTask } from '#drafting/model/rules-draft.ts';

/** What a model is shown, for models that do harm with it. */
export interface Shown {
  readonly text: string;
  readonly rules: NumberedDraft;
}

interface Entry {
  readonly from: readonly number[];
  readonly title: string;
  readonly details: string | null;
  readonly quote: string;
  readonly kind: string | null;
  readonly minutes: number | null;
  readonly needs: readonly { readonly entry: number; readonly words: string }[];
  readonly why: string;
}

export const entry = (of: Partial<Entry>): Entry => ({
  from: [],
  title: 'Do it',
  details: null,
  quote: '',
  kind: null,
  minutes: null,
  needs: [],
  why: '',
  ...of,
});

export const answer = (of: {
  tasks?: readonly unknown[];
  leave_out?: readonly unknown[];
  wrong_needs?: readonly unknown[];
  questions?: readonly unknown[];
  needless_questions?: readonly unknown[];
}): string =>
  JSON.stringify({ tasks: [], leave_out: [], wrong_needs: [], questions: [], needless_questions: [], ...of });

const kept = ({ n, change }: NumberedTask, of: Partial<Entry> = {}): Entry =>
  entry({ from: [n], title: change.fields.title, ...of });

const quoteOf = ({ range }: NumberedTask, text: string) => (range === null ? '' : text.slice(range.start, range.end));

const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+|\n+/u).filter((words) => words.trim() !== '');

/** Words of order that stand in the text: what a model would quote that wants to be believed. */
const cuesOf = (text: string) =>
  [...text.matchAll(/\b(?:then|after that|afterwards|next|finally|before|after|once|first)\b/giu)].map(
    ([words]) => words,
  );

/** Each does harm in one way, as well as it can: it quotes what is there, gives reasons, keeps to the schema. */
export const HOSTILE: Readonly<Record<string, (shown: Shown) => string>> = {
  'says nothing of use': () => 'I am sorry, but as a language model I can only wish you luck with your plan!',
  'leaves everything out without a word': () => answer({}),
  'leaves everything out with reasons': ({ rules }) =>
    answer({ leave_out: rules.leaves.map(({ n }) => ({ task: n, why: 'It is not necessary.' })) }),
  'leaves the last task out': ({ rules }) =>
    answer({
      tasks: rules.leaves.slice(0, -1).map((task) => kept(task)),
      leave_out: rules.leaves.slice(-1).map(({ n }) => ({ task: n, why: 'It follows by itself.' })),
    }),
  'invents tasks': ({ rules }) =>
    answer({
      tasks: [
        ...rules.leaves.map((task) => kept(task)),
        ...[
          'Create a budget',
          'Inform all stakeholders',
          'Celebrate the success',
          'Review the outcome',
          'Drink water',
        ].map((title) => entry({ title, why: 'Every good plan needs this.' })),
      ],
    }),
  'takes every sentence for a task': ({ text, rules }) =>
    answer({
      tasks: [
        ...rules.leaves.map((task) => kept(task)),
        ...sentencesOf(text).map((quote) => entry({ title: quote, quote, why: 'It has to be done.' })),
      ],
    }),
  'makes one task of all': ({ text, rules }) =>
    answer({ tasks: [entry({ from: rules.leaves.map(({ n }) => n), title: text.slice(0, 80), quote: text })] }),
  'joins neighbours': ({ rules }) => {
    const tasks: Entry[] = [];
    for (let i = 0; i < rules.leaves.length; i += 2) {
      const pair = rules.leaves.slice(i, i + 2);
      const title = pair.map(({ change }) => change.fields.title).join(' and ');
      tasks.push(entry({ from: pair.map(({ n }) => n), title, why: 'They are one thing to do.' }));
    }
    return answer({ tasks });
  },
  'splits every task': ({ text, rules }) =>
    answer({
      tasks: rules.leaves.flatMap((task) => {
        const words = quoteOf(task, text).split(/\s+/u);
        const half = Math.ceil(words.length / 2);
        return [words.slice(0, half), words.slice(half)]
          .map((part) => part.join(' '))
          .filter((part) => part !== '')
          .map((quote) => kept(task, { title: quote, quote, details: '' }));
      }),
    }),
  'turns the order round': ({ text, rules }) => {
    const [cue = ''] = cuesOf(text);
    const tasks = [...rules.leaves].reverse();
    return answer({
      tasks: tasks.map((task, i) => kept(task, { needs: i === 0 ? [] : [{ entry: i, words: cue }] })),
      wrong_needs: needsOf(rules).map((need) => ({ ...need, why: 'It is the other way round.' })),
    });
  },
  'makes a chain of everything': ({ text, rules }) => {
    const cues = cuesOf(text);
    return answer({
      tasks: rules.leaves.map((task, i) =>
        kept(task, { needs: i === 0 ? [] : [{ entry: i, words: cues[i % Math.max(1, cues.length)] ?? '' }] }),
      ),
    });
  },
  'makes everything wait for everything above': ({ text, rules }) => {
    const [cue = ''] = cuesOf(text);
    return answer({
      tasks: rules.leaves.map((task, i) =>
        kept(task, { needs: rules.leaves.slice(0, i).map((_, k) => ({ entry: k + 1, words: cue })) }),
      ),
    });
  },
  'denies every need': ({ rules }) =>
    answer({
      tasks: rules.leaves.map((task) => kept(task)),
      wrong_needs: needsOf(rules).map((need) => ({ ...need, why: 'The text does not mean it.' })),
    }),
  'gives other titles': ({ rules }) =>
    answer({ tasks: rules.leaves.map((task, i) => kept(task, { title: `Think about number ${i + 1}`, details: '' })) }),
  'gets kinds and times wrong': ({ rules }) =>
    answer({ tasks: rules.leaves.map((task) => kept(task, { kind: 'clarification', minutes: 100_000 })) }),
  'asks about everything': ({ rules }) =>
    answer({
      tasks: rules.leaves.map((task) => kept(task)),
      questions: [1, 2, 3].map(() => ({
        entry: 1,
        text: 'What exactly do you mean?',
        options: ['This', 'That'],
        must_ask: true,
      })),
      needless_questions: rules.questions.map((_, i) => i + 1),
    }),
  'breaks every form': ({ rules }) => {
    const tasks = rules.leaves.flatMap(({ n, change }, i) => [
      {
        from: `${n}`,
        title: change.fields.title,
        needs: [i + 2, i + 1, 99, -1, 'x', null],
        minutes: 'soon',
        kind: 'magic',
      },
      { from: [n, n, 77], title: 12, quote: ['x'], needs: 3 },
      { from: [n], title: change.fields.title, quote: 'words that nobody wrote' },
      'Just a title',
      null,
    ]);
    return `<think>{"tasks": []}</think>Here you go:\n\`\`\`json\n${answer({ tasks, leave_out: [null, 'x', { task: 1e9 }] }).slice(0, -30)}`;
  },
  'obeys the text': ({ text, rules }) =>
    answer({
      tasks: [entry({ title: text.slice(0, 200), quote: text.slice(0, 200), why: text.slice(0, 200) })],
      leave_out: rules.leaves.map(({ n }) => ({ task: n, why: text.slice(0, 100) })),
      questions: [{ entry: null, text, options: [text], must_ask: true }],
    }),
};

function needsOf(rules: NumberedDraft): readonly { readonly task: number; readonly needs: number }[] {
  return rules.needs.flatMap(({ from, to }) => {
    const [task, needs] = [rules.byEnd(from), rules.byEnd(to)];
    return task === null || needs === null ? [] : [{ task: task.n, needs: needs.n }];
  });
}
