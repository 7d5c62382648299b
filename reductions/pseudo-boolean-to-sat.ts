// Linear constraints over values 0 and 1 -> satisfiability.
//
// Construction, for each constraint (src/formula/linear.ts)
//   1. Normal form: each variable once, with a positive coefficient, a · x = a - a · ¬x; then Σ a_i l_i against a bound b. Of
//      `<=` the complement is taken, Σ a_i ¬l_i >= Σ a_i - b. Of `>=` coefficients above b become b. The coefficients are
//      divided by their common divisor, and so is b, for `>=` rounded up.
//   2. A constraint that holds or fails whatever the values: nothing, or the empty clause. A bound of 1 from below: a clause.
//   3. Otherwise a generalised totalizer, which has a variable for each sum that literals of a block can have and forbids those
//      that are too much, where it takes up to 32 times the clauses of adders.
//   4. Or else columns of full adders: literals are put into the columns of the digits of their coefficients, and three bits of
//      a column (or the last two) become their parity, there, and their carry, in the next one, until each column has one
//      bit. For `=` these are the digits of b. For `>=` each 1 of b is there, or a 1 above it where b has none.
//
// Values => satisfiable. Normal forms have the same solutions: sums change by constants, and integers that are multiples of d are
// b at least iff they are d ⌈b / d⌉ at least. A totalizer's variables can be given values whenever the sum is not too much, and
// adders have those they compute, whose digits are those of the sum. If it is b at least, let j be a digit where b has a 1 and
// the sum none: the highest digit in which they differ lies above j, and there the sum has the 1.
//
// Satisfiable => values. The variables of the constraints are the first ones. Totalizers let no sum pass that is too much; the
// digits of step 4 are those of the sum, and if it were less than b, the highest digit in which they differ would be a 1 of b
// that the sum does not have, with no 1 above where b has none.
//
// Source: N. Eén and N. Sörensson, Translating pseudo-Boolean constraints into SAT, JSAT 2 (2006) 1-26 (normal form, adders); S.
// Joshi, R. Martins and V. Manquinho, Generalized totalizer encoding for pseudo-Boolean constraints, CP 2015.
// Domain: formulas of at most 10,000,000 variables. Degenerate: without terms a constraint compares 0 with its bound; terms that
// cancel out, x - x or 2 x + 2 ¬x, leave a number.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { complete } from '../src/formula/complete.ts';
import { encodeLinear } from '../src/formula/linear.ts';
import { ClauseCounter, type ClauseSink } from '../src/formula/sink.ts';
import type { PseudoBooleanInstance } from '../src/problem/pseudo-boolean.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';

function encode({ variables, constraints }: PseudoBooleanInstance, sink: ClauseSink): void {
  for (let v = 0; v < variables; v++) sink.variable();
  for (const constraint of constraints) encodeLinear(sink, constraint);
}

function reduce(instance: PseudoBooleanInstance): Cnf {
  const builder = new CnfBuilder();
  encode(instance, builder);
  return builder.build();
}

export const pseudoBooleanToSat: Reduction<PseudoBooleanInstance, Assignment, Cnf, Assignment> = {
  name: 'pseudo-boolean-to-sat',
  source: 'pseudo-boolean',
  target: 'sat',
  summary: 'Each constraint as a clause, a generalised totalizer, or columns of full adders.',
  citation: 'Eén and Sörensson 2006 (adders); Joshi, Martins and Manquinho 2015 (generalised totalizer)',
  sizeLaw:
    'variables about v + 2 t b, clauses about c + 14 t b; exactly v variables and those of the constraints: none for a clause, and 2 variables and 14 clauses for each of the full adders',

  reduce,

  forward: (instance, assignment) =>
    complete(reduce(instance), new Map(assignment.map((value, i) => [i + 1, value]))),

  extract: ({ variables }, assignment) => assignment.slice(0, variables),

  size(instance) {
    const counter = new ClauseCounter();
    encode(instance, counter);
    return { variables: counter.variables, clauses: counter.clauses };
  },
};
