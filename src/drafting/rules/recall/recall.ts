import type { ProposedChange } from '#planner/draft.ts';
import type { ChangeId } from '#planner/ids.ts';
import type { Card, Catalogue, Library } from '../../library.ts';
import type { Range, Text } from '../mask.ts';
import type { WallClock } from '../zone.ts';
import { type Circumstances, readCircumstances } from './circumstances.ts';
import type { Term } from './goal-words.ts';
import { NEAR_BY_MEANING, NEAR_BY_WORDS, type Near, TemplateIndex } from './nearest.ts';
import { because, draftFromTemplate } from './template-draft.ts';

/** What a goal recalls. */
export interface Recalled {
  /** The nearest first; empty when none is near. */
  readonly near: readonly Near[];
  /** Found by meaning, not by words. */
  readonly isLoose: boolean;
  /** The words that were looked for. */
  readonly terms: readonly Term[];
  readonly said: Circumstances;
}

/** Finds templates for goals without steps. */
export class Recall {
  readonly #library: Library;
  #known: { readonly catalogue: Catalogue; readonly index: TemplateIndex } | null = null;

  constructor(library: Library) {
    this.#library = library;
  }

  /** null where there is no library. */
  async find(text: Text, sentences: readonly Range[], clock: WallClock): Promise<Recalled | null> {
    const known = await this.#open();
    if (known === null) return null;
    const { catalogue, index } = known;
    const said = readCircumstances(text, sentences, catalogue, clock);
    const terms = index.words.ofGoal(text, sentences, said.taken);
    const byWords = index.byWords(terms);
    if ((byWords[0]?.score ?? 0) >= NEAR_BY_WORDS) return { near: byWords, isLoose: false, terms, said };
    const vectors = await this.#library.vectors();
    const byMeaning = vectors === null ? [] : index.byMeaning(terms, vectors);
    if ((byMeaning[0]?.score ?? 0) >= NEAR_BY_MEANING) return { near: byMeaning, isLoose: true, terms, said };
    return { near: [], isLoose: false, terms, said };
  }

  /**
   * The changes of the nearest template, or of the one that the person chose by its title, with the choice of others in
   * front. null where none is near.
   */
  async draft(recalled: Recalled, chosen: string | null, clock: WallClock): Promise<readonly ProposedChange[] | null> {
    const known = await this.#open();
    if (known === null) return null;
    const { cards } = known.catalogue;
    const named = chosen === null ? undefined : cards.find(({ title }) => title === chosen);
    const [nearest] = recalled.near;
    const card = named ?? nearest?.card;
    const template = card === undefined ? null : await this.#library.template(card);
    if (card === undefined || template === null) return null;
    const matched = recalled.near.find((near) => near.card === card)?.matched ?? [];
    const { title } = card;
    const isLoose = recalled.isLoose || matched.length === 0;
    const { said, terms } = recalled;
    const choice = whichTemplate(known.catalogue, template.flags ?? [], card, { ...recalled, isLoose }, matched);
    return [
      choice,
      ...draftFromTemplate({ template, title, said, matched, terms, clock, catalogue: known.catalogue, isLoose }),
    ];
  }

  async #open(): Promise<{ readonly catalogue: Catalogue; readonly index: TemplateIndex } | null> {
    if (this.#known !== null) return this.#known;
    const catalogue = await this.#library.catalogue();
    this.#known = catalogue === null ? null : { catalogue, index: new TemplateIndex(catalogue) };
    return this.#known;
  }
}

/** Says which template it is and offers the next ones; what more it knows, and nobody said, is named in `more`. */
function whichTemplate(
  { flags }: Catalogue,
  known: readonly string[],
  card: Card,
  { near, said, isLoose }: Recalled,
  matched: readonly Term[],
): ProposedChange {
  const others = near.filter((other) => other.card !== card).slice(0, MOST_OTHERS);
  const more = known.filter((flag) => !said.flags.has(flag)).map((flag) => flags[flag]?.label ?? flag);
  const reason = because({ title: card.title, matched, isLoose });
  return {
    id: 'which' as ChangeId,
    type: 'ask',
    confidence: near[0]?.score ?? 0,
    reason,
    about: null,
    question: {
      code: 'which-template',
      params: { ...reason.params, template: card.title, more: more.join(', ') },
      options: others.map((other) => ({ label: other.card.title, sets: null })),
      mustAsk: false,
    },
    source: null,
  };
}

/** Where no template is near, the question about a goal that is too vague to begin says so. */
export function asksForSteps(change: ProposedChange): ProposedChange {
  if (change.type !== 'ask' || change.question.code !== 'what-exactly' || change.reason.code !== 'whole-text')
    return change;
  return { ...change, question: { ...change.question, code: 'no-template' } };
}

const MOST_OTHERS = 2;
