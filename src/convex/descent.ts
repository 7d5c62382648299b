// Dual coordinate descent with a proved duality gap: what logistic regression and the support vector machine share.
import { FIXED_BITS } from '../exact/logarithm.ts';
import { Random } from '../random.ts';
import { FEATURE_BITS, type Features } from './features.ts';

/**
 * A loss of the margin z = sign · w·x of an example. The methods minimise the primal
 *   P(w) = ‖w‖² / 2 + Σ cost_i · loss(z_i),
 * and maximise over 0 ≤ α_i ≤ cost_i the dual
 *   D(α) = -‖w(α)‖² / 2 + Σ conjugate(α_i, cost_i), w(α) = Σ α_i sign_i x_i.
 * For any two of them D(α) ≤ P(w): their gap bounds what either lacks.
 */
export type Loss = {
  /** The state of an example to begin with; `alpha` makes the dual variable of it. */
  readonly start: number;
  alpha(state: number, cost: number): number;
  /** The best state of one example, all others fixed. @param norm ‖x‖² */
  update(state: number, margin: number, norm: number, cost: number): number;
  loss(margin: number): number;
  /** At least cost · loss(margin) + α · margin - conjugate(α, cost), the example's part of the gap at w(α). */
  gap(state: number, margin: number, cost: number): number;
  /** At least loss(margin), exactly: 80 binary places in, 80 out. */
  lossAbove(margin: bigint): bigint;
  /** At most conjugate(α, cost), exactly: 48 binary places in, 128 out. */
  conjugateBelow(alpha: bigint, cost: bigint): bigint;
};

/** When the descent ends. */
export type Limits = {
  /** It ends when the gap is proved to be at most this part of the primal. */
  readonly tolerance: number;
  /** It also ends after so many passes over the examples. */
  readonly passes: number;
};

/** Where the descent ended. */
export type Descent = {
  /** At least P(w). */
  readonly primal: number;
  /** At most D(α), and so at most what any weights can reach. */
  readonly dual: number;
  /** At least P(w) - D(α). */
  readonly gap: number;
  /** At least (P(w) - D(α)) / P(w). */
  readonly relativeGap: number;
  readonly passes: number;
  /** Whether the relative gap is at most the tolerance. */
  readonly converged: boolean;
  /** w, exactly, over 2^64: one weight a column, the last of them the bias. */
  readonly weights: readonly bigint[];
};

/** Binary places of dual variables and costs. */
const ALPHA_BITS = 48n;
/** Binary places of w(α), whose products with features then have those of `FIXED_BITS`. */
export const WEIGHT_BITS = ALPHA_BITS + BigInt(FEATURE_BITS);
/** Of the doubled objectives: ‖w‖² has twice the places of w. */
const OBJECTIVE_BITS = 2n * WEIGHT_BITS;
/** Passes between two looks at the gap. */
const STRIDE = 10;

/**
 * Coordinate descent on the dual in random order (Hsieh, Chang, Lin, Keerthi and Sundararajan 2008; for the logistic
 * loss Yu, Huang and Lin 2011). Floats search, by operations that are the same on every machine; primal and dual of what
 * they find are bounded in integers, and these bounds alone are reported.
 */
export function descend(features: Features, loss: Loss, { tolerance, passes: limit }: Limits): Descent {
  const { cost, sign } = features;
  const rows = sign.length;
  const rowsOf = new Rows(features);
  const states = new Float64Array(rows).fill(loss.start);
  const random = new Random(0);
  let order = Array.from({ length: rows }, (_, i) => i);
  let target = tolerance / 2;
  for (let passes = 0; ; passes++) {
    if (passes % STRIDE === 0 || passes >= limit) {
      const alphas = states.map((state, i) => loss.alpha(state, cost[i]!));
      rowsOf.setWeights(alphas);
      let primal = rowsOf.halfSquare();
      let gap = 0;
      for (let i = 0; i < rows; i++) {
        const margin = rowsOf.margin(i);
        primal += cost[i]! * loss.loss(margin);
        gap += loss.gap(states[i]!, margin, cost[i]!);
      }
      if (gap <= target * primal || passes >= limit) {
        const proved = prove(features, loss, alphas, tolerance, passes);
        if (proved.converged || passes >= limit) return proved;
        target /= 4;
      }
    }
    order = random.shuffled(order);
    for (const i of order) {
      const before = loss.alpha(states[i]!, cost[i]!);
      states[i] = loss.update(states[i]!, rowsOf.margin(i), rowsOf.norm[i]!, cost[i]!);
      rowsOf.move(i, loss.alpha(states[i], cost[i]!) - before);
    }
  }
}

/** The rows in floats, and weights that follow the dual variables. */
class Rows {
  /** ‖x‖² of each row. */
  readonly norm: Float64Array;
  readonly #features: Features;
  /** Features times the sign of their row. */
  readonly #value: Float64Array;
  readonly #weights: Float64Array;

  constructor(features: Features) {
    const { sign, start, value } = features;
    this.#features = features;
    this.#weights = new Float64Array(features.columns);
    this.#value = new Float64Array(value.length);
    this.norm = new Float64Array(sign.length);
    for (let i = 0; i < sign.length; i++)
      for (let t = start[i]!; t < start[i + 1]!; t++) {
        const x = (sign[i]! * value[t]!) / 2 ** FEATURE_BITS;
        this.#value[t] = x;
        this.norm[i]! += x * x;
      }
  }

  setWeights(alphas: Float64Array): void {
    this.#weights.fill(0);
    alphas.forEach((alpha, i) => this.move(i, alpha));
  }

  /** What a change of a row's dual variable does to the weights. */
  move(i: number, change: number): void {
    if (change === 0) return;
    const { start, column } = this.#features;
    for (let t = start[i]!; t < start[i + 1]!; t++) this.#weights[column[t]!]! += change * this.#value[t]!;
  }

  margin(i: number): number {
    const { start, column } = this.#features;
    let sum = 0;
    for (let t = start[i]!; t < start[i + 1]!; t++) sum += this.#weights[column[t]!]! * this.#value[t]!;
    return sum;
  }

  halfSquare(): number {
    let sum = 0;
    for (const w of this.#weights) sum += w * w;
    return sum / 2;
  }
}

/** The bounds on primal and dual at α and w(α), in integers. */
function prove(
  { columns, start, column, value, sign, cost }: Features,
  loss: Loss,
  alphas: Float64Array,
  tolerance: number,
  passes: number,
): Descent {
  const places = (x: number, bits: bigint): bigint => BigInt(Math.round(x * 2 ** Number(bits)));
  const weights = Array.from<bigint>({ length: columns }).fill(0n);
  const duals = Array.from(alphas, (alpha, i) => {
    const exact = places(alpha, ALPHA_BITS);
    const most = places(cost[i]!, ALPHA_BITS);
    return exact > most ? most : exact;
  });
  for (const [i, alpha] of duals.entries())
    if (alpha !== 0n)
      for (let t = start[i]!; t < start[i + 1]!; t++)
        weights[column[t]!]! += alpha * BigInt(sign[i]! * value[t]!);
  const square = weights.reduce((sum, w) => sum + w * w, 0n);
  // Twice the objectives, so that the half of the square is exact.
  let primal = square;
  let dual = -square;
  for (const [i, alpha] of duals.entries()) {
    let margin = 0n;
    for (let t = start[i]!; t < start[i + 1]!; t++)
      margin += weights[column[t]!]! * BigInt(sign[i]! * value[t]!);
    const most = places(cost[i]!, ALPHA_BITS);
    primal += 2n * most * loss.lossAbove(margin);
    dual += 2n * loss.conjugateBelow(alpha, most);
  }
  // α = 0 is a dual point as well, and its value is 0.
  if (dual < 0n) dual = 0n;
  const real = (x: bigint): number => Number(x) / 2 ** (Number(OBJECTIVE_BITS) + 1);
  const share = primal === 0n ? 0n : (((primal - dual) << FIXED_BITS) + primal - 1n) / primal;
  return {
    primal: real(primal),
    dual: real(dual),
    gap: real(primal - dual),
    relativeGap: Number(share) / 2 ** Number(FIXED_BITS),
    passes,
    converged: share <= places(tolerance, FIXED_BITS),
    weights,
  };
}
