// The toolkit's JSON: what its documentation shows is read, what is written is read back, and what cannot be is refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/index.ts';
import { InputError } from '../../src/problem/errors.ts';
import { toolkitTypes, unboundedTypes, writeToolkit } from '../../src/problem/toolkit.ts';

const json = (type: string, data: unknown, variant: Record<string, string> = {}): string =>
  JSON.stringify({ type, variant, data });
const graph = { num_vertices: 3, edges: [[0, 1], [2, 1]] }; // prettier-ignore
const clauses = [{ literals: [1, -2, 3] }, { literals: [-1, 2, 3] }];
const simple = { graph: 'SimpleGraph', weight: 'i32' };

describe('reading', () => {
  test.each([
    [json('Satisfiability', { num_vars: 3, clauses }), 'sat', { variables: 3, clauses: [[1, -2, 3], [-1, 2, 3]] }, undefined], // prettier-ignore
    [json('KSatisfiability', { num_vars: 3, clauses }, { k: 'K3' }), 'sat', { variables: 3 }, undefined],
    [json('KSatisfiability', { num_vars: 3, clauses }, { k: 'KN' }), 'sat', { variables: 3 }, undefined],
    [json('NAESatisfiability', { num_vars: 3, clauses }), 'nae-sat', { variables: 3 }, undefined],
    ['{"type":"SetSplitting","data":{"universe_size":3,"subsets":[[0,2]]}}', 'set-splitting', { elements: 3, sets: [[0, 2]] }, undefined], // prettier-ignore
    [json('KColoring', { graph, num_colors: 4 }, { graph: 'SimpleGraph', k: 'KN' }), 'graph-colouring', { vertices: 3, edges: [[0, 1], [1, 2]], colours: 4 }, undefined], // prettier-ignore
    [json('KColoring', { graph }, { k: 'K3' }), 'graph-colouring', { colours: 3 }, undefined],
    [json('KColoring', { graph }), 'graph-colouring', { colours: 2 }, { colours: 2 }],
    [json('DecisionMinimumVertexCover', { inner: { graph, weights: [1, 1, 1] }, bound: 1 }, simple), 'vertex-cover', { vertices: 3, edges: [[0, 1], [1, 2]], size: 1 }, undefined], // prettier-ignore
    [json('MinimumVertexCover', { graph, weights: [1, 1, 1] }, simple), 'vertex-cover', { vertices: 3, size: 2 }, { size: 2 }], // prettier-ignore
    [json('MinimumHittingSet', { universe_size: 3, sets: [[0], []] }), 'hitting-set', { elements: 3, sets: [[0], []], size: 0 }, { size: 0 }], // prettier-ignore
    [json('MaximumIndependentSet', { graph, weights: [1, 1, 1] }, { graph: 'SimpleGraph', weight: 'One' }), 'independent-set', { vertices: 3, size: 2 }, { size: 2 }], // prettier-ignore
    [json('KClique', { graph, k: 2 }, { graph: 'SimpleGraph' }), 'clique', { edges: [[0, 1], [1, 2]], size: 2 }, undefined], // prettier-ignore
    [json('MaximumClique', { graph, weights: [1, 1, 1] }, simple), 'clique', { vertices: 3, size: 3 }, { size: 3 }], // prettier-ignore
    [json('ExactCoverBy3Sets', { universe_size: 6, subsets: [[0, 1, 2], [3, 4, 5]] }), 'exact-cover', { elements: 6 }, undefined], // prettier-ignore
    [json('SubsetSum', { sizes: ['3', 7, '99999999999999999999'], target: '10' }), 'subset-sum', { numbers: [3n, 7n, 99999999999999999999n], target: 10n }, undefined], // prettier-ignore
  ])('%s', (text, problem, instance, options) => {
    const posed = catalogue.parse(text, 'x', options);
    expect(posed.problem.name).toBe(problem);
    expect(posed.instance).toMatchObject(instance);
  });
});

describe('refusing', () => {
  test.each([
    [json('Satisfiability', { num_vars: 1, clauses: [{ literals: [2] }] }), undefined, 'x: data.clauses[0].literals[0]: expected a literal from -1 to 1 other than 0, found 2'], // prettier-ignore
    [json('Satisfiability', { num_vars: 1, clauses: [{ literals: [1, 0] }] }), undefined, 'x: data.clauses[0].literals[1]: expected a literal from -1 to 1 other than 0, found 0'], // prettier-ignore
    [json('Satisfiability', { num_vars: 1, clauses: [[1]] }), undefined, 'x: data.clauses[0]: expected an object, found [1]'], // prettier-ignore
    [json('Satisfiability', { clauses }), undefined, 'x: data.num_vars: expected a number, found nothing'],
    [json('KSatisfiability', { num_vars: 3, clauses }, { k: 'K2' }), undefined, 'x: data.clauses[0].literals: expected at most 2 literals as variant.k says, found 3'], // prettier-ignore
    ['{"type":"Satisfiability"}', undefined, 'x: data: expected an object, found nothing'],
    [json('SetSplitting', { universe_size: 2, subsets: [[0, 2]] }), undefined, 'x: data.subsets[0][1]: expected an element from 0 to 1, found 2'], // prettier-ignore
    [json('ExactCoverBy3Sets', { universe_size: 3, subsets: [[0, 1, 1]] }), undefined, 'x: data.subsets[0]: expected distinct elements, found [0,1,1]'], // prettier-ignore
    [json('SubsetSum', { sizes: ['3', '-1'], target: '10' }), undefined, 'x: data.sizes[1]: expected an integer from 0, of at most 100000 digits, found "-1"'], // prettier-ignore
    [json('KColoring', { graph }), undefined, 'x: expected a number of colours, found none; add --colours K'],
    [json('KColoring', { graph, num_colors: 4 }, { k: 'K3' }), undefined, 'x: data.num_colors: expected 3 as variant.k says, found 4; make them agree'], // prettier-ignore
    [json('KColoring', { graph: { num_vertices: 2, edges: [[0, 0]] }, num_colors: 3 }), undefined, 'x: data.graph.edges[0]: expected two different ends, found a loop at vertex 0'], // prettier-ignore
    [json('KColoring', { graph, num_colors: 3 }, { graph: 'KingsSubgraph' }), undefined, 'x: variant.graph: expected SimpleGraph, found "KingsSubgraph"'], // prettier-ignore
    [json('MinimumVertexCover', { graph, weights: [1, 1, 1] }), undefined, 'x: expected a question with a bound, found an optimisation problem; say which with "trainsat convert x --size K"'], // prettier-ignore
    [json('MinimumVertexCover', { graph, weights: [1, 2, 1] }), { size: 1 }, 'x: data.weights[1]: expected 1, since vertices have no weights here, found 2'], // prettier-ignore
    [json('MinimumVertexCover', { graph, weights: [1] }), { size: 1 }, 'x: data.weights: expected 3 weights, found 1'], // prettier-ignore
    [json('DecisionMinimumVertexCover', { inner: { graph: { num_vertices: 1, edges: [[0, 1]] }, weights: [1] }, bound: 1 }), undefined, 'x: data.inner.graph.edges[0]: expected a vertex from 0 to 0, found 1'], // prettier-ignore
    [json('DecisionMinimumVertexCover', { inner: { graph, weights: [1, 1, 1] }, bound: -1 }), undefined, 'x: data.bound: expected at least 0, found -1'], // prettier-ignore
    [json('DecisionMinimumVertexCover', { inner: { graph, weights: [1, 1, 1] }, bound: 1 }), { size: 1 }, '--size: expected an optimisation problem (MinimumVertexCover, MinimumHittingSet, MaximumIndependentSet, MaximumClique), found DecisionMinimumVertexCover; leave it out'], // prettier-ignore
    ['p cnf 1 1\n1 0\n', { size: 1 }, '--size: expected an optimisation problem (MinimumVertexCover, MinimumHittingSet, MaximumIndependentSet, MaximumClique), found cnf; leave it out'], // prettier-ignore
  ])('%s %j', (text, options, message) => {
    let thrown: unknown;
    try {
      catalogue.parse(text, 'x', options);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InputError);
    expect((thrown as InputError).message).toBe(message);
  });

  test('a type that is not known is named, with the nearest', () => {
    expect(() => catalogue.parse(json('KColouring', {}), 'x')).toThrow(
      /^x: expected an instance \(of format .*KColoring.*\), found format "KColouring"; did you mean "KColoring"\?$/,
    );
  });

  test.each([
    ['set-splitting', { elements: 2, sets: [[0, 1], [1]] }, 'sets of at least 2 elements', '1 in set 1'],
    ['set-splitting', { elements: 2, sets: [[]] }, 'sets of at least 2 elements', '0 in set 0'],
    ['nae-sat', { variables: 1, clauses: [[1]] }, 'clauses of at least 2 literals', '1 in clause 0'],
  ])('%s is not written with what the toolkit does not take', (problem, instance, expected, found) => {
    expect(() => writeToolkit(problem, instance)).toThrow(
      new RegExp(`^--format: expected ${expected}.*, found ${found}; with that the answer is NO$`),
    );
  });
});

test.each([
  [{ elements: 3, sets: [[0, 1, 2], [0]] }, '1 in set 1'], // prettier-ignore
  [{ elements: 4, sets: [] }, '4 elements'],
])('exact covers that are not by sets of three are not written: %j', (instance, found) => {
  expect(() => writeToolkit('exact-cover', instance)).toThrow(new RegExp(`, found ${found}$`));
});

describe('round trips', () => {
  const formula = (least: number) =>
    fc.integer({ min: 1, max: 4 }).chain((variables) => {
      const literal = fc
        .tuple(fc.integer({ min: 1, max: variables }), fc.boolean())
        .map(([v, positive]) => (positive ? v : -v));
      const clause = fc.array(literal, { minLength: least, maxLength: 4 });
      return fc.record({ variables: fc.constant(variables), clauses: fc.array(clause, { maxLength: 5 }) });
    });
  const sets = (least: number) =>
    fc.integer({ min: 2, max: 5 }).chain((elements) => {
      const all = Array.from({ length: elements }, (_, i) => i);
      return fc.record({
        elements: fc.constant(elements),
        sets: fc.array(fc.shuffledSubarray(all, { minLength: least }), { maxLength: 5 }),
        size: fc.nat(elements),
      });
    });
  const graphs = fc.integer({ min: 0, max: 6 }).chain((vertices) => {
    const pairs = Array.from({ length: vertices }, (_, b) =>
      Array.from({ length: b }, (_a, a): [number, number] => [a, b]),
    ).flat();
    return fc.record({
      vertices: fc.constant(vertices),
      edges: fc.subarray(pairs),
      colours: fc.integer({ min: 1, max: 9 }),
      size: fc.nat(vertices),
    });
  });
  const INSTANCES: Readonly<Record<string, fc.Arbitrary<object>>> = {
    sat: formula(0),
    'nae-sat': formula(2),
    'set-splitting': sets(2).map(({ size: _size, ...system }) => system),
    'hitting-set': sets(0),
    'graph-colouring': graphs.map(({ size: _size, ...rest }) => rest),
    'independent-set': graphs.map(({ colours: _colours, ...rest }) => rest),
    clique: graphs.map(({ colours: _colours, ...rest }) => rest),
    'exact-cover': fc.integer({ min: 1, max: 3 }).chain((n) => {
      const all = Array.from({ length: 3 * n }, (_, i) => i);
      const triple = fc.shuffledSubarray(all, { minLength: 3, maxLength: 3 });
      return fc.record({ elements: fc.constant(3 * n), sets: fc.array(triple, { maxLength: 5 }) });
    }),
    'subset-sum': fc.record({
      numbers: fc.array(fc.bigInt({ min: 0n, max: 2n ** 80n })),
      target: fc.bigInt({ min: 0n, max: 2n ** 80n }),
    }),
    'vertex-cover': graphs.map(({ colours: _colours, ...rest }) => rest),
  };

  test('every problem that the toolkit has is among them', () => {
    const written = catalogue.problems.flatMap(({ name }) => (toolkitTypes(name).length > 0 ? [name] : []));
    expect(written.sort()).toEqual(Object.keys(INSTANCES).sort());
  });

  test.each(Object.entries(INSTANCES))('%s', (name, instances) => {
    const problem = catalogue.problem(name);
    fc.assert(
      fc.property(instances, (instance) => {
        const { text, lost } = writeToolkit(name, instance)!;
        const { type } = JSON.parse(text) as { type: string };
        const unbounded = unboundedTypes().includes(type);
        expect(lost === undefined).toBe(!unbounded);
        const posed = catalogue.parse(
          text,
          'x',
          unbounded ? { size: (instance as { size?: number }).size } : {},
        );
        expect(posed.problem.name).toBe(name);
        expect(problem.canonical(posed.instance)).toBe(problem.canonical(instance));
      }),
    );
  });

  test('a training instance is none of the toolkit', () => {
    expect(writeToolkit('training', {})).toBeUndefined();
  });
});
