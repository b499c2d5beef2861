import { numberDraft } from '#drafting/model/rules-draft.ts';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { createModelDrafter, type ModelDraftDelta, type SecondReading } from '#drafting/with-model.ts';
import { type ModelClient, NO_LIMIT } from '#models/port.ts';
import { createScriptedModel } from '#models/scripted.ts';
import type { PlanDraft } from '#planner/draft.ts';
import { goalOf } from './goals/goals.ts';
import type { Shown } from './hostile-models.ts';

const RULES = createRulesDrafter();

export interface ReadTwice {
  /** By rules alone. */
  readonly first: PlanDraft;
  readonly draft: PlanDraft;
  readonly reading: SecondReading;
  readonly deltas: readonly ModelDraftDelta[];
}

export async function shownOf(text: string): Promise<Shown & { readonly first: PlanDraft }> {
  for await (const delta of RULES.draft(goalOf(text), new AbortController().signal))
    if (delta.type === 'draft') return { text, first: delta.draft, rules: numberDraft(delta.draft) };
  throw new Error('The rules ended without a draft.');
}

/** Drafts a text with rules and a model that answers with these words. */
export async function readTwice(text: string, say: (shown: Shown) => string): Promise<ReadTwice> {
  const shown = await shownOf(text);
  const model = createScriptedModel(() => [{ say: say(shown) }, { finish: 'stop' }]);
  return { first: shown.first, ...(await draftWith(text, model)) };
}

export async function draftWith(
  text: string,
  model: ModelClient,
  signal: AbortSignal = new AbortController().signal,
  onDelta: (delta: ModelDraftDelta) => void = () => {},
): Promise<Omit<ReadTwice, 'first'>> {
  const drafter = createModelDrafter({ rules: RULES, model, budget: NO_LIMIT, now: () => performance.now() });
  const deltas: ModelDraftDelta[] = [];
  let draft: PlanDraft | null = null;
  let reading: SecondReading | null = null;
  for await (const delta of drafter.draft(goalOf(text), signal)) {
    deltas.push(delta);
    onDelta(delta);
    if (delta.type === 'draft') draft = delta.draft;
    if (delta.type === 'second-reading') reading = delta.reading;
  }
  if (draft === null || reading === null) throw new Error('The drafter ended without a draft.');
  return { draft, reading, deltas };
}
