import type { EngineAnswer, EngineFault, EngineModel, EngineRequest, LoadReport } from './engine.ts';

/** To a model's worker. Each call is answered once, by its number; an interrupt is not. */
export type ToEngine =
  | { readonly type: 'load'; readonly call: number; readonly model: EngineModel }
  | { readonly type: 'generate'; readonly call: number; readonly request: EngineRequest }
  | { readonly type: 'unload'; readonly call: number }
  | { readonly type: 'interrupt' };

export type FromEngine =
  | { readonly type: 'report'; readonly call: number; readonly report: LoadReport }
  | { readonly type: 'delta'; readonly call: number; readonly text: string }
  /** null: loaded or unloaded. */
  | { readonly type: 'answer'; readonly call: number; readonly answer: EngineAnswer | null }
  | { readonly type: 'fault'; readonly call: number; readonly fault: EngineFault }
  /** Told without being asked; the engine is of no more use. */
  | { readonly type: 'lost'; readonly detail: string };
