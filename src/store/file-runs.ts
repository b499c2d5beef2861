/** Whole lines of a file as bytes, each with its line feed, one after the other. */
export interface FileRun {
  readonly bytes: Uint8Array;
  /** False for what stands after the last line feed. */
  readonly isEnded: boolean;
  /** The stream broke off here: a gzip that was cut or changed, or a line that is longer than any of ours. */
  readonly isBroken?: boolean;
}

/** A file as it is read: unzipped where it is zipped, which its first two bytes tell, whatever its name. */
export interface OpenFile {
  /** All of it, where it is small and not zipped. */
  readonly whole?: Uint8Array<ArrayBuffer>;
  readonly runs: AsyncIterable<FileRun>;
}

/** Holds a small file as a whole, of others one chunk and one line at a time. `onShare` is told how much has been read. */
export async function openFile(file: Blob, onShare?: (share: number) => void): Promise<OpenFile> {
  const whole = file.size > smallFile ? undefined : new Uint8Array(await file.arrayBuffer());
  const [first, second] = whole ?? new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isZipped = first === 0x1f && second === 0x8b;
  if (isZipped || whole === undefined) return { runs: readRuns(chunksOf(file, isZipped, onShare)) };
  return { whole, runs: readRuns(piecesOf(whole, onShare)) };
}

async function* piecesOf(whole: Uint8Array, onShare?: (share: number) => void): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += bytesAPiece) {
    yield whole.subarray(at, at + bytesAPiece);
    onShare?.(Math.min(1, (at + bytesAPiece) / whole.length));
  }
}

/** What a stream gives until it ends or breaks off; then null. */
async function* chunksOf(
  file: Blob,
  isZipped: boolean,
  onShare?: (share: number) => void,
): AsyncGenerator<Uint8Array | null> {
  let read = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        read += chunk.length;
        onShare?.(read / file.size);
        controller.enqueue(chunk);
      },
    }),
  );
  const reader = (isZipped ? counted.pipeThrough(new DecompressionStream('gzip')) : counted).getReader();
  try {
    for (;;) {
      let chunk: ReadableStreamReadResult<Uint8Array>;
      try {
        chunk = await reader.read();
      } catch {
        yield null;
        return;
      }
      if (chunk.done) return;
      yield chunk.value;
    }
  } finally {
    // Stops the decompression of what nobody will read.
    await reader.cancel().catch(() => {});
  }
}

async function* readRuns(chunks: AsyncIterable<Uint8Array | null>): AsyncGenerator<FileRun> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (chunk === null) {
      yield { bytes: join(held), isEnded: false, isBroken: true };
      return;
    }
    let start = 0;
    if (held.length > 0) {
      const end = chunk.indexOf(LINE_FEED) + 1;
      if (end > 0) {
        held.push(chunk.subarray(0, end));
        yield { bytes: join(held), isEnded: true };
        held = [];
        size = 0;
        start = end;
      }
    }
    const last = held.length > 0 ? 0 : chunk.lastIndexOf(LINE_FEED) + 1;
    if (last > start) {
      yield { bytes: chunk.subarray(start, last), isEnded: true };
      start = last;
    }
    if (start < chunk.length) held.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > longestLine) {
      yield { bytes: join(held), isEnded: false, isBroken: true };
      return;
    }
  }
  if (held.length > 0) yield { bytes: join(held), isEnded: false };
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const LINE_FEED = 0x0a;

/** Texts of this length are made of bytes at a third of what shorter or much longer ones cost (measured). */
const bytesAPiece = 256 * 1024;

/** Held twice while it is read: here, and while its digest is taken. */
const smallFile = 64 * 1024 * 1024;

/** A video that somebody takes for a log is refused before it fills the memory. */
const longestLine = 256 * 1024 * 1024;
