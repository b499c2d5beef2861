import { expose } from 'comlink';
import { benchEvent, timed } from './contestant.ts';
import { openOurLog, orThrow, toCommit } from './our-store.ts';

/** The log behind the door that the app's log is behind, to tell what the door adds. */
const door = {
  async open(name: string): Promise<void> {
    const log = await openOurLog(name);
    let made = 0;
    door.append = async () => orThrow(await log.append([toCommit(benchEvent(made++))]));
  },
  async append(): Promise<unknown> {
    throw new Error('Open it first.');
  },
  /** The same, timed in here. Milliseconds of each. */
  async appendHere(times: number): Promise<readonly number[]> {
    const measured: number[] = [];
    for (let i = 0; i < times; i++) measured.push(await timed(() => door.append()));
    return measured;
  },
};

export type Door = typeof door;

expose(door);
