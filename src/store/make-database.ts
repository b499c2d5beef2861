import { Dexie, type Transaction } from 'dexie';
import { storeSchema } from './store-schema.ts';

/**
 * Makes the tables, or brings those of an older schema up to this one, and closes: Dexie knows how to upgrade from
 * anywhere, and is loaded for that alone. `onBlocked`: another tab, which holds an older version open, is in the way.
 * Rejects with what the browser said.
 */
export async function makeDatabase(name: string, onBlocked: () => void): Promise<void> {
  // Without autoOpen a lost connection is an error rather than a silent reopening at whatever version there is by then.
  const dexie = new Dexie(name, { autoOpen: false });
  dexie.version(1).stores({
    rows: 'row',
    blobs: 'hash',
    chunks: '[hash+n]',
    snapshots: '[stream+fold+sequence]',
  });
  dexie
    .version(storeSchema)
    .stores({ segments: 'segment', bodies: 'digest', derived: 'key', aside: '++', meta: 'key' })
    .upgrade(moveFence);
  dexie.on('blocked', () => {
    onBlocked();
    return false;
  });
  try {
    await dexie.open();
  } finally {
    dexie.close();
  }
}

/** A tab with older code finds that the fence is no longer where it was, and stops writing. */
async function moveFence(transaction: Transaction): Promise<void> {
  const rows = transaction.table<{ readonly row: string; readonly device: string }>('rows');
  for (const fence of await rows.where('row').aboveOrEqual('fence/').toArray()) {
    const [, , epoch = '0'] = fence.row.split('/');
    await rows.delete(fence.row);
    await rows.add({ row: `fence/${storeSchema}/${epoch}`, device: fence.device });
  }
}
