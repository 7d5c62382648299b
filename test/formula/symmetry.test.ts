// Breaking symmetry loses nothing: of small networks all that nodes can say is enumerated, and whatever the outputs can
// say they still say under the clauses.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { complete } from '../../src/formula/complete.ts';
import { breakSymmetry } from '../../src/formula/symmetry.ts';
import {
  layered,
  nodeName,
  type Architecture,
  type NodeFamily,
} from '../../src/problem/training/architecture.ts';
import { gateOutput } from '../../src/problem/training/evaluate.ts';
import { sat } from '../../src/problem/sat.ts';
import { dichotomies } from '../brute-force.ts';
import { cube } from '../instances.ts';
import { architectures } from '../random-network.ts';

/** What every node says on each stimulus, as bit masks over the stimuli. */
type Matrix = readonly number[];

/** Matrices of a network beyond which it is left out. */
const MOST_MATRICES = 20_000;

/** The tables of a family, the first post the lowest digit of the row. */
function tablesOf(family: NodeFamily, fanIn: number): readonly (readonly number[])[] {
  const rows = cube(fanIn).map((row) => [...row].map(Number));
  if (family === 'threshold') return dichotomies(rows, fanIn);
  if (family === 'boolean')
    return Array.from({ length: 2 ** rows.length }, (_, code) => rows.map((_row, b) => (code >> b) & 1));
  const gates = family === 'and-or' ? (['and', 'or'] as const) : [family];
  return gates.map((gate) =>
    rows.map((row) =>
      Number(
        gateOutput(
          gate,
          row.map((bit) => bit === 1),
        ),
      ),
    ),
  );
}

/** Everything the nodes of a network can say together; undefined when that is too much. */
function matricesOf({ inputs, nodes }: Architecture, stimuli: readonly string[]): Matrix[] | undefined {
  const shown = Array.from({ length: inputs }, (_, j) =>
    stimuli.reduce((mask, stimulus, s) => mask | (Number(stimulus[j]) << s), 0),
  );
  let matrices: Matrix[] = [[]];
  for (const { family, from } of nodes) {
    const tables = tablesOf(family, from.length);
    matrices = matrices.flatMap((matrix) => {
      const said = from.map((post) => (post < inputs ? shown[post]! : matrix[post - inputs]!));
      const rows = stimuli.map((_, s) => said.reduce((row, mask, i) => row | (((mask >> s) & 1) << i), 0));
      const masks = new Set(
        tables.map((table) => rows.reduce((mask, row, s) => mask | (table[row]! << s), 0)),
      );
      return [...masks].map((mask) => [...matrix, mask]);
    });
    if (matrices.length > MOST_MATRICES) return undefined;
  }
  return matrices;
}

/** Which matrices the clauses admit. */
function admitted(architecture: Architecture, stimuli: number, matrices: readonly Matrix[]): Matrix[] {
  const builder = new CnfBuilder();
  const values = architecture.nodes.map(() => Array.from({ length: stimuli }, () => builder.variable()));
  breakSymmetry(architecture, values, builder);
  const cnf = builder.build();
  return matrices.filter((matrix) => {
    const known = values.flatMap((row, v) =>
      row.map((bit, s) => [bit, ((matrix[v]! >> s) & 1) === 1] as const),
    );
    return sat.check(cnf, complete(cnf, new Map(known))).ok;
  });
}

/** What the outputs can say. */
function outputsOf({ outputs }: Architecture, matrices: readonly Matrix[]): Set<string> {
  return new Set(matrices.map((matrix) => outputs.map((v) => matrix[v]).join()));
}

const FAMILIES: readonly NodeFamily[] = ['threshold', 'threshold', 'boolean', 'and-or', 'xor', 'nor'];

/** Layers of up to three nodes, which read all before them or some, in any order; any nodes are outputs. */
const inLayers: fc.Arbitrary<Architecture> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 2 }),
    layers: fc.array(
      fc.record({ units: fc.integer({ min: 1, max: 3 }), family: fc.constantFrom(...FAMILIES) }),
      { minLength: 2, maxLength: 3 },
    ),
  })
  .filter(({ layers }) => layers.reduce((sum, { units }) => sum + units, 0) <= 5)
  .chain(({ inputs, layers }) => {
    const plain = layered(inputs, layers);
    const nodes = plain.nodes.map(({ from, family }, v) => {
      const skipping = from.includes(0) ? from : [...from, 0];
      return fc.record({
        id: fc.constant(nodeName(v)),
        from: fc.oneof(
          { weight: 6, arbitrary: fc.constant(from) },
          { weight: 4, arbitrary: fc.subarray([...from], { minLength: 1 }) },
          { weight: 1, arbitrary: fc.constant(skipping) },
          { weight: 1, arbitrary: fc.constant(from.toReversed()) },
        ),
        family: fc.oneof(
          { weight: 8, arbitrary: fc.constant(family) },
          { weight: 1, arbitrary: fc.constantFrom(...FAMILIES) },
        ),
      });
    });
    const extra = fc.subarray([...nodes.keys()], { maxLength: 2 });
    return fc.tuple(fc.tuple(...nodes), fc.boolean(), extra).map(([drawn, also, list]) => ({
      inputs,
      nodes: drawn,
      outputs: also ? [...new Set([...plain.outputs, ...list])] : plain.outputs,
    }));
  });

const ofAnyShape = architectures({
  inputs: 2,
  nodes: 5,
  fanIn: 2,
  outputs: 3,
  examples: 0,
  families: FAMILIES,
});

test.each([
  ['in layers', inLayers, 2],
  ['of any shape', ofAnyShape, 1.05],
])('networks %s', (_name, shapes, factor) => {
  let [all, left, networks] = [0, 0, 0];
  fc.assert(
    fc.property(shapes, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }), (architecture, order) => {
      const { inputs } = architecture;
      const stimuli = [...new Set(order.map((number) => cube(2)[number]!.slice(0, inputs)))];
      const matrices = matricesOf(architecture, stimuli);
      fc.pre(matrices !== undefined);
      const some = admitted(architecture, stimuli.length, matrices);
      expect(outputsOf(architecture, some)).toEqual(outputsOf(architecture, matrices));
      [all, left, networks] = [all + matrices.length, left + some.length, networks + 1];
    }),
    { numRuns: 300 },
  );
  expect(left).toBeLessThan(all / factor);
  expect(networks).toBe(300);
});

test('nodes are sorted by stimuli until they differ, 1 before 0', () => {
  const three = layered(1, [
    { units: 3, family: 'and-or' },
    { units: 1, family: 'and' },
  ]);
  const matrices = Array.from({ length: 8 ** 3 }, (_, code) => [code >> 6, (code >> 3) & 7, code & 7, 0]);
  const spelt = (mask: number): number => [0, 1, 2].reduce((sum, s) => 2 * sum + ((mask >> s) & 1), 0);
  const descending = matrices.filter(([a, b, c]) => spelt(a!) >= spelt(b!) && spelt(b!) >= spelt(c!));
  expect(admitted(three, 3, matrices)).toEqual(descending);
});
