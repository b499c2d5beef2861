import type { Network } from '#kit/network.ts';
import { err, ok, type Result } from '#kit/result.ts';
import type { EgressFailure, EgressFetch, EgressRequest, EgressResponse } from '#models/egress-port.ts';
import type { LedgerCommand } from '#planner/ledger.ts';
import type { PlanConfig } from '#planner/plan-config.ts';
import { type Address, parseAddress } from './egress/address.ts';
import { secretsNamed } from './egress/secret-references.ts';
import type { Sending } from './egress/send.ts';
import { type Senders, watched } from './egress/senders.ts';

/** What a grant is for: any model that the person set up, or what the tasks of a plan do. */
export type EgressScope = 'models' | 'plan';

export interface EgressPorts {
  readonly senders: Senders;
  /** Whether this device's person has let this origin be reached. With `use`, a grant for one time is used up. */
  readonly isGranted: (
    origin: string,
    scope: EgressScope,
    plan: string | null,
    use: boolean,
  ) => Promise<'kept' | 'once' | 'no'>;
  /** The plan's own word; null where there is no such plan. */
  readonly readConfig: (plan: string) => Promise<PlanConfig | null>;
  /** Where a secret belongs and what it is; null for one that is not here. */
  readonly readSecret: (id: string) => Promise<{ readonly origin: string; readonly value: string } | null>;
  /** Writes a row. An error names what kept it from being written. */
  readonly record: (row: LedgerCommand, plan: string | null) => Promise<Result<void, string>>;
  /** Shows what is about to be sent and waits for a yes. Settles with no when `signal` is aborted. */
  readonly confirm: (about: AboutToSend, signal: AbortSignal) => Promise<boolean>;
  readonly newId: () => string;
}

/** A request as it will leave, its secrets as their names. */
export interface AboutToSend {
  readonly id: string;
  readonly address: Address;
  readonly request: EgressRequest;
  readonly bytes: number;
  readonly plan: string | null;
}

export interface Egress {
  /** For whoever talks to models, or for the executors of tasks. */
  fetchFor(scope: EgressScope): EgressFetch;
  /** Whether anything can leave at all. */
  check(): Promise<Result<void, EgressFailure>>;
  /** A plan's config has changed: what it no longer allows is ended. */
  planChanged(plan: string): Promise<void>;
  /** A grant was taken back: what it had let out is ended. */
  grantsChanged(): Promise<void>;
}

interface UnderWay {
  readonly origins: readonly string[];
  readonly scope: EgressScope;
  readonly plan: string | null;
  /** Those that it had leave for one time to reach. */
  readonly once: Set<string>;
  readonly stop: (failure: EgressFailure) => void;
}

/**
 * The way out, on this side of the worker that goes it. In this order: the address is read, the plan and the grants are
 * asked, secrets are looked up, the person if they want to be, the ledger gets its row, and only then is the request handed over. Whatever fails before
 * that has sent nothing.
 */
export function createEgress(ports: EgressPorts): Egress {
  const { senders, isGranted, readConfig, readSecret, record, confirm, newId } = ports;
  const underWay = new Set<UnderWay>();

  return {
    fetchFor: (scope) => (url, request) => start(scope, url, request),
    check: () => senders.check(),
    async planChanged(plan) {
      await endWhere((one) => one.plan === plan);
    },
    async grantsChanged() {
      await endWhere(() => true);
      senders.endIdle();
    },
  };

  async function start(
    scope: EgressScope,
    url: string,
    request: EgressRequest,
  ): Promise<Result<EgressResponse, EgressFailure>> {
    const stopping = new AbortController();
    let stopped: EgressFailure | null = null;
    const stop = (failure: EgressFailure) => {
      stopped ??= failure;
      stopping.abort();
    };
    const cancel = () => stop({ code: 'Cancelled', params: {}, retry: 'never' });
    if (request.signal?.aborted) return err({ code: 'Cancelled', params: {}, retry: 'never' });

    const read = readAddresses(url, request.follow ?? []);
    if (!read.ok) return read;
    const addresses = read.value;
    const [address] = addresses;
    const plan = request.plan ?? null;
    const once = new Set<string>();
    const may = await isAllowed(addresses, scope, plan, once, true);
    if (!may.ok) return may;
    const secrets = await secretsOf(address, request);
    if (!secrets.ok) return secrets;

    const origins = addresses.map(({ origin }) => origin);
    const mine: UnderWay = { origins, scope, plan, once, stop };
    underWay.add(mine);
    request.signal?.addEventListener('abort', cancel);
    const { signal: _, ...asked } = request;
    const sending: Sending = { url: address.href, request: asked, secrets: secrets.value };
    const sendingId = newId();
    let received = 0;
    let status: number | null = null;
    let isOver = false;
    const over = (failure: EgressFailure | null) => {
      if (isOver) return;
      isOver = true;
      underWay.delete(mine);
      request.signal?.removeEventListener('abort', cancel);
      void record(
        {
          type: 'RecordBytesReceived',
          v: 1,
          sendingId,
          origin: address.origin,
          bytes: received,
          status,
          ended: failure?.code ?? 'whole',
        },
        plan,
      );
    };

    const bytes = sizeOf(address.href, request);
    const leave = () => {
      underWay.delete(mine);
      request.signal?.removeEventListener('abort', cancel);
    };
    if (!(await confirm({ id: sendingId, address, request, bytes, plan }, stopping.signal))) {
      leave();
      return err(stopped ?? { code: 'Cancelled', params: {}, retry: 'never' });
    }
    const { method, purpose, attempt = null } = request;
    const written = await record(
      {
        type: 'RecordBytesSent',
        v: 1,
        sendingId,
        origin: address.origin,
        method,
        purpose: purpose.slice(0, 80) || 'unknown',
        bytes,
        attempt,
      },
      plan,
    );
    if (!written.ok) {
      leave();
      return err({ code: 'LedgerFailed', params: { reason: written.error }, retry: 'later' });
    }
    // A worker that is still being started does not keep a stop waiting.
    const answer = await Promise.race([senders.send(sending, origins, stopping.signal), cancelled(stopping.signal)]);
    if (!answer.ok) {
      const failure = stopped ?? answer.error;
      over(failure);
      return err(failure);
    }
    status = answer.value.status;
    const body = watched(
      answer.value.body,
      (failure) => over(failure),
      (bytes) => {
        received += bytes;
      },
      (failure) => stopped ?? failure,
    );
    return ok({ ...answer.value, body });
  }

  /** Into `once` goes what was granted for one time; what is in there already stays so. */
  async function isAllowed(
    addresses: readonly Pick<Address, 'origin' | 'network'>[],
    scope: EgressScope,
    plan: string | null,
    once: Set<string>,
    use: boolean,
  ): Promise<Result<void, EgressFailure>> {
    try {
      return await askLeave(addresses, scope, plan, once, use);
    } catch (thrown) {
      // Who can't be asked has not said yes.
      return err({ code: 'LedgerFailed', params: { reason: codeOf(thrown) }, retry: 'later' });
    }
  }

  async function askLeave(
    addresses: readonly Pick<Address, 'origin' | 'network'>[],
    scope: EgressScope,
    plan: string | null,
    once: Set<string>,
    use: boolean,
  ): Promise<Result<void, EgressFailure>> {
    const config = plan === null ? null : await readConfig(plan);
    if (plan !== null && config?.offlineOnly) return err({ code: 'PlanOffline', params: { plan }, retry: 'never' });
    for (const { origin, network } of addresses) {
      if (once.has(origin)) continue;
      const granted = await isGranted(origin, scope, plan, use);
      if (granted === 'once') once.add(origin);
      if (granted === 'no') {
        return err({ code: 'NotGranted', params: { origin, network }, retry: 'never' });
      }
    }
    return ok(undefined);
  }

  async function endWhere(concerns: (one: UnderWay) => boolean): Promise<void> {
    for (const one of [...underWay]) {
      if (!concerns(one)) continue;
      const addresses = one.origins.map((origin) => ({ origin, network: 'public' as Network }));
      const may = await isAllowed(addresses, one.scope, one.plan, one.once, false);
      if (!may.ok) one.stop(may.error);
    }
  }

  async function secretsOf(
    { href, origin }: Address,
    request: EgressRequest,
  ): Promise<Result<ReadonlyMap<string, string>, EgressFailure>> {
    const refuse = (secret: string, reason: 'missing' | 'other-origin' | 'in-address' | 'in-body' | 'followed') =>
      err<EgressFailure>({ code: 'SecretRefused', params: { secret, reason }, retry: 'never' });
    const inBody = typeof request.body === 'string' ? secretsNamed(request.body) : [];
    const inAddress = secretsNamed(decodeSafely(href));
    // A text may speak of such references; only one to a secret that there is was meant as one.
    for (const id of inAddress) if ((await readSecret(id)) !== null) return refuse(id, 'in-address');
    for (const id of inBody) if ((await readSecret(id)) !== null) return refuse(id, 'in-body');
    const found = new Map<string, string>();
    for (const id of secretsNamed(Object.values(request.headers).join('\n'))) {
      const secret = await readSecret(id);
      if (secret === null) return refuse(id, 'missing');
      if (secret.origin !== origin) return refuse(id, 'other-origin');
      if ((request.follow ?? []).length > 0) return refuse(id, 'followed');
      found.set(id, secret.value);
    }
    return ok(found);
  }
}

function cancelled(signal: AbortSignal): Promise<Result<never, EgressFailure>> {
  const answer = err<EgressFailure>({ code: 'Cancelled', params: {}, retry: 'never' });
  if (signal.aborted) return Promise.resolve(answer);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(answer), { once: true }));
}

/** The log's failures come as plain data; anything else is a bug and goes on as one. */
function codeOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) return String(thrown.code);
  throw thrown;
}

/** The address, and where a redirect of it may lead. */
function readAddresses(
  url: string,
  follow: readonly string[],
): Result<readonly [Address, ...Address[]], EgressFailure> {
  const address = parseAddress(url);
  if (!address.ok) return address;
  const all: [Address, ...Address[]] = [address.value];
  for (const origin of follow) {
    const other = parseAddress(origin);
    if (!other.ok) return other;
    all.push(other.value);
  }
  return ok(all);
}

/** As far as it is ours: address, headers with their secrets as names, and body. */
function sizeOf(href: string, { headers, body = '' }: EgressRequest): number {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const own = new TextEncoder().encode(`${href}${lines.join('')}`).length;
  return own + (typeof body === 'string' ? new TextEncoder().encode(body).length : body.length);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
