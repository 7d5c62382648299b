// Disjunctions of few terms: from colourings, where the least number is the chromatic number, and to formulas.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dnfToSat } from '../../reductions/dnf-to-sat.ts';
import { graphColouringToDnf } from '../../reductions/graph-colouring-to-dnf.ts';
import { dnf, type Dnf, type DnfInstance } from '../../src/problem/dnf.ts';
import { graphColouring } from '../../src/problem/graph-colouring.ts';
import { sat, type Assignment } from '../../src/problem/sat.ts';
import { labelings, modelsOn, randomExamples } from '../boolean-examples.ts';
import { counts, expectIff, spread } from '../iff.ts';
import { colourings, dnfs, graphs } from '../small-sources.ts';

describe('graph-colouring-to-dnf', () => {
  const reduction = graphColouringToDnf;
  const iff = {
    reduction,
    source: graphColouring,
    target: dnf,
    sourceWitnesses: colourings,
    targetWitnesses: (instance: DnfInstance) => spread(dnfs(instance), 200),
  };

  test('all graphs of up to 4 vertices with 1 to 3 colours', () => {
    const instances = [1, 2, 3].flatMap((k) => [0, 1, 2, 3].flatMap((n) => graphs(n, k)));
    instances.push(...[1, 2].flatMap((k) => graphs(4, k)));
    expectIff({ ...iff, instances, ...counts(instances, (graph) => colourings(graph).length > 0) });
  });

  test('K4: four terms, not three', () => {
    const k4 = graphs(4, 4).at(-1)!;
    expect(k4.edges).toHaveLength(6);
    const target = reduction.reduce(k4);
    expect(dnfs({ ...target, terms: 3 })).toEqual([]);
    for (const witness of colourings(k4))
      expect(dnf.check(target, reduction.forward(k4, witness))).toEqual({ ok: true });
  });

  test('exact text: a path of 3 vertices', () => {
    const path = graphColouring.parse('c colours 2\np edge 3 2\ne 1 2\ne 2 3\n', 'x');
    expect(dnf.canonical(reduction.reduce(path))).toBe(
      '{"examples":[{"response":"1","stimulus":"011"},{"response":"1","stimulus":"101"},{"response":"1","stimulus":"110"},{"response":"0","stimulus":"001"},{"response":"0","stimulus":"100"}],"format":"trainsat.dnf/1","inputs":3,"terms":2}',
    );
    expect(reduction.forward(path, { colour: [0, 1, 0] })).toEqual({ terms: ['-1-', '1-1'] });
  });

  test('an instance too large to write down is refused before it is built', () => {
    expect(() => reduction.reduce({ vertices: 1_000_000, edges: [], colours: 1 })).toThrow(
      'graph-colouring-to-dnf: expected at most 268435456 inputs times examples, found 1000000 times 1000000; use a smaller source',
    );
  });
});

describe('dnf-to-sat', () => {
  const reduction = dnfToSat;
  const solvable = (instance: DnfInstance): boolean => dnfs(instance).length > 0;

  /** The same disjunction with its terms in other orders, and one of them repeated where there is room. */
  const guises = ({ terms: most }: DnfInstance, { terms }: Dnf): Dnf[] => [
    { terms },
    { terms: terms.toReversed() },
    ...(terms.length > 0 && terms.length < most ? [{ terms: [...terms, terms[0]!] }] : []),
  ];

  const expectFormulas = async (instances: readonly DnfInstance[], cap: number): Promise<void> => {
    const found = new Map<string, Assignment[]>();
    for (const instance of instances) {
      const formula = reduction.reduce(instance);
      const first = instance.terms * (1 + 2 * instance.inputs);
      found.set(sat.canonical(formula), await modelsOn(formula, first, cap));
    }
    expectIff({
      reduction,
      source: dnf,
      target: sat,
      instances,
      sourceWitnesses: (instance) =>
        spread(dnfs(instance), 60).flatMap((witness) => guises(instance, witness)),
      targetWitnesses: (formula) => found.get(sat.canonical(formula))!,
      ...counts(instances, solvable),
    });
  };

  test('all examples on up to 2 inputs, contradictions among them, with up to 2 terms', async () => {
    const instances = [0, 1, 2].flatMap((inputs) =>
      [0, 1, 2].flatMap((terms) =>
        labelings(inputs, true).map((examples): DnfInstance => ({ inputs, terms, examples })),
      ),
    );
    await expectFormulas(instances, 12);
  });

  test('random examples on 3 and 4 inputs', async () => {
    const instances = [3, 4].flatMap((inputs) =>
      fc.sample(
        fc.record({
          inputs: fc.constant(inputs),
          terms: fc.integer({ min: 1, max: 2 }),
          examples: randomExamples(inputs, 12),
        }),
        { seed: 4, numRuns: 60 },
      ),
    );
    await expectFormulas(instances, 40);
  });

  test('as many ways to choose one term as there are', async () => {
    for (const examples of labelings(2)) {
      const instance: DnfInstance = { inputs: 2, terms: 1, examples };
      const own = await modelsOn(reduction.reduce(instance), 5, 1000);
      const terms = own.map((model) => reduction.extract(instance, model).terms.join());
      // Without a positive example also "no term": the variable says so, or the term contradicts itself.
      expect([...new Set(terms)].sort()).toEqual(
        dnfs(instance)
          .map((way) => way.terms.join())
          .sort(),
      );
    }
  });

  test('exact text', () => {
    const instance: DnfInstance = {
      inputs: 1,
      terms: 2,
      examples: [
        { stimulus: '1', response: '1' },
        { stimulus: '0', response: '0' },
      ],
    };
    expect(sat.canonical(reduction.reduce(instance))).toBe(
      'p cnf 8 7\n-7 1 0\n-7 -3 0\n-8 4 0\n-8 -6 0\n7 8 0\n-1 2 0\n-4 5 0\n',
    );
    expect(reduction.size(instance)).toEqual({ variables: 8, clauses: 7 });
    expect(reduction.forward(instance, { terms: ['1'] })).toEqual(
      [1, 1, 0, 0, 0, 0, 1, 0].map((bit) => bit === 1),
    );
  });
});
