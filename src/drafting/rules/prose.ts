import type { Action } from './action-shape.ts';
import { asksOf } from './asks.ts';
import { readClauses } from './clauses.ts';
import { findDurations } from './durations.ts';
import type { Language } from './language.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import { ParagraphReader } from './paragraph.ts';
import { ProcessReader, tellsProcess } from './process.ts';
import type { Reference, Seed, SeedAsk } from './seed.ts';
import { splitSentences } from './sentences.ts';
import { readSeries } from './series.ts';
import { nameOf, titleOf } from './title-words.ts';
import { cueAt, type Token, tokenize } from './tokens.ts';

export type EntryReading = Pick<Seed, 'titleRange' | 'title' | 'details' | 'notes' | 'assignee' | 'type' | 'asks'>;

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
    // "It must not be locked" forbids; "… before noon" and "… until she is here" only make it wait.
    const forbids =
      action?.isNegated === true ||
      (action?.isNotYet === true && !tokens.some((_, i) => cueAt(tokens, i, this.#language.joints) !== null));
    const opening = action === null || isQuestion || forbids ? null : this.#title(tokens, action, tokens.length);
    const notes = rest.length === 0 ? [] : [{ start: rest[0]?.start ?? 0, end: rest.at(-1)?.end ?? 0 }];
    return {
      titleRange: opening?.range ?? body,
      title: opening?.title ?? null,
      details: [range],
      notes,
      assignee: who,
      type: isQuestion ? 'question' : 'task',
      asks: this.#asks(tokens, action, range),
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
    const [sentence] = sentences;
    const series = sentences.length === 1 && sentence !== undefined ? this.#readSeries(sentence) : null;
    if (series !== null) return series;
    const begin = sentences.slice(0, OPENING).map((sentence) => tokenize(this.#text, sentence));
    if (tellsProcess(begin, this.#language))
      return yield* new ProcessReader(this.#text, this.#language, this).read(sentences);
    return yield* new ParagraphReader(this.#text, this.#language, this).read(sentences);
  }

  /** Lines that each say one thing, without marks: a list all the same. */
  *#readLines(lines: readonly Range[], isWholeText: boolean): Generator<number, ParagraphReading | null> {
    if (lines.length < 2) return null;
    const short = lines.filter(
      (line) => line.end - line.start <= 90 && !/[.!?…,]["”)]?$/u.test(this.#text.masked.slice(line.start, line.end)),
    );
    if (short.length < lines.length * 0.8) return null;
    const named = this.#readNamedThings(lines);
    if (named !== null) return named;
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
    for (const line of isThings ? lines : lines.slice(first)) {
      yield line.end;
      seeds.push({ ...this.#seed(line, 'list-entry', { depth: 0 }, 0.75), ...this.readEntry(line) });
    }
    return { seeds, references: [], notes };
  }

  /** "Shopping:" above lines of a few words each. */
  #readNamedThings(lines: readonly Range[]): ParagraphReading | null {
    const [name, ...things] = lines;
    if (name === undefined || things.length < 2) return null;
    const isNamed = (line: Range) => plainWords(this.#text, line).endsWith(':');
    const isThing = (line: Range) => plainWords(this.#text, line).split(' ').length <= 6 && !isNamed(line);
    const isNotes = tokenize(this.#text, name).some(({ lower }) => this.#language.noteHeadings.has(lower));
    if (isNotes || !isNamed(name) || !isThing({ start: name.start, end: name.end - 1 }) || !things.every(isThing))
      return null;
    const head = this.readIntroduction(name, '')?.seed ?? null;
    const seeds = things.map((line) => ({
      ...this.#seed(line, 'list-entry', { depth: head === null ? 0 : 1 }, 0.75),
      ...this.readEntry(line),
      parent: head === null ? -1 : 0,
    }));
    return { seeds: head === null ? seeds : [head, ...seeds], references: [], notes: head === null ? [name] : [] };
  }

  #readSeries(sentence: Range): ParagraphReading | null {
    if (sentence.end - sentence.start > LONGEST_SERIES) return null;
    const isTimed = (words: Range) => findDurations(this.#text, words).length > 0;
    const series = readSeries(tokenize(this.#text, sentence), this.#language, isTimed);
    if (series === null) return null;
    const first = series.whole === null ? 0 : 1;
    const references = series.cues.flatMap((cue, i): readonly (Reference & { seed: number })[] => {
      const target = { type: 'seed', seed: first + i - 1 } as const;
      return cue === null || i === 0
        ? []
        : [{ seed: first + i, joint: 'after', why: 'said-then', cue, target, implied: null, confidence: 0.9 }];
    });
    const seeds = series.parts.map((part) => ({
      ...this.#seed(part, 'list-entry', { depth: first }, 0.75),
      ...this.readEntry(part),
      ...(series.above === null ? {} : { details: [part, series.above] }),
      parent: first - 1,
    }));
    if (series.whole === null) return { seeds, references, notes: [] };
    const whole = { ...this.#seed(series.whole, 'sentence', {}, 0.75), ...this.readEntry(series.whole) };
    return { seeds: [whole, ...seeds], references, notes: [] };
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

const NAME = /^(?<name>@?\p{Lu}[\p{L}\p{M}'’.-]{1,20}(?: \p{Lu}[\p{L}\p{M}'’.-]{1,20})?)(?:\s*:|\s+[–—-])\s+/u;
const LABELS =
  /^(?:todo|note|action|task|step|deadline|due|goal|nb|ps|p\.s\.|update|fix|remember|question|idea|optional|important|urgent|warning|tip|reminder|subject|re|next|first|then|finally)\b/iu;
/** Sentences that show whether a paragraph tells a process. */
const OPENING = 40;
/** Characters. */
const LONGEST_SERIES = 1200;
