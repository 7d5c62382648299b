// Sums of rectified linear units as a formula and linear facts: what both the engine and the checker of refutations build on.
//
// Of a solution, let v_j(e) be what unit j has on example e before it is rectified, t(e) the target, k the number of units.
// Where t(e) = 0 all v_j(e) <= 0. Where t(e) > 0 some unit has a share max(0, v_j(e)) >= t(e) / k. Variables, for those e:
//   share_j(e)   implies v_j(e) >= t(e) / k
//   active_j(e)  implies v_j(e) >= 0, and its negation v_j(e) <= 0
// Clauses: for each e some share_j(e); share_j(e) implies active_j(e); the empty clause where t(e) < 0.
//
// Symmetry. Choose for each e one unit with such a share and let the variables share_j(e) say just this. Units can be named in
// the order in which the examples first choose them: then unit j > 0 is chosen for an example only if unit j - 1 was for one
// before. Clauses say so of the first positive examples.
import { lcm } from '../exact/rational.ts';
import { scaled } from '../problem/numerals.ts';
import { coordinatesOf, type ReluSumInstance } from '../problem/relu-sum.ts';

/**
 * An inequality that holds of every solution under some literals:
 * - `share`, `active`, `inactive`: what the variables say of one unit;
 * - `most`: the units together have Σ v_j(e) ≤ t(e), since their rectified sum is no more; no literals;
 * - `least`: Σ v_j(e) ≥ t(e), where the units are active and all others are not.
 */
export type ReluFact = {
  readonly kind: 'share' | 'active' | 'inactive' | 'most' | 'least';
  /** Ascending; one for the first three kinds. */
  readonly units: readonly number[];
  readonly example: number;
};

/** Facts that cannot hold together: the sum of their inequalities, times the multipliers, is 0 ≥ something positive. */
export type ReluLemma = readonly { readonly fact: ReluFact; readonly multiplier: bigint }[];

/** Positive examples up to which the names of units are put in order. */
const MOST_ORDERED = 64;
/** Units up to which a lemma about several of them is told of every naming of the units. */
const MOST_NAMINGS = 4;

/** An instance in integers. Unknowns are the weights of each unit and its bias, over common denominators. */
export class ReluFormula {
  readonly units: number;
  readonly inputs: number;
  /** The coordinates of each example times `scale` of their input, then 1 for the bias. */
  readonly points: readonly (readonly bigint[])[];
  /** Targets times their common denominator `targetScale`. Bounds are in units of 1 / (k · targetScale). */
  readonly targets: readonly bigint[];
  readonly scale: readonly bigint[];
  readonly targetScale: bigint;
  readonly variables: number;
  readonly #place: ReadonlyMap<number, number>;

  constructor({ inputs, units, examples }: ReluSumInstance) {
    this.units = units;
    this.inputs = inputs;
    const rows = examples.map(({ stimulus }) => coordinatesOf(stimulus));
    this.scale = Array.from({ length: inputs }, (_, j) =>
      rows.reduce((common, row) => lcm(common, row[j]!.denominator), 1n),
    );
    this.points = rows.map((row) => [
      ...row.map(({ numerator, denominator }, j) => numerator * (this.scale[j]! / denominator)),
      1n,
    ]);
    const { integers, scale } = scaled(examples.map(({ target }) => target));
    this.targets = integers;
    this.targetScale = scale;
    const positive = [...integers.keys()].filter((e) => integers[e]! > 0n);
    this.#place = new Map(positive.map((e, p) => [e, p]));
    this.variables = 2 * units * positive.length;
  }

  /** The examples with a positive target. */
  get positive(): Iterable<number> {
    return this.#place.keys();
  }

  share(unit: number, example: number): number {
    return 2 * this.units * this.#place.get(example)! + unit + 1;
  }

  active(unit: number, example: number): number {
    return this.share(unit, example) + this.units;
  }

  /** The clauses before any lemma. */
  *clauses(): Generator<number[]> {
    const all = Array.from({ length: this.units }, (_, j) => j);
    if (this.targets.some((t) => t < 0n)) yield [];
    for (const e of this.positive) {
      yield all.map((j) => this.share(j, e));
      for (const j of all) yield [-this.share(j, e), this.active(j, e)];
    }
    const ordered = [...this.positive].slice(0, MOST_ORDERED);
    for (const [p, e] of ordered.entries())
      for (const j of all.slice(1))
        yield [-this.share(j, e), ...ordered.slice(0, p).map((before) => this.share(j - 1, before))];
  }

  /** The literals under which a fact holds. */
  literals({ kind, units, example }: ReluFact): number[] {
    switch (kind) {
      case 'share':
        return units.map((j) => this.share(j, example));
      case 'active':
        return units.map((j) => this.active(j, example));
      case 'inactive':
        return this.targets[example] === 0n ? [] : units.map((j) => -this.active(j, example));
      case 'most':
        return [];
      case 'least':
        return Array.from({ length: this.units }, (_, j) =>
          units.includes(j) ? this.active(j, example) : -this.active(j, example),
        );
    }
  }

  /** The inequality of a fact: the sum over its units of sign · v_j(example) is at least `bound`. */
  inequality({ kind, example }: ReluFact): { readonly sign: 1n | -1n; readonly bound: bigint } {
    const target = this.targets[example]!;
    switch (kind) {
      case 'share':
        return { sign: 1n, bound: target };
      case 'active':
        return { sign: 1n, bound: 0n };
      case 'inactive':
        return { sign: -1n, bound: 0n };
      case 'most':
        return { sign: -1n, bound: -target * BigInt(this.units) };
      case 'least':
        return { sign: 1n, bound: target * BigInt(this.units) };
    }
  }

  /**
   * What a lemma says: that the literals of its facts do not all hold. Units are alike, so it holds with any other names; of
   * one unit alone it is told for each, of several for all namings where there are few.
   */
  lemmaClauses(lemma: ReluLemma): number[][] {
    const mentioned = new Set(lemma.flatMap(({ fact }) => (this.#isFree(fact) ? fact.units : [-1])));
    const clauses = new Map<string, number[]>();
    for (const names of this.#namings(mentioned)) {
      const literals = lemma.flatMap(({ fact }) =>
        this.literals({ ...fact, units: fact.units.map((j) => names[j]!) }),
      );
      const clause = [...new Set(literals)].map((literal) => -literal).sort((a, b) => a - b);
      clauses.set(clause.join(), clause);
    }
    return [...clauses.values()];
  }

  /** Whether the literals of a fact are about its own units only. */
  #isFree({ kind }: ReluFact): boolean {
    return kind !== 'least';
  }

  /** Permutations of the units, as lists of new names. */
  *#namings(mentioned: ReadonlySet<number>): Generator<readonly number[]> {
    const all = Array.from({ length: this.units }, (_, j) => j);
    const [only = -1] = mentioned;
    if (mentioned.size === 1 && only >= 0)
      for (const j of all) yield all.map((i) => (i === only ? j : i === j ? only : i));
    else if (this.units <= MOST_NAMINGS) yield* permutations(all);
    else yield all;
  }
}

function* permutations(items: readonly number[]): Generator<number[]> {
  if (items.length === 0) yield [];
  for (const [i, first] of items.entries())
    for (const rest of permutations(items.filter((_, j) => j !== i))) yield [first, ...rest];
}
