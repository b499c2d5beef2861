import { t } from '#messages/catalogue.ts';
import { type Problem, sayProblem } from '#messages/sentence.ts';
import type { Connection, ConnectionStatus } from '#service/connect.ts';
import type { Loss } from '#service/failure.ts';
import { download, fileName, localDate } from './download.ts';
import { asFailure } from './session.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

export type RecoveryAct = 'restore' | 'goOn' | 'mirror' | 'readable';

/** What was saved is not all there, or can't be read: while a person decides what to do about it, nothing is written. */
export class Recovery {
  readonly #connection: Connection;
  readonly #toasts: Toasts;
  readonly #onFile: (file: File) => void;
  #loss = $state.raw<Loss | null>(null);
  #act = $state<RecoveryAct | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #file: File | null = null;

  /** @param onFile takes a backup file that was chosen, once the app is open again */
  constructor(connection: Connection, toasts: Toasts, onFile: (file: File) => void) {
    this.#connection = connection;
    this.#toasts = toasts;
    this.#onFile = onFile;
    connection.onStatus((status) => this.#follow(status));
  }

  /** null while all is well. */
  get loss(): Loss | null {
    return this.#loss;
  }

  /** What is under way. */
  get act(): RecoveryAct | null {
    return this.#act;
  }

  /** Puts the copy back, or goes on with what is here; with a file, that is taken in afterwards. */
  recover(choice: 'restore' | 'goOn', file: File | null = null): void {
    if (this.#act !== null) return;
    this.#act = choice;
    this.#problem = null;
    this.#file = file;
    this.#connection.recover(choice);
  }

  /** Tries again to open what could not be opened after a choice. */
  retry(): void {
    this.#problem = null;
    this.#connection.retry();
  }

  /** Hands over a log file of the copy, or of what can still be read. */
  async save(what: 'mirror' | 'readable'): Promise<void> {
    if (this.#act !== null) return;
    this.#act = what;
    this.#problem = null;
    try {
      const outcome = await this.#connection.saveCopy(what);
      if (outcome.type === 'failure') this.#problem = outcome.failure;
      else {
        const name = `${fileName(`foldline ${what === 'mirror' ? 'copy' : 'rest'} ${localDate()}`)}.foldline`;
        download(outcome.value, name);
        this.#toasts.show(t.settings.exported(name, outcome.value.size));
      }
    } catch (error) {
      this.#problem = asFailure(error);
    } finally {
      this.#act = null;
    }
  }

  #follow(status: ConnectionStatus): void {
    if (status.type === 'failed') {
      if (isLoss(status.failure)) this.#loss = status.failure;
      else if (this.#loss !== null) this.#problem = status.failure;
      this.#act = null;
    } else if (status.type === 'connected' && this.#loss !== null) {
      this.#toasts.show(this.#act === 'restore' ? t.recovery.restored : t.recovery.wentOn);
      const file = this.#file;
      this.#loss = null;
      this.#act = null;
      this.#problem = null;
      this.#file = null;
      if (file !== null) this.#onFile(file);
    }
  }

  /** What went wrong with the last try, in words. */
  get problemText(): string | null {
    return this.#problem === null ? null : sayProblem(this.#problem).text;
  }
}

function isLoss(failure: { readonly code: string }): failure is Loss {
  return failure.code === 'LogLost' || failure.code === 'LogDamaged';
}
