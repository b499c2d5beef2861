import type { ModelFailure } from './failure.ts';

/**
 * What drafters and executors know of models. An adapter turns it into calls of its own SDK; only the adapter's folder
 * imports that. `README.md` has the rules (C1…) that every adapter keeps; `tests/contract/models` proves them.
 */
export interface ModelClient {
  readonly about: ModelDescription;
  /**
   * One answer. Ends in exactly one `done` or `failed`, and never throws for anything that happens outside. When `signal`
   * is aborted it ends with `Cancelled` within 200 ms, with what was received so far.
   */
  generate(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

export interface ModelDescription {
  readonly adapter: 'hosted' | 'webgpu' | 'builtin' | 'scripted';
  /** As its maker or its server calls it. */
  readonly model: string;
  /** The origin that is asked, as `https://host:port`; null where nothing leaves this device. */
  readonly origin: string | null;
  /** How many tokens question and answer may have together; null where nobody says. */
  readonly contextTokens: number | null;
  /** What tokens cost; null where they cost nothing, or where nobody says. */
  readonly price: ModelPrice | null;
}

export interface ModelPrice {
  readonly centsPerMillionIn: number;
  readonly centsPerMillionOut: number;
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly answer: AnswerForm;
  readonly maxOutputTokens: number;
  /** What is left to spend. A call whose estimate is above it is refused before it is made. */
  readonly budget: ModelBudget;
  /** Why, in a word or two, for the privacy ledger: `draft`, `split`, … */
  readonly purpose: string;
  /** The plan that it is for; a plan may keep everything on this device. */
  readonly plan?: string;
  /** Names the try, where a task's executor asks. */
  readonly attempt?: string;
}

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** null is no limit. */
export interface ModelBudget {
  readonly tokens: number | null;
  readonly cents: number | null;
}

export const NO_LIMIT: ModelBudget = { tokens: null, cents: null };

export type AnswerForm =
  | { readonly form: 'text' }
  | {
      readonly form: 'json';
      /** Of letters, digits, `_` and `-`: servers want one. */
      readonly name: string;
      /**
       * Of the subset that all servers take: every property required, `null` instead of optional, no other properties, no
       * bounds on numbers or lengths. A server may ignore it: whoever asks checks the value.
       */
      readonly schema: JsonSchema;
      /** The same as a grammar (EBNF as XGrammar reads it), for engines that can be held to one. */
      readonly grammar?: string;
    };

export interface JsonSchema {
  readonly type: JsonType | readonly JsonType[];
  readonly description?: string;
  readonly enum?: readonly (string | number | null)[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: JsonSchema;
}
type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

export type ModelEvent =
  /** More of the answer. */
  | { readonly type: 'delta'; readonly text: string }
  /** Nothing comes for a while, and why. May be lost. */
  | { readonly type: 'waiting'; readonly reason: WaitReason; readonly ms: number }
  /** Of several models, this one did not answer, and the next is asked. */
  | { readonly type: 'passed'; readonly about: ModelDescription; readonly failure: ModelFailure }
  | ModelDone
  | ModelFailed;

/** `busy`: the server asked to come back later. `load`: the model is being made ready. */
export type WaitReason = 'busy' | 'load';

export interface ModelDone {
  readonly type: 'done';
  /** All deltas, joined. */
  readonly text: string;
  /** With `form: 'json'`: what the text holds, not yet checked against the schema. */
  readonly value?: unknown;
  /** What had to be mended to read the value, in order. */
  readonly repairs: readonly AnswerRepair[];
  readonly usage: ModelUsage;
  readonly timings: ModelTimings;
  /** The model that answered, as the server calls it: not always the one that was asked for. */
  readonly model: string;
  readonly finish: ModelFinish;
  /** Of several models, the one that answered. */
  readonly by?: ModelDescription;
}

export interface ModelFailed {
  readonly type: 'failed';
  readonly failure: ModelFailure;
  /** What was received before: nothing is lost. */
  readonly text: string;
  /** What it cost all the same; null where no call was made or nobody says. */
  readonly usage: ModelUsage | null;
  readonly timings: ModelTimings;
  /** Of several models, the one that was asked last. */
  readonly by?: ModelDescription;
}

/** `length`: the answer was cut at `maxOutputTokens`, and a JSON answer closed where it stood. */
export type ModelFinish = 'stop' | 'length';

/** Tokens as the model's server counts them; null where it does not say. */
export interface ModelUsage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** As the server says, else counted from the price; null where neither is known. */
  readonly cents: number | null;
}

export interface ModelTimings {
  /** Until the first piece of the answer; null when none came. */
  readonly firstMs: number | null;
  readonly totalMs: number;
}

export type AnswerRepair =
  /** Thoughts in front of the answer. */
  | 'thoughts'
  /** A fence around it. */
  | 'fence'
  /** Words before or behind it. */
  | 'words-around'
  /** It ended too soon and was closed. */
  | 'cut'
  /** Commas, quotes or names that JSON does not have. */
  | 'syntax';
