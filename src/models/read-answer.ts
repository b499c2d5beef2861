import { jsonrepair } from 'jsonrepair';
import { parse as parsePartial } from 'partial-json';
import { err, ok, type Result } from '#kit/result.ts';
import type { AnswerRepair } from './port.ts';

export interface ReadAnswer {
  readonly value: unknown;
  readonly repairs: readonly AnswerRepair[];
}

/** The JSON object that a model's text holds, whatever it wrote around it. The error says in a word what was wrong. */
export function readAnswer(text: string): Result<ReadAnswer, string> {
  if (text.length > MOST_CHARACTERS) return err('too long');
  const repairs: AnswerRepair[] = [];
  const spoken = withoutThoughts(text);
  if (spoken !== text.trim()) repairs.push('thoughts');
  const unfenced = withoutFence(spoken);
  if (unfenced !== spoken) repairs.push('fence');
  if (unfenced === '') return err('empty');

  const object = findObject(unfenced);
  if (object === null) return err('no object');
  if (object.before || object.after) repairs.push('words-around');
  const plain = attempt(() => JSON.parse(object.text));
  if (plain.ok) return isObject(plain.value) ? ok({ value: plain.value, repairs }) : err('no object');
  repairs.push(object.isCut ? 'cut' : 'syntax');
  const closed = object.isCut ? attempt(() => parsePartial(object.text)) : plain;
  const mended = closed.ok ? closed : attempt(() => JSON.parse(jsonrepair(object.text)));
  return mended.ok && isObject(mended.value) ? ok({ value: mended.value, repairs }) : err('not JSON');
}

/**
 * The object as far as it has come, for showing a list while it grows; null before there is one. The end of its last text
 * or number may still be to come.
 */
export function readGrowing(text: string): unknown {
  const read = readAnswer(text);
  return read.ok ? read.value.value : null;
}

/** More than any plan needs; a mending parser is not to be fed without end. */
const MOST_CHARACTERS = 400_000;

/** Models that think aloud do so first; thoughts that never end hold no answer. */
function withoutThoughts(text: string): string {
  let rest = text.trim();
  const closed = /<\/(?:think|thinking|thought|reasoning)>/giu;
  let last: RegExpExecArray | null = null;
  // A closing tag without its opening one comes from servers that put the opening one into the prompt.
  for (let found = closed.exec(rest); found !== null; found = closed.exec(rest)) {
    // One inside the answer itself is somebody's text.
    if (last !== null || !rest.slice(0, found.index).includes('{') || /^<think/iu.test(rest)) last = found;
    if (!/^<(?:think|thinking|thought|reasoning)>/iu.test(rest.slice(found.index + found[0].length).trim())) break;
  }
  if (last !== null) rest = rest.slice(last.index + last[0].length).trim();
  return /^<(?:think|thinking|thought|reasoning)>/iu.test(rest) ? '' : rest;
}

function withoutFence(text: string): string {
  const open = /```[a-z]*[ \t]*\n?/iu.exec(text);
  const brace = text.indexOf('{');
  if (open === null || (brace >= 0 && brace < open.index)) return text;
  const inside = text.slice(open.index + open[0].length);
  const close = inside.lastIndexOf('```');
  return (close >= 0 ? inside.slice(0, close) : inside).trim();
}

interface FoundObject {
  readonly text: string;
  readonly isCut: boolean;
  readonly before: boolean;
  readonly after: boolean;
}

/** The first stretch in braces that parses; else the first that looks like an object at all. */
function findObject(text: string): FoundObject | null {
  let likely: FoundObject | null = null;
  let tried = 0;
  for (let at = text.indexOf('{'); at >= 0 && tried < MOST_TRIES; at = text.indexOf('{', at + 1), tried++) {
    const end = endOfObject(text, at);
    const found: FoundObject = {
      text: end === null ? text.slice(at) : text.slice(at, end),
      isCut: end === null,
      before: text.slice(0, at).trim() !== '',
      after: end !== null && text.slice(end).trim() !== '',
    };
    if (attempt(() => JSON.parse(found.text)).ok) return found;
    if (likely === null && /^\{\s*(?:["'}]|$|[\p{L}_]+\s*:)/u.test(found.text)) likely = found;
    // What stands inside a broken object is no answer of its own.
    if (likely !== null) break;
  }
  return likely;
}

const MOST_TRIES = 20;

/** Behind the brace that closes the one at `start`; null where none does. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (isQuoted) {
      if (sign === '\\') at++;
      else if (sign === '"') isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

function attempt(parse: () => unknown): Result<unknown, null> {
  try {
    return ok(parse());
  } catch {
    return err(null);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
