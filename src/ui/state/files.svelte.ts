import { t } from '#messages/catalogue.ts';
import { type Problem, sayProblem } from '#messages/sentence.ts';
import type { ExportScope, ImportReport } from '#service/contract.ts';
import { asFailure, type PlannerSession } from './session.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Export and import of log files, one of each at a time. */
export class Files {
  readonly #session: PlannerSession;
  readonly #toasts: Toasts;
  #exporting = $state(false);
  #importing = $state(false);
  #imported = $state.raw<ImportReport | null>(null);
  #exportProblem = $state.raw<Problem | null>(null);
  #importProblem = $state.raw<Problem | null>(null);

  constructor(session: PlannerSession, toasts: Toasts) {
    this.#session = session;
    this.#toasts = toasts;
  }

  get exporting(): boolean {
    return this.#exporting;
  }

  get importing(): boolean {
    return this.#importing;
  }

  get exportProblem(): Problem | null {
    return this.#exportProblem;
  }

  get imported(): ImportReport | null {
    return this.#imported;
  }

  get importProblem(): Problem | null {
    return this.#importProblem;
  }

  /** How much of the file is written or read, 0 to 1; null while that is not known. */
  get share(): number | null {
    return this.#session.fileProgress?.share ?? null;
  }

  /** Hands the log to the browser as a download. `title` names the file; for everything it is the date. */
  async exportLog(scope: ExportScope, title: string | null = null): Promise<boolean> {
    if (this.#exporting) return false;
    this.#exporting = true;
    this.#exportProblem = null;
    try {
      const outcome = await this.#session.service.exportLog(scope);
      if (outcome.type === 'failure') {
        this.#refuseExport(outcome.failure);
        return false;
      }
      const name = `${fileName(title ?? `foldline ${localDate()}`)}.foldline`;
      download(outcome.value, name);
      this.#toasts.show(t.settings.exported(name, outcome.value.size));
      await this.#session.measureStorage();
      return true;
    } catch (error) {
      this.#refuseExport(asFailure(error));
      return false;
    } finally {
      this.#exporting = false;
    }
  }

  /** Forgets how the last import or export ended. */
  dismiss(): void {
    this.#imported = null;
    this.#exportProblem = null;
    this.#importProblem = null;
  }

  /** null when it was refused; `importProblem` says why, and nothing was changed. */
  async importLog(file: Blob): Promise<ImportReport | null> {
    if (this.#importing) return null;
    this.#importing = true;
    this.#importProblem = null;
    this.#imported = null;
    try {
      const outcome = await this.#session.service.importLog(file);
      if (outcome.type === 'failure') {
        this.#importProblem = outcome.failure;
        return null;
      }
      this.#imported = outcome.value;
      await this.#session.measureStorage();
      return outcome.value;
    } catch (error) {
      this.#importProblem = asFailure(error);
      return null;
    } finally {
      this.#importing = false;
    }
  }

  #refuseExport(problem: Problem): void {
    this.#exportProblem = problem;
    this.#toasts.show(sayProblem(problem).text, { tone: 'bad' });
  }
}

/** A name that every file system takes. */
function fileName(title: string): string {
  const name = title
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s]+|[.\s]+$/gu, '')
    .slice(0, 80)
    .toWellFormed()
    .trim();
  return name === '' ? 'plan' : name;
}

function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun with the click, yet a big one may still be reading.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function localDate(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}
