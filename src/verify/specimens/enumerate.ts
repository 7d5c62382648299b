// Small things by enumeration: lists, sublists, permutations, and one of each class of isomorphic things.

/** All lists over 0 … base - 1 of the given length, in lexicographic order. */
export function* lists(base: number, length: number): Generator<number[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const head of lists(base, length - 1)) for (let x = 0; x < base; x++) yield [...head, x];
}

/** All sublists, in order of their bit masks. */
export function* sublists<X>(items: readonly X[]): Generator<X[]> {
  for (let mask = 0; mask < 2 ** items.length; mask++)
    yield items.filter((_, i) => Math.floor(mask / 2 ** i) % 2 === 1);
}

/** All permutations of 0 … n - 1; `p[i]` is the image of i. */
export function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((p) =>
    Array.from({ length: n }, (_, at) => [...p.slice(0, at), n - 1, ...p.slice(at)]),
  );
}

/** All pairs a < b below n, in lexicographic order. */
export function pairs(n: number): [number, number][] {
  return Array.from({ length: n }, (_, a) =>
    Array.from({ length: n - a - 1 }, (_x, i): [number, number] => [a, a + 1 + i]),
  ).flat();
}

/**
 * The families of subsets of `ground` (things on which permutations act), one of each orbit, as sublists of `ground`.
 * @param images for each permutation of the group the places to which the things of `ground` go
 * @throws RangeError for more than 24 things
 */
export function* orbits<X>(ground: readonly X[], images: readonly (readonly number[])[]): Generator<X[]> {
  if (ground.length > 24) throw new RangeError(`orbits: expected at most 24 things, got ${ground.length}`);
  const total = 2 ** ground.length;
  const seen = new Uint8Array(total);
  for (let mask = 0; mask < total; mask++) {
    if (seen[mask]) continue;
    yield ground.filter((_, i) => (mask >> i) & 1);
    for (const image of images) {
      let moved = 0;
      for (let i = 0; i < image.length; i++) moved |= ((mask >> i) & 1) << image[i]!;
      seen[moved] = 1;
    }
  }
}

/** The graphs on n vertices as lists of edges, one of each class of isomorphic ones (OEIS A000088: 1, 1, 2, 4, 11, 34, 156). */
export function graphsUpToIsomorphism(n: number): Generator<[number, number][]> {
  const ground = pairs(n);
  const place = new Map(ground.map(([a, b], i) => [a * n + b, i]));
  const images = permutations(n).map((p) =>
    ground.map(([a, b]) => place.get(Math.min(p[a]!, p[b]!) * n + Math.max(p[a]!, p[b]!))!),
  );
  return orbits(ground, images);
}

/**
 * The systems of different non-empty sets on n elements, one of each class of isomorphic ones (OEIS A000612: 1, 2, 6, 40,
 * 1992).
 */
export function setSystemsUpToIsomorphism(n: number): Generator<number[][]> {
  const ground = [...sublists(Array.from({ length: n }, (_, i) => i))].slice(1);
  const place = (set: readonly number[]): number => set.reduce((mask, i) => mask + 2 ** i, 0) - 1;
  const images = permutations(n).map((p) => ground.map((set) => place(set.map((i) => p[i]!))));
  return orbits(ground, images);
}

/** All lists of n truth values. */
export function* truthValues(n: number): Generator<boolean[]> {
  for (let code = 0; code < 2 ** n; code++)
    yield Array.from({ length: n }, (_, i) => Math.floor(code / 2 ** i) % 2 === 1);
}

/** The points of the n-cube as strings, in numerical order, the first bit the most significant. */
export function cubePoints(n: number): string[] {
  return [...lists(2, n)].map((bits) => bits.join(''));
}

/**
 * Where the points of the cube go, by their numbers as `cubePoints` has them, when input i becomes input p[i] and those
 * inputs are negated whose bits `flips` has.
 */
export function pointImages(p: readonly number[], flips: number): number[] {
  const n = p.length;
  return Array.from({ length: 2 ** n }, (_, code) => {
    let image = 0;
    for (let i = 0; i < n; i++) image |= ((code >> (n - 1 - i)) & 1) << (n - 1 - p[i]!);
    return image ^ flips;
  });
}
