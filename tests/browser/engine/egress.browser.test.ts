// The whole way: grants, plan, secrets, ledger, the worker under its policy, and a real origin on the other side.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import type { EgressRequest } from '#models/egress-port.ts';
import type { PlanId } from '#planner/ids.ts';
import { DEFAULT_CONFIG } from '#planner/plan-config.ts';
import type { LedgerPage, PageHost, TabSecret, WaitingSending } from '#service/contract.ts';
import { createVolatileKeyValue, type KeyValue } from '#store/key-value.ts';
import { type EgressHouse, openEgress } from '../../../workers/egress.ts';
import { createDesk, type Desk, newPlan, noHost, send, type Tab } from '../../contract/service/desk.ts';

const CANARY = 'sk-canary-9c41d07e';

let desk: Desk;
let tab: Tab;
let house: EgressHouse;
let settings: KeyValue;
let planId: PlanId;
let origin: string;
let inTab: Record<string, TabSecret>;
let shown: WaitingSending[];
let dropped: string[];
let answer: (id: string) => Promise<boolean>;

beforeEach(async () => {
  origin = await commands.openCollector();
  desk = await createDesk(Date.now());
  settings = createVolatileKeyValue();
  inTab = {};
  shown = [];
  dropped = [];
  answer = async () => true;
  const host: PageHost = {
    ...noHost,
    readTabSecrets: async () => inTab,
    async writeTabSecret(id, secret) {
      const { [id]: _, ...others } = inTab;
      inTab = secret === null ? others : { ...others, [id]: secret };
    },
    async confirmSending(sending) {
      shown.push(sending);
      return answer(sending.id);
    },
    async dropSending(id) {
      dropped.push(id);
    },
  };
  let opened: EgressHouse | null = null;
  tab = await desk.openTab({
    ports: {
      openPrivacy: async (door) => {
        opened = openEgress({
          log: tab.log,
          door,
          host,
          settings,
          now: () => Date.now(),
          root: `${location.origin}/`,
          onBug: (error) => {
            throw error;
          },
        });
        return opened.privacy;
      },
    },
  });
  expect(await tab.service.checkEgress()).toEqual({ type: 'on' });
  if (opened === null) throw new Error('not opened');
  house = opened;
  planId = await newPlan(tab);
});

afterEach(async () => {
  await desk.close();
  await commands.closeCollector(origin);
});

const ask = (path: string, more: Partial<EgressRequest> = {}) =>
  house.egress.fetchFor('models')(origin + path, { method: 'GET', headers: {}, purpose: 'draft', ...more });

async function read(path: string, more: Partial<EgressRequest> = {}): Promise<string> {
  const answer = await ask(path, more);
  if (!answer.ok) return answer.error.code;
  return new Response(answer.value.body).text().catch((failure) => failure.code);
}

const allow = () => tab.service.grant({ address: origin, network: 'loopback', for: { type: 'models' } });
const ledger = (): Promise<LedgerPage> => tab.service.readLedger({ before: null, planId: null, origin: null });
const keepOnDevice = (offlineOnly: boolean) =>
  send(tab, planId, { type: 'ConfigurePlan', v: 1, config: { ...DEFAULT_CONFIG, offlineOnly } });

describe('the way out', () => {
  it('[X1] is shut until the person opens it, for one origin, and as what it is', async () => {
    expect(await read('/')).toBe('NotGranted');
    await expect(
      tab.service.grant({ address: origin, network: 'public', for: { type: 'models' } }),
    ).rejects.toMatchObject({ code: 'InvalidCommand', params: { path: '/network', expected: 'loopback' } });
    const grant = await allow();
    expect(grant).toMatchObject({ origin, network: 'loopback', for: { type: 'models' } });
    expect(await read('/')).toBe('{"method":"GET","body":""}');
    const other = origin.replace('127.0.0.1', 'localhost');
    expect(
      await house.egress.fetchFor('models')(other, { method: 'GET', headers: {}, purpose: 'draft' }),
    ).toMatchObject({ error: { code: 'NotGranted' } });
    await tab.service.revoke(grant.id);
    expect(await read('/')).toBe('NotGranted');
    expect(await commands.readHits(origin)).toHaveLength(1);
  });

  it('[X10] a grant that is taken back ends what is under way by it', async () => {
    const grant = await allow();
    const reading = read('/slow', { plan: planId });
    await expect.poll(() => commands.readHits(origin)).toHaveLength(1);
    await tab.service.revoke(grant.id);
    expect(await reading).toBe('NotGranted');
    await expect.poll(async () => (await ledger()).rows[0]?.answer?.ended).toBe('NotGranted');
  });

  it('[X2] a plan that is kept on this device stops at once, and stays silent', async () => {
    await allow();
    const reading = read('/slow', { plan: planId });
    await expect.poll(() => commands.readHits(origin)).toHaveLength(1);
    await keepOnDevice(true);
    expect(await reading).toBe('PlanOffline');
    expect(await read('/', { plan: planId })).toBe('PlanOffline');
    await keepOnDevice(false);
    expect(await read('/', { plan: planId })).toContain('GET');
    expect(await commands.readHits(origin)).toHaveLength(2);
  });

  it('[X3] a leave for one time', async () => {
    await tab.service.grant({ address: origin, network: 'loopback', for: { type: 'models' }, once: true });
    expect(await tab.service.readGrants()).toEqual([]);
    expect(await read('/')).toContain('GET');
    expect(await read('/')).toBe('NotGranted');
  });

  it('[X7] every request has its row, in its plan’s stream or the desk’s, with bytes, purpose, attempt and end', async () => {
    await allow();
    await read('/large?5000', { plan: planId, attempt: 'call-1', purpose: 'split' });
    await read('/to?x', { purpose: 'model-list' });
    await read('/large?5000', { plan: 'gone', maxBytes: 100 });
    await expect.poll(async () => (await ledger()).rows.every(({ answer }) => answer !== null)).toBe(true);
    const { rows, totals } = await ledger();
    expect(rows).toMatchObject([
      { planId: null, origin, purpose: 'draft', attempt: null, answer: { status: null, ended: 'TooLarge' } },
      { planId: null, origin, purpose: 'model-list', answer: { bytes: 0, ended: 'Redirected' } },
      {
        planId,
        origin,
        purpose: 'split',
        attempt: 'call-1',
        isHere: true,
        answer: { bytes: 5000, status: 200, ended: 'whole' },
      },
    ]);
    expect(rows[2]?.sent).toBe(`${origin}/large?5000`.length);
    expect(totals).toMatchObject([{ origin, requests: 3, received: 5000 }]);
    const ofPlan = await tab.service.readLedger({ before: null, planId, origin: null });
    expect(ofPlan.rows).toHaveLength(1);
  });

  it('[X6] a key goes to its own origin, kept in the tab or on the device, and is nowhere else', async () => {
    await allow();
    for (const keep of ['tab', 'device'] as const) {
      await tab.service.writeSecret('mine', { address: `${origin}/v1`, value: CANARY, keep });
      expect(await tab.service.readSecrets()).toEqual([{ id: 'mine', origin, kept: keep }]);
      expect(Object.hasOwn(inTab, 'mine')).toBe(keep === 'tab');
      const headers = { Authorization: 'Bearer {{secret:mine}}' };
      expect(await read('/echo', { headers, plan: planId })).toBe(`{"heard":"Bearer ${'*'.repeat(CANARY.length)}"}`);
      expect((await commands.readHits(origin)).at(-1)?.headers.authorization).toBe(`Bearer ${CANARY}`);
    }
    const stored = await settings.entries();
    const commits: unknown[] = [];
    for await (const batch of tab.log.read()) commits.push(batch);
    const everything = [
      ...(stored.ok ? [...stored.value].map(([key, value]) => [key, ...seen(value)]) : []),
      commits,
      await ledger(),
      await tab.service.readSecrets(),
    ];
    expect(JSON.stringify(everything)).not.toContain(CANARY);
    await tab.service.writeSecret('mine', null);
    expect(await read('/echo', { headers: { Authorization: 'Bearer {{secret:mine}}' } })).toBe('SecretRefused');
  });

  it('[X1] what a plan from elsewhere allows is not allowed here', async () => {
    await send(tab, planId, { type: 'ConfigurePlan', v: 1, config: { ...DEFAULT_CONFIG, allowedOrigins: [origin] } });
    const asTask = () =>
      house.egress.fetchFor('plan')(origin, { method: 'GET', headers: {}, purpose: 'tool', plan: planId });
    expect(await asTask()).toMatchObject({ error: { code: 'NotGranted' } });
    await tab.service.grant({ address: origin, network: 'loopback', for: { type: 'plan', planId } });
    expect(await asTask()).toMatchObject({ ok: true });
    await send(tab, planId, { type: 'ConfigurePlan', v: 1, config: { ...DEFAULT_CONFIG, allowedOrigins: [] } });
    expect(await asTask()).toMatchObject({ error: { code: 'NotGranted' } });
  });

  it('[X18] what the person wants to read first waits for their yes', async () => {
    await allow();
    await read('/');
    expect(shown).toEqual([]);
    await settings.set('askBeforeSending', 'on');
    await tab.service.writeSecret('mine', { address: origin, value: CANARY, keep: 'tab' });
    const headers = { Authorization: 'Bearer {{secret:mine}}' };
    await read('/', { method: 'POST', body: 'my words', headers, purpose: 'split' });
    expect(shown).toMatchObject([
      { url: `${origin}/`, network: 'loopback', purpose: 'split', body: 'my words', headers },
    ]);
    answer = async () => false;
    expect(await read('/')).toBe('Cancelled');
    answer = (id) =>
      expect
        .poll(() => dropped)
        .toContain(id)
        .then(() => false);
    expect(await read('/', { signal: AbortSignal.timeout(50) })).toBe('Cancelled');
    expect(await commands.readHits(origin)).toHaveLength(2);
    expect((await ledger()).rows).toHaveLength(2);
  });

  it('[X9] what is stopped answers within 200 ms', async () => {
    await allow();
    const stopping = new AbortController();
    const reading = read('/silent', { signal: stopping.signal });
    await expect.poll(() => commands.readHits(origin)).toHaveLength(1);
    // What a crash would leave: a row that knows no end.
    expect((await ledger()).rows).toMatchObject([{ answer: null }]);
    const since = performance.now();
    stopping.abort();
    expect(await reading).toBe('Cancelled');
    expect(performance.now() - since).toBeLessThan(200);
  });
});

/** What of a stored value could be read as text. */
function seen(value: unknown): readonly unknown[] {
  if (value instanceof CryptoKey) return [value.extractable];
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).map((one) =>
    one instanceof ArrayBuffer || ArrayBuffer.isView(one) ? new TextDecoder().decode(one) : one,
  );
}
