// Instances of problems in formats that are not this project's own: one entry a problem and format.
import type { ColouringInstance } from '../problem/graph-colouring.ts';
import type { ExactCoverInstance } from '../problem/exact-cover.ts';
import type { HittingSetInstance } from '../problem/hitting-set.ts';
import type { IndependentSetInstance } from '../problem/independent-set.ts';
import { clauseConstraint, type LinearConstraint } from '../problem/linear-constraint.ts';
import type { MaxSatInstance } from '../problem/max-sat.ts';
import { writeOpb } from '../problem/opb.ts';
import type { PseudoBooleanInstance } from '../problem/pseudo-boolean.ts';
import type { Cnf } from '../problem/sat.ts';
import type { VertexCoverInstance } from '../problem/vertex-cover.ts';
import { writeWcnf } from '../problem/wcnf.ts';

/** Writes an instance; the comments are lines of text. */
type Writer<I> = (instance: I, comments: readonly string[]) => string;

function writer<I>(write: Writer<I>): Writer<unknown> {
  return (instance, comments) => write(instance as I, comments);
}

/** Writers by problem and format. */
const WRITERS: Readonly<Record<string, Readonly<Record<string, Writer<unknown>>>>> = {
  'graph-colouring': { dimacs: writer(writeCol) },
  sat: {
    opb: writer(({ variables, clauses, comments: own = [] }: Cnf, comments) =>
      writeOpb({
        variables,
        constraints: clauses.map(clauseConstraint),
        comments: [...comments, ...own],
      }),
    ),
  },
  'hitting-set': {
    opb: writer(({ elements, sets, size }: HittingSetInstance, comments) =>
      writeOpb({
        variables: elements,
        constraints: [
          ...sets.map((set) => clauseConstraint(set.map((element) => element + 1))),
          counted(elements, '<=', size),
        ],
        comments: [...comments, 'x1, x2, … say that element 0, 1, … is chosen'],
      }),
    ),
  },
  'vertex-cover': {
    opb: writer(({ vertices, edges, size }: VertexCoverInstance, comments) =>
      writeOpb({
        variables: vertices,
        constraints: [
          ...edges.map(([a, b]) => clauseConstraint([a + 1, b + 1])),
          counted(vertices, '<=', size),
        ],
        comments: [...comments, 'x1, x2, … say that vertex 0, 1, … is chosen'],
      }),
    ),
  },
  'independent-set': {
    opb: writer(({ vertices, edges, size }: IndependentSetInstance, comments) =>
      writeOpb({
        variables: vertices,
        constraints: [
          ...edges.map(([a, b]) => clauseConstraint([-(a + 1), -(b + 1)])),
          counted(vertices, '>=', size),
        ],
        comments: [...comments, 'x1, x2, … say that vertex 0, 1, … is chosen'],
      }),
    ),
  },
  'exact-cover': {
    opb: writer(({ elements, sets }: ExactCoverInstance, comments) => {
      const covering = Array.from({ length: elements }, (): number[] => []);
      sets.forEach((set, j) => {
        for (const element of set) covering[element]!.push(j + 1);
      });
      return writeOpb({
        variables: sets.length,
        constraints: covering.flatMap((list) => [
          clauseConstraint(list),
          {
            terms: list.map((j) => ({ literal: -j, coefficient: 1n })),
            relation: '>=' as const,
            bound: BigInt(list.length - 1),
          },
        ]),
        comments: [...comments, 'x1, x2, … say that set 0, 1, … is chosen'],
      });
    }),
  },
  'max-sat': {
    wcnf: writer((instance: MaxSatInstance, comments) => writeWcnf({ ...instance, comments })),
  },
  'pseudo-boolean': {
    opb: writer(({ variables, constraints }: PseudoBooleanInstance, comments) =>
      writeOpb({ variables, constraints, comments }),
    ),
  },
};

/** How many of all the variables are true. */
function counted(variables: number, relation: '>=' | '<=', size: number): LinearConstraint {
  const terms = Array.from({ length: variables }, (_, v) => ({ literal: v + 1, coefficient: 1n }));
  return { terms, relation, bound: BigInt(size) };
}

/** DIMACS `.col`, with the colours in the comment that is read again. */
function writeCol({ vertices, edges, colours }: ColouringInstance, comments: readonly string[]): string {
  return [
    ...comments.map((comment) => `c ${comment}`),
    `c colours ${colours}`,
    `p edge ${vertices} ${edges.length}`,
    ...edges.map(([a, b]) => `e ${a + 1} ${b + 1}`),
    '',
  ].join('\n');
}

/** The formats a problem's instances can be written in beside its own and the toolkit's. */
export function foreignFormats(problem: string): string[] {
  return Object.keys(WRITERS[problem] ?? {});
}

/** An instance in one of `foreignFormats(problem)`. @throws RangeError for any other format */
export function writeForeign(
  problem: string,
  format: string,
  instance: unknown,
  comments: readonly string[],
): string {
  const write = WRITERS[problem]?.[format];
  if (!write) throw new RangeError(`writeForeign: expected a format of ${problem}, got ${format}`);
  return write(instance, comments);
}
