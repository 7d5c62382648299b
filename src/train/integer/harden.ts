// From fixed-point weights to threshold units with integer weights on the stimuli, and their score on the examples.
import { gcd, lcm } from '../../exact/rational.ts';
import type { Unit } from '../../problem/training/configuration.ts';
import type { PackedExamples } from '../pack.ts';

/**
 * The threshold units behind trained weights: a unit fires iff its fixed-point activation is at least 1, and that is
 * rewritten over the stimuli, exactly. On packed input j the activation counts w x' = w factor (2 X - centre) / divisor
 * with X = scale · stimulus, so over the least common multiple L of the divisors
 *   Σ w 2 factor (L / divisor) X ≥ L (1 - bias) + Σ w factor centre (L / divisor).
 * @param weights weight of unit k for input j at j units + k, the bias at j = inputs
 * @param scale `LabelledPoints.scale`
 */
export function hardUnits(
  packed: PackedExamples,
  units: number,
  weights: Int32Array,
  scale: readonly bigint[],
): Unit[] {
  const { inputs, maps, valueShift } = packed;
  const common = (maps ?? []).reduce((multiple, map) => lcm(multiple, map.divisor), 1n);
  return Array.from({ length: units }, (_, k) => {
    let threshold = common * (1n - (BigInt(weights[inputs * units + k]!) << BigInt(valueShift)));
    const onPoints = Array.from({ length: inputs }, (_unused, j) => {
      const w = BigInt(weights[j * units + k]!);
      if (maps === null) return w;
      const { factor, centre, divisor } = maps[j]!;
      const share = (w * factor * common) / divisor;
      threshold += share * centre;
      return 2n * share;
    });
    // X is an integer point, so the common divisor of the weights can be taken out and the threshold rounded up.
    const divisor = onPoints.reduce(gcd, 0n);
    if (divisor > 1n) threshold = ceilQuotient(threshold, divisor);
    return {
      weights: onPoints.map((w, j) => (divisor > 1n ? w / divisor : w) * scale[j]!),
      threshold,
    };
  });
}

function ceilQuotient(numerator: bigint, divisor: bigint): bigint {
  const quotient = numerator / divisor;
  return quotient * divisor < numerator ? quotient + 1n : quotient;
}

/**
 * How many packed examples the hard AND of the units answers with their label. Exact: no activation leaves 32 bits
 * (see `integerTask`), and for an exact packing this is the number of examples the hard network gets right.
 */
export function packedRight(packed: PackedExamples, units: number, weights: Int32Array): number {
  const { rowStart, column, value, label, valueShift } = packed;
  const bias = packed.inputs * units;
  let right = 0;
  for (let e = 0; e < packed.examples; e++) {
    let all = true;
    for (let k = 0; k < units && all; k++) {
      let z = weights[bias + k]! << valueShift;
      for (let t = rowStart[e]!; t < rowStart[e + 1]!; t++)
        z += weights[column[t]! * units + k]! * (value === null ? 1 : value[t]!);
      all = z >= 1;
    }
    if (all === (label[e] === 1)) right++;
  }
  return right;
}
