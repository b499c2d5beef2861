import type { LogPorts } from '../stored-log.ts';

/**
 * Has the browser begin a new file under its databases, by writing more than it keeps in one and taking that away again.
 *
 * Chromium's LevelDB goes on writing behind a record that a kill or a damage has torn, and at the start after that drops
 * every database of the origin (measured, each time). What was just put back would be lost again. Once about 4 MB have
 * come, it writes everything anew and begins another file; 2 MB were too little, 5 MB enough. Where there is no room for
 * that, or no LevelDB, nothing is better or worse than before.
 */
export async function renewFile(logName: string, random: LogPorts['random']): Promise<void> {
  const name = `${logName}-renewal`;
  try {
    await settled(indexedDB.deleteDatabase(name));
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('noise');
    const database = await settled(opening);
    try {
      for (let at = 0; at < pieces; at += piecesAtOnce) await writeNoise(database, random);
    } finally {
      database.close();
    }
  } finally {
    await settled(indexedDB.deleteDatabase(name));
  }
}

function writeNoise(database: IDBDatabase, random: LogPorts['random']): Promise<void> {
  const transaction = database.transaction('noise', 'readwrite');
  const noise = transaction.objectStore('noise');
  // What can be compressed would come to less.
  for (let key = 0; key < piecesAtOnce; key++) noise.put(random(new Uint8Array(pieceBytes)), key);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Larger values would lie in files of their own. */
const pieceBytes = 50 * 1024;
const pieces = 100;
const piecesAtOnce = 5;
