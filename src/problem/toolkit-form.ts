// What the entries of the toolkit's table are made of: the shape of an entry, and the readers that several of them share.
import * as z from 'zod';
import { simpleEdges } from './edges.ts';
import { InputError, found } from './errors.ts';
import { validate } from './json.ts';
import type { ParseOptions } from './problem.ts';
import type { Cnf } from './sat.ts';

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
export type Form<I> = {
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

/** A number of things. */
export const count = z.int().min(0).max(10_000_000);
/** A graph without positions. */
export const graph = z.object({
  num_vertices: z.int().min(0).max(1_000_000),
  edges: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
});
/** Weights of vertices. */
export const weights = z.array(z.unknown());
/** A formula. */
export const cnf = z.object({
  num_vars: count,
  clauses: z.array(z.object({ literals: z.array(z.int()) })),
});
/** Sets of numbers. */
export const sets = z.array(z.array(z.int().min(0)));

/** An entry whose data go through a schema first; the type of its instances is forgotten. */
export function form<S extends z.ZodType, I>(entry: {
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

/** A formula with literals of its variables only. */
export function readFormula(
  { num_vars: variables, clauses }: z.output<typeof cnf>,
  { source }: Reading,
): Cnf {
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
export function readBoundedFormula(data: z.output<typeof cnf>, reading: Reading): Cnf {
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

/** The data of a formula. */
export function formulaData({ variables, clauses }: Cnf): unknown {
  return { num_vars: variables, clauses: clauses.map((literals) => ({ literals })) };
}

/** `K3` means 3; `KN`, or none, any number. */
function valueOfK(k: unknown): number | undefined {
  const digits = typeof k === 'string' ? /^K(\d)$/.exec(k)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/** The number of colours: of the option, the data or the variant. @throws InputError when there is none, or two */
export function coloursOf(written: number | undefined, { source, variant, options }: Reading): number {
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

/** The bound that `--size` gives. @throws InputError when it gives none */
export function sizeOf({ source, options }: Reading): number {
  if (options.size !== undefined) return options.size;
  throw new InputError(
    source,
    `expected a question with a bound, found an optimisation problem; say which with "trainsat convert ${source} --size K"`,
  );
}

/** Edges of a graph at `path`; of the toolkit's graphs those without positions are read. */
export function readEdges(
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
export function readGraph(
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
export function refuseShort(lists: readonly (readonly number[])[], what: string, items: string): void {
  const short = lists.findIndex(({ length }) => length < 2);
  if (short >= 0)
    throw new InputError(
      '--format',
      `expected ${what}s of at least 2 ${items}, which is all that the toolkit takes, found ${lists[short]!.length} in ${what} ${short}; with that the answer is NO`,
    );
}

/** The data of a graph. */
export function graphData(vertices: number, edges: readonly (readonly [number, number])[]): unknown {
  return { num_vertices: vertices, edges };
}

/** The toolkit's exact covers are by sets of three. */
export function refuseOtherThan3({
  elements,
  sets: list,
}: {
  readonly elements: number;
  readonly sets: readonly (readonly number[])[];
}): void {
  const other = list.findIndex(({ length }) => length !== 3);
  if (other >= 0 || elements % 3 !== 0)
    throw new InputError(
      '--format',
      `expected sets of 3 elements and a multiple of 3 elements in all, which is what the toolkit takes, found ${
        other < 0 ? `${elements} elements` : `${list[other]!.length} in set ${other}`
      }`,
    );
}
