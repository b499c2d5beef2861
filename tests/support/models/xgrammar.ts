// The part of the engine that holds a model to a grammar, as a package of its own: the same build as the engine has inside.
// Walks through a grammar with it need no model and no graphics card.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type * as Package from '@mlc-ai/web-xgrammar';

export interface Xgrammar {
  accepts(grammar: string, text: string): Promise<boolean>;
  walker(grammar: string): Promise<Walk>;
}

/** One answer of a model that knows nothing: at each step any token that the grammar allows. */
export type Walk = (
  random: () => number,
  options: { readonly spaces: boolean },
) => Promise<{ readonly text: string; readonly steps: number }>;

const CLOSING = ['"', ']', '}', ','];
const VOCABULARY = [
  '<end>',
  ...Array.from({ length: 128 }, (_, i) => String.fromCharCode(i)),
  ...[
    'é',
    'ö',
    'ß',
    '日',
    '🎈',
    ' ',
    '  ',
    '\n',
    '\t\t',
    'the',
    ' hall',
    'Book ',
    '":',
    '","',
    '":"',
    'null',
    'true',
    '12',
    '{"',
    '}]',
    '\\"',
    '\\n',
    '\\u0007',
  ],
];

/**
 * The package calls itself a module and is written for `require`; run as a module it leaves its exports on the global
 * scope, and looks there for what a CommonJS file is given.
 */
export async function openXgrammar(): Promise<Xgrammar> {
  const scope = globalThis as unknown as { xgrammar: typeof Package } & Record<string, unknown>;
  const require = createRequire(import.meta.url);
  const path = require.resolve('@mlc-ai/web-xgrammar');
  Object.assign(scope, { require, __filename: path, __dirname: dirname(path) });
  await import('@mlc-ai/web-xgrammar');
  const { Grammar, GrammarCompiler, GrammarMatcher, Testings, TokenizerInfo } = scope.xgrammar;
  const tokenizer = await TokenizerInfo.createTokenizerInfo(VOCABULARY, 'raw', false, VOCABULARY.length, 0);

  return {
    async accepts(grammar, text) {
      return Testings.isGrammarAcceptString(await Grammar.fromEBNF(grammar), text);
    },
    async walker(grammar) {
      const compiled = await (await GrammarCompiler.createGrammarCompiler(tokenizer)).compileGrammar(grammar);
      return async (random, { spaces }) => {
        const matcher = await GrammarMatcher.createGrammarMatcher(compiled);
        let text = '';
        let steps = 0;
        while (!matcher.isTerminated()) {
          const bits = await matcher.getNextTokenBitmask();
          const allowed = VOCABULARY.flatMap((_, i) => (((bits[i >> 5] ?? 0) >>> (i & 31)) & 1 ? [i] : []));
          const token = choose(allowed, random, spaces);
          if (token === undefined || !matcher.acceptToken(token))
            throw new Error(
              `no way on after ${text.slice(-80)} (${steps} steps, ${allowed.length} allowed, token ${token})`,
            );
          if (token !== 0) text += VOCABULARY[token];
          steps += 1;
        }
        matcher.dispose();
        return { text, steps };
      };
    },
  };
}

/** Often one that ends something, so that walks are about as long as answers. */
function choose(allowed: readonly number[], random: () => number, spaces: boolean): number | undefined {
  const pick = (from: readonly number[]) => from[Math.floor(random() * from.length)];
  const among = (words: readonly string[]) => allowed.filter((token) => words.includes(VOCABULARY[token] ?? ''));
  const blank = spaces && random() < 0.7 ? among([' ', '  ', '\n', '\t\t']) : [];
  if (blank.length > 0) return pick(blank);
  const closing = random() < 0.15 ? among(CLOSING) : [];
  return pick(closing.length > 0 ? closing : allowed);
}
