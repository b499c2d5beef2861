import type { NumberedTask } from '#drafting/model/rules-draft.ts';
import { answer, entry, type Shown } from '../support/hostile-models.ts';

/** What a labelled item says should come out; only the parts that a set has. */
export interface Gold {
  readonly steps?: readonly (string | { readonly anchors: readonly string[]; readonly about: string })[];
  readonly edges?: readonly (readonly [number, number])[];
  readonly durationMinutes?: readonly number[];
  readonly kind?: string;
  readonly actionable?: boolean;
  readonly needsClarification?: boolean;
  readonly mustAsk?: boolean;
  readonly missing?: readonly { readonly what: string; readonly question: string }[];
}

/** A model that knows the labels and says them in the form it is asked for. It sees no more of the app than any model does. */
export function oracleAnswer({ text, rules }: Shown, gold: Gold, given: readonly string[] = []): string {
  const steps = (gold.steps ?? given).map((step) =>
    typeof step === 'string' ? step : `${step.about}: ${step.anchors.join(', ')}`,
  );
  const hasSteps = gold.steps !== undefined || given.length > 0;
  if (!hasSteps) return withoutSteps({ text, rules }, gold);
  const edges = gold.edges ?? [];
  const order = sorted(steps.length, edges);
  const placeByStep = new Map(order.map((step, place) => [step, place]));
  const taskByStep = steps.map((step) => nearest(step, rules.leaves));
  const used = new Set(taskByStep);
  const quoteByStep = quotesOf(text, steps);
  const before = closureOf(steps.length, edges);
  return answer({
    tasks: order.map((step) => {
      const task = taskByStep[step] ?? null;
      const title = steps[step] ?? '';
      return entry({
        from: task === null ? [] : [task.n],
        title,
        details: '',
        quote: quoteByStep[step] ?? '',
        minutes: gold.durationMinutes?.[step] ?? null,
        needs: edges
          .filter(([, after]) => after === step)
          .map(([first]) => ({ entry: (placeByStep.get(first) ?? 0) + 1, words: '' })),
        why: 'It says so.',
      });
    }),
    leave_out: rules.leaves.filter((task) => !used.has(task)).map(({ n }) => ({ task: n, why: 'It is no task.' })),
    wrong_needs: rules.needs.flatMap(({ from, to }) => {
      const [late, early] = [rules.byEnd(from), rules.byEnd(to)];
      if (late === null || early === null) return [];
      const pairs = stepsOf(early, taskByStep).flatMap((a) => stepsOf(late, taskByStep).map((b) => [a, b] as const));
      const isRight = pairs.length > 0 && pairs.every(([a, b]) => before[a]?.has(b));
      return isRight ? [] : [{ task: late.n, needs: early.n, why: 'It does not say so.' }];
    }),
  });
}

function withoutSteps({ text, rules }: Shown, gold: Gold): string {
  const questions = (gold.missing ?? []).slice(0, 3).map(({ question }) => ({
    entry: null,
    text: question,
    options: [],
    must_ask: gold.mustAsk === true,
  }));
  const isKnown = gold.needsClarification !== undefined;
  const asks = gold.needsClarification === true;
  if (gold.actionable === true && rules.leaves.length === 0)
    return answer({ tasks: [entry({ title: text.slice(0, 80), quote: text, why: 'It asks for something.' })] });
  return answer({
    tasks:
      gold.actionable === false
        ? []
        : rules.leaves.map(({ n, change }) =>
            entry({ from: [n], title: change.fields.title, kind: KINDS[gold.kind ?? ''] ?? null }),
          ),
    leave_out: gold.actionable === false ? rules.leaves.map(({ n }) => ({ task: n, why: 'It asks nothing.' })) : [],
    questions:
      asks && questions.length === 0 ? [{ entry: null, text: 'Which?', options: [], must_ask: true }] : questions,
    needless_questions: isKnown ? rules.questions.map((_, i) => i + 1) : [],
  });
}

const KINDS: Readonly<Record<string, string>> = {
  Processing: 'processing',
  Clarification: 'clarification',
  ToolCall: 'tool-call',
  UnitTest: 'unit-test',
  Retrieval: 'retrieval',
  Analysis: 'analysis',
  Refactor: 'refactor',
  Implementation: 'implementation',
};

function wordsOf(text: string): ReadonlySet<string> {
  return new Set((text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).map((word) => word.slice(0, 6)));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let n = 0;
  for (const word of a) if (b.has(word)) n++;
  return n;
}

function nearest(step: string, leaves: readonly NumberedTask[]): NumberedTask | null {
  const words = wordsOf(step);
  let best: { readonly task: NumberedTask; readonly score: number } | null = null;
  for (const task of leaves) {
    const own = wordsOf(`${task.change.fields.title} ${task.change.fields.description ?? ''}`);
    const score = shared(words, own) / Math.max(1, words.size);
    // Of equals, the shorter says it more exactly.
    const exact = score + shared(words, own) / Math.max(1, own.size) / 100;
    if (score >= 0.3 && (best === null || exact > best.score)) best = { task, score: exact };
  }
  return best?.task ?? null;
}

/** The sentence that says a step best; two steps that are worded alike are two sentences. */
function quotesOf(text: string, steps: readonly string[]): readonly string[] {
  const left = text.split(/(?<=[.!?;])\s+|\n+/u);
  return steps.map((step) => {
    const words = wordsOf(step);
    let best = { at: -1, score: 0 };
    for (const [at, sentence] of left.entries()) {
      const score = shared(words, wordsOf(sentence));
      if (score > best.score) best = { at, score };
    }
    const [sentence = ''] = best.at < 0 ? [] : left.splice(best.at, 1);
    // Several steps of one sentence quote it each.
    if (sentence !== '') left.push(sentence);
    return sentence;
  });
}

function stepsOf(task: NumberedTask, taskByStep: readonly (NumberedTask | null)[]): readonly number[] {
  return taskByStep.flatMap((own, step) => (own === task ? [step] : []));
}

function closureOf(size: number, edges: readonly (readonly [number, number])[]): readonly ReadonlySet<number>[] {
  return Array.from({ length: size }, (_, start) => {
    const seen = new Set<number>();
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const [a, b] of edges) {
        if (a !== at || seen.has(b)) continue;
        seen.add(b);
        open.push(b);
      }
    }
    return seen;
  });
}

/** In an order in which they can be done, else as they come. */
function sorted(size: number, edges: readonly (readonly [number, number])[]): readonly number[] {
  const left = new Set(Array.from({ length: size }, (_, i) => i));
  const order: number[] = [];
  while (left.size > 0) {
    const next = [...left].find((i) => !edges.some(([a, b]) => b === i && left.has(a))) ?? [...left][0] ?? 0;
    left.delete(next);
    order.push(next);
  }
  return order;
}
