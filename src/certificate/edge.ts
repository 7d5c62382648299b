// An edge is true: integer arithmetic alone.
//
// Multipliers λ > 0 stand on the examples on which a unit would have to fire, μ > 0 on those it would have to reject,
// with Σ λ = Σ μ and Σ λ x = Σ μ x. Such a unit (w, θ) would give θ Σ λ ≤ Σ λ w·x = Σ μ w·x < θ Σ μ, a contradiction.
// Only inputs that the unit reads enter w·x, so only those have to balance.
import type { LabelledPoints } from '../problem/training/points.ts';
import type { Edge, SplitCase } from './format.ts';
import { Refused } from './lines.ts';

/**
 * Whether an edge's examples bear the labels that a case asks for.
 * @throws Refused naming the first that does not
 */
export function checkSides(
  { accept, reject }: Edge,
  kind: SplitCase,
  { points, labels }: LabelledPoints,
): void {
  for (const [side, list] of [['accept', accept] as const, ['reject', reject] as const])
    for (const [e] of list) {
      if (!points[e]) throw new Refused(`example ${e} does not exist; there are ${points.length}`);
      const label = labels[e];
      const wanted = (side === 'accept') === (kind === 'and') ? 1 : 0;
      if (label === null || (kind !== 'general' && label !== wanted))
        throw new Refused(`example ${e} stands under ${side}, but its response is ${label ?? '*'}`);
    }
}

/**
 * Whether the multipliers of the two sides have the same sum, and the same weighted sum at each input.
 * @param reads the inputs that have to balance; all when left out
 * @throws Refused when an edge names an example twice, or does not balance
 */
export function checkBalance(
  { accept, reject }: Edge,
  { points }: LabelledPoints,
  reads?: ReadonlySet<number>,
): void {
  const seen = new Set<number>();
  const sums: bigint[] = [];
  let total = 0n;
  for (const [e, m] of [...accept, ...reject.map(([e, m]) => [e, -m] as const)]) {
    if (seen.has(e)) throw new Refused(`example ${e} is named twice`);
    seen.add(e);
    total += m;
    const { index, value } = points[e]!;
    index.forEach((j, t) => {
      if (!reads || reads.has(j)) sums[j] = (sums[j] ?? 0n) + m * value[t]!;
    });
  }
  if (total !== 0n) throw new Refused(`the multipliers differ by ${total} in sum`);
  const off = sums.findIndex((sum) => sum !== undefined && sum !== 0n);
  if (off >= 0) throw new Refused(`the examples do not balance at input ${off + 1}: ${sums[off]} is left`);
}
