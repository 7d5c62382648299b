// The JSON of the toolkit problem-reductions (github.com/CodingThrust/problem-reductions): `{"type", "variant", "data"}`.
// One entry a type of the toolkit says which problem it is, how its data are read and, where it is the form to write, written.
import * as z from 'zod';
import type { CliqueInstance } from './clique.ts';
import type { ExactCoverInstance } from './exact-cover.ts';
import type { ColouringInstance } from './graph-colouring.ts';
import type { HittingSetInstance } from './hitting-set.ts';
import type { IndependentSetInstance } from './independent-set.ts';
import { validate } from './json.ts';
import type { ParseOptions } from './problem.ts';
import type { Cnf } from './sat.ts';
import type { SetSystem } from './set-splitting.ts';
import { natural, type SubsetSumInstance } from './subset-sum.ts';
import { checkSets } from './subsets.ts';
import {
  cnf,
  coloursOf,
  count,
  form,
  formulaData,
  graph,
  graphData,
  readBoundedFormula,
  readEdges,
  readFormula,
  readGraph,
  refuseOtherThan3,
  refuseShort,
  sets,
  sizeOf,
  weights,
  type Form,
} from './toolkit-form.ts';
import type { VertexCoverInstance } from './vertex-cover.ts';

/** The types that are read, in the order of preference for writing. */
const FORMS: readonly Form<unknown>[] = [
  form({
    type: 'Satisfiability',
    problem: 'sat',
    data: cnf,
    read: readFormula,
    write: (formula: Cnf) => ({ variant: {}, data: formulaData(formula) }),
  }),
  form({ type: 'KSatisfiability', problem: 'sat', data: cnf, read: readBoundedFormula }),
  form({
    type: 'NAESatisfiability',
    problem: 'nae-sat',
    data: cnf,
    read: readFormula,
    write(formula: Cnf) {
      refuseShort(formula.clauses, 'clause', 'literals');
      return { variant: {}, data: formulaData(formula) };
    },
  }),
  form({
    type: 'SetSplitting',
    problem: 'set-splitting',
    data: z.object({ universe_size: count, subsets: sets }),
    read({ universe_size: elements, subsets }, { source }): SetSystem {
      checkSets(subsets, elements, (j) => `${source}: data.subsets[${j}]`);
      return { elements, sets: subsets };
    },
    write(system) {
      refuseShort(system.sets, 'set', 'elements');
      return { variant: {}, data: { universe_size: system.elements, subsets: system.sets } };
    },
  }),
  form({
    type: 'KColoring',
    problem: 'graph-colouring',
    data: z.object({ graph, num_colors: z.int().min(1).max(4096).optional() }),
    read(data, reading): ColouringInstance {
      return {
        vertices: data.graph.num_vertices,
        edges: readEdges(data.graph, 'data.graph', reading),
        colours: coloursOf(data.num_colors, reading),
      };
    },
    write: ({ vertices, edges, colours }) => ({
      variant: { graph: 'SimpleGraph', k: colours >= 2 && colours <= 5 ? `K${colours}` : 'KN' },
      data: { graph: graphData(vertices, edges), num_colors: colours },
    }),
  }),
  form({
    type: 'DecisionMinimumVertexCover',
    problem: 'vertex-cover',
    data: z.object({ inner: z.object({ graph, weights }), bound: count }),
    read({ inner, bound }, reading): VertexCoverInstance {
      return readGraph(inner, 'data.inner', bound, reading);
    },
    write: ({ vertices, edges, size }) => ({
      variant: { graph: 'SimpleGraph', weight: 'i32' },
      data: {
        inner: { graph: graphData(vertices, edges), weights: Array.from({ length: vertices }, () => 1) },
        bound: size,
      },
    }),
  }),
  form({
    type: 'MinimumVertexCover',
    problem: 'vertex-cover',
    unbounded: true,
    data: z.object({ graph, weights }),
    read: (data, reading): VertexCoverInstance => readGraph(data, 'data', sizeOf(reading), reading),
  }),
  form({
    type: 'MinimumHittingSet',
    problem: 'hitting-set',
    unbounded: true,
    data: z.object({ universe_size: count, sets }),
    read({ universe_size: elements, sets: list }, reading): HittingSetInstance {
      checkSets(list, elements, (j) => `${reading.source}: data.sets[${j}]`);
      return { elements, sets: list, size: sizeOf(reading) };
    },
    write: ({ elements, sets: list, size }) => ({
      variant: {},
      data: { universe_size: elements, sets: list },
      lost: `MinimumHittingSet asks for the least hitting set; the bound is left out, and read back with --size ${size}`,
    }),
  }),
  form({
    type: 'MaximumIndependentSet',
    problem: 'independent-set',
    unbounded: true,
    data: z.object({ graph, weights }),
    read: (data, reading): IndependentSetInstance => readGraph(data, 'data', sizeOf(reading), reading),
    write: ({ vertices, edges, size }) => ({
      variant: { graph: 'SimpleGraph', weight: 'One' },
      data: { graph: graphData(vertices, edges), weights: Array.from({ length: vertices }, () => 1) },
      lost: `MaximumIndependentSet asks for the largest independent set; the bound is left out, and read back with --size ${size}`,
    }),
  }),
  form({
    type: 'KClique',
    problem: 'clique',
    data: z.object({ graph, k: count }),
    read: (data, reading): CliqueInstance => ({
      vertices: data.graph.num_vertices,
      edges: readEdges(data.graph, 'data.graph', reading),
      size: data.k,
    }),
    write: ({ vertices, edges, size }) => ({
      variant: { graph: 'SimpleGraph' },
      data: { graph: graphData(vertices, edges), k: size },
    }),
  }),
  form({
    type: 'MaximumClique',
    problem: 'clique',
    unbounded: true,
    data: z.object({ graph, weights }),
    read: (data, reading): CliqueInstance => readGraph(data, 'data', sizeOf(reading), reading),
  }),
  form({
    type: 'ExactCoverBy3Sets',
    problem: 'exact-cover',
    data: z.object({ universe_size: count, subsets: sets }),
    read({ universe_size: elements, subsets }, { source }): ExactCoverInstance {
      checkSets(subsets, elements, (j) => `${source}: data.subsets[${j}]`);
      return { elements, sets: subsets };
    },
    write(system) {
      refuseOtherThan3(system);
      return { variant: {}, data: { universe_size: system.elements, subsets: system.sets } };
    },
  }),
  form({
    type: 'SubsetSum',
    problem: 'subset-sum',
    data: z.object({ sizes: z.array(natural), target: natural }),
    read: ({ sizes: numbers, target }): SubsetSumInstance => ({ numbers, target }),
    write: ({ numbers, target }) => ({
      variant: {},
      data: { sizes: numbers.map(String), target: String(target) },
    }),
  }),
];

const wrapper = z.object({
  type: z.string(),
  variant: z.record(z.string(), z.unknown()).default({}),
  data: z.record(z.string(), z.unknown()),
});

/** The types of the toolkit that are read as instances of a problem. */
export function toolkitTypes(problem: string): string[] {
  return FORMS.filter((entry) => entry.problem === problem).map(({ type }) => type);
}

/** The types that need a bound from `--size`. */
export function unboundedTypes(): string[] {
  return FORMS.flatMap(({ type, unbounded }) => (unbounded ? [type] : []));
}

/**
 * Reads an instance of a type that is known.
 * @returns the name of its problem, and the instance
 * @throws InputError with a JSON path
 */
export function readToolkit(
  value: unknown,
  source: string,
  options: ParseOptions,
): { readonly problem: string; readonly instance: unknown } {
  const { type, variant, data } = validate(wrapper, value, source);
  const entry = FORMS.find((candidate) => candidate.type === type)!;
  return { problem: entry.problem, instance: entry.read(data, { source, variant, options }) };
}

/**
 * An instance in the toolkit's JSON, a line; `lost` says in words what the form does not hold.
 * @returns undefined when the toolkit has no type for the problem
 * @throws InputError for an instance that the toolkit refuses
 */
export function writeToolkit(
  problem: string,
  instance: unknown,
): { readonly text: string; readonly lost?: string | undefined } | undefined {
  const entry = FORMS.find((candidate) => candidate.problem === problem && candidate.write);
  if (!entry?.write) return undefined;
  const { variant, data, lost } = entry.write(instance);
  return { text: `${JSON.stringify({ type: entry.type, variant, data })}\n`, lost };
}
