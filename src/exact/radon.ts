// Minimal Radon partitions: the smallest ways in which two parts of a point set have hulls that meet.

/** Numbers of points: the hulls of the two parts meet, and those of no smaller parts of them do. */
export type RadonPartition = { readonly one: readonly number[]; readonly other: readonly number[] };

/** A row of the elimination: integers times the chosen points, with a coordinate in which earlier rows are 0. */
type Row = {
  readonly vector: readonly bigint[];
  readonly pivot: number;
  readonly combination: readonly bigint[];
};

/**
 * All minimal Radon partitions of different points, each once: the signed dependencies of minimal sets of affinely dependent
 * points (the circuits of their oriented matroid). Two disjoint sets of the points are linearly separable iff no partition has
 * one part in one of them and the other part in the other (Radon 1921; Kirchberger 1903 bounds their size by dimension + 2).
 * @param most affinely independent sets to look at
 * @throws RangeError when there are more
 */
export function* radonPartitions(
  points: readonly (readonly bigint[])[],
  most: number,
): Generator<RadonPartition> {
  let looked = 0;
  function* extend(chosen: readonly number[], rows: readonly Row[]): Generator<RadonPartition> {
    if (++looked > most)
      throw new RangeError(`radonPartitions: expected at most ${most} affinely independent sets, got more`);
    for (let p = (chosen.at(-1) ?? -1) + 1; p < points.length; p++) {
      let vector: bigint[] = [1n, ...points[p]!];
      let combination: bigint[] = [...chosen.map(() => 0n), 1n];
      for (const row of rows) {
        const factor = vector[row.pivot]!;
        if (factor === 0n) continue;
        const own = row.vector[row.pivot]!;
        vector = vector.map((x, i) => x * own - row.vector[i]! * factor);
        combination = combination.map((x, i) => x * own - (row.combination[i] ?? 0n) * factor);
      }
      const members = [...chosen, p];
      const pivot = vector.findIndex((x) => x !== 0n);
      if (pivot >= 0) yield* extend(members, [...rows, { vector, pivot, combination }]);
      // The dependency is minimal iff all are in it; then it is met here only, where its last member comes last.
      else if (combination.every((x) => x !== 0n))
        yield {
          one: members.filter((_, i) => combination[i]! > 0n),
          other: members.filter((_, i) => combination[i]! < 0n),
        };
    }
  }
  yield* extend([], []);
}
