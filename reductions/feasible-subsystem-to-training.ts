// The maximum feasible subsystem of strict inequalities -> training a single threshold unit that may err on some examples.
//
// Construction, for i inequalities a · x > b in v variables and the number m
//   1. Network: v + 1 inputs, one threshold unit that reads them; its weights (u, t) stand for the point x = u / t.
//   2. Examples: the origin is negative, (0, 1) positive; each of the two weighs i + 1. Each inequality is the positive
//      example (a, -b).
//   3. Examples of weight i - m may be wrong. For m > i nothing may be, and the origin is a positive example as well.
//
// Feasible => trainable. Scale a point x that satisfies m inequalities to integers u = s x, t = s >= 1, and with the product
// of all denominators of the inequalities: where a · x > b holds, a · u - b t is a positive integer. The unit ((u, t), 1)
// accepts its example and (0, 1), and rejects the origin.
//
// Trainable => feasible. The errors weigh at most i - m <= i, so both heavy examples are right: θ > 0 and t >= θ > 0. An
// inequality whose example is right has a · u - b t >= θ > 0, so x = u / t satisfies it; at least m are right. For m > i the
// origin contradicts itself, so the answer is NO, rightly.
//
// Source: E. Amaldi and V. Kann, The complexity and approximability of finding maximum feasible subsystems of linear
// relations, Theoretical Computer Science 147 (1995) 181-210; homogenization as usual.
// Domain: every instance. Degenerate: 0 > 0 is the origin, whose weight makes it wrong; 0 > -1 is (0, 1) and always right.
// Without variables an inequality is 0 > b.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { rational } from '../src/exact/rational.ts';
import type {
  FeasibleSubsystemInstance,
  RationalPoint,
  StrictInequality,
} from '../src/problem/feasible-subsystem.ts';
import { scaled } from '../src/problem/numerals.ts';
import type { Configuration, Unit } from '../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { toRationals, wishCount, wishes } from './shared/vectors.ts';

const name = 'feasible-subsystem-to-training';

const row = ({ coefficients, bound }: StrictInequality) => [
  ...coefficients,
  rational(-bound.numerator, bound.denominator),
];

export const feasibleSubsystemToTraining: Reduction<
  FeasibleSubsystemInstance,
  RationalPoint,
  TrainingInstance,
  Configuration
> = {
  name,
  source: 'feasible-subsystem',
  target: 'training',
  summary: 'Homogenized: inequalities are positive examples, two heavy ones make the scale positive.',
  citation: 'after Amaldi and Kann 1995',
  sizeLaw: 'inputs = v + 1, hidden = 0, examples at most 3 + i; exactly 2 + i, one more where m > i',

  reduce(instance) {
    const { variables, inequalities, atLeast } = instance;
    const last = toRationals([...Array.from({ length: variables }, () => 0n), 1n]);
    return wishes(name, instance, variables + 1, [last], inequalities.map(row), atLeast);
  },

  forward({ inequalities }, { point }) {
    const { integers, scale } = scaled(point);
    const common = scaled(inequalities.flatMap(row)).scale;
    return { nodes: [{ weights: [...integers, scale].map((w) => w * common), threshold: 1n }] };
  },

  extract(_, { nodes }) {
    const { weights } = nodes[0] as Unit;
    const t = weights.at(-1)!;
    return { point: weights.slice(0, -1).map((u) => rational(u, t)) };
  },

  size: ({ variables, inequalities, atLeast }) => ({
    inputs: variables + 1,
    hidden: 0,
    examples: wishCount(1, inequalities.length, atLeast),
  }),
};
