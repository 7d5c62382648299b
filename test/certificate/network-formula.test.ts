// The formula of the case `network`, without any engine: what a network can do is a model of it and of all true edges, and
// there is no model when no network can do what is asked for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeClauses, networkCase } from '../../src/certificate/network-case.ts';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { complete } from '../../src/formula/complete.ts';
import { ENCODINGS, type Encoding } from '../../src/formula/encoding.ts';
import { encodeNetwork } from '../../src/formula/network.ts';
import { sat, type Cnf } from '../../src/problem/sat.ts';
import { rightExamples, responses } from '../../src/problem/training/evaluate.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { createCdcl } from '../../src/solver/cdcl.ts';
import { bruteForceLoading } from '../loading-brute-force.ts';
import { planted, type Planted } from '../random-configuration.ts';
import { networkInstances, type NetworkBounds } from '../random-network.ts';
import { networkExists, smallInstances, unitRows } from './small-networks.ts';
import { trueEdges } from './true-edges.ts';

const BOUNDS: NetworkBounds = { inputs: 3, nodes: 4, fanIn: 3, outputs: 3, examples: 6 };
const THRESHOLD: NetworkBounds = { ...BOUNDS, families: ['threshold'] };

/** The base formula of the case with the clauses of all true edges. */
function whole(instance: TrainingInstance, encoding: Encoding): Cnf {
  const builder = new CnfBuilder();
  const formula = encodeNetwork(instance, encoding, builder, true);
  const edges = trueEdges(instance, formula.lazy);
  for (const edge of edges) for (const clause of edgeClauses(formula, edge)) builder.clause(clause);
  return builder.build();
}

async function satisfiable({ clauses }: Cnf): Promise<boolean> {
  const solver = await createCdcl();
  solver.addClauses(Int32Array.from(clauses.flatMap((clause) => [...clause, 0])));
  return solver.solveNow() === 'sat';
}

/** The formula without symmetry, with all true edges, and the values that a configuration gives its variables. */
function modelled({ instance, configuration }: Planted, encoding: Encoding) {
  const builder = new CnfBuilder();
  const formula = encodeNetwork(instance, encoding, builder, false);
  for (const edge of trueEdges(instance, formula.lazy))
    for (const clause of edgeClauses(formula, edge)) builder.clause(clause);
  const cnf = builder.build();
  const { architecture } = instance;
  const every = { ...instance, architecture: { ...architecture, outputs: [...architecture.nodes.keys()] } };
  const data = labelledPoints(instance);
  const said = responses(every, configuration, data);
  const right = rightExamples(instance, configuration, data);
  const known = new Map<number, boolean>();
  for (const { node, examples, literal } of formula.lazy)
    for (const e of examples) known.set(literal(e), said[e]![node]!);
  for (const [v, circuit] of formula.circuits.entries()) {
    const seen = said.map((bits, e) =>
      architecture.nodes[v]!.from.map((post) =>
        post < architecture.inputs
          ? instance.examples[e]!.stimulus[post] === '1'
          : bits[post - architecture.inputs]!,
      ),
    );
    for (const [variable, value] of circuit?.choose(configuration.nodes[v]!, seen) ?? [])
      known.set(variable, value);
  }
  for (const [e, literal] of formula.counted.entries()) if (literal > 0) known.set(literal, right[e]!);
  return { cnf, values: complete(cnf, known) };
}

describe('without symmetry a configuration that gets enough right is a model', () => {
  test.each([
    ['everything', BOUNDS, false],
    ['everything, threshold units alone', THRESHOLD, false],
    ['some of it', BOUNDS, true],
    ['some of it, threshold units alone', THRESHOLD, true],
  ])('%s', (_name, bounds, wrong) => {
    fc.assert(
      fc.property(planted(networkInstances(bounds, wrong ? 'any' : 'all'), wrong), (drawn) => {
        for (const encoding of ENCODINGS) {
          const { cnf, values } = modelled(drawn, encoding);
          expect(sat.check(cnf, values), encoding).toEqual({ ok: true });
        }
      }),
      { numRuns: 110 },
    );
  });
});

describe('with symmetry there is a model exactly when a network gets enough right', () => {
  test.each([
    ['everything', BOUNDS, false],
    ['everything, threshold units alone', THRESHOLD, false],
    ['some of it', BOUNDS, true],
    ['some of it, threshold units alone', THRESHOLD, true],
  ])('%s', async (_name, bounds, wrong) => {
    const instances = networkInstances(bounds, wrong ? 'any' : 'all');
    await fc.assert(
      fc.asyncProperty(planted(instances, wrong), async ({ instance }) => {
        for (const encoding of ENCODINGS)
          expect(await satisfiable(whole(instance, encoding)), encoding).toBe(true);
      }),
      { numRuns: 50 },
    );
    const seen = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(instances, async (instance) => {
        const answer = bruteForceLoading(instance) !== undefined;
        seen[answer ? 'yes' : 'no']++;
        for (const encoding of ENCODINGS)
          expect(await satisfiable(whole(instance, encoding)), encoding).toBe(answer);
      }),
      { numRuns: 110 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(9);
  });

  test('units that read points of a grid, which are not all Boolean', async () => {
    const seen = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(smallInstances, async ({ instance, points }) => {
        const answer = networkExists({ instance, points }, unitRows(points));
        seen[answer ? 'yes' : 'no']++;
        expect(await satisfiable(whole(instance, 'lazy'))).toBe(answer);
      }),
      { numRuns: 110 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(20);
  });
});

describe('an edge', () => {
  const node = (id: string, from: readonly number[]) => ({ id, from, family: 'threshold' as const });
  const instance: TrainingInstance = {
    architecture: {
      inputs: 3,
      nodes: [
        node('a', [0, 2]),
        node('b', [2, 0]),
        node('c', [0, 1]),
        { id: 'o', from: [3, 4, 5], family: 'xor' },
      ],
      outputs: [3],
    },
    examples: ['000', '001', '101', '100', '010'].map((stimulus) => ({ stimulus, response: '1' })),
    require: 'all',
  };
  const made = networkCase(instance, 'lazy');
  if ('reason' in made) throw new Error(made.reason);
  const edge = { accept: [0, 2].map((e) => [e, 1n] as const), reject: [1, 3].map((e) => [e, 1n] as const) };

  test('holds of all units that read the same posts in any order', () => {
    const clauses = [
      [-1, -3, 2, 4],
      [1, 3, -2, -4],
      [-5, -7, 6, 8],
      [5, 7, -6, -8],
    ];
    expect(made.edgeClauses({ ...edge, node: 0 })).toEqual(clauses);
    expect(made.edgeClauses({ ...edge, node: 1 })).toEqual(clauses);
  });

  test.each([
    [undefined, edge, 'expected an edge to name a threshold unit on the inputs, found node undefined'],
    [3, edge, 'expected an edge to name a threshold unit on the inputs, found node 3'],
    [4, edge, 'expected an edge to name a threshold unit on the inputs, found node 4'],
    [2, edge, 'expected the first example of a view of node 2, found 1'],
    [0, { ...edge, accept: [[4, 1n]] as const }, 'expected the first example of a view of node 0, found 4'],
    [0, { ...edge, reject: [[5, 1n]] as const }, 'expected the first example of a view of node 0, found 5'],
  ])('of node %s is refused', (node, sides, reason) => {
    expect(() => made.edgeClauses({ ...sides, node })).toThrow(reason);
  });
});
