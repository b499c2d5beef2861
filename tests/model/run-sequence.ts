import type { Commit, NewSnapshot, ReadQuery, Receipt } from '#store/event-log.ts';
import { failure, value } from '../contract/log/log-contract.ts';
import { countUp } from '../support/campaign.ts';
import { CallMaker, pool, streams, types } from './calls.ts';
import { bySteps } from './counting.ts';
import { agree, explain, type OpenCall, sameText } from './explain.ts';
import type { Appended, ModelTab, Watched } from './model-tab.ts';
import { lineOf, type ModelCall, ReferenceLog, textOf } from './reference-log.ts';
import type { Sequence, Step } from './steps.ts';
import type { MakeStorage, ModelStorage } from './storage.ts';

/** One storage with its tabs, and what has to be in it. */
interface Side {
  readonly storage: ModelStorage;
  readonly ref: ReferenceLog;
  readonly tabs: (ModelTab | undefined)[];
  readonly clocks: number[];
  readonly devices: Set<string>;
  readonly derived: Map<string, string>;
  /** Of each commit, by hash: its JSON when it had been compared member by member. */
  readonly compared: Map<string, string>;
}

/** Does one sequence to the store and to the naive log, and compares all that can be seen after each step. */
export async function runSequence(
  sequence: Sequence,
  makeStorage: MakeStorage,
  counts: Map<string, number>,
): Promise<void> {
  const run = new Run(counts);
  try {
    await run.begin(sequence, makeStorage);
    for (const [i, step] of sequence.steps.entries()) {
      await run.step(step).catch((error: unknown) => {
        const said = error instanceof Error ? error.stack : JSON.stringify(error);
        throw new Error(`step ${i + 1}, ${step.type}: ${said}`);
      });
    }
    await run.end();
  } finally {
    await run.destroy();
  }
}

class Run {
  private readonly sides: Side[] = [];
  private readonly calls = new CallMaker();
  private readonly sent: ModelCall[] = [];
  private readonly counts: Map<string, number>;

  constructor(counts: Map<string, number>) {
    this.counts = counts;
  }

  async begin({ areTwins, older }: Sequence, makeStorage: MakeStorage): Promise<void> {
    for (const number of [0, 1]) {
      const device = (areTwins ? 'd' : ('de'[number] ?? '')).repeat(32);
      this.sides.push({
        storage: await makeStorage(device),
        ref: new ReferenceLog(device),
        tabs: [undefined, undefined],
        clocks: [1_763_800_000_000, 1_763_800_000_500],
        devices: new Set([device]),
        derived: new Map(),
        compared: new Map(),
      });
    }
    if (older === 0) return;
    await this.step({ type: 'bulk', count: older, stream: 0, at: 0, tab: 0 });
    await this.step({ type: 'seal', at: 0, tab: 0 });
  }

  async destroy(): Promise<void> {
    for (const { storage } of this.sides) await storage.destroy();
  }

  async step(step: Step): Promise<void> {
    const side = this.side(step.at);
    const seen = await this.do(step, side, await this.tab(side, step.tab));
    countUp(this.counts, `${step.type}: ${seen}`);
    await this.check(side);
    if (step.type === 'send') await this.check(this.side(1 - step.at));
  }

  /** A tab that opens now has to see the same, every file is what it has to be, and nothing is damaged. */
  async end(): Promise<void> {
    for (const side of this.sides) {
      if (side.tabs.every((tab) => tab === undefined) && side.ref.position === 0) continue;
      for (const number of [0, 1]) await this.close(side, number);
      const tab = await this.tab(side, 0);
      await this.check(side);
      expectSame('file', value(await tab.exportFile(undefined, false)), (await side.ref.file()).text);
      for (const stream of side.ref.heads().sequences.keys()) {
        const expected = side.ref.read({ streams: [stream] }).map(({ id }) => id);
        expectSame(
          stream,
          value(await tab.readStream(stream, 0)).map(({ id }) => id),
          expected,
        );
      }
      await this.verify(side, tab);
    }
  }

  private side(number: number): Side {
    const side = this.sides[number];
    if (side === undefined) throw new Error(`no storage ${number}`);
    return side;
  }

  private async tab(side: Side, number: number): Promise<ModelTab> {
    const open = side.tabs[number];
    if (open !== undefined) return open;
    const tab = value(await side.storage.open(number, side.clocks[number] ?? 0));
    side.tabs[number] = tab;
    return tab;
  }

  private async do(step: Step, side: Side, tab: ModelTab): Promise<string> {
    const { ref, clocks } = side;
    const now = clocks[step.tab] ?? 0;
    const openCalls = (
      calls: readonly ModelCall[],
      answers: readonly (Appended | undefined)[],
      at = now,
    ): readonly OpenCall[] => calls.map((call, i) => ({ call, now: at, answer: answers[i] }));
    switch (step.type) {
      case 'append': {
        const calls = this.make(step.calls, ref);
        return this.settle(side, openCalls(calls, await tab.append(calls)), tab);
      }
      case 'race': {
        const other = await this.tab(side, 1 - step.tab);
        const [mine, others] = [this.make(step.calls, ref), this.make(step.others, ref)];
        const [a, b] = await Promise.all([tab.append(mine), other.append(others)]);
        const late = clocks[1 - step.tab] ?? 0;
        return this.settle(side, [...openCalls(mine, a), ...openCalls(others, b, late)], tab);
      }
      case 'follow': {
        // The other tab goes on from what it cannot have heard of yet.
        const other = await this.tab(side, 1 - step.tab);
        const first = this.make(step.calls, ref);
        await this.settle(side, openCalls(first, await tab.append(first)), tab);
        const second = this.make(step.others, ref);
        const answers = await other.append(second);
        return this.settle(side, openCalls(second, answers, clocks[1 - step.tab] ?? 0), other);
      }
      case 'retry': {
        const call = this.sent[step.which % Math.max(1, this.sent.length)];
        if (call === undefined) return 'nothing sent yet';
        return this.settle(side, openCalls([call], await tab.append([call])), tab);
      }
      case 'bulk': {
        const call = this.calls.bulk(step.count, step.stream);
        return this.settle(side, openCalls([call], await tab.append([call])), tab);
      }
      case 'kill': {
        const calls = this.make(step.calls, ref);
        const answers: (Appended | undefined)[] = calls.map(() => undefined);
        calls.forEach((call, i) => {
          void tab.append([call]).then(([answer]) => {
            answers[i] = answer;
          });
        });
        await side.storage.kill(step.tab, step.delay);
        side.tabs[step.tab] = undefined;
        const before = ref.position;
        // An answer that came after the kill was one that the dead tab could not hear.
        await this.settle(side, openCalls(calls, [...answers]), await this.tab(side, step.tab));
        const unknown = answers.filter((answer) => answer === undefined).length;
        return unknown === 0
          ? 'all answered'
          : ref.position > before
            ? 'unanswered, some there'
            : 'unanswered, none there';
      }
      case 'closed': {
        const calls = this.make(step.calls, ref);
        const inFlight = tab.append(calls);
        const watched = await tab.close();
        this.expectEnded(watched);
        side.tabs[step.tab] = undefined;
        const answers = await inFlight;
        const again = await tab.append(calls);
        again.forEach((answer, i) => {
          const own = calls[i]?.unwritable !== undefined || calls[i]?.damagedBlob !== undefined;
          if (!own && codeOf(answer) !== 'LogClosed') throw new Error(`closed, and answers ${JSON.stringify(answer)}`);
        });
        await this.settle(side, openCalls(calls, answers), await this.tab(side, step.tab));
        return answers.some((answer) => codeOf(answer) === 'LogClosed') ? 'some too late' : 'all in time';
      }
      case 'reopen':
        await this.close(side, step.tab);
        await this.tab(side, step.tab);
        return 'reopened';
      case 'read': {
        const query = queryOf(step);
        const found = value(await tab.read(query));
        const expected = ref.read(query).map(({ id }) => id);
        expectSame(
          JSON.stringify(query),
          found.map(({ id }) => id),
          expected,
        );
        const stream = streams[step.of % streams.length] ?? '';
        const late = value(await tab.readStream(stream, step.after));
        const expectedLate = ref.read({ streams: [stream] }).filter(({ sequence }) => sequence > step.after);
        expectSame(
          stream,
          late.map(({ id }) => id),
          expectedLate.map(({ id }) => id),
        );
        return found.length === 0 ? 'nothing' : 'some';
      }
      case 'find': {
        const id = this.calls.knownId(step.which);
        const held = ref.byId(id);
        const found = value(await tab.find(id));
        if (held === undefined) expectSame(id, found, null);
        else this.expectReceipt(found, held.id, side, 'relaxed');
        return held === undefined ? 'nothing' : 'found';
      }
      case 'blob':
        return this.doBlob(step, side, tab);
      case 'snapshot':
        return this.doSnapshot(step, side, tab);
      case 'derive':
        return this.derive(step, side, tab);
      case 'watch':
        await tab.watch(queryOf(step));
        return 'begun';
      case 'unwatch':
        await tab.stopWatching();
        return 'ended';
      case 'send':
        return this.send(step, side, tab);
      case 'absorb':
        return this.absorb(step, side, tab);
      case 'clock':
        clocks[step.tab] = Math.max(1, now + step.by);
        await tab.setClock(clocks[step.tab] ?? 0);
        return step.by < 0 ? 'back' : 'on';
      case 'seal':
        return value(await tab.seal()) > 0 ? 'segments' : 'nothing due';
      case 'rebuild': {
        expectSame('projection', value(await tab.rebuild()), { position: ref.position, state: bySteps(ref.commits) });
        return 'as folded anew';
      }
      case 'verify':
        await this.verify(side, tab);
        return 'clean';
    }
  }

  private make(specs: Extract<Step, { type: 'append' }>['calls'], ref: ReferenceLog): readonly ModelCall[] {
    const calls = specs.map((spec) => this.calls.make(spec, ref));
    this.sent.push(...calls);
    return calls;
  }

  /** Finds the order in which calls were taken, and goes on from there. */
  private async settle(side: Side, open: readonly OpenCall[], tab: ModelTab): Promise<string> {
    const stored = value(await tab.read({}));
    const after = explain(side.ref, open, stored);
    if (after === undefined) {
      const calls = open.map(({ call, answer }) => ({ commits: call.commits.map(summary), answer }));
      const held = stored.slice(side.ref.position).map(({ id, stream, hlc }) => ({ id, stream, hlc }));
      throw new Error(
        `in no order do these calls answer so: ${JSON.stringify({ was: side.ref.position, calls, held }, null, 1)}`,
      );
    }
    side.ref.become(after);
    this.learn(side, stored);
    const seen = open.map(({ call, answer }) => this.noteAnswer(side, call, answer));
    return seen.length === 1 ? (seen[0] ?? '') : 'several';
  }

  private noteAnswer(side: Side, call: ModelCall, answer: Appended | undefined): string {
    if (answer === undefined) return 'unanswered';
    const code = codeOf(answer);
    if (code !== undefined) {
      countUp(this.counts, `refused: ${code}`);
      return code;
    }
    const receipts = value(answer);
    for (const receipt of receipts) {
      const held = side.ref.byId(receipt.commitId);
      if (held !== undefined && !receipt.duplicate) held.durability = receipt.durability;
    }
    for (const receipt of receipts) this.expectReceipt(receipt, receipt.commitId, side, call.durability);
    const isAgain = receipts.every(({ duplicate }) => duplicate);
    countUp(this.counts, isAgain ? 'accepted: again' : 'accepted: written');
    return isAgain ? 'again' : 'written';
  }

  /** `asked`: what the call wanted; a receipt never names less, nor less than the commit's first. */
  private expectReceipt(value: unknown, id: string, { ref }: Side, asked: 'relaxed' | 'strict'): void {
    const receipt = value as Receipt;
    const held = ref.byId(id);
    if (held === undefined) throw new Error(`a receipt for ${id}, which is not there`);
    const { commitId, stream, position, sequence, hash, mirrored } = receipt;
    expectSame(
      'receipt',
      { commitId, stream, position, sequence, hash, mirrored },
      {
        commitId: id,
        stream: held.stream,
        position: held.position,
        sequence: held.sequence,
        hash: held.hash,
        mirrored: false,
      },
    );
    const atLeastStrict = asked === 'strict' || held.durability === 'strict';
    if (atLeastStrict && receipt.durability !== 'strict') throw new Error(`${id} is strict, its receipt is not`);
  }

  /** Takes down salts and hashes that nobody could have known, once each; the hash has to be right for the commit. */
  private learn({ ref }: Side, stored: readonly Commit[]): void {
    for (const [i, commit] of ref.commits.entries()) {
      const found = stored[i];
      if (commit.hash !== undefined || found === undefined) continue;
      commit.salt = found.salt;
      commit.hash = '';
      commit.hash = lineOf(ref.travelling(commit)).hash;
    }
  }

  /** Everything that every open tab shows is what the naive log holds. */
  private async check(side: Side): Promise<void> {
    for (const tab of side.tabs) {
      if (tab === undefined) continue;
      const heads = value(await tab.heads());
      expectSame('position', heads.position, side.ref.position);
      expectSame('sequences', [...heads.sequences].sort(), [...side.ref.heads().sequences].sort());
      const stored = value(await tab.read({}));
      this.learn(side, stored);
      this.compareCommits(side, stored);
      this.checkDevice(side, await tab.device());
      for (const watched of await tab.watched(side.ref.position)) {
        if (watched.ended !== undefined) throw new Error(`a subscription ended: ${JSON.stringify(watched.ended)}`);
        expectSame(
          'subscription',
          watched.ids,
          side.ref.read(watched.query).map(({ id }) => id),
        );
      }
    }
  }

  private compareCommits({ ref, compared }: Side, stored: readonly Commit[]): void {
    expectSame('number of commits', stored.length, ref.position);
    ref.commits.forEach((commit, i) => {
      const found = stored[i];
      const text = JSON.stringify(found);
      if (found === undefined || compared.get(found.hash) === text) return;
      const { position, sequence, recordedAt } = commit;
      expectSame(`commit ${position}`, found, { ...ref.travelling(commit), position, sequence, recordedAt });
      compared.set(found.hash, text);
    });
  }

  private checkDevice({ ref, devices }: Side, device: string): void {
    if (ref.device === undefined) {
      if (devices.has(device)) throw new Error('an import of own commits, and still the same device');
      if (ref.commits.some((commit) => commit.device === device)) throw new Error('a device that others write under');
      ref.device = device;
      devices.add(device);
      countUp(this.counts, 'device: another');
    }
    expectSame('device', device, ref.device);
  }

  private async close(side: Side, number: number): Promise<void> {
    const tab = side.tabs[number];
    side.tabs[number] = undefined;
    if (tab !== undefined) this.expectEnded(await tab.close());
  }

  private expectEnded(watched: readonly Watched[]): void {
    for (const { ended } of watched) if (ended?.code !== 'LogClosed') throw new Error('closed, and not told');
  }

  private async doBlob(step: Extract<Step, { type: 'blob' }>, { ref }: Side, tab: ModelTab): Promise<string> {
    const blob = pool[step.which % pool.length];
    if (blob === undefined) return 'none';
    const { bytes, hash, mediaType, size } = blob;
    if (step.what === 'put' && step.which % pool.length < pool.length - 1) {
      expectSame('blob', value(await tab.putBlob(bytes, mediaType)), { hash, mediaType, size });
      ref.keep(hash, bytes);
    }
    if (step.what === 'count') {
      const counted = value(await tab.references(hash)) as ReadonlyMap<string, number>;
      expectSame('references', [...counted].sort(), [...ref.references(hash)].sort());
      return 'counted';
    }
    const kept = await tab.getBlob(hash);
    const held = ref.blobs.get(hash);
    if (held === undefined) expectSame('blob', codeOf(kept), 'BlobMissing');
    else expectSame('blob', [...value(kept)], [...held]);
    return held === undefined ? 'missing' : 'got';
  }

  private async doSnapshot(step: Extract<Step, { type: 'snapshot' }>, { ref }: Side, tab: ModelTab): Promise<string> {
    const fold = `fold-${step.which % 2}`;
    const stream = streams[step.which] ?? '';
    const last = ref.read({ streams: [stream] }).at(-1);
    if (last === undefined) return 'nothing there';
    const { sequence, position, id } = last;
    if (step.what !== 'get') {
      const isStale = step.what === 'put stale';
      const place = { sequence: isStale ? sequence + 1 : sequence, position, commitId: isStale ? `${id}?` : id };
      const snapshot: NewSnapshot = { stream, fold, ...place, json: JSON.stringify({ step: step.which, ü: '🙂' }) };
      value(await tab.putSnapshot(snapshot));
      ref.putSnapshot(snapshot);
    }
    const found = value(await tab.getSnapshot(stream, fold));
    const expected = ref.getSnapshot(stream, fold);
    const { digest: _, ...kept } = found ?? { digest: '' };
    expectSame('snapshot', found === null ? null : kept, expected);
    return expected === null ? `${step.what}, none` : `${step.what}, got`;
  }

  private async derive(step: Extract<Step, { type: 'derive' }>, { derived }: Side, tab: ModelTab): Promise<string> {
    const key = `model/${step.key}`;
    const believed = step.isRaced ? 'something else' : (derived.get(key) ?? null);
    const put = step.text === null ? { deletes: [key] } : { puts: [{ key, text: step.text }] };
    const written = value(await tab.derive({ ...put, expect: [{ key, text: believed }] }));
    expectSame('derived', written, step.isRaced ? 'raced' : 'written');
    if (!step.isRaced && step.text === null) derived.delete(key);
    if (!step.isRaced && step.text !== null) derived.set(key, step.text);
    const found = value(await tab.derived('model/'));
    const expected = [...derived].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => ({ key: name, text }));
    expectSame('derived records', found, expected);
    return written;
  }

  /** Exports into the other storage: the file to the byte, and everything that the import says and does. */
  private async send(step: Extract<Step, { type: 'send' }>, side: Side, tab: ModelTab): Promise<string> {
    const chosen = step.streams?.map((n) => streams[n] ?? '');
    const file = await side.ref.file(chosen);
    const text = value(await tab.exportFile(chosen, step.gzip));
    expectSame('file', text, file.text);
    const other = this.side(1 - step.at);
    const into = await this.tab(other, step.tab);
    await this.check(other);
    const expected = other.ref.absorb(file.lines, side.ref.blobs, other.clocks[step.tab] ?? 0);
    const imported = await into.importFile(text);
    const blobs = new Set(file.lines.flatMap((line) => line.blobs.map(({ hash }) => hash))).size;
    if (expected.ok) {
      const { added, known } = expected.value;
      const named = [...new Set(file.lines.map(({ stream }) => stream))].sort();
      expectSame('import', value(imported), { streams: named, added, known });
      return added === 0 ? 'nothing new' : known === 0 ? 'all new' : 'some new';
    }
    const { commitId } = expected.error.params as { commitId: string };
    const reason = expected.error.code === 'FeedForked' ? 'forked' : 'other-content';
    const line = 2 + blobs + file.lines.findIndex(({ id }) => id === commitId);
    expectSame('import', failure(imported), {
      code: 'FileConflicts',
      params: { line, commitId, reason },
      retry: 'never',
    });
    return reason;
  }

  /** Takes lines of the other storage in by hand, with something wrong about them. */
  private async absorb(step: Extract<Step, { type: 'absorb' }>, side: Side, tab: ModelTab): Promise<string> {
    const other = this.side(1 - step.at).ref;
    const { lines } = await other.file();
    const at = step.which % Math.max(1, lines.length);
    const texts = lines.map((line) => lineOf(line).line);
    const blobs = pool.filter(({ hash }) => other.blobs.has(hash));
    const first = blobs[step.which % Math.max(1, blobs.length)];
    const now = side.clocks[step.tab] ?? 0;
    await this.check(side);
    if (step.damage === 'blob bytes' && first !== undefined) {
      const damaged = blobs.map((blob) => (blob === first ? { ...blob, bytes: new Uint8Array(first.size + 1) } : blob));
      expectSame('absorb', failure(await tab.absorb(texts, damaged)), failureOf('BlobDamaged', { hash: first.hash }));
      return 'damaged blob';
    }
    if (step.damage === 'line' && texts.length > 0) {
      const before = side.ref.copy().absorb(lines.slice(0, at), other.blobs, now);
      const isEarlier = !before.ok && before.error.code !== 'BlobMissing';
      const damaged = texts.with(at, (texts[at] ?? '').replace('"at":1', '"at":2'));
      const said = failure(await tab.absorb(damaged, blobs)) as { code: string; params: object };
      if (isEarlier) expectSame('absorb', said.code, before.error.code);
      else expectSame('absorb', said, failureOf('LogDamaged', { where: `line ${at + 1}`, why: 'hash' }));
      return 'damaged line';
    }
    const isGone = step.damage === 'line gone';
    const kept = step.damage === 'blob gone' ? blobs.slice(1) : blobs;
    const bytes = new Map(kept.map((blob) => [blob.hash, blob.bytes]));
    const chosen = isGone ? lines.toSpliced(at, 1) : lines;
    const expected = side.ref.absorb(chosen, bytes, now);
    const absorbed = await tab.absorb(isGone ? texts.toSpliced(at, 1) : texts, kept);
    if (!agree(expected, absorbed)) throw new Error(`absorb: ${JSON.stringify({ expected, absorbed })}`);
    return expected.ok ? 'taken in' : expected.error.code;
  }

  private async verify({ ref }: Side, tab: ModelTab): Promise<void> {
    const blobs = new Set(ref.commits.flatMap((commit) => commit.blobs.map(({ hash }) => hash))).size;
    const verified = value(await tab.verify());
    expectSame('verification', verified, { commits: ref.position, blobs, findings: [], isComplete: true });
  }
}

function queryOf(step: {
  readonly after: number;
  readonly streams: readonly number[] | null;
  readonly of: number;
}): ReadQuery {
  const aggregates = [{ type: 'plan' }, { id: 'a' }, { type: 'plan', id: 'b' }, { type: 'workspace' }];
  const aggregate = aggregates[step.of];
  const type = types[step.of % 4];
  return {
    after: step.after,
    ...(step.streams === null ? {} : { streams: step.streams.map((n) => streams[n] ?? '') }),
    ...(aggregate === undefined ? {} : { aggregate }),
    ...(type === undefined || step.of < 4 ? {} : { types: [type] }),
  };
}

function summary({ id, stream, expected, blobs }: ModelCall['commits'][number]): object {
  return { id, stream, expected, blobs: blobs?.map(({ hash }) => hash.slice(0, 6)) };
}

function failureOf(code: string, params: object): object {
  return { code, params, retry: 'never' };
}

function expectSame(what: string, actual: unknown, expected: unknown): void {
  if (Object.is(actual, expected)) return;
  if (sameText(actual, expected)) return;
  const [a, b] = [actual, expected].map((value) => textOf({ value }));
  throw new Error(`${what}: ${a?.slice(0, 3000)}\n  expected: ${b?.slice(0, 3000)}`);
}

function codeOf(answer: { readonly ok: boolean; readonly error?: { readonly code: string } }): string | undefined {
  return answer.error?.code;
}
