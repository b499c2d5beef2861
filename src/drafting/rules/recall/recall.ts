import type { ProposedChange } from '#planner/draft.ts';
import type { ChangeId } from '#planner/ids.ts';
import type { Card, Catalogue, Library } from '../../library.ts';
import type { Language } from '../language.ts';
import type { Range, Text } from '../mask.ts';
import type { Outline } from '../outline.ts';
import type { Reading } from '../read-tasks.ts';
import { readSoftwareWork } from '../software.ts';
import { tokenize } from '../tokens.ts';
import type { WallClock } from '../zone.ts';
import { readAnswer, withAnswers } from './answers.ts';
import { nearByCue } from './by-cue.ts';
import { type Circumstances, readCircumstances } from './circumstances.ts';
import type { Term } from './goal-words.ts';
import { MAYBE, NEAR_BY_MEANING, NEAR_BY_WORDS, type Near, TemplateIndex, type Wished } from './nearest.ts';
import { type Adapting, because, draftFromTemplate } from './template-draft.ts';
import { readLines, readWish, sentencesBehind } from './wish.ts';

/** What a goal without steps recalls. */
export interface Recalled {
  /** Titles of templates that it may mean, where none is near enough to be taken. */
  readonly maybe: readonly string[];
  /** Of the nearest, or of the one that is named; the choice of others stands in front. null when none is near. */
  readonly changes: readonly ProposedChange[] | null;
}

interface Found {
  readonly near: readonly Near[];
  readonly maybe: readonly string[];
  readonly byMeaning: boolean;
}

/** Finds templates for goals without steps and adapts them. */
export class Recall {
  readonly #library: Library;
  #known: { readonly catalogue: Catalogue; readonly index: TemplateIndex } | null = null;

  constructor(library: Library) {
    this.#library = library;
  }

  /** null where there is no library, and for a goal that has steps of its own. */
  async recall(
    text: Text,
    outline: Outline,
    reading: Reading,
    clock: WallClock,
    language: Language,
  ): Promise<Recalled | null> {
    // Most texts are no wish: nothing is read for them.
    const whole = readLines(outline);
    const known = whole === null ? null : await this.#open();
    if (known === null || whole === null) return null;
    const { catalogue, index } = known;
    const named = namedBy(text, catalogue);
    const answers = named === null ? [] : whole.slice(1).flatMap((line) => readAnswer(text, line) ?? []);
    const unanswered = whole.filter((line) => !answers.some(({ range }) => range.end === line.end));
    const wish =
      named === null
        ? readWish(text, outline, reading)
        : { sentences: sentencesBehind(text, unanswered, named.end), parts: [] };
    if (wish === null) return null;
    const { sentences, parts } = wish;
    const said = readCircumstances(text, sentences, catalogue, clock, language);
    const terms = index.words.ofGoal(text, sentences, said);
    const tokens = sentences[0] === undefined ? [] : tokenize(text, sentences[0]);
    const isPlan = named !== null || (!isAppointment(text, sentences, said, terms) && terms.length <= MOST_TERMS);
    const { near, maybe, byMeaning } = isPlan
      ? await this.#nearest(index, { terms, tokens }, language, catalogue)
      : NOTHING;
    const asksNothing = named === null && reading.seeds.length === 0;
    if (asksNothing && (near[0]?.score ?? 0) < NEAR_BY_NAME) return null;
    if (named === null && near[0] !== undefined && isChangeOfCode(text)) return null;
    const card = named?.card ?? near[0]?.card;
    if (
      parts.length > 1 &&
      (language.recall !== null || !parts.every((part) => this.#isPartOf(card, index, text, part, said)))
    )
      return null;
    const template = card === undefined ? null : await this.#library.template(card);
    if (card === undefined || template === null) return { maybe, changes: null };
    const all = near.find((found) => found.card === card)?.matched ?? [];
    const matched = all.some(({ isGeneric }) => !isGeneric) ? all.filter(({ isGeneric }) => !isGeneric) : all;
    const found = named !== null ? 'named' : byMeaning ? 'meaning' : 'words';
    const adapting = {
      template,
      title: card.title,
      said: withAnswers(said, answers, template.parameters, text, catalogue, clock, language),
      answered: new Set(answers.map(({ question }) => question)),
      matched,
      terms,
      clock,
      catalogue,
      found,
    } as const;
    return { maybe, changes: [whichTemplate(adapting, card, near, language), ...draftFromTemplate(adapting)] };
  }

  /** Of two things that are asked for each has to mean the same template: else they are steps. */
  #isPartOf(card: Card | undefined, index: TemplateIndex, text: Text, part: Range, said: Circumstances): boolean {
    const tokens = tokenize(text, part);
    const [nearest] = index.byWords({ terms: index.words.ofGoal(text, [part], said), tokens });
    return nearest !== undefined && nearest.card === card && nearest.score >= MAYBE;
  }

  async #nearest(index: TemplateIndex, wished: Wished, language: Language, catalogue: Catalogue): Promise<Found> {
    const { recall, cueGrammar } = language;
    if (recall !== null && cueGrammar !== null) {
      const near = nearByCue(wished.tokens, language, cueGrammar, recall, catalogue);
      return { near, maybe: [], byMeaning: false };
    }
    const byWords = index.byWords(wished);
    if ((byWords[0]?.score ?? 0) >= NEAR_BY_WORDS) return { near: byWords, maybe: [], byMeaning: false };
    const vectors = await this.#library.vectors();
    const byMeaning = vectors === null ? byWords : index.byMeaning(wished, vectors);
    if ((byMeaning[0]?.score ?? 0) >= NEAR_BY_MEANING) return { near: byMeaning, maybe: [], byMeaning: true };
    const maybe = byMeaning.filter(({ score }) => score >= MAYBE).slice(0, MOST_OTHERS);
    return { near: [], maybe: maybe.map(({ card }) => card.title), byMeaning: true };
  }

  async #open(): Promise<{ readonly catalogue: Catalogue; readonly index: TemplateIndex } | null> {
    if (this.#known !== null) return this.#known;
    const catalogue = await this.#library.catalogue();
    this.#known = catalogue === null ? null : { catalogue, index: new TemplateIndex(catalogue) };
    return this.#known;
  }
}

/** A word alone names a thing, and a thing with an hour an appointment: neither asks for a plan. */
function isAppointment(
  { masked }: Text,
  sentences: readonly Range[],
  { date }: Circumstances,
  terms: readonly Term[],
): boolean {
  const [only] = sentences;
  const isWord = sentences.length === 1 && only !== undefined && !/\s/u.test(masked.slice(only.start, only.end).trim());
  const isTimed = date !== null && date.value.time !== null;
  return isWord || (isTimed && !terms.some(({ isDeed, isPlanning }) => isDeed || isPlanning));
}

/** "Migrate `cart.total` to numbers", "more tests for the parser": a change of code is no undertaking of its own. */
function isChangeOfCode({ source }: Text): boolean {
  return IDENTIFIER.test(source) || readSoftwareWork(source)?.kind === 'unit-test';
}

/** Written as code: `cartTotal`, `cart_total`, `total()`, between backticks. "iPhone" and "PhD" are names. */
const IDENTIFIER = /`|(?<!\p{L})\p{Ll}{2,}\p{Lu}|\p{L}_\p{L}|\(\)/u;
/** What asks for nothing has to say it in so many words: "we are expecting a baby", but not any fact. */
const NEAR_BY_NAME = 0.78;
/** Who says more tells a story. */
const MOST_TERMS = 14;

const NOTHING: Found = { near: [], maybe: [], byMeaning: false };

/** "Move abroad: …": who begins with a template's title and a colon names it. */
function namedBy({ masked }: Text, { cards }: Catalogue): { readonly card: Card; readonly end: number } | null {
  const colon = masked.indexOf(':');
  if (colon < 0 || colon > LONGEST_NAME) return null;
  const name = masked.slice(0, colon).trim().toLowerCase();
  const card = cards.find(({ title }) => title.toLowerCase() === name);
  return card === undefined ? null : { card, end: colon + 1 };
}

/** Says which template it is and offers the next ones; what more it knows, and nobody said, is named in `more`. */
function whichTemplate(adapting: Adapting, card: Card, near: readonly Near[], language: Language): ProposedChange {
  const { template, said, catalogue } = adapting;
  const others = near.filter((other) => other.card !== card && other.score >= MAYBE).slice(0, MOST_OTHERS);
  const unsaid = (template.flags ?? []).filter((flag) => !said.flags.has(flag));
  const more = unsaid.map((flag) => catalogue.flags[flag]?.label ?? flag).join(', ');
  const reason = because(adapting);
  return {
    id: 'which' as ChangeId,
    type: 'ask',
    confidence: Math.min(1, near.find((found) => found.card === card)?.score ?? 0),
    reason,
    about: null,
    question: {
      code: 'which-template',
      params: { ...reason.params, more, ...(language.recall === null ? {} : { tongue: 'English' }) },
      options: others.map((other) => ({ label: other.card.title, sets: null })),
      mustAsk: false,
    },
    source: null,
  };
}

/** Where no template is near, the question about a goal that is too vague to begin says so, and names those it may mean. */
export function asksForSteps(change: ProposedChange, { maybe }: Recalled): ProposedChange {
  const isVague =
    change.type === 'ask' && change.question.code === 'what-exactly' && change.reason.code === 'whole-text';
  if (!isVague) return change;
  const options = maybe.map((label) => ({ label, sets: null }));
  return { ...change, question: { ...change.question, code: 'no-template', options } };
}

const MOST_OTHERS = 2;
const LONGEST_NAME = 100;
