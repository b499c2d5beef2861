import type { Result } from '#kit/result.ts';
import { toBase64 } from '../base64.ts';
import type { Checksum } from '../checksum.ts';
import { readHead } from '../commit-line.ts';
import { dropCovered } from './drop-covered.ts';
import { findMirrorEnd } from './mirror-end.ts';
import { blobHashesOf, blobText, commitText, headText, linesStart } from './mirror-file.ts';
import { type MirrorFolder, type MirrorName, type MirrorWriter, newestGeneration } from './mirror-folder.ts';
import { slotBytes, slotCount, type Witness, witnessBytes } from './witness.ts';
import { createWorkBell } from './work-bell.ts';

/** The log, as far as it is copied. */
export interface MirrorSource {
  readonly device: () => string;
  /** The newest position, after catching up with other tabs. */
  head(): Promise<Result<number, unknown>>;
  /** Commits after one position and up to another, as the lines that were hashed. */
  lines(after: number, upTo: number): AsyncIterable<Result<readonly string[], unknown>>;
  blob(hash: string): Promise<Result<Uint8Array, unknown>>;
}

export interface MirrorPorts {
  readonly folder: MirrorFolder;
  readonly source: MirrorSource;
  readonly checksum: Checksum;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onBug: (error: unknown) => void;
}

/**
 * `copying`: the first copy is under way. `full`: there is no room; the log goes on, and the witness with it. `failed`: the
 * browser does not let us write; it is tried again.
 */
export type MirrorState = 'copying' | 'whole' | 'full' | 'failed';

export interface Mirror {
  readonly state: MirrorState;
  /** Everything up to here is in the mirror, on the disk. */
  readonly copied: number;
  /** There may be commits to copy. */
  nudge(): void;
  /** Copies at once; true when the mirror has that position, false when it could not get there. */
  waitFor(position: number): Promise<boolean>;
  /** Settles when the mirror has let go of its files. */
  readonly ended: Promise<void>;
}

/**
 * Copies the log, commit by commit, into files of its own, until the signal. Nobody else's file is ever written: a frozen
 * leader may still hold one, and what it adds to it when it thaws is as true as what is here.
 */
export function createMirror(ports: MirrorPorts, epoch: number, end: AbortSignal): Mirror {
  const { folder, source, checksum, now } = ports;
  const bell = createWorkBell(end);
  let state: MirrorState = 'copying';
  let copied = 0;
  let lastHash = '';
  let file: OpenFile | null = null;
  let tryAgainAt = 0;
  let rounds = 0;
  let waiters: Waiter[] = [];

  return {
    get state() {
      return state;
    },
    get copied() {
      return copied;
    },
    nudge: () => bell.ring(),
    waitFor(position) {
      if (end.aborted) return Promise.resolve(false);
      if (position <= copied && state === 'whole') return Promise.resolve(true);
      return new Promise((settle) => {
        waiters.push({ position, since: rounds, settle });
        bell.ring('urgent');
      });
    },
    ended: run(),
  };

  async function run(): Promise<void> {
    do {
      try {
        await copyRound();
      } catch (error) {
        fail(error);
      }
      settleWaiters();
    } while (await bell.next(pauseMs));
    close();
    for (const { settle } of waiters) settle(false);
  }

  /** Brings the mirror up to the log's head, and the witness with it. */
  async function copyRound(): Promise<void> {
    rounds += 1;
    const head = await source.head();
    if (!head.ok || end.aborted) return;
    if (state === 'full' || state === 'failed') {
      if (now() < tryAgainAt) return state === 'full' ? witnessAlone(head.value) : undefined;
    }
    file ??= await begin(head.value);
    if (file !== null && copied < head.value) await copyLines(head.value);
    if (end.aborted) return;
    // The log cannot be read as far as it says that it goes.
    if (file === null || copied < head.value) return pauseAs('failed');
    putWitness({ position: copied, hash: lastHash, device: source.device(), at: now() });
    file.writer.flush();
    const isFirst = state !== 'whole';
    state = 'whole';
    settleWaiters();
    if (isFirst) await dropCovered(folder, checksum, { own: file.names, after: file.firstAfter, upTo: copied });
  }

  /** Goes on after what there is, in a new file; or begins anew where nothing is, or nothing that the log still holds. */
  async function begin(head: number): Promise<OpenFile | null> {
    const names = newestGeneration(await folder.list());
    const found = await findMirrorEnd(folder, names, checksum);
    const isOurs = found !== null && found.position <= head && (await hashAt(found.position)) === found.hash;
    const generation = (names.at(-1)?.generation ?? 1) + (found === null || isOurs ? 0 : 1);
    const from = isOurs ? found.goOnAfter : { position: 0, hash: '' };
    const headHash = await hashAt(head);
    if (headHash === undefined) return null;
    [copied, lastHash] = [from.position, from.hash];
    const known = isOurs ? found.witness : null;
    const seen: Witness = { position: head, hash: headHash, device: source.device(), at: now() };
    const witness = known !== null && known.position > head ? known : seen;
    return openFile({ generation, number: (names.at(-1)?.number ?? 0) + 1 }, witness);
  }

  async function openFile(first: MirrorName, witness: Witness): Promise<OpenFile | null> {
    let name = first;
    let writer = await folder.create(name);
    // Another leader, of before or after us, may have taken that number.
    for (let tries = 0; writer === null && tries < 20; tries++) {
      name = { ...name, number: name.number + 1 };
      writer = await folder.create(name);
    }
    if (writer === null) throw new Error('no free name');
    const opened = {
      writer,
      size: linesStart,
      names: [...(file?.names ?? []), name],
      turn: 0,
      witness,
      blobs: new Set<string>(),
    };
    const open: OpenFile = { ...opened, firstAfter: file?.firstAfter ?? copied };
    if (end.aborted) {
      writer.close();
      return null;
    }
    try {
      write(open, encoder.encode(' '.repeat(linesStart)), 0);
      write(open, witnessBytes(witness, checksum), 0);
      open.turn = 1;
      append(open, headText({ after: copied, hash: lastHash, epoch }, checksum));
      writer.flush();
    } catch (error) {
      writer.close();
      throw error;
    }
    return open;
  }

  async function copyLines(upTo: number): Promise<void> {
    for await (const batch of source.lines(copied, upTo)) {
      if (!batch.ok || end.aborted) return;
      let text = '';
      let count = 0;
      const lastLine = batch.value.at(-1);
      for (const line of batch.value) {
        for (const hash of blobHashesOf(line)) text += await blobOnce(hash);
        text += commitText(copied + count + 1, line, checksum);
        count += 1;
        if (text.length < chunkLength && line !== lastLine) continue;
        if (end.aborted || file === null) return;
        append(file, text);
        lastHash = readHead(line)?.head.hash ?? '';
        copied += count;
        [text, count] = ['', 0];
        if (file.size >= rollBytes) await roll(file);
        else if (copied < upTo) await breathe();
      }
    }
  }

  async function blobOnce(hash: string): Promise<string> {
    if (file === null || file.blobs.has(hash)) return '';
    const bytes = await source.blob(hash);
    // A blob that the log has lost cannot be copied; its commit still can.
    if (!bytes.ok) return '';
    file.blobs.add(hash);
    return blobText(hash, toBase64(bytes.value), checksum);
  }

  async function roll(full: OpenFile): Promise<void> {
    full.writer.flush();
    const last = full.names.at(-1) as MirrorName;
    file = await openFile({ ...last, number: last.number + 1 }, full.witness);
    full.writer.close();
  }

  // --- bytes ----------------------------------------------------------------------------------------------------------

  function append(to: OpenFile, text: string): void {
    const bytes = encoder.encode(text);
    write(to, bytes, to.size);
    to.size += bytes.length;
  }

  function write(to: OpenFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
    const written = to.writer.write(bytes, { at });
    if (written < bytes.length) throw new DOMException('only a part was written', 'QuotaExceededError');
  }

  function putWitness(witness: Witness): void {
    if (file === null || witness.position < file.witness.position) return;
    file.witness = witness;
    write(file, witnessBytes(witness, checksum), file.turn * slotBytes);
    file.turn = (file.turn + 1) % slotCount;
  }

  /** Even without room for commits it can be told whether the log has lost some. */
  async function witnessAlone(head: number): Promise<void> {
    const hash = await hashAt(head);
    if (file === null || hash === undefined) return;
    putWitness({ position: head, hash, device: source.device(), at: now() });
    file.writer.flush();
  }

  async function hashAt(position: number): Promise<string | undefined> {
    if (position === 0) return '';
    for await (const batch of source.lines(position - 1, position)) {
      const line = batch.ok ? batch.value[0] : undefined;
      return line === undefined ? undefined : readHead(line)?.head.hash;
    }
    return undefined;
  }

  // --- ending ---------------------------------------------------------------------------------------------------------

  function fail(error: unknown): void {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    pauseAs(isFull ? 'full' : 'failed');
    if (!(error instanceof DOMException)) ports.onBug(error);
    if (isFull && file !== null) cutBack(file);
    else close();
  }

  function pauseAs(what: 'full' | 'failed'): void {
    state = what;
    tryAgainAt = now() + tryAgainMs;
  }

  /** Half a line at the end would only take up room. */
  function cutBack(to: OpenFile): void {
    try {
      to.writer.truncate(to.size);
    } catch {
      close();
    }
  }

  function close(): void {
    file?.writer.close();
    file = null;
  }

  /** Whoever asked before this round began has its answer now: the round has copied all that the log then had. */
  function settleWaiters(): void {
    const left: Waiter[] = [];
    for (const waiter of waiters) {
      const isCopied = state === 'whole' && waiter.position <= copied;
      if (isCopied || waiter.since < rounds) waiter.settle(isCopied);
      else left.push(waiter);
    }
    waiters = left;
  }
}

interface Waiter {
  readonly position: number;
  /** How many rounds had begun. */
  readonly since: number;
  readonly settle: (isCopied: boolean) => void;
}

interface OpenFile {
  readonly writer: MirrorWriter;
  /** All that this leader has written, the newest last, and where the first of them begins. */
  readonly names: readonly MirrorName[];
  readonly firstAfter: number;
  readonly blobs: Set<string>;
  size: number;
  /** Which slot the next witness goes to. */
  turn: number;
  witness: Witness;
}

/** Between pieces of a long copy, so that the worker's other work is not held up. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

const encoder = new TextEncoder();
/** What is encoded and written at once, in UTF-16 units. */
const chunkLength = 256 * 1024;
const rollBytes = 8 * 1024 * 1024;
/** Commits that nobody waits for are copied at most this often: a flush costs the worker milliseconds. */
const pauseMs = 50;
const tryAgainMs = 10_000;
