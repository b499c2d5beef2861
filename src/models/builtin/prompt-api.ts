import type { JsonSchema, ModelMessage } from '../port.ts';

/** How it stands with the browser's own model. `none`: this browser has no such thing. */
export type BuiltinState = 'none' | 'unavailable' | 'downloadable' | 'downloading' | 'available';

export interface BuiltinRequest {
  readonly messages: readonly ModelMessage[];
  /** null: free text. */
  readonly schema: JsonSchema | null;
}

export type BuiltinAnswer =
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly code: BuiltinFaultCode; readonly detail: string };

type BuiltinFaultCode =
  | 'cancelled'
  | 'unavailable'
  /** Its form of answer, or its language, is none that the browser takes. */
  | 'unsupported'
  | 'over-context'
  | 'refused'
  | 'broken';

/** Chrome's Prompt API, as much of it as we use. It is on `window` alone: workers have none. */
export interface PromptApi {
  availability(options: object): Promise<Exclude<BuiltinState, 'none'>>;
  create(options: object): Promise<PromptSession>;
}

interface PromptSession {
  promptStreaming(input: readonly ModelMessage[], options: object): ReadableStream<string>;
  destroy(): void;
}

export async function readBuiltin(api: PromptApi | undefined): Promise<BuiltinState> {
  if (api === undefined) return 'none';
  return api.availability(LANGUAGES).catch(() => 'unavailable' as const);
}

/** Fetched by the browser, for all pages of all sites. To be called soon after a click, which it asks for. */
export async function downloadBuiltin(
  api: PromptApi | undefined,
  onShare: (share: number) => void | Promise<void>,
): Promise<BuiltinAnswer> {
  if (api === undefined) return NONE;
  const monitor = (download: EventTarget) =>
    download.addEventListener('downloadprogress', (event) => onShare((event as ProgressEvent).loaded));
  try {
    (await api.create({ ...LANGUAGES, monitor })).destroy();
    return { type: 'done' };
  } catch (thrown) {
    return failed(thrown);
  }
}

/** One answer, piece by piece. A session each: what was said before is the caller's to repeat. */
export async function promptBuiltin(
  api: PromptApi | undefined,
  { messages, schema }: BuiltinRequest,
  onDelta: (text: string) => void | Promise<void>,
  signal: AbortSignal,
): Promise<BuiltinAnswer> {
  if (api === undefined) return NONE;
  let session: PromptSession | null = null;
  try {
    const initialPrompts = messages.filter(({ role }) => role === 'system');
    session = await api.create({ ...LANGUAGES, signal, ...(initialPrompts.length > 0 ? { initialPrompts } : {}) });
    const constraint = schema === null ? {} : { responseConstraint: schema };
    const rest = messages.filter(({ role }) => role !== 'system');
    const reader = session.promptStreaming(rest, { ...constraint, signal }).getReader();
    // Awaited: a piece that crosses to a worker must not come behind the end.
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) await onDelta(piece.value);
    return { type: 'done' };
  } catch (thrown) {
    return failed(thrown);
  } finally {
    session?.destroy();
  }
}

function failed(thrown: unknown): BuiltinAnswer {
  const name = thrown instanceof Error ? thrown.name : '';
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { type: 'failed', code: CODES[name] ?? 'broken', detail };
}

const NONE: BuiltinAnswer = { type: 'failed', code: 'unavailable', detail: '' };

const CODES: Readonly<Record<string, BuiltinFaultCode>> = {
  AbortError: 'cancelled',
  QuotaExceededError: 'over-context',
  NotSupportedError: 'unsupported',
  NotReadableError: 'refused',
  NotAllowedError: 'unavailable',
  InvalidStateError: 'unavailable',
};

/** The same for each call: the browser answers for these languages alone. */
const LANGUAGES = {
  expectedInputs: [{ type: 'text', languages: ['en'] }],
  expectedOutputs: [{ type: 'text', languages: ['en'] }],
};
