import { type Backups, CHANGES, WEEK_MS } from './backups.svelte.ts';
import type { Clock } from './clock.svelte.ts';
import type { PlannerSession } from './session.svelte.ts';

/** When to remind of a backup: calmly, once, and not again for a week if the person says so. */
export class BackupReminder {
  readonly #session: PlannerSession;
  readonly #clock: Clock;
  readonly #backups: Backups;
  /** Epoch milliseconds; for ever until the setting is read, so that the notice doesn't flash. */
  #snoozedUntil = $state(Number.POSITIVE_INFINITY);

  constructor(session: PlannerSession, clock: Clock, backups: Backups) {
    this.#session = session;
    this.#clock = clock;
    this.#backups = backups;
    void session.service
      .readSetting('backupSnoozedUntil')
      .catch(() => null)
      .then((until) => {
        this.#snoozedUntil = Number(until ?? 0);
      });
  }

  get due(): boolean {
    const { storage } = this.#session;
    if (storage === null || storage.place === 'memory' || storage.eventsSinceBackup === 0) return false;
    if (this.#backups.byItself || this.#clock.now < this.#snoozedUntil) return false;
    const { lastBackupAt, eventsSinceBackup } = storage;
    return eventsSinceBackup >= CHANGES || (lastBackupAt !== null && this.#clock.now - lastBackupAt >= WEEK_MS);
  }

  snooze(): void {
    this.#snoozedUntil = this.#clock.now + WEEK_MS;
    void this.#session.service.writeSetting('backupSnoozedUntil', String(this.#snoozedUntil)).catch(() => undefined);
  }
}
