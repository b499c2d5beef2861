import { t } from '#messages/catalogue.ts';
import { type Problem, sayProblem } from '#messages/sentence.ts';
import type { ExportScope, FileAct, FileOutcome, FilePart, ImportReport } from '#service/contract.ts';
import { download, fileName, localDate } from './download.ts';
import { chooseFile } from './pickers.ts';
import { asFailure, type PlannerSession } from './session.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** A file that would bring something new: what it would be, before it is imported. */
export interface SeenFile {
  readonly file: File;
  readonly report: ImportReport;
}

/** Export, import and backup: one at a time. Each can be stopped. */
export class Files {
  readonly #session: PlannerSession;
  readonly #toasts: Toasts;
  #act = $state<FileAct | null>(null);
  #stop = new AbortController();
  #imported = $state.raw<ImportReport | null>(null);
  #seen = $state.raw<SeenFile | null>(null);
  #exportProblem = $state.raw<Problem | null>(null);
  #importProblem = $state.raw<Problem | null>(null);

  constructor(session: PlannerSession, toasts: Toasts) {
    this.#session = session;
    this.#toasts = toasts;
  }

  /** What is under way. */
  get act(): FileAct | null {
    return this.#act;
  }

  get exporting(): boolean {
    return this.#act === 'export';
  }

  get importing(): boolean {
    return this.#act === 'import' || this.#act === 'preview';
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

  /** A file that waits for a yes. */
  get seen(): SeenFile | null {
    return this.#seen;
  }

  /** How much of the part that is under way is done, 0 to 1; null while that is not known. */
  get share(): number | null {
    return this.#act === null ? null : (this.#session.fileProgress?.share ?? null);
  }

  get part(): FilePart | null {
    return this.#act === null ? null : (this.#session.fileProgress?.part ?? null);
  }

  /** Stops what is under way. Nothing is changed by what was stopped. */
  stop(): void {
    this.#stop.abort();
  }

  /** Asks where to, or hands a download to the browser. `title` names the file; for everything it is the date. */
  async exportLog(scope: ExportScope, title: string | null = null): Promise<boolean> {
    const name = `${fileName(title ?? `foldline ${localDate()}`)}.foldline`;
    if (this.#act !== null) return false;
    const place = await chooseFile(name, t.settings.fileKind);
    return place !== null && this.#export(scope, name, place === 'download' ? null : place);
  }

  /** Everything to the backup folder. */
  async backUp(): Promise<Problem | null> {
    const backup = await this.#do('backup', (signal) => this.#session.service.backUp(signal));
    return backup?.type === 'failure' ? backup.failure : null;
  }

  /** Forgets how the last import or export ended. */
  dismiss(): void {
    this.#imported = null;
    this.#exportProblem = null;
    this.#importProblem = null;
  }

  /**
   * Takes a file in, at once where nothing can be lost by it: a first file of an empty browser, or one that brings nothing.
   * Otherwise `seen` says what it would bring.
   */
  async take(file: File): Promise<void> {
    this.#begin();
    const outcome = await this.#do('preview', (signal) => this.#session.service.previewImport(file, signal));
    if (outcome === null) return;
    if (outcome.type === 'failure') this.#refuseImport(outcome.failure);
    else if (outcome.value.commitsAdded === 0) this.#imported = outcome.value;
    else if ((await this.#commitsHere()) === 0) await this.importLog(file);
    else this.#seen = { file, report: outcome.value };
  }

  /** Imports the seen file. `keepFirst`: what is here now is saved as a file before. */
  async takeSeen(keepFirst: boolean): Promise<void> {
    const seen = this.#seen;
    if (seen === null) return;
    const name = `${fileName(`foldline before import ${localDate()}`)}.foldline`;
    if (keepFirst && !(await this.#export({ type: 'everything' }, name, null))) return;
    this.#seen = null;
    await this.importLog(seen.file);
  }

  leaveSeen(): void {
    this.#seen = null;
  }

  /** null when it was refused; `importProblem` says why, and nothing was changed. */
  async importLog(file: Blob): Promise<ImportReport | null> {
    this.#begin();
    const outcome = await this.#do('import', (signal) => this.#session.service.importLog(file, signal));
    if (outcome === null) return null;
    if (outcome.type === 'failure') {
      this.#refuseImport(outcome.failure);
      return null;
    }
    this.#imported = outcome.value;
    await this.#session.measureStorage();
    return outcome.value;
  }

  async #export(scope: ExportScope, name: string, place: FileSystemFileHandle | null): Promise<boolean> {
    this.#exportProblem = null;
    const outcome = await this.#do('export', (signal) => this.#session.service.exportLog(scope, place, signal));
    if (outcome === null) return false;
    if (outcome.type === 'failure') {
      this.#refuseExport(outcome.failure);
      return false;
    }
    if (place === null) download(outcome.value, name);
    const { size } = outcome.value;
    this.#toasts.show(place === null ? t.settings.exported(name, size) : t.settings.exportedTo(place.name, size));
    await this.#session.measureStorage();
    return true;
  }

  /** null: something else is under way, or the person stopped it, and has been told. */
  async #do<T>(act: FileAct, send: (signal: AbortSignal) => Promise<FileOutcome<T>>): Promise<FileOutcome<T> | null> {
    if (this.#act !== null) return null;
    this.#act = act;
    this.#stop = new AbortController();
    this.#session.forgetFileProgress();
    let outcome: FileOutcome<T>;
    try {
      outcome = await send(this.#stop.signal);
    } catch (error) {
      outcome = { type: 'failure', failure: asFailure(error) };
    } finally {
      this.#act = null;
    }
    if (outcome.type === 'done' || outcome.failure.code !== 'Cancelled') return outcome;
    this.#toasts.show(sayProblem(outcome.failure).text);
    return null;
  }

  async #commitsHere(): Promise<number> {
    await this.#session.measureStorage();
    return this.#session.storage?.commits ?? 0;
  }

  #begin(): void {
    this.#importProblem = null;
    this.#imported = null;
    this.#seen = null;
  }

  #refuseImport(problem: Problem): void {
    this.#importProblem = problem;
  }

  #refuseExport(problem: Problem): void {
    this.#exportProblem = problem;
    this.#toasts.show(sayProblem(problem).text, { tone: 'bad' });
  }
}
