// Which examples one threshold unit can tell apart: sides are assigned and withdrawn, every answer comes confirmed.
import type { Point } from '../problem/training/points.ts';
import { separateExactly } from '../exact/separate.ts';
import { exactEdge, exactUnit, type ExactEdge, type PointUnit } from './edge.ts';
import { FloatSimplex } from './simplex.ts';

/** The side of an example: the unit must fire on it, must not, or may do either. */
export type Side = 1 | -1 | 0;

/** A unit's margin in the simplex: s ≥ 1 on accepted, s ≤ -1 on rejected examples (any separator scales to this). */
const MARGIN = 1;

/** One threshold unit over a fixed set of examples; checks start warm from the last one. */
export class Separator {
  readonly #points: readonly Point[];
  readonly #dimension: number;
  readonly #simplex: FloatSimplex;
  readonly #columnScale: readonly number[];
  readonly #examples: readonly number[];
  /** The simplex row of an example. */
  readonly #row: ReadonlyMap<number, number>;
  readonly #side: Int8Array;
  #checks = 0;

  /**
   * @param points all examples, as integer points
   * @param examples the numbers of those this unit may have to deal with, each once
   */
  constructor(points: readonly Point[], examples: readonly number[], dimension: number) {
    this.#points = points;
    this.#examples = examples;
    this.#row = new Map(examples.map((e, row) => [e, row]));
    this.#dimension = dimension;
    const scale = Array.from({ length: dimension }, () => 1);
    for (const { index, value } of points)
      index.forEach((j, t) => (scale[j] = Math.max(scale[j]!, Math.abs(Number(value[t]!)))));
    this.#columnScale = scale;
    const rows = examples.map((e) => {
      const { index, value } = points[e]!;
      const row = new Float64Array(dimension + 1);
      index.forEach((j, t) => (row[j] = Number(value[t]!) / scale[j]!));
      row[dimension] = 1;
      return row;
    });
    this.#simplex = new FloatSimplex(rows, dimension + 1);
    this.#side = new Int8Array(points.length);
  }

  /** Linear programs solved so far. */
  get checks(): number {
    return this.#checks;
  }

  /** The side an example is on. */
  side(e: number): Side {
    return this.#side[e] as Side;
  }

  /** Puts an example on a side. */
  assign(e: number, side: Side): void {
    if (this.#side[e] === side) return;
    this.#side[e] = side;
    this.#simplex.setBounds(
      this.#row.get(e)!,
      side === 1 ? MARGIN : -Infinity,
      side === -1 ? -MARGIN : Infinity,
    );
  }

  /**
   * Whether a unit can treat the assigned examples as asked.
   * @returns null when floats say so (`unit` confirms it), else an edge with checked integer multipliers
   */
  refute(): ExactEdge | null {
    this.#checks++;
    const conflict = this.#simplex.check();
    if (conflict === null) return null;
    if (conflict !== undefined) {
      const examples = conflict.rows.map((row) => this.#examples[row]!);
      const multipliers = new Map(examples.map((e, i) => [e, conflict.multipliers[i]!]));
      const accept = examples.filter((e) => this.#side[e] === 1);
      const reject = examples.filter((e) => this.#side[e] === -1);
      const edge = exactEdge(this.#points, accept, reject, multipliers, this.#dimension);
      if (edge) return edge;
    }
    return this.#refuteExactly();
  }

  /**
   * The integer unit that proves the assigned examples separable, after `refute` returned null.
   * @returns an edge instead when exact arithmetic shows that floats misled
   */
  unit(): PointUnit | ExactEdge {
    const floats = this.#simplex.weights();
    const weights = Array.from(
      { length: this.#dimension },
      (_, j) => (floats?.[j] ?? 0) / this.#columnScale[j]!,
    );
    const unit = exactUnit(weights, this.#points, this.#members(1), this.#members(-1), this.#dimension);
    if (unit) return unit;
    const edge = this.#refuteExactly();
    if (edge) return edge;
    throw new Error('Separator: the exact engines contradict each other');
  }

  #members(side: Side): number[] {
    return this.#examples.filter((e) => this.#side[e] === side);
  }

  #refuteExactly(): ExactEdge | null {
    const accept = this.#members(1);
    const reject = this.#members(-1);
    const answer = separateExactly(
      accept.map((e) => this.#points[e]!),
      reject.map((e) => this.#points[e]!),
      this.#dimension,
    );
    if (answer.separable) return null;
    const named = (list: ReadonlyMap<number, bigint>, members: number[]) =>
      [...list].map(([i, m]) => [members[i]!, m] as const).sort((a, b) => a[0] - b[0]);
    return { accept: named(answer.accept, accept), reject: named(answer.reject, reject) };
  }
}
