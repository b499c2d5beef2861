import { ClauseWords, kindOf } from './clause-words.ts';
import { meaningOf } from './meaning.ts';
import { ends, joined, lastTwo, type Operand } from './operand.ts';
import type { Group, Link } from './order-words.ts';
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
  readonly #named: ReadonlySet<number>;
  readonly #relations: Relation[] = [];
  readonly #operands: Operand[] = [];
  #subject: Operand | null = null;
  #pending: Pending[] = [];
  /** The last in time so far, for "then". */
  #latest: Operand | null = null;
  #lag = 0;
  /** Where the clause of the present subject begins: "not" counts from here on. */
  #begin = 0;
  #first: Operand | null = null;
  #isFirstNext = false;
  #last: Operand | null = null;
  #isLastNext = false;
  #lastLink: Link | null = null;
  discourse: Discourse;

  constructor(parts: readonly Part[], groups: GroupsOf, named: ReadonlySet<number>, discourse: Discourse) {
    this.#parts = parts;
    this.#words = new ClauseWords(parts);
    this.#groups = groups;
    this.#named = named;
    this.discourse = discourse;
  }

  read(): readonly Relation[] {
    for (let at = 0; at < this.#parts.length; ) at = Math.max(at + 1, this.#readAt(at));
    this.#closePending();
    this.#placeEdges();
    this.#remember();
    return this.#relations;
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
    const operand = this.#take(at, 'subject');
    if (operand === null) return at + 1;
    this.#say(operand);
    return operand.next;
  }

  /** A task is spoken of in its own right: what was opened before it is about it. */
  #say(operand: Operand): void {
    this.#operands.push(operand);
    if (this.#isFirstNext) this.#first = operand;
    if (this.#isLastNext) this.#last = operand;
    this.#isFirstNext = false;
    this.#isLastNext = false;
    const pending = this.#pending;
    this.#pending = [];
    const before = this.#latest;
    this.#subject = operand;
    this.#latest = operand;
    for (const { link, object, at, lag } of pending) this.#relate(operand, link, object, at, lag, true);
    if (pending.length === 0) this.#latest = operand;
    else if (before === null || pending.every(({ link }) => link !== 'before' && link !== 'so')) this.#latest = operand;
  }

  #readLink(at: number, link: Link): number {
    switch (link) {
      case 'after':
      case 'when':
      case 'unless':
      case 'if':
      case 'before':
      case 'until':
      case 'so':
        return this.#readJoint(at, link);
      case 'earlier':
      case 'feeds':
      case 'later':
      case 'requires':
      case 'uses':
        return this.#readVerb(at, link);
      case 'then':
        return this.#readThen(at);
      case 'first':
      case 'last':
        return this.#readEdge(at, link);
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
    const from = this.#skipIdle(at + 1);
    const isFronted = this.#subject === null || this.#isFrontedAgain(at, from);
    const object = this.#take(from, isFronted ? 'fronted' : 'object');
    const lag = this.#takeLag();
    if (object === null) return this.#readLooseJoint(at, link, lag);
    if (isFronted) {
      this.#pending.push({ link, object, at, lag });
      this.#operands.push(object);
      if (this.#words.before(at)?.type === 'join') this.#begin = at;
      return object.next;
    }
    const subject = this.#subjectOf(at, link);
    if (subject !== null) this.#relate(subject, link, object, at, lag, false);
    this.#operands.push(object);
    this.#lastLink = link;
    return object.next;
  }

  /** "Y comes after", "X before": nothing behind it, so what was said before is meant. */
  #readLooseJoint(at: number, link: Link, lag: number): number {
    const subject = this.#subject;
    if (lag > 0 || this.#lag > 0 || subject === null || this.#words.rest(at + 1).some(isNaming)) {
      this.#lag = Math.max(lag, this.#lag);
      // "no sooner than two days after X": the "no" belongs to the days.
      if (this.#lag > 0) this.#begin = at + 1;
      // "then, after two days, Y": the lag is what it says.
      if (link === 'after' && this.#lag > 0) return this.#readThen(at);
      return at + 1;
    }
    const described = this.#describedBy(subject);
    if (described !== null && (link === 'unless' || link === 'when')) {
      this.#relate(subject, link, described, at, 0, false);
      return at + 1;
    }
    const other = this.#operands.findLast((operand) => operand !== subject) ?? this.#said(this.discourse.previous, at);
    if (other !== null && (link === 'after' || link === 'before')) this.#relate(subject, link, other, at, 0, false);
    return at + 1;
  }

  /** "X precedes Y"; "the prerequisite for Y is X"; "wait for X before Y". */
  #readVerb(at: number, link: Link): number {
    const before = this.#words.before(at);
    // "You need X": nobody's order yet.
    if (link === 'requires' && before?.type === 'mark' && before.mark === 'planner') return at + 1;
    const object = this.#take(this.#skipIdle(at + 1), 'object');
    const lag = this.#takeLag();
    const subject = this.#subjectOf(at, link);
    if (object === null) {
      const isEnd = !this.#words.rest(at + 1).some(isNaming);
      const described = isEnd && subject !== null ? this.#describedBy(subject) : null;
      if (described !== null && subject !== null) {
        this.#relate(subject, link, described, at, lag, false);
        return at + 1;
      }
      // "Y follows": after what was said before.
      const other =
        this.#operands.findLast((operand) => operand !== subject) ?? this.#said(this.discourse.previous, at);
      if (link === 'later' && subject !== null && other !== null && isEnd)
        this.#relate(subject, link, other, at, lag, false);
      return at + 1;
    }
    if (subject !== null) {
      this.#relate(subject, link, object, at, lag, false);
      this.#operands.push(object);
      this.#lastLink = link;
      return object.next;
    }
    // "Prerequisite of Y: X"
    const behind = this.#parts[object.next]?.type === 'colon' ? object.next + 1 : this.#words.skipJoins(object.next);
    const owner = this.#take(behind, 'object');
    this.#operands.push(object);
    if (owner === null) {
      this.#say(object);
      return object.next;
    }
    this.#relate(owner, link, object, at, lag, false);
    this.#say(owner);
    return owner.next;
  }

  /** "X is what Y depends on", "X is a step that Y cannot start without": named right in front of the subject. */
  #describedBy(subject: Operand): Operand | null {
    const before = this.#operands.at(-2);
    if (before === undefined || this.#operands.at(-1) !== subject) return null;
    const between = this.#parts.slice(before.next, subject.at);
    return between.every(({ type }) => type === 'mark') ? before : null;
  }

  #readThen(at: number): number {
    // "X, and once that is done, Y"
    const from = this.#words.skipJoins(this.#skipIdle(at + 1));
    const next = this.#take(from, 'object');
    const lag = this.#takeLag();
    if (next === null) {
      const subject = this.#subject;
      const other =
        this.#operands.findLast((operand) => operand !== subject) ?? this.#said(this.discourse.previous, at);
      // "X, Y afterwards"
      if (
        subject !== null &&
        other !== null &&
        this.#words.before(at)?.type === 'tasks' &&
        !this.#words.rest(at + 1).some(isNaming)
      )
        this.#order(other, subject, 'then', at, lag);
      else this.#lag = lag;
      return at + 1;
    }
    const before = this.#pending.length > 0 ? null : (this.#latest ?? this.#said(this.discourse.previous, at));
    if (before !== null) this.#order(before, next, 'then', at, lag);
    this.#say(next);
    this.#latest = next;
    return next.next;
  }

  #readEdge(at: number, link: 'first' | 'last'): number {
    const before = this.#parts.slice(0, at).findLast(({ type }) => type !== 'mark');
    const isBehind = before !== undefined && isNaming(before);
    const edge = isBehind ? this.#subject : null;
    if (link === 'first') {
      if (edge !== null) this.#first = edge;
      else this.#isFirstNext = true;
    } else if (edge !== null) this.#last = edge;
    else this.#isLastNext = true;
    return at + 1;
  }

  /** "X has Y as a prerequisite", "Y serves as a prerequisite for X". */
  #readAs(at: number): number {
    const object = this.#take(this.#skipIdle(at + 1), 'object');
    const before = this.#operands.at(-1) ?? null;
    const subject = this.#operands.at(-2) ?? null;
    if (before === null) return at + 1;
    if (object !== null) {
      this.#order(before, object, 'earlier', at, this.#takeLag());
      this.#operands.push(object);
      return object.next;
    }
    if (subject !== null) this.#order(before, subject, 'requires', at, this.#takeLag());
    return at + 1;
  }

  /** "Z between X and Y", "between X and Y, Z", "leave an hour between X and Y". */
  #readBetween(at: number): number {
    const first = this.#takeOne(this.#skipIdle(at + 1));
    const second = first === null ? null : this.#takeOne(this.#words.skipJoins(first.next));
    if (first === null) return at + 1;
    const [early, late] = second === null ? ends(first) : [first, second];
    if (early === null || late === null) return first.next;
    const next = (second ?? first).next;
    const lag = this.#takeLag();
    const isGap =
      lag > 0 ||
      this.#parts.slice(0, at).some((part) => part.type === 'mark' && (part.mark === 'gap' || part.mark === 'wait'));
    const inner = this.#subject ?? (isGap ? null : this.#take(this.#words.skipJoins(next), 'object'));
    this.#operands.push(early, late);
    if (inner === null) {
      if (isGap) this.#order(early, late, 'between', at, lag);
      return next;
    }
    this.#order(early, inner, 'between', at, 0);
    this.#order(inner, late, 'between', at, 0);
    if (this.#subject === null) this.#say(inner);
    return Math.max(next, inner.next);
  }

  #readParallel(at: number): number {
    const all = [...this.#operands];
    let next = at + 1;
    for (let i = at + 1; i < this.#parts.length; ) {
      const operand = this.#take(i, 'object');
      if (operand === null) break;
      all.push(operand);
      i = this.#words.skipJoins(operand.next);
      next = operand.next;
    }
    const keys = [...new Set(all.flatMap((operand) => operand.keys))];
    const meant = keys.length > 0 ? keys : this.#groups.all;
    this.#push(
      { type: 'parallel', earlier: meant, later: meant, link: 'parallel', isSure: true, isLikely: true, lagMinutes: 0 },
      at,
    );
    this.#operands.push(...all.filter((operand) => !this.#operands.includes(operand)));
    return next;
  }

  #readInOrder(at: number, link: 'inOrder' | 'inReverse'): number {
    const all = [...this.#operands];
    for (let i = this.#skipIdle(at + 1); i < this.#parts.length; ) {
      const operand = this.#take(i, 'object');
      if (operand === null) break;
      all.push(operand);
      i = this.#words.skipJoins(operand.next);
    }
    const row = all.flatMap((operand) => operand.keys);
    if (new Set(row).size < 2) return at + 1;
    const keys = link === 'inReverse' ? row.toReversed() : row;
    this.#push({ type: 'row', earlier: keys, later: keys, link, isSure: true, isLikely: true, lagMinutes: 0 }, at);
    return this.#parts.length;
  }

  /** "For Y to begin, X must be done"; "X must be done for Y". */
  #readFor(at: number): number {
    const isFronted = this.#subject === null;
    const object = this.#take(this.#skipIdle(at + 1), isFronted ? 'fronted' : 'object');
    if (object === null) return at + 1;
    const isLast = !this.#words.rest(object.next).some((part) => part.type === 'link');
    if (isFronted) this.#pending.push({ link: 'so', object, at, lag: this.#takeLag() });
    else if (this.#subject !== null && isLast && this.#relations.length === 0)
      this.#relate(this.#subject, 'so', object, at, this.#takeLag(), false);
    this.#operands.push(object);
    return object.next;
  }

  /** "Y does not depend on X": no order, and a list that suggests one is wrong. */
  #readFree(at: number): number {
    const subject = this.#subject;
    const object = this.#parts[at + 1]?.type === 'link' ? null : this.#take(at + 1, 'object');
    if (subject === null || object === null) return at + 1;
    const keys = [...subject.keys, ...object.keys];
    this.#push(
      { type: 'parallel', earlier: keys, later: keys, link: 'parallel', isSure: true, isLikely: true, lagMinutes: 0 },
      at,
    );
    this.#operands.push(object);
    return object.next;
  }

  /** "With X done, Y", "X, with Y to follow". */
  #readWith(at: number): number {
    const object = this.#take(at + 1, 'fronted');
    const behind = object === null ? undefined : this.#parts[object.next];
    const isNext = behind?.type === 'link' && (behind.link === 'then' || behind.link === 'after');
    if (object !== null && this.#subject !== null && isNext && !this.#words.rest(object.next).some(isNaming)) {
      this.#order(this.#subject, object, 'then', at, this.#takeLag());
      this.#operands.push(object);
      return object.next + 1;
    }
    if (object === null || !(object.marks.has('done') || this.#words.marksBetween(at, object.next + 2).has('done')))
      return at + 1;
    if (this.#subject === null) this.#pending.push({ link: 'after', object, at, lag: this.#takeLag() });
    else this.#relate(this.#subject, 'after', object, at, this.#takeLag(), false);
    this.#operands.push(object);
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
    if (isLinked || isBehind || isWaited) this.#lag = minutes;
    return at + 1;
  }

  #takeLag(): number {
    const lag = this.#lag;
    this.#lag = 0;
    return lag;
  }

  /** One task, or several joined ones. In front of its main clause, tasks end at the comma that the main clause begins behind. */
  #take(from: number, as: 'subject' | 'object' | 'fronted'): Operand | null {
    let operand = this.#takeOne(this.#words.skipMarks(from));
    if (operand === null) return null;
    const chain = [operand];
    for (let at = operand.next; ; ) {
      const next = this.#words.skipJoins(at);
      if (next === at) break;
      const one = this.#takeOne(this.#skipIdle(next, true));
      if (one === null) break;
      chain.push(one);
      at = one.next;
    }
    let length = chain.length;
    if (as === 'fronted') {
      // The last bare comma parts what was opened from the main clause.
      for (let i = chain.length - 1; i > 0; i--) {
        if (!this.#words.isBareComma(chain[i - 1]?.next ?? 0, chain[i]?.at ?? 0)) continue;
        length = i;
        break;
      }
    } else if (as === 'object' && length > 1 && this.#words.opensNext(chain.at(-1)?.next ?? 0)) length -= 1;
    operand = chain[0] ?? operand;
    return length === 1 ? operand : joined(chain.slice(0, length));
  }

  #takeOne(at: number): Operand | null {
    const part = this.#parts[at];
    if (part === undefined) return null;
    if (part.type === 'tasks')
      return {
        keys: part.keys,
        isSure: part.isSure,
        isMany: false,
        marks: this.#words.marksAround(at),
        at,
        next: at + 1,
      };
    if (part.type !== 'group') return null;
    const keys = this.#keysOf(part.group);
    const isMany = part.group === 'others' || part.group === 'all' || part.group === 'above';
    return keys.length === 0
      ? null
      : { keys, isSure: true, isMany, marks: this.#words.marksAround(at), at, next: at + 1 };
  }

  #keysOf(group: Group): readonly number[] {
    const { previous, topic } = this.discourse;
    const [one, two] = lastTwo(this.#operands) ?? [this.discourse.former, this.discourse.latter];
    switch (group) {
      case 'others':
        return this.#groups.all.filter((key) => !this.#named.has(key));
      case 'all':
        return this.#groups.all.filter((key) => !this.#named.has(key));
      case 'above':
        return this.#groups.above.filter((key) => !this.#named.has(key));
      case 'both':
        return [...new Set([...one, ...two])];
      case 'former':
        return one;
      case 'latter':
        return two;
      case 'previous':
        return this.#subject?.keys ?? previous;
      case 'topic':
        return this.#subject?.keys ?? topic;
    }
  }

  #said(keys: readonly number[], at: number): Operand | null {
    return keys.length === 0 ? null : { keys, isSure: true, isMany: false, marks: new Set(), at, next: at };
  }

  /** Who a link behind a comma, a relative pronoun or another link is about. */
  #subjectOf(at: number, link: Link): Operand | null {
    const before = this.#words.before(at);
    const isRelative = before?.type === 'mark' && before.mark === 'which';
    const last = this.#operands.at(-1) ?? null;
    if (isRelative) return last;
    const joins = before?.type === 'join' || (before?.type === 'mark' && before.mark === 'but');
    // "X before Y before Z" goes on from Y; "X after Y and before Z" stays with X.
    const chains = !joins && this.#lastLink !== null && kindOf(this.#lastLink) === kindOf(link);
    if (chains && last !== null) this.#subject = last;
    return this.#subject;
  }

  #relate(subject: Operand, link: Link, object: Operand, at: number, lag: number, isFronted: boolean): void {
    const [from, to] = isFronted ? [Math.max(0, at - 1), this.#parts.length] : [this.#begin, at];
    const meaning = meaningOf(link, subject.marks, object.marks, this.#words.marksBetween(from, to), isFronted);
    switch (meaning.type) {
      case 'none': {
        const keys = [...subject.keys, ...object.keys];
        const free = { earlier: keys, later: keys, link, isSure: true, isLikely: true, lagMinutes: 0 };
        this.#push({ type: 'parallel', ...free }, at);
        return;
      }
      case 'order':
      case 'feeds':
      case 'failure': {
        const [earlier, later] = meaning.isSubjectFirst ? [subject, object] : [object, subject];
        this.#order(earlier, later, link, at, lag, meaning.type);
      }
    }
  }

  #order(
    earlier: Operand,
    later: Operand,
    link: Link,
    at: number,
    lagMinutes: number,
    type: 'order' | 'feeds' | 'failure' = 'order',
  ): void {
    const taken = new Set(later.keys);
    const first = earlier.keys.filter((key) => !taken.has(key));
    if (first.length === 0 || later.keys.length === 0) return;
    this.#latest = later;
    const isSure = earlier.isSure && later.isSure;
    // "the time needed for each step" is no order, whatever task the words before it happen to fit.
    if (!isSure && (earlier.isMany || later.isMany)) return;
    const isLikely = earlier.isSure || later.isSure;
    this.#push({ type, earlier: first, later: later.keys, link, lagMinutes, isSure, isLikely }, at);
  }

  #push(relation: Omit<Relation, 'from' | 'to'>, at: number): void {
    const { from, to } = this.#parts[at] ?? { from: 0, to: 0 };
    this.#relations.push({ ...relation, from, to });
  }

  /** What was opened and found no main clause: "wait a day after X before Y". */
  #closePending(): void {
    const pending = this.#pending;
    this.#pending = [];
    const early = pending.find(({ link }) => link !== 'before' && link !== 'so');
    const late = pending.find(({ link }) => link === 'before' || link === 'so');
    if (early !== undefined && late !== undefined && early !== late)
      this.#order(early.object, late.object, early.link, early.at, Math.max(early.lag, late.lag));
    else if (pending.length === 1 && pending[0] !== undefined) {
      // "Only after that one." about what was said before.
      const { link, object, at, lag } = pending[0];
      const subject = this.#said(this.discourse.topic, at);
      if (subject !== null && link !== 'if') this.#relate(subject, link, object, at, lag, true);
    }
  }

  /** "X first", "Y last". */
  #placeEdges(): void {
    const others = (edge: Operand): Operand | null => {
      const near = this.#operands.filter(
        (operand) => operand !== edge && operand.keys.every((key) => !edge.keys.includes(key)),
      );
      const keys =
        near.length > 0
          ? near.flatMap((operand) => operand.keys)
          : this.#groups.all.filter((key) => !edge.keys.includes(key));
      return keys.length === 0
        ? null
        : { ...edge, keys: [...new Set(keys)], isSure: near.length > 0 && near.every(({ isSure }) => isSure) };
    };
    const [first, last] = [this.#first, this.#last];
    const isTold = this.#relations.some(({ type }) => type !== 'parallel');
    if (first !== null && !isTold) {
      const rest = others(first);
      if (rest !== null) this.#order(first, rest, 'first', first.at, 0);
    }
    if (last !== null && (!isTold || this.#isLastNext)) {
      const rest = others(last);
      if (rest !== null) this.#order(rest, last, 'last', last.at, 0);
    }
  }

  #remember(): void {
    const said = this.#operands;
    if (said.length === 0) return;
    const latest = this.#latest ?? said.at(-1);
    const [former, latter] = lastTwo(said) ?? [this.discourse.latter, said.at(-1)?.keys ?? []];
    this.discourse = { previous: latest?.keys ?? [], topic: (this.#subject ?? said[0])?.keys ?? [], former, latter };
  }

  /** "…, and after Y, Z": behind a joint a comma and another task follow. */
  #isFrontedAgain(at: number, from: number): boolean {
    if (this.#words.before(at)?.type !== 'join') return false;
    const object = this.#takeOne(this.#words.skipMarks(from));
    if (object === null) return false;
    for (let i = object.next; i < this.#parts.length; i++) {
      const part = this.#parts[i];
      if (part === undefined || part.type === 'link') return false;
      if (part.type === 'join' && part.isComma) return this.#takeOne(this.#words.skipMarks(i + 1)) !== null;
    }
    return false;
  }

  /** Over marks, brackets, and "moving on to" behind a joint. */
  #skipIdle(at: number, isJoined = false): number {
    let i = at;
    for (; i < this.#parts.length; i++) {
      const part = this.#parts[i];
      if (part?.type === 'mark' && part.mark !== 'with') continue;
      if (part?.type === 'open' || part?.type === 'colon') continue;
      if (part?.type === 'link' && !isJoined && (part.link === 'then' || part.link === 'first')) continue;
      if (part?.type === 'lag') {
        this.#lag = part.minutes;
        continue;
      }
      break;
    }
    return i;
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
