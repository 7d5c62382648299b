// Random formulas, some as scripts of what an incremental solver is told and asked.
import type { Random } from '../../src/random.ts';
import { pigeonhole } from '../pigeonhole.ts';
import { between, few, pick } from './kind.ts';

/** Clauses to be added, then a question under assumptions. */
export type Step = {
  readonly clauses: readonly (readonly number[])[];
  readonly assumptions: readonly number[];
};

/** A formula in steps; `known` is the answer to the last question where the construction gives it. */
export type Script = { readonly steps: readonly Step[]; readonly known?: 'yes' | 'no' };

type Clauses = readonly (readonly number[])[];

const oneStep = (clauses: Clauses): Script => ({ steps: [{ clauses, assumptions: [] }] });
const signed = (random: Random, variable: number): number => (random.below(2) === 0 ? variable : -variable);

/** k different literals of n variables, k at most n. */
const literals = (random: Random, n: number, k: number): number[] =>
  random.shuffled(random.subset(k, n)).map((v) => signed(random, v + 1));

/** Random k-SAT about where half of the formulas are satisfiable, in one step. */
export function randomKSat(random: Random): Script {
  const k = pick(random, [2, 3, 3, 3, 3, 4]);
  const n = k + few(random, k === 3 ? 90 : 30);
  const ratio = { 2: 1, 3: 4.26, 4: 9.9 }[k]! * (between(random, 60, 140) / 100);
  return oneStep(Array.from({ length: Math.ceil(ratio * n) }, () => literals(random, n, k)));
}

/** Short clauses of all lengths with repeated and complementary literals, in several steps under assumptions. */
export function incremental(random: Random): Script {
  const n = between(random, 1, 10);
  const literal = (): number => signed(random, between(random, 1, n));
  const width = pick(random, [2, 3, 3, 5]);
  const length = (): number =>
    random.below(60) === 0 ? 0 : random.below(10) === 0 ? 1 : between(random, 2, width);
  return {
    steps: Array.from({ length: between(random, 1, 5) }, () => ({
      clauses: Array.from({ length: few(random, 24) }, () => Array.from({ length: length() }, literal)),
      assumptions: Array.from({ length: few(random, 4) }, literal),
    })),
  };
}

/** Formulas made to be hard or odd: pigeons, parities with and without solution, not-all-equal clauses in both signs. */
export function structured(random: Random): Script {
  return pick(random, [pigeons, parities, notAllEqual, longClauses])(random);
}

function pigeons(random: Random): Script {
  const holes = between(random, 1, 5);
  const count = between(random, Math.max(1, holes - 1), holes + 1);
  const clauses = random.shuffled(pigeonhole(count, holes));
  const known = count > holes ? 'no' : 'yes';
  // Half of the time one pigeon stays at home: its clause is switched on by an assumption.
  if (random.below(2) === 0) return { ...oneStep(clauses), known };
  const switched = count * holes + 1;
  const home = clauses.findIndex((clause) => clause.length === holes && clause[0]! > 0);
  const changed = clauses.map((clause, i) => (i === home ? [...clause, -switched] : clause));
  return {
    steps: [
      { clauses: changed, assumptions: [-switched] },
      { clauses: [], assumptions: [switched] },
    ],
    known,
  };
}

/** Parities of three variables that a hidden assignment meets; or one more, the sum of some of them, and wrong. */
function parities(random: Random): Script {
  const n = between(random, 3, 24);
  const hidden = Array.from({ length: n }, () => random.below(2));
  const equations = Array.from({ length: between(random, 1, n + 4) }, () => random.subset(3, n));
  const clauses = equations.flatMap((variables) =>
    parityClauses(
      variables.map((v) => v + 1),
      variables.reduce((sum, v) => sum ^ hidden[v]!, 0),
    ),
  );
  if (random.below(2) === 0) return { ...oneStep(random.shuffled(clauses)), known: 'yes' };
  const odd = new Set<number>();
  for (const equation of equations.slice(0, 4)) for (const v of equation) if (!odd.delete(v)) odd.add(v);
  const sum = [...odd].reduce((total, v) => total ^ hidden[v]!, 0);
  const wrong = parityClauses(
    [...odd].map((v) => v + 1),
    1 - sum,
  );
  return { ...oneStep(random.shuffled([...clauses, ...wrong])), known: 'no' };
}

/** The clauses that forbid the wrong parity; the empty clause for an odd sum of nothing. */
function parityClauses(variables: readonly number[], parity: number): number[][] {
  const clauses: number[][] = [];
  for (let mask = 0; mask < 2 ** variables.length; mask++) {
    const bits = variables.map((_, i) => (mask >> i) & 1);
    if (bits.reduce((sum, bit) => sum ^ bit, 0) !== parity)
      clauses.push(variables.map((v, i) => (bits[i] ? -v : v)));
  }
  return clauses;
}

function notAllEqual(random: Random): Script {
  const n = between(random, 3, 40);
  const sets = Array.from({ length: Math.round((n * between(random, 120, 300)) / 100) }, () =>
    literals(random, n, 3),
  );
  return oneStep(sets.flatMap((set) => [set, set.map((l) => -l)]));
}

function longClauses(random: Random): Script {
  const n = between(random, 10, 60);
  const clauses = Array.from({ length: between(random, n, 5 * n) }, () =>
    literals(random, n, Math.min(n, 2 + few(random, 20))),
  );
  return oneStep(clauses);
}
