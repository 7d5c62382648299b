// A graph and a number k, and what the problems have in common that ask for so many of its vertices.
import * as z from 'zod';
import { choiceText, type Choice } from './choice.ts';
import { simpleEdges } from './edges.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { wrong, type Check, type Problem, type Provenance } from './problem.ts';
import { membersOf } from './subsets.ts';

/** Vertices are 0 … vertices - 1; each edge once, its smaller end first, no loops; `size` is k. */
export type SizedGraph = {
  readonly name?: string | undefined;
  readonly vertices: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly size: number;
  readonly provenance?: Provenance | undefined;
};

const MAX_VERTICES = 1_000_000;
const count = z.int().min(0).max(MAX_VERTICES);

/**
 * The problem `name`, with files of the format `trainsat.NAME/1`.
 * @param witness the format of its witnesses
 * @param judge what is wrong with a choice of these vertices, ascending; `members[v]` says whether v is one of them
 */
export function sizedGraphProblem(
  name: string,
  question: string,
  witness: string,
  judge: (graph: SizedGraph, chosen: readonly number[], members: readonly boolean[]) => Check,
): Problem<SizedGraph, Choice> {
  const format = `trainsat.${name}/1`;
  const schema = z.strictObject({
    format: z.literal(format),
    name: z.string().optional(),
    vertices: count,
    edges: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
    size: count,
    provenance: z.record(z.string(), z.unknown()).optional(),
  });
  const toJson = ({
    name: title,
    vertices,
    edges,
    size,
    provenance,
  }: SizedGraph): Record<string, unknown> => ({
    format,
    name: title,
    vertices,
    edges,
    size,
    provenance,
  });
  return {
    name,
    question,
    formats: `JSON ${format}`,
    signatures: [`trainsat.${name}`],
    parse(text, source) {
      const { format: _format, ...own } = validate(schema, parseJson(text, source), source);
      return { ...own, edges: simpleEdges(own.edges, own.vertices, (e) => `${source}: edges[${e}]`, 0) };
    },
    write: (graph) => `${JSON.stringify(toJson(graph))}\n`,
    canonical: ({ vertices, edges, size }) => canonicalJson(toJson({ vertices, edges, size })),
    check: (graph, { chosen }) =>
      chosen.length === graph.vertices
        ? judge(graph, membersOf(chosen), chosen)
        : wrong(`expected ${graph.vertices} vertices, found ${chosen.length}`),
    size: ({ vertices, edges, size }) => ({ vertices, edges: edges.length, size }),
    letters: { vertices: 'v', edges: 'e', size: 'k' },
    typical: { vertices: 100, edges: 200, size: 50 },
    ...choiceText(witness, 'a vertex', ({ vertices }) => vertices),
  };
}
