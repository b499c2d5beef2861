/** The domain says no. Plain data; `messages/` makes the sentence and the way out. Nothing was changed. */
export type Rejection =
  | Said<'PlanNotFound'>
  | Said<'PlanAlreadyInitialized'>
  | Said<'PlanReadOnly'>
  | Said<'TaskNotFound', { taskId: string }>
  | Said<'ParentNotFound', { taskId: string }>
  | Said<'TaskNotReady', { taskId: string; waitingFor: readonly string[] }>
  | Said<'TaskIsGroup', { taskId: string }>
  | Said<'TaskIsRunning', { taskId: string }>
  | Said<'WrongStatus', { taskId: string; status: string; command: string }>
  | Said<'StaleAttempt', { taskId: string; attemptId: string }>
  | Said<'NoQuestion', { taskId: string }>
  | Said<'NeedExists', { taskId: string; needs: string }>
  | Said<'NeedNotFound', { taskId: string; needs: string }>
  | Said<'NeedOnSelf', { taskId: string }>
  | Said<'NeedOnRelative', { taskId: string; needs: string }>
  | Said<'NeedsCycle', { path: readonly string[] }>
  | Said<'MoveIntoSelf', { taskId: string; parentId: string }>
  | Said<'PlaceNotFound', { after: string }>
  | Said<'NothingChanges'>
  | Said<'MergeWithSelf', { taskId: string }>
  | Said<'MergeWithRelative', { taskId: string; from: string }>
  | Said<'InvalidRecurrence', { repeats: string }>
  | Said<'GoalChanged'>
  | Said<'ProposalNotFound', { proposalId: string }>
  | Said<'ProposalComplete', { proposalId: string }>
  | Said<'ChangeNotFound', { changeId: string }>
  | Said<'ChangeIdReused', { changeId: string }>
  | Said<'ChangeAlreadyResolved', { changeId: string }>
  | Said<'NotAQuestion', { changeId: string }>
  | Said<'FieldLocked', { taskId: string; field: string }>
  | Said<'ForkSourceEmpty'>
  | Said<'NothingToUndo'>
  | Said<'NothingToRedo'>
  | Said<'NotNextToUndo', { commitId: string }>
  | Said<'NotNextToRedo', { commitId: string }>
  | Said<'ChangedSince', { about: string; field: string }>
  | Said<'PlanPaused'>
  | Said<'NotPaused'>
  | Said<'NothingToRollBack', { taskId: string }>;

export type RejectionCode = Rejection['code'];

interface Said<Code extends string, Params = Record<never, never>> {
  readonly code: Code;
  readonly params: Params;
}
