import { describe, expect, it } from 'vitest';
import { followedFrom, offeredModels, originsOf, recommendedModel } from '#models/webgpu/curated.ts';
import { parseCustomModel, readCustomModels } from '#models/webgpu/custom-model.ts';
import { type DeviceFacts, deviceHindrances, modelHindrances, readDevice } from '#models/webgpu/device.ts';
import { needsF16 } from '#models/webgpu/model-traits.ts';

const CARD: DeviceFacts = {
  hasWebgpu: true,
  adapter: { isSoftware: false, hasF16: true, maxBufferBytes: 2 ** 31 },
  memoryGb: 16,
  isPhone: false,
};
const withAdapter = (change: Partial<NonNullable<DeviceFacts['adapter']>>): DeviceFacts => ({
  ...CARD,
  adapter: { isSoftware: false, hasF16: true, maxBufferBytes: 2 ** 31, ...change },
});
const PLENTY = 100e9;
const codes = (found: readonly { code: string }[]) => found.map(({ code }) => code);

describe('what stands against a model here', () => {
  it('is told by its reason', () => {
    expect(deviceHindrances(CARD)).toEqual([]);
    expect(codes(deviceHindrances({ ...CARD, hasWebgpu: false, adapter: null }))).toEqual(['no-webgpu']);
    expect(codes(deviceHindrances({ ...CARD, adapter: null }))).toEqual(['no-adapter']);
    expect(deviceHindrances(withAdapter({ isSoftware: true }))).toEqual([{ code: 'software-adapter', blocks: false }]);
  });

  it('[7] the need for 16-bit arithmetic is read from the name, since the lists forget it', () => {
    const needs = { id: 'Qwen2.5-0.5B-Instruct-q4f16_1-MLC', memoryMb: 945, bytesToCome: 0 };
    expect(codes(modelHindrances(withAdapter({ hasF16: false }), needs, PLENTY, null))).toEqual(['no-f16']);
    expect(modelHindrances(CARD, needs, PLENTY, null)).toEqual([]);
    for (const { id } of offeredModels(withAdapter({ hasF16: false }))) expect(needsF16(id)).toBe(false);
  });

  it('[7] phones get models of at most a gigabyte', () => {
    const phone = { ...CARD, isPhone: true };
    const small = offeredModels(phone).filter(
      (model) => modelHindrances(phone, { ...model, bytesToCome: 0 }, PLENTY, null).length === 0,
    );
    expect(small.length).toBeGreaterThan(0);
    for (const { memoryMb } of small) expect(memoryMb).toBeLessThanOrEqual(1024);
    expect(recommendedModel(phone, PLENTY, null)?.tier).toBe('small');
  });

  it('[3] too little room is known before anything is fetched', () => {
    const needs = { id: 'm', memoryMb: null, bytesToCome: 1e9 };
    expect(codes(modelHindrances(CARD, needs, 1.1e9, null))).toEqual(['no-room']);
    expect(modelHindrances(CARD, needs, 1.3e9, null)).toEqual([]);
  });

  it('[7] nothing is recommended on a software adapter, and nothing that crashed', () => {
    expect(recommendedModel(withAdapter({ isSoftware: true }), PLENTY, null)).toBe(null);
    expect(recommendedModel({ ...CARD, hasWebgpu: false, adapter: null }, PLENTY, null)).toBe(null);
    const first = recommendedModel(CARD, PLENTY, null);
    expect(first?.tier).toBe('medium');
    expect(recommendedModel(CARD, PLENTY, first?.id ?? '')?.id).not.toBe(first?.id);
    expect(recommendedModel({ ...CARD, memoryGb: 2 }, PLENTY, null)?.tier).toBe('small');
    expect(recommendedModel(CARD, 0.4e9, null)?.tier).toBe('small');
  });
});

describe('reading a device', () => {
  const navigatorWith = (adapter: unknown) => ({
    gpu: { requestAdapter: async () => adapter as never },
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  });
  const adapter = { features: new Set(['shader-f16']), limits: { maxBufferSize: 4 }, info: { vendor: 'intel' } };

  it.each([
    ['without WebGPU', { userAgent: 'Mozilla/5.0 (Linux; Android 15) Mobile' }, { hasWebgpu: false, isPhone: true }],
    ['without a card', navigatorWith(null), { hasWebgpu: true, adapter: null }],
    ['with one', navigatorWith(adapter), { adapter: { isSoftware: false, hasF16: true, maxBufferBytes: 4 } }],
    [
      'with a fallback',
      navigatorWith({ ...adapter, info: { isFallbackAdapter: true } }),
      { adapter: { isSoftware: true } },
    ],
    [
      'with a software one',
      navigatorWith({ ...adapter, info: { architecture: 'swiftshader' } }),
      { adapter: { isSoftware: true } },
    ],
    [
      'whose driver fails',
      { gpu: { requestAdapter: () => Promise.reject(new Error('driver')) }, userAgent: '' },
      { hasWebgpu: true, adapter: null },
    ],
  ])('%s', async (_what, scope, facts) => {
    expect(await readDevice(scope)).toMatchObject(facts);
  });
});

describe('the models that are offered', () => {
  it('have an address that says all, a size and a library of their own kind', () => {
    for (const facts of [CARD, withAdapter({ hasF16: false })]) {
      const models = offeredModels(facts);
      expect(models.length).toBeGreaterThan(4);
      for (const { id, modelUrl, libraryUrl, bytes, memoryMb } of models) {
        expect(modelUrl.endsWith(`/${id}`)).toBe(true);
        expect(libraryUrl).toContain(id.match(/q4f\d\d_1/)?.[0]);
        expect(new URL(libraryUrl).pathname.endsWith('.wasm')).toBe(true);
        expect(bytes).toBeGreaterThan(1e8);
        expect(memoryMb).toBeGreaterThan(500);
      }
    }
  });

  it('name every origin that fetching one may reach, and none but their hub’s own', () => {
    const [model] = offeredModels(CARD);
    if (model === undefined) throw new Error('none');
    const origins = originsOf(model);
    expect(origins.slice(0, 2)).toEqual(['https://huggingface.co', 'https://raw.githubusercontent.com']);
    for (const origin of followedFrom(model.modelUrl)) expect(new URL(origin).host.endsWith('.hf.co')).toBe(true);
    expect(followedFrom('https://example.org/model')).toEqual([]);
  });
});

describe('[20] a model added by form', () => {
  const form = {
    modelUrl: ' http://127.0.0.1:9/tiny ',
    libraryUrl: 'http://127.0.0.1:9/tiny.wasm',
    id: 'tiny',
    contextTokens: '2048',
  };

  it('is taken as it was typed', () => {
    expect(parseCustomModel(form, [])).toEqual({
      ok: true,
      value: {
        id: 'tiny',
        label: 'tiny',
        tier: null,
        modelUrl: 'http://127.0.0.1:9/tiny',
        libraryUrl: form.libraryUrl,
        contextTokens: 2048,
        bytes: null,
        memoryMb: null,
      },
    });
  });

  it.each([
    [{ modelUrl: '' }, { modelUrl: 'missing' }],
    [{ modelUrl: 'hub/tiny' }, { modelUrl: 'no-address' }],
    [{ libraryUrl: 'javascript:alert(1)' }, { libraryUrl: 'no-address' }],
    [{ id: ' ' }, { id: 'missing' }],
    [{ id: 'there' }, { id: 'taken' }],
    [{ contextTokens: '' }, { contextTokens: 'missing' }],
    [{ contextTokens: '12' }, { contextTokens: 'no-number' }],
    [{ contextTokens: 'many' }, { contextTokens: 'no-number' }],
  ])('%o is not', (change, problems) => {
    expect(parseCustomModel({ ...form, ...change }, ['there'])).toEqual({ ok: false, error: problems });
  });

  it('what was kept is read again, and nonsense left out', () => {
    const parsed = parseCustomModel(form, []);
    const model = parsed.ok ? parsed.value : null;
    expect(readCustomModels(JSON.parse(JSON.stringify([model, model, { id: 7 }, null, 'x'])))).toEqual([model]);
    expect(readCustomModels({})).toEqual([]);
  });
});
