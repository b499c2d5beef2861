import { proxy } from 'comlink';
import { networkOf } from '#kit/network.ts';
import { readDevice } from '#models/webgpu/device.ts';
import { createLocalModels } from '#models/webgpu/local-models.ts';
import { shareEngine } from '#models/webgpu/shared-engine.ts';
import { createSupervisor } from '#models/webgpu/supervisor.ts';
import type { EngineDoor, GrantNetwork, PageHost, PlannerService, SettingKey } from '#service/contract.ts';
import type { EgressHouse } from './egress.ts';

export interface LocalModelsPorts {
  readonly logName: string;
  readonly door: EngineDoor;
  readonly host: PageHost;
  readonly estimate: () => Promise<{ readonly usage: number | null; readonly quota: number | null }>;
  readonly house: () => Promise<EgressHouse>;
  readonly onBug: (error: unknown) => void;
}

/** Models on this device: a chunk of its own, since most people have none. */
export function openLocalModels({
  logName,
  door,
  host,
  estimate,
  house,
  onBug,
}: LocalModelsPorts): Pick<PlannerService, 'localModels'> {
  const kept = (key: SettingKey) => ({
    read: () => door.readSetting(key),
    write: (value: string | null) => door.writeSetting(key, value),
  });
  const supervisor = createSupervisor({
    spawn: () => new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: 'model' }),
    notes: kept('localModelLoading'),
    onState(state) {
      engine.stateChanged(state);
      models.engineChanged();
    },
  });
  const engine = shareEngine({ name: `${logName}/model`, local: supervisor });
  const models = createLocalModels({
    fetch: async (url, request) => (await house()).egress.fetchFor('models')(url, request),
    caches,
    readDevice: () => readDevice(navigator),
    async freeBytes() {
      const { usage, quota } = await estimate();
      return usage === null || quota === null ? null : quota - usage;
    },
    persist: () => host.persistStorage(),
    async allow(addresses) {
      const { privacy } = await house();
      for (const address of addresses) {
        // What is none of these the grant refuses.
        await privacy.grant({
          address,
          network: networkOf(new URL(address).hostname) as GrantNetwork,
          for: { type: 'models' },
        });
      }
    },
    settings: kept('localModels'),
    notes: kept('localModelLoading'),
    supervisor,
    engine,
    builtin: {
      read: () => host.readBuiltinModel(),
      download: (onShare) => host.downloadBuiltinModel(proxy(onShare)),
      prompt: (request, onDelta, signal) => host.promptBuiltinModel(request, proxy(onDelta), signal),
    },
    onBug,
    report: (report) => door.report({ type: 'local-models', report }),
  });
  return { localModels: (act) => models.act(act) };
}
