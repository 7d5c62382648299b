// The Wilson score interval for a share of successes.

/** The 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * The 95 % interval for the probability of success: all p with |p̂ - p| ≤ z √(p (1 - p) / n).
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209-212.
 * @param successes 0 … trials
 * @param trials at least 1
 * @returns [low, high], 0 ≤ low ≤ high ≤ 1; low is exactly 0 without a success, high exactly 1 without a failure
 * @throws RangeError when the arguments are no such counts
 */
export function wilson(successes: number, trials: number): [low: number, high: number] {
  if (!Number.isSafeInteger(trials) || trials < 1)
    throw new RangeError(`wilson: expected at least 1 trial, got ${trials}`);
  if (!Number.isSafeInteger(successes) || successes < 0 || successes > trials)
    throw new RangeError(`wilson: expected between 0 and ${trials} successes, got ${successes}`);
  const share = successes / trials;
  const z2 = (Z * Z) / trials;
  const centre = share + z2 / 2;
  const half = Math.sqrt(z2 * (share * (1 - share) + z2 / 4));
  return [
    successes === 0 ? 0 : Math.max(0, (centre - half) / (1 + z2)),
    successes === trials ? 1 : Math.min(1, (centre + half) / (1 + z2)),
  ];
}
