import type { JsonSchema } from '../port.ts';

export interface GrammarBounds {
  /** Of each text. */
  readonly letters: number;
  /** Of each list. */
  readonly items: number;
  /** Of each whole number. */
  readonly digits: number;
}

export const GRAMMAR_BOUNDS: GrammarBounds = { letters: 160, items: 20, digits: 5 };

/**
 * What a schema allows, as an EBNF that the engine can hold a model to, letter by letter. Every value fits on one line.
 *
 * Ours and not the engine's own reading of the schema, because that one lets a small model drift into endless white space,
 * lets control characters into texts and sets no bounds. Here nothing is free but the letters of a text: one way to write
 * each value, every text, list and number bounded, every property there and in the schema's order. An `enum`, such as the ids
 * of the tasks that exist, is a choice of alternatives, so that nothing else can be named. The form is certain; the end is
 * not, since an answer may still be cut at its limit.
 *
 * Bounds are chains of rules (`text_3 ::= quote | letter text_2`): the engine's older version knows no `{1,160}`.
 *
 * @throws when the schema allows no value at all
 */
export function grammarOf(schema: JsonSchema, bounds: GrammarBounds = GRAMMAR_BOUNDS): string {
  const rules: string[] = [];
  const root = expression(schema, { bounds, rules, lists: 0 });
  if (root === null) throw new Error('A schema that allows no value has no grammar.');
  return [`root ::= ${root}`, ...rules, ...textRules(bounds.letters), ...wholeRules(bounds.digits)].join('\n');
}

interface Writing {
  readonly bounds: GrammarBounds;
  readonly rules: string[];
  lists: number;
}

/** null: there is no such value. */
function expression(schema: JsonSchema, writing: Writing): string | null {
  if (schema.enum !== undefined) return oneOf(schema.enum.map((value) => literal(JSON.stringify(value))));
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  return oneOf(types.flatMap((type) => ofType(type, schema, writing) ?? []));
}

function ofType(type: string, schema: JsonSchema, writing: Writing): string | null {
  switch (type) {
    case 'string':
      return 'text';
    case 'integer':
      return 'whole';
    case 'number':
      return '(whole ("." [0-9] [0-9]?)?)';
    case 'boolean':
      return '("true" | "false")';
    case 'null':
      return '"null"';
    case 'array':
      return list(schema, writing);
    case 'object':
      return object(schema, writing);
    default:
      return null;
  }
}

function list({ items }: JsonSchema, writing: Writing): string {
  const item = items === undefined ? 'text' : expression(items, writing);
  if (item === null) return '"[]"';
  const name = `list_${++writing.lists}`;
  const rules = [`${name}_item ::= ${item}`, `${name}_1 ::= "]"`];
  for (let left = 2; left <= writing.bounds.items; left++) {
    rules.push(`${name}_${left} ::= "]" | "," ${name}_item ${name}_${left - 1}`);
  }
  writing.rules.push(...rules.reverse());
  return `"[" ("]" | ${name}_item ${name}_${writing.bounds.items})`;
}

function object({ properties = {} }: JsonSchema, writing: Writing): string | null {
  const members: string[] = [];
  for (const [name, schema] of Object.entries(properties)) {
    const value = expression(schema, writing);
    if (value === null) return null;
    members.push(`${literal(`${members.length === 0 ? '{' : ','}${JSON.stringify(name)}:`)} ${value}`);
  }
  return members.length === 0 ? '"{}"' : `(${members.join(' ')} "}")`;
}

/** At least one letter; a value that may be missing is `null` in its schema. */
function textRules(letters: number): string[] {
  const rules = [`text ::= "\\"" letter text_${letters}`];
  for (let left = letters; left > 1; left--) rules.push(`text_${left} ::= "\\"" | letter text_${left - 1}`);
  rules.push('text_1 ::= "\\""');
  // Control characters not at all; quotes and backslashes as JSON escapes them.
  rules.push(String.raw`letter ::= [^\0-\x1f"\\\x7f] | "\\" ["\\]`);
  return rules;
}

function wholeRules(digits: number): string[] {
  let more = '';
  for (let left = digits; left > 1; left--) more = more === '' ? '[0-9]?' : `([0-9] ${more})?`;
  return [`whole ::= "0" | "-"? [1-9] ${more}`];
}

function oneOf(choices: readonly string[]): string | null {
  if (choices.length <= 1) return choices[0] ?? null;
  return `(${choices.join(' | ')})`;
}

/**
 * In ASCII, other letters as JSON escapes them: the engine writes a grammar out and reads it again, and there `ö` before an `e`
 * becomes another letter altogether.
 */
function literal(json: string): string {
  const text = json.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
