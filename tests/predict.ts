import type { DraftGoal } from '../src/drafting/drafter.ts';
import { createRulesDrafter } from '../src/drafting/rules/rules-drafter.ts';
import { sayQuestion } from '../src/messages/sentence.ts';
import type { DraftEnd, PlanDraft, ProposedChange, ProposedTask } from '../src/planner/draft.ts';
import type { TaskId } from '../src/planner/ids.ts';
import type { Kind } from '../src/planner/kind.ts';
import { schedule } from '../src/planner/schedule.ts';
import { readToolCall, type ToolCall } from '../src/planner/tool-call.ts';
import { goalOf } from './support/goals/goals.ts';

/** A draft in the words of the scorer. Edges are `[before, after]`, places in `steps`. */
export interface Prediction {
  readonly steps: readonly string[];
  readonly edges: readonly (readonly [number, number])[];
  readonly durationMinutes: readonly (number | null)[];
  readonly shortestMinutes: number | null;
  readonly needsClarification: boolean;
  readonly mustAsk: boolean;
  readonly missing: readonly string[];
  readonly kind: string;
  readonly actionable: boolean;
  readonly action: 'tool_call' | 'request_for_info' | 'cannot_answer';
  readonly calls: readonly ToolCall[];
}

/** The scorer has no kind for what only a person can do. */
const KIND_NAMES: Readonly<Record<Kind, string>> = {
  manual: 'Processing',
  clarification: 'Clarification',
  'tool-call': 'ToolCall',
  processing: 'Processing',
  'unit-test': 'UnitTest',
  retrieval: 'Retrieval',
  analysis: 'Analysis',
  refactor: 'Refactor',
  implementation: 'Implementation',
};

/** A tool as the scorer's items describe it. */
interface GivenTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly required: readonly string[];
}

/** What the app's own rules make of a text. Tasks are leaves: an edge of a group stands for one of each task in it. */
export async function predict(text: string, given: readonly GivenTool[] = []): Promise<Prediction> {
  const tools = given.map(({ parameters, required, ...tool }) => ({
    ...tool,
    parameters: Object.entries(parameters).map(([name, description]) => ({
      name,
      description,
      required: required.includes(name),
    })),
  }));
  return predictionOf(await draftOf({ ...goalOf(text), tools }));
}

/** A draft as a prediction: what "accept all" makes of it. A need that is only shown is not among it. */
export function predictionOf(draft: PlanDraft): Prediction {
  const changes = draft.changes.filter((change) => change.type !== 'add-need' || change.taken);
  const tasks = changes.filter((change) => change.type === 'add-task');
  const questions = changes.filter((change) => change.type === 'ask').map(({ question }) => question);
  const parents = new Set(tasks.map(({ parent }) => idOf(parent)));
  const leaves = tasks.filter(({ id, fields }) => !parents.has(id) && fields.kind !== 'clarification');
  const called = leaves.filter(({ notes }) => callOf(notes) !== null);
  const isMissing = questions.some(({ code }) => code === 'tool-parameter');
  // With tools, edges are from a result to what takes it.
  const shown = called.length > 0 ? called : leaves;
  const placeById = new Map(shown.map(({ id }, place) => [id, place]));
  const placesOf = (id: ProposedTask['id'] | null): readonly number[] => {
    const place = id === null ? undefined : placeById.get(id);
    if (place !== undefined) return [place];
    return id === null ? [] : tasks.filter(({ parent }) => idOf(parent) === id).flatMap((child) => placesOf(child.id));
  };
  return {
    // What a task says is its title and what stands below it.
    steps: leaves.map(({ fields }) => [fields.title, fields.description ?? ''].join(' ').trim()),
    edges: changes
      .filter((change) => change.type === 'add-need')
      .filter(({ need }) => called.length === 0 || need.type === 'informs')
      .flatMap(({ from, to }) =>
        placesOf(idOf(to)).flatMap((before) => placesOf(idOf(from)).map((after) => [before, after] as const)),
      ),
    durationMinutes: leaves.map(({ fields }) => fields.estimateMinutes ?? null),
    shortestMinutes: shortestMinutes(tasks, changes),
    needsClarification: questions.length > 0,
    mustAsk: questions.some(({ mustAsk }) => mustAsk),
    missing: questions.map((question) => String(question.params.parameter ?? sayQuestion(question))),
    kind: KIND_NAMES[tasks.find(({ id }) => !parents.has(id))?.fields.kind ?? 'manual'],
    // An open question asks for something too.
    actionable: tasks.some(({ id }) => !parents.has(id)),
    action: called.length === 0 ? 'cannot_answer' : isMissing ? 'request_for_info' : 'tool_call',
    calls: called.map(({ notes }) => callOf(notes)).filter((call) => call !== null),
  };
}

function callOf({ kind }: ProposedTask['notes']): ToolCall | null {
  return kind === undefined ? null : readToolCall(kind.reason);
}

/** How long the proposed tasks take when all that may run at once does. */
function shortestMinutes(tasks: readonly ProposedTask[], changes: readonly ProposedChange[]): number | null {
  const taskId = (id: string | null) => id as TaskId | null;
  const planned = tasks.map(({ id, parent, fields }) => {
    const needs = changes.flatMap((change) =>
      change.type === 'add-need' && idOf(change.from) === id
        ? { ...change.need, task: taskId(idOf(change.to)) as TaskId }
        : [],
    );
    const task = { parentId: taskId(idOf(parent)), needs, estimateMinutes: fields.estimateMinutes ?? null };
    return [taskId(id) as TaskId, task] as const;
  });
  return schedule(new Map(planned))?.shortestMinutes ?? null;
}

function idOf(end: DraftEnd | null): ProposedTask['id'] | null {
  return end?.in === 'draft' ? end.change : null;
}

async function draftOf(goal: DraftGoal): Promise<PlanDraft> {
  for await (const delta of createRulesDrafter().draft(goal, new AbortController().signal)) {
    if (delta.type === 'draft') return delta.draft;
  }
  throw new Error('The drafter ended without a draft.');
}
