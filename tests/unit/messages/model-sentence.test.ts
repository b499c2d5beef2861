import { expect, test } from 'vitest';
import { ACTION_IDS } from '#messages/action-id.ts';
import { enModels } from '#messages/en-models.ts';
import { sayModelFailure } from '#messages/model-sentence.ts';
import { type ModelFailureCode, type ModelFailureOf, modelFailure } from '#models/failure.ts';
import { PRESETS } from '#models/hosted/endpoint.ts';

/** One of each: a new code does not compile until it stands here. */
const failures: { [Code in ModelFailureCode]: ModelFailureOf<Code>['params'] } = {
  Unreachable: { origin: 'https://models.example' },
  LocalNetworkRefused: { origin: 'http://localhost:11434' },
  NotGranted: { origin: 'https://models.example' },
  PlanStaysHere: {},
  NetworkOff: { reason: 'unsupported' },
  BadAddress: { origin: 'ftp://models.example' },
  KeyMissing: { origin: 'https://models.example' },
  NotSent: { reason: 'LedgerFailed' },
  Unauthorised: { origin: 'https://models.example', status: 401 },
  NoCredit: { origin: 'https://models.example' },
  ModelUnknown: { model: 'tiny', origin: null },
  RateLimited: { origin: 'https://models.example', atMs: 1_790_000_000_000 },
  ServerFailed: { origin: 'https://models.example', status: 503, said: 'overloaded' },
  BadRequest: { origin: 'https://models.example', status: 400, said: '' },
  NotAModelServer: { origin: 'https://models.example', found: 'html' },
  OverContext: { needs: 9000, has: 4096 },
  OverBudget: { of: 'cents', needs: 3, has: 1 },
  Refused: { said: '' },
  CutOff: {},
  Stalled: { while: 'silence', afterMs: 30_000 },
  NotParsable: { reason: 'no object' },
  DeviceLost: {},
  OutOfMemory: { of: 'storage' },
  NotLoaded: { model: 'tiny' },
  Unsupported: { reason: 'no-webgpu' },
  LeftAlone: { model: 'tiny', atMs: 1_790_000_000_000 },
  Cancelled: {},
};

test('[M2] [M3] every failure of a model has a sentence of its own and a way out', () => {
  const texts = new Set<string>();
  for (const [code, params] of Object.entries(failures)) {
    const { text, ways } = sayModelFailure(modelFailure(code as 'CutOff', params as Record<never, never>));
    expect(text, code).toMatch(/^[\p{Lu}“h].{20,}[.”]$/u);
    expect(text, code).not.toMatch(/undefined|null|!|\bAI\b/u);
    expect(ways.length, code).toBeGreaterThan(0);
    for (const way of ways) expect(ACTION_IDS).toContain(way);
    texts.add(text);
  }
  expect(texts.size).toBe(Object.keys(failures).length);
});

test('every server that can be chosen says what it needs to answer a page', () => {
  for (const { id, baseUrl } of PRESETS) {
    const { label, needs } = enModels.presets[id];
    expect(label).not.toBe('');
    expect(needs('https://app.example')).toMatch(/page/u);
    if (baseUrl !== '') expect(URL.canParse(baseUrl)).toBe(true);
  }
  expect(enModels.presets.ollama.needs('https://app.example')).toContain('OLLAMA_ORIGINS=https://app.example');
});
