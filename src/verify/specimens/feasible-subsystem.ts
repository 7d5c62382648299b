// Specimens of feasible subsystems.
import { rational } from '../../exact/rational.ts';
import type {
  FeasibleSubsystemInstance,
  RationalPoint,
  StrictInequality,
} from '../../problem/feasible-subsystem.ts';
import { lists } from './enumerate.ts';
import { drawSigns, LARGEST, poleCandidates } from './open-hemisphere.ts';
import type { Specimens } from './specimens.ts';

/** Rows are the coefficients and then the bound, all of them -1, 0 or 1 here. */
const instance = (
  variables: number,
  rows: readonly (readonly number[])[],
  atLeast: number,
): FeasibleSubsystemInstance => ({
  variables,
  inequalities: rows.map((row) => {
    const values = row.map((v) => rational(BigInt(v), 1n));
    return { coefficients: values.slice(0, -1), bound: values.at(-1)! };
  }),
  atLeast,
});

/** Whether an inequality has integers only. */
const isIntegral = ({ coefficients, bound }: StrictInequality): boolean =>
  [...coefficients, bound].every(({ denominator }) => denominator === 1n);

/** The vectors (a, -b) of inequalities a · x > b with integers. */
const rowsOf = ({ inequalities }: FeasibleSubsystemInstance): bigint[][] =>
  inequalities.map(({ coefficients, bound }) => [
    ...coefficients.map(({ numerator }) => numerator),
    -bound.numerator,
  ]);

export const feasibleSubsystemSpecimens: Specimens<FeasibleSubsystemInstance, RationalPoint> = {
  problem: 'feasible-subsystem',
  measure: 'variables',
  *all(size) {
    const rows = [...lists(3, size + 1)].map((list) => list.map((v) => v - 1));
    for (const choice of lists(rows.length, 2)) {
      if (choice[0]! > choice[1]!) continue;
      for (const atLeast of [1, 2])
        yield instance(
          size,
          choice.map((i) => rows[i]!),
          atLeast,
        );
    }
  },
  known: {
    // Pairs out of 3^(n+1) with repetition, for each of two numbers.
    counts: [2 * 6, 2 * 45, 2 * 378],
    of: 'two inequalities with numbers -1, 0, 1, in any order, of which one or both are asked for',
  },
  random(random, size) {
    const variables = Math.min(2, size);
    const rows = Array.from({ length: 3 + random.below(size + 3) }, () => drawSigns(random, variables + 1));
    return instance(variables, rows, Math.ceil((2 * rows.length) / 3) + random.below(2));
  },
  golden: [
    { name: 'nothing', instance: instance(0, [], 0), answer: 'yes' },
    { name: 'nothing, one asked for', instance: instance(3, [], 1), answer: 'no' },
    { name: '0 > -1', instance: instance(0, [[-1]], 1), answer: 'yes' },
    { name: '0 > 0', instance: instance(0, [[0]], 1), answer: 'no' },
    {
      name: '0 > 1 and x > 1',
      instance: instance(
        1,
        [
          [0, 1],
          [1, 1],
        ],
        2,
      ),
      answer: 'no',
    },
    {
      name: 'x > 0 and -x > 0',
      instance: instance(
        1,
        [
          [1, 0],
          [-1, 0],
        ],
        2,
      ),
      answer: 'no',
    },
    {
      name: 'x > 0 and -x > -1',
      instance: instance(
        1,
        [
          [1, 0],
          [-1, -1],
        ],
        2,
      ),
      answer: 'yes',
    },
    {
      name: 'x > 0 three times',
      instance: instance(
        1,
        [
          [1, 0],
          [1, 0],
          [1, 0],
        ],
        3,
      ),
      answer: 'yes',
    },
    { name: 'more than there are', instance: instance(1, [[1, 0]], 2), answer: 'no' },
    {
      name: 'a triangle that is open',
      instance: instance(
        2,
        [
          [1, 0, 0],
          [0, 1, 0],
          [-1, -1, -1],
        ],
        3,
      ),
      answer: 'yes',
    },
    {
      name: 'a triangle that is a point',
      instance: instance(
        2,
        [
          [1, 0, 0],
          [0, 1, 0],
          [-1, -1, 0],
        ],
        3,
      ),
      answer: 'no',
    },
  ],
  *smaller(given) {
    const { variables, inequalities, atLeast } = given;
    for (let i = 0; i < inequalities.length; i++)
      yield { ...given, inequalities: inequalities.filter((_, j) => j !== i) };
    for (let v = 0; v < variables; v++)
      if (inequalities.every(({ coefficients }) => coefficients[v]!.numerator === 0n))
        yield {
          ...given,
          variables: variables - 1,
          inequalities: inequalities.map(({ coefficients, bound }) => ({
            coefficients: coefficients.filter((_, j) => j !== v),
            bound,
          })),
        };
    if (atLeast > 0) yield { ...given, atLeast: atLeast - 1 };
  },
  candidates: (given) =>
    given.inequalities.every(isIntegral) ? poleCandidates(rowsOf(given), given.variables + 1) : Infinity,
  // Points u / t, by the poles (u, t) with t > 0 of the vectors (a, -b).
  *witnesses(given) {
    const { variables, atLeast } = given;
    const most = LARGEST[variables + 1]!;
    const rows = rowsOf(given);
    const met = new Set<string>();
    for (const list of lists(2 * most + 1, variables + 1)) {
      const y = list.map((v) => BigInt(v - most));
      const t = y.at(-1)!;
      if (t <= 0n) continue;
      const point = y.slice(0, -1).map((u) => rational(u, t));
      const key = point.map(({ numerator, denominator }) => `${numerator}/${denominator}`).join();
      if (met.has(key)) continue;
      met.add(key);
      const holds = rows.filter((row) => row.reduce((sum, v, j) => sum + v * y[j]!, 0n) > 0n);
      if (holds.length >= atLeast) yield { point };
    }
  },
};
