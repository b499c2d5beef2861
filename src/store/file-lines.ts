/** A line of a file, as bytes. */
export interface FileLine {
  readonly bytes: Uint8Array;
  /** False for what stands after the last line feed. */
  readonly isEnded: boolean;
  /** The stream broke off here: a gzip that was cut or changed, or a line that is longer than any of ours. */
  readonly isBroken?: boolean;
}

/**
 * A file's lines, unzipped where it is zipped: that is told by its first two bytes, whatever its name. Holds one line and
 * one chunk at a time. `onShare` is told how much of the file has been read.
 */
export async function* readLines(file: Blob, onShare?: (share: number) => void): AsyncGenerator<FileLine> {
  const reader = (await openText(file, onShare)).getReader();
  let held: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      let chunk: ReadableStreamReadResult<Uint8Array>;
      try {
        chunk = await reader.read();
      } catch {
        yield { bytes: join(held), isEnded: false, isBroken: true };
        return;
      }
      if (chunk.done) break;
      let start = 0;
      for (let end = chunk.value.indexOf(0x0a); end >= 0; end = chunk.value.indexOf(0x0a, start)) {
        held.push(chunk.value.subarray(start, end));
        yield { bytes: join(held), isEnded: true };
        held = [];
        size = 0;
        start = end + 1;
      }
      if (start < chunk.value.length) held.push(chunk.value.subarray(start));
      size += chunk.value.length - start;
      if (size > longestLine) {
        yield { bytes: join(held), isEnded: false, isBroken: true };
        return;
      }
    }
    if (held.length > 0) yield { bytes: join(held), isEnded: false };
  } finally {
    // Stops the decompression of what nobody will read.
    await reader.cancel().catch(() => {});
  }
}

async function openText(file: Blob, onShare?: (share: number) => void): Promise<ReadableStream<Uint8Array>> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isZipped = first === 0x1f && second === 0x8b;
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
  return isZipped ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
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

/** A video that somebody takes for a log is refused before it fills the memory. */
const longestLine = 256 * 1024 * 1024;
