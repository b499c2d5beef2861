/** The forms of the verbs of a language that inflects them more than English does: form → infinitive. */
export interface Conjugation {
  readonly infinitives: ReadonlySet<string>;
  readonly imperatives: ReadonlyMap<string, string>;
  readonly participles: ReadonlyMap<string, string>;
  /** "prüft", "vérifie", "revisa": somebody does it; behind some conjunctions what is to be done. */
  readonly finites: ReadonlyMap<string, string>;
  /** What stands before a verb and leaves it in a main clause: "ab" of "abholen". */
  readonly separable: readonly string[];
  /** What stands before a verb for ever, and takes the "ge-" of its participle: "ver" of "verschicken". */
  readonly inseparable: readonly string[];
  /** Pronouns that are written onto a verb: "cortarlas". */
  readonly enclitics: readonly string[];
  /** What cases, genders and numbers add to a word. */
  readonly endings: RegExp;
}

export type ConjugatedForm = 'infinitive' | 'imperative' | 'participle' | 'finite';

/** The infinitive of which a word is that form, or null. A word of another form of it is none. */
export function infinitiveOf(word: string, form: ConjugatedForm, conjugation: Conjugation): string | null {
  return (
    plainInfinitive(word, form, conjugation) ??
    prefixed(word, form, conjugation) ??
    withoutClitic(word, form, conjugation)
  );
}

/** A rough common form of a word, for comparing wordings: the infinitive, or the word without its ending. */
export function lemmaOf(word: string, conjugation: Conjugation): string {
  for (const form of FORMS) {
    const infinitive = infinitiveOf(word, form, conjugation);
    if (infinitive !== null) return infinitive;
  }
  return word.length < 5 ? word : word.replace(conjugation.endings, '');
}

const FORMS: readonly ConjugatedForm[] = ['infinitive', 'participle', 'finite', 'imperative'];

function plainInfinitive(word: string, form: ConjugatedForm, conjugation: Conjugation): string | null {
  switch (form) {
    case 'infinitive':
      return conjugation.infinitives.has(word) ? word : null;
    case 'imperative':
      return conjugation.imperatives.get(word) ?? null;
    case 'participle':
      return conjugation.participles.get(word) ?? null;
    case 'finite':
      return conjugation.finites.get(word) ?? null;
  }
}

/** "abholen", "abgeholt", "abzuholen" of "holen"; "verschicken", "verschickt" of "schicken". */
function prefixed(word: string, form: ConjugatedForm, conjugation: Conjugation): string | null {
  for (const prefix of conjugation.separable) {
    if (!word.startsWith(prefix) || word.length < prefix.length + 4) continue;
    const rest = word.slice(prefix.length);
    const bare = form === 'infinitive' && rest.startsWith('zu') ? rest.slice(2) : rest;
    const infinitive =
      plainInfinitive(rest, form, conjugation) ??
      plainInfinitive(bare, form, conjugation) ??
      unmoved(rest, form, conjugation);
    if (infinitive !== null) return prefix + infinitive;
  }
  return unmoved(word, form, conjugation);
}

function unmoved(word: string, form: ConjugatedForm, conjugation: Conjugation): string | null {
  for (const prefix of conjugation.inseparable) {
    if (!word.startsWith(prefix) || word.length < prefix.length + 4) continue;
    const rest = word.slice(prefix.length);
    const infinitive = plainInfinitive(form === 'participle' ? `ge${rest}` : rest, form, conjugation);
    if (infinitive !== null) return prefix + infinitive;
  }
  return null;
}

/** "cortarlas" is "cortar" with its object, "envíame" "envía", whose accent may come from the longer word alone. */
function withoutClitic(word: string, form: ConjugatedForm, conjugation: Conjugation): string | null {
  if (form !== 'infinitive' && form !== 'imperative') return null;
  for (const clitic of conjugation.enclitics) {
    if (!word.endsWith(clitic) || word.length < clitic.length + 2) continue;
    const rest = word.slice(0, -clitic.length);
    const infinitive = plainInfinitive(rest, form, conjugation) ?? plainInfinitive(bare(rest), form, conjugation);
    if (infinitive !== null) return infinitive;
  }
  return null;
}

const bare = (word: string) => word.normalize('NFD').replaceAll('\u0301', '').normalize('NFC');

/** What each class of verbs puts in the place of its infinitive's ending. */
export interface VerbClass {
  readonly ending: string;
  readonly imperatives: readonly string[];
  readonly participles: readonly string[];
  readonly finites: readonly string[];
}

/**
 * Verbs by their infinitives; where one has forms of its own they follow it: `infinitive/imperative,…/participle,…/finite,…`.
 * A part that is left empty follows the class.
 */
export function conjugated(
  list: string,
  classes: readonly VerbClass[],
  rest: Pick<Conjugation, 'separable' | 'inseparable' | 'enclitics' | 'endings'>,
): Conjugation {
  const infinitives = new Set<string>();
  const imperatives = new Map<string, string>();
  const participles = new Map<string, string>();
  const finites = new Map<string, string>();
  for (const entry of list.split(/\s+/u)) {
    const [infinitive = '', ...own] = entry.split('/');
    const kind = classes.find(({ ending }) => infinitive.endsWith(ending));
    if (kind === undefined) continue;
    infinitives.add(infinitive);
    const stem = infinitive.slice(0, -kind.ending.length);
    const forms = (said: string | undefined, endings: readonly string[]) =>
      said ? said.split(',') : endings.map((ending) => participleStem(stem, ending));
    for (const form of forms(own[0], kind.imperatives)) first(imperatives, form, infinitive);
    for (const form of forms(own[1], kind.participles)) first(participles, form, infinitive);
    for (const form of forms(own[2], kind.finites)) first(finites, form, infinitive);
  }
  return { infinitives, imperatives, participles, finites, ...rest };
}

/** `ge+t` goes around a stem, any other ending behind it. */
function participleStem(stem: string, ending: string): string {
  const [before, after] = ending.includes('+') ? ending.split('+') : ['', ending];
  return `${before}${stem}${after}`;
}

/** A form that several verbs share belongs to the one listed first. */
function first(forms: Map<string, string>, form: string, infinitive: string): void {
  if (!forms.has(form)) forms.set(form, infinitive);
}
