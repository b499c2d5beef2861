import type {
  CheckReport,
  CommitLine,
  CommitQuery,
  LogReport,
  PlannerService,
  Readings,
  RetriedParked,
} from '#service/contract.ts';
import type { Failure } from '#service/failure.ts';
import { asFailure } from './session.svelte.ts';

/** While something is under way, and while nothing is. */
const BUSY_MS = 400;
const IDLE_MS = 1500;

const NO_READINGS: Readings = { monitoring: null, audit: null, metrics: null };

/** What the inspector looks at: asked for again and again while somebody does. */
export class LogInspector {
  readonly #service: PlannerService;
  #report = $state.raw<LogReport | null>(null);
  #readings = $state.raw<Readings>(NO_READINGS);
  #lines = $state.raw<readonly CommitLine[]>([]);
  #before = $state.raw<number | null>(null);
  #filter = $state.raw<Pick<CommitQuery, 'stream' | 'type'>>({ stream: null, type: null });
  /** The newest position when the list was read: what came after it is offered, not pushed in. */
  #listedTo = $state.raw(Number.POSITIVE_INFINITY);
  #listing = $state.raw(true);
  #check = $state.raw<CheckReport | null>(null);
  #checking = $state.raw<AbortController | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #readAt = '';
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;

  constructor(service: PlannerService) {
    this.#service = service;
  }

  /** null until it is known. */
  get report(): LogReport | null {
    return this.#report;
  }

  get readings(): Readings {
    return this.#readings;
  }

  /** Newest first. */
  get lines(): readonly CommitLine[] {
    return this.#lines;
  }

  get hasOlder(): boolean {
    return this.#before !== null;
  }

  /** Commits are being read for the list. */
  get listing(): boolean {
    return this.#listing;
  }

  get filter(): Pick<CommitQuery, 'stream' | 'type'> {
    return this.#filter;
  }

  /** How many commits, of any kind, have come since the list was read. */
  get newer(): number {
    return Math.max(0, (this.#report?.position ?? 0) - this.#listedTo);
  }

  get check(): CheckReport | null {
    return this.#check;
  }

  /** From 0 to 1 while everything is checked. */
  get checking(): number | null {
    return this.#checking === null ? null : (this.#report?.checking ?? 0);
  }

  /** Why nothing could be read; null while all is well. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Looks, and looks again, until it is told to stop. */
  open(): () => void {
    this.#isOpen = true;
    void this.#look();
    void this.list();
    return () => {
      this.#isOpen = false;
      clearTimeout(this.#timer);
      this.#checking?.abort();
    };
  }

  /** Reads the newest commits that fit. */
  async list(filter = this.#filter): Promise<void> {
    this.#filter = filter;
    this.#lines = [];
    this.#before = null;
    const mine = ++this.#asked;
    await this.#readPage(null, mine);
  }

  async listOlder(): Promise<void> {
    if (this.#before !== null && !this.#listing) await this.#readPage(this.#before, this.#asked);
  }

  /** The whole commit as text; null when it could not be read. */
  async envelope(position: number): Promise<string | null> {
    const read = await this.#call(() => this.#service.readEnvelope(position));
    return read.answer ?? null;
  }

  /** False: this tab does not do that work. */
  async rebuild(name: string): Promise<boolean> {
    const { answer } = await this.#call(() => this.#service.rebuildProjection(name));
    await this.#lookNow();
    return answer ?? false;
  }

  async cancelRebuild(name: string): Promise<void> {
    await this.#call(() => this.#service.cancelRebuild(name));
    await this.#lookNow();
  }

  /** null: this tab does not do that work, or it failed. */
  async retryParked(name: string): Promise<RetriedParked | null> {
    const { answer } = await this.#call(() => this.#service.retryParked(name));
    await this.#lookNow();
    return answer ?? null;
  }

  async checkAll(): Promise<CheckReport | null> {
    if (this.#checking !== null) return null;
    const stop = new AbortController();
    this.#checking = stop;
    this.#check = null;
    void this.#lookNow();
    const { answer } = await this.#call(() => this.#service.checkLog(stop.signal));
    this.#checking = null;
    this.#check = answer ?? null;
    return this.#check;
  }

  cancelCheck(): void {
    this.#checking?.abort();
  }

  dismissCheck(): void {
    this.#check = null;
  }

  async #readPage(before: number | null, mine: number): Promise<void> {
    this.#listing = true;
    const { answer: page } = await this.#call(() => this.#service.readCommits({ ...this.#filter, before }));
    // Another list was asked for meanwhile.
    if (mine !== this.#asked) return;
    this.#listing = false;
    if (page === undefined) return;
    this.#lines = [...this.#lines, ...page.commits];
    this.#before = page.before;
    if (before === null) this.#listedTo = page.head;
  }

  #lookNow(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#look();
  }

  async #look(): Promise<void> {
    const { answer: report } = await this.#call(() => this.#service.inspectLog());
    if (!this.#isOpen) return;
    if (report !== undefined) {
      this.#report = report;
      await this.#readReadings(report);
    }
    clearTimeout(this.#timer);
    if (this.#isOpen) this.#timer = setTimeout(() => void this.#look(), this.#isBusy ? BUSY_MS : IDLE_MS);
  }

  /** Only when there is something new in them. */
  async #readReadings({ projections }: LogReport): Promise<void> {
    const at = JSON.stringify(
      projections.map(({ name, position, rebuilding }) => [name, position, rebuilding === null]),
    );
    if (at === this.#readAt) return;
    const { answer } = await this.#call(() => this.#service.readReadings());
    if (answer === undefined) return;
    this.#readings = answer;
    this.#readAt = at;
  }

  get #isBusy(): boolean {
    const { projections = [], position = 0 } = this.#report ?? {};
    return (
      this.#checking !== null || projections.some((one) => one.rebuilding !== null || (one.position ?? 0) < position)
    );
  }

  async #call<T>(act: () => Promise<T>): Promise<{ readonly answer?: T }> {
    try {
      const answer = await act();
      this.#failure = null;
      return { answer };
    } catch (error) {
      this.#failure = asFailure(error);
      return {};
    }
  }
}
