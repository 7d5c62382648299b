// Threshold units of the float core in WGSL: forward, hard and backward, as in ../float/pass.ts.
import { RELU_LIMIT, SLOPE_LIMIT, STRAIGHT_THROUGH_FLOOR } from '../float/arithmetic.ts';
import { WANTS_PROBABILITY } from '../float/layout.ts';
import type { FloatRelaxation } from '../float/program.ts';
import { literal } from './float-literal.ts';

/**
 * `unitsForward` and `unitsBackward`.
 * @param direct whether derivatives go straight into the weights
 */
export function units(relaxation: FloatRelaxation, direct: boolean): string {
  const unit = SOFT[relaxation];
  return `fn unitsForward(step: i32, e: i32, soft: bool, hardly: bool) {
  let inputs = word(step, STEP_INPUTS);
  let nodes = word(step, STEP_NODES);
  let list = word(step, STEP_LIST);
  let rows = word(step, STEP_ROWS);
  let values = word(step, STEP_VALUES);
  var start = 0;
  var end = 0;
  if (rows != 0) {
    start = data[rows + e];
    end = data[rows + e + 1];
  }
  var w = word(step, STEP_PARAMETER);
  for (var k = 0; k < word(step, STEP_UNITS); k++) {
    let place = word(step, STEP_PLACE) + k;
    let onNodes = w + inputs;
    var z = weights[parameter(onNodes + nodes)];
    for (var t = start; t < end; t++) {
      let weight = weights[parameter(w + data[t])];
      if (values == 0) {
        z += weight;
      } else {
        z += weight * number(t + values);
      }
    }
    if (hardly) {
      var h = z;
      for (var i = 0; i < nodes; i++) {
        h += weights[parameter(onNodes + i)] * places[at(data[list + i], PLACE_HARD)];
      }
      places[at(place, PLACE_HARD)] = select(vec4f(LOW), vec4f(1f), h > vec4f(0f));
    }
    if (soft) {
      for (var i = 0; i < nodes; i++) {
        z += weights[parameter(onNodes + i)] * places[at(data[list + i], PLACE_VALUE)];
      }
      places[at(place, PLACE_ACTIVATION)] = z;
${unit.forward}
      clear(place);
    }
    w = onNodes + nodes + 1;
  }
}

fn unitsBackward(step: i32, e: i32) {
  let inputs = word(step, STEP_INPUTS);
  let nodes = word(step, STEP_NODES);
  let list = word(step, STEP_LIST);
  let rows = word(step, STEP_ROWS);
  let values = word(step, STEP_VALUES);
  var start = 0;
  var end = 0;
  if (rows != 0) {
    start = data[rows + e];
    end = data[rows + e + 1];
  }
  var w = word(step, STEP_PARAMETER);
  for (var k = 0; k < word(step, STEP_UNITS); k++) {
    let place = word(step, STEP_PLACE) + k;
    let p = places[at(place, PLACE_BY_ONE)];
    let v = places[at(place, PLACE_BY_VALUE)];
    var d = places[at(place, PLACE_BY_ACTIVATION)];
${unit.backward}
    d = clamp(d, vec4f(${literal(-SLOPE_LIMIT)}), vec4f(${literal(SLOPE_LIMIT)}));
    let share = ${direct ? 'd * descent' : 'd'};
    let onNodes = w + inputs;
    for (var t = start; t < end; t++) {
      if (values == 0) {
        accumulate(w + data[t], share);
      } else {
        accumulate(w + data[t], share * number(t + values));
      }
    }
    for (var i = 0; i < nodes; i++) {
      let read = data[list + i];
      places[at(read, PLACE_BY_VALUE)] += d * weights[parameter(onNodes + i)];
      accumulate(onNodes + i, share * places[at(read, PLACE_VALUE)]);
    }
    accumulate(onNodes + nodes, share);
    w = onNodes + nodes + 1;
  }
}

fn accumulate(p: i32, share: vec4f) {
  ${direct ? 'weights' : 'gradient'}[parameter(p)] += share;
}`;
}

/** What a unit gives to its place, from z, and d, the derivative by z, from those by its probability p and its value v. */
const SOFT = {
  sigmoid: {
    forward: `      let pair = sigmoid(slope * z);
      places[at(place, PLACE_ONE)] = pair.one;
      places[at(place, PLACE_ZERO)] = pair.zero;
      places[at(place, PLACE_VALUE)] = pair.one;`,
    backward: `    d += ((places[at(place, PLACE_ONE)] * places[at(place, PLACE_ZERO)]) * slope) * (p + v);`,
  },
  tanh: {
    forward: `      let pair = sigmoid(slope * z);
      places[at(place, PLACE_ONE)] = pair.one;
      places[at(place, PLACE_ZERO)] = pair.zero;
      places[at(place, PLACE_VALUE)] = pair.one - pair.zero;`,
    backward: `    d += ((places[at(place, PLACE_ONE)] * places[at(place, PLACE_ZERO)]) * slope) * (p + 2f * v);`,
  },
  relu: {
    forward: `      places[at(place, PLACE_VALUE)] = clamp(z, vec4f(0f), vec4f(${literal(RELU_LIMIT)}));
      if ((word(step, STEP_FLAGS) & ${WANTS_PROBABILITY}) != 0) {
        let pair = sigmoid(slope * z);
        places[at(place, PLACE_ONE)] = pair.one;
        places[at(place, PLACE_ZERO)] = pair.zero;
      }`,
    backward: `    let z = places[at(place, PLACE_ACTIVATION)];
    d = select(d, d + v, (z > vec4f(0f)) & (z < vec4f(${literal(RELU_LIMIT)})));
    if ((word(step, STEP_FLAGS) & ${WANTS_PROBABILITY}) != 0) {
      d += ((places[at(place, PLACE_ONE)] * places[at(place, PLACE_ZERO)]) * slope) * p;
    }`,
  },
  'straight-through': {
    forward: `      let fires = z > vec4f(0f);
      places[at(place, PLACE_VALUE)] = select(vec4f(0f), vec4f(1f), fires);
      places[at(place, PLACE_ONE)] = select(vec4f(${literal(STRAIGHT_THROUGH_FLOOR)}), vec4f(${literal(1 - STRAIGHT_THROUGH_FLOOR)}), fires);
      places[at(place, PLACE_ZERO)] = select(vec4f(${literal(1 - STRAIGHT_THROUGH_FLOOR)}), vec4f(${literal(STRAIGHT_THROUGH_FLOOR)}), fires);`,
    backward: `    let near = (abs(places[at(place, PLACE_ACTIVATION)]) * steepness <= vec4f(1f));
    d = select(d, d + (p + v), near);`,
  },
} as const;
