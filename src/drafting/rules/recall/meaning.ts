import type { WordVectors } from '../../library.ts';

/** How much one word stands for another by what they mean: 0 not at all, 1 entirely. */
export type Kinship = (a: string, b: string) => number;

/**
 * Kinship by word vectors: the cosine of their rows, with the mean of all rows taken off, which only says that a row is a word
 * (Mu and Viswanath, "All-but-the-top", 2018). Words that merely turn up in the same texts reach `UNRELATED`.
 */
export function createKinship(vectors: WordVectors): Kinship {
  const { size, values } = vectors;
  const mean = new Float64Array(size);
  for (let at = 0; at < values.length; at += size)
    for (let k = 0; k < size; k++) mean[k] = (mean[k] ?? 0) + (values[at + k] ?? 0);
  const rows = values.length / size;
  const known = new Map<string, Float32Array | null>();

  return (a, b) => {
    const [one, other] = [vectorOf(a), vectorOf(b)];
    if (one === null || other === null) return 0;
    let cosine = 0;
    for (let k = 0; k < size; k++) cosine += (one[k] ?? 0) * (other[k] ?? 0);
    return Math.max(0, (cosine - UNRELATED) / (1 - UNRELATED));
  };

  /** Of length 1; null for a word that has no row. */
  function vectorOf(word: string): Float32Array | null {
    const before = known.get(word);
    if (before !== undefined) return before;
    const row = vectors.rowOf(word);
    const vector = row === null ? null : new Float32Array(size);
    if (vector !== null && row !== null) {
      let square = 0;
      for (let k = 0; k < size; k++) {
        const value = (values[row * size + k] ?? 0) - (mean[k] ?? 0) / rows;
        vector[k] = value;
        square += value * value;
      }
      for (let k = 0; k < size; k++) vector[k] = (vector[k] ?? 0) / Math.sqrt(square || 1);
    }
    known.set(word, vector);
    return vector;
  }
}

/** Below this cosine two words have nothing to do with each other. Set on goals of our own. */
const UNRELATED = 0.3;
