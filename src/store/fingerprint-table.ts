import { fingerprint } from './segment.ts';

/**
 * Which sealed commits may have an id, by 64-bit fingerprint. Twelve bytes a commit at most half full, where a Map of ids
 * would take about two hundred: a log of a million commits is still opened and held with ease.
 */
export interface FingerprintTable {
  /** Adds commits under the numbers from `size` upward; two halves each. */
  add(fingerprints: Uint32Array): void;
  readonly size: number;
  /** Numbers of the commits with this id's fingerprint; nearly always none or the one. */
  find(id: string): readonly number[];
}

export function createFingerprintTable(): FingerprintTable {
  let capacity = 1024;
  let halves = new Uint32Array(capacity * 2);
  // The commit's number and one more; 0 is an empty place.
  let numbers = new Uint32Array(capacity);
  let size = 0;

  function put(a: number, b: number, number: number): void {
    let at = (a ^ b) & (capacity - 1);
    while (numbers[at] !== 0) at = (at + 1) & (capacity - 1);
    halves[at * 2] = a;
    halves[at * 2 + 1] = b;
    numbers[at] = number;
  }

  function grow(): void {
    const [oldHalves, oldNumbers] = [halves, numbers];
    capacity *= 2;
    halves = new Uint32Array(capacity * 2);
    numbers = new Uint32Array(capacity);
    for (const [at, number] of oldNumbers.entries()) {
      if (number > 0) put(numberAt(oldHalves, at * 2), numberAt(oldHalves, at * 2 + 1), number);
    }
  }

  return {
    get size() {
      return size;
    },
    add(fingerprints) {
      const count = fingerprints.length / 2;
      while ((size + count) * 2 > capacity) grow();
      for (let i = 0; i < count; i++) put(numberAt(fingerprints, i * 2), numberAt(fingerprints, i * 2 + 1), ++size);
    },
    find(id) {
      if (size === 0) return none;
      const [a, b] = fingerprint(id);
      const found: number[] = [];
      for (let at = (a ^ b) & (capacity - 1); numbers[at] !== 0; at = (at + 1) & (capacity - 1)) {
        if (halves[at * 2] === a && halves[at * 2 + 1] === b) found.push(numberAt(numbers, at) - 1);
      }
      return found;
    },
  };
}

/** Within its length an array of numbers has no holes. */
function numberAt(numbers: Uint32Array, at: number): number {
  return numbers[at] as number;
}

const none: readonly number[] = [];
