// The second route: which labelings a network can produce, by enumeration, sharing no code with the engines.
import { gateOutput } from '../src/problem/training/evaluate.ts';
import type { ShallowInstance } from '../src/problem/training/shallow.ts';

/**
 * Decides an instance with Boolean stimuli on at most 4 inputs and few hidden units by trying every k-tuple of
 * threshold functions (found as integer units with small weights: on n ≤ 4 inputs weights up to 3 give them all) and
 * every output function. Units are compared only by the bits they give on the examples.
 */
export function bruteForce(instance: ShallowInstance): boolean {
  const { output, examples } = instance;
  const { inputs } = instance.architecture;
  if (inputs > 4) throw new RangeError(`bruteForce: expected at most 4 inputs, got ${inputs}`);
  const stimuli = examples.map(({ stimulus }) => [...(stimulus as string)].map(Number));
  const wanted = examples.map(({ response }) => (response === '*' ? null : Number(response)));
  const rows = dichotomies(stimuli, inputs);
  const fits = (bits: readonly number[]): boolean => wanted.every((y, e) => y === null || y === bits[e]);
  if (instance.hidden === 0) return rows.some(fits);
  const k = instance.hidden;
  const outputs: ((bits: number[]) => number)[] =
    output === 'threshold'
      ? dichotomies(patterns(k), k).map(
          (table) => (bits) => table[bits.reduce((sum, b, j) => sum + (b << j), 0)]!,
        )
      : [
          (bits) =>
            Number(
              gateOutput(
                output,
                bits.map((b) => b === 1),
              ),
            ),
        ];
  const choose = (chosen: readonly (readonly number[])[], from: number): boolean => {
    if (chosen.length === k)
      return outputs.some((g) => fits(stimuli.map((_, e) => g(chosen.map((row) => row[e]!)))));
    for (let r = from; r < rows.length; r++) if (choose([...chosen, rows[r]!], r)) return true;
    return false;
  };
  return choose([], 0);
}

function patterns(k: number): number[][] {
  return Array.from({ length: 2 ** k }, (_, b) => Array.from({ length: k }, (_x, j) => (b >> j) & 1));
}

/** Every labeling of the points that some threshold unit produces. */
export function dichotomies(points: readonly (readonly number[])[], n: number): number[][] {
  const found = new Map<string, number[]>();
  const weights: number[] = [];
  const visit = (j: number): void => {
    if (j < n) {
      for (let w = -3; w <= 3; w++) {
        weights[j] = w;
        visit(j + 1);
      }
      return;
    }
    const values = points.map((x) => x.reduce((sum, v, i) => sum + v * weights[i]!, 0));
    for (const threshold of new Set([...values, Math.max(0, ...values) + 1])) {
      const row = values.map((v) => (v >= threshold ? 1 : 0));
      found.set(row.join(''), row);
    }
  };
  visit(0);
  return [...found.values()];
}
