import type { Reason } from './reason.ts';
import type { Provenance } from './task.ts';

/** A call that does a task: a tool by name, and the values that the words give for its parameters. */
export interface ToolCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** The reason of the kind of a task that `call` does. The call is kept in it, and with it in the task's provenance. */
export function toolCallReason({ tool, args }: ToolCall, spans: Reason['spans']): Reason {
  const given = Object.entries(args).map(([name, value]) => [ARGUMENT + name, value] as const);
  return { code: 'kind-by-tool', params: { tool, ...Object.fromEntries(given) }, spans };
}

/** The call that a reason keeps, or null when it is another reason. */
export function readToolCall({ code, params }: Reason): ToolCall | null {
  if (code !== 'kind-by-tool' || params.tool === undefined) return null;
  const args: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params))
    if (name.startsWith(ARGUMENT)) args[name.slice(ARGUMENT.length)] = value;
  return { tool: String(params.tool), args };
}

/** The call that was drafted for a task; null once a person gave it another kind. */
export function toolCallOf(task: { readonly provenance: Readonly<Record<string, Provenance>> }): ToolCall | null {
  const { kind } = task.provenance;
  return kind === undefined ? null : readToolCall(kind.reason);
}

/** Parts arguments from other parameters of the reason: a tool may have a parameter named `tool`. */
const ARGUMENT = 'argument.';
