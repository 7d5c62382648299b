// Specimens of weighted clauses.
import { softWeight, type MaxSatInstance, type SoftClause } from '../../problem/max-sat.ts';
import type { Assignment } from '../../problem/sat.ts';
import type { Random } from '../../random.ts';
import { lists, truthValues } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

type Clause = readonly number[];

/** The clauses that instances of `all` are made of. */
const CLAUSES: readonly Clause[] = [[], [1], [-1], [2], [1, 2], [-1, -2]];
/** What each of them may weigh; undefined for a hard one. */
const WEIGHTS = [undefined, 1n, 2n] as const;
const PARTS = CLAUSES.flatMap((clause) => WEIGHTS.map((weight) => ({ clause, weight })));

const isTrue = (clause: Clause, values: Assignment): boolean =>
  clause.some((literal) => (literal > 0 ? values[literal - 1]! : !values[-literal - 1]!));

const trueWeight = (soft: readonly SoftClause[], values: Assignment): bigint =>
  soft.reduce((sum, { weight, clause }) => (isTrue(clause, values) ? sum + weight : sum), 0n);

/** One to three literals, now and then of one variable. */
function randomClause(random: Random, variables: number): Clause {
  const literal = (v: number): number => (random.below(2) === 0 ? v + 1 : -v - 1);
  const length = Math.min(variables, 1 + random.below(3));
  if (random.below(10) === 0) return Array.from({ length }, () => literal(random.below(variables)));
  return random.subset(length, variables).map(literal);
}

export const maxSatSpecimens: Specimens<MaxSatInstance, Assignment> = {
  problem: 'max-sat',
  measure: 'clauses',
  *all(size) {
    for (const list of lists(PARTS.length, size)) {
      if (list.some((part, i) => i > 0 && part < list[i - 1]!)) continue;
      const chosen = list.map((part) => PARTS[part]!);
      const hard = chosen.flatMap(({ clause, weight }) => (weight === undefined ? [clause] : []));
      const soft = chosen.flatMap(({ clause, weight }) => (weight === undefined ? [] : [{ weight, clause }]));
      for (let w = 0; w <= 2 * size; w++) yield { variables: 2, hard, soft, atLeast: BigInt(w) };
    }
  },
  known: {
    counts: [1, 54, 855],
    of: 'multisets of 6 clauses of two variables, each hard or of weight 1 or 2 (binomial(n + 17, 17): 1, 18, 171), each with weights from 0 to 2 n to be reached',
  },
  random(random, size) {
    const variables = Math.max(1, size);
    const draw = (count: number): Clause[] =>
      Array.from({ length: count }, () => randomClause(random, variables));
    const hard = draw(random.below(variables + 1));
    // Weights beyond a double now and then, and often the same for all.
    const large = random.below(8) === 0 ? 3n ** 40n : 0n;
    const most = 1 + random.below(9);
    const soft = draw(1 + random.below(2 * variables)).map((clause) => ({
      weight: large + BigInt(1 + random.below(most)),
      clause,
    }));
    const share = BigInt(60 + random.below(41));
    return { variables, hard, soft, atLeast: (softWeight(soft) * share) / 100n };
  },
  golden: [
    { name: 'nothing', instance: { variables: 0, hard: [], soft: [], atLeast: 0n }, answer: 'yes' },
    {
      name: 'something of nothing',
      instance: { variables: 0, hard: [], soft: [], atLeast: 1n },
      answer: 'no',
    },
    {
      name: 'the empty clause, hard',
      instance: { variables: 1, hard: [[]], soft: [{ weight: 3n, clause: [1] }], atLeast: 0n },
      answer: 'no',
    },
    {
      name: 'the empty clause, soft',
      instance: { variables: 0, hard: [], soft: [{ weight: 3n, clause: [] }], atLeast: 1n },
      answer: 'no',
    },
    {
      name: 'one or the other',
      instance: {
        variables: 1,
        hard: [],
        soft: [
          { weight: 5n, clause: [1] },
          { weight: 3n, clause: [-1] },
        ],
        atLeast: 5n,
      },
      answer: 'yes',
    },
    {
      name: 'one and the other',
      instance: {
        variables: 1,
        hard: [],
        soft: [
          { weight: 5n, clause: [1] },
          { weight: 3n, clause: [-1] },
        ],
        atLeast: 6n,
      },
      answer: 'no',
    },
    {
      name: 'a clause three times counts three times',
      instance: {
        variables: 2,
        hard: [[-1, -2]],
        soft: [
          { weight: 1n, clause: [1] },
          { weight: 1n, clause: [1] },
          { weight: 1n, clause: [1] },
          { weight: 2n, clause: [2] },
        ],
        atLeast: 3n,
      },
      answer: 'yes',
    },
    {
      name: 'a triangle to be split: two of three edges',
      instance: { ...triangle(), atLeast: 5n },
      answer: 'yes',
    },
    { name: 'a triangle to be split: all edges', instance: { ...triangle(), atLeast: 6n }, answer: 'no' },
    {
      name: 'a tautology',
      instance: { variables: 1, hard: [[1, -1]], soft: [{ weight: 2n, clause: [1, -1] }], atLeast: 2n },
      answer: 'yes',
    },
    {
      name: 'weights beyond a double, one more than there is',
      instance: {
        variables: 2,
        hard: [],
        soft: [
          { weight: 2n ** 80n, clause: [1, 2] },
          { weight: 2n ** 80n - 1n, clause: [-1] },
          { weight: 3n ** 50n, clause: [1] },
        ],
        atLeast: 2n ** 81n,
      },
      answer: 'no',
    },
  ],
  *smaller(instance) {
    const { variables, hard, soft, atLeast } = instance;
    for (let c = 0; c < soft.length; c++) yield { ...instance, soft: soft.filter((_, i) => i !== c) };
    for (let c = 0; c < hard.length; c++) yield { ...instance, hard: hard.filter((_, i) => i !== c) };
    const clauses = [...hard, ...soft.map(({ clause }) => clause)];
    if (variables > 0 && !clauses.some((clause) => clause.some((literal) => Math.abs(literal) === variables)))
      yield { ...instance, variables: variables - 1 };
    if (atLeast > 0n) yield { ...instance, atLeast: atLeast / 2n };
    const without = (clause: Clause): Clause[] => clause.map((_, l) => clause.filter((_x, i) => i !== l));
    for (const [c, clause] of hard.entries())
      for (const shorter of without(clause))
        yield { ...instance, hard: hard.map((own, i) => (i === c ? shorter : own)) };
    for (const [c, { weight, clause }] of soft.entries()) {
      const replaced = (own: SoftClause): MaxSatInstance => ({
        ...instance,
        soft: soft.map((other, i) => (i === c ? own : other)),
      });
      for (const shorter of without(clause)) yield replaced({ weight, clause: shorter });
      if (weight > 1n) yield replaced({ weight: weight / 2n, clause });
    }
  },
  candidates: ({ variables }) => 2 ** variables,
  *witnesses({ variables, hard, soft, atLeast }) {
    for (const values of truthValues(variables))
      if (hard.every((clause) => isTrue(clause, values)) && trueWeight(soft, values) >= atLeast) yield values;
  },
};

/** The largest cut: each edge of a triangle is two clauses, both true when its ends are on different sides, else one of them. */
function triangle(): Omit<MaxSatInstance, 'atLeast'> {
  const edges = [
    [1, 2],
    [2, 3],
    [1, 3],
  ] as const;
  const soft = edges.flatMap(([a, b]) => [
    { weight: 1n, clause: [a, b] },
    { weight: 1n, clause: [-a, -b] },
  ]);
  return { variables: 3, hard: [], soft };
}
