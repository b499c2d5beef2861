import type { ToolCall } from '#planner/tool-call.ts';
import type { Tool, ToolParameter } from '../../drafter.ts';
import type { Language } from '../language.ts';
import type { Range, Text } from '../mask.ts';
import type { Reading } from '../read-tasks.ts';
import type { Seed, SeedNeed } from '../seed.ts';
import { splitSentences } from '../sentences.ts';
import { readArguments } from './arguments.ts';
import { findLinks } from './links.ts';
import { matchTools, type ToolMatch } from './match.ts';
import { plainWordStarts } from './words.ts';

/** A task that a tool can do. */
export interface PlannedCall extends ToolCall {
  /** 0 to 1. */
  readonly confidence: number;
  /** Required parameters that neither the words nor an earlier result give. */
  readonly missing: readonly ToolParameter[];
  readonly range: Range;
}

export interface CallReading extends Reading {
  /** By index of the seed. */
  readonly calls: ReadonlyMap<number, PlannedCall>;
}

/**
 * Which tasks the given tools can do, and with which arguments. A sentence that asks a tool for something and was read as no
 * task becomes one. Where an argument is the result of an earlier call, its task needs that one's.
 */
export function planCalls(text: Text, reading: Reading, tools: readonly Tool[], language: Language): CallReading {
  const sentences = findSentences(text, language);
  const words = sentences.map((range) => said(text, range));
  const matches = matchTools(words, tools);
  const placed = matches.map((match, i) => ({ match, range: rangeOf(match, matches[i + 1], sentences, text) }));

  const seeds: (Seed & { readonly old: number })[] = reading.seeds.map((seed, old) => ({ ...seed, old }));
  const seedByMatch = new Map<number, Seed & { readonly old: number }>();
  const taken = new Set<Seed>();
  for (const [i, { match, range }] of placed.entries()) {
    const sentence = sentences[match.segment];
    if (sentence === undefined) continue;
    const found = seeds.filter((seed) => seed.type !== 'heading' && !taken.has(seed) && overlaps(seed, sentence));
    const seed =
      found.find((one) => overlaps(one, range)) ?? (found.length === 1 ? found[0] : undefined) ?? newSeed(range, seeds);
    if (!seeds.includes(seed)) insert(seeds, seed);
    taken.add(seed);
    seedByMatch.set(i, seed);
  }

  const calls = new Map<number, PlannedCall>();
  const needs = renumber(reading.needs, seeds);
  const details = placed.map((_, i) => detailsOf(i, matches, words));
  const read = placed.map(({ match }, i) => {
    const tool = tools[match.tool];
    return tool === undefined ? null : readArguments(tool, details[i] ?? '');
  });
  const links = findLinks(
    placed.map(({ match }, i) => ({
      tool: tools[match.tool],
      said: details[i] ?? '',
      values: read[i]?.values ?? new Map(),
      missing: read[i]?.missing ?? [],
    })),
  );
  for (const [i, { match, range }] of placed.entries()) {
    const tool = tools[match.tool];
    const seed = seedByMatch.get(i);
    const values = read[i];
    if (tool === undefined || seed === undefined || values === undefined || values === null) continue;
    const pointing = links.filter(({ to }) => to === i);
    const linked = pointing.filter(({ shared }) => shared === null);
    const given = new Set(pointing.map(({ parameter }) => parameter));
    calls.set(seeds.indexOf(seed), {
      tool: tool.name,
      args: Object.fromEntries([
        ...[...values.values].filter(([name]) => !given.has(name)),
        ...pointing.flatMap(({ parameter, shared }) => (shared === null ? [] : [[parameter, shared]])),
      ]),
      confidence: match.score,
      missing: values.missing.filter(({ name }) => !given.has(name)),
      range,
    });
    for (const { from, cue, parameter } of linked) {
      const source = seedByMatch.get(from);
      if (source === undefined) continue;
      const need = { from: seeds.indexOf(seed), to: seeds.indexOf(source) };
      const without = needs.findIndex((one) => one.from === need.from && one.to === need.to);
      if (without >= 0) needs.splice(without, 1);
      needs.push({
        ...need,
        type: 'informs',
        lagMinutes: 0,
        why: 'uses-result',
        cue,
        ranges: [range],
        confidence: 0.6,
        parameter,
      });
    }
  }
  return {
    seeds: seeds.map((seed) => ({ ...seed, parent: newIndex(seed.parent, seeds) })),
    needs,
    circular: renumber(reading.circular, seeds),
    calls,
  };
}

/** A request is short; a page that is pasted with tools at hand is looked at from its beginning. */
const LONGEST = 20_000;

function findSentences(text: Text, language: Language): readonly Range[] {
  const found: Range[] = [];
  for (const line of text.masked.slice(0, LONGEST).matchAll(/[^\n]+/gu))
    found.push(...splitSentences(text, { start: line.index, end: line.index + line[0].length }, language));
  return found;
}

/** Quotes are values here, so they are kept. */
function said({ source }: Text, { start, end }: Range): string {
  let to = end;
  while (to < source.length && /["”’'»]/u.test(source[to] ?? '')) to += 1;
  return source.slice(start, to);
}

/** From the first word that speaks for the tool to that of the next in the same sentence. */
function rangeOf(match: ToolMatch, next: ToolMatch | undefined, sentences: readonly Range[], text: Text): Range {
  const sentence = sentences[match.segment] ?? { start: 0, end: 0 };
  const placeOf = (at: number) => {
    return sentence.start + (plainWordStarts(text.source.slice(sentence.start, sentence.end))[at] ?? 0);
  };
  const isShared = next?.segment === match.segment;
  return { start: placeOf(match.at), end: isShared && next !== undefined ? placeOf(next.at) : sentence.end };
}

/** The sentence of a call, and those behind it up to the next call's. What asks for one thing tells of it everywhere. */
function detailsOf(i: number, matches: readonly ToolMatch[], words: readonly string[]): string {
  if (matches.length === 1) return words.join(' ');
  const from = matches[i]?.segment ?? 0;
  const to = matches[i + 1]?.segment ?? words.length;
  return words.slice(from, Math.max(from + 1, to)).join(' ');
}

function overlaps(seed: Seed, range: Range): boolean {
  return seed.range.start < range.end && seed.range.end > range.start;
}

function newSeed(range: Range, seeds: readonly (Seed & { readonly old: number })[]): Seed & { readonly old: number } {
  const before = seeds.findLast((seed) => seed.range.start <= range.start && seed.type !== 'heading');
  return {
    range,
    titleRange: range,
    title: null,
    parent: before?.parent ?? -1,
    done: false,
    why: 'sentence',
    whyParams: {},
    confidence: 0.6,
    details: [range],
    notes: [],
    assignee: null,
    type: 'task',
    asks: [],
    isImplied: false,
    day: -1,
    old: -1,
  };
}

/** In document order, behind what begins before it and behind its parent. */
function insert(seeds: (Seed & { readonly old: number })[], seed: Seed & { readonly old: number }): void {
  const before = seeds.findLastIndex((one) => one.range.start <= seed.range.start);
  const parent = seeds.findIndex(({ old }) => old >= 0 && old === seed.parent);
  seeds.splice(Math.max(before, parent) + 1, 0, seed);
}

function newIndex(old: number, seeds: readonly { readonly old: number }[]): number {
  return old < 0 ? -1 : seeds.findIndex((seed) => seed.old === old);
}

function renumber(needs: readonly SeedNeed[], seeds: readonly { readonly old: number }[]): SeedNeed[] {
  const byOld = new Map(seeds.map(({ old }, i) => [old, i]));
  return needs.map((need) => ({ ...need, from: byOld.get(need.from) ?? need.from, to: byOld.get(need.to) ?? need.to }));
}
