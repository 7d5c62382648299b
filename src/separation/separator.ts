// Which examples one threshold unit can tell apart: sides are assigned and withdrawn, every answer comes confirmed.
import type { Point } from '../problem/training/points.ts';
import { separateExactly } from '../exact/separate.ts';
import { exactEdge, exactUnit, type ExactEdge, type PointUnit } from './edge.ts';
import { Kernel, MOST_MIB } from './kernel.ts';

export { SeparationMemoryError } from './kernel.ts';

/** The side of an example: the unit must fire on it, must not, or may do either. */
export type Side = 1 | -1 | 0;

/** Examples that no unit can treat as assigned, as floats see it. */
export type Conflict = { readonly accept: readonly number[]; readonly reject: readonly number[] };

/** One point set in the engine's memory, shared by its separators. */
export class SeparationEngine {
  readonly #points: readonly Point[];
  readonly #dimension: number;
  readonly #kernel: Kernel;
  readonly #separators: Separator[] = [];

  /**
   * @param points all examples, as integer points
   * @param mebibytes the most memory to take; as much as WebAssembly can address when left out
   * @throws SeparationMemoryError when the points do not fit
   */
  static async create(
    points: readonly Point[],
    dimension: number,
    mebibytes = MOST_MIB,
  ): Promise<SeparationEngine> {
    return new SeparationEngine(points, dimension, await Kernel.create(points, dimension, mebibytes));
  }

  private constructor(points: readonly Point[], dimension: number, kernel: Kernel) {
    this.#points = points;
    this.#dimension = dimension;
    this.#kernel = kernel;
  }

  /**
   * A unit over some of the examples, all of them on no side yet.
   * @param examples the numbers of those it may have to deal with, each once
   * @throws SeparationMemoryError when there is no room for it
   */
  separator(examples: readonly number[]): Separator {
    const separator = new Separator(this.#kernel, this.#points, this.#dimension, examples);
    this.#separators.push(separator);
    return separator;
  }

  /** Linear programs solved so far, by all separators. */
  get checks(): number {
    return this.#separators.reduce((sum, { checks }) => sum + checks, 0);
  }

  /** Gives the memory back; nothing can be asked of the separators any more. */
  dispose(): void {
    this.#kernel.dispose();
  }
}

type Found = Conflict & { readonly multipliers: ReadonlyMap<number, number> };

/** One threshold unit over a fixed set of examples; checks start warm from the last one. */
export class Separator {
  readonly #points: readonly Point[];
  readonly #dimension: number;
  readonly #kernel: Kernel;
  readonly #unit: number;
  readonly #examples: readonly number[];
  readonly #side: Int8Array;
  #checks = 0;

  /** @internal Made by `SeparationEngine.separator`. */
  constructor(kernel: Kernel, points: readonly Point[], dimension: number, examples: readonly number[]) {
    this.#kernel = kernel;
    this.#unit = kernel.unit();
    this.#points = points;
    this.#examples = examples;
    this.#dimension = dimension;
    this.#side = new Int8Array(points.length);
  }

  /** Linear programs solved so far. */
  get checks(): number {
    return this.#checks;
  }

  /** Pivots of the simplex so far. */
  get pivots(): number {
    return this.#kernel.pivots(this.#unit);
  }

  /** The side an example is on. */
  side(e: number): Side {
    return this.#side[e] as Side;
  }

  /** Puts an example on a side. */
  assign(e: number, side: Side): void {
    if (this.#side[e] === side) return;
    this.#side[e] = side;
    this.#kernel.assign(this.#unit, e, side);
  }

  /**
   * Whether a unit can treat the assigned examples as asked, as floats see it, for searches that need no proof.
   * @returns null when it can, else examples that are enough to prevent it, none of them superfluous
   */
  conflict(): Conflict | null {
    const found = this.#check(false);
    return found === 'lost' ? this.#refuteExactlyNamed() : found;
  }

  /**
   * Whether a unit can treat the assigned examples as asked.
   * @returns null when floats say so (`unit` confirms it), else an edge with checked integer multipliers, none of
   *   whose members is superfluous
   */
  refute(): ExactEdge | null {
    const found = this.#check(false);
    if (found === null) return null;
    return (found === 'lost' ? undefined : this.#exactly(found)) ?? this.#refuteExactly();
  }

  /**
   * As `refute`, but no proper subset of the edge's rejected examples could be rejected along with all accepted ones.
   * Found by deletion in floats, the multipliers of the last conflict only are made exact.
   */
  minimalEdge(): ExactEdge | null {
    const first = this.#check(true);
    if (first === null) return null;
    if (first === 'lost') return this.#refuteExactly();
    const asked = this.#members(-1);
    let last = first;
    this.#withdraw(asked, last.reject);
    const needed = new Set<number>();
    for (;;) {
      const q = leastMember(last, needed);
      if (q === undefined) break;
      this.#kernel.save(this.#unit);
      this.#kernel.assign(this.#unit, q, 0);
      this.#side[q] = 0;
      const smaller = this.#check(true);
      if (smaller === null || smaller === 'lost') {
        // Each member is tried from the basis of the conflict: what is left to do for one is no use for the next.
        this.#kernel.restore(this.#unit);
        this.#side[q] = -1;
        needed.add(q);
      } else {
        last = smaller;
        this.#withdraw(asked, last.reject);
      }
    }
    const edge = this.#exactly(last);
    for (const q of asked) this.assign(q, -1);
    return edge ?? this.#refuteExactly();
  }

  /**
   * The integer unit that proves the assigned examples separable, after `refute` or `conflict` returned null.
   * @returns an edge instead when exact arithmetic shows that floats misled
   */
  unit(): PointUnit | ExactEdge {
    const weights = [...this.#kernel.weights(this.#unit)];
    const unit = exactUnit(weights, this.#points, this.#members(1), this.#members(-1), this.#dimension);
    if (unit) return unit;
    const edge = this.#refuteExactly();
    if (edge) return edge;
    throw new Error('Separator: the exact engines contradict each other');
  }

  /** Asks nothing any more of those examples that are not kept. */
  #withdraw(examples: readonly number[], kept: readonly number[]): void {
    const keep = new Set(kept);
    for (const q of examples) if (!keep.has(q)) this.assign(q, 0);
  }

  #members(side: Side): number[] {
    return this.#examples.filter((e) => this.#side[e] === side);
  }

  #check(fewestRejected: boolean): Found | null | 'lost' {
    this.#checks++;
    const answer = this.#kernel.check(this.#unit, fewestRejected);
    if (answer === null || answer === 'lost') return answer;
    const members = [...answer.members];
    return {
      accept: members.filter((e) => this.#side[e] === 1),
      reject: members.filter((e) => this.#side[e] === -1),
      multipliers: new Map(members.map((e, i) => [e, answer.multipliers[i]!])),
    };
  }

  #exactly({ accept, reject, multipliers }: Found): ExactEdge | undefined {
    return exactEdge(this.#points, accept, reject, multipliers, this.#dimension);
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

/**
 * The rejected example with the least multiplier that is not known to be needed: what carries little is most often
 * superfluous, and dropped first it leaves smaller edges than in any other order tried.
 */
function leastMember({ reject, multipliers }: Found, needed: ReadonlySet<number>): number | undefined {
  let best: number | undefined;
  for (const q of reject)
    if (!needed.has(q) && (best === undefined || multipliers.get(q)! < multipliers.get(best)!)) best = q;
  return best;
}
