import { readClauses } from './clauses.ts';
import type { Language } from './language.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import { ProcessFlow } from './process-flow.ts';
import type { ParagraphReading, ProseReader } from './prose.ts';
import { whyOf } from './references.ts';
import { share, stemsIn } from './same-task.ts';
import type { Reference, Seed } from './seed.ts';
import { capital, nameOf, passiveBy, titleOf } from './title-words.ts';
import { cueAt, spanOf, type Token, tokenize } from './tokens.ts';
import { readToldClauses, type ToldClause } from './told-clauses.ts';
import { isPerson, type Told, tellsOfWhole } from './told-verb.ts';

/**
 * Whether a paragraph tells how something is done: most sentences say in the present tense what somebody does or what is
 * done to a thing, few ask or talk, and a word of order or condition is among them, or one sentence takes up the things of
 * the one before.
 */
export function tellsProcess(sentences: readonly (readonly Token[])[], language: Language): boolean {
  if (language.cueGrammar !== null || sentences.length < 2) return false;
  let told = 0;
  let talk = 0;
  let linked = 0;
  let ordered = false;
  let before = new Set<string>();
  for (const tokens of sentences) {
    const first = tokens[0]?.lower ?? '';
    ordered ||= tokens.some(
      (_, at) => cueAt(tokens, at, language.sequence) !== null || cueAt(tokens, at, language.joints) !== null,
    );
    const clauses = readToldClauses(tokens, language);
    const acts = clauses.filter((clause) => clause.joint !== 'if' && isStep(clause.told, tokens));
    if (TALK.test(first) || tokens.some(({ lower }) => TALK_ANYWHERE.test(lower)) || asks(tokens, language)) talk += 1;
    else if (acts.length > 0) told += 1;
    const stems = stemsIn(tokens, 0, tokens.length, language);
    if (share(stems, before)) linked += 1;
    before = stems;
  }
  if (told < 2 || talk > sentences.length * 0.2 || told < sentences.length * 0.6) return false;
  return ordered || (told >= 3 && linked >= (sentences.length - 1) * 0.5);
}

/** An imperative or a wish of the person who plans: no process is told so. */
function asks(tokens: readonly Token[], language: Language): boolean {
  return readClauses(tokens, language, false).some(
    (clause) =>
      clause.type === 'main' &&
      clause.action !== null &&
      clause.action.how !== 'passive' &&
      clause.action.who === null &&
      !clause.action.isNotYet,
  );
}

function isStep(told: Told | null, tokens: readonly Token[]): boolean {
  return told !== null && !told.isPast && !SELF.test(tokens[told.subject?.[0] ?? -1]?.lower ?? '');
}

/** A paragraph that tells a process: each thing that is done is a task, and what is told next comes next. */
export class ProcessReader {
  readonly #text: Text;
  readonly #language: Language;
  readonly #reader: ProseReader;
  readonly #seeds: Seed[] = [];
  readonly #stems: Set<string>[] = [];
  readonly #notes: Range[] = [];
  readonly #flow = new ProcessFlow();
  /** Events that were named before what does them was told: "before the order is sent". */
  readonly #foretold = new Set<number>();

  constructor(text: Text, language: Language, reader: ProseReader) {
    this.#text = text;
    this.#language = language;
    this.#reader = reader;
  }

  *read(sentences: readonly Range[]): Generator<number, ParagraphReading> {
    for (const sentence of sentences) {
      this.#readSentence(sentence, withoutLabel(tokenize(this.#text, sentence)));
      yield sentence.end;
    }
    const references = this.#flow.needs.map(({ from, to, cue, joint }): Reference & { seed: number } => ({
      seed: from,
      joint: 'after',
      why: joint === null ? (cue === null ? 'told-next' : 'said-then') : whyOf(joint),
      cue,
      target: { type: 'seed', seed: to },
      implied: null,
      confidence: cue === null ? 0.6 : 0.85,
    }));
    return { seeds: this.#seeds, references, notes: this.#notes };
  }

  #readSentence(sentence: Range, tokens: readonly Token[]): void {
    const clauses = readToldClauses(tokens, this.#language);
    let isConditional = false;
    let condition: Range | null = null;
    let count = 0;
    let later: ToldClause | null = null;
    let opening: Range | null = null;
    let known: number | null = null;
    this.#flow.beginSentence();
    for (const [i, clause] of clauses.entries()) {
      const range = spanOf(tokens, clause.from, clause.to);
      if (clause.joint === 'if') {
        const words = spanOf(tokens, clause.cue?.[0] ?? clause.from, clause.to);
        if (i === 0 || count === 0) {
          isConditional = true;
          condition = words;
          known = this.#known(clause, tokens);
        } else this.#seeds.at(-1)?.notes.push(words);
        continue;
      }
      if (clause.joint === 'until') continue;
      if (clause.told === null || /^(?:there|what)$/u.test(tokens[clause.from]?.lower ?? '')) {
        // "For larger repairs, …": it is about what follows.
        if (clause.joint === null && count === 0 && i < clauses.length - 1) opening ??= range;
        else if (clause.joint === null) this.#note(range);
        continue;
      }
      if (tellsOfWhole(tokens, clause.told, clause.to) || endsInFollows(tokens, clause)) {
        if (count > 0 && isConditional) this.#flow.endBranch();
        continue;
      }
      if (count > 0 && this.#isBeside(clause, tokens)) continue;
      // "When both have been finished, …": what was told last.
      if (clause.joint !== null && OVER.test(clause.told.base) && this.#isPronoun(clause, tokens)) continue;
      const cue = clause.cue === null ? null : spanOf(tokens, ...clause.cue);
      if (clause.joint === 'before' && count === 0) {
        later = clause;
        continue;
      }
      const isEvent = clause.joint === 'when' || clause.joint === 'after';
      const told = isEvent || clause.joint === 'before' ? this.#known(clause, tokens) : this.#awaited(clause, tokens);
      if (told !== null && isEvent) {
        this.#flow.goBackTo(told);
        continue;
      }
      if (told !== null) {
        this.#foretold.delete(told);
        this.#flow.resume(told);
        continue;
      }
      const seed = this.#add(clause, tokens, sentence);
      for (const note of [opening, condition])
        if (note !== null && clause.joint === null && count === 0) this.#seeds[seed]?.notes.push(note);
      if (isEvent && count > 0) this.#flow.insertBefore(seed, seed - 1, cue, clause.joint);
      else
        this.#flow.add(seed, {
          link: clause.joint === 'while' ? 'meanwhile' : clause.link,
          isConditional,
          isFirst: count === 0,
          cue: clause.joint === null && clause.link !== 'or' ? cue : null,
          known: count === 0 ? known : null,
          isDeadEnd: DEAD_END.has(clause.told.base),
        });
      count += 1;
    }
    if (later !== null && later.told !== null && this.#known(later, tokens) === null) {
      const seed = this.#add(later, tokens, sentence);
      this.#foretold.add(seed);
      this.#flow.add(seed, {
        link: 'then',
        isConditional: false,
        isFirst: false,
        cue: null,
        known: null,
        isDeadEnd: false,
      });
    }
    if (count === 0 && condition !== null) this.#note(sentence);
    else if (count === 0 && opening !== null) this.#note(opening);
  }

  #add(clause: ToldClause, tokens: readonly Token[], sentence: Range): number {
    const { told } = clause;
    if (told === null) return -1;
    const how = told.object === null ? ('process' as const) : ('passive' as const);
    const object = told.object !== null && told.object[0] === told.object[1] ? null : told.object;
    const action = { how, verb: told.verb, base: told.base, object };
    const words = titleOf(this.#text, tokens, action, clause.to);
    const range = spanOf(tokens, clause.from, clause.to);
    const subject = told.subject;
    this.#seeds.push({
      ...this.#reader.seedOf({ start: range.start, end: Math.min(range.end, sentence.end) }, 0.7),
      titleRange: words?.range ?? range,
      title: withObjectPronoun(words?.title ?? capital(plainWords(this.#text, range))),
      assignee:
        subject === null
          ? passiveBy(this.#text, tokens, action, clause.to)
          : isPerson(tokens, subject, this.#language)
            ? nameOf(this.#text, tokens, ...subject)
            : null,
    });
    const stems = stemsIn(tokens, told.verb + 1, clause.to, this.#language);
    if (object !== null) for (const stem of stemsIn(tokens, ...object, this.#language)) stems.add(stem);
    this.#stems.push(new Set([told.base, ...stems]));
    return this.#seeds.length - 1;
  }

  /** The step that does what a clause takes as done. */
  #known(clause: ToldClause, tokens: readonly Token[]): number | null {
    const { told } = clause;
    if (told === null) return null;
    const stems = stemsIn(tokens, clause.from, clause.to, this.#language);
    const isPronoun = this.#isPronoun(clause, tokens);
    for (let i = this.#seeds.length - 1; i >= 0 && i >= this.#seeds.length - 40; i--) {
      const own = this.#stems[i];
      if (own?.has(told.base) !== true) continue;
      const about = [...own].filter((stem) => stem !== told.base);
      // "approves it": what is meant by "it" was said before.
      if (about.length === 0 || isPronoun || share(stems, new Set(about))) return i;
    }
    return null;
  }

  /** "These two checks can be done simultaneously": says something about steps that were told. */
  #isBeside(clause: ToldClause, tokens: readonly Token[]): boolean {
    const { told } = clause;
    if (told?.object == null || !/^(?:do|carry|perform|execute|run)$/u.test(told.base)) return false;
    if (!POINTING.test(tokens[told.object[0]]?.lower ?? '')) return false;
    const isParallel = tokens
      .slice(clause.from, clause.to)
      .some((_, i) => cueAt(tokens, clause.from + i, this.#language.order.links)?.value === 'parallel');
    if (isParallel) this.#flow.putBeside();
    return isParallel;
  }

  #isPronoun({ told, to: end }: ToldClause, tokens: readonly Token[]): boolean {
    if (told === null) return false;
    const [from, to] = told.object ?? [told.verb + 1, end];
    return to - from === 1 && PRONOUN.test(tokens[from]?.lower ?? '');
  }

  #awaited(clause: ToldClause, tokens: readonly Token[]): number | null {
    if (this.#foretold.size === 0) return null;
    const known = this.#known(clause, tokens);
    return known !== null && this.#foretold.has(known) ? known : null;
  }

  #note(range: Range): void {
    const before = this.#seeds.at(-1);
    if (before === undefined) this.#notes.push(range);
    else before.notes.push(range);
  }
}

/** "It works as follows." */
function endsInFollows(tokens: readonly Token[], { from, to }: ToldClause): boolean {
  return tokens.slice(from, to).some(({ lower }, i) => lower === 'as' && tokens[from + i + 1]?.lower === 'follows');
}

/** "a) The clerk …": the letter is no word of the sentence. */
function withoutLabel(tokens: readonly Token[]): readonly Token[] {
  return tokens[1]?.lower === ')' && (tokens[0]?.lower.length ?? 9) <= 3 ? tokens.slice(2) : tokens;
}

/** "They are checked" is to check them. */
function withObjectPronoun(title: string): string {
  return title.replace(/^(?<verb>\S+) (?<who>they|he|she|i|we)\b/iu, (_, verb: string, who: string) => {
    const object = OBJECTS.get(who.toLowerCase()) ?? who;
    return `${verb} ${object}`;
  });
}

const OBJECTS: ReadonlyMap<string, string> = new Map([
  ['they', 'them'],
  ['he', 'him'],
  ['she', 'her'],
  ['i', 'me'],
  ['we', 'us'],
]);
const OVER = /^(?:do|finish|complete|end|conclude|settle|perform|execute|carry)$/u;
const PRONOUN = /^(?:it|all|both|them|they|he|she|him|her|this|that|these|those)$/u;
const POINTING = /^(?:both|these|those|they|the)$/u;
/** What is refused or called off goes no further. */
const DEAD_END: ReadonlySet<string> = new Set([
  'reject',
  'refuse',
  'decline',
  'deny',
  'dismiss',
  'cancel',
  'abort',
  'discard',
]);
const SELF = /^(?:i|we|you|there|this|that|these|those|what)$/u;
/** Openings of talk and of requests. */
const TALK = /^(?:i|you|hi|hello|dear|please|thanks|thank|can|could|would|let's|don't|what|how|why|who|where)$/u;
const TALK_ANYWHERE = /^(?:please|i|my|i've|thanks|\?)$/u;
