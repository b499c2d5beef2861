import { err, ok, type Result } from '#kit/result.ts';
import type { KnownModel } from './curated.ts';

/** As a person types it. */
export interface CustomModelForm {
  readonly modelUrl: string;
  readonly libraryUrl: string;
  readonly id: string;
  readonly contextTokens: string;
}

export type CustomModelField = keyof CustomModelForm;

/** Which field is not right, and how. */
export type CustomModelProblems = Readonly<
  Partial<Record<CustomModelField, 'missing' | 'no-address' | 'no-number' | 'taken'>>
>;

export function parseCustomModel(
  form: CustomModelForm,
  taken: readonly string[],
): Result<KnownModel, CustomModelProblems> {
  const id = form.id.trim();
  const contextTokens = Number(form.contextTokens.trim());
  const problems: Partial<Record<CustomModelField, CustomModelProblems[CustomModelField]>> = {};
  const address = (field: 'modelUrl' | 'libraryUrl') => {
    const text = form[field].trim();
    if (text === '') problems[field] = 'missing';
    else if (!/^https?:$/.test(URL.parse(text)?.protocol ?? '')) problems[field] = 'no-address';
    return text;
  };
  const modelUrl = address('modelUrl');
  const libraryUrl = address('libraryUrl');
  if (id === '') problems.id = 'missing';
  else if (taken.includes(id)) problems.id = 'taken';
  if (form.contextTokens.trim() === '') problems.contextTokens = 'missing';
  else if (!Number.isInteger(contextTokens) || contextTokens < 256 || contextTokens > 1_048_576)
    problems.contextTokens = 'no-number';
  if (Object.keys(problems).length > 0) return err(problems as CustomModelProblems);
  return ok({ id, label: id, tier: null, modelUrl, libraryUrl, contextTokens, bytes: null, memoryMb: null });
}

/** What this device kept; anything that is not a model is left out. */
export function readCustomModels(kept: unknown): readonly KnownModel[] {
  if (!Array.isArray(kept)) return [];
  const models: KnownModel[] = [];
  for (const one of kept) {
    if (typeof one !== 'object' || one === null) continue;
    const { id, modelUrl, libraryUrl, contextTokens } = one as Record<string, unknown>;
    const form = {
      id: `${id}`,
      modelUrl: `${modelUrl}`,
      libraryUrl: `${libraryUrl}`,
      contextTokens: `${contextTokens}`,
    };
    const parsed = parseCustomModel(
      form,
      models.map((model) => model.id),
    );
    if (parsed.ok) models.push(parsed.value);
  }
  return models;
}
