import { tick } from 'svelte';

export const GOAL_ID = 'goal';

/** Puts the cursor into the goal box, once Home is there. */
export async function focusGoal(): Promise<void> {
  await tick();
  document.getElementById(GOAL_ID)?.focus();
}
