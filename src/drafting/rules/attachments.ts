import type { Attachment } from '#planner/task.ts';
import type { Range, Text } from './mask.ts';

/**
 * Links, files and mail addresses named in a range, each once. A link ends before the punctuation of its sentence and before a bracket
 * that was opened in front of it; addresses in `[words](address)` carry the words as their label.
 */
export function findAttachments(text: Text, ranges: readonly Range[]): readonly Attachment[] {
  const found = new Map<string, Attachment>();
  for (const range of ranges) {
    const typed = text.source.slice(range.start, Math.min(range.end, range.start + LONGEST));
    // Most tasks name neither: all three patterns need one of these signs.
    if (!/[./\\]/u.test(typed)) continue;
    const links: [number, number][] = [];
    const add = (key: string, attachment: Attachment) => {
      if (!found.has(key) && found.size < MOST) found.set(key, attachment);
    };
    for (const match of typed.matchAll(LABELLED)) {
      const { label = '', target = '' } = match.groups ?? {};
      links.push([match.index, match.index + match[0].length]);
      if (/^(?:https?:|mailto:)/iu.test(target)) add(target, { type: 'link', url: target.slice(0, 2000), label });
      else if (!target.startsWith('#') && target !== '')
        add(target, { type: 'file', path: target.slice(0, 1000), label });
    }
    for (const match of typed.matchAll(LINK)) {
      if (links.some(([from, to]) => match.index >= from && match.index < to)) continue;
      const address = withoutTail(match[0]);
      links.push([match.index, match.index + match[0].length]);
      if (address.length < 8) continue;
      const url = /^www\./iu.test(address) ? `https://${address}` : address;
      add(url, { type: 'link', url: url.slice(0, 2000), label: '' });
    }
    for (const match of typed.matchAll(MAIL)) {
      if (links.some(([from, to]) => match.index >= from && match.index < to)) continue;
      links.push([match.index, match.index + match[0].length]);
      add(match[0], { type: 'link', url: `mailto:${match[0]}`, label: '' });
    }
    for (const match of typed.matchAll(FILE)) {
      if (links.some(([from, to]) => match.index >= from && match.index < to)) continue;
      const path = match[0].replace(/[.,;:!?)\]}'"`]+$/u, '');
      if (FRAMEWORK.test(path)) continue;
      if (path.length < 3 || /^[/.~]+$/u.test(path)) continue;
      add(path, { type: 'file', path: path.slice(0, 1000), label: '' });
    }
  }
  return [...found.values()];
}

/**
 * Files that the words say are needed: "needs the signed lease.pdf", "fill in form-12.docx". Whether somebody has them is
 * worth a question; a link can be tried.
 */
export function findRequired(typed: string, attachments: readonly Attachment[]): readonly string[] {
  const words = typed.slice(0, LONGEST);
  return attachments.flatMap((attachment) => {
    if (attachment.type !== 'file') return [];
    const at = words.indexOf(attachment.path);
    return at >= 0 && REQUIRED.test(words.slice(Math.max(0, at - NEAR), at)) ? [attachment.path] : [];
  });
}

/** "(see https://example.org/a_(b))." is about `https://example.org/a_(b)`. */
function withoutTail(address: string): string {
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    if ('.,;:!?\'"*_~`>'.includes(last) || last === '…' || last === '”' || last === '’') continue;
    const pair = last === ')' ? '(' : last === ']' ? '[' : last === '}' ? '{' : null;
    if (pair === null) break;
    const head = address.slice(0, end);
    if (count(head, pair) >= count(head, last)) break;
  }
  return address.slice(0, end);
}

function count(words: string, sign: string): number {
  return words.split(sign).length - 1;
}

/** Characters between the word that says so and the file. */
const NEAR = 60;
const REQUIRED =
  /\b(?:needs?|requires?|required|necessary|bring|attached|enclosed|based on|according to|fill (?:in|out)|with the help of|braucht|benötigt|ausfüllen)\b[^.;!?\n]*$/iu;
const LONGEST = 4000;
/** A task with more links than this is a list of links. */
const MOST = 50;
const LABELLED =
  /!?\[(?<label>[^[\]\n]{1,200})\]\((?<target>(?:[^()\s]|\([^()\s]{0,200}\)){1,1000})(?:\s+"[^"\n]{0,200}")?\)/gu;
const LINK = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>"“”`|\\^]{2,2000}/giu;
const MAIL =
  /(?<![\p{L}\p{N}.+_-])[\p{L}\p{N}][\p{L}\p{N}.+_-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.\p{L}{2,24}(?![\p{L}\p{N}])/gu;
/** "Node.js" is no file. */
const FRAMEWORK = /^\p{Lu}\p{Ll}{1,12}\.js$/u;
const EXTENSIONS =
  'pdf|docx?|xlsx?|pptx?|odt|ods|odp|txt|md|markdown|csv|tsv|json|ya?ml|toml|xml|html?|css|s[ac]ss|jsx?|tsx?|mjs|cjs|py|rs|go|java|kt|rb|php|c|h|cpp|hpp|cs|swift|sql|sh|bat|ps1|ipynb|svelte|vue|png|jpe?g|gif|svg|webp|heic|mp[34]|m4a|wav|mov|zip|tar|gz|tgz|7z|log|ini|conf|env|lock|ics|eml|epub|key|pages|numbers|tex|bib|psd|ai|sketch|fig|dwg|stl|bak';
const FILE = new RegExp(
  [
    // Windows, with a drive or a server
    String.raw`(?<![\p{L}\p{N}])(?:[A-Za-z]:\\|\\\\[\w.-]{1,100}\\)[^\s"<>|*?,;]{1,400}`,
    // POSIX, from a root, a home or a relative start
    String.raw`(?<![\p{L}\p{N}/.:])(?:~|\.{1,2})?\/[\w.@+-]{1,100}(?:\/[\w.@+-]{1,100}){0,30}\/?(?<=[\w/])(?=[\s.,;:!?)\]}'"${'`'}]|$)(?<=\/[^\s]{0,200}[./][^\s]{0,200})`,
    // bare or relative, by its ending
    String.raw`(?<![\p{L}\p{N}@/\\.-])[\p{L}\p{N}_][\p{L}\p{N}_.@+-]{0,80}(?:\/[\p{L}\p{N}_.@+-]{1,80}){0,20}\.(?:${EXTENSIONS})(?![\p{L}\p{N}_])`,
  ].join('|'),
  'gu',
);
