import type { Outline } from '../gold/gold.ts';

/**
 * A draft as the Markdown that a person would keep it in: tasks with a box, nested as they are, and what a task needs
 * behind it in brackets, by its name.
 */
export function toMarkdown({ tasks, needs, parents }: Outline, isDone: readonly boolean[]): string {
  const lines: string[] = [];
  const write = (parent: number, depth: number) => {
    for (const [at, { titles }] of tasks.entries()) {
      if (parents[at] !== parent) continue;
      const before = needs.filter(([from]) => from === at).map(([, to]) => `"${tasks[to]?.titles[0] ?? ''}"`);
      const after = before.length === 0 ? '' : ` (after ${before.join(' and ')})`;
      lines.push(`${'  '.repeat(depth)}- [${isDone[at] === true ? 'x' : ' '}] ${titles[0] ?? ''}${after}`);
      write(at, depth + 1);
    }
  };
  write(-1, 0);
  return `${lines.join('\n')}\n`;
}
