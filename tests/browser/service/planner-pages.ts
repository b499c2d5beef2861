// Pages of the real app without its screens: the real connection, the real worker, IndexedDB on a name of their own.
import { Dexie } from 'dexie';
import { type Connection, type ConnectionOptions, createConnection } from '#service/connect.ts';

export interface Pages {
  readonly logName: string;
  open(options?: ConnectionOptions): Connection & { readonly workers: readonly Worker[] };
  close(): Promise<void>;
}

let names = 0;

export function createPages(): Pages {
  const logName = `door-${crypto.randomUUID()}-${names++}`;
  const opened: Connection[] = [];
  return {
    logName,
    open(options = {}) {
      const workers: Worker[] = [];
      const spawn = options.spawn ?? spawnPlanner;
      const connection = createConnection({
        logName,
        ...options,
        spawn() {
          const worker = spawn();
          workers.push(worker);
          return worker;
        },
      });
      opened.push(connection);
      return Object.defineProperty(connection, 'workers', { value: workers }) as ReturnType<Pages['open']>;
    },
    async close() {
      for (const connection of opened) connection.close();
      await Promise.all(['', '-settings', '-scratch'].map((kind) => Dexie.delete(logName + kind)));
    },
  };
}

export function spawnPlanner(): Worker {
  return new Worker(new URL('../../../workers/planner.worker.ts', import.meta.url), {
    type: 'module',
    name: 'planner',
  });
}
