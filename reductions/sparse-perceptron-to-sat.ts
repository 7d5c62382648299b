// A threshold unit with few nonzero weights -> satisfiability, by integer weights.
//
// Construction, for n inputs and the number k
//   1. Variable i + 1 for input i: "used". A totalizer says that at most k of them are true.
//   2. Variables for the bits of n integer weights and a bias, enough for every threshold function of min(k, n) inputs.
//   3. For each example, adders form the sum of the weights of its inputs that are 1 and used; its sign is as wanted.
//
// A sparse unit => satisfiable. Its inputs of nonzero weight, at most k, are used. On their values it is a threshold
// function of that many inputs, so integer weights within the bound of step 2 do the same on the examples; the other
// weights' bits are all false. All other variables follow.
//
// Satisfiable => a sparse unit. The weights of inputs that are not used become 0; by step 3 the unit gets every example
// right, by step 1 at most k weights are left.
//
// Source: S. Muroga, Threshold Logic and Its Applications, 1971 (bounds on weights); O. Bailleux and Y. Boufkhad, Efficient
// CNF encoding of Boolean cardinality constraints, CP 2003 (totalizer).
// Domain: at most 16,777,216 clauses of the totalizer. Degenerate: for k >= n there is no totalizer; without inputs, or for
// k = 0, the bias decides. Contradicting examples make the formula unsatisfiable.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { emit, negation } from '../src/formula/bit.ts';
import { boundedUnit } from '../src/formula/bounded-unit.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { complete } from '../src/formula/complete.ts';
import { ClauseCounter, type ClauseSink } from '../src/formula/sink.ts';
import { thresholdUnit, type ThresholdUnit } from '../src/formula/threshold-weights.ts';
import { atMost } from '../src/formula/totalizer.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import type { SparsePerceptronInstance } from '../src/problem/sparse-perceptron.ts';
import type { Unit } from '../src/problem/training/configuration.ts';

/** Variables of inputs that are used come first. */
function encode({ inputs, examples, nonzero }: SparsePerceptronInstance, sink: ClauseSink): ThresholdUnit {
  const used = Array.from({ length: inputs }, (_, i) => sink.variable(() => `input ${i} used`));
  atMost(
    sink,
    used.map((literal) => ({ literal, weight: 1 })),
    nonzero,
  );
  const unit = thresholdUnit(sink, inputs, '', Math.min(nonzero, inputs));
  for (const { stimulus, response } of examples) {
    const fires = unit.fires(used.map((literal, i) => stimulus[i] === '1' && literal));
    emit(sink, [response === '1' ? fires : negation(fires)]);
  }
  return unit;
}

/** A unit with the same nonzero weights, or fewer, that does the same on the examples and fits the formula's bits. */
function fitting({ examples }: SparsePerceptronInstance, { weights, threshold }: Unit): Unit {
  const used = weights.flatMap((w, i) => (w === 0n ? [] : [i]));
  const { weights: few, threshold: low } = boundedUnit(
    examples.map(({ stimulus }) => used.map((i) => stimulus[i] === '1')),
    (bits) => used.reduce((sum, i, t) => (bits[t] ? sum + weights[i]! : sum), 0n) >= threshold,
    used.length,
  );
  const spread = weights.map(() => 0n);
  used.forEach((i, t) => (spread[i] = few[t]!));
  return { weights: spread, threshold: low };
}

export const sparsePerceptronToSat: Reduction<SparsePerceptronInstance, Unit, Cnf, Assignment> = {
  name: 'sparse-perceptron-to-sat',
  source: 'sparse-perceptron',
  target: 'sat',
  summary:
    'A variable says that an input is used, a totalizer counts to k; integer weights summed by adders.',
  citation: 'Muroga 1971 (bounds), Bailleux and Boufkhad 2003 (totalizer)',
  sizeLaw:
    'variables about 4 n m, clauses about 14 n m log k; exactly a totalizer up to k of n inputs, and adders for each example',

  reduce(instance) {
    const builder = new CnfBuilder();
    encode(instance, builder);
    return builder.build();
  },

  forward(instance, witness) {
    const builder = new CnfBuilder();
    const unit = encode(instance, builder);
    const { weights, threshold } = fitting(instance, witness);
    const known = new Map(unit.assign(weights, threshold));
    for (const [i, w] of weights.entries()) known.set(i + 1, w !== 0n);
    return complete(builder.build(), known);
  },

  extract(instance, assignment) {
    const { weights, threshold } = encode(instance, new ClauseCounter()).read((v) => assignment[v - 1]!);
    return { weights: weights.map((w, i) => (assignment[i] ? w : 0n)), threshold };
  },

  size(instance) {
    const counter = new ClauseCounter();
    encode(instance, counter);
    return { variables: counter.variables, clauses: counter.clauses };
  },
};
