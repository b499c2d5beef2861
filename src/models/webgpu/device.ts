import { needsF16 } from './model-traits.ts';

/** What can be learned of this device. No browser tells how much memory a graphics card has. */
export interface DeviceFacts {
  readonly hasWebgpu: boolean;
  readonly adapter: AdapterFacts | null;
  /** As the browser says it, which may be less than there is; null where it does not. */
  readonly memoryGb: number | null;
  readonly isPhone: boolean;
}

export interface AdapterFacts {
  /** Drawn by the processor: works, and takes a minute for a few words. */
  readonly isSoftware: boolean;
  readonly hasF16: boolean;
  readonly maxBufferBytes: number;
}

/** Why a model will not do here. `blocks`: it cannot even be tried. */
export interface Hindrance {
  readonly code: HindranceCode;
  readonly blocks: boolean;
}

export type HindranceCode =
  | 'no-webgpu'
  /** The browser has WebGPU and gives no card: an old driver, or one that it does not trust. */
  | 'no-adapter'
  | 'software-adapter'
  | 'no-f16'
  | 'little-memory'
  | 'big-for-phone'
  | 'no-room'
  /** Its last load ended with the tab, or it was lost twice. */
  | 'crashed-before';

export interface ModelNeeds {
  readonly id: string;
  /** On the card; null where nobody says. */
  readonly memoryMb: number | null;
  /** Still to be fetched. */
  readonly bytesToCome: number;
}

/** What stands against any model on this device. */
export function deviceHindrances({ hasWebgpu, adapter }: DeviceFacts): readonly Hindrance[] {
  if (!hasWebgpu) return [{ code: 'no-webgpu', blocks: true }];
  if (adapter === null) return [{ code: 'no-adapter', blocks: true }];
  return adapter.isSoftware ? [{ code: 'software-adapter', blocks: false }] : [];
}

/** What stands against this one, beside what stands against all. */
export function modelHindrances(
  facts: DeviceFacts,
  { id, memoryMb, bytesToCome }: ModelNeeds,
  freeBytes: number | null,
  crashed: string | null,
): readonly Hindrance[] {
  const found: Hindrance[] = [];
  if (facts.adapter !== null && needsF16(id) && !facts.adapter.hasF16) found.push({ code: 'no-f16', blocks: true });
  if (memoryMb !== null) {
    if (facts.isPhone && memoryMb > PHONE_MB) found.push({ code: 'big-for-phone', blocks: true });
    else if (facts.memoryGb !== null && facts.memoryGb < 8 && memoryMb > facts.memoryGb * 512)
      found.push({ code: 'little-memory', blocks: false });
  }
  if (freeBytes !== null && bytesToCome * ROOM_FACTOR > freeBytes) found.push({ code: 'no-room', blocks: true });
  if (crashed === id) found.push({ code: 'crashed-before', blocks: false });
  return found;
}

/** Reads it, in a page or a worker. Asks the browser for its graphics card, which takes a moment. */
export async function readDevice(scope: DeviceScope): Promise<DeviceFacts> {
  const { gpu, deviceMemory, userAgentData, userAgent } = scope;
  const adapter = (await gpu?.requestAdapter().catch(() => null)) ?? null;
  return {
    hasWebgpu: gpu !== undefined,
    adapter: adapter === null ? null : adapterFacts(adapter),
    memoryGb: deviceMemory ?? null,
    isPhone: userAgentData?.mobile ?? /Android|iPhone|iPad|Mobile/.test(userAgent),
  };
}

/** As much of a `navigator` as is asked, some of which not every browser has. */
export interface DeviceScope {
  readonly gpu?: { requestAdapter(): Promise<Adapter | null> };
  readonly deviceMemory?: number;
  readonly userAgentData?: { readonly mobile: boolean };
  readonly userAgent: string;
}

interface Adapter {
  readonly features: { has(name: string): boolean };
  readonly limits: { readonly maxBufferSize: number };
  readonly info?: {
    readonly isFallbackAdapter?: boolean;
    readonly vendor?: string;
    readonly architecture?: string;
    readonly description?: string;
    readonly device?: string;
  };
}

function adapterFacts({ features, limits, info }: Adapter): AdapterFacts {
  const said = [info?.vendor, info?.architecture, info?.description, info?.device].join(' ');
  return {
    isSoftware: info?.isFallbackAdapter === true || /swiftshader|llvmpipe|software|microsoft basic/i.test(said),
    hasF16: features.has('shader-f16'),
    maxBufferBytes: limits.maxBufferSize,
  };
}

/** A tab's process on a phone is ended at about 1.5 GB. */
const PHONE_MB = 1_024;
const ROOM_FACTOR = 1.2;
