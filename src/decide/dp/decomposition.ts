// A tree decomposition of a network's constraint graph, from an elimination order by least fill-in.
import type { Architecture } from '../../problem/training/architecture.ts';
import { constraintGraph, type ConstraintGraph } from './constraint-graph.ts';

/**
 * How close a network comes to a tree. Loading takes time linear in the number of bags and exponential in the width
 * (Judd, On the complexity of loading shallow neural networks, J. Complexity 4, 1988, for support cones that interact
 * along a line or a tree of bounded width).
 */
export type Decomposition = {
  /** One less than the size of the largest bag, an upper bound of the treewidth; 0 when no node reads another. */
  readonly width: number;
  /** Bags that are part of no other bag. */
  readonly bags: number;
};

/** A decomposition and the variables in the order in which the dynamic program gets rid of them. */
export type EliminationOrder = Decomposition & { readonly order: readonly number[] };

/** The most neighbours of a variable that is eliminated; when all have more, the rest is one bag. */
const MAX_NEIGHBOURS = 64;
const MAX_FILL = (MAX_NEIGHBOURS * (MAX_NEIGHBOURS - 1)) / 2;

/** The width of an architecture's constraint graph. Deterministic; linear in the network while the width is small. */
export function decompose(architecture: Architecture): Decomposition {
  const { width, bags } = eliminationOrder(constraintGraph(architecture));
  return { width, bags };
}

/**
 * Eliminates a variable that lacks the fewest edges between its neighbours, adds those edges, and goes on (min-fill; Rose,
 * Triangulated graphs and the elimination process, J. Math. Anal. Appl. 32, 1970). The bag of a variable is it and its
 * neighbours at that time.
 */
export function eliminationOrder({ variable, scopes }: ConstraintGraph): EliminationOrder {
  const elimination = new Elimination(variable, scopes);
  elimination.run();
  return elimination.result();
}

class Elimination {
  readonly #neighbours: (Set<number> | undefined)[];
  /** In a constraint that is too large: never eliminated, and its edges to the others there are not even listed. */
  readonly #stuck = new Set<number>();
  readonly #fill: number[];
  /** By fill-in, variables that had it once; the last ones first. */
  readonly #queue: number[][] = Array.from({ length: MAX_FILL + 1 }, () => []);
  readonly #order: number[] = [];
  /** The neighbours of the eliminated variables, in their order. */
  readonly #separators: (readonly number[])[] = [];

  constructor(variable: readonly boolean[], scopes: ConstraintGraph['scopes']) {
    this.#neighbours = variable.map((is) => (is ? new Set() : undefined));
    for (const scope of scopes)
      if (scope && scope.length > MAX_NEIGHBOURS + 1) for (const v of scope) this.#stuck.add(v);
      else for (const v of scope ?? []) for (const u of scope!) if (u !== v) this.#neighbours[v]!.add(u);
    this.#fill = variable.map((is, v) => (is ? this.#fillOf(v) : Infinity));
    for (let v = variable.length - 1; v >= 0; v--) this.#enqueue(v);
  }

  run(): void {
    for (let fill = 0; fill <= MAX_FILL;) {
      const v = this.#queue[fill]!.pop();
      if (v === undefined) {
        fill++;
        continue;
      }
      if (this.#fill[v] !== fill) continue;
      // The fill-in of others may only shrink by one for each edge added, or when they lose a neighbour.
      fill = Math.min(fill, this.#eliminate(v));
    }
  }

  result(): EliminationOrder {
    const rest = this.#neighbours.flatMap((set, v) => (set ? [v] : []));
    const position = new Map(this.#order.map((v, i) => [v, i]));
    const last = this.#order.length;
    const sizes = this.#separators.map(({ length }) => length + 1);
    if (rest.length > 0) sizes.push(rest.length);
    const absorbed = new Set<number>();
    for (const separator of this.#separators) {
      const next = separator.reduce((least, u) => Math.min(least, position.get(u) ?? last), Infinity);
      if (separator.length === sizes[next]) absorbed.add(next);
    }
    return {
      width: sizes.reduce((most, size) => Math.max(most, size - 1), 0),
      bags: sizes.length - absorbed.size,
      order: [...this.#order, ...rest],
    };
  }

  /** @returns the least fill-in of a variable whose fill-in has changed */
  #eliminate(v: number): number {
    const around = [...this.#neighbours[v]!];
    this.#order.push(v);
    this.#separators.push(around);
    this.#neighbours[v] = undefined;
    this.#fill[v] = Infinity;
    for (const u of around) this.#neighbours[u]!.delete(v);
    const changed = new Set(around);
    around.forEach((a, i) => {
      for (const b of around.slice(i + 1)) {
        if (this.#neighbours[a]!.has(b)) continue;
        this.#neighbours[a]!.add(b);
        this.#neighbours[b]!.add(a);
        for (const u of common(this.#neighbours[a]!, this.#neighbours[b]!)) changed.add(u);
      }
    });
    let least = Infinity;
    for (const u of changed) {
      this.#fill[u] = this.#fillOf(u);
      this.#enqueue(u);
      least = Math.min(least, this.#fill[u]);
    }
    return least;
  }

  #enqueue(v: number): void {
    this.#queue[this.#fill[v]!]?.push(v);
  }

  /** The number of pairs of neighbours that are not neighbours of each other; infinite where it is out of the question. */
  #fillOf(v: number): number {
    const around = this.#neighbours[v]!;
    if (around.size > MAX_NEIGHBOURS || this.#stuck.has(v)) return Infinity;
    const list = [...around];
    let missing = 0;
    for (let i = 0; i < list.length; i++)
      for (let j = 0; j < i; j++) if (!this.#neighbours[list[i]!]!.has(list[j]!)) missing++;
    return missing;
  }
}

function common(a: ReadonlySet<number>, b: ReadonlySet<number>): number[] {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  return [...small].filter((u) => large.has(u));
}
