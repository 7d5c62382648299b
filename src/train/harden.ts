// From weights on packed features to a threshold unit with integer weights on the stimuli, exactly.
import { gcd, lcm } from '../exact/rational.ts';
import type { Unit } from '../problem/training/configuration.ts';
import type { PackedExamples } from './pack.ts';

/** The affine form of a unit: Σ weight · (feature or bit) + bias, the bias counting as often as a feature of 1.0. */
export type AffineForm = {
  /** On the packed features of the unit's inputs. */
  readonly onFeatures: readonly { readonly input: number; readonly weight: bigint }[];
  /** On the bits of inputs or nodes. */
  readonly onBits: readonly bigint[];
  readonly bias: bigint;
};

/**
 * The unit that fires iff the form is at least 1, and so positive. Packed input j is x' = factor (2 X - centre) / divisor
 * with X = scale · stimulus, and a feature of 1.0 is 2^valueShift, so over the least common multiple L of the divisors
 *   Σ w 2 factor (L / divisor) X + L 2^valueShift Σ w bit ≥ L (1 - 2^valueShift bias) + Σ w factor centre (L / divisor).
 * @param scale `LabelledPoints.scale`
 * @returns weights of the features first, then of the bits
 */
export function unitOf(
  { onFeatures, onBits, bias }: AffineForm,
  { maps, valueShift }: Pick<PackedExamples, 'maps' | 'valueShift'>,
  scale: readonly bigint[],
): Unit {
  const common =
    maps === null ? 1n : onFeatures.reduce((multiple, { input }) => lcm(multiple, maps[input]!.divisor), 1n);
  const shift = BigInt(valueShift);
  let threshold = common * (1n - (bias << shift));
  const onPoints = onFeatures.map(({ input, weight }) => {
    if (maps === null) return weight;
    const { factor, centre, divisor } = maps[input]!;
    const share = (weight * factor * common) / divisor;
    threshold += share * centre;
    return 2n * share;
  });
  const weights = [...onPoints, ...onBits.map((weight) => (common * weight) << shift)];
  // Points and bits are integers, so the common divisor of the weights can be taken out and the threshold rounded up.
  const divisor = weights.reduce(gcd, 0n);
  if (divisor > 1n) threshold = ceilQuotient(threshold, divisor);
  return {
    weights: weights.map((weight, i) => {
      const reduced = divisor > 1n ? weight / divisor : weight;
      const feature = onFeatures[i];
      return feature ? reduced * scale[feature.input]! : reduced;
    }),
    threshold,
  };
}

function ceilQuotient(numerator: bigint, divisor: bigint): bigint {
  const quotient = numerator / divisor;
  return quotient * divisor < numerator ? quotient + 1n : quotient;
}
