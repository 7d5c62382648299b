// Training instance -> satisfiability: the encodings of a network that need no more than clauses.
//
// Construction
//   1. Every node has variables that choose its function: a truth table, or whether it is an OR. Under the encoding
//      `weights` threshold units have the bits of their integer weights and bias instead; under `lazy` those on the
//      inputs have a variable for each view they get of them, "it fires".
//   2. Tables of threshold units are 2-asummable: t(a) and t(b) do not both hold where t(c) and t(d) both fail and
//      a + b = c + d. Units under `lazy` do not fire on one part of a minimal Radon partition of their views and
//      reject the other part.
//   3. For every stimulus and node a literal says the node's output, by clauses from those variables and the literals
//      of the posts it reads.
//   4. Outputs are what the examples want. Where some may be wrong, a variable for each example says that it counts as
//      right, and the weight of those that do not is bounded by a totalizer.
//
// Trainable => satisfiable. Choose the functions of the configuration: threshold functions are 2-asummable, and have
// integer weights within the bounds of step 1 (src/formula/threshold-weights.ts); no unit splits sets whose hulls meet.
// All other literals follow.
//
// Satisfiable => trainable. The variables of a model choose functions; by step 3 the network answers as the literals
// say, by step 4 enough of it is right. A 2-asummable table of at most 8 inputs is a threshold function (Muroga, Tsuboi
// and Baugh 1970 for 8; fewer follow). Sets whose hulls meet contain a minimal Radon partition, so what a unit under
// `lazy` does is separable.
//
// Source: the direct encoding of exact synthesis; S. Muroga, Threshold Logic and Its Applications, 1971 (bounds on
// weights, asummability); P. Kirchberger, Über Tchebychefsche Annäherungsmethoden, Math. Ann. 57 (1903); J. Radon, Mengen
// konvexer Körper, Math. Ann. 83 (1921).
// Domain: Boolean stimuli but for `lazy`; threshold units of at most 8 inputs for tables; at most 2^14 affinely
// independent sets of views for `lazy`; at most about 16,000,000 clauses. Degenerate:
// contradicting examples give the empty clause where everything has to be right; a node that reads nothing is a constant
// to be chosen.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { separateExactly } from '../src/exact/separate.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { complete } from '../src/formula/complete.ts';
import type { Encoding } from '../src/formula/encoding.ts';
import { readFunctions, type LazyUnit, type NetworkFormula } from '../src/formula/network.ts';
import { encodePlainly, encodingRefusal } from '../src/formula/plain-network.ts';
import { ClauseCounter, type ClauseSink } from '../src/formula/sink.ts';
import { InputError } from '../src/problem/errors.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import type { Configuration, Unit } from '../src/problem/training/configuration.ts';
import { responses, rightExamples } from '../src/problem/training/evaluate.ts';
import { labelledPoints, seenThrough } from '../src/problem/training/points.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';

function trainingToSat(
  name: string,
  encoding: Encoding,
  words: Pick<
    Reduction<TrainingInstance, Configuration, Cnf, Assignment>,
    'summary' | 'citation' | 'sizeLaw'
  >,
): Reduction<TrainingInstance, Configuration, Cnf, Assignment> {
  const refusal = (instance: TrainingInstance): string | undefined => encodingRefusal(instance, encoding);
  const encode = (instance: TrainingInstance, sink: ClauseSink): NetworkFormula =>
    encodePlainly(instance, encoding, sink, name);
  return {
    name,
    source: 'training',
    target: 'sat',
    ...words,
    refusal,

    reduce(instance) {
      const builder = new CnfBuilder();
      encode(instance, builder);
      return builder.build();
    },

    forward(instance, configuration) {
      const builder = new CnfBuilder();
      const { circuits, counted, lazy } = encode(instance, builder);
      const known = new Map<number, boolean>();
      const said = saidByNodes(instance, configuration);
      for (const { node, examples, literal } of lazy)
        for (const e of examples) known.set(literal(e), said[e]![node]!);
      for (const [v, made] of circuits.entries())
        for (const [variable, value] of made?.choose(
          configuration.nodes[v]!,
          instance.examples.map((_, e) => readByNode(instance, v, e, said[e]!)),
        ) ?? [])
          known.set(variable, value);
      for (const [e, right] of rightExamples(instance, configuration).entries())
        if (counted[e] !== 0) known.set(counted[e]!, right);
      return complete(builder.build(), known);
    },

    extract(instance, assignment) {
      const formula = encode(instance, new ClauseCounter());
      return {
        nodes: readFunctions(
          formula,
          (variable) => assignment[variable - 1]!,
          (node) => {
            const unit = formula.lazy.find((candidate) => candidate.node === node)!;
            return separatingUnit(name, instance, unit, assignment);
          },
        ),
      };
    },

    size(instance) {
      const counter = new ClauseCounter();
      encode(instance, counter);
      return { variables: counter.variables, clauses: counter.clauses };
    },
  };
}

/** What each node says on each example. */
function saidByNodes(instance: TrainingInstance, configuration: Configuration): boolean[][] {
  const { architecture } = instance;
  const outputs = [...architecture.nodes.keys()];
  const all = { ...instance, architecture: { ...architecture, outputs } };
  return responses(all, configuration, labelledPoints(instance));
}

/** The bits that a node reads on an example; an input that is no bit is of no use to whoever asks. */
function readByNode(
  { architecture: { inputs, nodes }, examples }: TrainingInstance,
  v: number,
  e: number,
  said: readonly boolean[],
): boolean[] {
  const { stimulus } = examples[e]!;
  return nodes[v]!.from.map((post) => (post < inputs ? stimulus[post] === '1' : said[post - inputs]!));
}

/** The unit that fires on the examples on which a model says so. @throws InputError when there is none */
function separatingUnit(
  name: string,
  instance: TrainingInstance,
  { from, examples, literal }: LazyUnit,
  assignment: Assignment,
): Unit {
  const { points, scale } = labelledPoints(instance);
  const side = (fires: boolean) =>
    seenThrough(
      examples.filter((e) => assignment[literal(e) - 1] === fires).map((e) => points[e]!),
      from,
    );
  const answer = separateExactly(side(true), side(false), from.length);
  if (!answer.separable) throw new InputError(name, 'expected a model, found units that do what no unit can');
  return {
    weights: answer.weights.map((w, i) => w * scale[from[i]!]!),
    threshold: answer.threshold,
  };
}

export const trainingToSatByTables = trainingToSat('training-to-sat', 'table', {
  summary: 'A variable for every row of every truth table; threshold tables are 2-asummable.',
  citation:
    'direct encoding of exact synthesis; Muroga, Tsuboi and Baugh 1970 for completeness up to 8 inputs',
  sizeLaw:
    'variables about (h + 1) 3^i / 2 + h t, clauses about (h + 1) 4^i + 4 h t; 2^k rows a node of k inputs, 2^(k+1) clauses a node above others and stimulus',
});

export const trainingToSatByWeights = trainingToSat('training-to-sat-weights', 'weights', {
  summary: 'Integer weights in binary within the proved bound, summed by adders.',
  citation: 'Muroga 1971 for the bound on weights',
  sizeLaw:
    'variables about (h + 1) t i (i log i + 10) / 6, clauses about (h + 1) t i (i log i + 10); i numbers of i log i / 2 bits are summed a unit and stimulus',
});

export const trainingToSatByEdges = trainingToSat('training-to-sat-edges', 'lazy', {
  summary: 'What each unit on the inputs does on each stimulus; no minimal Radon partition is split.',
  citation: 'Kirchberger 1903, Radon 1921',
  sizeLaw:
    'variables about (h + 1) t, clauses about (h + 1) (3t / (i + 2))^(i + 2); two clauses a unit and minimal Radon partition of its views',
});
