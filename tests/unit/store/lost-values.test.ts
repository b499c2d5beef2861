import { beforeEach, describe, expect, it } from 'vitest';
import { allValues, hasLostValues, lostKeys, oneValue } from '#store/indexeddb-values.ts';

/**
 * A file beside the database that is gone alone. What the browser does then was measured (`indexeddb-values.ts`) and is shown
 * with a real one by the crash campaign; here a stand-in of an object store does the same.
 */
describe('[S9] values that cannot be read', () => {
  let transaction: IDBTransaction;
  beforeEach(() => {
    transaction = {} as IDBTransaction;
  });

  /** Answers what it is asked in order, a little later. Keys of `broken` fail with that error. */
  function storeOf(values: ReadonlyMap<number, unknown>, broken: ReadonlyMap<number, string>) {
    const forgiven: string[] = [];
    const answer = <T>(result: T, errorName: string | undefined): IDBRequest<T> => {
      const request = { result, transaction, error: errorName === undefined ? null : { name: errorName } };
      queueMicrotask(() => {
        const { onsuccess, onerror } = request as unknown as IDBRequest<T>;
        const event = { preventDefault: () => forgiven.push(errorName ?? '') } as unknown as Event;
        if (errorName === undefined) onsuccess?.call(request as unknown as IDBRequest<T>, event);
        else onerror?.call(request as unknown as IDBRequest<T>, event);
      });
      return request as unknown as IDBRequest<T>;
    };
    const store = {
      get: (key: number) => answer(values.get(key), broken.get(key)),
      getAll: (_?: IDBKeyRange, limit?: number) =>
        answer([...values.values()].slice(0, limit), [...values.keys()].flatMap((key) => broken.get(key) ?? [])[0]),
      getAllKeys: (_?: IDBKeyRange, limit?: number) => answer([...values.keys()].slice(0, limit), undefined),
    };
    return { store: store as unknown as IDBObjectStore, forgiven };
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const three = new Map([
    [1, 'one'],
    [2, 'two'],
    [3, 'three'],
  ]);

  it('come as null, and each of the others as it is', async () => {
    const { store } = storeOf(three, new Map([[2, 'NotReadableError']]));
    const all = allValues(store);
    await settled();
    expect(all()).toEqual(['one', null, 'three']);
    expect(hasLostValues(transaction)).toBe(true);
  });

  it('are asked for no further than all values were', async () => {
    const { store } = storeOf(three, new Map([[2, 'NotReadableError']]));
    const all = allValues(store, undefined, { limit: 2 });
    await settled();
    expect(all()).toEqual(['one', null]);
  });

  it('are told from those that are not there', async () => {
    const { store } = storeOf(three, new Map([[2, 'NotReadableError']]));
    const [one, lost, none] = [oneValue(store, 1), oneValue(store, 2), oneValue(store, 9)];
    await settled();
    expect([one(), lost(), none()]).toEqual(['one', null, undefined]);
  });

  it('are named by their keys', async () => {
    const { store } = storeOf(three, new Map([[3, 'NotReadableError']]));
    const keys = lostKeys(store);
    await settled();
    expect(keys()).toEqual([3]);
  });

  it('where all can be read nothing is lost, and it is said when', async () => {
    const { store } = storeOf(three, new Map());
    let isRead = false;
    const all = allValues(store, undefined, {
      whenRead: () => {
        isRead = true;
      },
    });
    const keys = lostKeys(store);
    await settled();
    expect([all(), keys(), isRead, hasLostValues(transaction)]).toEqual([['one', 'two', 'three'], [], true, false]);
  });

  it('any other error is left to the transaction, which ends with it', async () => {
    const { store, forgiven } = storeOf(three, new Map([[2, 'UnknownError']]));
    allValues(store);
    lostKeys(store);
    oneValue(store, 2);
    await settled();
    expect([forgiven, hasLostValues(transaction)]).toEqual([[], false]);
  });
});
