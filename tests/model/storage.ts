import type { Result } from '#kit/result.ts';
import type { ModelTab } from './model-tab.ts';

/** One storage, on which two tabs may be open. */
export interface ModelStorage {
  open(tab: number, now: number): Promise<Result<ModelTab, unknown>>;
  /** Ends a tab in the middle of whatever it is doing; `delay` is how long it is given until then. */
  kill(tab: number, delay: number): Promise<void>;
  destroy(): Promise<void>;
}

/** `device` is the id under which the storage writes, until an import gives it another. */
export type MakeStorage = (device: string) => Promise<ModelStorage>;
