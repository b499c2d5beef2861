import type { ModelPrice } from '../port.ts';

/** A server that speaks like OpenAI's, as the person has set it up. Kept per device; holds no key. */
export interface Endpoint {
  /** Of the person's list; names the secret too. */
  readonly id: string;
  readonly preset: PresetId;
  /** Without a slash at its end: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** The id of its secret; null where the server wants none. */
  readonly secret: string | null;
}

export interface EndpointModel {
  readonly model: string;
  readonly contextTokens: number | null;
  readonly price: ModelPrice | null;
}

export type PresetId = 'openai' | 'openrouter' | 'ollama' | 'lm-studio' | 'llama-cpp' | 'vllm' | 'other';

/** What is filled in for the servers that people use most. `messages/en-models.ts` says what each needs to answer a page. */
export interface Preset {
  readonly id: PresetId;
  readonly baseUrl: string;
  readonly wantsKey: boolean;
  /** By which name the server knows how long an answer may be. */
  readonly lengthName: LengthName;
}

export type LengthName = 'max_tokens' | 'max_completion_tokens';

export const PRESETS: readonly Preset[] = [
  {
    id: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    wantsKey: true,
    lengthName: 'max_completion_tokens',
  },
  { id: 'openrouter', baseUrl: 'https://openrouter.ai/api/v1', wantsKey: true, lengthName: 'max_tokens' },
  { id: 'ollama', baseUrl: 'http://localhost:11434/v1', wantsKey: false, lengthName: 'max_tokens' },
  { id: 'lm-studio', baseUrl: 'http://localhost:1234/v1', wantsKey: false, lengthName: 'max_tokens' },
  { id: 'llama-cpp', baseUrl: 'http://localhost:8080/v1', wantsKey: false, lengthName: 'max_tokens' },
  { id: 'vllm', baseUrl: 'http://localhost:8000/v1', wantsKey: false, lengthName: 'max_tokens' },
  { id: 'other', baseUrl: '', wantsKey: true, lengthName: 'max_tokens' },
];

export function originOf({ baseUrl }: Pick<Endpoint, 'baseUrl'>): string {
  return URL.parse(baseUrl)?.origin ?? baseUrl;
}
