import type { ModelMessage, ModelPrice, ModelRequest, ModelUsage } from './port.ts';

/**
 * About how many tokens a text has: four ASCII characters each, other ones nearly one each. Tokenizers weigh megabytes, and
 * each model has its own; for English prose this is 15 % too many, for code and German about right.
 */
export function estimateTokens(text: string): number {
  let ascii = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 128) ascii++;
  return Math.ceil(ascii / 4 + (text.length - ascii) / 1.5);
}

/** Roles and separators take about four tokens a message. */
export function estimateInput(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content) + 4, 3);
}

/** What a call will take at most. `cents` is null where nobody says what tokens cost. */
export function estimateCost(
  { messages, maxOutputTokens }: Pick<ModelRequest, 'messages' | 'maxOutputTokens'>,
  price: ModelPrice | null,
): { readonly inputTokens: number; readonly outputTokens: number; readonly cents: number | null } {
  const inputTokens = estimateInput(messages);
  return { inputTokens, outputTokens: maxOutputTokens, cents: centsOf(inputTokens, maxOutputTokens, price) };
}

/** Usage with its cost filled in from the price where the server named none. */
export function withCents(usage: ModelUsage, price: ModelPrice | null): ModelUsage {
  if (usage.cents !== null || usage.inputTokens === null || usage.outputTokens === null) return usage;
  return { ...usage, cents: centsOf(usage.inputTokens, usage.outputTokens, price) };
}

function centsOf(inputTokens: number, outputTokens: number, price: ModelPrice | null): number | null {
  if (price === null) return null;
  return (inputTokens * price.centsPerMillionIn + outputTokens * price.centsPerMillionOut) / 1e6;
}
