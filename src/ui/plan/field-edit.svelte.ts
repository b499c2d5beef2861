import type { Attachment } from 'svelte/attachments';

/** Typing pauses for so long before it becomes a command; leaving the field sends it at once. */
const TYPING_PAUSE_MS = 600;

export interface FieldEdit {
  /** What the field shows: the stored value, or what is being typed. */
  readonly text: string;
  /** What is wrong with what was typed; null when nothing is. */
  readonly error: string | null;
  type(text: string): void;
  /** Takes a value at once, as from a list or a date picker. */
  choose(text: string): void;
  readonly onfocus: () => void;
  readonly onblur: () => void;
  /** Back to what is stored. */
  revert(): void;
  /** Sends what is typed, now. */
  flush(): Promise<void>;
  /** Put around the field, it also sends when the page is hidden or the field goes away. */
  readonly keep: Attachment<HTMLElement>;
}

export interface FieldEditOptions {
  /** The stored value as text. */
  stored: () => string;
  /** Why this text can't be stored, as a sentence; null when it can. */
  problem?: ((text: string) => string | null) | undefined;
  /** Sends it. false: it was refused, and what was typed stays where it is. */
  save: (text: string) => Promise<boolean>;
}

/**
 * A text field over a stored value. One command per blur or pause; while a person types, a change that arrives from another
 * tab waits until they have left, and what they typed is shown until it has been stored.
 */
export function createFieldEdit({ stored, problem = () => null, save }: FieldEditOptions): FieldEdit {
  let typed = $state.raw<string | null>(null);
  let focused = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const text = $derived(typed ?? stored());
  const error = $derived(typed === null ? null : problem(typed));

  return {
    get text() {
      return text;
    },
    get error() {
      return error;
    },
    type(value) {
      typed = value;
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), TYPING_PAUSE_MS);
    },
    choose(value) {
      typed = value;
      void flush();
    },
    onfocus: () => {
      focused = true;
    },
    onblur: () => {
      focused = false;
      void flush();
    },
    revert() {
      clearTimeout(timer);
      typed = null;
    },
    flush,
    keep: () => {
      const hidden = () => void (document.visibilityState === 'hidden' && flush());
      document.addEventListener('visibilitychange', hidden);
      return () => {
        document.removeEventListener('visibilitychange', hidden);
        void flush();
      };
    },
  };

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const sent = typed;
    if (sent === null) return;
    if (sent !== stored()) {
      if (problem(sent) !== null) return;
      if (!(await save(sent))) return;
    }
    if (typed === sent && !focused) typed = null;
  }
}
