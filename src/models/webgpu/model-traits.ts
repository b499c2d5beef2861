/** Compiled for 16-bit arithmetic. The engine's own list forgets to say so for most; the name never lies. */
export function needsF16(modelId: string): boolean {
  return /f16/i.test(modelId);
}

/** Writes its thoughts in front of each answer unless it is told not to. */
export function thinksAloud(modelId: string): boolean {
  return /qwen-?3/i.test(modelId);
}
