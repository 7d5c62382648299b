// The JSON of the toolkit problem-reductions (github.com/CodingThrust/problem-reductions): `{"type", "variant", "data"}`.
// One entry a type of the toolkit says which problem it is, how its data are read and, where it is the form to write, written.
import * as z from 'zod';
import { simpleEdges } from './edges.ts';
import { InputError, found } from './errors.ts';
import type { ColouringInstance } from './graph-colouring.ts';
import type { HittingSetInstance } from './hitting-set.ts';
import { validate } from './json.ts';
import type { ParseOptions } from './problem.ts';
import type { Cnf } from './sat.ts';
import type { SetSystem } from './set-splitting.ts';
import { checkSets } from './subsets.ts';
import type { VertexCoverInstance } from './vertex-cover.ts';

/** What a form is written as. */
type Written = {
  readonly variant: Readonly<Record<string, string>>;
  readonly data: unknown;
  /** What the toolkit's type cannot hold, in words for the user. */
  readonly lost?: string;
};

/** What a reader needs to know beside the data. */
type Reading = {
  /** The name of the input, for messages. */
  readonly source: string;
  readonly variant: Readonly<Record<string, unknown>>;
  readonly options: ParseOptions;
};

/** A type of the toolkit. `I` is the instance of our problem. */
type Form<I> = {
  readonly type: string;
  /** The name of our problem. */
  readonly problem: string;
  /** True for an optimisation problem: the bound comes from `--size`. */
  readonly unbounded?: true;
  /** @throws InputError with a JSON path */
  readonly read: (data: unknown, reading: Reading) => I;
  /** Undefined for a form that is only read. @throws InputError for what the toolkit refuses */
  readonly write?: (instance: I) => Written;
};

const count = z.int().min(0).max(10_000_000);
const graph = z.object({
  num_vertices: z.int().min(0).max(1_000_000),
  edges: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
});
const weights = z.array(z.unknown());
const cnf = z.object({
  num_vars: count,
  clauses: z.array(z.object({ literals: z.array(z.int()) })),
});
const sets = z.array(z.array(z.int().min(0)));

/** An entry whose data go through a schema first; the type of its instances is forgotten. */
function form<S extends z.ZodType, I>(entry: {
  readonly type: string;
  readonly problem: string;
  readonly data: S;
  readonly unbounded?: true;
  readonly read: (data: z.output<S>, reading: Reading) => I;
  readonly write?: (instance: I) => Written;
}): Form<unknown> {
  const { data: schema, read, write, ...rest } = entry;
  return {
    ...rest,
    read: (data, reading) => {
      // Wrapped, so that messages name the path from the root.
      const whole = validate(z.object({ data: schema }), { data }, reading.source);
      return read((whole as { readonly data: z.output<S> }).data, reading);
    },
    ...(write && { write: (instance) => write(instance as I) }),
  };
}

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
      data: { graph: { num_vertices: vertices, edges }, num_colors: colours },
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
        inner: {
          graph: { num_vertices: vertices, edges },
          weights: Array.from({ length: vertices }, () => 1),
        },
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
];

function readFormula({ num_vars: variables, clauses }: z.output<typeof cnf>, { source }: Reading): Cnf {
  const list = clauses.map(({ literals }) => literals);
  list.forEach((literals, c) => {
    const odd = literals.findIndex((literal) => literal === 0 || Math.abs(literal) > variables);
    if (odd >= 0)
      throw new InputError(
        `${source}: data.clauses[${c}].literals[${odd}]`,
        `expected a literal from -${variables} to ${variables} other than 0, found ${literals[odd]}`,
      );
  });
  return { variables, clauses: list };
}

/** A formula that says how long its clauses are at most. */
function readBoundedFormula(data: z.output<typeof cnf>, reading: Reading): Cnf {
  const formula = readFormula(data, reading);
  const most = valueOfK(reading.variant['k']) ?? Infinity;
  const long = formula.clauses.findIndex(({ length }) => length > most);
  if (long >= 0)
    throw new InputError(
      `${reading.source}: data.clauses[${long}].literals`,
      `expected at most ${most} literals as variant.k says, found ${formula.clauses[long]!.length}`,
    );
  return formula;
}

function formulaData({ variables, clauses }: Cnf): unknown {
  return { num_vars: variables, clauses: clauses.map((literals) => ({ literals })) };
}

/** `K3` means 3; `KN`, or none, any number. */
function valueOfK(k: unknown): number | undefined {
  const digits = typeof k === 'string' ? /^K(\d)$/.exec(k)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

function coloursOf(written: number | undefined, { source, variant, options }: Reading): number {
  const named = valueOfK(variant['k']);
  if (written !== undefined && named !== undefined && written !== named)
    throw new InputError(
      `${source}: data.num_colors`,
      `expected ${named} as variant.k says, found ${written}; make them agree`,
    );
  const colours = options.colours ?? written ?? named;
  if (colours === undefined)
    throw new InputError(source, 'expected a number of colours, found none; add --colours K');
  return colours;
}

function sizeOf({ source, options }: Reading): number {
  if (options.size !== undefined) return options.size;
  throw new InputError(
    source,
    `expected a question with a bound, found an optimisation problem; say which with "trainsat convert ${source} --size K"`,
  );
}

/** Edges of a graph at `path`; of the toolkit's graphs those without positions are read. */
function readEdges(
  { num_vertices, edges }: z.output<typeof graph>,
  path: string,
  { source, variant }: Reading,
): [number, number][] {
  if (variant['graph'] !== undefined && variant['graph'] !== 'SimpleGraph')
    throw new InputError(
      `${source}: variant.graph`,
      `expected SimpleGraph, found ${found(variant['graph'])}`,
    );
  return simpleEdges(edges, num_vertices, (e) => `${source}: ${path}.edges[${e}]`, 0);
}

/** A graph whose vertices count 1 each, with a bound. */
function readGraph(
  data: { readonly graph: z.output<typeof graph>; readonly weights: readonly unknown[] },
  path: string,
  size: number,
  reading: Reading,
): { readonly vertices: number; readonly edges: [number, number][]; readonly size: number } {
  const vertices = data.graph.num_vertices;
  const place = `${reading.source}: ${path}.weights`;
  if (data.weights.length !== vertices)
    throw new InputError(place, `expected ${vertices} weights, found ${data.weights.length}`);
  const heavy = data.weights.findIndex((weight) => weight !== 1);
  if (heavy >= 0)
    throw new InputError(
      `${place}[${heavy}]`,
      `expected 1, since vertices have no weights here, found ${found(data.weights[heavy])}`,
    );
  return { vertices, edges: readEdges(data.graph, `${path}.graph`, reading), size };
}

/** The toolkit does not take sets and clauses of which no solution can be. */
function refuseShort(lists: readonly (readonly number[])[], what: string, items: string): void {
  const short = lists.findIndex(({ length }) => length < 2);
  if (short >= 0)
    throw new InputError(
      '--format',
      `expected ${what}s of at least 2 ${items}, which is all that the toolkit takes, found ${lists[short]!.length} in ${what} ${short}; with that the answer is NO`,
    );
}

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
