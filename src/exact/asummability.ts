// Two-asummability of Boolean functions, by directions: the combinatorial face of being a threshold function.

/**
 * Pairs (z + S, z + T) of points of {0,1}^n grouped by direction (S, T): S and T disjoint, not both empty, their union
 * not everything, each direction once up to swapping S and T, z over the points disjoint from both.
 * A function t is 2-asummable iff in every group t(z + S) - t(z + T) takes not both signs (a + b = c + d with
 * a = z + S, c = z + T, b = z' + T, d = z' + S).
 * @param n at most 8
 * @returns (3^n - 1)/2 - 2^(n-1) groups, 2^n (2^n - 2) / 2 pairs in all; points are bit masks
 */
export function equalSumPairs(n: number): (readonly (readonly [number, number])[])[] {
  const full = 2 ** n - 1;
  const groups: [number, number][][] = [];
  for (let s = 0; s <= full; s++)
    for (let t = 0; t < s; t++) {
      if ((s & t) !== 0 || (s | t) === full) continue;
      const rest = full & ~(s | t);
      const group: [number, number][] = [];
      for (let z = rest; ; z = (z - 1) & rest) {
        group.push([z | s, z | t]);
        if (z === 0) break;
      }
      groups.push(group);
    }
  return groups;
}
