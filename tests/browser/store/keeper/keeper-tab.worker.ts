import { expose } from 'comlink';
import { createKeeperTab } from './keeper-tab.ts';

expose(createKeeperTab());
