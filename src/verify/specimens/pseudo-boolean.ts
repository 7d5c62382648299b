// Specimens of linear constraints over values 0 and 1.
import { RELATIONS, type LinearConstraint, type Relation } from '../../problem/linear-constraint.ts';
import type { PseudoBooleanInstance } from '../../problem/pseudo-boolean.ts';
import type { Assignment } from '../../problem/sat.ts';
import type { Random } from '../../random.ts';
import { lists, truthValues } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

/** Coefficients and bounds of `all`. */
const COEFFICIENTS = [-2n, -1n, 1n, 2n, 3n];
const BOUNDS = [-3n, -2n, -1n, 0n, 1n, 2n, 3n, 4n, 5n];

/** A constraint from the coefficients of x1, x2, … in order. */
const over = (coefficients: readonly bigint[], relation: Relation, bound: bigint): LinearConstraint => ({
  terms: coefficients.map((coefficient, i) => ({ coefficient, literal: i + 1 })),
  relation,
  bound,
});

/** What the terms add up to. */
const total = ({ terms }: LinearConstraint, values: Assignment): bigint => {
  let sum = 0n;
  for (const { coefficient, literal } of terms)
    if (literal > 0 ? values[literal - 1] : !values[-literal - 1]) sum += coefficient;
  return sum;
};

function isTrue(constraint: LinearConstraint, values: Assignment): boolean {
  const difference = total(constraint, values) - constraint.bound;
  if (constraint.relation === '=') return difference === 0n;
  return constraint.relation === '>=' ? difference >= 0n : difference <= 0n;
}

/** A constraint that the values fulfil without room to spare, or now and then just miss. */
function randomConstraint(random: Random, variables: number, values: Assignment): LinearConstraint {
  const large = random.below(8) === 0 ? 3n ** 40n : 0n;
  const most = 1 + random.below(9);
  const terms = Array.from({ length: 1 + random.below(variables + 2) }, () => ({
    coefficient: (large + BigInt(1 + random.below(most))) * (random.below(3) === 0 ? -1n : 1n),
    literal: (1 + random.below(variables)) * (random.below(2) === 0 ? 1 : -1),
  }));
  const relation = RELATIONS[random.below(RELATIONS.length)]!;
  const tight = total({ terms, relation, bound: 0n }, values);
  const off = random.below(5) === 0 ? 1n : 0n;
  return { terms, relation, bound: relation === '<=' ? tight - off : tight + off };
}

/** Pigeons in fewer holes: every pigeon in one, in every hole one at most; variable p · holes + h + 1. */
function pigeons(count: number, holes: number): PseudoBooleanInstance {
  const place = (p: number, h: number): number => p * holes + h + 1;
  const ones = (literals: readonly number[], relation: Relation): LinearConstraint => ({
    terms: literals.map((literal) => ({ coefficient: 1n, literal })),
    relation,
    bound: 1n,
  });
  const pigeon = Array.from({ length: count }, (_, p) => p);
  const hole = Array.from({ length: holes }, (_, h) => h);
  return {
    variables: count * holes,
    constraints: [
      ...pigeon.map((p) => ones(hole.map((h) => place(p, h)), '>=')), // prettier-ignore
      ...hole.map((h) => ones(pigeon.map((p) => place(p, h)), '<=')), // prettier-ignore
    ],
  };
}

export const pseudoBooleanSpecimens: Specimens<PseudoBooleanInstance, Assignment> = {
  problem: 'pseudo-boolean',
  measure: 'variables',
  *all(size) {
    for (const list of lists(COEFFICIENTS.length, size)) {
      if (list.some((place, i) => i > 0 && place < list[i - 1]!)) continue;
      const coefficients = list.map((place) => COEFFICIENTS[place]!);
      for (const relation of RELATIONS)
        for (const bound of BOUNDS)
          yield { variables: size, constraints: [over(coefficients, relation, bound)] };
    }
  },
  known: {
    counts: [27, 135, 405, 945],
    of: 'multisets of 5 coefficients from -2 to 3 (binomial(n + 4, 4), OEIS A000332: 1, 5, 15, 35) in one constraint, with 3 relations and 9 bounds from -3 to 5',
  },
  random(random, size) {
    const variables = Math.max(1, size);
    const draw = (): Assignment => Array.from({ length: variables }, () => random.below(2) === 1);
    const same = draw();
    const constraints = Array.from({ length: 1 + random.below(4) }, () =>
      randomConstraint(random, variables, random.below(3) === 0 ? draw() : same),
    );
    return { variables, constraints };
  },
  golden: [
    { name: 'nothing', instance: { variables: 0, constraints: [] }, answer: 'yes' },
    { name: 'no constraints', instance: { variables: 2, constraints: [] }, answer: 'yes' },
    { name: '0 >= 0', instance: { variables: 0, constraints: [over([], '>=', 0n)] }, answer: 'yes' },
    { name: '0 >= 1', instance: { variables: 0, constraints: [over([], '>=', 1n)] }, answer: 'no' },
    { name: '0 = -1', instance: { variables: 1, constraints: [over([], '=', -1n)] }, answer: 'no' },
    { name: '0 x1 <= -1', instance: { variables: 1, constraints: [over([0n], '<=', -1n)] }, answer: 'no' },
    {
      name: 'terms that cancel out',
      instance: {
        variables: 1,
        constraints: [
          {
            terms: [
              { coefficient: 2n, literal: 1 },
              { coefficient: 2n, literal: -1 },
            ],
            relation: '=',
            bound: 2n,
          },
        ],
      },
      answer: 'yes',
    },
    {
      name: 'an odd sum of even coefficients',
      instance: { variables: 4, constraints: [over([2n, -4n, 6n, 2n], '=', 3n)] },
      answer: 'no',
    },
    {
      name: 'two of three, and two of their negations',
      instance: {
        variables: 3,
        constraints: [over([1n, 1n, 1n], '>=', 2n), over([1n, 1n, 1n], '<=', 1n)],
      },
      answer: 'no',
    },
    { name: 'three pigeons in three holes', instance: pigeons(3, 3), answer: 'yes' },
    { name: 'four pigeons in three holes', instance: pigeons(4, 3), answer: 'no' },
    {
      name: 'coefficients beyond a double',
      instance: {
        variables: 3,
        constraints: [over([2n ** 80n, 2n ** 80n - 1n, 3n ** 50n], '=', 2n ** 81n - 1n)],
      },
      answer: 'yes',
    },
    {
      name: 'one off, beyond a double',
      instance: {
        variables: 3,
        constraints: [
          over([2n ** 80n, 2n ** 80n - 1n, 3n ** 50n], '>=', 2n ** 81n - 2n),
          over([2n ** 80n, 2n ** 80n - 1n, 3n ** 50n], '<=', 2n ** 81n - 2n),
        ],
      },
      answer: 'no',
    },
  ],
  *smaller(instance) {
    const { variables, constraints } = instance;
    for (let c = 0; c < constraints.length; c++)
      yield { ...instance, constraints: constraints.filter((_, i) => i !== c) };
    const occurs = constraints.some(({ terms }) =>
      terms.some(({ literal }) => Math.abs(literal) === variables),
    );
    if (variables > 0 && !occurs) yield { ...instance, variables: variables - 1 };
    for (const [c, own] of constraints.entries()) {
      const replaced = (other: LinearConstraint): PseudoBooleanInstance => ({
        ...instance,
        constraints: constraints.map((each, i) => (i === c ? other : each)),
      });
      for (let t = 0; t < own.terms.length; t++)
        yield replaced({ ...own, terms: own.terms.filter((_, i) => i !== t) });
      if (own.bound !== 0n) yield replaced({ ...own, bound: own.bound / 2n });
      for (const [t, { coefficient, literal }] of own.terms.entries())
        if (coefficient !== 0n)
          yield replaced({
            ...own,
            terms: own.terms.map((term, i) => (i === t ? { coefficient: coefficient / 2n, literal } : term)),
          });
    }
  },
  candidates: ({ variables }) => 2 ** variables,
  *witnesses({ variables, constraints }) {
    for (const values of truthValues(variables))
      if (constraints.every((constraint) => isTrue(constraint, values))) yield values;
  },
};
