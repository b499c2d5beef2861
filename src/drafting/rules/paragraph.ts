import type { Action } from './action.ts';
import { asksOf } from './asks.ts';
import { type Clause, type MainClause, readClauses, type SubClause, type SubMeaning } from './clauses.ts';
import type { Language } from './language.ts';
import { skipLead } from './lead.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import type { ParagraphReading, ProseReader } from './prose.ts';
import { referencesIn, referenceTo, whyOf } from './references.ts';
import { type Asked, askedOf, pointsBack, share, stemsIn, tieOf } from './same-task.ts';
import type { Reference, Seed } from './seed.ts';
import { asObject, capital, nameOf, passiveBy, titleOf } from './title-words.ts';
import { cueAt, phraseAt, spanOf, type Token, tokenize } from './tokens.ts';

/** One paragraph: its sentences in turn, and the steps they make. */
export class ParagraphReader {
  readonly #text: Text;
  readonly #language: Language;
  readonly #reader: ProseReader;
  readonly #seeds: Seed[] = [];
  readonly #references: (Reference & { seed: number })[] = [];
  readonly #notes: Range[] = [];
  /** The step that "then" refers to: everything the part before asked for. */
  #step: number[] = [];
  /** What the step before that was, for "meanwhile". */
  #stepBefore: number[] = [];
  readonly #hasFollower = new Set<number>();
  #isProcess = false;
  #sentence = 0;
  /** The request that words may still be about. */
  #current: { readonly seed: number; asked: Asked; readonly sentence: number } | null = null;
  /** "Plan the party. First, …": what the steps from there on are parts of. */
  #whole = -1;
  /** Facts in front of a request that may be about it: "I have a long video. Please cut it." */
  #held: { readonly range: Range; readonly stems: ReadonlySet<string>; readonly isApart: boolean }[] = [];

  constructor(text: Text, language: Language, reader: ProseReader) {
    this.#text = text;
    this.#language = language;
    this.#reader = reader;
  }

  *read(sentences: readonly Range[]): Generator<number, ParagraphReading> {
    const begin = sentences.slice(0, OPENING).map((sentence) => tokenize(this.#text, sentence));
    this.#isProcess = this.#language.cueGrammar !== null && this.#tellsProcess(begin);
    for (const [i, sentence] of sentences.entries()) {
      this.#sentence = i;
      this.#readSentence(sentence, begin[i] ?? tokenize(this.#text, sentence));
      yield sentence.end;
    }
    this.#letGo(null, false);
    return this.#inTextOrder();
  }

  /** What a clause in front names stands before what follows from it. */
  #inTextOrder(): ParagraphReading {
    const order = this.#seeds
      .map((_, i) => i)
      .sort((a, b) => (this.#seeds[a]?.range.start ?? 0) - (this.#seeds[b]?.range.start ?? 0) || a - b);
    const place = new Map(order.map((old, now) => [old, now]));
    const at = (old: number) => place.get(old) ?? old;
    return {
      seeds: order.flatMap((old) => {
        const seed = this.#seeds[old];
        return seed === undefined ? [] : { ...seed, parent: seed.parent < 0 ? -1 : at(seed.parent) };
      }),
      references: this.#references.map(({ seed, target, implied, ...reference }) => ({
        ...reference,
        seed: at(seed),
        target: target.type === 'seed' ? { type: 'seed', seed: at(target.seed) } : target,
        implied: implied === null ? null : at(implied),
      })),
      notes: this.#notes,
    };
  }

  /** Two sentences in the third person, and a word of order: somebody tells how something is done. */
  #tellsProcess(sentences: readonly (readonly Token[])[]): boolean {
    let told = 0;
    let ordered = false;
    if (!sentences.some((tokens) => tokens.some((_, at) => cueAt(tokens, at, this.#language.sequence) !== null)))
      return false;
    for (const tokens of sentences) {
      for (const clause of readClauses(tokens, this.#language, true)) {
        if (clause.type !== 'main' || clause.action === null) continue;
        if (clause.action.sequence !== null) ordered = true;
        if (clause.action.how === 'process' || clause.action.how === 'passive') told += 1;
      }
      if (told >= 2 && ordered) return true;
    }
    return false;
  }

  #readSentence(range: Range, tokens: readonly Token[]): void {
    if (this.#isGreeting(tokens)) return;
    const clauses = readClauses(tokens, this.#language, this.#isProcess);
    const asks = /[?？]["”)]?$/u.test(this.#text.masked.slice(range.start, range.end));
    const isRequest = clauses.some((clause) => clause.type === 'main' && clause.action?.how === 'request');
    if (asks && !isRequest) {
      if (this.#isOpenQuestion(tokens)) this.#add({ ...this.#reader.seedOf(range, 0.55), type: 'question' });
      else this.#note(range);
      return;
    }
    const tasks = clauses.filter((clause) => clause.type === 'main' && isTask(clause, clauses));
    if (tasks.length === 0) {
      this.#hold(range, tokens);
      return;
    }
    let pending: SubClause[] = [];
    let last: number[] = [];
    let isRead = false;
    const previous = this.#step;
    let isFirstInSentence = true;
    let listed: number[] = [];
    let group = -1;
    for (const [i, clause] of clauses.entries()) {
      if (clause.type === 'sub') {
        if (clause.leads) pending.push(clause);
        else for (const seed of last) this.#relate(seed, clause, tokens, range, previous);
        continue;
      }
      if (!isTask(clause, clauses) || clause.action === null) {
        // Words between two tasks belong to the one before, "garage or whatever" too.
        if (last.length > 0) this.#extend(last.at(-1) ?? -1, tokens, clause);
        else if (clause.to - clause.from > 2 && clause.action === null)
          this.#hold(spanOf(tokens, clause.from, clause.to), tokens.slice(clause.from, clause.to));
        continue;
      }
      const from = tokens[clause.from]?.start ?? range.start;
      if (clause.isPart && group < 0 && last.length > 0) {
        group = last[0] ?? -1;
        listed = [];
        this.#step = [];
      }
      const { sequence } = clause.action;
      const { seed, isNew } = this.#addClause(clause, tokens, from, range, group, pending.at(-1) ?? null);
      if (!isNew) {
        for (const reference of referencesIn(tokens, clause.action.verb, clause.to, this.#language))
          this.#references.push({ ...reference, seed });
        last = [seed];
        isRead = true;
        continue;
      }
      isRead = true;
      for (const reference of referencesIn(tokens, clause.action.verb, clause.to, this.#language))
        this.#references.push({ ...reference, seed });
      this.#order(seed, sequence, clause, tokens, isFirstInSentence, listed);
      for (const sub of pending) this.#relate(seed, sub, tokens, range, previous);
      const nextIsList = clauses[i + 1]?.type === 'main' && !(clauses[i + 1] as MainClause).isThen;
      if (!nextIsList) pending = [];
      listed = clause.isThen || sequence === 'then' || sequence === 'finally' ? [seed] : [...listed, seed];
      last = [seed];
      isFirstInSentence = false;
    }
    if (!isRead) this.#note(range);
  }

  /** Adds what a clause asks for, unless it only tells more about the request before. */
  #addClause(
    clause: MainClause,
    tokens: readonly Token[],
    from: number,
    sentence: Range,
    parent: number,
    led: SubClause | null,
  ): { readonly seed: number; readonly isNew: boolean } {
    const action = clause.action as Action;
    let to = clause.to;
    for (let i = Math.max(clause.from, action.verb) + 1; i < to; i++) {
      const length = phraseAt(tokens, i, this.#language.trailing);
      if (length > 0 && i + length >= to - (tokens[to - 1]?.isWord === false ? 1 : 0)) to = i;
    }
    const words = titleOf(this.#text, tokens, action, to);
    const range = { start: Math.max(from, sentence.start), end: Math.max(tokens[to - 1]?.end ?? from, from + 1) };
    const seed: Seed = {
      ...this.#reader.seedOf(range, CERTAINTY[action.how]),
      parent: parent < 0 ? this.#whole : parent,
      titleRange: words?.range ?? range,
      title: words?.title ?? null,
      assignee:
        action.who === null
          ? passiveBy(this.#text, tokens, action, to)
          : nameOf(this.#text, tokens, action.who[0], action.who[1]),
      asks: asksOf(tokens.slice(clause.from, clause.to), action, range, this.#language),
      notes: action.aside === null ? [] : [spanOf(tokens, ...action.aside)],
      // "You can't paint until …" tells when, of something that may have been asked for before.
      isImplied: action.isNotYet,
      day: this.#sentence,
    };
    if (this.#language.cueGrammar !== null || this.#isProcess || action.isNotYet)
      return { seed: this.#add(seed), isNew: true };
    const asked = askedOf(tokens, action, clause.from, to, this.#language);
    const before = parent < 0 && !clause.isThen ? this.#current : null;
    const isStep = led !== null && led.says.type === 'previous';
    const tie =
      before === null || isStep
        ? 'apart'
        : tieOf(before.asked, asked, {
            tokens,
            action,
            to,
            isLed: led !== null,
            isNext: before.sentence === this.#sentence - 1,
            language: this.#language,
          });
    const end = clause.to >= tokens.length ? sentence.end : range.end;
    if (before !== null && tie !== 'apart' && tie !== 'begins') {
      this.#join(before, seed, asked, tie, { start: range.start, end });
      return { seed: before.seed, isNew: false };
    }
    if (before !== null && tie === 'begins' && this.#seeds.length === 1 && before.sentence < this.#sentence) {
      this.#whole = before.seed;
    }
    seed.notes.unshift(...this.#letGo(asked, pointsBack(tokens, action.verb, to, this.#language)));
    const index = this.#add({ ...seed, parent: parent < 0 ? this.#whole : parent });
    this.#current = { seed: index, asked, sentence: this.#sentence };
    return { seed: index, isNew: true };
  }

  /** Takes the words of a request into the one before it. */
  #join(
    before: { readonly seed: number; asked: Asked },
    next: Seed,
    asked: Asked,
    tie: 'detail' | 'restates' | 'carries-out',
    said: Range,
  ): void {
    const first = this.#seeds[before.seed];
    if (first === undefined) return;
    if (tie === 'detail') {
      first.notes.push(...next.notes, said);
      for (const stem of asked.stems) before.asked.stems.add(stem);
      return;
    }
    const isSame = tie === 'restates';
    const start = isSame ? first.range.start : next.range.start;
    const range = { start, end: next.range.end };
    const inside = first.notes.filter((note) => note.start < range.start || note.end > range.end);
    if (!isSame) this.#notes.push({ start: first.range.start, end: first.range.end });
    this.#seeds[before.seed] = {
      ...next,
      range,
      parent: first.parent,
      details: isSame ? [...first.details, ...next.details] : next.details,
      notes: isSame ? [...inside, { start: first.range.start, end: said.end }] : [...inside, ...next.notes],
      assignee: next.assignee ?? first.assignee,
      asks: [...first.asks, ...next.asks],
    };
    const stems = isSame ? new Set([...before.asked.stems, ...asked.stems]) : asked.stems;
    this.#current = { seed: before.seed, asked: { ...asked, stems }, sentence: this.#sentence };
  }

  /** A sentence that asks for nothing: about the request before, or, behind "next", about the one to come. */
  #hold(range: Range, tokens: readonly Token[]): void {
    const { isApart } = skipLead(tokens, 0, tokens.length, this.#language);
    const isMore = !isApart && this.#current !== null && this.#held.length === 0;
    if (isMore || this.#language.cueGrammar !== null || this.#isProcess) {
      this.#note(range);
      for (const stem of stemsIn(tokens, 0, tokens.length, this.#language)) this.#current?.asked.stems.add(stem);
      return;
    }
    if (isApart) this.#current = null;
    this.#held.push({ range, stems: stemsIn(tokens, 0, tokens.length, this.#language), isApart });
  }

  /** The facts held back that belong to what is asked for now; the others stay notes where they stood. */
  #letGo(asked: Asked | null, pointsBack: boolean): readonly Range[] {
    const own: Range[] = [];
    let isOwn = pointsBack;
    for (const { range, stems, isApart } of this.#held) {
      isOwn ||= isApart || (asked !== null && share(stems, asked.stems));
      if (isOwn && asked !== null) own.push(range);
      else this.#note(range);
    }
    this.#held = [];
    return own;
  }

  #extend(seed: number, tokens: readonly Token[], clause: MainClause): void {
    const note = { start: tokens[clause.from]?.start ?? 0, end: tokens[clause.to - 1]?.end ?? 0 };
    if (note.end - note.start > 2) this.#seeds[seed]?.notes.push(note);
  }

  #order(
    seed: number,
    sequence: Action['sequence'],
    clause: MainClause,
    tokens: readonly Token[],
    isFirst: boolean,
    listed: readonly number[],
  ): void {
    const cue = clause.action?.cue ?? null;
    const words = cue === null ? [] : [spanOf(tokens, cue[0], cue[1])];
    const needs = (to: readonly number[], confidence: number) => {
      for (const one of to) {
        if (one === seed) continue;
        this.#hasFollower.add(one);
        this.#references.push({
          seed,
          joint: 'after',
          why: 'said-then',
          cue: words[0] ?? null,
          target: { type: 'seed', seed: one },
          implied: null,
          confidence,
        });
      }
    };
    const step = isFirst ? this.#step : listed.length > 0 ? listed : this.#step;
    switch (sequence) {
      case 'then':
        needs(step, 0.9);
        this.#stepBefore = [...step];
        this.#step = [seed];
        return;
      case 'finally':
        needs(
          this.#seeds.flatMap((one, i) =>
            i === seed || this.#hasFollower.has(i) || one.type === 'question' || one.isImplied ? [] : [i],
          ),
          0.8,
        );
        this.#stepBefore = [...this.#step];
        this.#step = [seed];
        return;
      case 'meanwhile':
        needs(this.#stepBefore, 0.6);
        this.#step = [...this.#step, seed];
        return;
      case 'first':
      case null:
        if (isFirst) {
          this.#stepBefore = [];
          this.#step = [seed];
        } else this.#step = [...this.#step, seed];
    }
  }

  #relate(seed: number, sub: SubClause, tokens: readonly Token[], sentence: Range, previous: readonly number[]): void {
    const cue = spanOf(tokens, sub.cue[0], sub.cue[1]);
    const why = whyOf(sub.joint);
    const says: SubMeaning = sub.says;
    switch (says.type) {
      case 'previous':
        for (const one of previous) {
          this.#hasFollower.add(one);
          this.#references.push({
            seed,
            joint: sub.joint,
            why,
            cue,
            target: { type: 'seed', seed: one },
            implied: null,
            confidence: 0.85,
          });
        }
        return;
      case 'act': {
        const implied = this.#implied(sub, says, tokens, sentence, seed);
        const [from, to] = says.object === null ? [says.verb, sub.to] : [says.object[0], sub.to];
        this.#references.push({
          seed,
          joint: sub.joint,
          why,
          cue,
          ...referenceTo(tokens, from, to, this.#language, implied),
        });
        return;
      }
      case 'words':
        this.#references.push({
          seed,
          joint: sub.joint,
          why,
          cue,
          ...referenceTo(tokens, says.from, says.to, this.#language, null),
        });
        return;
      case 'state':
        this.#seeds[seed]?.notes.push({ start: tokens[sub.from]?.start ?? 0, end: tokens[sub.to - 1]?.end ?? 0 });
    }
  }

  /** The task that a clause names in passing; dropped again where the text asks for it elsewhere. */
  #implied(
    sub: SubClause,
    says: Extract<SubMeaning, { type: 'act' }>,
    tokens: readonly Token[],
    _sentence: Range,
    of: number,
  ): number {
    const start = tokens[sub.cue[1]]?.start ?? 0;
    const existing = this.#seeds.findIndex((seed) => seed.isImplied && seed.range.start === start);
    if (existing >= 0) return existing;
    let to = sub.to;
    while (to > says.verb && tokens[to - 1]?.isWord === false) to -= 1;
    const range = { start, end: tokens[to - 1]?.end ?? start + 1 };
    const rest = plainWords(this.#text, { start: tokens[says.verb]?.end ?? range.start, end: range.end });
    const object = says.object === null ? '' : plainWords(this.#text, spanOf(tokens, says.object[0], says.object[1]));
    const isVerbLast = this.#language.cueGrammar?.isVerbFinal === true;
    const words = isVerbLast ? [asObject(object), says.base] : [says.base, object, rest];
    const title = capital(words.filter((part) => part !== '').join(' '));
    const seed = this.#reader.seedOf(range, 0.6);
    return this.#add({
      ...seed,
      title,
      assignee: says.who === null ? null : nameOf(this.#text, tokens, says.who[0], says.who[1]),
      isImplied: true,
      day: this.#seeds[of]?.day ?? -1,
    });
  }

  #add(seed: Seed): number {
    this.#seeds.push(seed);
    return this.#seeds.length - 1;
  }

  /** What is no task tells about the task before it, or about all of them when it comes first. */
  #note(range: Range): void {
    const before = this.#seeds.findLast((seed) => !seed.isImplied);
    if (before === undefined) this.#notes.push(range);
    else before.notes.push(range);
  }

  #isGreeting(tokens: readonly Token[]): boolean {
    const first = tokens[0]?.lower ?? '';
    const isRequest = phraseAt(tokens, 0, this.#language.requests) > 0;
    return this.#language.greetings.has(first) && !isRequest && (tokens.length <= 4 || first === 'thanks');
  }

  #isOpenQuestion(tokens: readonly Token[]): boolean {
    const wordCount = tokens.filter((token) => token.isWord).length;
    if (wordCount < 3 || phraseAt(tokens, 0, this.#language.chatterQuestions) > 0) return false;
    return this.#language.questionWords.has(tokens[0]?.lower ?? '') || this.#language.and.has(tokens[0]?.lower ?? '');
  }
}

const CERTAINTY: Readonly<Record<Action['how'], number>> = {
  imperative: 0.85,
  request: 0.85,
  obligation: 0.85,
  passive: 0.7,
  process: 0.7,
  wanted: 0.55,
};

/** Negated, or "can't" without an "until": a limit, not a task. */
function isTask(clause: MainClause, clauses: readonly Clause[]): boolean {
  if (clause.action === null || clause.action.isNegated) return false;
  if (!clause.action.isNotYet) return true;
  return clauses.some(
    (other) => other.type === 'sub' && other.joint !== 'if' && other.joint !== 'while' && other.says.type !== 'state',
  );
}

/** Sentences that show whether a paragraph tells a process. */
const OPENING = 40;
