import { answered, completed } from '../../../support/store/idb.ts';
// What leaders do, as one table: an act is written only if its epoch is the newest, which is looked at in the same
// transaction.
export function openActs(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(`${name}-acts`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('acts', { autoIncrement: true });
    request.result.createObjectStore('epoch');
  };
  return answered(request);
}

export async function claimEpoch(db: IDBDatabase): Promise<number> {
  const transaction = db.transaction('epoch', 'readwrite', { durability: 'strict' });
  const store = transaction.objectStore('epoch');
  const epoch = ((await answered(store.get('epoch') as IDBRequest<number | undefined>)) ?? 0) + 1;
  store.put(epoch, 'epoch');
  await completed(transaction);
  return epoch;
}

/** Whether the act was written. */
export async function act(db: IDBDatabase, epoch: number): Promise<boolean> {
  const transaction = db.transaction(['acts', 'epoch'], 'readwrite');
  const newest = await answered(transaction.objectStore('epoch').get('epoch') as IDBRequest<number>);
  if (newest === epoch) transaction.objectStore('acts').add(epoch);
  await completed(transaction);
  return newest === epoch;
}

export async function readActs(db: IDBDatabase): Promise<readonly number[]> {
  return answered(db.transaction('acts').objectStore('acts').getAll() as IDBRequest<number[]>);
}
