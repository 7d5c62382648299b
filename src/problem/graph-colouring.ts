// The problem `graph-colouring`: colour the vertices with k colours so that adjacent vertices differ.
import * as z from 'zod';
import { simpleEdges } from './edges.ts';
import { InputError, found } from './errors.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { OK, wrong, type Check, type ParseOptions, type Problem, type Provenance } from './problem.ts';

/** Vertices are 0 … vertices - 1; each edge once, its smaller end first, no loops. */
export type ColouringInstance = {
  readonly name?: string | undefined;
  readonly vertices: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly colours: number;
  readonly provenance?: Provenance | undefined;
};

/** `colour[v]` is in 0 … colours - 1. */
export type Colouring = { readonly colour: readonly number[] };

const MAX_VERTICES = 1_000_000;
const MAX_COLOURS = 4096;
const schema = z.strictObject({
  format: z.literal('trainsat.graph-colouring/1'),
  name: z.string().optional(),
  vertices: z.int().min(0).max(MAX_VERTICES),
  edges: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
  colours: z.int().min(1).max(MAX_COLOURS),
  provenance: z.record(z.string(), z.unknown()).optional(),
});
const colouringSchema = z.strictObject({
  format: z.literal('trainsat.colouring/1'),
  colour: z.array(z.int().min(0)),
});

function parseCol(text: string, source: string, options: ParseOptions): ColouringInstance {
  let vertices: number | undefined;
  let declared = 0;
  let colours = options.colours;
  const edges: [number, number][] = [];
  const lines: number[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const place = `${source}:${i + 1}`;
    if (line === '') continue;
    if (/^c(\s|$)/.test(line)) {
      const wanted = /^c\s+colours\s+(\d+)$/.exec(line);
      if (wanted) colours ??= Number(wanted[1]);
      continue;
    }
    const header = /^p\s+(?:edge|edges|col)\s+(\d+)\s+(\d+)$/.exec(line);
    if (header && vertices === undefined) {
      vertices = Number(header[1]);
      declared = Number(header[2]);
      if (vertices > MAX_VERTICES)
        throw new InputError(place, `expected at most ${MAX_VERTICES} vertices, found ${vertices}`);
      continue;
    }
    if (vertices === undefined)
      throw new InputError(place, `expected "p edge VERTICES EDGES", found ${found(line)}`);
    if (/^n\s/.test(line)) continue;
    const edge = /^e\s+(\d+)\s+(\d+)$/.exec(line);
    if (!edge) throw new InputError(place, `expected "e VERTEX VERTEX", found ${found(line)}`);
    edges.push([Number(edge[1]), Number(edge[2])]);
    lines.push(i + 1);
  }
  if (vertices === undefined)
    throw new InputError(`${source}:1`, 'expected "p edge VERTICES EDGES", found no header');
  if (colours === undefined)
    throw new InputError(
      source,
      'expected a number of colours, found none; add --colours K or a line "c colours K"',
    );
  checkColours(colours, source);
  const simple = simpleEdges(edges, vertices, (e) => `${source}:${lines[e]}`, 1);
  // Files in use count each edge once, in both directions, or with its repetitions.
  if (![edges.length, edges.length / 2, simple.length].includes(declared))
    throw new InputError(source, `expected ${declared} edges as the header says, found ${edges.length}`);
  return { vertices, edges: simple, colours };
}

function checkColours(colours: number, source: string): void {
  if (!Number.isInteger(colours) || colours < 1 || colours > MAX_COLOURS)
    throw new InputError(source, `expected between 1 and ${MAX_COLOURS} colours, found ${colours}`);
}

function parse(text: string, source: string, options: ParseOptions = {}): ColouringInstance {
  if (!/^\s*\{/.test(text)) return parseCol(text, source, options);
  const { format: _format, ...own } = validate(schema, parseJson(text, source), source);
  const colours = options.colours ?? own.colours;
  checkColours(colours, source);
  return { ...own, colours, edges: simpleEdges(own.edges, own.vertices, (e) => `${source}: edges[${e}]`, 0) };
}

function check(graph: ColouringInstance, { colour }: Colouring): Check {
  if (colour.length !== graph.vertices)
    return wrong(`expected ${graph.vertices} colours, found ${colour.length}`);
  const odd = colour.findIndex((c) => !Number.isInteger(c) || c < 0 || c >= graph.colours);
  if (odd >= 0)
    return wrong(`vertex ${odd}: expected a colour from 0 to ${graph.colours - 1}, found ${colour[odd]}`);
  const bad = graph.edges.find(([a, b]) => colour[a] === colour[b]);
  return bad === undefined
    ? OK
    : wrong(`the ends ${bad[0]} and ${bad[1]} of an edge both have colour ${colour[bad[0]]}`);
}

function toJson(graph: ColouringInstance): Record<string, unknown> {
  const { name, vertices, edges, colours, provenance } = graph;
  return { format: 'trainsat.graph-colouring/1', name, vertices, edges, colours, provenance };
}

export const graphColouring: Problem<ColouringInstance, Colouring> = {
  name: 'graph-colouring',
  question: 'Can the vertices be coloured with k colours so that adjacent vertices differ?',
  formats: 'DIMACS .col with --colours K (or a line "c colours K"), JSON trainsat.graph-colouring/1',
  signatures: ['trainsat.graph-colouring', 'edge', 'edges', 'col'],
  parse,
  write: (graph) => `${JSON.stringify(toJson(graph))}\n`,
  canonical: ({ vertices, edges, colours }) => canonicalJson(toJson({ vertices, edges, colours })),
  check,
  size: (graph) => ({ vertices: graph.vertices, edges: graph.edges.length, colours: graph.colours }),
  letters: { vertices: 'v', edges: 'e', colours: 'k' },
  typical: { vertices: 100, edges: 230, colours: 3 },
  parseWitness: (text, source) => ({
    colour: validate(colouringSchema, parseJson(text, source), source).colour,
  }),
  writeWitness: ({ colour }) => `${JSON.stringify({ format: 'trainsat.colouring/1', colour })}\n`,
};
