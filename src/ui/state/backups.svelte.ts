import { untrack } from 'svelte';
import { t } from '#messages/catalogue.ts';
import type { Problem } from '#messages/sentence.ts';
import type { Clock } from './clock.svelte.ts';
import type { Files } from './files.svelte.ts';
import { askPermission, canChooseFolder, chooseFolder, permissionOf } from './pickers.ts';
import { asFailure, type PlannerSession } from './session.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** How often everything is written to the backup folder by itself. */
export const BACKUP_TIMES = ['off', 'daily', 'weekly', 'changes'] as const;
export type BackupTime = (typeof BACKUP_TIMES)[number];

/** Fifty changes are an evening's work; a week is what people say they can bear to lose. */
export const CHANGES = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
export const WEEK_MS = 7 * DAY_MS;
const LOCK = 'foldline/backup';
/** A folder that did not take a backup is not tried again at once. */
const AFTER_FAILURE_MS = 60 * 60 * 1000;

/** Backups into a folder that the person chose once, by hand or by themselves while a tab is open. */
export class Backups {
  readonly #session: PlannerSession;
  readonly #files: Files;
  readonly #clock: Clock;
  readonly #toasts: Toasts;
  readonly supported = canChooseFolder();
  #folder = $state.raw<FileSystemDirectoryHandle | null>(null);
  #permission = $state<PermissionState | null>(null);
  #every = $state<BackupTime>('off');
  #problem = $state.raw<Problem | null>(null);
  #failedAt = $state(0);

  constructor(session: PlannerSession, files: Files, clock: Clock, toasts: Toasts) {
    this.#session = session;
    this.#files = files;
    this.#clock = clock;
    this.#toasts = toasts;
    void this.#load();
    document.addEventListener('visibilitychange', () => void this.#look());
    // Lives as long as the page.
    $effect.root(() => {
      $effect(() => {
        if (this.due) untrack(() => void this.#backUpByItself());
      });
    });
  }

  /** The folder's name; null: none was chosen. */
  get folder(): string | null {
    return this.#folder?.name ?? null;
  }

  /** False when the browser wants to be asked anew, which only a click can do. */
  get allowed(): boolean {
    return this.#permission === 'granted';
  }

  /** The permission for the folder has run out. */
  get expired(): boolean {
    return this.#folder !== null && this.#permission !== null && !this.allowed;
  }

  get every(): BackupTime {
    return this.#every;
  }

  set every(every: BackupTime) {
    this.#every = every;
    void this.#session.service.writeSetting('backupEvery', every).catch(() => undefined);
  }

  /** Backups are made without anybody's doing. */
  get byItself(): boolean {
    return this.#folder !== null && this.allowed && this.#every !== 'off';
  }

  /** Why the last backup did not work; null once one has. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** A backup should be made now. */
  get due(): boolean {
    const { storage } = this.#session;
    if (!this.byItself || storage === null || storage.place === 'memory' || storage.eventsSinceBackup === 0)
      return false;
    if (this.#clock.now - this.#failedAt < AFTER_FAILURE_MS) return false;
    if (this.#every === 'changes') return storage.eventsSinceBackup >= CHANGES;
    const age = this.#clock.now - (storage.lastBackupAt ?? 0);
    return age >= (this.#every === 'daily' ? DAY_MS : WEEK_MS);
  }

  /** Lets the person choose a folder, and makes the first backup there. */
  async choose(): Promise<void> {
    await this.#attempt(async () => {
      const folder = await chooseFolder();
      if (folder === null) return;
      await this.#session.service.writeBackupFolder(folder);
      this.#folder = folder;
      this.#permission = await askPermission(folder);
      await this.backUp();
      // Only now, or the first backup would be due by itself while it is being made.
      if (this.#every === 'off') this.every = 'daily';
    });
  }

  /** Asks the browser for the folder again. Only in answer to a click. */
  async allow(): Promise<void> {
    await this.#attempt(async () => {
      if (this.#folder === null) return;
      this.#permission = await askPermission(this.#folder);
      if (this.allowed) await this.backUp();
    });
  }

  async forget(): Promise<void> {
    await this.#attempt(async () => {
      await this.#session.service.writeBackupFolder(null);
      this.#folder = null;
      this.#permission = null;
    });
  }

  /** To the folder; where there is none, as a file. */
  async backUp(): Promise<void> {
    if (this.#folder === null) {
      await this.#files.exportLog({ type: 'everything' });
      return;
    }
    if (!this.allowed) return this.allow();
    // While this lasts none is made by itself, here or in another tab. The locks are missing outside of secure contexts.
    const locks: LockManager | undefined = navigator.locks;
    const isWritten = locks === undefined ? await this.#write() : await locks.request(LOCK, () => this.#write());
    if (isWritten) this.#toasts.show(t.backup.done(this.#folder.name));
  }

  async #backUpByItself(): Promise<void> {
    // Typed as always there, yet missing outside of secure contexts.
    const locks: LockManager | undefined = navigator.locks;
    if (locks === undefined) return void (await this.#write());
    await locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      // Another tab is at it, or was just now.
      if (lock === null) return;
      await this.#session.measureStorage();
      if (this.due) await this.#write();
    });
  }

  async #write(): Promise<boolean> {
    if (this.#files.act !== null) return false;
    this.#problem = await this.#files.backUp();
    if (this.#problem !== null) {
      this.#failedAt = this.#clock.now;
      await this.#look();
      return false;
    }
    await this.#session.measureStorage();
    return true;
  }

  async #load(): Promise<void> {
    try {
      const every = await this.#session.service.readSetting('backupEvery');
      this.#every = BACKUP_TIMES.find((time) => time === every) ?? 'off';
      this.#folder = await this.#session.service.readBackupFolder();
      await this.#look();
    } catch {
      // The storage can't be opened: the app says so elsewhere.
    }
  }

  async #look(): Promise<void> {
    if (this.#folder === null || document.visibilityState === 'hidden') return;
    this.#permission = await permissionOf(this.#folder).catch((): PermissionState => 'denied');
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#session.tell(asFailure(error));
    }
  }
}
