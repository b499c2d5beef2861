import type { PlanState } from './state.ts';

/**
 * Names the fold that made a snapshot. It changes with every change of what folding a log leads to, and of the shape
 * below: a snapshot of another fold is thrown away and the log is folded again.
 */
export const FOLD_NAME = 'plan-2';

/** A state as JSON can carry it: maps become lists of entries. */
export function stateToJson(state: PlanState): object {
  return {
    fold: FOLD_NAME,
    state: {
      ...state,
      tasks: [...state.tasks.values()],
      proposals: [...state.proposals.values()].map((proposal) => ({
        ...proposal,
        changes: [...proposal.changes.values()],
      })),
      undo: { ...state.undo, undoneBy: [...state.undo.undoneBy] },
    },
  };
}

/** The state that was written, or null when another fold wrote it. It is not checked further: its digest was. */
export function stateFromJson(json: unknown): PlanState | null {
  if (!isSnapshot(json) || json.fold !== FOLD_NAME) return null;
  const { state } = json;
  return {
    ...state,
    tasks: new Map(state.tasks.map((task) => [task.id, task])),
    proposals: new Map(
      state.proposals.map((proposal) => [
        proposal.id,
        { ...proposal, changes: new Map(proposal.changes.map((change) => [change.change.id, change])) },
      ]),
    ),
    undo: { ...state.undo, undoneBy: new Map(state.undo.undoneBy) },
  };
}

type Values<T> = T extends ReadonlyMap<unknown, infer V> ? readonly V[] : never;
type WrittenProposal = Omit<Values<PlanState['proposals']>[number], 'changes'> & {
  readonly changes: Values<Values<PlanState['proposals']>[number]['changes']>;
};
type WrittenUndo = Omit<PlanState['undo'], 'undoneBy'> & {
  readonly undoneBy: readonly (readonly [PlanState['undo']['commits'][number], PlanState['undo']['commits'][number]])[];
};

interface Snapshot {
  readonly fold: string;
  readonly state: Omit<PlanState, 'tasks' | 'proposals' | 'undo'> & {
    readonly tasks: Values<PlanState['tasks']>;
    readonly proposals: readonly WrittenProposal[];
    readonly undo: WrittenUndo;
  };
}

function isSnapshot(json: unknown): json is Snapshot {
  return (
    typeof json === 'object' &&
    json !== null &&
    'fold' in json &&
    'state' in json &&
    typeof json.state === 'object' &&
    json.state !== null
  );
}
