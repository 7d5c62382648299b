// The losses of the float core in WGSL, and whether the hard network is right, as in ../float/pass.ts.
import { TINY } from '../float/arithmetic.ts';
import type { FloatRelaxation } from '../float/program.ts';
import type { Loss } from '../types.ts';
import { literal } from './float-literal.ts';

/** `right` and `differentiateLoss`. */
export function losses(relaxation: FloatRelaxation, loss: Loss): string {
  return `fn right(e: i32) -> vec4<bool> {
  let outputs = data[AT_OUTPUTS];
  var answer = vec4<bool>(true);
  for (var o = 0; o < outputs; o++) {
    let wanted = number(data[AT_TARGETS_AT] + e * outputs + o);
    if (wanted == 0f) {
      continue;
    }
    let bit = places[at(data[data[AT_OUTPUTS_AT] + 2 * o], PLACE_HARD)] > vec4f(0f);
    answer &= (bit == vec4<bool>(wanted > 0f));
  }
  return answer;
}

fn differentiateLoss(e: i32) {
  let outputs = data[AT_OUTPUTS];
  for (var o = 0; o < outputs; o++) {
    let wanted = number(data[AT_TARGETS_AT] + e * outputs + o);
    if (wanted == 0f) {
      continue;
    }
    let place = data[data[AT_OUTPUTS_AT] + 2 * o];
    let kind = data[data[AT_OUTPUTS_AT] + 2 * o + 1];
    if (kind == KIND_UNITS) {
      let z = places[at(place, PLACE_ACTIVATION)];
${unitLoss(relaxation, loss)}
    } else {
      let one = places[at(place, PLACE_ONE)];
      let zero = places[at(place, PLACE_ZERO)];
      let hit = select(zero, one, wanted > 0f);
      let miss = select(one, zero, wanted > 0f);
${GATE_LOSS[loss]}
    }
  }
}`;
}

function unitLoss(relaxation: FloatRelaxation, loss: Loss): string {
  if (loss === 'hinge')
    return `      let short = (select(-z, z, wanted > 0f) < vec4f(1f));
      places[at(place, PLACE_BY_ACTIVATION)] = select(vec4f(0f), vec4f(-wanted), short);`;
  const pair =
    relaxation === 'straight-through'
      ? 'sigmoid(slope * z)'
      : 'Pair(places[at(place, PLACE_ONE)], places[at(place, PLACE_ZERO)])';
  return `      let pair = ${pair};
      let share = (wanted * slope) * select(pair.one, pair.zero, wanted > 0f);
      places[at(place, PLACE_BY_ACTIVATION)] = ${loss === 'logistic' ? '-share' : '-((2f * share) * (pair.one * pair.zero))'};`;
}

const GATE_LOSS = {
  mse: `      places[at(place, PLACE_BY_ONE)] = -((2f * wanted) * miss);`,
  hinge: `      places[at(place, PLACE_BY_ONE)] = vec4f(-(2f * wanted));`,
  logistic: `      if (kind == KIND_MAJORITY) {
        places[at(place, PLACE_BY_ACTIVATION)] = -(wanted * miss);
      } else if (
        (wanted > 0f && (kind == KIND_AND || kind == KIND_NOR)) || (wanted < 0f && (kind == KIND_NAND || kind == KIND_OR))
      ) {
        places[at(place, PLACE_BY_ACTIVATION)] = vec4f(-abs(wanted));
      } else {
        places[at(place, PLACE_BY_ONE)] = -(wanted / max(hit, vec4f(${literal(TINY)})));
      }`,
} as const;
