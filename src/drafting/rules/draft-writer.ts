import type { ProposedChange } from '#planner/draft.ts';
import type { ChangeId } from '#planner/ids.ts';
import { GOAL_TEXT, type Reason, type Span } from '#planner/reason.ts';
import { TITLE_LENGTH } from '#planner/task.ts';
import { toolCallReason } from '#planner/tool-call.ts';
import type { DraftGoal } from '../drafter.ts';
import { type Asked, askQuestions, type SeedFacts } from './ask-questions.ts';
import { findRequired } from './attachments.ts';
import { FieldReader, type FieldReading } from './fields.ts';
import type { Language } from './language.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import type { Seed, SeedNeed } from './seed.ts';
import { shorten } from './title.ts';
import type { CallReading } from './tools/plan-calls.ts';
import { type WallClock, wallClock } from './zone.ts';

export interface Batch {
  readonly changes: readonly ProposedChange[];
  /** How much is written, 0 to 1. */
  readonly share: number;
}

/** Turns seeds into proposed changes, field by field, in document order. */
export class DraftWriter {
  readonly #text: Text;
  readonly #clock: WallClock;
  readonly #fields: FieldReader;
  readonly #language: Language;
  readonly #facts: SeedFacts[] = [];
  readonly #reading: CallReading;
  readonly #hasTools: boolean;
  readonly #given: ReadonlySet<string>;

  constructor(text: Text, goal: DraftGoal, language: Language, reading: CallReading) {
    this.#clock = wallClock(goal.at, goal.zone);
    this.#text = text;
    this.#language = language;
    this.#fields = new FieldReader(text, this.#clock, language);
    this.#reading = reading;
    this.#hasTools = (goal.tools ?? []).length > 0;
    this.#given = new Set(goal.attachments.map(({ label }) => label));
  }

  /** The plan's name: the first heading, else the first line that is no greeting. */
  title(): string {
    const heading = this.#reading.seeds[0]?.why === 'heading' ? this.#reading.seeds[0].range : null;
    const words = heading === null ? this.#firstLine() : plainWords(this.#text, heading);
    return shorten(words.replace(LINE_MARKS, ''), TITLE_LENGTH).title || this.#facts[0]?.title || 'Untitled';
  }

  #firstLine(): string {
    let tried = 0;
    for (const match of this.#text.masked.matchAll(/\S[^\n]*/gu)) {
      const words = plainWords(this.#text, { start: match.index, end: match.index + Math.min(match[0].length, 400) });
      const first = /\p{L}+/u.exec(words)?.[0].toLowerCase() ?? '';
      if (/[\p{L}\p{N}]/u.test(words) && !this.#language.greetings.has(first)) return words;
      if (++tried >= 5) break;
    }
    return this.#facts[0]?.title ?? '';
  }

  *batches(): Generator<Batch, void> {
    const { seeds, needs } = this.#reading;
    const waiting = byLaterEnd(needs);
    let changes: ProposedChange[] = [];
    let need = 0;
    for (const [i, seed] of seeds.entries()) {
      changes.push(this.#task(i, seed));
      for (; need < waiting.length && laterEnd(waiting[need]) <= i; need++) {
        const edge = waiting[need];
        if (edge !== undefined) changes.push(this.#need(need, edge));
      }
      if (changes.length < BATCH) continue;
      yield { changes, share: (i + 1) / seeds.length };
      changes = [];
    }
    for (const [n, asked] of this.#questions().entries()) changes.push(this.#question(n, asked));
    yield { changes, share: 1 };
  }

  #questions(): readonly Asked[] {
    const { circular, calls } = this.#reading;
    return askQuestions({
      facts: this.#facts,
      circular,
      calls,
      hasTools: this.#hasTools,
      given: this.#given,
      text: this.#text,
      language: this.#language,
      clock: this.#clock,
    });
  }

  #question(n: number, asked: Asked): ProposedChange {
    return {
      id: `q${n + 1}` as ChangeId,
      type: 'ask',
      confidence: asked.confidence,
      reason: this.#reason(asked.why, {}, [asked.source]),
      about: asked.about === null ? null : { in: 'draft', change: taskId(asked.about) },
      question: asked.question,
      source: this.#span(asked.source),
    };
  }

  #task(i: number, seed: Seed): ProposedChange {
    const { fields, notes } = this.#called(i, this.#fields.read(seed));
    this.#facts.push({
      seed,
      title: fields.title,
      assignee: fields.assignee ?? null,
      isDated: Boolean(fields.dueAt ?? fields.repeats),
      required: findRequired(this.#fields.typed(seed), fields.attachments ?? []),
    });
    return {
      id: taskId(i),
      type: 'add-task',
      confidence: seed.confidence,
      reason: this.#reason(seed.why, seed.whyParams, [seed.range]),
      parent: seed.parent < 0 ? null : { in: 'draft', change: taskId(seed.parent) },
      fields,
      done: seed.done,
      source: this.#span(seed.range),
      notes,
    };
  }

  /** With the tool that can do it, where there is one. */
  #called(i: number, { fields, notes }: FieldReading): FieldReading {
    const call = this.#reading.calls.get(i);
    if (call === undefined) return { fields, notes };
    const kind = { confidence: call.confidence, reason: toolCallReason(call, [this.#span(call.range)]) };
    return { fields: { ...fields, kind: 'tool-call' }, notes: { ...notes, kind } };
  }

  #need(n: number, need: SeedNeed): ProposedChange {
    const { cue, parameter } = need;
    const reason = this.#reason(need.why, parameter === undefined ? { cue } : { cue, parameter }, need.ranges);
    return {
      id: `n${n + 1}` as ChangeId,
      type: 'add-need',
      confidence: need.confidence,
      reason,
      from: { in: 'draft', change: taskId(need.from) },
      to: { in: 'draft', change: taskId(need.to) },
      need: { type: need.type, lagMinutes: need.lagMinutes, reason, confidence: need.confidence },
      taken: true,
    };
  }

  #reason(code: Reason['code'], params: Reason['params'], ranges: readonly Range[]): Reason {
    return { code, params, spans: ranges.map((range) => this.#span(range)) };
  }

  #span(range: Range): Span {
    return { in: GOAL_TEXT, start: range.start, end: range.end };
  }
}

/** Changes in one delta: enough that messages cost little, few enough that the screen is never late. */
const BATCH = 32;
const LINE_MARKS = /^(?:[-*+•#>]+\s+|\[[ xX]?\]\s+|\d{1,3}[.)]\s+)+|[\s:;,.]+$/gu;

const taskId = (seed: number) => `t${seed + 1}` as ChangeId;
const laterEnd = (need: SeedNeed | undefined) => (need === undefined ? -1 : Math.max(need.from, need.to));

function byLaterEnd(needs: readonly SeedNeed[]): readonly SeedNeed[] {
  return needs
    .map((need, i) => ({ need, i }))
    .sort((a, b) => laterEnd(a.need) - laterEnd(b.need) || a.i - b.i)
    .map(({ need }) => need);
}
