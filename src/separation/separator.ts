// Which examples one threshold unit can tell apart: sides are assigned and withdrawn, every answer comes confirmed.
import type { Point } from '../problem/training/points.ts';
import { separateExactly } from '../exact/separate.ts';
import { exactEdge, exactUnit, type ExactEdge, type PointUnit } from './edge.ts';
import { FloatSimplex } from './simplex.ts';

/** The side of an example: the unit must fire on it, must not, or may do either. */
export type Side = 1 | -1 | 0;

/** Examples that no unit can treat as assigned, as floats see it. */
export type Conflict = { readonly accept: readonly number[]; readonly reject: readonly number[] };

/** The memory of an engine is used up; its separators answer nothing more. */
export class SeparationMemoryError extends Error {
  override readonly name = 'SeparationMemoryError';
}

/** A unit's margin in the simplex: s ≥ 1 on accepted, s ≤ -1 on rejected examples (any separator scales to this). */
const MARGIN = 1;

/** One point set in the engine's memory, shared by its separators. */
export class SeparationEngine {
  /** @internal */
  readonly points: readonly Point[];
  /** @internal */
  readonly dimension: number;
  readonly #separators: Separator[] = [];

  /**
   * @param points all examples, as integer points
   * @throws SeparationMemoryError when they do not fit
   */
  static async create(points: readonly Point[], dimension: number): Promise<SeparationEngine> {
    return Promise.resolve(new SeparationEngine(points, dimension));
  }

  private constructor(points: readonly Point[], dimension: number) {
    this.points = points;
    this.dimension = dimension;
  }

  /**
   * A unit over some of the examples, all of them on no side yet.
   * @param examples the numbers of those it may have to deal with, each once
   * @throws SeparationMemoryError when there is no room for it
   */
  separator(examples: readonly number[]): Separator {
    const separator = new Separator(this, examples);
    this.#separators.push(separator);
    return separator;
  }

  /** Linear programs solved so far, by all separators. */
  get checks(): number {
    return this.#separators.reduce((sum, { checks }) => sum + checks, 0);
  }

  /** Gives the memory back; the separators must not be used any more. */
  dispose(): void {
    this.#separators.length = 0;
  }
}

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

  /** @internal Made by `SeparationEngine.separator`. */
  constructor({ points, dimension }: SeparationEngine, examples: readonly number[]) {
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

  /** Pivots of the simplex so far. */
  get pivots(): number {
    return this.#simplex.pivots;
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
   * Whether a unit can treat the assigned examples as asked, as floats see it, for searches that need no proof.
   * @returns null when it can, else examples that are enough to prevent it, none of them superfluous
   */
  conflict(): Conflict | null {
    const found = this.#check();
    return found === 'lost' ? this.#refuteExactlyNamed() : found;
  }

  /**
   * Whether a unit can treat the assigned examples as asked.
   * @returns null when floats say so (`unit` confirms it), else an edge with checked integer multipliers, none of
   *   whose members is superfluous
   */
  refute(): ExactEdge | null {
    const found = this.#check();
    if (found === null) return null;
    return (found === 'lost' ? undefined : this.#exactly(found)) ?? this.#refuteExactly();
  }

  /**
   * As `refute`, but no proper subset of the edge's rejected examples could be rejected along with all accepted ones.
   * Found by deletion in floats, the multipliers of the last conflict only are made exact.
   */
  minimalEdge(): ExactEdge | null {
    const first = this.#check();
    if (first === null) return null;
    if (first === 'lost') return this.#refuteExactly();
    const asked = this.#members(-1);
    let last = first;
    const keep = (members: readonly number[]): void => {
      const kept = new Set(members);
      for (const q of asked) if (!kept.has(q)) this.assign(q, 0);
    };
    keep(last.reject);
    const needed = new Set<number>();
    for (;;) {
      const q = last.reject.find((r) => !needed.has(r));
      if (q === undefined) break;
      this.assign(q, 0);
      const smaller = this.#check();
      if (smaller === null || smaller === 'lost') {
        this.assign(q, -1);
        needed.add(q);
      } else {
        last = smaller;
        keep(last.reject);
      }
    }
    const edge = this.#exactly(last) ?? this.#refuteExactly();
    for (const q of asked) this.assign(q, -1);
    return edge;
  }

  /**
   * The integer unit that proves the assigned examples separable, after `refute` or `conflict` returned null.
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

  #check(): (Conflict & { readonly multipliers: ReadonlyMap<number, number> }) | null | 'lost' {
    this.#checks++;
    const conflict = this.#simplex.check();
    if (conflict === null) return null;
    if (conflict === undefined) return 'lost';
    const examples = conflict.rows.map((row) => this.#examples[row]!);
    return {
      accept: examples.filter((e) => this.#side[e] === 1),
      reject: examples.filter((e) => this.#side[e] === -1),
      multipliers: new Map(examples.map((e, i) => [e, conflict.multipliers[i]!])),
    };
  }

  #exactly(found: Conflict & { readonly multipliers: ReadonlyMap<number, number> }): ExactEdge | undefined {
    return exactEdge(this.#points, found.accept, found.reject, found.multipliers, this.#dimension);
  }

  #refuteExactlyNamed(): Conflict | null {
    const edge = this.#refuteExactly();
    return edge && { accept: edge.accept.map(([e]) => e), reject: edge.reject.map(([e]) => e) };
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
