import type { PlannerService } from '#service/contract.ts';

const WRITE_AFTER_MS = 300;

/** Text that is being typed and not in the log yet. It survives a reload, a crash and an update of the app. */
export class Scratch {
  readonly #key: string;
  readonly #service: PlannerService;
  #text = $state('');
  #touched = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(key: string, service: PlannerService) {
    this.#key = key;
    this.#service = service;
    void this.#read();
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#touched = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // A text that can't be kept is still on the screen; the foot says that saving does not work.
    await this.#service.writeScratch(this.#key, this.#text === '' ? null : this.#text).catch(() => undefined);
  }

  async clear(): Promise<void> {
    this.text = '';
    await this.flush();
  }

  async #read(): Promise<void> {
    const kept = await this.#service.readScratch(this.#key).catch(() => null);
    // Someone who types at once is faster than the disk, and is right.
    if (kept !== null && !this.#touched) this.#text = kept;
  }
}

/** One scratch for each key, for the whole page; all of them are written when the page goes away. */
export class Scratches {
  readonly #service: PlannerService;
  readonly #byKey = new Map<string, Scratch>();

  constructor(service: PlannerService) {
    this.#service = service;
    addEventListener('pagehide', () => void this.flush());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void this.flush());
  }

  at(key: string): Scratch {
    const known = this.#byKey.get(key);
    if (known) return known;
    const made = new Scratch(key, this.#service);
    this.#byKey.set(key, made);
    return made;
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#byKey.values()].map((scratch) => scratch.flush()));
  }
}
