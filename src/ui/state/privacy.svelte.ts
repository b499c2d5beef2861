import type { PlanId } from '#planner/ids.ts';
import type { EgressStanding, Grant, LedgerPage, LedgerRow, PlannerService, SecretNote } from '#service/contract.ts';
import type { Failure } from '#service/failure.ts';
import { asFailure } from './session.svelte.ts';

export interface LedgerFilter {
  readonly planId: PlanId | null;
  readonly origin: string | null;
}

/** While somebody looks, what is new is asked for this often. */
const AGAIN_MS = 1500;

/** What has left the device and what may, while somebody looks at it. */
export class PrivacyBook {
  readonly #service: PlannerService;
  #standing = $state.raw<EgressStanding | null>(null);
  #rows = $state.raw<readonly LedgerRow[]>([]);
  #totals = $state.raw<LedgerPage['totals']>([]);
  #before = $state.raw<number | null>(null);
  #filter = $state.raw<LedgerFilter>({ planId: null, origin: null });
  #isRead = $state.raw(false);
  #grants = $state.raw<readonly Grant[]>([]);
  #secrets = $state.raw<readonly SecretNote[]>([]);
  #failure = $state.raw<Failure | null>(null);
  #pages = 1;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;

  constructor(service: PlannerService) {
    this.#service = service;
  }

  /** null while it is being looked at. */
  get standing(): EgressStanding | null {
    return this.#standing;
  }

  /** Newest first. */
  get rows(): readonly LedgerRow[] {
    return this.#rows;
  }

  get totals(): LedgerPage['totals'] {
    return this.#totals;
  }

  get hasOlder(): boolean {
    return this.#before !== null;
  }

  get isRead(): boolean {
    return this.#isRead;
  }

  get filter(): LedgerFilter {
    return this.#filter;
  }

  get grants(): readonly Grant[] {
    return this.#grants;
  }

  get secrets(): readonly SecretNote[] {
    return this.#secrets;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  /** Begins to look. Returns the way to stop. */
  open(filter: LedgerFilter): () => void {
    this.#isOpen = true;
    this.#filter = filter;
    void this.#tryTo(async () => {
      this.#standing = await this.#service.checkEgress();
    });
    void this.#watch();
    return () => {
      this.#isOpen = false;
      clearTimeout(this.#timer);
    };
  }

  async show(filter: LedgerFilter): Promise<void> {
    this.#filter = filter;
    this.#pages = 1;
    await this.#tryTo(() => this.#read());
  }

  async showOlder(): Promise<void> {
    this.#pages += 1;
    await this.#tryTo(() => this.#read());
  }

  async revoke(grant: Grant): Promise<boolean> {
    return this.#tryTo(async () => {
      await this.#service.revoke(grant.id);
      await this.#read();
    });
  }

  async forget(secret: SecretNote): Promise<boolean> {
    return this.#tryTo(async () => {
      await this.#service.writeSecret(secret.id, null);
      await this.#read();
    });
  }

  async #watch(): Promise<void> {
    await this.#tryTo(() => this.#read());
    if (this.#isOpen) this.#timer = setTimeout(() => void this.#watch(), AGAIN_MS);
  }

  async #read(): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    const [page, grants, secrets] = await Promise.all([
      this.#readPages(),
      this.#service.readGrants(),
      this.#service.readSecrets(),
    ]);
    // Something else was asked for meanwhile.
    if (mine !== this.#asked) return;
    this.#rows = page.rows;
    this.#totals = page.totals;
    this.#before = page.before;
    this.#grants = grants;
    this.#secrets = secrets;
    this.#isRead = true;
  }

  /** As many pages as were opened: rows get their ends, and new ones come before them. */
  async #readPages(): Promise<LedgerPage> {
    const first = await this.#service.readLedger({ ...this.#filter, before: null });
    const rows = [...first.rows];
    let before = first.before;
    for (let n = 1; n < this.#pages && before !== null; n++) {
      const next = await this.#service.readLedger({ ...this.#filter, before });
      rows.push(...next.rows);
      before = next.before;
    }
    return { rows, before, totals: first.totals };
  }

  async #tryTo(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      this.#failure = null;
      return true;
    } catch (thrown) {
      this.#failure = asFailure(thrown);
      return false;
    }
  }
}
