import { expect, test } from 'vitest';
import type { TaskId } from '#planner/ids.ts';
import { below, indented, movedDown, movedUp, outdented, type Tree } from '../../../src/ui/plan/placement.ts';

const id = (name: string) => name as TaskId;

/** a, b (with b1, b2), c */
const children: Record<string, TaskId[]> = { '': [id('a'), id('b'), id('c')], b: [id('b1'), id('b2')] };
const tree: Tree = {
  parentOf: (task) => (task.startsWith('b') && task !== 'b' ? id('b') : null),
  childIds: (parent) => children[parent ?? ''] ?? [],
};

test('indenting puts a task behind the last child of the sibling above, and the first cannot be indented', () => {
  expect(indented(tree, id('c'))).toEqual({ parentId: 'b', after: 'b2' });
  expect(indented(tree, id('b'))).toEqual({ parentId: 'a', after: null });
  expect(indented(tree, id('a'))).toBeNull();
  expect(indented(tree, id('b1'))).toBeNull();
});

test('outdenting puts a task behind its parent, and one at the top cannot be outdented', () => {
  expect(outdented(tree, id('b1'))).toEqual({ parentId: null, after: 'b' });
  expect(outdented(tree, id('b'))).toBeNull();
});

test('moving goes one place among the siblings and stops at the ends', () => {
  expect(movedUp(tree, id('c'))).toEqual({ parentId: null, after: 'a' });
  expect(movedUp(tree, id('b'))).toEqual({ parentId: null, after: null });
  expect(movedUp(tree, id('b1'))).toBeNull();
  expect(movedDown(tree, id('a'))).toEqual({ parentId: null, after: 'b' });
  expect(movedDown(tree, id('b2'))).toBeNull();
});

test('a task added below an open group is its first child, else the next sibling', () => {
  expect(below(tree, id('b'), true)).toEqual({ parentId: 'b', after: null });
  expect(below(tree, id('b'), false)).toEqual({ parentId: null, after: 'b' });
  expect(below(tree, id('a'), true)).toEqual({ parentId: null, after: 'a' });
});
