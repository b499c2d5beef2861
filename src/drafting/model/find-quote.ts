import type { Range } from '../rules/mask.ts';

/**
 * Where a quote stands in a text: letter by letter, else with other white space, quote marks, dashes, markup or capitals, which
 * models change without meaning to. With several places, the first that `prefer` likes best.
 */
export function findQuote(text: string, quote: string, prefer: (range: Range) => number = () => 0): Range | null {
  const plain = flatten(quote);
  if (!/\p{L}{2,}|\p{N}/u.test(plain.text)) return null;
  const flat = flatten(text);
  let best: { readonly range: Range; readonly score: number } | null = null;
  let tries = 0;
  for (
    let at = flat.text.indexOf(plain.text);
    at >= 0 && tries < MOST_PLACES;
    at = flat.text.indexOf(plain.text, at + 1)
  ) {
    tries += 1;
    const start = flat.places[at] ?? 0;
    const end = (flat.places[at + plain.text.length - 1] ?? start) + 1;
    const score = prefer({ start, end });
    if (best === null || score > best.score) best = { range: { start, end }, score };
  }
  return best?.range ?? null;
}

const MOST_PLACES = 50;

interface Flat {
  readonly text: string;
  /** By place in `text`: the place in what it was made from. */
  readonly places: readonly number[];
}

function flatten(text: string): Flat {
  let flat = '';
  const places: number[] = [];
  let isSpaced = true;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (/[\s*_`~#>]/u.test(sign)) {
      if (!isSpaced) {
        flat += ' ';
        places.push(at);
        isSpaced = true;
      }
      continue;
    }
    isSpaced = false;
    const small = sign.toLowerCase();
    flat += small.length === 1 ? (SAME[small] ?? small) : sign;
    places.push(at);
  }
  while (flat.endsWith(' ') || /[.,;:!?…"']$/u.test(flat)) {
    flat = flat.slice(0, -1);
    places.pop();
  }
  return { text: flat, places };
}

const SAME: Readonly<Record<string, string>> = { '“': '"', '”': '"', '„': '"', '’': "'", '‘': "'", '–': '-', '—': '-' };
