/** Whether two values of plain data say the same. A property that is `undefined` is as good as none. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, i) => isSame(value, b[i]));
  }
  const there = new Map<string, unknown>(given(b));
  let size = 0;
  for (const [key, value] of given(a)) {
    if (!there.has(key) || !isSame(value, there.get(key))) return false;
    size++;
  }
  return size === there.size;
}

function given(record: object): [string, unknown][] {
  return Object.entries(record).filter(([, value]) => value !== undefined);
}
