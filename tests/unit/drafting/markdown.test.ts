import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { maskMarkup } from '#drafting/rules/mask.ts';
import { readOutline } from '#drafting/rules/outline.ts';
import { goalText } from '../../support/goals/goals.ts';

/*
 * On well-formed Markdown our own line scanner sees what the reference parser sees: the same headings and entries on the
 * same lines, ticked alike, nested alike.
 */

const WELL_FORMED = {
  'the project plan': goalText('mission'),
  'moving house': goalText('moving-house'),
  'numbers, code and quotes':
    '# A\n\n1. one\n2. two\n   - inner\n     - [ ] deep\n3. three\n\n```md\n- [ ] not a task\n# not a heading\n```\n\nB\n===\n\n* x\n* y\n\nC\n---\n\n+ z\n',
};

for (const [name, text] of Object.entries(WELL_FORMED)) {
  test(`${name}: the same headings and entries as a Markdown parser finds`, () => {
    expect(ours(text)).toEqual(reference(text));
  });
}

interface Line {
  readonly line: number;
  readonly type: string;
  readonly depth: number;
  readonly checked: boolean | null;
}

function ours(text: string): readonly Line[] {
  const reading = readOutline(maskMarkup(text));
  let step = reading.next();
  while (step.done !== true) step = reading.next();
  const { nodes } = step.value;
  return nodes.flatMap(({ block, parent }): Line[] => {
    const line = text.slice(0, block.range.start).split('\n').length;
    if (block.type === 'heading') return [{ line, type: 'heading', depth: block.level, checked: null }];
    if (block.type !== 'entry') return [];
    let depth = 0;
    for (let at = parent; nodes[at]?.block.type === 'entry'; at = nodes[at]?.parent ?? -1) depth += 1;
    return [{ line, type: 'entry', depth, checked: block.marker.checked }];
  });
}

function reference(text: string): readonly Line[] {
  const found: Line[] = [];
  const walk = (node: Nodes, depth: number) => {
    const line = node.position?.start.line ?? 0;
    if (node.type === 'heading') found.push({ line, type: 'heading', depth: node.depth, checked: null });
    if (node.type === 'listItem') found.push({ line, type: 'entry', depth, checked: node.checked ?? null });
    if ('children' in node)
      for (const child of node.children) walk(child, node.type === 'listItem' ? depth + 1 : depth);
  };
  walk(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), 0);
  return found;
}
