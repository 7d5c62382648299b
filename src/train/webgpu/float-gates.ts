// Gates of the float core in WGSL: forward, hard and backward, as in ../float/gates.ts.
import { MAJORITY_STEEPNESS, TINY } from '../float/arithmetic.ts';
import { LOGISTIC_OUTPUT, type StepKind } from '../float/layout.ts';
import { constant, literal } from './float-literal.ts';

/** The kinds of a network's gates, by name. */
export type GateKind = Exclude<StepKind, 'units'>;

/** The bit of a gate in the hard network, of which `every` node is 1, or `some`. */
const BIT: Readonly<Record<GateKind, string>> = {
  and: 'every',
  nand: '!every',
  or: 'some',
  nor: '!some',
  xor: '(count & vec4i(1)) == vec4i(1)',
  majority: '2 * count > vec4i(fanIn)',
  'and-or': 'select(some, every, weights[parameter(word(step, STEP_PARAMETER))] > vec4f(0f))',
};

const PARITY = `
    case KIND_XOR: {
      var odd = vec4f(f32(ones & 1));
      var even = 1f - odd;
      for (var i = 0; i < nodes; i++) {
        let p = places[at(readAt(step, i), PLACE_ONE)];
        let q = places[at(readAt(step, i), PLACE_ZERO)];
        let next = odd * q + even * p;
        even = even * q + odd * p;
        odd = next;
      }
      pair = Pair(odd, even);
    }`;

const MAJORITY = `
    case KIND_MAJORITY: {
      var sum = vec4f(f32(ones) - (f32((inputs + nodes) / 2) + 0.5f));
      for (var i = 0; i < nodes; i++) {
        sum += places[at(readAt(step, i), PLACE_ONE)];
      }
      pair = sigmoid(${literal(MAJORITY_STEEPNESS)} * sum);
    }`;

const MAJORITY_BACKWARD = `
  if (kind == KIND_MAJORITY) {
    let pq = places[at(place, PLACE_ONE)] * places[at(place, PLACE_ZERO)];
    let share = ${literal(MAJORITY_STEEPNESS)} * (places[at(place, PLACE_BY_ACTIVATION)] + d * pq);
    for (var i = 0; i < word(step, STEP_NODES); i++) {
      places[at(readAt(step, i), PLACE_BY_ONE)] += share;
    }
    return;
  }`;

const CHOICE_BACKWARD = `
  if (kind == KIND_AND_OR) {
    let gain = (every + product) - 1f;
    accumulate(word(step, STEP_PARAMETER), ((d * gain) * (choice.one * choice.zero))TIMES);
  }`;

/**
 * `gateHard`, `gateForward` and `gateBackward`. A literal is PLACE_ONE, PLACE_ZERO, or neither for the difference of the
 * two. Products are in loops of one or two rounds, since adapters write a function out wherever it is called.
 * @param kinds of which there are gates; adapters take their time to compile what is never reached
 * @param direct whether derivatives go straight into the weights
 */
export function gates(kinds: ReadonlySet<GateKind>, direct: boolean): string {
  const products = ['and', 'nand', 'or', 'nor', 'xor', 'and-or'] as const;
  const choice = kinds.has('and-or');
  return `fn onesOf(step: i32, e: i32) -> i32 {
  let rows = word(step, STEP_ROWS);
  if (rows == 0) {
    return 0;
  }
  return data[rows + e];
}

fn readAt(step: i32, i: i32) -> i32 {
  return data[word(step, STEP_LIST) + i];
}

fn gateHard(step: i32, e: i32) {
  let nodes = word(step, STEP_NODES);
  let fanIn = word(step, STEP_INPUTS) + nodes;
  var count = vec4i(onesOf(step, e));
  for (var i = 0; i < nodes; i++) {
    count += select(vec4i(0), vec4i(1), places[at(readAt(step, i), PLACE_HARD)] > vec4f(0f));
  }
  let every = count == vec4i(fanIn);
  let some = count > vec4i(0);
  var bit = every;
  switch (word(step, STEP_KIND)) {
${Array.from(
  kinds,
  (kind) => `    case ${constant('KIND', kind)}: {
      bit = ${BIT[kind]};
    }`,
).join('\n')}
    default: {
    }
  }
  places[at(word(step, STEP_PLACE), PLACE_HARD)] = select(vec4f(LOW), vec4f(1f), bit);
}

fn gateForward(step: i32, e: i32) {
  let kind = word(step, STEP_KIND);
  let inputs = word(step, STEP_INPUTS);
  let nodes = word(step, STEP_NODES);
  let ones = onesOf(step, e);
  let place = word(step, STEP_PLACE);
  var pair: Pair;
  switch (kind) {${kinds.has('xor') ? PARITY : ''}${kinds.has('majority') ? MAJORITY : ''}
    default: {
      var before: Pair;
      for (var round = 0; round < select(1, 2, kind == KIND_AND_OR); round++) {
        let ofOnes = kind == KIND_AND || kind == KIND_NAND || (kind == KIND_AND_OR && round == 0);
        let literal = select(PLACE_ZERO, PLACE_ONE, ofOnes);
        let possible = (ones == select(0, inputs, ofOnes));
        before = pair;
        pair = Pair(vec4f(select(0f, 1f, possible)), vec4f(select(1f, 0f, possible)));
        for (var i = 0; i < nodes; i++) {
          let read = readAt(step, i);
          pair.zero += pair.one * places[at(read, PLACE_ONE + PLACE_ZERO - literal)];
          pair.one *= places[at(read, literal)];
        }
      }${
        choice
          ? `
      if (kind == KIND_AND_OR) {
        let choice = sigmoid(weights[parameter(word(step, STEP_PARAMETER))]);
        pair = Pair(choice.one * before.one + choice.zero * pair.zero, choice.one * before.zero + choice.zero * pair.one);
      }`
          : ''
      }
    }
  }
  if (kind == KIND_NAND || kind == KIND_OR) {
    pair = Pair(pair.zero, pair.one);
  }
  places[at(place, PLACE_ONE)] = pair.one;
  places[at(place, PLACE_ZERO)] = pair.zero;
  places[at(place, PLACE_VALUE)] = pair.one - select(vec4f(0f), pair.zero, LOW < 0f);
  clear(place);
}

fn factorAt(step: i32, literal: i32, i: i32) -> vec4f {
  let read = readAt(step, i);
  if (literal == PLACE_ONE || literal == PLACE_ZERO) {
    return places[at(read, literal)];
  }
  return places[at(read, PLACE_ZERO)] - places[at(read, PLACE_ONE)];
}

fn gateBackward(step: i32, e: i32) {
  let kind = word(step, STEP_KIND);
  let nodes = word(step, STEP_NODES);
  let ones = onesOf(step, e);
  let place = word(step, STEP_PLACE);
  let d = places[at(place, PLACE_BY_ONE)] + (1f - LOW) * places[at(place, PLACE_BY_VALUE)];${
    kinds.has('majority') ? MAJORITY_BACKWARD : ''
  }${products.some((kind) => kinds.has(kind)) ? productsBackward(choice, direct) : ''}
}`;
}

/** Leads the derivative of each product back to the probabilities of 1. */
function productsBackward(choice: boolean, direct: boolean): string {
  return `
  let all = select(0f, 1f, ones == word(step, STEP_INPUTS));
  let none = select(0f, 1f, ones == 0);${
    choice
      ? `
  let choice = sigmoid(weights[parameter(word(step, STEP_PARAMETER))]);
  var every = vec4f(0f);`
      : ''
  }
  var product = vec4f(0f);
  for (var round = 0; round < select(1, 2, kind == KIND_AND_OR); round++) {
    var literal = PLACE_ONE;
    var begin = all;
    var after = d;
    switch (kind) {
      case KIND_AND: {
      }
      case KIND_NAND: {
        after = -d;
      }
      case KIND_OR, KIND_NOR: {
        literal = PLACE_ZERO;
        begin = none;
        after = select(-d, d, kind == KIND_OR);
      }
      case KIND_XOR: {
        literal = PLACE_VALUE;
        begin = 1f - 2f * f32(ones & 1);
      }
      default: {${
        choice
          ? `
        after = select(choice.zero, choice.one, round == 0) * d;
        literal = select(PLACE_ZERO, PLACE_ONE, round == 0);
        begin = select(none, all, round == 0);
        every = product;`
          : ''
      }
      }
    }
    product = vec4f(begin);
    for (var i = 0; i < nodes; i++) {
      places[productAt(i)] = product;
      product *= factorAt(step, literal, i);
    }
    let asked = places[at(place, PLACE_BY_ACTIVATION)] * begin;
    let wanted = select(asked, -asked, literal == PLACE_ZERO);
    for (var i = nodes - 1; i >= 0; i--) {
      let own = factorAt(step, literal, i);
      var share = places[productAt(i)] * after;
      if ((word(step, STEP_FLAGS) & ${LOGISTIC_OUTPUT}) != 0) {
        share += wanted / max(own, vec4f(${literal(TINY)}));
      }
      places[at(readAt(step, i), PLACE_BY_ONE)] += share;
      after *= own;
    }
  }${choice ? CHOICE_BACKWARD.replace('TIMES', direct ? ' * descent' : '') : ''}`;
}
