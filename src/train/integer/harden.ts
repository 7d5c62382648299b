// From fixed-point weights to threshold units with integer weights on the stimuli, and their score on the examples.
import type { Unit } from '../../problem/training/configuration.ts';
import { unitOf } from '../harden.ts';
import type { PackedExamples } from '../pack.ts';

/**
 * The threshold units behind trained weights: a unit fires iff its fixed-point activation is at least 1, and that is
 * rewritten over the stimuli, exactly.
 * @param weights weight of unit k for input j at j units + k, the bias at j = inputs
 * @param scale `LabelledPoints.scale`
 */
export function hardUnits(
  packed: PackedExamples,
  units: number,
  weights: Int32Array,
  scale: readonly bigint[],
): Unit[] {
  const weight = (k: number, j: number): bigint => BigInt(weights[j * units + k]!);
  const inputs = Array.from({ length: packed.inputs }, (_, input) => input);
  return Array.from({ length: units }, (_, k) =>
    unitOf(
      {
        onFeatures: inputs.map((input) => ({ input, weight: weight(k, input) })),
        onBits: [],
        bias: weight(k, packed.inputs),
      },
      packed,
      scale,
    ),
  );
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
