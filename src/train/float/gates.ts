// Gates on probabilities, in the reference: as if the inputs were independent.
//
// AND and NAND multiply the probabilities of 1, OR and NOR those of 0, XOR the differences of the two; an AND-or-OR node
// mixes an AND and an OR, the choice being a parameter a with the share σ(a) of the AND. A majority is a unit of fixed
// weights on the probabilities. Inputs of the network count as what they are: their ones are counted beforehand.
import { MAJORITY_STEEPNESS, TINY, sigmoid } from './arithmetic.ts';
import { KINDS, LOGISTIC_OUTPUT, PLACE, positions } from './layout.ts';

const f = Math.fround;
const { one, zero, byValue, byOne, byActivation, hard } = positions(PLACE);
const { and: AND, nand: NAND, or: OR, nor: NOR, xor: XOR, majority: MAJORITY } = positions(KINDS);

/** A gate with one example before it. */
export type Gate = {
  readonly data: Int32Array;
  readonly weights: Float32Array;
  readonly places: Float32Array;
  /** Where in `places` there is room for a number a node. */
  readonly scratch: number;
  readonly kind: number;
  readonly place: number;
  readonly inputs: number;
  readonly nodes: number;
  readonly list: number;
  readonly parameter: number;
  readonly flags: number;
  /** How many of its inputs are 1. */
  readonly ones: number;
};

const pair = new Float32Array(2);

/** The bit of the gate in the hard network. */
export function gateHard(gate: Gate, low: number): void {
  const { kind, inputs, nodes, places } = gate;
  let count = gate.ones;
  for (let i = 0; i < nodes; i++) if (places[readAt(gate, i) + hard]! > 0) count++;
  const all = count === inputs + nodes;
  const some = count > 0;
  let bit: boolean;
  if (kind === AND || kind === NAND) bit = all === (kind === AND);
  else if (kind === OR || kind === NOR) bit = some === (kind === OR);
  else if (kind === XOR) bit = count % 2 === 1;
  else if (kind === MAJORITY) bit = 2 * count > inputs + nodes;
  else bit = gate.weights[gate.parameter]! > 0 ? all : some;
  places[gate.place * PLACE.length + hard] = bit ? 1 : low;
}

/** The probabilities of 1 and of 0. */
export function gateForward(gate: Gate): void {
  const { kind, inputs, nodes, ones, places, weights } = gate;
  const at = gate.place * PLACE.length;
  if (kind === AND || kind === NAND)
    conjunction(gate, one, ones === inputs, at + (kind === AND ? one : zero));
  else if (kind === OR || kind === NOR) conjunction(gate, zero, ones === 0, at + (kind === NOR ? one : zero));
  else if (kind === XOR) {
    let odd = ones % 2;
    let even = 1 - odd;
    for (let i = 0; i < nodes; i++) {
      const read = readAt(gate, i);
      const p = places[read + one]!;
      const q = places[read + zero]!;
      const next = f(f(odd * q) + f(even * p));
      even = f(f(even * q) + f(odd * p));
      odd = next;
    }
    places[at + one] = odd;
    places[at + zero] = even;
  } else if (kind === MAJORITY) {
    let sum = ones - (Math.floor((inputs + nodes) / 2) + 0.5);
    for (let i = 0; i < nodes; i++) sum = f(sum + places[readAt(gate, i) + one]!);
    sigmoid(f(MAJORITY_STEEPNESS * sum), places, at + one);
  } else {
    sigmoid(weights[gate.parameter]!, pair, 0);
    conjunction(gate, one, ones === inputs, at + one);
    const all = places[at + one]!;
    const notAll = places[at + zero]!;
    conjunction(gate, zero, ones === 0, at + one);
    const none = places[at + one]!;
    const some = places[at + zero]!;
    places[at + one] = f(f(pair[0]! * all) + f(pair[1]! * some));
    places[at + zero] = f(f(pair[0]! * notAll) + f(pair[1]! * none));
  }
}

/**
 * Adds the derivatives of the loss by the probabilities of the gate's nodes, and by its parameter to `into`.
 * @param perValue the derivative of the value that units read by the probability
 */
export function gateBackward(gate: Gate, perValue: number, into: Float32Array, factor: number): void {
  const { kind, inputs, nodes, ones, places, weights, parameter } = gate;
  const at = gate.place * PLACE.length;
  const d = f(places[at + byOne]! + f(perValue * places[at + byValue]!));
  if (kind === AND || kind === NAND)
    productBackward(gate, one, ones === inputs ? 1 : 0, kind === AND ? d : -d);
  else if (kind === OR || kind === NOR) productBackward(gate, zero, ones === 0 ? 1 : 0, kind === OR ? d : -d);
  else if (kind === XOR) productBackward(gate, undefined, ones % 2 === 0 ? 1 : -1, d);
  else if (kind === MAJORITY) {
    const slope = f(places[at + one]! * places[at + zero]!);
    const share = f(MAJORITY_STEEPNESS * f(places[at + byActivation]! + f(d * slope)));
    for (let i = 0; i < nodes; i++) places[readAt(gate, i) + byOne]! += share;
  } else {
    sigmoid(weights[parameter]!, pair, 0);
    const share = pair[0]!;
    const rest = pair[1]!;
    const all = productBackward(gate, one, ones === inputs ? 1 : 0, f(share * d));
    const none = productBackward(gate, zero, ones === 0 ? 1 : 0, f(rest * d));
    // The AND is never more than the OR.
    const gain = f(f(all + none) - 1);
    into[parameter]! += f(f(f(d * gain) * f(share * rest)) * factor);
  }
}

/** Whether all nodes are what `literal` says: its probability to `to`, that of the opposite to the other of the two. */
function conjunction(gate: Gate, literal: number, possible: boolean, to: number): void {
  const { nodes, places } = gate;
  const at = gate.place * PLACE.length;
  const opposite = literal === one ? zero : one;
  let all = possible ? 1 : 0;
  let not = possible ? 0 : 1;
  for (let i = 0; i < nodes; i++) {
    const read = readAt(gate, i);
    not = f(not + f(all * places[read + opposite]!));
    all = f(all * places[read + literal]!);
  }
  places[to] = all;
  places[to === at + one ? at + zero : at + one] = not;
}

/**
 * Leads the derivative of a product back to the probabilities of 1: each gets `d` times the product of the others. Where
 * the logistic loss wants the product to be 1 it has said so by activation, and each gets that over its own factor.
 * @param literal the factors: probabilities of 1, of 0, or (undefined) the second less the first
 * @param start what the inputs contribute
 * @returns the whole product
 */
function productBackward(gate: Gate, literal: number | undefined, start: number, d: number): number {
  const { nodes, places, scratch } = gate;
  let product = start;
  for (let i = 0; i < nodes; i++) {
    places[scratch + i] = product;
    product = f(product * factorAt(gate, literal, i));
  }
  const logistic = (gate.flags & LOGISTIC_OUTPUT) !== 0;
  const asked = f(places[gate.place * PLACE.length + byActivation]! * start);
  const wanted = literal === zero ? -asked : asked;
  let after = d;
  for (let i = nodes - 1; i >= 0; i--) {
    const own = factorAt(gate, literal, i);
    let share = f(places[scratch + i]! * after);
    if (logistic) share = f(share + f(wanted / Math.max(own, TINY)));
    places[readAt(gate, i) + byOne]! += share;
    after = f(after * own);
  }
  return product;
}

function factorAt(gate: Gate, literal: number | undefined, i: number): number {
  const read = readAt(gate, i);
  const { places } = gate;
  return literal === undefined ? f(places[read + zero]! - places[read + one]!) : places[read + literal]!;
}

/** Where the i-th node that the gate reads has its place. */
function readAt({ data, list }: Gate, i: number): number {
  return data[list + i]! * PLACE.length;
}
