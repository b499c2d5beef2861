import type { Kind } from '#planner/kind.ts';
import type { ReasonCode } from '#planner/reason.ts';
import type { Attachment } from '#planner/task.ts';
import type { Seed } from './seed.ts';

export interface SaidKind {
  readonly kind: Kind;
  readonly why: Extract<ReasonCode, 'kind-by-verb' | 'kind-by-question' | 'kind-by-resource' | 'kind-by-default'>;
  readonly params: Readonly<Record<string, string>>;
  readonly confidence: number;
}

/**
 * Who can do it. A person, unless the words say clearly otherwise: a question is to be answered, and only where a verb for
 * moving or working on data meets a link or a file is it work for a machine.
 */
export function classifyKind(seed: Seed, title: string, attachments: readonly Attachment[]): SaidKind {
  if (seed.type === 'question') return { kind: 'clarification', why: 'kind-by-question', params: {}, confidence: 0.85 };
  const verb = /^\p{L}+(?:-\p{L}+)?/u.exec(title)?.[0].toLowerCase() ?? '';
  if (attachments.length > 0) {
    const resource = attachments[0];
    const name =
      resource === undefined
        ? ''
        : resource.type === 'link'
          ? resource.url
          : resource.type === 'file'
            ? resource.path
            : resource.label;
    const params = { verb, resource: name.slice(0, 200) };
    if (FETCHING.has(verb) && resource?.type === 'link')
      return { kind: 'tool-call', why: 'kind-by-resource', params, confidence: 0.6 };
    if (WORKING.has(verb)) return { kind: 'processing', why: 'kind-by-resource', params, confidence: 0.6 };
  }
  if (BY_HAND.has(verb)) return { kind: 'manual', why: 'kind-by-verb', params: { verb }, confidence: 0.9 };
  return { kind: 'manual', why: 'kind-by-default', params: {}, confidence: 0.6 };
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

const FETCHING = words('fetch download upload query scrape crawl ping sync');
const WORKING = words(
  'summarise summarize translate calculate compute extract convert parse compare classify transcribe proofread analyse analyze count sort merge',
);
/** What takes hands, a voice or a presence. */
const BY_HAND =
  words(`call phone ring visit meet buy cook bake clean wash paint drive walk carry pack unpack load unload sign
  pay collect fetch-up pick mow water plant iron sew cut chop fry boil simmer sleep exercise talk ask tell interview attend
  deliver post mail move lift repair fix sand glue hang assemble hoover vacuum mop dust feed bathe shop order book`);
