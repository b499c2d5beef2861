import * as v from 'valibot';
import { err, ok, type Result } from '#kit/result.ts';
import { blobRefSchema } from '#planner/blob-ref.ts';
import { type Command, commandSchema } from '#planner/command.ts';
import { type PlanId, planIdSchema } from '#planner/ids.ts';
import { type Stamped, stampSchema } from '#planner/stamp.ts';
import { type WorkspaceCommand, workspaceCommandSchema } from '#planner/workspace.ts';
import type { Failure } from './failure.ts';
import type { Order } from './stream-writer.ts';

export type Parsed =
  | { readonly to: 'plan'; readonly planId: PlanId; readonly order: Order<Command> }
  | { readonly to: 'workspace'; readonly order: Order<WorkspaceCommand> };

/**
 * What came through the door, parsed; from here on nobody checks again. `InvalidCommand` names the first place that is
 * not as expected, as a JSON pointer into the submission.
 */
export function parseSubmission(submission: unknown): Result<Parsed, Failure> {
  const parsed = v.safeParse(submissionSchema, submission, { abortEarly: true });
  if (!parsed.success) return invalid(parsed.issues[0]);
  const { output } = parsed;
  const again = output.again ?? false;
  if (output.to === 'workspace') {
    const command = parseCommand(workspaceCommandSchema, output.command);
    return command.ok ? ok({ to: 'workspace', order: { command: command.value, blobs: [], again } }) : command;
  }
  const command = parseCommand(commandSchema, output.command);
  if (!command.ok) return command;
  const { value } = command;
  const makesAPlan = value.type === 'Initialize' || value.type === 'ForkPlan';
  if (makesAPlan && value.planId !== output.planId) return refuse('/command/planId', output.planId);
  return ok({ to: 'plan', planId: output.planId, order: { command: value, blobs: output.blobs, again } });
}

const newBlobSchema = v.object({ ref: blobRefSchema, bytes: v.instance(Uint8Array) });
const stampedSchema = v.looseObject({ stamp: stampSchema });
const submissionSchema = v.variant('to', [
  v.object({
    to: v.literal('plan'),
    planId: planIdSchema,
    command: stampedSchema,
    blobs: v.array(newBlobSchema),
    again: v.optional(v.boolean()),
  }),
  v.object({ to: v.literal('workspace'), command: stampedSchema, again: v.optional(v.boolean()) }),
]);

function parseCommand<C extends object>(
  schema: v.GenericSchema<unknown, C>,
  command: v.InferOutput<typeof stampedSchema>,
): Result<Stamped<C>, Failure> {
  const parsed = v.safeParse(schema, command, { abortEarly: true });
  if (!parsed.success) return invalid(parsed.issues[0], '/command');
  return ok({ ...parsed.output, stamp: command.stamp });
}

function invalid(issue: v.BaseIssue<unknown>, under = ''): Result<never, Failure> {
  const path = (issue.path ?? []).map(({ key }) => `/${String(key)}`).join('');
  return refuse(`${under}${path}`, issue.expected ?? issue.type);
}

function refuse(path: string, expected: string): Result<never, Failure> {
  return err({ code: 'InvalidCommand', params: { path, expected }, retry: 'never' });
}
