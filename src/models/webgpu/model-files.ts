import type { EngineModel } from './engine.ts';

/**
 * Where the engine looks for a model's files: caches with these names, each file under its plain address. What we put there
 * it finds, and asks nobody else.
 */
export const CACHES = { model: 'webllm/model', config: 'webllm/config', library: 'webllm/wasm' } as const;

/** The list of weight files, by the name that the engine of today asks for, and the one that older ones did. */
export const INDEX_NAMES = ['tensor-cache.json', 'ndarray-cache.json'] as const;
const CONFIG_NAME = 'mlc-chat-config.json';

/** One file of a model, and how to tell that it is what it should be. */
export interface ModelFile {
  readonly url: string;
  readonly cache: (typeof CACHES)[keyof typeof CACHES];
  /** As the index says; null where nobody does. */
  readonly bytes: number | null;
  /** As the index says, where it does. */
  readonly md5: string | null;
  readonly kind: 'weights' | 'json' | 'library' | 'tokenizer';
}

/** The folder that the engine makes of a model's address: of a repository's, its main branch. */
export function folderOf(modelUrl: string): string {
  const folder = modelUrl.endsWith('/') ? modelUrl : `${modelUrl}/`;
  return new URL(/.+\/resolve\/.+\//.test(folder) ? folder : `${folder}resolve/main/`).href;
}

export function configOf({ modelUrl }: EngineModel): ModelFile {
  return json(new URL(CONFIG_NAME, folderOf(modelUrl)).href, CACHES.config);
}

export function indexUrl({ modelUrl }: EngineModel, name: (typeof INDEX_NAMES)[number]): string {
  return new URL(name, folderOf(modelUrl)).href;
}

export function libraryOf({ libraryUrl }: EngineModel): ModelFile {
  return { url: new URL(libraryUrl).href, cache: CACHES.library, bytes: null, md5: null, kind: 'library' };
}

/** The one tokenizer file that the engine will read. null: it knows none of them. */
export function tokenizerOf(model: EngineModel, config: unknown): ModelFile | null {
  const files = field(config, 'tokenizer_files');
  const names = Array.isArray(files) ? files : [];
  const name = ['tokenizer.json', 'tokenizer.model'].find((known) => names.includes(known));
  if (name === undefined) return null;
  const url = new URL(name, folderOf(model.modelUrl)).href;
  return { url, cache: CACHES.model, bytes: null, md5: null, kind: name.endsWith('.json') ? 'json' : 'tokenizer' };
}

/** The weight files that an index names. null: it is no index. */
export function weightsOf(model: EngineModel, index: unknown): readonly ModelFile[] | null {
  const records = field(index, 'records');
  if (!Array.isArray(records) || records.length === 0) return null;
  const folder = folderOf(model.modelUrl);
  const files: ModelFile[] = [];
  for (const record of records) {
    const path = field(record, 'dataPath');
    const bytes = field(record, 'nbytes');
    const md5 = field(record, 'md5sum');
    if (typeof path !== 'string' || typeof bytes !== 'number' || !(bytes > 0)) return null;
    const url = new URL(path, folder).href;
    // A file of the same folder: an index may not send us, or the engine, anywhere else.
    if (!url.startsWith(folder)) return null;
    const known = typeof md5 === 'string' && /^[0-9a-f]{32}$/i.test(md5) ? md5.toLowerCase() : null;
    files.push({ url, cache: CACHES.model, bytes, md5: known, kind: 'weights' });
  }
  return files;
}

/**
 * Whether bytes begin as such a file does. A portal's or a hub's page in place of a file answers "200 OK", and once stored
 * every later load would fail with nothing said.
 */
export function beginsAs(kind: ModelFile['kind'], head: Uint8Array): 'yes' | 'page' | 'no' {
  const text = new TextDecoder().decode(head.subarray(0, 64)).trimStart().toLowerCase();
  if (kind !== 'weights' && text.startsWith('<')) return 'page';
  switch (kind) {
    case 'json':
      return text.startsWith('{') ? 'yes' : 'no';
    case 'library':
      return WASM.every((byte, i) => head[i] === byte) ? 'yes' : 'no';
    case 'weights':
      return /^<(!doctype|html|head|\?xml)/.test(text) ? 'page' : 'yes';
    case 'tokenizer':
      return 'yes';
  }
}

const WASM = [0x00, 0x61, 0x73, 0x6d];

function json(url: string, cache: ModelFile['cache']): ModelFile {
  return { url, cache, bytes: null, md5: null, kind: 'json' };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
