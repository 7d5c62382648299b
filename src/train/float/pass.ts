// Forward and backward passes over one example, in the reference.
//
// A unit has an activation z = Σ w x + b and is 1 with probability p = σ(β z) (tanh: σ(2 β z)). Units see its value:
// p, tanh(β z) = 2 p - 1, max(0, z), or [z > 0]; gates and the loss see p. A gate works on probabilities as if its
// inputs were independent. Beside every probability stands 1 - p, computed on its own, so that neither loses its digits.
// In the same pass the hard network is computed, in which a unit is 1 iff its z > 0.
import { RELU_LIMIT, SLOPE_LIMIT, STRAIGHT_THROUGH_FLOOR, TINY, sigmoid } from './arithmetic.ts';
import { gateBackward, gateForward, gateHard } from './gates.ts';
import { KINDS, PLACE, STEP, WANTS_PROBABILITY, positions } from './layout.ts';
import { FLOAT_RELAXATIONS, type FloatTask, type Header } from './program.ts';
import { LOSSES } from '../types.ts';

const f = Math.fround;
const { value, one, zero, activation, byValue, byOne, byActivation, hard } = positions(PLACE);
const STEP_AT = positions(STEP);
const { units: UNITS, majority: MAJORITY, and: AND, nand: NAND, or: OR, nor: NOR } = positions(KINDS);
const { tanh: TANH, relu: RELU, 'straight-through': STRAIGHT } = positions(FLOAT_RELAXATIONS);
const LOGISTIC = LOSSES.indexOf('logistic');
const MSE = LOSSES.indexOf('mse');

const pair = new Float32Array(2);

/** Forward and backward passes over one example at a time. */
export class Pass {
  readonly #header: Header;
  readonly #data: Int32Array;
  readonly #floats: Float32Array;
  readonly #weights: Float32Array;
  readonly #places: Float32Array;
  readonly #scratch: number;
  /** A hard 0: -1 where units see ± 1. */
  readonly #low: number;
  #steepness = 0;
  /** The factor γ of an activation in σ(γ z). */
  #slope = 0;

  constructor({ header, data }: FloatTask, weights: Float32Array, places: Float32Array) {
    this.#header = header;
    this.#data = data;
    this.#floats = new Float32Array(data.buffer);
    this.#weights = weights;
    this.#places = places;
    this.#scratch = header.places * PLACE.length;
    this.#low = header.relaxation === TANH ? -1 : 0;
  }

  steepen(epoch: number): void {
    const { steepnessStart, steepnessEnd, totalEpochs, relaxation } = this.#header;
    const start = f(steepnessStart);
    this.#steepness = f(start + f(f(f(steepnessEnd) - start) * f(epoch / totalEpochs)));
    this.#slope = relaxation === TANH ? f(2 * this.#steepness) : this.#steepness;
  }

  /** Fills the places for example e: what is trained when `soft`, the hard network when `hardly`. */
  forward(e: number, soft: boolean, hardly: boolean): void {
    const { steps, stepsAt } = this.#header;
    for (let s = 0; s < steps; s++) {
      const step = stepsAt + s * STEP.length;
      if (this.#word(step, 'kind') === UNITS) this.#unitsForward(step, e, soft, hardly);
      else {
        const gate = this.#gate(step, e);
        if (hardly) gateHard(gate, this.#low);
        if (soft) {
          gateForward(gate);
          const at = gate.place * PLACE.length;
          const p = this.#places[at + one]!;
          this.#places[at + value] = this.#low < 0 ? f(p - this.#places[at + zero]!) : p;
          this.#places.fill(0, at + byValue, at + byActivation + 1);
        }
      }
    }
  }

  /** Whether the hard network answers example e. */
  right(e: number): boolean {
    const { outputs, outputsAt, targetsAt } = this.#header;
    for (let o = 0; o < outputs; o++) {
      const target = this.#floats[targetsAt + e * outputs + o]!;
      const bit = this.#places[this.#data[outputsAt + 2 * o]! * PLACE.length + hard]! > 0;
      if (target !== 0 && bit !== target > 0) return false;
    }
    return true;
  }

  /** Adds the gradient of example e's loss, times `factor`, to `into`; needs a forward pass. */
  backward(e: number, into: Float32Array, factor: number): void {
    const { steps, stepsAt } = this.#header;
    this.#differentiateLoss(e);
    for (let s = steps - 1; s >= 0; s--) {
      const step = stepsAt + s * STEP.length;
      if (this.#word(step, 'kind') === UNITS) this.#unitsBackward(step, e, into, f(factor));
      else gateBackward(this.#gate(step, e), this.#low < 0 ? 2 : 1, into, f(factor));
    }
  }

  #word(step: number, name: (typeof STEP)[number]): number {
    return this.#data[step + STEP_AT[name]]!;
  }

  #gate(step: number, e: number) {
    const rows = this.#word(step, 'rows');
    return {
      data: this.#data,
      weights: this.#weights,
      places: this.#places,
      scratch: this.#scratch,
      kind: this.#word(step, 'kind'),
      place: this.#word(step, 'place'),
      inputs: this.#word(step, 'inputs'),
      nodes: this.#word(step, 'nodes'),
      list: this.#word(step, 'list'),
      parameter: this.#word(step, 'parameter'),
      flags: this.#word(step, 'flags'),
      ones: rows === 0 ? 0 : this.#data[rows + e]!,
    };
  }

  #unitsForward(step: number, e: number, soft: boolean, hardly: boolean): void {
    const data = this.#data;
    const weights = this.#weights;
    const places = this.#places;
    const inputs = this.#word(step, 'inputs');
    const nodes = this.#word(step, 'nodes');
    const list = this.#word(step, 'list');
    const rows = this.#word(step, 'rows');
    const values = this.#word(step, 'values');
    const from = rows === 0 ? 0 : data[rows + e]!;
    const to = rows === 0 ? 0 : data[rows + e + 1]!;
    let w = this.#word(step, 'parameter');
    let at = this.#word(step, 'place') * PLACE.length;
    for (let k = this.#word(step, 'units'); k > 0; k--) {
      const onNodes = w + inputs;
      let z = weights[onNodes + nodes]!;
      for (let t = from; t < to; t++) {
        const weight = weights[w + data[t]!]!;
        z = f(z + (values === 0 ? weight : f(weight * this.#floats[t + values]!)));
      }
      if (hardly) {
        let h = z;
        for (let i = 0; i < nodes; i++)
          h = f(h + f(weights[onNodes + i]! * places[data[list + i]! * PLACE.length + hard]!));
        places[at + hard] = h > 0 ? 1 : this.#low;
      }
      if (soft) {
        for (let i = 0; i < nodes; i++)
          z = f(z + f(weights[onNodes + i]! * places[data[list + i]! * PLACE.length + value]!));
        this.#soften(at, z, this.#word(step, 'flags'));
      }
      w = onNodes + nodes + 1;
      at += PLACE.length;
    }
  }

  /** Fills the place of a unit from its activation. */
  #soften(at: number, z: number, flags: number): void {
    const places = this.#places;
    places[at + activation] = z;
    switch (this.#header.relaxation) {
      case RELU:
        places[at + value] = Math.max(0, Math.min(z, RELU_LIMIT));
        if ((flags & WANTS_PROBABILITY) !== 0) sigmoid(f(this.#slope * z), places, at + one);
        break;
      case STRAIGHT:
        places[at + value] = z > 0 ? 1 : 0;
        places[at + one] = z > 0 ? 1 - STRAIGHT_THROUGH_FLOOR : STRAIGHT_THROUGH_FLOOR;
        places[at + zero] = z > 0 ? STRAIGHT_THROUGH_FLOOR : 1 - STRAIGHT_THROUGH_FLOOR;
        break;
      default:
        sigmoid(f(this.#slope * z), places, at + one);
        places[at + value] = this.#low < 0 ? f(places[at + one]! - places[at + zero]!) : places[at + one]!;
    }
    places.fill(0, at + byValue, at + byActivation + 1);
  }

  /** Writes the derivatives of the loss to the places of the outputs. */
  #differentiateLoss(e: number): void {
    const { outputs, outputsAt, targetsAt, loss, relaxation } = this.#header;
    const places = this.#places;
    for (let o = 0; o < outputs; o++) {
      const target = this.#floats[targetsAt + e * outputs + o]!;
      if (target === 0) continue;
      const at = this.#data[outputsAt + 2 * o]! * PLACE.length;
      const kind = this.#data[outputsAt + 2 * o + 1]!;
      if (kind === UNITS) {
        const z = places[at + activation]!;
        if (loss !== LOGISTIC && loss !== MSE) {
          if ((target > 0 ? z : -z) < 1) places[at + byActivation] = -target;
          continue;
        }
        // A hard unit as an output is judged by the probability that it stands for.
        const out = relaxation === STRAIGHT ? pair : places;
        const from = relaxation === STRAIGHT ? 0 : at + one;
        if (relaxation === STRAIGHT) sigmoid(f(this.#slope * z), out, 0);
        const miss = target > 0 ? out[from + 1]! : out[from]!;
        const share = f(f(target * this.#slope) * miss);
        places[at + byActivation] =
          loss === LOGISTIC ? -share : -f(f(2 * share) * f(out[from]! * out[from + 1]!));
        continue;
      }
      const hit = target > 0 ? places[at + one]! : places[at + zero]!;
      const miss = target > 0 ? places[at + zero]! : places[at + one]!;
      if (loss === MSE) places[at + byOne] = -f(f(2 * target) * miss);
      else if (loss !== LOGISTIC) places[at + byOne] = -f(2 * target);
      else if (kind === MAJORITY) places[at + byActivation] = -f(target * miss);
      else if (target > 0 ? kind === AND || kind === NOR : kind === NAND || kind === OR)
        // All inputs are wanted: the logarithm of a product, whose derivative needs no product.
        places[at + byActivation] = -Math.abs(target);
      else places[at + byOne] = -f(target / Math.max(hit, TINY));
    }
  }

  #unitsBackward(step: number, e: number, into: Float32Array, factor: number): void {
    const data = this.#data;
    const weights = this.#weights;
    const places = this.#places;
    const inputs = this.#word(step, 'inputs');
    const nodes = this.#word(step, 'nodes');
    const list = this.#word(step, 'list');
    const rows = this.#word(step, 'rows');
    const values = this.#word(step, 'values');
    const from = rows === 0 ? 0 : data[rows + e]!;
    const to = rows === 0 ? 0 : data[rows + e + 1]!;
    let w = this.#word(step, 'parameter');
    let at = this.#word(step, 'place') * PLACE.length;
    for (let k = this.#word(step, 'units'); k > 0; k--) {
      const d = this.#derivative(at, this.#word(step, 'flags'));
      const share = f(d * factor);
      const onNodes = w + inputs;
      for (let t = from; t < to; t++) {
        const p = w + data[t]!;
        into[p]! += values === 0 ? share : f(share * this.#floats[t + values]!);
      }
      for (let i = 0; i < nodes; i++) {
        const read = data[list + i]! * PLACE.length;
        places[read + byValue]! += f(d * weights[onNodes + i]!);
        into[onNodes + i]! += f(share * places[read + value]!);
      }
      into[onNodes + nodes]! += share;
      w = onNodes + nodes + 1;
      at += PLACE.length;
    }
  }

  /** The derivative of the loss by a unit's activation. */
  #derivative(at: number, flags: number): number {
    const places = this.#places;
    const own = places[at + byActivation]!;
    const p = places[at + byOne]!;
    const v = places[at + byValue]!;
    const z = places[at + activation]!;
    const slope = () => f(f(places[at + one]! * places[at + zero]!) * this.#slope);
    let d = own;
    switch (this.#header.relaxation) {
      case RELU:
        if (z > 0 && z < RELU_LIMIT) d = f(d + v);
        if ((flags & WANTS_PROBABILITY) !== 0) d = f(d + f(slope() * p));
        break;
      case STRAIGHT:
        if (f(Math.abs(z) * this.#steepness) <= 1) d = f(d + f(p + v));
        break;
      case TANH:
        d = f(d + f(slope() * f(p + f(2 * v))));
        break;
      default:
        d = f(d + f(slope() * f(p + v)));
    }
    return Math.max(-SLOPE_LIMIT, Math.min(SLOPE_LIMIT, d));
  }
}
