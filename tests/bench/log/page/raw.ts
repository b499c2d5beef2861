export function openRaw(name: string, upgrade: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((settle, fail) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => settle(request.result);
    request.onerror = () => fail(request.error);
  });
}

export function destroyed(name: string): Promise<void> {
  return new Promise((settle, fail) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => settle();
    request.onerror = () => fail(request.error);
  });
}
