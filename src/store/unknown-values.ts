/* What came from a disk or a file is unknown until it has been looked at. */

export function hasMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return hasMembers(value) && !Array.isArray(value);
}

/** How a failure names what was thrown. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}

/** Undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** IDBRequest types its results as any; from here on they are unknown until they have been looked at. */
export function toUnknowns(results: readonly unknown[]): readonly unknown[] {
  return results;
}
