// The instances of the benchmark of decisions: families and sizes, each from a seed.
import { families } from '../../../instances/families/index.ts';
import { reductions } from '../../../reductions/index.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { asShallow, shallowInstance, type ShallowInstance } from '../../../src/problem/training/shallow.ts';

/** One line of the benchmark's table, an instance for every seed. */
export type Row = {
  readonly family: string;
  readonly label: string;
  readonly make: (seed: number) => ShallowInstance;
};

/** The instance a family generates. */
export function generate(name: string, parameters: Readonly<Record<string, number>>, seed: number): unknown {
  return families.find((family) => family.name === name)!.generate(parameters, seed).instance;
}

/** A random set system, reduced: `to` is the name of a reduction to training. */
export function splitting(to: string, n: number, ratio: number, seed: number): ShallowInstance {
  const system = generate('set-splitting', { n, ratio }, seed);
  return asShallow(reductions.find(({ name }) => name === to)!.reduce(system) as TrainingInstance)!;
}

function splittings(to: string, words: string, sizes: readonly (readonly [number, number])[]): Row[] {
  return sizes.map(([n, ratio]) => ({
    family: `set splitting, ${words}`,
    label: `set splitting, ${words}, n = ${n}, ratio = ${ratio}`,
    make: (seed) => splitting(to, n, ratio, seed),
  }));
}

/** Examples of a family by two units or three, one row a size. */
function examples(
  family: string,
  hidden: number,
  output: 'and' | 'threshold',
  sizes: readonly (readonly [number, number])[],
  parameters: Readonly<Record<string, number>> = {},
): Row[] {
  const words = `${family.replace('-', ' ')}, ${hidden} units, ${output === 'and' ? 'AND' : 'free output'}`;
  return sizes.map(([n, m]) => ({
    family: words,
    label: `${words}, n = ${n}, m = ${m}`,
    make: (seed) => {
      const instance = generate(family, { n, m, ...parameters }, seed) as TrainingInstance;
      return shallowInstance({ ...instance, inputs: instance.architecture.inputs, hidden, output });
    },
  }));
}

type Rows = (
  hidden: number,
  output: 'and' | 'threshold',
  sizes: readonly (readonly [number, number])[],
) => Row[];

/** Random labels, m about the capacity, where a network fits one half of the instances. */
const randomLabels: Rows = (hidden, output, sizes) => examples('random-labels', hidden, output, sizes);

/** Points of a hidden AND of as many units, so the answer is YES for either output. */
const planted: Rows = (hidden, output, sizes) =>
  examples('planted-halfspaces', hidden, output, sizes, { units: hidden, margin: 1, noise: 0 });

/** Small instances of every kind that the rows have, for everybody's warm-up. */
export const warmUp: readonly ShallowInstance[] = [
  splitting('set-splitting-to-and-pair', 20, 2.4, 0),
  splitting('set-splitting-to-three-node', 20, 2.4, 0),
  ...[...randomLabels(2, 'and', [[8, 36]]), ...randomLabels(3, 'and', [[8, 60]])].map(({ make }) => make(0)),
  ...[...randomLabels(2, 'threshold', [[8, 40]]), ...randomLabels(3, 'threshold', [[6, 30]])].map(
    ({ make }) => make(0),
  ),
  ...planted(2, 'and', [[15, 100]]).map(({ make }) => make(0)),
];

/** Larger ones for engines in JavaScript, which is compiled piece by piece the more it runs. */
export const practice: readonly ShallowInstance[] = [
  splitting('set-splitting-to-and-pair', 60, 2.4, 0),
  splitting('set-splitting-to-three-node', 60, 1.9, 0),
  ...[...randomLabels(2, 'and', [[12, 60]]), ...randomLabels(3, 'and', [[12, 120]])].map(({ make }) =>
    make(9),
  ),
];

export const rows: readonly Row[] = [
  ...splittings('set-splitting-to-and-pair', '2 units, AND', [
    [50, 2],
    [50, 2.4],
    [100, 1.9],
    [100, 2.1],
    [100, 2.4],
    [150, 2],
    [150, 2.2],
    [200, 1.9],
    [200, 2.1],
    [200, 2.4],
    [300, 1.9],
    [300, 2.1],
    [300, 2.4],
  ]),
  ...splittings('set-splitting-to-three-node', '2 units, free output', [
    [50, 2.1],
    [100, 1.9],
    [100, 2.2],
    [200, 1.9],
    [200, 2.2],
    [300, 1.9],
    [300, 2.4],
  ]),
  ...randomLabels(2, 'and', [
    [10, 45],
    [10, 50],
    [12, 60],
    [14, 70],
    [14, 80],
    [16, 80],
    [16, 90],
    [18, 90],
    [18, 100],
  ]),
  ...randomLabels(2, 'threshold', [
    [10, 50],
    [12, 65],
    [14, 75],
    [14, 85],
    [16, 90],
    [18, 100],
    [18, 110],
  ]),
  ...randomLabels(3, 'and', [
    [10, 70],
    [10, 90],
    [12, 100],
    [12, 120],
    [14, 130],
    [14, 150],
    [16, 190],
  ]),
  ...randomLabels(3, 'threshold', [
    [8, 70],
    [8, 80],
    [10, 80],
    [10, 90],
    [12, 100],
  ]),
  ...planted(2, 'and', [
    [15, 100],
    [15, 200],
    [15, 400],
    [20, 100],
    [20, 200],
    [20, 400],
    [30, 200],
    [30, 400],
    [40, 100],
    [40, 200],
    [40, 400],
  ]),
  ...planted(2, 'threshold', [
    [15, 200],
    [20, 400],
    [30, 200],
    [40, 200],
  ]),
  ...planted(3, 'and', [
    [15, 200],
    [20, 200],
    [20, 400],
    [30, 200],
    [40, 400],
  ]),
  ...planted(3, 'threshold', [
    [20, 200],
    [30, 200],
  ]),
];
