import { untrack } from 'svelte';
import type { Announcer } from './announcer.svelte.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'bad';
  readonly action: ToastAction | null;
}

export interface ToastAction {
  readonly label: string;
  run(): void;
}

/** WCAG 2.2.1: long enough to read it, reach it and decide. It waits while it is hovered or has the focus. */
export const TOAST_MS = 10_000;
const MOST_AT_ONCE = 3;

/** Short messages at the foot that go by themselves. What must not be missed is a notice instead. */
export class Toasts {
  #shown = $state.raw<readonly Toast[]>([]);
  #next = 0;
  readonly #announcer: Announcer;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  get shown(): readonly Toast[] {
    return this.#shown;
  }

  show(text: string, options: { readonly tone?: Toast['tone']; readonly action?: ToastAction | null } = {}): void {
    const { tone = 'info', action = null } = options;
    const toast = { id: this.#next++, text, tone, action };
    // The same sentence again takes the place of the first, so that a held key does not fill the screen.
    const before = untrack(() => this.#shown);
    this.#shown = [...before.filter((shown) => shown.text !== text), toast].slice(-MOST_AT_ONCE);
    this.#announcer.say(action === null ? text : `${text} ${action.label}?`);
  }

  dismiss(id: number): void {
    this.#shown = this.#shown.filter((toast) => toast.id !== id);
  }
}
