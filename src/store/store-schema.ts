/** The layout of the tables. Raise it with an upgrade in `make-database.ts`; a tab with older code then stops writing. */
export const storeSchema = 2;

/** The tables that a database of this schema has. */
export const storeTables = [
  'rows',
  'segments',
  'bodies',
  'blobs',
  'chunks',
  'snapshots',
  'derived',
  'aside',
  'meta',
] as const;
