import type { Conjugation } from './conjugation.ts';
import type { OrderWords } from './order/order-words.ts';
import type { RecallWords } from './recall/by-cue.ts';
import type { DayMeaning } from './said-days.ts';

/** The words of one language that rules turn on. A language is a file of data beside this one, in `cues/`. */
export interface Language {
  /** BCP 47. */
  readonly tag: string;
  /** Frequent little words that tell the language of a text. */
  readonly fingerprint: ReadonlySet<string>;
  /** Headings below which nothing is asked of anybody. */
  readonly noteHeadings: ReadonlySet<string>;
  /** Lines above a list that only say that a list follows. */
  readonly listChatter: ReadonlySet<string>;
  /** Base forms of what people do. */
  readonly verbs: ReadonlySet<string>;
  /** Words that are one slip from a verb and right as they stand: "plane", "clear". */
  readonly nearVerbs: ReadonlySet<string>;
  /** Irregular form → base form; regular ones follow from spelling. */
  readonly irregular: ReadonlyMap<string, string>;
  /** Verbs that as often are names of things without an article ("oil", "paint"): they need an object to begin a part. */
  readonly nounLike: ReadonlySet<string>;
  /** Verbs that take the next one along: "go and buy", "try and find". */
  readonly lightVerbs: ReadonlySet<string>;
  /** What one does within a call or a visit: "call Anna and ask her" is one thing. */
  readonly withinCall: ReadonlySet<string>;
  /** What is done with a result once it is there: "download the file and save it to …" is one thing. */
  readonly keepVerbs: ReadonlySet<string>;
  readonly callVerbs: ReadonlySet<string>;
  readonly particles: ReadonlySet<string>;
  readonly determiners: ReadonlySet<string>;
  readonly prepositions: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
  readonly objectPronouns: ReadonlySet<string>;
  readonly adverbs: ReadonlySet<string>;
  readonly auxiliaries: ReadonlySet<string>;
  readonly be: ReadonlySet<string>;
  /** Words of no weight at the beginning of a clause. Longest first; each a run of lower-case words. */
  readonly fillers: Phrases;
  readonly dates: DateCues;
  /** How its sentences are read where that is not the grammar of English; null for English. */
  readonly cueGrammar: CueGrammar | null;
  /** Words that a leading time is made of: "tomorrow", "next Monday morning". */
  readonly timeWords: ReadonlySet<string>;
  /** "can't … until …": only with a joint behind it do these say what has to be done. */
  readonly notYet: Phrases;
  /** What a clause may trail off in. */
  readonly trailing: Phrases;
  /** What stands between a subject and what has to be done. */
  readonly obligations: Phrases;
  readonly asking: Asking;
  /** Whole openings that ask for something: "don't forget to", "could you please". */
  readonly requests: Phrases;
  readonly sequence: Cues<Step>;
  /** Conjunctions between a main clause and its condition or time. */
  readonly joints: Cues<Joint>;
  /** "That is done", "this": what stands for the step before. */
  readonly stepPronouns: ReadonlySet<string>;
  readonly doneWords: ReadonlySet<string>;
  /** "requires", "depends on": what follows is needed. */
  readonly requires: Phrases;
  readonly stepWords: ReadonlySet<string>;
  readonly questionWords: ReadonlySet<string>;
  /** "I", "we", "you": whoever plans. */
  readonly planners: ReadonlySet<string>;
  readonly have: ReadonlySet<string>;
  /** Words between parts of a sentence. */
  readonly and: ReadonlySet<string>;
  readonly negations: ReadonlySet<string>;
  readonly anybody: ReadonlySet<string>;
  readonly vagueTimes: Phrases;
  /** Nouns and endings of people who act in a process. */
  readonly actors: ReadonlySet<string>;
  readonly notActors: ReadonlySet<string>;
  readonly chatterQuestions: Phrases;
  readonly greetings: ReadonlySet<string>;
  readonly abbreviations: ReadonlySet<string>;
  /** What states an order between tasks. */
  readonly order: OrderWords;
  /** The English words that tell a kind of work, by this language's; null for English. */
  readonly kinds: ReadonlyMap<string, string> | null;
  /** How templates are recalled where their own words are of another language; null for English. */
  readonly recall: RecallWords | null;
  /** Words that carry no meaning when two wordings are compared. */
  readonly stopWords: ReadonlySet<string>;
}

/** How one person asks another for something. */
export interface Asking {
  /** What a wish for a thing comes down to: "I need a van" is to get one, "I'm looking for a van" to find one. */
  readonly wants: Cues<string>;
  /** "I'd like to know …": what is to be done is another verb than the one said. */
  readonly knowing: ReadonlyMap<string, string>;
  /** Wishes and plans of the person: what follows may say it again, in more detail. */
  readonly intents: Phrases;
  readonly helpVerbs: Phrases;
  readonly helpNouns: ReadonlySet<string>;
  /** Openings that take "-ing": "would you mind". */
  readonly gerundAsks: Phrases;
  /** Openings with "please" or its like in them. */
  readonly polite: ReadonlySet<string>;
  /** What such an opening hangs on: "it would be great if …", "I was wondering whether …". */
  readonly softeners: Phrases;
  /** Begin a request of its own. */
  readonly additions: Phrases;
  /** Begin more words about the request before: "specifically". */
  readonly specifics: Phrases;
  /** Verbs that ask how the result of the task before should look: "include", "provide". */
  readonly detailVerbs: ReadonlySet<string>;
  /** Requests that only tell how another is to be met: "keep in mind", "focus on". */
  readonly manner: Phrases;
  /** "Act as": whom the one who is asked shall be. */
  readonly roles: Phrases;
  /** Verbs of undertakings: they name the whole whose parts are asked for next. */
  readonly undertakings: ReadonlySet<string>;
  /** Openings for what shall be so: "make sure". */
  readonly sees: Phrases;
  /** What is done to the form of a result: "round it", "sort them". */
  readonly shapingVerbs: ReadonlySet<string>;
  /** Verbs that come to the same when a result is spoken of: who found a thing has identified it. */
  readonly yieldVerbs: ReadonlySet<string>;
  /** Names of formats: capitals, but no names of things asked for. */
  readonly formats: ReadonlySet<string>;
  /** What a task yields: "results", "summary". */
  readonly resultNouns: ReadonlySet<string>;
  /** Point back to what was said before. */
  readonly pointers: ReadonlySet<string>;
  /** Say nothing about what is asked for: "some information for a project". */
  readonly genericNouns: ReadonlySet<string>;
  /** May begin words in front of a comma that are no request themselves: "as part of the audit,". */
  readonly leadOpeners: ReadonlySet<string>;
  /** Closed class: never a verb at the beginning of a request. */
  readonly notVerbs: ReadonlySet<string>;
  /** Begin a list of things in a sentence: "including". */
  readonly listOpeners: ReadonlySet<string>;
}

/** What tells verbs in a language that is read by its cue words. */
export interface CueGrammar extends Conjugation {
  /** The infinitive stands last: "die Bank anrufen". */
  readonly isVerbFinal: boolean;
  /** What an infinitive ends in: behind a modal verb an unknown word is one by that. */
  readonly infinitive: RegExp;
  /** What ends the name of a deed, and what its infinitive has there: "Lieferung" is of "liefern". */
  readonly nominals: readonly (readonly [string, string])[];
  /** "zu", "de": what may stand between a word that asks and its infinitive. */
  readonly infinitiveMarkers: ReadonlySet<string>;
  /** Words that begin a clause in which nothing is asked: "weil", "pour", "que". */
  readonly subordinators: ReadonlySet<string>;
  /** A person's own form by its ending, and what stands there in a form that the conjugation holds: "escrib-o", "escrib-e". */
  readonly ownEndings: readonly (readonly [string, string])[];
  /** Tell of what is over: "gestern", "war". */
  readonly past: ReadonlySet<string>;
  /** "se registra", "se fait": it is done, nobody says by whom. */
  readonly reflexives: ReadonlySet<string>;
  /** Begin a clause that says what is checked or told: "ob", "wann". */
  readonly contentWords: ReadonlySet<string>;
  /** What begins a wish for somebody's deed, told with its verb: "es wäre toll wenn du", "denk daran dass wir". */
  readonly wishes: Phrases;
  /** Modal verbs where they stand last: "wenn du … könntest", "dass wir … müssen". */
  readonly lastModals: ReadonlySet<string>;
  /** What happens by itself ("sobald die Farbe getrocknet ist") and so is nobody's task. */
  readonly happenings: ReadonlySet<string>;
}

/** The words around dates, as parts of patterns. */
export interface DateCues {
  /** Without one of these, and without a figure, words name no date. */
  readonly words: string;
  /** What stands before a date by which something is due. */
  readonly due: string;
  /** … before which it cannot begin. */
  readonly start: string;
  /** … that only belongs to a thing: "for 12 December". */
  readonly mention: string;
  /** … that says neither. */
  readonly others: string;
  /** May stand between those and the date. */
  readonly article: string;
  /** "pour vendredi": by then where it is made or sent, but that day's where it is `booked`; the word is one of `mention`. */
  readonly target: { readonly cue: string; readonly booked: string } | null;
  /** Words for days that the parser of dates lacks; null where it knows enough. */
  readonly more: SaidDays | null;
}

/** Words for days as parts of patterns, a `<weekday>` in them by name, and what each means. */
export interface SaidDays {
  /** How the days of the week begin, two letters each, from Sunday. */
  readonly weekdays: readonly string[];
  readonly words: readonly (readonly [string, DayMeaning])[];
}

/** A run of lower-case words. */
export type Phrase = readonly string[];
/** Phrases by their first word, the longest first, so that the first match is the fullest. */
export type Phrases = ReadonlyMap<string, readonly Phrase[]>;
/** Phrases with what each stands for. */
export type Cues<T> = ReadonlyMap<string, readonly (readonly [Phrase, T])[]>;

/** Where a step stands among those said before; `beforehand`: in front of the last, `otherwise`: instead of it. */
export type Step = 'first' | 'then' | 'finally' | 'meanwhile' | 'beforehand' | 'otherwise';

/** How the clause behind the cue stands to the main clause. `after`: main needs it. `before`: it needs main. */
export type Joint = 'after' | 'before' | 'when' | 'until' | 'if' | 'while';

/** "l'école", "d'abord", "jusqu'à" are two words each; "t's" and "d'you" of English hardly ever begin one. */
export const ELISION = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\p{L}{2}|[àyaeéo])/u;

export const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u).filter((word) => word !== ''));

/** `a b | c` is the phrases "a b" and "c". */
export function phrases(list: string): Phrases {
  return new Map([...joined([list, true])].map(([first, cues]) => [first, cues.map(([phrase]) => phrase)]));
}

export function joined<T>(...groups: readonly (readonly [string, T])[]): Cues<T> {
  const byFirst = new Map<string, (readonly [Phrase, T])[]>();
  for (const [list, value] of groups) {
    for (const said of list.split('|')) {
      const phrase = said
        .trim()
        .split(/\s+/u)
        .flatMap((word) => {
          const elided = ELISION.exec(word)?.[0];
          return elided === undefined ? [word] : [elided.slice(0, -1), word.slice(elided.length)];
        });
      const first = phrase[0] ?? '';
      byFirst.set(first, [...(byFirst.get(first) ?? []), [phrase, value]]);
    }
  }
  for (const cues of byFirst.values()) cues.sort((a, b) => b[0].length - a[0].length);
  return byFirst;
}
