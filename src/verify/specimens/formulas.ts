// Specimens of formulas: sat, 3-sat and nae-sat.
import type { Assignment, Cnf } from '../../problem/sat.ts';
import type { Random } from '../../random.ts';
import { orbits, permutations, truthValues } from './enumerate.ts';
import type { Golden, Specimens } from './specimens.ts';

type Clause = readonly number[];

/** All clauses of 1 to n different variables, each a sorted list of literals. */
function clausesOver(n: number): Clause[] {
  let all: number[][] = [[]];
  for (let v = 1; v <= n; v++) all = all.flatMap((clause) => [clause, [...clause, v], [...clause, -v]]);
  return all.filter(({ length }) => length >= 1);
}

/** The sets of clauses, one of each class under renaming and negating variables; from three variables on of full clauses. */
function* clauseSets(n: number): Generator<Clause[]> {
  const ground = clausesOver(n).filter(({ length }) => n < 3 || length === n);
  const key = (clause: Clause): string => clause.toSorted((a, b) => Math.abs(a) - Math.abs(b)).join();
  const place = new Map(ground.map((clause, i) => [key(clause), i]));
  const images = permutations(n).flatMap((p) =>
    [...truthValues(n)].map((negated) =>
      ground.map((clause) => {
        const moved = clause.map((literal) => {
          const v = Math.abs(literal) - 1;
          return (negated[v] ? -1 : 1) * Math.sign(literal) * (p[v]! + 1);
        });
        return place.get(key(moved))!;
      }),
    ),
  );
  yield* orbits(ground, images);
}

/** How often a clause must hold under an assignment: an own small second reading of the two problems. */
type Passes = (trueLiterals: number, length: number) => boolean;

const SAT: Passes = (count) => count > 0;
const NAE: Passes = (count, length) => count > 0 && count < length;

function* models({ variables, clauses }: Cnf, passes: Passes): Generator<Assignment> {
  for (const values of truthValues(variables)) {
    const holds = (clause: Clause): boolean =>
      passes(clause.filter((literal) => values[Math.abs(literal) - 1] === literal > 0).length, clause.length);
    if (clauses.every(holds)) yield values;
  }
}

function* smallerFormulas(formula: Cnf): Generator<Cnf> {
  const { variables, clauses } = formula;
  for (let c = 0; c < clauses.length; c++) yield { ...formula, clauses: clauses.filter((_, i) => i !== c) };
  for (let v = variables; v >= 1; v--)
    if (!clauses.some((clause) => clause.some((literal) => Math.abs(literal) === v)))
      yield {
        variables: variables - 1,
        clauses: clauses.map((clause) =>
          clause.map((literal) => literal - (Math.abs(literal) > v ? Math.sign(literal) : 0)),
        ),
      };
  for (const [c, clause] of clauses.entries())
    for (let l = 0; l < clause.length; l++)
      yield {
        ...formula,
        clauses: clauses.map((own, i) => (i === c ? clause.filter((_, j) => j !== l) : own)),
      };
}

/** Clauses of up to `most` literals, about as many as leave half of the formulas satisfiable; now and then an odd one. */
function randomFormula(random: Random, size: number, most: number, ratio: number): Cnf {
  const variables = Math.max(1, size);
  const literal = (): number => (1 + random.below(variables)) * (random.below(2) === 0 ? 1 : -1);
  const count = Math.max(2, Math.round((variables * ratio * (70 + random.below(60))) / 100));
  const clauses = Array.from({ length: count }, (): number[] => {
    const width = Math.min(variables, random.below(10) === 0 ? 1 + random.below(most) : Math.min(3, most));
    if (random.below(12) === 0) return Array.from({ length: width }, literal);
    return random.subset(width, variables).map((v) => (random.below(2) === 0 ? v + 1 : -v - 1));
  });
  return { variables, clauses };
}

const eight: Clause[] = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) =>
  [1, 2, 3].map((v) => (mask & (1 << (v - 1)) ? v : -v)),
);

const shared: readonly Golden<Cnf>[] = [
  { name: 'nothing', instance: { variables: 0, clauses: [] }, answer: 'yes' },
  { name: 'the empty clause', instance: { variables: 0, clauses: [[]] }, answer: 'no' },
  { name: 'the empty clause beside others', instance: { variables: 2, clauses: [[1, 2], []] }, answer: 'no' },
  { name: 'variables alone', instance: { variables: 3, clauses: [] }, answer: 'yes' },
  {
    name: 'a tautology',
    instance: {
      variables: 2,
      clauses: [
        [1, -1],
        [1, -1, 2],
      ],
    },
    answer: 'yes',
  },
  {
    name: 'a clause twice',
    instance: {
      variables: 2,
      clauses: [
        [1, -2],
        [1, -2],
      ],
    },
    answer: 'yes',
  },
];

const satGolden: readonly Golden<Cnf>[] = [
  ...shared,
  { name: 'a contradiction', instance: { variables: 1, clauses: [[1], [-1]] }, answer: 'no' },
  {
    name: 'literals repeated',
    instance: {
      variables: 1,
      clauses: [
        [1, 1, 1],
        [1, 1],
      ],
    },
    answer: 'yes',
  },
  {
    name: 'literals repeated to a contradiction',
    instance: {
      variables: 1,
      clauses: [
        [1, 1, 1],
        [-1, -1],
      ],
    },
    answer: 'no',
  },
  { name: 'all clauses of three variables', instance: { variables: 3, clauses: eight }, answer: 'no' },
  { name: 'all but one', instance: { variables: 3, clauses: eight.slice(1) }, answer: 'yes' },
];

const long: readonly Golden<Cnf>[] = [
  {
    name: 'a long clause',
    instance: { variables: 6, clauses: [[1, 2, 3, 4, 5, 6], [-1], [-2], [-3], [-4]] },
    answer: 'yes',
  },
  {
    name: 'a long clause made false',
    instance: { variables: 5, clauses: [[1, 2, 3, 4, 5], [-1], [-2], [-3], [-4], [-5]] },
    answer: 'no',
  },
];

function specimensOf(
  problem: string,
  {
    most,
    ratio,
    passes,
    golden,
  }: { most: number; ratio: number; passes: Passes; golden: readonly Golden<Cnf>[] },
): Specimens<Cnf, Assignment> {
  return {
    problem,
    measure: 'variables',
    *all(size) {
      for (const clauses of clauseSets(size)) yield { variables: size, clauses };
    },
    known: {
      counts: [1, 3, 51, 22],
      of: 'sets of clauses of different variables, up to renaming and negating variables (3, 51: Burnside’s lemma); of three variables those with clauses of three (22: two colours of a cube’s corners, rotated and reflected)',
    },
    random: (random, size) => randomFormula(random, size, most, ratio),
    golden,
    smaller: smallerFormulas,
    candidates: ({ variables }) => 2 ** variables,
    witnesses: (formula) => models(formula, passes),
  };
}

export const satSpecimens = specimensOf('sat', {
  most: 5,
  ratio: 5.2,
  passes: SAT,
  golden: [...satGolden, ...long],
});
export const threeSatSpecimens = specimensOf('3-sat', {
  most: 3,
  ratio: 5.2,
  passes: SAT,
  golden: satGolden,
});
export const naeSatSpecimens = specimensOf('nae-sat', {
  most: 5,
  ratio: 2.3,
  passes: NAE,
  golden: [
    ...shared.filter(({ name }) => name !== 'a tautology'),
    {
      name: 'a tautology',
      instance: {
        variables: 2,
        clauses: [
          [1, -1],
          [1, -1, 2],
        ],
      },
      answer: 'yes',
    },
    { name: 'one literal', instance: { variables: 1, clauses: [[1]] }, answer: 'no' },
    {
      name: 'a literal twice',
      instance: {
        variables: 2,
        clauses: [
          [1, 1],
          [1, 2],
        ],
      },
      answer: 'no',
    },
    {
      name: 'a triangle',
      instance: {
        variables: 3,
        clauses: [
          [1, 2],
          [2, 3],
          [1, 3],
        ],
      },
      answer: 'no',
    },
    {
      name: 'a triangle with a negation',
      instance: {
        variables: 3,
        clauses: [
          [1, 2],
          [2, 3],
          [1, -3],
        ],
      },
      answer: 'yes',
    },
    {
      name: 'five literals',
      instance: {
        variables: 5,
        clauses: [
          [1, 2, 3, 4, 5],
          [1, 2, 3, 4],
          [1, 5],
        ],
      },
      answer: 'yes',
    },
  ],
});
