import { type Block, type Marker, scanBlocks } from './blocks.ts';
import type { Text } from './mask.ts';

/** A block in its place. Nodes are held flat, in document order, so that no text can nest too deep for a walk. */
export interface OutlineNode {
  readonly block: Block;
  /** Index of the heading or entry it stands under; -1 is the document. Always smaller than the node's own. */
  readonly parent: number;
  /** Neighbouring entries of one kind under one parent share a list; -1 for what is no entry. */
  readonly list: number;
}

export interface Outline {
  readonly nodes: readonly OutlineNode[];
  /** At least half of its entries have a box: the document says itself which of its lines are tasks. */
  readonly isChecklist: boolean;
  readonly hasHeadings: boolean;
}

/** Deeper entries become siblings: nobody nests like this, and every walk up a line of parents stays short. */
const DEEPEST = 24;

/** Builds the outline; yields the offset reached, so that the caller can rest or stop. */
export function* readOutline(text: Text): Generator<number, Outline> {
  const nodes: OutlineNode[] = [];
  const headings: { level: number; node: number }[] = [];
  const entries: { indent: number; node: number }[] = [];
  const lastInPlace = new Map<number, { list: number; marker: Marker; broken: boolean }>();
  let lists = 0;
  let entryCount = 0;
  let boxCount = 0;
  let hasHeadings = false;

  for (const block of scanBlocks(text)) {
    const heading = headings.at(-1)?.node ?? -1;
    switch (block.type) {
      case 'heading': {
        hasHeadings = true;
        while ((headings.at(-1)?.level ?? 0) >= block.level) headings.pop();
        nodes.push({ block, parent: headings.at(-1)?.node ?? -1, list: -1 });
        headings.push({ level: block.level, node: nodes.length - 1 });
        entries.length = 0;
        lastInPlace.clear();
        break;
      }
      case 'entry': {
        entryCount++;
        if (block.marker.checked !== null) boxCount++;
        // One column more is a slip of the hand, two are an indent.
        while (entries.length > 0 && block.indent < (entries.at(-1)?.indent ?? 0) + 2) entries.pop();
        while (entries.length >= DEEPEST) entries.pop();
        const parent = entries.at(-1)?.node ?? heading;
        const before = lastInPlace.get(parent);
        const list = before !== undefined && goesOn(before, block.marker) ? before.list : lists++;
        nodes.push({ block, parent, list });
        lastInPlace.set(parent, { list, marker: block.marker, broken: false });
        entries.push({ indent: block.indent, node: nodes.length - 1 });
        break;
      }
      case 'line':
      case 'code':
      case 'row': {
        while (entries.length > 0 && block.indent <= (entries.at(-1)?.indent ?? 0)) entries.pop();
        const parent = entries.at(-1)?.node ?? heading;
        nodes.push({ block, parent, list: -1 });
        // Running text at the level of a list ends it, unless the numbers go on behind it.
        const list = lastInPlace.get(parent);
        if (list !== undefined) list.broken = true;
        break;
      }
      case 'rule':
        entries.length = 0;
        lastInPlace.clear();
        break;
    }
    yield block.range.end;
  }
  return { nodes, isChecklist: boxCount > 0 && boxCount * 2 >= entryCount, hasHeadings };
}

function goesOn(before: { marker: Marker; broken: boolean }, next: Marker): boolean {
  const { type, n } = before.marker;
  if (type !== next.type) return false;
  if (n === null || next.n === null) return n === next.n && !before.broken;
  if (before.broken) return next.n === n + 1;
  // A list that starts again is another list. All ones is how Markdown lets people number lazily.
  return next.n > n || (next.n === 1 && n === 1);
}
