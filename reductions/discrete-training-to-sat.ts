// Training threshold units with one of two integers for each weight -> satisfiability.
//
// Construction, for k units, n inputs, weights a < b, p positive examples and q negative ones
//   1. For each unit and input a variable: "the weight is b, not a". For each unit the digits of its threshold, negated,
//      in offset binary: so many that they hold every threshold from the least sum L a unit can have on the examples to
//      one more than the largest, H.
//   2. For each unit and example the sum of the weights of the stimulus's ones, in binary, by full adders; the highest
//      carry of that sum and the negated threshold is a bit "the unit fires".
//   3. For each positive example and unit: it fires. For each negative example the clause: some unit does not.
//
// Trainable => satisfiable. A threshold below L fires on every example, as L does, one above H + 1 on none, as H + 1 does:
// replace it by the nearer of the two. All thresholds can be written then; give the gates the values they compute.
//
// Satisfiable => trainable. Each unit's weights and threshold are read off; gates are equivalent to what they stand for,
// so by step 3 all units fire on every positive example and on no negative one.
//
// Source: N. Eén and N. Sörensson, Translating pseudo-Boolean constraints into SAT, JSAT 2 (2006) 1-26 (adders).
// Domain: at most 10,000,000 variables. Degenerate: without units every example is answered 1, and a negative one gives the
// empty clause; a stimulus without ones sums to 0, and its unit fires iff the threshold is not positive; an example with
// both responses contradicts itself.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { emit, negation } from '../src/formula/bit.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { complete } from '../src/formula/complete.ts';
import { discreteUnit, sumRange, type DiscreteUnit } from '../src/formula/discrete-unit.ts';
import { ClauseCounter, type ClauseSink } from '../src/formula/sink.ts';
import type { DiscreteInstance, DiscreteUnits } from '../src/problem/discrete-training.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';

/** The units' own variables, before all others. */
function unitsOf(instance: DiscreteInstance, sink: ClauseSink): DiscreteUnit[] {
  const range = sumRange(instance);
  return Array.from({ length: instance.units }, (_, u) =>
    discreteUnit(sink, instance.inputs, instance.weights, range, `unit ${u}: `),
  );
}

function encode(instance: DiscreteInstance, sink: ClauseSink): void {
  const units = unitsOf(instance, sink);
  for (const { stimulus, response } of instance.examples) {
    const fires = units.map((unit) => unit.fires(stimulus));
    if (response === '1') for (const bit of fires) emit(sink, [bit]);
    else emit(sink, fires.map(negation));
  }
}

function reduce(instance: DiscreteInstance): Cnf {
  const builder = new CnfBuilder();
  encode(instance, builder);
  return builder.build();
}

export const discreteTrainingToSat: Reduction<DiscreteInstance, DiscreteUnits, Cnf, Assignment> = {
  name: 'discrete-training-to-sat',
  source: 'discrete-training',
  target: 'sat',
  summary:
    'A variable for each weight, a binary threshold, and adders that sum the weights of each stimulus.',
  citation: 'Eén and Sörensson 2006 (adders)',
  sizeLaw:
    'variables about 3 k n m, clauses about 14 k n m; exactly k n variables of weights, the digits of k thresholds, and adders of at most n weights for each unit and example',

  reduce,

  forward(instance, { units }) {
    const own = unitsOf(instance, new ClauseCounter());
    return complete(reduce(instance), new Map(own.flatMap((unit, u) => unit.assign(units[u]!))));
  },

  extract: (instance, assignment) => ({
    units: unitsOf(instance, new ClauseCounter()).map((unit) =>
      unit.read((variable) => assignment[variable - 1]!),
    ),
  }),

  size(instance) {
    const counter = new ClauseCounter();
    encode(instance, counter);
    return { variables: counter.variables, clauses: counter.clauses };
  },
};
