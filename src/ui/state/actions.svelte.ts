import { untrack } from 'svelte';
import { createKeybindingsHandler } from 'tinykeys';
import type { ActionId } from '#messages/action-id.ts';
import { t } from '#messages/catalogue.ts';
import { formatShortcut, isSingleKey } from './shortcut.ts';

/** Something a person can tell the app to do: the one description that buttons, the `?` sheet and the palette read. */
export interface Action {
  readonly id: ActionId;
  readonly group: 'everywhere' | 'draft' | 'plan' | 'task';
  /** As tinykeys reads them, `$mod+z`, `g h`; the first is shown on buttons. */
  readonly keys?: readonly string[];
  /** The widget that has the focus handles the keys itself (a grid's arrows); they are listed, and not listened for. */
  readonly local?: boolean;
  /** Why it can't be used now, as a sentence; null when it can. */
  readonly why?: () => string | null;
  readonly run: () => void;
}

export class Actions {
  #sets = $state.raw<readonly (readonly Action[])[]>([]);
  readonly #singleKeys: () => boolean;
  readonly #refuse: (why: string) => void;

  /** A screen's own action takes the place of a general one with the same id. */
  readonly all = $derived([...new Map(this.#sets.flat().map((action) => [action.id, action])).values()]);
  readonly #byId = $derived(new Map(this.all.map((action) => [action.id, action])));

  /**
   * @param singleKeys whether plain characters act at all
   * @param refuse shows why the keys that were pressed do nothing
   */
  constructor(singleKeys: () => boolean, refuse: (why: string) => void) {
    this.#singleKeys = singleKeys;
    this.#refuse = refuse;
  }

  /** Adds a screen's actions; the answer takes them away again. In a component: `$effect(() => actions.register(…))`. */
  register(actions: readonly Action[]): () => void {
    // Called from effects, which must not depend on what they change.
    untrack(() => {
      this.#sets = [...this.#sets, actions];
    });
    return () => {
      this.#sets = untrack(() => this.#sets).filter((set) => set !== actions);
    };
  }

  find(id: ActionId): Action | undefined {
    return this.#byId.get(id);
  }

  label(id: ActionId): string {
    return t.actions[id];
  }

  /** `Ctrl+Z`; null where it has none. */
  shortcut(id: ActionId): string | null {
    const keys = this.#byId.get(id)?.keys?.[0];
    if (keys === undefined || (isSingleKey(keys) && !this.#singleKeys())) return null;
    return formatShortcut(keys);
  }

  /** Why it can't be used now; null when it can. An action that no screen offers can't. */
  why(id: ActionId): string | null {
    const action = this.#byId.get(id);
    return action === undefined ? t.notNow.notOnThisScreen : (action.why?.() ?? null);
  }

  run(id: ActionId): void {
    const action = this.#byId.get(id);
    const why = this.why(id);
    if (why !== null) this.#refuse(why);
    else action?.run();
  }

  /** Listens for the shortcuts of everything that is registered at the time. */
  listen(target: Window): () => void {
    let handler = (_event: KeyboardEvent): void => undefined;
    const stopRebuilding = $effect.root(() => {
      $effect(() => {
        handler = createKeybindingsHandler(this.#bindings());
      });
    });
    const onkeydown = (event: KeyboardEvent) => handler(event);
    target.addEventListener('keydown', onkeydown);
    return () => {
      stopRebuilding();
      target.removeEventListener('keydown', onkeydown);
    };
  }

  #bindings(): Record<string, (event: KeyboardEvent) => void> {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    for (const { id, keys = [], local } of this.all) {
      if (local) continue;
      for (const pressed of keys) {
        bindings[pressed] = (event) => {
          if (event.defaultPrevented || event.isComposing || !this.#mayAct(pressed, event)) return;
          event.preventDefault();
          this.run(id);
        };
      }
    }
    return bindings;
  }

  #mayAct(keys: string, event: KeyboardEvent): boolean {
    // Behind a modal dialog nothing may move.
    if (document.querySelector('dialog:modal') !== null) return false;
    if (isSingleKey(keys)) return this.#singleKeys() && !isTyping(event.target);
    // Undo and redo belong to the text while one types; saving and leaving don't.
    return !(isTyping(event.target) && /^\$mod\+(?:Shift\+)?[zy]$/u.test(keys));
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement &&
    !/^(?:button|checkbox|radio|range|submit|reset|file|color)$/u.test(target.type)
  );
}
