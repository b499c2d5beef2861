/** The time for sentences such as "3 minutes ago", kept fresh once a minute and when the page is looked at again. */
export class Clock {
  #now = $state(Date.now());

  constructor() {
    setInterval(() => this.#tick(), 60_000);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#tick());
  }

  /** Epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  #tick(): void {
    this.#now = Date.now();
  }
}
