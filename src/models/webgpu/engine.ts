/**
 * What we ask of a model that runs on this device, and nothing more. `web-llm.ts` answers it with the real engine, the tests
 * with a scripted one; both live behind a worker's boundary (`serve-engine.ts`), and only `supervisor.ts` speaks to them.
 */
export interface Engine {
  /** Puts the model on the graphics card. Its files are here already: nothing is fetched. */
  load(model: EngineModel, onReport: (report: LoadReport) => void): Promise<void>;
  /** Settles after the last piece of text. One at a time. @throws {EngineFault} */
  generate(request: EngineRequest, onDelta: (text: string) => void): Promise<EngineAnswer>;
  /** The running request ends after the token that is being made, with `finish: 'abort'`. */
  interrupt(): void;
  unload(): Promise<void>;
}

/** A model as an engine has to know it. */
export interface EngineModel {
  readonly id: string;
  /** The folder of its files, as `folderOf` gives it. */
  readonly modelUrl: string;
  /** Its compiled library. */
  readonly libraryUrl: string;
  /** Tokens that prompt and answer may have together. */
  readonly contextTokens: number;
}

export interface EngineRequest {
  readonly messages: readonly EngineMessage[];
  /** EBNF that the answer has to follow; null: free text. */
  readonly grammar: string | null;
  readonly maxTokens: number;
  readonly temperature: number;
}

export interface EngineMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface EngineAnswer {
  /** `length`: `maxTokens` or the window was reached, so it may be cut in the middle. null: it ended and did not say why. */
  readonly finish: 'stop' | 'length' | 'abort' | null;
  readonly promptTokens: number | null;
  readonly outputTokens: number | null;
}

export interface LoadReport {
  readonly phase: LoadPhase;
  /** Of the phase, 0 to 1. */
  readonly share: number;
}

/** `weights`: from the disk to the card; `shaders`: compiled by the driver, which is slow the first time. */
export type LoadPhase = 'weights' | 'shaders';

/** Why an engine could not do it. Plain data, so that it crosses from the worker whole. */
export interface EngineFault {
  readonly code: EngineFaultCode;
  /** As the engine said it, for who looks closer. */
  readonly detail: string;
}

export type EngineFaultCode =
  /** The browser took the graphics card away: mostly too little memory, or a driver that started anew. */
  | 'device-lost'
  | 'out-of-memory'
  | 'no-gpu'
  /** The card cannot do the 16-bit arithmetic that this model is compiled for. */
  | 'no-f16'
  | 'over-context'
  /** A file that the engine wanted is not in the cache. */
  | 'files-missing'
  /** The library was compiled for another version of the engine. */
  | 'wrong-library'
  | 'broken';

/** What a thrown value of an engine means. The engine's errors carry their kind in the name or only in the words. */
export function engineFault(thrown: unknown): EngineFault {
  if (isEngineFault(thrown)) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const said = `${name}: ${detail}`;
  const code = KINDS.find(([, words]) => words.test(said))?.[0] ?? 'broken';
  return { code, detail };
}

const KINDS: readonly (readonly [EngineFaultCode, RegExp])[] = [
  ['over-context', /ContextWindowSizeExceeded|prompt tokens exceed|exceeds? (the )?context/i],
  ['device-lost', /DeviceLost|device (was |is )?lost|ModelNotLoaded/i],
  ['out-of-memory', /out of memory|OutOfMemory|allocation failed|RangeError: .*(buffer|memory)/i],
  ['no-f16', /ShaderF16|shader-f16/i],
  ['no-gpu', /WebGPUNot(Available|Found)|Cannot find WebGPU|no WebGPU|FeatureSupportError/i],
  ['wrong-library', /LinkError|import requires a callable/i],
  ['files-missing', /NotInCache|Cannot fetch|Cache\.add|Failed to fetch/i],
];

function isEngineFault(thrown: unknown): thrown is EngineFault {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'detail' in thrown;
}
