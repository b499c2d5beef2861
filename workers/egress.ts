import { uuidv7 } from 'uuidv7';
import { parseAddress } from '#engine/egress/address.ts';
import { createSenders } from '#engine/egress/senders.ts';
import { createEgress, type Egress, type EgressScope } from '#engine/egress.ts';
import { err, ok, type Result } from '#kit/result.ts';
import type { CommitId, PlanId } from '#planner/ids.ts';
import type { LedgerCommand } from '#planner/ledger.ts';
import type { EngineDoor, PageHost } from '#service/contract.ts';
import type { Failure } from '#service/failure.ts';
import { createLedger } from '#service/ledger.ts';
import { logFailure } from '#service/log-failure.ts';
import type { Grant, GrantNetwork, GrantScope, Privacy } from '#service/privacy.ts';
import type { EventLog } from '#store/event-log.ts';
import { createGrants, type StoredGrant } from '#store/grants.ts';
import type { KeyValue } from '#store/key-value.ts';
import { createSecrets } from '#store/secrets.ts';
import egressWorkerCode from './egress.worker.ts?worker&url';
import { egressAddress } from './egress-script.ts';

export interface EgressHouse {
  readonly egress: Egress;
  readonly privacy: Privacy;
}

export interface EgressHousePorts {
  readonly log: EventLog;
  readonly door: EngineDoor;
  readonly host: PageHost;
  readonly settings: KeyValue;
  readonly now: () => number;
  /** The page's own folder. Default: the one above that of this worker. */
  readonly root?: string;
  readonly onBug: (error: unknown) => void;
}

/** The way out, and what a person decides and reads about it. A chunk of its own: most starts need none of it. */
export function openEgress({ log, door, host, settings, now, root, onBug }: EgressHousePorts): EgressHouse {
  const folder = root ?? new URL('../', location.href).href;
  const grants = createGrants(settings);
  const secrets = createSecrets(settings, host);
  const ledger = createLedger(log);
  const egress = createEgress({
    senders: createSenders({
      spawn(origins) {
        return new Worker(egressAddress(folder, new URL(egressWorkerCode, location.href).href, origins), {
          type: 'module',
          name: 'egress',
        });
      },
      async whyOff() {
        const network = await host.readNetwork();
        return network === 'ready' ? 'try-again' : network;
      },
    }),
    async isGranted(origin, scope, plan, once) {
      const name = scopeName(scope, plan);
      if (name === null) return 'no';
      if (await grants.has(origin, name)) {
        if (scope === 'models' || plan === null) return 'kept';
        // The plan's own word is needed too, so that undoing it there takes it back.
        const state = await door.readPlan(plan as PlanId);
        if (state?.config.allowedOrigins.includes(origin)) return 'kept';
      }
      return once && grants.takeOnce(origin, name) ? 'once' : 'no';
    },
    readConfig: async (plan) => (await door.readPlan(plan as PlanId))?.config ?? null,
    readSecret: (id) => secrets.read(id),
    async confirm({ id, address, request, bytes }, signal) {
      const setting = await settings.get('askBeforeSending');
      if (!setting.ok || setting.value !== 'on') return true;
      if (signal.aborted) return false;
      const { href: url, network } = address;
      const { purpose, headers, body } = request;
      const drop = () => void host.dropSending(id).catch(onBug);
      signal.addEventListener('abort', drop, { once: true });
      const text = typeof body === 'string' ? body : null;
      return host.confirmSending({ id, url, network: network as GrantNetwork, purpose, headers, body: text, bytes });
    },
    record: (row, plan) => record(door, row, plan as PlanId | null, now),
    newId: uuidv7,
  });
  grants.onChange(() => void egress.grantsChanged().catch(onBug));
  door.onConfigured((planId) => void egress.planChanged(planId).catch(onBug));

  return {
    egress,
    privacy: {
      async checkEgress() {
        const checked = await egress.check();
        if (checked.ok) return { type: 'on' };
        const { error } = checked;
        return { type: 'off', reason: error.code === 'NetworkOff' ? error.params.reason : 'uncontrolled' };
      },
      readGrants: async () => orThrowStore(await grants.all()).map(toGrant),
      async grant({ address, network, for: scope, once = false }) {
        const parsed = parseAddress(address);
        if (!parsed.ok) throw refused('/address', 'an address that can be granted');
        if (parsed.value.network !== network) throw refused('/network', parsed.value.network);
        const stored: StoredGrant = { origin: parsed.value.origin, scope: nameOf(scope), network, at: now() };
        if (once) grants.addOnce(stored.origin, stored.scope);
        else orThrowStore(await grants.add(stored));
        return toGrant(stored);
      },
      async revoke(grantId) {
        const found = orThrowStore(await grants.all()).find((one) => toGrant(one).id === grantId);
        if (found !== undefined) orThrowStore(await grants.remove(found.origin, found.scope));
      },
      readSecrets: async () => orThrowStore(await secrets.all()),
      async writeSecret(id, secret) {
        if (secret === null) return orThrowStore(await secrets.forget(id));
        const parsed = parseAddress(secret.address);
        if (!parsed.ok) throw refused('/address', 'an address that can be granted');
        const { origin } = parsed.value;
        orThrowStore(await secrets.write(id, { origin, value: secret.value }, secret.keep));
      },
      readLedger: (query) => ledger.read(query),
    },
  };
}

/** In the plan's stream; where there is no such plan, or it can't be written to, in the desk's. */
async function record(
  door: EngineDoor,
  row: LedgerCommand,
  planId: PlanId | null,
  now: () => number,
): Promise<Result<void, string>> {
  const commitId = uuidv7() as CommitId;
  const stamp = {
    commitId,
    at: now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: navigator.language,
    actor: { type: 'engine' as const },
    causation: null,
    correlation: commitId,
  };
  const command = { ...row, stamp };
  if (planId !== null) {
    const outcome = await door.submit({ to: 'plan', planId, command, blobs: [] });
    if (outcome.type === 'receipt') return ok(undefined);
    if (outcome.type === 'failure') return err(outcome.failure.code);
  }
  const outcome = await door.submit({ to: 'workspace', command });
  if (outcome.type === 'receipt') return ok(undefined);
  return err(outcome.type === 'failure' ? outcome.failure.code : outcome.rejection.code);
}

function scopeName(scope: EgressScope, plan: string | null): string | null {
  if (scope === 'models') return 'models';
  return plan === null ? null : `plan/${plan}`;
}

function nameOf(scope: GrantScope): string {
  return scope.type === 'models' ? 'models' : `plan/${scope.planId}`;
}

function toGrant({ origin, scope, network, at }: StoredGrant): Grant {
  const inPlan = scope.startsWith('plan/') ? (scope.slice('plan/'.length) as PlanId) : null;
  const forWhom: GrantScope = inPlan === null ? { type: 'models' } : { type: 'plan', planId: inPlan };
  return { id: `${scope} ${origin}`, origin, network, for: forWhom, at };
}

function refused(path: string, expected: string): Failure {
  return { code: 'InvalidCommand', params: { path, expected }, retry: 'never' };
}

function orThrowStore<T>(result: Result<T, Parameters<typeof logFailure>[0]>): T {
  if (result.ok) return result.value;
  throw logFailure(result.error);
}
