import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { type DraftScope, serveDrafter } from '#engine/drafter-in-worker.ts';
import { openTemplateLibrary } from './template-library.ts';

// The library types a worker's global scope by its window, which has another postMessage.
serveDrafter(createRulesDrafter(openTemplateLibrary()), self as unknown as DraftScope);
