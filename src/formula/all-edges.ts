// The edges of lazy units, all of them at once: with these clauses the encoding `lazy` is a formula like the others.
import { radonPartitions, type RadonPartition } from '../exact/radon.ts';
import { InputError } from '../problem/errors.ts';
import { labelledPoints, type Point } from '../problem/training/points.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { LazyUnit, NetworkFormula } from './network.ts';
import type { ClauseSink } from './sink.ts';

/** Affinely independent sets of views that are looked at. */
const MOST_SETS = 2 ** 14;

/**
 * For each lazy unit and each minimal set of its views that no unit can split in some way, the clauses that it does not, nor
 * the other way round. What satisfies them all is separable (`radonPartitions`).
 * @throws InputError when there are too many sets to look at
 */
export function writeAllEdges(instance: TrainingInstance, { lazy }: NetworkFormula, sink: ClauseSink): void {
  const { points } = labelledPoints(instance);
  const known = new Map<readonly number[], RadonPartition[]>();
  for (const unit of lazy) {
    let partitions = known.get(unit.from);
    if (!partitions) known.set(unit.from, (partitions = partitionsOf(unit, points)));
    for (const { one, other } of partitions) {
      const literals = (views: readonly number[]): number[] =>
        views.map((view) => unit.literal(unit.examples[view]!));
      const claim = [...literals(one).map((literal) => -literal), ...literals(other)];
      sink.clause(claim);
      sink.clause(claim.map((literal) => -literal));
    }
  }
}

function partitionsOf({ from, examples }: LazyUnit, points: readonly Point[]): RadonPartition[] {
  const views = examples.map((e) => {
    const { index, value } = points[e]!;
    return from.map((post) => value[index.indexOf(post)] ?? 0n);
  });
  try {
    return [...radonPartitions(views, MOST_SETS)];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      'formula',
      `expected units on the inputs with few edges, found one with ${views.length} views of ${from.length} inputs; "trainsat decide" finds those it needs`,
    );
  }
}
