// The problem `vertex-cover`: choose at most k vertices so that every edge has a chosen end.
import * as z from 'zod';
import { simpleEdges } from './edges.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';
import { membersOf, membership } from './subsets.ts';

/** Vertices are 0 … vertices - 1; each edge once, its smaller end first, no loops; `size` is k. */
export type VertexCoverInstance = {
  readonly name?: string | undefined;
  readonly vertices: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly size: number;
  readonly provenance?: Provenance | undefined;
};

/** `chosen[v]` is true when vertex v is chosen. */
export type VertexCover = { readonly chosen: readonly boolean[] };

const MAX_VERTICES = 1_000_000;
const count = z.int().min(0).max(MAX_VERTICES);
const schema = z.strictObject({
  format: z.literal('trainsat.vertex-cover/1'),
  name: z.string().optional(),
  vertices: count,
  edges: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
  size: count,
  provenance: z.record(z.string(), z.unknown()).optional(),
});
const coverSchema = z.strictObject({
  format: z.literal('trainsat.cover/1'),
  chosen: z.array(z.int().min(0)),
});

function check({ vertices, edges, size }: VertexCoverInstance, { chosen }: VertexCover): Check {
  if (chosen.length !== vertices) return wrong(`expected ${vertices} vertices, found ${chosen.length}`);
  const total = membersOf(chosen).length;
  if (total > size) return wrong(`expected at most ${size} chosen vertices, found ${total}`);
  const bare = edges.find(([a, b]) => !chosen[a] && !chosen[b]);
  return bare === undefined ? OK : wrong(`neither end of the edge ${bare[0]} ${bare[1]} is chosen`);
}

function toJson(instance: VertexCoverInstance): Record<string, unknown> {
  const { name, vertices, edges, size, provenance } = instance;
  return { format: 'trainsat.vertex-cover/1', name, vertices, edges, size, provenance };
}

export const vertexCover: Problem<VertexCoverInstance, VertexCover> = {
  name: 'vertex-cover',
  question: 'Are there k vertices such that every edge ends at one of them?',
  formats: 'JSON trainsat.vertex-cover/1',
  signatures: ['trainsat.vertex-cover'],
  parse(text, source) {
    const { format: _format, ...own } = validate(schema, parseJson(text, source), source);
    return { ...own, edges: simpleEdges(own.edges, own.vertices, (e) => `${source}: edges[${e}]`, 0) };
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ vertices, edges, size }) => canonicalJson(toJson({ vertices, edges, size })),
  check,
  size: ({ vertices, edges, size }) => ({ vertices, edges: edges.length, size }),
  letters: { vertices: 'v', edges: 'e', size: 'k' },
  typical: { vertices: 100, edges: 200, size: 50 },
  parseWitness(text, source, { vertices }) {
    const { chosen } = validate(coverSchema, parseJson(text, source), source);
    return { chosen: membership(chosen, vertices, 'a vertex', `${source}: chosen`) };
  },
  writeWitness: ({ chosen }) =>
    `${JSON.stringify({ format: 'trainsat.cover/1', chosen: membersOf(chosen) })}\n`,
};
