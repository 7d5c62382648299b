// Random formulas from a seed: the same on every machine.

/** Numbers in [0, 1): mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Different variables from 1 to n. */
export function someVariables(random: () => number, n: number, count: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(1 + Math.floor(random() * n));
  return [...chosen];
}

/** Random 3-SAT: m clauses of three different variables each; hard near m = 4.26 n. */
export function random3Sat(n: number, m: number, seed: number): number[][] {
  const random = randomNumbers(seed);
  return Array.from({ length: m }, () =>
    someVariables(random, n, 3).map((variable) => (random() < 0.5 ? variable : -variable)),
  );
}
