import type { ProposedChange } from '#planner/draft.ts';
import type { ChangeId } from '#planner/ids.ts';
import { GOAL_TEXT, type Reason, type Span } from '#planner/reason.ts';
import { TITLE_LENGTH } from '#planner/task.ts';
import type { DraftGoal } from '../drafter.ts';
import type { Language } from './language.ts';
import { plainWords, type Range, type Text } from './mask.ts';
import { noteText } from './notes.ts';
import type { Reading } from './read-tasks.ts';
import type { Seed, SeedNeed } from './seed.ts';
import { shorten } from './title.ts';

export interface Batch {
  readonly changes: readonly ProposedChange[];
  /** How much is written, 0 to 1. */
  readonly share: number;
}

/** Turns seeds into proposed changes, field by field, in document order. */
export class DraftWriter {
  readonly #text: Text;
  readonly #goal: DraftGoal;
  readonly #reading: Reading;

  constructor(text: Text, goal: DraftGoal, _language: Language, reading: Reading) {
    this.#text = text;
    this.#goal = goal;
    this.#reading = reading;
  }

  /** The plan's name: the first heading, else the first line. */
  title(): string {
    const line = /\S[^\n]*/u.exec(this.#text.masked);
    if (line === null) return 'Untitled';
    const heading = this.#reading.seeds[0]?.why === 'heading' ? this.#reading.seeds[0].range : null;
    const words = plainWords(
      this.#text,
      heading ?? { start: line.index, end: Math.min(line.index + line[0].length, line.index + 400) },
    );
    return shorten(words.replace(LINE_MARKS, ''), TITLE_LENGTH).title || 'Untitled';
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
    yield { changes, share: 1 };
  }

  #task(i: number, seed: Seed): ProposedChange {
    const words = (seed.title ?? plainWords(this.#text, seed.titleRange)).replace(TITLE_ENDS, '');
    const { title, cut } = shorten(words === '' ? plainWords(this.#text, seed.range) : words, TITLE_LENGTH);
    const notes = noteText(this.#text, seed.notes);
    const description = [...(cut ? [plainWords(this.#text, seed.range)] : []), ...(notes === '' ? [] : [notes])].join(
      '\n\n',
    );
    return {
      id: `t${i + 1}` as ChangeId,
      type: 'add-task',
      confidence: seed.confidence,
      reason: this.#reason(seed.why, seed.whyParams, [seed.range]),
      parent: seed.parent < 0 ? null : { in: 'draft', change: `t${seed.parent + 1}` as ChangeId },
      fields: { title, ...(description === '' ? {} : { description: shorten(description, 20_000).title }) },
      done: seed.done,
      source: this.#span(seed.range),
      notes: {},
    };
  }

  #need(n: number, need: SeedNeed): ProposedChange {
    const reason = this.#reason(need.why, { cue: need.cue }, need.ranges);
    return {
      id: `n${n + 1}` as ChangeId,
      type: 'add-need',
      confidence: need.confidence,
      reason,
      from: { in: 'draft', change: `t${need.from + 1}` as ChangeId },
      to: { in: 'draft', change: `t${need.to + 1}` as ChangeId },
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
const TITLE_ENDS = /(?:\s*[:;,.…]+)+$/u;
const LINE_MARKS = /^(?:[-*+•#>]+\s+|\[[ xX]?\]\s+|\d{1,3}[.)]\s+)+|[\s:;,.]+$/gu;

const laterEnd = (need: SeedNeed | undefined) => (need === undefined ? -1 : Math.max(need.from, need.to));

function byLaterEnd(needs: readonly SeedNeed[]): readonly SeedNeed[] {
  return needs
    .map((need, i) => ({ need, i }))
    .sort((a, b) => laterEnd(a.need) - laterEnd(b.need) || a.i - b.i)
    .map(({ need }) => need);
}
