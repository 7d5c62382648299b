// Sums of rectified linear units by enumeration of which unit is active where. Shares no code with the engine.
import type { ReluSumInstance } from '../src/problem/relu-sum.ts';
import { solvable } from './elimination.ts';
import { lists } from './small-sources.ts';

/** Denominators here divide this. */
const SCALE = 12n;

/** Whether some units have the right sum; meant for a dozen pairs of unit and example with positive target. */
export function reluSumExists({ inputs, units, examples }: ReluSumInstance): boolean {
  const rows = examples.map(({ stimulus, target }) => ({
    point: [
      ...(typeof stimulus === 'string'
        ? Array.from(stimulus, (bit) => SCALE * BigInt(bit))
        : stimulus.map(({ numerator, denominator }) => (SCALE * numerator) / denominator)),
      SCALE,
    ],
    target: (SCALE * SCALE * target.numerator) / target.denominator,
  }));
  const unknowns = units * (inputs + 1);
  /** The line Σ over the units of sign · value ≥ bound. */
  const line = (own: readonly number[], point: readonly bigint[], sign: bigint, bound: bigint): bigint[] => [
    ...Array.from({ length: units }, (_, j) => point.map((x) => (own.includes(j) ? sign * x : 0n))).flat(),
    bound,
  ];
  const each = Array.from({ length: units }, (_, j) => j);
  const fixed = rows
    .filter(({ target }) => target === 0n)
    .flatMap(({ point }) => each.map((j) => line([j], point, -1n, 0n)));
  if (rows.some(({ target }) => target < 0n)) return false;
  const positive = rows.filter(({ target }) => target > 0n);
  return lists(2 ** units, positive.length).some((patterns) => {
    const lines = positive.flatMap(({ point, target }, e) => {
      const active = each.filter((j) => (patterns[e]! >> j) & 1);
      return [
        line(active, point, 1n, target),
        line(active, point, -1n, -target),
        ...each.map((j) => line([j], point, active.includes(j) ? 1n : -1n, 0n)),
      ];
    });
    return solvable([...fixed, ...lines], unknowns);
  });
}
