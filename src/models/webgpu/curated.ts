import curated from './curated-models.json';
import { type DeviceFacts, deviceHindrances, modelHindrances } from './device.ts';
import type { EngineModel } from './engine.ts';
import { needsF16 } from './model-traits.ts';

/** A model that we looked at and offer, or one that the person added. */
export interface KnownModel extends EngineModel {
  readonly label: string;
  /** null: added by the person. */
  readonly tier: 'small' | 'medium' | 'large' | null;
  /** About, in bytes; null until its index has been read. */
  readonly bytes: number | null;
  /** On the graphics card; null where nobody says. */
  readonly memoryMb: number | null;
}

/** One of each family: compiled for 16-bit arithmetic where the card has it, else for 32. */
export function offeredModels({ adapter }: DeviceFacts): readonly KnownModel[] {
  const hasF16 = adapter?.hasF16 ?? true;
  const families = new Map<string, (typeof curated.models)[number]>();
  for (const model of curated.models) if (needsF16(model.id) === hasF16) families.set(model.family, model);
  return [...families.values()].map(({ family: _, downloadMb, tier, ...model }) => ({
    ...model,
    tier: tier as NonNullable<KnownModel['tier']>,
    bytes: downloadMb * 1_000_000,
  }));
}

/**
 * The one to begin with: of medium size where the device has room for it, else small. null: none without the person's insisting.
 */
export function recommendedModel(
  facts: DeviceFacts,
  freeBytes: number | null,
  crashed: string | null,
): KnownModel | null {
  if (deviceHindrances(facts).length > 0) return null;
  const fits = offeredModels(facts).filter(
    ({ id, memoryMb, bytes }) =>
      modelHindrances(facts, { id, memoryMb, bytesToCome: bytes ?? 0 }, freeBytes, crashed).length === 0,
  );
  return FIRST_CHOICES.map((tier) => fits.findLast((model) => model.tier === tier)).find(Boolean) ?? null;
}

const FIRST_CHOICES = ['medium', 'small', 'large'] as const;

/** Every origin that fetching it may reach, the model's own first: what the person agrees to. */
export function originsOf({ modelUrl, libraryUrl }: Pick<EngineModel, 'modelUrl' | 'libraryUrl'>): readonly string[] {
  return [...new Set([new URL(modelUrl).origin, new URL(libraryUrl).origin, ...followedFrom(modelUrl)])];
}

/** Where a hub is known to send on to for large files. */
export function followedFrom(modelUrl: string): readonly string[] {
  return (curated.follow as Readonly<Record<string, readonly string[]>>)[new URL(modelUrl).origin] ?? [];
}
