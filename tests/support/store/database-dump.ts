import { answered, completed } from './idb.ts';
// A whole IndexedDB database as JSON, and back: how the store of a former version is kept in `tests/replay`.

export interface DatabaseDump {
  /** The browser's own count: Dexie's version times ten. */
  readonly version: number;
  readonly stores: readonly StoreDump[];
}

interface StoreDump {
  readonly name: string;
  /** null: the keys are not in the records, and there are none. */
  readonly keyPath: string | string[] | null;
  /** In the order of their keys. Arrays of bytes are `{ "$base64": "…" }`, others name their kind as `$array`. */
  readonly records: readonly unknown[];
}

/** Makes the database that was dumped. There must be none of this name. */
export async function loadDatabase(name: string, { version, stores }: DatabaseDump): Promise<void> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    for (const { name: store, keyPath } of stores) {
      request.result.createObjectStore(store, { keyPath });
    }
  };
  const db = await answered(request);
  const transaction = db.transaction(
    stores.map((store) => store.name),
    'readwrite',
  );
  for (const store of stores)
    for (const record of store.records) transaction.objectStore(store.name).add(fromJson(record));
  await completed(transaction);
  db.close();
}

export async function dumpDatabase(name: string): Promise<DatabaseDump> {
  const db = await answered(indexedDB.open(name));
  const names = [...db.objectStoreNames];
  const transaction = db.transaction(names);
  const read = names.map((store) => {
    const objects = transaction.objectStore(store);
    return { name: store, keyPath: objects.keyPath, records: objects.getAll() };
  });
  await completed(transaction);
  const { version } = db;
  db.close();
  return { version, stores: read.map((store) => ({ ...store, records: store.records.result.map(toJson) })) };
}

/** The records of one of its stores, as they would come out of it. */
export function recordsOf({ stores }: DatabaseDump, name: string): readonly unknown[] {
  return stores.find((store) => store.name === name)?.records.map(fromJson) ?? [];
}

function toJson(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return { ...arrayName(value), $base64: toBase64(value) };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error(`${value} would not come back as it was.`);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
}

const arrays = [Uint8Array, Uint32Array, Float64Array];

/** Bytes go without saying. */
function arrayName(array: ArrayBufferView): object {
  const type = arrays.find((one) => array instanceof one);
  if (type === undefined) throw new Error('An array of a kind that a dump does not know.');
  return type === Uint8Array ? {} : { $array: type.name };
}

function toBase64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return btoa(Array.from(new Uint8Array(buffer, byteOffset, byteLength), (byte) => String.fromCharCode(byte)).join(''));
}

function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value;
  if ('$base64' in value) {
    const bytes = Uint8Array.from(atob(String(value.$base64)), (character) => character.charCodeAt(0));
    const name = '$array' in value ? value.$array : 'Uint8Array';
    return new (arrays.find((one) => one.name === name) ?? Uint8Array)(bytes.buffer);
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromJson(member)]));
}
