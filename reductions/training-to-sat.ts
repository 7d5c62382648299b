// Training instance -> satisfiability: the encodings of a network that need no more than clauses.
//
// Construction
//   1. Every node has variables that choose its function: a truth table; or, under the encoding `weights`, the bits of
//      a threshold unit's integer weights and bias; or whether it is an OR.
//   2. Tables of threshold units are 2-asummable: t(a) and t(b) do not both hold where t(c) and t(d) both fail and
//      a + b = c + d.
//   3. For every stimulus and node a literal says the node's output, by clauses from those variables and the literals
//      of the posts it reads.
//   4. Outputs are what the examples want. Where some may be wrong, a variable for each example says that it counts as
//      right, and the weight of those that do not is bounded by a totalizer.
//
// Trainable => satisfiable. Choose the functions of the configuration: threshold functions are 2-asummable, and have
// integer weights within the bounds of step 1 (src/formula/threshold-weights.ts). All other literals follow.
//
// Satisfiable => trainable. The variables of a model choose functions; by step 3 the network answers as the literals
// say, by step 4 enough of it is right. A 2-asummable table of at most 8 inputs is a threshold function (Muroga, Tsuboi
// and Baugh 1970 for 8; fewer follow).
//
// Source: the direct encoding of exact synthesis; S. Muroga, Threshold Logic and Its Applications, 1971 (bounds on
// weights, asummability).
// Domain: Boolean stimuli; threshold units of at most 8 inputs for tables; at most about 16,000,000 clauses. Degenerate:
// contradicting examples give the empty clause where everything has to be right; a node that reads nothing is a constant
// to be chosen.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { complete } from '../src/formula/complete.ts';
import { planEncoding, type Encoding } from '../src/formula/encoding.ts';
import { encodeNetwork, readFunctions, type NetworkFormula } from '../src/formula/network.ts';
import { ClauseCounter, type ClauseSink } from '../src/formula/sink.ts';
import { InputError } from '../src/problem/errors.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import type { Configuration } from '../src/problem/training/configuration.ts';
import { nodeOutput, rightExamples } from '../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';

function trainingToSat(
  name: string,
  encoding: Exclude<Encoding, 'lazy'>,
  words: Pick<
    Reduction<TrainingInstance, Configuration, Cnf, Assignment>,
    'summary' | 'citation' | 'sizeLaw'
  >,
): Reduction<TrainingInstance, Configuration, Cnf, Assignment> {
  const encode = (instance: TrainingInstance, sink: ClauseSink): NetworkFormula => {
    const plan = planEncoding(instance, encoding);
    if ('reason' in plan)
      throw new InputError(
        name,
        `expected an instance that can be encoded by ${encoding}, found one where ${plan.reason}`,
      );
    return encodeNetwork(instance, encoding, sink, false);
  };
  return {
    name,
    source: 'training',
    target: 'sat',
    ...words,

    reduce(instance) {
      const builder = new CnfBuilder();
      encode(instance, builder);
      return builder.build();
    },

    forward(instance, configuration) {
      const builder = new CnfBuilder();
      const { circuits, counted } = encode(instance, builder);
      const known = new Map<number, boolean>();
      const seen = seenBits(instance, configuration);
      for (const [v, made] of circuits.entries())
        for (const [variable, value] of made!.choose(configuration.nodes[v]!, seen[v]!))
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
          () => {
            throw new Error(`${name}: expected no lazy units`);
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

/** What each node reads on each example. */
function seenBits(
  { architecture, examples }: TrainingInstance,
  { nodes }: Configuration,
): (readonly boolean[])[][] {
  const { inputs } = architecture;
  const said = examples.map(({ stimulus }) => Array.from({ length: inputs }, (_, j) => stimulus[j] === '1'));
  return architecture.nodes.map(({ from }, v) =>
    said.map((bits) => {
      const read = from.map((post) => bits[post]!);
      bits.push(nodeOutput(nodes[v]!, read));
      return read;
    }),
  );
}

export const trainingToSatByTables = trainingToSat('training-to-sat', 'table', {
  summary: 'A variable for every row of every truth table; threshold tables are 2-asummable.',
  citation:
    'direct encoding of exact synthesis; Muroga, Tsuboi and Baugh 1970 for completeness up to 8 inputs',
  sizeLaw:
    'counted without being stored: 2^k rows a node of k inputs, 2^(k+1) clauses a node above others and stimulus',
});

export const trainingToSatByWeights = trainingToSat('training-to-sat-weights', 'weights', {
  summary: 'Integer weights in binary within the proved bound, summed by adders.',
  citation: 'Muroga 1971 for the bound on weights',
  sizeLaw: 'counted without being stored: about 14 k log k clauses a unit of k inputs and stimulus',
});
