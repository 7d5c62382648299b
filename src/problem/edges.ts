// The edges of a simple graph, read from an input.
import { InputError } from './errors.ts';

/**
 * Edges once each, smaller end first, in order of appearance.
 * @param base the number of the first vertex in the input; in the result it is 0
 * @throws InputError for loops and unknown vertices
 */
export function simpleEdges(
  edges: readonly (readonly [number, number])[],
  vertices: number,
  place: (e: number) => string,
  base: 0 | 1,
): [number, number][] {
  const seen = new Map<string, [number, number]>();
  edges.forEach(([a, b], e) => {
    for (const v of [a, b])
      if (v < base || v >= vertices + base)
        throw new InputError(
          place(e),
          `expected a vertex from ${base} to ${vertices - 1 + base}, found ${v}`,
        );
    if (a === b) throw new InputError(place(e), `expected two different ends, found a loop at vertex ${a}`);
    const edge: [number, number] = [Math.min(a, b) - base, Math.max(a, b) - base];
    seen.set(edge.join(), seen.get(edge.join()) ?? edge);
  });
  return [...seen.values()];
}
