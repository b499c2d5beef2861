// The replay utilities done naively: everything in one list, looked through from the start for each question.
import type { Commit } from '#store/event-log.ts';

export function inMergeOrder(commits: readonly Commit[]): readonly Commit[] {
  const key = ({ hlc, device, id }: Commit) => [hlc, device, id].join('\u0000');
  return [...commits].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The commit, its cause, and so on, for at most as many steps as there are commits. */
export function chainOf(commits: readonly Commit[], id: string): readonly string[] {
  const chain: string[] = [];
  let next: string | null | undefined = id;
  while (typeof next === 'string' && !chain.includes(next)) {
    chain.push(next);
    const at: string = next;
    next = commits.find((commit) => commit.id === at)?.causation;
  }
  return chain;
}

/** Every commit whose chain of causes leads through this one, itself included. */
export function descendantsOf(commits: readonly Commit[], id: string): ReadonlySet<string> {
  const below = commits.filter((commit) => chainOf(commits, commit.id).includes(id));
  return new Set([id, ...below.map((commit) => commit.id)]);
}

export interface Patch {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly path: readonly string[];
  readonly to?: unknown;
}

/** A JSON value after these differences have been applied to it. */
export function patched(value: unknown, patches: readonly Patch[]): unknown {
  let root = structuredClone(value);
  for (const { kind, path, to } of patches) {
    const [key, ...above] = path.toReversed();
    if (key === undefined) {
      root = to;
      continue;
    }
    let holder = root as Record<string, unknown>;
    for (const step of above.toReversed()) holder = holder[step] as Record<string, unknown>;
    if (kind === 'removed') delete holder[key];
    else holder[key] = to;
  }
  return root;
}
