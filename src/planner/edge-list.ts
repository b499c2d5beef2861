/** Edges between points 0 … size-1, kept in flat arrays: a plan of ten thousand tasks has some hundred thousand of them. */
export class EdgeList {
  readonly #size: number;
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #length: number[] = [];
  #byStart: ByStart | null = null;

  constructor(size: number) {
    this.#size = size;
  }

  add(from: number, to: number, length = 0): void {
    this.#from.push(from);
    this.#to.push(to);
    this.#length.push(length);
    this.#byStart = null;
  }

  /** Kahn's algorithm (Kahn 1962); null when some points are left over, which is to say that there is a cycle. */
  sorted(): readonly number[] | null {
    const { first, edges } = this.#sortByStart();
    const before = new Int32Array(this.#size);
    for (const to of this.#to) before[to] = at(before, to) + 1;
    const order: number[] = [];
    for (let i = 0; i < this.#size; i++) if (before[i] === 0) order.push(i);
    for (let i = 0; i < order.length; i++) {
      const here = order[i] ?? 0;
      for (let slot = at(first, here); slot < at(first, here + 1); slot++) {
        const target = this.#to[at(edges, slot)] ?? 0;
        before[target] = at(before, target) - 1;
        if (before[target] === 0) order.push(target);
      }
    }
    return order.length === this.#size ? order : null;
  }

  /**
   * The longest way to each point and from each point onward, in the unit of the lengths, along an order that `sorted`
   * gave. `through` is the point before each on its longest way, -1 where one begins; of ways as long, the first added.
   */
  longest(order: readonly number[]): {
    readonly to: Float64Array;
    readonly onward: Float64Array;
    readonly through: Int32Array;
  } {
    const { first, edges } = this.#sortByStart();
    const to = new Float64Array(this.#size);
    const onward = new Float64Array(this.#size);
    const through = new Int32Array(this.#size).fill(-1);
    for (const here of order) {
      for (let slot = at(first, here); slot < at(first, here + 1); slot++) {
        const edge = at(edges, slot);
        const target = this.#to[edge] ?? 0;
        const length = (to[here] ?? 0) + (this.#length[edge] ?? 0);
        if (length < (to[target] ?? 0) || (length === to[target] && through[target] !== -1)) continue;
        to[target] = length;
        through[target] = here;
      }
    }
    for (let i = order.length - 1; i >= 0; i--) {
      const here = order[i] ?? 0;
      for (let slot = at(first, here); slot < at(first, here + 1); slot++) {
        const edge = at(edges, slot);
        const length = (onward[this.#to[edge] ?? 0] ?? 0) + (this.#length[edge] ?? 0);
        if (length > (onward[here] ?? 0)) onward[here] = length;
      }
    }
    return { to, onward, through };
  }

  #sortByStart(): ByStart {
    if (this.#byStart !== null) return this.#byStart;
    const first = new Int32Array(this.#size + 1);
    for (const from of this.#from) first[from + 1] = at(first, from + 1) + 1;
    for (let i = 0; i < this.#size; i++) first[i + 1] = at(first, i + 1) + at(first, i);
    const filled = first.slice();
    const edges = new Int32Array(this.#to.length);
    for (const [edge, from] of this.#from.entries()) {
      const slot = at(filled, from);
      edges[slot] = edge;
      filled[from] = slot + 1;
    }
    this.#byStart = { first, edges };
    return this.#byStart;
  }
}

/** Edges sorted by where they start: those of point p are `edges[first[p]] … edges[first[p + 1] - 1]`. */
interface ByStart {
  readonly first: Int32Array;
  readonly edges: Int32Array;
}

function at(values: Int32Array, index: number): number {
  return values[index] ?? 0;
}
