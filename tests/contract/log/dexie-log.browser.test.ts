import { describeDexieLog } from './dexie-harness.ts';

describeDexieLog();
