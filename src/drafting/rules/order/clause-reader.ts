import { ClauseEdges } from './clause-edges.ts';
import { ClauseOperands } from './clause-operands.ts';
import { ClauseRelations } from './clause-relations.ts';
import { ClauseState } from './clause-state.ts';
import { ClauseWords, isJoint, isVerb } from './clause-words.ts';
import { ends, lastTwo, type Operand } from './operand.ts';
import type { Link } from './order-words.ts';
import type { Part } from './parts.ts';
import type { Discourse, GroupsOf, Relation } from './relations.ts';

interface Pending {
  readonly link: Link;
  readonly object: Operand;
  readonly at: number;
  readonly lag: number;
}

/** One clause, from left to right: who is spoken of, what was opened and not closed, what comes out of it. */
export class ClauseReader {
  readonly #parts: readonly Part[];
  readonly #words: ClauseWords;
  readonly #groups: GroupsOf;
  readonly #state: ClauseState;
  readonly #tasks: ClauseOperands;
  readonly #relations: ClauseRelations;
  readonly #edges = new ClauseEdges();
  /** What was opened and not closed: "after Y, …". */
  #pending: Pending[] = [];
  #lastLink: Link | null = null;
  /** What the next clause can go on from. */
  discourse: Discourse;

  constructor(parts: readonly Part[], groups: GroupsOf, named: ReadonlySet<number>, discourse: Discourse) {
    this.#parts = parts;
    this.#words = new ClauseWords(parts);
    this.#groups = groups;
    this.#state = new ClauseState(discourse);
    this.#tasks = new ClauseOperands(parts, this.#words, groups, named, this.#state);
    this.#relations = new ClauseRelations(parts, this.#words, this.#state);
    this.discourse = discourse;
  }

  read(): readonly Relation[] {
    for (let at = 0; at < this.#parts.length; ) at = Math.max(at + 1, this.#readAt(at));
    this.#closePending();
    this.#edges.place(this.#state, this.#relations, this.#groups);
    this.#remember();
    return this.#relations.found;
  }

  /** Reads what begins at a place; returns where to go on. */
  #readAt(at: number): number {
    const part = this.#parts[at];
    if (part === undefined) return at + 1;
    switch (part.type) {
      case 'tasks':
      case 'group':
        return this.#readOperand(at);
      case 'link':
        return this.#readLink(at, part.link);
      case 'lag':
        return this.#readLag(at, part.minutes);
      case 'mark':
        if (part.mark === 'for') return this.#readFor(at);
        if (part.mark === 'with') return this.#readWith(at);
        if (part.mark === 'without-need') return this.#readFree(at);
        return at + 1;
      default:
        return at + 1;
    }
  }

  #readOperand(at: number): number {
    const operand = this.#tasks.take(at, 'subject');
    if (operand === null) return at + 1;
    this.#say(operand);
    return operand.next;
  }

  /** A task is spoken of in its own right: what was opened before it is about it. */
  #say(operand: Operand): void {
    this.#state.operands.push(operand);
    this.#edges.say(operand);
    const pending = this.#pending;
    this.#pending = [];
    const before = this.#state.latest;
    this.#state.subject = operand;
    this.#state.latest = operand;
    for (const { link, object, at, lag } of pending) this.#relations.relate(operand, link, object, at, lag, true);
    if (pending.length === 0) this.#state.latest = operand;
    else if (before === null || pending.every(({ link }) => link !== 'before' && link !== 'so'))
      this.#state.latest = operand;
  }

  #readLink(at: number, link: Link): number {
    if (isJoint(link)) return this.#readJoint(at, link);
    if (isVerb(link)) return this.#readVerb(at, link);
    switch (link) {
      case 'then':
        return this.#readThen(at);
      case 'first':
      case 'last':
        this.#edges.mark(link, this.#namedBefore(at));
        return at + 1;
      case 'as':
        return this.#readAs(at);
      case 'between':
        return this.#readBetween(at);
      case 'parallel':
        return this.#readParallel(at);
      case 'inOrder':
      case 'inReverse':
        return this.#readInOrder(at, link);
    }
  }

  /** "after Y", "once Y is done", "until Y": behind its subject, or in front of it. */
  #readJoint(at: number, link: Link): number {
    const from = this.#tasks.skipIdle(at + 1);
    const isFronted = this.#state.subject === null || this.#tasks.isFrontedAgain(at, from);
    const object = this.#tasks.take(from, isFronted ? 'fronted' : 'object');
    const lag = this.#state.takeLag();
    if (object === null) return this.#readLooseJoint(at, link, lag);
    if (isFronted) {
      this.#pending.push({ link, object, at, lag });
      this.#state.operands.push(object);
      if (this.#words.before(at)?.type === 'join') this.#state.begin = at;
      return object.next;
    }
    const subject = this.#subjectOf(at, link);
    if (subject !== null) this.#relations.relate(subject, link, object, at, lag, false);
    this.#state.operands.push(object);
    this.#lastLink = link;
    return object.next;
  }

  /** "Y comes after", "X before": nothing behind it, so what was said before is meant. */
  #readLooseJoint(at: number, link: Link, lag: number): number {
    const subject = this.#state.subject;
    if (lag > 0 || this.#state.lag > 0 || subject === null || this.#words.rest(at + 1).some(isNaming)) {
      this.#state.lag = Math.max(lag, this.#state.lag);
      // "no sooner than two days after X": the "no" belongs to the days.
      if (this.#state.lag > 0) this.#state.begin = at + 1;
      // "then, after two days, Y": the lag is what it says.
      if (link === 'after' && this.#state.lag > 0) return this.#readThen(at);
      return at + 1;
    }
    const described = this.#describedBy(subject);
    if (described !== null && (link === 'unless' || link === 'when')) {
      this.#relations.relate(subject, link, described, at, 0, false);
      return at + 1;
    }
    const other =
      this.#state.operands.findLast((operand) => operand !== subject) ??
      this.#tasks.said(this.#state.discourse.previous, at);
    if (other !== null && (link === 'after' || link === 'before'))
      this.#relations.relate(subject, link, other, at, 0, false);
    return at + 1;
  }

  /** "X precedes Y"; "the prerequisite for Y is X"; "wait for X before Y". */
  #readVerb(at: number, link: Link): number {
    const before = this.#words.before(at);
    // "You need X": nobody's order yet.
    if (link === 'requires' && before?.type === 'mark' && before.mark === 'planner') return at + 1;
    const object = this.#tasks.take(this.#tasks.skipIdle(at + 1), 'object');
    const lag = this.#state.takeLag();
    const subject = this.#subjectOf(at, link);
    if (object === null) {
      const isEnd = !this.#words.rest(at + 1).some(isNaming);
      const described = isEnd && subject !== null ? this.#describedBy(subject) : null;
      if (described !== null && subject !== null) {
        this.#relations.relate(subject, link, described, at, lag, false);
        return at + 1;
      }
      // "Y follows": after what was said before.
      const other =
        this.#state.operands.findLast((operand) => operand !== subject) ??
        this.#tasks.said(this.#state.discourse.previous, at);
      if (link === 'later' && subject !== null && other !== null && isEnd)
        this.#relations.relate(subject, link, other, at, lag, false);
      return at + 1;
    }
    if (subject !== null) {
      this.#relations.relate(subject, link, object, at, lag, false);
      this.#state.operands.push(object);
      this.#lastLink = link;
      return object.next;
    }
    // "Prerequisite of Y: X"
    const behind = this.#parts[object.next]?.type === 'colon' ? object.next + 1 : this.#words.skipJoins(object.next);
    const owner = this.#tasks.take(behind, 'object');
    this.#state.operands.push(object);
    if (owner === null) {
      this.#say(object);
      return object.next;
    }
    this.#relations.relate(owner, link, object, at, lag, false);
    this.#say(owner);
    return owner.next;
  }

  /** "X is what Y depends on", "X is a step that Y cannot start without": named right in front of the subject. */
  #describedBy(subject: Operand): Operand | null {
    const before = this.#state.operands.at(-2);
    if (before === undefined || this.#state.operands.at(-1) !== subject) return null;
    const between = this.#parts.slice(before.next, subject.at);
    return between.every(({ type }) => type === 'mark') ? before : null;
  }

  #readThen(at: number): number {
    // "X, and once that is done, Y"
    const from = this.#words.skipJoins(this.#tasks.skipIdle(at + 1));
    const next = this.#tasks.take(from, 'object');
    const lag = this.#state.takeLag();
    if (next === null) {
      const subject = this.#state.subject;
      const other =
        this.#state.operands.findLast((operand) => operand !== subject) ??
        this.#tasks.said(this.#state.discourse.previous, at);
      // "X, Y afterwards"
      if (
        subject !== null &&
        other !== null &&
        this.#words.before(at)?.type === 'tasks' &&
        !this.#words.rest(at + 1).some(isNaming)
      )
        this.#relations.order(other, subject, 'then', at, lag);
      else this.#state.lag = lag;
      return at + 1;
    }
    const before =
      this.#pending.length > 0 ? null : (this.#state.latest ?? this.#tasks.said(this.#state.discourse.previous, at));
    if (before !== null) this.#relations.order(before, next, 'then', at, lag);
    this.#say(next);
    this.#state.latest = next;
    return next.next;
  }

  /** The subject, where it stands right in front of these words. */
  #namedBefore(at: number): Operand | null {
    const before = this.#parts.slice(0, at).findLast(({ type }) => type !== 'mark');
    return before !== undefined && isNaming(before) ? this.#state.subject : null;
  }

  /** "X has Y as a prerequisite", "Y serves as a prerequisite for X". */
  #readAs(at: number): number {
    const object = this.#tasks.take(this.#tasks.skipIdle(at + 1), 'object');
    const before = this.#state.operands.at(-1) ?? null;
    const subject = this.#state.operands.at(-2) ?? null;
    if (before === null) return at + 1;
    if (object !== null) {
      this.#relations.order(before, object, 'earlier', at, this.#state.takeLag());
      this.#state.operands.push(object);
      return object.next;
    }
    if (subject !== null) this.#relations.order(before, subject, 'requires', at, this.#state.takeLag());
    return at + 1;
  }

  /** "Z between X and Y", "between X and Y, Z", "leave an hour between X and Y". */
  #readBetween(at: number): number {
    const first = this.#tasks.takeOne(this.#tasks.skipIdle(at + 1));
    const second = first === null ? null : this.#tasks.takeOne(this.#words.skipJoins(first.next));
    if (first === null) return at + 1;
    const [early, late] = second === null ? ends(first) : [first, second];
    if (early === null || late === null) return first.next;
    const next = (second ?? first).next;
    const lag = this.#state.takeLag();
    const isGap =
      lag > 0 ||
      this.#parts.slice(0, at).some((part) => part.type === 'mark' && (part.mark === 'gap' || part.mark === 'wait'));
    const inner = this.#state.subject ?? (isGap ? null : this.#tasks.take(this.#words.skipJoins(next), 'object'));
    this.#state.operands.push(early, late);
    if (inner === null) {
      if (isGap) this.#relations.order(early, late, 'between', at, lag);
      return next;
    }
    this.#relations.order(early, inner, 'between', at, 0);
    this.#relations.order(inner, late, 'between', at, 0);
    if (this.#state.subject === null) this.#say(inner);
    return Math.max(next, inner.next);
  }

  #readParallel(at: number): number {
    const all = [...this.#state.operands];
    let next = at + 1;
    for (let i = at + 1; i < this.#parts.length; ) {
      const operand = this.#tasks.take(i, 'object');
      if (operand === null) break;
      all.push(operand);
      i = this.#words.skipJoins(operand.next);
      next = operand.next;
    }
    const keys = [...new Set(all.flatMap((operand) => operand.keys))];
    const meant = keys.length > 0 ? keys : this.#groups.all;
    this.#relations.push(
      { type: 'parallel', earlier: meant, later: meant, link: 'parallel', isSure: true, isLikely: true, lagMinutes: 0 },
      at,
    );
    this.#state.operands.push(...all.filter((operand) => !this.#state.operands.includes(operand)));
    return next;
  }

  #readInOrder(at: number, link: 'inOrder' | 'inReverse'): number {
    const all = [...this.#state.operands];
    for (let i = this.#tasks.skipIdle(at + 1); i < this.#parts.length; ) {
      const operand = this.#tasks.take(i, 'object');
      if (operand === null) break;
      all.push(operand);
      i = this.#words.skipJoins(operand.next);
    }
    const row = all.flatMap((operand) => operand.keys);
    if (new Set(row).size < 2) return at + 1;
    const keys = link === 'inReverse' ? row.toReversed() : row;
    this.#relations.push(
      { type: 'row', earlier: keys, later: keys, link, isSure: true, isLikely: true, lagMinutes: 0 },
      at,
    );
    return this.#parts.length;
  }

  /** "For Y to begin, X must be done"; "X must be done for Y". */
  #readFor(at: number): number {
    const isFronted = this.#state.subject === null;
    const object = this.#tasks.take(this.#tasks.skipIdle(at + 1), isFronted ? 'fronted' : 'object');
    if (object === null) return at + 1;
    const isLast = !this.#words.rest(object.next).some((part) => part.type === 'link');
    if (isFronted) this.#pending.push({ link: 'so', object, at, lag: this.#state.takeLag() });
    else if (this.#state.subject !== null && isLast && this.#relations.found.length === 0)
      this.#relations.relate(this.#state.subject, 'so', object, at, this.#state.takeLag(), false);
    this.#state.operands.push(object);
    return object.next;
  }

  /** "Y does not depend on X": no order, and a list that suggests one is wrong. */
  #readFree(at: number): number {
    const subject = this.#state.subject;
    const object = this.#parts[at + 1]?.type === 'link' ? null : this.#tasks.take(at + 1, 'object');
    if (subject === null || object === null) return at + 1;
    const keys = [...subject.keys, ...object.keys];
    this.#relations.push(
      { type: 'parallel', earlier: keys, later: keys, link: 'parallel', isSure: true, isLikely: true, lagMinutes: 0 },
      at,
    );
    this.#state.operands.push(object);
    return object.next;
  }

  /** "With X done, Y", "X, with Y to follow". */
  #readWith(at: number): number {
    const object = this.#tasks.take(at + 1, 'fronted');
    const behind = object === null ? undefined : this.#parts[object.next];
    const isNext = behind?.type === 'link' && (behind.link === 'then' || behind.link === 'after');
    if (object !== null && this.#state.subject !== null && isNext && !this.#words.rest(object.next).some(isNaming)) {
      this.#relations.order(this.#state.subject, object, 'then', at, this.#state.takeLag());
      this.#state.operands.push(object);
      return object.next + 1;
    }
    if (object === null || !(object.marks.has('done') || this.#words.marksBetween(at, object.next + 2).has('done')))
      return at + 1;
    if (this.#state.subject === null) this.#pending.push({ link: 'after', object, at, lag: this.#state.takeLag() });
    else this.#relations.relate(this.#state.subject, 'after', object, at, this.#state.takeLag(), false);
    this.#state.operands.push(object);
    return object.next;
  }

  /** A time is a lag where it stands beside a link ("two days after X") or is waited for; else it says how long a task takes. */
  #readLag(at: number, minutes: number): number {
    const next = this.#parts[this.#words.skipMarks(at + 1)];
    const before = this.#parts[at - 1];
    const isLinked = next?.type === 'link' && LAG_LINKS.has(next.link);
    const isBehind = before?.type === 'link' && (LAG_LINKS.has(before.link) || before.link === 'first');
    const isWaited = this.#parts
      .slice(0, at)
      .some((part) => part.type === 'mark' && (part.mark === 'gap' || part.mark === 'wait'));
    if (isLinked || isBehind || isWaited) this.#state.lag = minutes;
    return at + 1;
  }

  /** Who a link behind a comma, a relative pronoun or another link is about. */
  #subjectOf(at: number, link: Link): Operand | null {
    const before = this.#words.before(at);
    const isRelative = before?.type === 'mark' && before.mark === 'which';
    const last = this.#state.operands.at(-1) ?? null;
    if (isRelative) return last;
    const joins = before?.type === 'join' || (before?.type === 'mark' && before.mark === 'but');
    // "X before Y before Z" goes on from Y; "X after Y and before Z" stays with X.
    const chains = !joins && this.#lastLink !== null && isJoint(this.#lastLink) === isJoint(link);
    if (chains && last !== null) this.#state.subject = last;
    return this.#state.subject;
  }

  /** What was opened and found no main clause: "wait a day after X before Y". */
  #closePending(): void {
    const pending = this.#pending;
    this.#pending = [];
    const early = pending.find(({ link }) => link !== 'before' && link !== 'so');
    const late = pending.find(({ link }) => link === 'before' || link === 'so');
    if (early !== undefined && late !== undefined && early !== late)
      this.#relations.order(early.object, late.object, early.link, early.at, Math.max(early.lag, late.lag));
    else if (pending.length === 1 && pending[0] !== undefined) {
      // "Only after that one." about what was said before.
      const { link, object, at, lag } = pending[0];
      const subject = this.#tasks.said(this.#state.discourse.topic, at);
      if (subject !== null && link !== 'if') this.#relations.relate(subject, link, object, at, lag, true);
    }
  }

  #remember(): void {
    const said = this.#state.operands;
    if (said.length === 0) return;
    const latest = this.#state.latest ?? said.at(-1);
    const [former, latter] = lastTwo(said) ?? [this.#state.discourse.latter, said.at(-1)?.keys ?? []];
    this.discourse = {
      previous: latest?.keys ?? [],
      topic: (this.#state.subject ?? said[0])?.keys ?? [],
      former,
      latter,
    };
  }
}

export const isNaming = (part: Part) => part.type === 'tasks' || part.type === 'group';

const LAG_LINKS: ReadonlySet<Link> = new Set([
  'after',
  'before',
  'then',
  'when',
  'later',
  'until',
  'between',
  'unless',
]);
