import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { type DraftScope, serveDrafter } from '#engine/drafter-in-worker.ts';

// The library types a worker's global scope by its window, which has another postMessage.
serveDrafter(createRulesDrafter(), self as unknown as DraftScope);
