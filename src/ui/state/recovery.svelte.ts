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

  /** Puts the copy back, or goes on with what is here. */
  recover(choice: 'restore' | 'goOn'): void {
    if (this.#act !== null) return;
    this.#act = choice;
    this.#problem = null;
    this.#connection.recover(choice);
  }

  /** Goes on with what is here, and then takes in the file. One that is no log at all is refused before anything is chosen. */
  async recoverFrom(file: File): Promise<void> {
    if (await looksLikeLog(file)) {
      this.#file = file;
      this.recover('goOn');
    } else {
      this.#problem = { code: 'FileNotALog', params: {}, retry: 'never' };
    }
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
      this.#file = null;
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

  /** Whether knocking again may help: not where it was the file that was wrong. */
  get retriable(): boolean {
    return this.#problem !== null && this.#problem.code !== 'FileNotALog';
  }

  /** What went wrong with the last try, in words. */
  get problemText(): string | null {
    return this.#problem === null ? null : sayProblem(this.#problem).text;
  }
}

/** By its beginning; the rest is verified when it is taken in. Zipped ones begin as every gzip does. */
async function looksLikeLog(file: File): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  return (bytes[0] === 0x1f && bytes[1] === 0x8b) || new TextDecoder().decode(bytes).startsWith('{"blobs":');
}

function isLoss(failure: { readonly code: string }): failure is Loss {
  return failure.code === 'LogLost' || failure.code === 'LogDamaged';
}
