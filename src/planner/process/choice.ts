import { ok, type Result } from '#kit/result.ts';
import type { DraftChoice } from '../draft.ts';
import type { ChangeId } from '../ids.ts';
import type { Rejection } from '../rejection.ts';
import type { Proposal } from '../state.ts';
import type { TaskField } from '../task.ts';
import { no } from './decision.ts';

/** The open changes that a choice names, with the fields it takes of each; null is every field. */
export function chosenChanges(
  proposal: Proposal,
  choice: DraftChoice,
): Result<ReadonlyMap<ChangeId, readonly TaskField[] | null>, Rejection> {
  const chosen = new Map<ChangeId, readonly TaskField[] | null>();
  switch (choice.type) {
    case 'all':
      for (const { change, resolution } of proposal.changes.values())
        if (resolution.as === 'open') chosen.set(change.id, null);
      return ok(chosen);
    case 'some':
      for (const { id, fields } of choice.changes) {
        const change = proposal.changes.get(id);
        if (change === undefined) return no({ code: 'ChangeNotFound', params: { changeId: id } });
        if (change.resolution.as !== 'open') return no({ code: 'ChangeAlreadyResolved', params: { changeId: id } });
        chosen.set(id, fields);
      }
      return ok(chosen);
  }
}
