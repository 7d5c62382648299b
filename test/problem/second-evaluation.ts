// What a network answers and whether that is enough, once more: in fractions, node by node, sharing no code with the
// evaluation that is tested.
import type { Configuration } from '../../src/problem/training/configuration.ts';
import type { Stimulus, TrainingInstance } from '../../src/problem/training/schema.ts';

/** Numerator and denominator, which is positive. */
type Fraction = readonly [bigint, bigint];

/** The outputs on every example, as responses are written. */
export function answers({ architecture, examples }: TrainingInstance, { nodes }: Configuration): string[] {
  const { inputs, outputs } = architecture;
  const post = (stimulus: Stimulus, at: number): Fraction => {
    if (at >= inputs) return [fires(stimulus, at - inputs) ? 1n : 0n, 1n];
    const x = stimulus[at]!;
    return typeof x === 'string' ? [BigInt(x), 1n] : [x.numerator, x.denominator];
  };
  const fires = (stimulus: Stimulus, v: number): boolean => {
    const read = architecture.nodes[v]!.from.map((at) => post(stimulus, at));
    const node = nodes[v]!;
    if ('weights' in node) {
      let [p, q]: Fraction = [-node.threshold, 1n];
      for (const [i, [a, b]] of read.entries()) [p, q] = [p * b + node.weights[i]! * a * q, q * b];
      return p >= 0n;
    }
    const bits = read.map(([p]) => String(p)).join('');
    if ('table' in node) return node.table.charAt(bits === '' ? 0 : Number.parseInt(bits, 2)) === '1';
    const ones = bits.replaceAll('0', '').length;
    const zeros = bits.length - ones;
    return {
      and: zeros === 0,
      nand: zeros !== 0,
      or: ones !== 0,
      nor: ones === 0,
      xor: /[13579]$/.test(String(ones)),
      majority: ones > zeros,
    }[node.gate];
  };
  return examples.map(({ stimulus }) => outputs.map((v) => (fires(stimulus, v) ? '1' : '0')).join(''));
}

/** Whether answers are what each example asks for. */
export function right({ examples }: TrainingInstance, given: readonly string[]): boolean[] {
  return examples.map(({ response }, e) =>
    new RegExp(`^${response.replaceAll('*', '[01]')}$`).test(given[e]!),
  );
}

/** The weight of some of the examples. */
export function weigh({ examples }: TrainingInstance, chosen: readonly boolean[]): bigint {
  let sum = 0n;
  for (const [e, { weight }] of examples.entries()) if (chosen[e]) sum += BigInt(weight ?? 1);
  return sum;
}

/** Whether a weight of examples is as much as is required. */
export function suffices(instance: TrainingInstance, weight: bigint): boolean {
  const { require } = instance;
  const total = weigh(
    instance,
    instance.examples.map(() => true),
  );
  if (require === 'all') return weight === total;
  if ('atLeast' in require) return weight >= BigInt(require.atLeast);
  return weight * require.fraction.denominator >= total * require.fraction.numerator;
}
