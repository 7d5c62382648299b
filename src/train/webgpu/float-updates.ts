// The rules of the optimisers of the float core in WGSL: `update` moves the weights of the live restarts.
import { EPSILON, FASTER, LARGEST_STEP, LEAST_STEP, SLOWER } from '../float/update.ts';
import { literal } from './float-literal.ts';

const update = (
  prologue: string,
  parameter: string,
): string => `fn update(epoch: i32, index: i32, live: vec4<bool>) {
  let rate = number(AT_RATE);${prologue}
  for (var p = 0; p < data[AT_PARAMETERS]; p++) {
    let g = gradient[parameter(p)];
    let before = first[parameter(p)];
${parameter}
  }
}`;

/** By rule; each says what `updateWeights` says. */
export const UPDATES = {
  adam: update(
    `
  let last = data[AT_DECAYS] - 1;
  var entry = last;
  if (epoch < data[AT_DECAY_EPOCHS]) {
    let batch = data[AT_BATCH];
    var updates = 1;
    if (batch > 0) {
      updates = (data[AT_EXAMPLES] + batch - 1) / batch;
    }
    entry = min(epoch * updates + index, last);
  }
  let share1 = number(data[AT_DECAYS_AT] + 2 * entry);
  let share2 = number(data[AT_DECAYS_AT] + 2 * entry + 1);`,
    `    let old = second[parameter(p)];
    let mean = before + share1 * (g - before);
    let square = old + share2 * (g * g - old);
    first[parameter(p)] = mean;
    second[parameter(p)] = square;
    descend(p, (rate * mean) / (sqrt(square) + ${literal(EPSILON)}), live);`,
  ),
  'irprop-': update(
    '',
    `    let old = second[parameter(p)];
    let agreement = sign(g) * sign(before);
    let differ = (agreement < vec4f(0f));
    let longer = min(old * ${literal(FASTER)}, vec4f(${literal(LARGEST_STEP)}));
    let shorter = max(old * ${literal(SLOWER)}, vec4f(${literal(LEAST_STEP)}));
    let step = select(select(old, shorter, differ), longer, agreement > vec4f(0f));
    second[parameter(p)] = step;
    first[parameter(p)] = select(g, vec4f(0f), differ);
    descend(p, select(sign(g) * step, vec4f(0f), differ), live);`,
  ),
  lion: update(
    `
  let beta1 = number(AT_BETA1);
  let fresh1 = 1f - beta1;
  let fresh2 = 1f - number(AT_BETA2);`,
    `    let direction = beta1 * before + fresh1 * g;
    first[parameter(p)] = before + fresh2 * (g - before);
    descend(p, sign(direction) * rate, live);`,
  ),
  normalised: `fn update(epoch: i32, index: i32, live: vec4<bool>) {
  let rate = number(AT_RATE);
  let fresh1 = 1f - number(AT_BETA1);
  for (var s = 0; s < data[AT_STEPS]; s++) {
    let step = data[AT_STEPS_AT] + s * STEP_WORDS;
    var p = word(step, STEP_PARAMETER);
    for (var k = 0; k < word(step, STEP_UNITS); k++) {
      let end = p + word(step, STEP_EACH);
      var squares = vec4f(0f);
      for (var i = p; i < end; i++) {
        squares += gradient[parameter(i)] * gradient[parameter(i)];
      }
      let norm = sqrt(squares) + ${literal(EPSILON)};
      for (; p < end; p++) {
        let before = first[parameter(p)];
        let mean = before + fresh1 * (gradient[parameter(p)] / norm - before);
        first[parameter(p)] = mean;
        descend(p, rate * mean, live);
      }
    }
  }
}`,
  momentum: update(
    `
  let beta1 = number(AT_BETA1);`,
    `    let mean = beta1 * before + g;
    first[parameter(p)] = mean;
    descend(p, rate * mean, live);`,
  ),
} as const;
