import type { PlanId } from '#planner/ids.ts';

/** What may leave this device, what it takes to get in elsewhere, and what has left. Kept per device, but for the ledger. */
export interface Privacy {
  /** Whether requests can leave at all: starts what they leave from, and asks it. */
  checkEgress(): Promise<EgressStanding>;
  /** What the person has let be reached, oldest first. */
  readGrants(): Promise<readonly Grant[]>;
  /** Of an address's origin. Refused with `InvalidCommand` where the address is none that can be granted. */
  grant(grant: NewGrant): Promise<Grant>;
  /** Ends what is under way by it. */
  revoke(grantId: string): Promise<void>;
  /** Where secrets belong and how they are kept. What they are never comes back. */
  readSecrets(): Promise<readonly SecretNote[]>;
  /** null forgets it. */
  writeSecret(secretId: string, secret: NewSecret | null): Promise<void>;
  /** Everything that left, newest first, a page at a time. */
  readLedger(query: LedgerQuery): Promise<LedgerPage>;
}

/** `uncontrolled`: the service worker is not in charge of this page; a reload helps. `unsupported`: there is none here. */
export type EgressStanding =
  | { readonly type: 'on' }
  | { readonly type: 'off'; readonly reason: 'uncontrolled' | 'unsupported' };

/** Where an origin is: the world, this device, or the network around it. */
export type GrantNetwork = 'public' | 'loopback' | 'private';

export type GrantScope = { readonly type: 'models' } | { readonly type: 'plan'; readonly planId: PlanId };

export interface Grant {
  readonly id: string;
  /** As `https://host:port`. */
  readonly origin: string;
  readonly network: GrantNetwork;
  readonly for: GrantScope;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface NewGrant {
  readonly address: string;
  /** What the person was told it is: a grant for the world is none for this device. */
  readonly network: GrantNetwork;
  readonly for: GrantScope;
  /** For the next request alone. */
  readonly once?: boolean;
}

/** A request as it will be sent, its secrets as their names. */
export interface WaitingSending {
  readonly id: string;
  readonly url: string;
  readonly network: GrantNetwork;
  readonly purpose: string;
  readonly headers: Readonly<Record<string, string>>;
  /** null: there is none, or it is no text. */
  readonly body: string | null;
  /** Address, headers and body. */
  readonly bytes: number;
}

export interface SecretNote {
  readonly id: string;
  readonly origin: string;
  /** `tab`: until the last tab is closed. */
  readonly kept: 'tab' | 'device';
}

export interface NewSecret {
  /** An address of the origin that it is for. */
  readonly address: string;
  readonly value: string;
  readonly keep: 'tab' | 'device';
}

export interface LedgerQuery {
  /** Where a page before ended; null: from the newest. */
  readonly before: number | null;
  /** Only of this plan; null: of all, and of none. */
  readonly planId: PlanId | null;
  /** Only to this origin; null: to all. */
  readonly origin: string | null;
}

export interface LedgerPage {
  readonly rows: readonly LedgerRow[];
  /** Where the next page begins; null: there is none. */
  readonly before: number | null;
  /** By origin, most bytes first, over everything that the query asks for. */
  readonly totals: readonly OriginTotal[];
}

export interface LedgerRow {
  readonly sendingId: string;
  readonly position: number;
  /** null: it belonged to none. */
  readonly planId: PlanId | null;
  /** Written on this device, or come in with a file from another. */
  readonly isHere: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly origin: string;
  readonly method: string;
  readonly purpose: string;
  readonly attempt: string | null;
  readonly sent: number;
  /** null: nobody has written how it ended. */
  readonly answer: {
    readonly at: number;
    readonly bytes: number;
    readonly status: number | null;
    /** `whole`, or the code of a failure. */
    readonly ended: string;
  } | null;
}

export interface OriginTotal {
  readonly origin: string;
  readonly requests: number;
  readonly sent: number;
  readonly received: number;
  readonly lastAt: number;
}
