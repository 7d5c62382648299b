// Weighted clauses -> satisfiability, with a sum of weights.
//
// Construction, for v variables, hard clauses, soft clauses of weights w_j, and the weight W to be reached
//   1. The v variables, and the hard clauses as they are.
//   2. For each soft clause a literal m_j, "it is met": of a single literal the literal itself; of more a variable of its own,
//      and the clause with ¬m_j. The empty clause has none.
//   3. Σ w_j m_j >= W, in normal form as a clause, by a generalised totalizer or by adders (src/formula/linear.ts).
//
// Enough weight => satisfiable. Give the v variables their values, and let m_j be true iff its clause is: the clauses of
// step 2 hold. The sum of step 3 is the weight of the true soft clauses; the auxiliary variables of a totalizer and of adders
// can be given values whenever the sum is as it should be.
//
// Satisfiable => enough weight. By step 2 a clause is true whenever m_j is, so by step 3 the true soft clauses weigh W at
// least; the hard clauses hold by step 1.
//
// Source: S. Joshi, R. Martins and V. Manquinho, Generalized totalizer encoding for pseudo-Boolean constraints, CP 2015; N. Eén
// and N. Sörensson, Translating pseudo-Boolean constraints into SAT, JSAT 2 (2006) 1-26 (adders).
// Domain: formulas of at most 10,000,000 variables. Degenerate: W = 0 asks for the hard clauses alone; W above the weight of
// all soft clauses gives the empty clause, and so does an empty hard clause; x and ¬x as soft clauses of weights 5 and 3 are
// 3 for certain and 2 for x; soft clauses that are listed twice count twice.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { complete } from '../src/formula/complete.ts';
import { encodeLinear } from '../src/formula/linear.ts';
import { ClauseCounter, type ClauseSink } from '../src/formula/sink.ts';
import type { Term } from '../src/problem/linear-constraint.ts';
import type { MaxSatInstance } from '../src/problem/max-sat.ts';
import { literalIsTrue, type Assignment, type Cnf } from '../src/problem/sat.ts';

/** Soft clauses that get a variable of their own. */
const hasOwn = (clause: readonly number[]): boolean => clause.length > 1;

function encode({ variables, hard, soft, atLeast }: MaxSatInstance, sink: ClauseSink): void {
  for (let v = 0; v < variables; v++) sink.variable();
  for (const clause of hard) sink.clause(clause);
  const terms = soft.flatMap(({ weight, clause }, j): Term[] => {
    if (clause.length === 0) return [];
    const met = hasOwn(clause) ? sink.variable(() => `soft clause ${j + 1} is met`) : clause[0]!;
    if (hasOwn(clause)) sink.clause([...clause, -met]);
    return [{ coefficient: weight, literal: met }];
  });
  encodeLinear(sink, { terms, relation: '>=', bound: atLeast });
}

function reduce(instance: MaxSatInstance): Cnf {
  const builder = new CnfBuilder();
  encode(instance, builder);
  return builder.build();
}

export const maxSatToSat: Reduction<MaxSatInstance, Assignment, Cnf, Assignment> = {
  name: 'max-sat-to-sat',
  source: 'max-sat',
  target: 'sat',
  summary: 'Soft clauses with a variable each that says they are met, and the sum of their weights.',
  citation: 'Joshi, Martins and Manquinho 2015 (generalised totalizer); Eén and Sörensson 2006 (adders)',
  sizeLaw:
    'variables about v + s + 2 s b, clauses about h + s + 14 s b; exactly v variables, one for each soft clause of two literals or more, h clauses and one for each of these, and those of one linear constraint',

  reduce,

  forward(instance, assignment) {
    const met = instance.soft
      .filter(({ clause }) => hasOwn(clause))
      .map(({ clause }) => clause.some((literal) => literalIsTrue(literal, assignment)));
    return complete(reduce(instance), new Map([...assignment, ...met].map((value, i) => [i + 1, value])));
  },

  extract: ({ variables }, assignment) => assignment.slice(0, variables),

  size(instance) {
    const counter = new ClauseCounter();
    encode(instance, counter);
    return { variables: counter.variables, clauses: counter.clauses };
  },
};
