import type { Action } from './action.ts';
import { type Clause, type MainClause, readClauses, type SubClause, type SubMeaning } from './clauses.ts';
import type { Language } from './language.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import type { Reference, Seed, SeedAsk } from './seed.ts';
import { splitSentences } from './sentences.ts';
import { cueAt, phraseAt, type Token, tokenize } from './tokens.ts';
import { stemOf } from './verb-forms.ts';

export type EntryReading = Pick<Seed, 'titleRange' | 'title' | 'details' | 'notes' | 'assignee' | 'type' | 'asks'> & {
  /** What this entry says it needs, or is needed by. */
  readonly references: readonly Reference[];
};

export interface ParagraphReading {
  /** `parent` is one of them by index; -1 is the paragraph's. */
  readonly seeds: readonly Seed[];
  /** Between `seeds`, by index. */
  readonly references: readonly (Reference & { readonly seed: number })[];
  /** Sentences in front of the first task. */
  readonly notes: readonly Range[];
}

/** The words right above a list. */
export interface Introduction {
  /** What stands before them on the same line. */
  readonly before: Range | null;
  /** The group they name; null when they only say that a list follows. */
  readonly seed: Seed | null;
}

/** Reads words rather than layout: single list entries, paragraphs, and the line above a list. */
export class ProseReader {
  readonly #text: Text;
  readonly #language: Language;

  constructor(text: Text, language: Language) {
    this.#text = text;
    this.#language = language;
  }

  /** A list entry is one task, whatever it says; reading it finds its title, who does it and what it refers to. */
  readEntry(range: Range): EntryReading {
    const [first = range, ...rest] = splitSentences(this.#text, range, this.#language);
    const { name, body } = this.#readName(first);
    const tokens = tokenize(this.#text, body);
    const action = this.#actionOf(tokens);
    const isQuestion = this.#endsInQuestion(first) && (action === null || action.how !== 'request');
    const who = action?.who === null || action?.who === undefined ? name : this.#words(tokens, action.who);
    const opening =
      action === null || isQuestion || action.isNegated ? null : this.#title(tokens, action, tokens.length);
    const notes = rest.length === 0 ? [] : [{ start: rest[0]?.start ?? 0, end: rest.at(-1)?.end ?? 0 }];
    return {
      titleRange: opening?.range ?? body,
      title: opening?.title ?? null,
      details: [range],
      notes,
      assignee: who,
      type: isQuestion ? 'question' : 'task',
      asks: this.#asks(tokens, action, range),
      references: referencesIn(tokens, 0, tokens.length, this.#language),
    };
  }

  /** The line right above a list: a group's name ("Kitchen:"), something to do ("Pack the boxes:"), or only a preamble. */
  readIntroduction(line: Range, between: string): Introduction | null {
    const sentences = splitSentences(this.#text, line, this.#language);
    const range = sentences.at(-1);
    if (range === undefined) return null;
    const words = plainWords(this.#text, range);
    const isBold = /^(?:\*\*|__).*(?:\*\*|__):?$/u.test(this.#text.source.slice(line.start - 2, line.end + 2).trim());
    const isColon = words.endsWith(':');
    const isClose = between.replaceAll(/[^\n]/gu, '').length < 2;
    const isShort = words.length <= 40 && isClose && !/[.!?…]$/u.test(words);
    if (!isColon && !isBold && !isShort) return null;
    const before = sentences.length < 2 ? null : { start: line.start, end: sentences.at(-2)?.end ?? line.start };
    const tokens = tokenize(this.#text, range);
    const content = tokens.filter((token) => token.isWord && !this.#language.listChatter.has(token.lower));
    if (content.length === 0 || (words.length > 60 && !isBold)) return { before, seed: null };
    const action = this.#actionOf(tokens);
    // "I have to do these:" is about the planner, "For the kitchen I need:" too; what they name is no group.
    const isTalk = tokens.some((token) => this.#language.planners.has(token.lower)) && action === null;
    if (isTalk) return { before, seed: null };
    return {
      before,
      seed: { ...this.#seed(range, 'heading', {}, 0.7), titleRange: range, type: 'heading' },
    };
  }

  /** Yields the offset reached after each sentence. */
  *readParagraph(lines: readonly Range[], isWholeText: boolean): Generator<number, ParagraphReading> {
    const listed = yield* this.#readLines(lines, isWholeText);
    if (listed !== null) return listed;
    const sentences = lines.flatMap((line) => splitSentences(this.#text, line, this.#language));
    return yield* new ParagraphReader(this.#text, this.#language, this).read(sentences);
  }

  /** Lines that each say one thing, without marks: a list all the same. */
  *#readLines(lines: readonly Range[], isWholeText: boolean): Generator<number, ParagraphReading | null> {
    if (lines.length < 2) return null;
    const short = lines.filter(
      (line) => line.end - line.start <= 90 && !/[.!?…,]["”)]?$/u.test(this.#text.masked.slice(line.start, line.end)),
    );
    if (short.length < lines.length * 0.8) return null;
    let first = -1;
    let count = 0;
    for (const [i, line] of lines.entries()) {
      if (this.#actionOf(tokenize(this.#text, line)) !== null) {
        count += 1;
        if (first < 0) first = i;
      }
      yield line.end;
    }
    const isThings =
      isWholeText &&
      count === 0 &&
      lines.length >= 3 &&
      lines.every((line) => plainWords(this.#text, line).split(' ').length <= 4);
    if (!isThings && count < Math.max(2, (lines.length - Math.max(0, first)) * 0.6)) return null;
    const notes = isThings ? [] : lines.slice(0, first);
    const seeds: Seed[] = [];
    const references: (Reference & { seed: number })[] = [];
    for (const line of isThings ? lines : lines.slice(first)) {
      yield line.end;
      const { references: found, ...entry } = this.readEntry(line);
      references.push(...found.map((reference) => ({ ...reference, seed: seeds.length })));
      seeds.push({ ...this.#seed(line, 'list-entry', { depth: 0 }, 0.75), ...entry });
    }
    return { seeds, references, notes };
  }

  seedOf(range: Range, confidence: number): Seed {
    return this.#seed(range, 'sentence', {}, confidence);
  }

  #seed(range: Range, why: Seed['why'], whyParams: Seed['whyParams'], confidence: number): Seed {
    return {
      range,
      titleRange: range,
      title: null,
      parent: -1,
      done: false,
      why,
      whyParams,
      confidence,
      details: [range],
      notes: [],
      assignee: null,
      type: 'task',
      asks: [],
      isImplied: false,
      day: -1,
    };
  }

  /** "Anna: send the minutes". */
  #readName(range: Range): { name: string | null; body: Range } {
    const head = this.#text.masked.slice(range.start, Math.min(range.end, range.start + 50));
    const match = NAME.exec(head);
    const name = match?.groups?.name;
    if (match === null || name === undefined || LABELS.test(name)) return { name: null, body: range };
    const body = { start: range.start + match[0].length, end: range.end };
    if (body.start >= body.end) return { name: null, body: range };
    const tokens = tokenize(this.#text, { start: body.start, end: Math.min(body.end, body.start + 200) });
    // "Kitchen: new taps" names a place; a name is followed by what the named one does.
    return this.#actionOf(tokens) === null ? { name: null, body: range } : { name: name.replace(/^@/u, ''), body };
  }

  #actionOf(tokens: readonly Token[]): Action | null {
    const main = readClauses(tokens, this.#language, false).find((clause) => clause.type === 'main');
    return main?.type === 'main' ? main.action : null;
  }

  #endsInQuestion(range: Range): boolean {
    return /[?？]["”)]?$/u.test(this.#text.masked.slice(range.start, range.end));
  }

  #title(tokens: readonly Token[], action: Action, to: number): { range: Range; title: string | null } | null {
    return titleOf(this.#text, tokens, action, to);
  }

  #words(tokens: readonly Token[], [from, to]: readonly [number, number]): string | null {
    return nameOf(this.#text, tokens, from, to);
  }

  #asks(tokens: readonly Token[], action: Action | null, range: Range): readonly SeedAsk[] {
    return asksOf(tokens, action, range, this.#language);
  }
}

/** One paragraph: its sentences in turn, and the steps they make. */
class ParagraphReader {
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

  constructor(text: Text, language: Language, reader: ProseReader) {
    this.#text = text;
    this.#language = language;
    this.#reader = reader;
  }

  *read(sentences: readonly Range[]): Generator<number, ParagraphReading> {
    const begin = sentences.slice(0, OPENING).map((sentence) => tokenize(this.#text, sentence));
    this.#isProcess = this.#tellsProcess(begin);
    for (const [i, sentence] of sentences.entries()) {
      this.#sentence = i;
      this.#readSentence(sentence, begin[i] ?? tokenize(this.#text, sentence));
      yield sentence.end;
    }
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
      this.#note(range);
      return;
    }
    let pending: SubClause[] = [];
    let last: number[] = [];
    const begun = this.#seeds.length;
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
        continue;
      }
      const from = tokens[clause.from]?.start ?? range.start;
      if (clause.isPart && group < 0 && last.length > 0) {
        group = last[0] ?? -1;
        listed = [];
        this.#step = [];
      }
      const seed = this.#addClause(clause, tokens, from, range, group);
      const { sequence } = clause.action;
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
    if (this.#seeds.length === begun) this.#note(range);
  }

  #addClause(clause: MainClause, tokens: readonly Token[], from: number, sentence: Range, parent: number): number {
    const action = clause.action as Action;
    let to = clause.to;
    for (let i = Math.max(clause.from, action.verb) + 1; i < to; i++) {
      const length = phraseAt(tokens, i, this.#language.trailing);
      if (length > 0 && i + length >= to - (tokens[to - 1]?.isWord === false ? 1 : 0)) to = i;
    }
    const words = titleOf(this.#text, tokens, action, to);
    const range = { start: Math.max(from, sentence.start), end: Math.max(tokens[to - 1]?.end ?? from, from + 1) };
    const certain =
      action.how === 'imperative' || action.how === 'request'
        ? 0.85
        : action.how === 'obligation'
          ? 0.85
          : action.how === 'wanted'
            ? 0.55
            : 0.7;
    return this.#add({
      ...this.#reader.seedOf(range, certain),
      parent,
      titleRange: words?.range ?? range,
      title: words?.title ?? null,
      assignee:
        action.who === null
          ? passiveBy(this.#text, tokens, action, to)
          : nameOf(this.#text, tokens, action.who[0], action.who[1]),
      asks: asksOf(tokens.slice(clause.from, clause.to), action, range, this.#language),
      // "You can't paint until …" tells when, of something that may have been asked for before.
      isImplied: action.isNotYet,
      day: this.#sentence,
    });
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
    const title = [capital(says.base), object, rest].filter((part) => part !== '').join(' ');
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
    return this.#language.greetings.has(first) && (tokens.length <= 4 || first === 'thanks');
  }

  #isOpenQuestion(tokens: readonly Token[]): boolean {
    const wordCount = tokens.filter((token) => token.isWord).length;
    if (wordCount < 3 || phraseAt(tokens, 0, this.#language.chatterQuestions) > 0) return false;
    return this.#language.questionWords.has(tokens[0]?.lower ?? '') || this.#language.and.has(tokens[0]?.lower ?? '');
  }
}

/** Negated, or "can't" without an "until": a limit, not a task. */
function isTask(clause: MainClause, clauses: readonly Clause[]): boolean {
  if (clause.action === null || clause.action.isNegated) return false;
  if (!clause.action.isNotYet) return true;
  return clauses.some(
    (other) => other.type === 'sub' && other.joint !== 'if' && other.joint !== 'while' && other.says.type !== 'state',
  );
}

function titleOf(
  text: Text,
  tokens: readonly Token[],
  action: Action,
  to: number,
): { range: Range; title: string | null } | null {
  let end = to;
  while (end > action.verb && tokens[end - 1]?.isWord === false && !/^[)\]}"”'’%]$/u.test(tokens[end - 1]?.lower ?? ''))
    end -= 1;
  const verb = tokens[action.verb];
  if (verb === undefined || end <= action.verb) return null;
  const range = { start: verb.start, end: tokens[end - 1]?.end ?? verb.end };
  if (action.base === null) return { range, title: null };
  if (action.how === 'wanted') return { range, title: `${capital(action.base)} ${plainWords(text, range)}` };
  const by =
    action.object === null ? -1 : tokens.findIndex((token, i) => i > action.verb && i < end && token.lower === 'by');
  const restEnd = by > 0 && !isTimeWord(tokens[by + 1]) ? (tokens[by - 1]?.end ?? range.end) : range.end;
  const rest = plainWords(text, { start: verb.end, end: Math.max(verb.end, restEnd) });
  const object = action.object === null ? '' : plainWords(text, spanOf(tokens, action.object[0], action.object[1]));
  return { range, title: [capital(action.base), lowerArticle(object), rest].filter((part) => part !== '').join(' ') };
}

function isTimeWord(token: Token | undefined): boolean {
  return token === undefined || /^\d/u.test(token.lower) || TIME_WORD.test(token.lower);
}

/** "is signed by both sides". */
function passiveBy(text: Text, tokens: readonly Token[], action: Action, to: number): string | null {
  if (action.object === null) return null;
  const by = tokens.findIndex((token, i) => i > action.verb && i < to && token.lower === 'by');
  return by < 0 || isTimeWord(tokens[by + 1]) ? null : nameOf(text, tokens, by + 1, to);
}

/** "the manager" → "manager"; "My mother" stays. */
function nameOf(text: Text, tokens: readonly Token[], from: number, to: number): string | null {
  let start = from;
  if (/^(?:the|an?)$/u.test(tokens[start]?.lower ?? '')) start += 1;
  let end = to;
  while (end > start && tokens[end - 1]?.isWord === false) end -= 1;
  const words = start >= end ? '' : plainWords(text, spanOf(tokens, start, end));
  return words === '' || words.length > 60 ? null : words;
}

function asksOf(tokens: readonly Token[], action: Action | null, range: Range, language: Language): readonly SeedAsk[] {
  const asks: SeedAsk[] = [];
  if (action?.isAnybody === true) asks.push({ code: 'who', range });
  const vague = tokens.findIndex(
    (_, i) => phraseAt(tokens, i, language.vagueTimes) > 0 && !/^(?:as|so|too|how)$/u.test(tokens[i - 1]?.lower ?? ''),
  );
  if (vague >= 0) {
    const length = phraseAt(tokens, vague, language.vagueTimes);
    asks.push({ code: 'when-due', range: spanOf(tokens, vague, vague + length) });
  }
  return asks;
}

/** The tasks that words inside one task name: "(after booking the venue)", "depends on step 2". */
function referencesIn(tokens: readonly Token[], begin: number, end: number, language: Language): readonly Reference[] {
  const references: Reference[] = [];
  for (let i = begin; i < end; i++) {
    const required = phraseAt(tokens, i, language.requires);
    if (required > 0) {
      const to = Math.min(end, endOfPhrase(tokens, i + required));
      const cue = spanOf(tokens, i, i + required);
      references.push({
        ...referenceTo(tokens, i + required, to, language, null),
        joint: 'after',
        why: 'said-requires',
        cue,
      });
      continue;
    }
    const joint = cueAt(tokens, i, language.joints);
    if (joint === null || joint.value === 'if' || joint.value === 'while') continue;
    const from = i + joint.length;
    const to = Math.min(end, endOfPhrase(tokens, from));
    if (from >= to || language.timeWords.has(tokens[from]?.lower ?? '')) continue;
    references.push({
      ...referenceTo(tokens, from, to, language, null),
      joint: joint.value,
      why: whyOf(joint.value),
      cue: spanOf(tokens, i, from),
    });
  }
  return references;
}

function referenceTo(
  tokens: readonly Token[],
  from: number,
  to: number,
  language: Language,
  implied: number | null,
): Omit<Reference, 'joint' | 'why' | 'cue'> {
  const part = tokens.slice(from, to);
  const numbers = part.flatMap((token) =>
    /^#?\d{1,3}$/u.test(token.lower) ? [Number(token.lower.replace('#', ''))] : [],
  );
  const isSteps =
    numbers.length > 0 &&
    part.every(
      (token) =>
        !token.isWord ||
        /^#?\d{1,3}$/u.test(token.lower) ||
        language.stepWords.has(token.lower) ||
        language.and.has(token.lower),
    );
  if (isSteps) return { target: { type: 'numbers', numbers }, implied, confidence: 0.95 };
  const stems = part.flatMap((token) =>
    token.isWord && !language.stopWords.has(token.lower) ? [stemOf(token.lower, language)] : [],
  );
  return { target: { type: 'words', stems: [...new Set(stems)] }, implied, confidence: 0.85 };
}

/** A reference inside an entry ends at a bracket, a comma or a full stop. */
function endOfPhrase(tokens: readonly Token[], from: number): number {
  for (let i = from; i < Math.min(tokens.length, from + 14); i++)
    if (/^[().;,:]$/u.test(tokens[i]?.lower ?? '')) return i;
  return Math.min(tokens.length, from + 14);
}

function whyOf(joint: SubClause['joint']): Reference['why'] {
  return joint === 'before' ? 'said-before' : joint === 'after' ? 'said-after' : 'said-once';
}

function spanOf(tokens: readonly Token[], from: number, to: number): Range {
  const start = tokens[from]?.start ?? 0;
  return { start, end: tokens[to - 1]?.end ?? start };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "The contract" in front of its sentence is "the contract" behind a verb. */
function lowerArticle(words: string): string {
  return words.replace(/^(?:The|An?|My|Our|Your|His|Her|Their|This|These|All|Every|Each|Both)\b/u, (word) =>
    word.toLowerCase(),
  );
}

const NAME = /^(?<name>@?\p{Lu}[\p{L}\p{M}'’.-]{1,20}(?: \p{Lu}[\p{L}\p{M}'’.-]{1,20})?)(?:\s*:|\s+[–—-])\s+/u;
const LABELS =
  /^(?:todo|note|action|task|step|deadline|due|goal|nb|ps|p\.s\.|update|fix|remember|question|idea|optional|important|urgent|warning|tip|reminder|subject|re|next|first|then|finally)\b/iu;
const TIME_WORD =
  /^(?:today|tomorrow|tonight|noon|midnight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next|the|end|january|february|march|april|may|june|july|august|september|october|november|december)$/u;
/** Sentences that show whether a paragraph tells a process. */
const OPENING = 40;
