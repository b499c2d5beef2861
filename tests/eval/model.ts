import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Drafter } from '#drafting/drafter.ts';
import { numberDraft } from '#drafting/model/rules-draft.ts';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { createModelDrafter, type SecondReading } from '#drafting/with-model.ts';
import { createHostedClient } from '#models/hosted/hosted-client.ts';
import { type ModelClient, NO_LIMIT } from '#models/port.ts';
import { createScriptedModel } from '#models/scripted.ts';
import type { PlanDraft } from '#planner/draft.ts';
import { type Prediction, predict, predictionOf } from '../predict.ts';
import { goalOf } from '../support/goals/goals.ts';
import { HOSTILE, type Shown } from '../support/hostile-models.ts';
import { plainEgress } from '../support/plain-egress.ts';
import { type Gold, oracleAnswer } from './oracle.ts';

export interface EvalOptions {
  /** A folder of `.jsonl` files with `id`, `set`, `text`, `gold`. */
  readonly items: string;
  /** The outside scorer. */
  readonly scorer: Scorer;
  readonly endpoint?: string;
  readonly model?: string;
  /** The name of an environment variable that holds the key. */
  readonly keyFrom?: string;
  /** The name of one, `oracle`, or `all`. */
  readonly behaviour?: string;
  readonly set?: string;
  /** Of each set. */
  readonly limit?: number;
}

interface Item {
  readonly id: string;
  readonly set: string;
  readonly text: string;
  readonly gold: Gold;
  readonly steps?: readonly string[];
  readonly tools?: Parameters<typeof predict>[1];
}

interface Scored {
  readonly scorecard: Readonly<Record<string, number>>;
  readonly results: readonly { readonly set: string; readonly metrics: Readonly<Record<string, number>> }[];
}
interface Scorer {
  scoreAll(gold: readonly Item[], predictions: readonly ({ id: string } & Prediction)[], options: object): Scored;
}

/** Prints what the rules alone reach, and what they reach with a model: with "accept all", and with all that it suggests. */
export async function evaluate(options: EvalOptions): Promise<void> {
  const items = readItems(options);
  const score = (predictions: readonly ({ id: string } & Prediction)[]) =>
    options.scorer.scoreAll(items, predictions, { ci: false });
  const rules = score(
    await Promise.all(items.map(async (item) => ({ id: item.id, ...(await predict(item.text, item.tools)) }))),
  );
  const names =
    options.behaviour === 'all' ? [...Object.keys(HOSTILE), 'oracle'] : [options.behaviour ?? options.model ?? ''];
  for (const name of names) {
    const modelOf = options.endpoint === undefined ? scriptedBy(name) : hosted(options);
    const run = await runAll(items, modelOf);
    print(name, rules, score(run.taken), score(run.all), run.notes);
  }
}

type ModelOf = (item: Item, shown: Shown) => ModelClient;

async function runAll(items: readonly Item[], modelOf: ModelOf) {
  const taken: ({ id: string } & Prediction)[] = [];
  const all: ({ id: string } & Prediction)[] = [];
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const item of items) {
    const { id, text, tools } = item;
    // Tools are planned by the rules alone.
    if (tools !== undefined) {
      const prediction = { id, ...(await predict(text, tools)) };
      taken.push(prediction);
      all.push(prediction);
      continue;
    }
    const first = await rulesDraft(text);
    const model = modelOf(item, { text, rules: numberDraft(first) });
    const drafter = createModelDrafter({ rules: RULES, model, budget: NO_LIMIT, now: () => performance.now() });
    let draft = first;
    let reading: SecondReading | null = null;
    for await (const delta of drafter.draft(goalOf(text), new AbortController().signal)) {
      if (delta.type === 'draft') draft = delta.draft;
      if (delta.type === 'second-reading') reading = delta.reading;
    }
    for (const { failure } of reading?.decisions ?? []) if (failure !== null) count(failure.code);
    for (const { code } of reading?.repairs ?? []) count(code);
    for (const one of reading?.suggestions ?? []) count(`${one.type}${one.taken ? ', taken' : ''}`);
    taken.push({ id, ...predictionOf(draft) });
    all.push({ id, ...predictionOf(picked(reading?.draftWith(() => true) ?? draft)) });
  }
  return { taken, all, notes: counts };
}

/** As if the person had picked everything that is shown. */
function picked(draft: PlanDraft): PlanDraft {
  return {
    ...draft,
    changes: draft.changes.map((change) => (change.type === 'add-need' ? { ...change, taken: true } : change)),
  };
}

const RULES: Drafter = createRulesDrafter();

async function rulesDraft(text: string): Promise<PlanDraft> {
  for await (const delta of RULES.draft(goalOf(text), new AbortController().signal))
    if (delta.type === 'draft') return delta.draft;
  throw new Error('The rules ended without a draft.');
}

function scriptedBy(name: string): ModelOf {
  const behave = HOSTILE[name];
  if (behave === undefined && name !== 'oracle')
    throw new Error(`No behaviour "${name}". There are: oracle, ${Object.keys(HOSTILE).join(', ')}.`);
  return (item, shown) => {
    const say = behave === undefined ? oracleAnswer(shown, item.gold, item.steps) : behave(shown);
    return createScriptedModel(() => [{ say }, { finish: 'stop' }]);
  };
}

function hosted({ endpoint = '', model = '', keyFrom }: EvalOptions): ModelOf {
  const key = keyFrom === undefined ? undefined : process.env[keyFrom];
  const habits = new Map<string, never>();
  const client = createHostedClient(
    { id: 'eval', preset: 'other', baseUrl: endpoint.replace(/\/+$/u, ''), secret: key === undefined ? null : 'key' },
    { model, contextTokens: null, price: null },
    {
      send: plainEgress(key === undefined ? {} : { secrets: { key } }),
      habits: {
        read: (id, name) => habits.get(`${id} ${name}`) ?? null,
        write: (id, name, value) => void habits.set(`${id} ${name}`, value as never),
      },
      now: Date.now,
      random: Math.random,
    },
  );
  return () => client;
}

function readItems({ items, set, limit = Number.POSITIVE_INFINITY }: EvalOptions): readonly Item[] {
  return readdirSync(items)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(items, name), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as Item)
        .filter((item) => set === undefined || item.set === set)
        .slice(0, limit),
    );
}

function print(name: string, rules: Scored, taken: Scored, all: Scored, notes: ReadonlyMap<string, number>): void {
  const percent = (value: number | undefined) => (value === undefined ? '' : (value * 100).toFixed(1)).padStart(7);
  console.log(`\n${name}\n${''.padEnd(46)}  rules  accept    all`);
  const line = (what: string, values: readonly (number | undefined)[]) =>
    console.log(`${what.padEnd(44)}${values.map(percent).join('')}`);
  for (const { set, metrics } of rules.results) {
    for (const measure of MEASURES.filter((one) => one in metrics)) {
      const of = (scored: Scored) => scored.results.find((result) => result.set === set)?.metrics[measure];
      line(`${set}, ${measure}`, [metrics[measure], of(taken), of(all)]);
    }
  }
  for (const what of Object.keys(rules.scorecard))
    line(what, [rules.scorecard[what], taken.scorecard[what], all.scorecard[what]]);
  const losses = rules.results.flatMap(({ set, metrics }) =>
    MEASURES.filter((one) => one in metrics).map((measure) => {
      const after = taken.results.find((result) => result.set === set)?.metrics[measure] ?? 0;
      return { what: `${set}, ${measure}`, points: 100 * ((metrics[measure] ?? 0) - after) };
    }),
  );
  const worst = losses.reduce((most, one) => (one.points > most.points ? one : most), { what: 'nothing', points: 0 });
  console.log(`Most lost by accepting all: ${worst.points.toFixed(1)} points (${worst.what})`);
  console.log([...notes].map(([what, n]) => `${what} ${n}`).join(' · '));
}

const MEASURES = [
  'stepF1',
  'stepsExact',
  'edgeF1',
  'dagExact',
  'timeExact',
  'balanced',
  'mustAskBalanced',
  'accuracy',
  'f1',
];
