import type { Action } from './action-shape.ts';
import { asksOf } from './asks.ts';
import { type Clause, type MainClause, readClauses, type SubClause, type SubMeaning } from './clauses.ts';
import { isLoop, opensOtherwise, speaksOfFailure } from './conditions.ts';
import { isCourtesy } from './courtesy.ts';
import { findDurations } from './durations.ts';
import { factQuestionAt } from './fact-question.ts';
import type { Language } from './language.ts';
import { isLimit } from './limits.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import { isActor } from './obligation.ts';
import type { ParagraphReading, ProseReader } from './prose.ts';
import { referencesIn, referenceTo, whyOf } from './references.ts';
import { noteOn, RequestThread } from './request-thread.ts';
import type { Reference, Seed } from './seed.ts';
import { StepOrder } from './step-order.ts';
import { asObject, capital, nameOf, passiveBy, titleOf } from './title-words.ts';
import { cueAt, phraseAt, spanOf, type Token, tokenize } from './tokens.ts';
import { ToldSteps } from './told-steps.ts';
import { baseOf } from './verb-forms.ts';

/** One paragraph: its sentences in turn, and the steps they make. */
export class ParagraphReader {
  readonly #text: Text;
  readonly #language: Language;
  readonly #reader: ProseReader;
  readonly #seeds: Seed[] = [];
  readonly #references: (Reference & { seed: number })[] = [];
  readonly #notes: Range[] = [];
  readonly #order: StepOrder;
  readonly #told: ToldSteps;
  readonly #thread: RequestThread;
  /** Tasks that were named in passing, by where. */
  readonly #impliedAt = new Map<number, number>();
  /** The task that a clause in front of the next says is done. */
  #again: number | null = null;
  /** Questions that can be looked up, and where each begins. */
  readonly #factQuestions = new Map<number, number>();
  #isProcess = false;
  /** One sentence is all there is. */
  #isAlone = false;
  #sentence = 0;

  constructor(text: Text, language: Language, reader: ProseReader) {
    this.#text = text;
    this.#language = language;
    this.#reader = reader;
    this.#order = new StepOrder(this.#seeds, this.#references);
    this.#told = new ToldSteps(text, language, this.#seeds);
    this.#thread = new RequestThread(this.#seeds, this.#notes, language);
  }

  *read(sentences: readonly Range[]): Generator<number, ParagraphReading> {
    const begin = sentences.slice(0, OPENING).map((sentence) => tokenize(this.#text, sentence));
    this.#isProcess = this.#language.cueGrammar !== null && this.#tellsProcess(begin);
    this.#isAlone = sentences.length === 1;
    for (const [i, sentence] of sentences.entries()) {
      this.#sentence = i;
      this.#readSentence(sentence, begin[i] ?? tokenize(this.#text, sentence));
      yield sentence.end;
    }
    this.#thread.end();
    this.#answerFacts();
    return this.#inTextOrder();
  }

  /** Among requests to a helper, a question that can be looked up is one more of them. */
  #answerFacts(): void {
    if (!this.#thread.isTalk) return;
    for (const [at, start] of this.#factQuestions) {
      const seed = this.#seeds[at];
      if (seed !== undefined)
        this.#seeds[at] = { ...seed, type: 'task', titleRange: { start, end: seed.titleRange.end } };
    }
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
    const { sequence, joints } = this.#language;
    const isOrder = (tokens: readonly Token[], at: number) =>
      cueAt(tokens, at, sequence) !== null || cueAt(tokens, at, joints) !== null;
    if (!sentences.some((tokens) => tokens.some((_, at) => isOrder(tokens, at)))) return false;
    for (const tokens of sentences) {
      for (const clause of readClauses(tokens, this.#language, true)) {
        if (clause.type !== 'main' || clause.action === null) continue;
        if (clause.action.sequence !== null) ordered = true;
        if (tells(clause.action)) told += 1;
      }
      // "Sobald die Ware da ist, wird …" is order too.
      if (told >= 2 && (ordered || told >= 3)) return true;
    }
    return false;
  }

  #readSentence(range: Range, tokens: readonly Token[]): void {
    if (this.#isGreeting(tokens)) return;
    // It closes the whole, and is not about the last thing asked for.
    if (isCourtesy(plainWords(this.#text, range), this.#language)) {
      this.#notes.push(range);
      return;
    }
    if (isLimit(plainWords(this.#text, range))) {
      this.#hold(range, tokens);
      return;
    }
    const clauses = this.#sharesOf(tokens) ?? readClauses(tokens, this.#language, this.#isProcess);
    const asks = /[?？]["”)]?$/u.test(this.#text.masked.slice(range.start, range.end));
    const isRequest = clauses.some(
      (clause) =>
        clause.type === 'main' && (clause.action?.how === 'request' || clause.action?.announces === 'preamble'),
    );
    if (asks && !isRequest) {
      const fact = factQuestionAt(tokens, this.#language);
      if (fact >= 0 || this.#isOpenQuestion(tokens)) {
        const seed = this.#add({ ...this.#reader.seedOf(range, 0.55), type: 'question' });
        if (fact >= 0) this.#factQuestions.set(seed, tokens[fact]?.start ?? range.start);
      } else this.#note(range);
      return;
    }
    const tasks = clauses.filter((clause) => clause.type === 'main' && isTask(clause, clauses));
    if (tasks.length === 0 || this.#isLoop(clauses, tokens)) {
      this.#hold(range, tokens);
      return;
    }
    let pending: SubClause[] = [];
    let last: number[] = [];
    let isRead = false;
    const previous = this.#order.step;
    let isFirstInSentence = true;
    let listed: number[] = [];
    let group = -1;
    /** Where words of time stand that the next task is to be read with; null for none. */
    let timed: number | null = null;
    for (const [i, clause] of clauses.entries()) {
      if (clause.type === 'sub') {
        if (clause.leads && namesTime(clause, tokens, this.#language)) timed = tokens[clause.from]?.start ?? null;
        else if (clause.leads) {
          pending.push(clause);
          this.#again = this.#repeated(clause, tokens);
        } else for (const seed of last) this.#relate(seed, clause, tokens, previous);
        continue;
      }
      if (!isTask(clause, clauses) || clause.action === null) {
        // Words between two tasks belong to the one before, "garage or whatever" too.
        if (last.length > 0) this.#extend(last.at(-1) ?? -1, tokens, clause);
        else if (clause.to - clause.from > 2 && clause.action === null)
          this.#hold(spanOf(tokens, clause.from, clause.to), tokens.slice(clause.from, clause.to));
        continue;
      }
      const from = timed ?? tokens[clause.from]?.start ?? range.start;
      timed = null;
      if (clause.isPart && group < 0 && last.length > 0) {
        group = last[0] ?? -1;
        listed = [];
        this.#order.begin();
      }
      const { sequence } = clause.action;
      const { seed, isNew } = this.#addClause(
        clause,
        tokens,
        from,
        range,
        group,
        isFirstInSentence ? (pending.at(-1) ?? null) : null,
      );
      isRead = true;
      last = [seed];
      for (const reference of referencesIn(tokens, clause.action.verb, clause.to, this.#language))
        this.#references.push({ ...reference, seed });
      if (!isNew) continue;
      const cue = clause.action.cue === null ? null : spanOf(tokens, ...clause.action.cue);
      const isTold = this.#isProcess && tells(clause.action);
      const how = isTold ? 'told' : this.#isBare(clause, clauses, tokens) ? 'bare' : 'said';
      this.#order.add(seed, sequence, cue, isFirstInSentence || isTold, listed, how);
      for (const sub of pending) this.#relate(seed, sub, tokens, previous);
      if (opensOtherwise(tokens, clause.from, clause.action.verb, this.#language)) this.#needDecision(seed, cue);
      const nextIsList = clauses[i + 1]?.type === 'main' && !(clauses[i + 1] as MainClause).isThen;
      if (!nextIsList) pending = [];
      listed = clause.isThen || sequence === 'then' || sequence === 'finally' ? [seed] : [...listed, seed];
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
      parent,
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
    const end = clause.to >= tokens.length ? sentence.end : range.end;
    return this.#thread.take(seed, {
      tokens,
      action,
      from: clause.from,
      to,
      said: { start: range.start, end },
      led,
      isPart: parent >= 0,
      isThen: clause.isThen,
      sentence: this.#sentence,
    });
  }

  /** Words that ask for nothing: about the request before, or about the one to come. */
  #hold(range: Range, tokens: readonly Token[]): void {
    if (this.#language.cueGrammar !== null) this.#note(range);
    else this.#thread.hold(range, tokens);
  }

  #extend(seed: number, tokens: readonly Token[], clause: MainClause): void {
    const note = { start: tokens[clause.from]?.start ?? 0, end: tokens[clause.to - 1]?.end ?? 0 };
    if (note.end - note.start > 2) this.#seeds[seed]?.notes.push(note);
  }

  #relate(seed: number, sub: SubClause, tokens: readonly Token[], previous: readonly number[]): void {
    const cue = spanOf(tokens, sub.cue[0], sub.cue[1]);
    const why = whyOf(sub.joint);
    const says: SubMeaning = sub.says;
    switch (says.type) {
      case 'previous':
        for (const one of says.which === 'step' ? previous : this.#told.group(says.which, seed)) {
          this.#order.follow(one);
          const target = { type: 'seed', seed: one } as const;
          this.#references.push({ seed, joint: sub.joint, why, cue, target, implied: null, confidence: 0.85 });
        }
        return;
      case 'act': {
        const again = sub.leads ? this.#again : null;
        if (again !== null) {
          this.#order.follow(again);
          const target = { type: 'seed', seed: again } as const;
          this.#references.push({ seed, joint: sub.joint, why, cue, target, implied: null, confidence: 0.8 });
          return;
        }
        const implied = this.#implied(sub, says, tokens, seed);
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
        this.#needTold(seed, sub, tokens);
    }
  }

  /** "If it is rejected, …", "once you have them, …": what the condition is about comes first. */
  #needTold(seed: number, sub: SubClause, tokens: readonly Token[]): void {
    if (this.#language.cueGrammar !== null || sub.joint === 'while' || sub.joint === 'before') return;
    const step = this.#told.meantBy(sub, tokens, seed, this.#sentence);
    if (step === null) return;
    const [from, behind] = sub.cue;
    const said = spanOf(tokens, behind, sub.to);
    const isNegated = tokens.slice(behind, sub.to).some(({ lower }) => this.#language.negations.has(lower));
    // "If you don't hear back within a week, …"
    const lag = isNegated ? findDurations(this.#text, said, true).at(-1) : undefined;
    this.#order.follow(step);
    this.#references.push({
      seed,
      joint: sub.joint,
      why: whyOf(sub.joint),
      cue: spanOf(tokens, from, behind),
      target: { type: 'seed', seed: step },
      implied: null,
      confidence: 0.7,
      isFailure: sub.joint === 'if' && speaksOfFailure(tokens, behind, sub.to, this.#language),
      lagMinutes: lag?.minutes ?? 0,
    });
  }

  #needDecision(seed: number, cue: Range | null): void {
    const step = this.#told.otherwise(this.#sentence);
    if (step === null || step === seed) return;
    const target = { type: 'seed', seed: step } as const;
    this.#order.follow(step);
    this.#references.push({ seed, joint: 'if', why: 'said-once', cue, target, implied: null, confidence: 0.7 });
  }

  /** The last of a sentence that says "then": "then pay the rent and cancel the gym"; dictation goes on and on. */
  #isBare({ action, from, to }: MainClause, clauses: readonly Clause[], tokens: readonly Token[]): boolean {
    if (this.#language.cueGrammar !== null || action === null || action.how !== 'imperative') return false;
    return action.verb === from && clauses.at(-1)?.to === to && tokens.length <= LONGEST_THEN;
  }

  #isLoop(clauses: readonly Clause[], tokens: readonly Token[]): boolean {
    if (this.#seeds.length === 0) return false;
    return clauses.every(
      (clause) =>
        clause.type === 'sub' ||
        (clause.action !== null && isLoop(tokens, clause.action.verb, clause.to, this.#language)),
    );
  }

  /** "Find the shop. Once it is found, …", "after retrieving the results, …": the clause in front speaks of a task again. */
  #repeated({ says, to }: SubClause, tokens: readonly Token[]): number | null {
    if (this.#language.cueGrammar !== null || this.#isProcess || says.type !== 'act') return null;
    return this.#thread.repeatedBy(tokens, says, to);
  }

  /** The task that a clause names in passing; dropped again where the text asks for it elsewhere. */
  #implied(sub: SubClause, says: Extract<SubMeaning, { type: 'act' }>, tokens: readonly Token[], of: number): number {
    const start = tokens[sub.cue[1]]?.start ?? 0;
    const existing = this.#impliedAt.get(start);
    if (existing !== undefined) return existing;
    let to = sub.to;
    while (to > says.verb && tokens[to - 1]?.isWord === false) to -= 1;
    const range = { start, end: tokens[to - 1]?.end ?? start + 1 };
    const rest = plainWords(this.#text, { start: tokens[says.verb]?.end ?? range.start, end: range.end });
    const object = says.object === null ? '' : plainWords(this.#text, spanOf(tokens, says.object[0], says.object[1]));
    const isVerbLast = this.#language.cueGrammar?.isVerbFinal === true;
    const words = isVerbLast ? [asObject(object), says.base] : [says.base, object, rest];
    const title = capital(words.filter((part) => part !== '').join(' '));
    const seed = this.#add({
      ...this.#reader.seedOf(range, 0.6),
      title,
      assignee: says.who === null ? null : nameOf(this.#text, tokens, says.who[0], says.who[1]),
      isImplied: true,
      day: this.#seeds[of]?.day ?? -1,
    });
    this.#impliedAt.set(start, seed);
    return seed;
  }

  #add(seed: Seed): number {
    this.#seeds.push(seed);
    return this.#seeds.length - 1;
  }

  /** "Tom brings the grill, Anna buys the meat", "Then Anna sends the letters": who does what, told as what will be. */
  #sharesOf(tokens: readonly Token[]): readonly Clause[] | null {
    if (this.#language.cueGrammar !== null || !tokens.some((_, at) => mayShare(tokens, at, this.#language)))
      return null;
    const clauses = readClauses(tokens, this.#language, true);
    const told = clauses.flatMap((clause) =>
      clause.type === 'main' && clause.action?.how === 'process' ? [clause.action] : [],
    );
    if (!told.some(({ who }) => who !== null)) return null;
    const isShared = told.length >= 2 || this.#isAlone;
    const isMore = this.#seeds.length > 0 || clauses.some((one) => one.type === 'main' && isAsked(one.action));
    return isShared || (isMore && goesOnWithThen(told[0] as Action)) ? clauses : null;
  }

  #note(range: Range): void {
    noteOn(this.#seeds, this.#notes, range);
  }

  #isGreeting(tokens: readonly Token[]): boolean {
    const first = tokens[0]?.lower ?? '';
    const isRequest = phraseAt(tokens, 0, this.#language.requests) > 0;
    return this.#language.greetings.has(first) && !isRequest && (tokens.length <= 4 || first === 'thanks');
  }

  #isOpenQuestion(tokens: readonly Token[]): boolean {
    const wordCount = tokens.filter((token) => token.isWord).length;
    if (wordCount < 3 || phraseAt(tokens, 0, this.#language.chatterQuestions) > 0) return false;
    const isAsked = (at: number) => {
      const lower = tokens[at]?.lower ?? '';
      return this.#language.questionWords.has(lower) || this.#language.and.has(lower);
    };
    // "Andrea, are you …?", "As we spoke, how about …?", "the car is sold, did you say?"
    return (
      isAsked(0) ||
      tokens.some(({ lower, isQuoted }, i) => !isQuoted && ((lower === ',' && isAsked(i + 1)) || ADDRESSED.test(lower)))
    );
  }
}

/** It is told that somebody does it, or that it is done; nobody is asked to. */
function tells({ how, isDuty }: Action): boolean {
  return how === 'process' || (how === 'passive' && isDuty !== true);
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
/** "After Monday, …", "bis Freitag …": a day there, not a task. */
function namesTime({ says }: SubClause, tokens: readonly Token[], language: Language): boolean {
  if (says.type !== 'words') return false;
  const said = tokens.slice(says.from, says.to).filter((token) => token.isWord);
  const isTime = ({ lower }: Token) => language.timeWords.has(lower) || /^\d/u.test(lower);
  const isLittle = ({ lower }: Token) => language.determiners.has(lower) || language.prepositions.has(lower);
  return said.some(isTime) && said.every((token) => isTime(token) || isLittle(token));
}

function isTask(clause: MainClause, clauses: readonly Clause[]): boolean {
  if (clause.action === null || clause.action.isNegated || clause.action.isRole) return false;
  if (!clause.action.isNotYet) return true;
  return clauses.some(
    (other) => other.type === 'sub' && other.joint !== 'if' && other.joint !== 'while' && other.says.type !== 'state',
  );
}

/** Somebody, and right behind them a verb in the third person: a cheap look before the whole sentence is read so. */
function mayShare(tokens: readonly Token[], at: number, language: Language): boolean {
  const [who, verb] = [tokens[at], tokens[at + 1]];
  if (who === undefined || verb === undefined || !(who.isCapital || isActor(who, language))) return false;
  return baseOf(verb.lower, 'third-person', language) !== null;
}

function isAsked(action: Action | null): boolean {
  return action !== null && action.how !== 'process';
}

function goesOnWithThen({ sequence }: Action): boolean {
  return sequence !== null && sequence !== 'first';
}

/** Words. */
const LONGEST_THEN = 30;
/** Sentences that show whether a paragraph tells a process. */
const OPENING = 40;
/** Who is asked. */
const ADDRESSED = /^(?:you|your|we|us|our)$/u;
