// A training instance as clauses that have to hold, and literals that say which examples count as right: what WCNF and
// OPB have words for, where DIMACS needs a totalizer.
import { CnfBuilder } from '../formula/cnf-builder.ts';
import type { Encoding } from '../formula/encoding.ts';
import { encodePlainly } from '../formula/plain-network.ts';
import { clauseConstraint, type Term } from '../problem/linear-constraint.ts';
import { writeOpb } from '../problem/opb.ts';
import type { Cnf } from '../problem/sat.ts';
import { mayErr, requiredWeight, totalWeight, type TrainingInstance } from '../problem/training/schema.ts';
import { writeWcnf } from '../problem/wcnf.ts';
import { demandsOf } from './demands.ts';

/** The clauses of a network, and for the examples that ask for the same the literal "they are right". */
type WeightedFormula = {
  readonly hard: Cnf;
  /** Each literal once; it implies that its examples are right, of this weight together. */
  readonly right: readonly Term[];
  /** The weight of the examples that ask for nothing, and so are always right. */
  readonly always: number;
};

/**
 * The network alone: its models are the configurations, with any of the literals that they make true.
 * The variables are those of `encodePlainly` for the instance that requires nothing, under which the totalizer is empty.
 */
function weightedFormula(instance: TrainingInstance, encoding: Encoding): WeightedFormula {
  const builder = new CnfBuilder();
  const open: TrainingInstance = { ...instance, require: { atLeast: 0 } };
  const { counted } = encodePlainly(open, encoding, builder, 'formula');
  const { wanted, always } = demandsOf(instance);
  const right = wanted.map(({ example, weight }) => ({
    literal: counted[example]!,
    coefficient: BigInt(weight),
  }));
  return { hard: builder.build(), right, always };
}

/** The weight of the examples in `right` that have to be right. */
function wantedWeight(instance: TrainingInstance, always: number): bigint {
  return BigInt(Math.max(0, requiredWeight(instance) - always));
}

/**
 * Weighted CNF in the format of the MaxSAT evaluations since 2022 (hard clauses begin with `h`, others with their weight).
 * The least weight of falsified clauses is the least weight of wrong examples, whatever the instance requires, which is
 * said in the comment `at least`.
 * @throws InputError when the encoding does not apply
 */
export function writeNetworkWcnf(
  instance: TrainingInstance,
  encoding: Encoding,
  comments: readonly string[],
): string {
  const { hard, right, always } = weightedFormula(instance, encoding);
  const total = totalWeight(instance);
  return writeWcnf({
    variables: hard.variables,
    hard: hard.clauses,
    soft: right.map(({ literal, coefficient }) => ({ weight: coefficient, clause: [literal] })),
    atLeast: wantedWeight(instance, always),
    comments: [
      ...comments,
      `the least weight of falsified clauses is ${total} minus the most that "trainsat optimum" finds`,
      ...(hard.comments ?? []),
    ],
  });
}

/**
 * The instance in OPB, what is required of the examples as one constraint.
 * @param optimum to ask for the most right examples instead: the objective is minus their weight, less that of examples that
 *   ask for nothing
 * @throws InputError when the encoding does not apply
 */
export function writeNetworkOpb(
  instance: TrainingInstance,
  encoding: Encoding,
  optimum: boolean,
  comments: readonly string[],
): string {
  if (!optimum && !mayErr(instance)) {
    const builder = new CnfBuilder();
    encodePlainly(instance, encoding, builder, 'formula');
    const { variables, clauses, comments: own = [] } = builder.build();
    return writeOpb({
      variables,
      constraints: clauses.map(clauseConstraint),
      comments: [...comments, ...own],
    });
  }
  const { hard, right, always } = weightedFormula(instance, encoding);
  const clauses = hard.clauses.map(clauseConstraint);
  const shared = { variables: hard.variables, comments: [...comments, ...(hard.comments ?? [])] };
  if (!optimum)
    return writeOpb({
      ...shared,
      constraints: [...clauses, { terms: right, relation: '>=', bound: wantedWeight(instance, always) }],
    });
  return writeOpb({
    ...shared,
    comments: [
      ...comments,
      `the objective is ${always} minus the most that "trainsat optimum" finds`,
      ...(hard.comments ?? []),
    ],
    constraints: clauses,
    minimize: right.map(({ literal, coefficient }) => ({ literal, coefficient: -coefficient })),
  });
}
