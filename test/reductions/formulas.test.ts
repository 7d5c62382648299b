// The reductions between formulas, set systems and graphs: an iff on all small instances, golden texts, random
// larger ones.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { threeSatToSat } from '../../reductions/3-sat-to-sat.ts';
import { threeSatToSetSplitting } from '../../reductions/3-sat-to-set-splitting.ts';
import { graphColouringToSat } from '../../reductions/graph-colouring-to-sat.ts';
import { naeSatToSat } from '../../reductions/nae-sat-to-sat.ts';
import { naeSatToSetSplitting } from '../../reductions/nae-sat-to-set-splitting.ts';
import { satTo3Sat } from '../../reductions/sat-to-3-sat.ts';
import { setSplittingToNaeSat } from '../../reductions/set-splitting-to-nae-sat.ts';
import { graphColouring } from '../../src/problem/graph-colouring.ts';
import { naeSat } from '../../src/problem/nae-sat.ts';
import { sat, threeSat, type Cnf } from '../../src/problem/sat.ts';
import { setSplitting } from '../../src/problem/set-splitting.ts';
import { expectIff, spread } from '../iff.ts';
import {
  allTriples,
  clauses,
  colourings,
  eight,
  fano,
  graphs,
  models,
  naeModels,
  seven,
  setSystems,
  splittings,
} from '../small-sources.ts';

/** All formulas of at most two clauses of `from` to `to` literals over n variables. */
function upToTwoClauses(variables: number, from: number, to: number): Cnf[] {
  const all = clauses(variables, from, to);
  const pairs = all.flatMap((a, i) => all.slice(i).map((b) => [a, b]));
  return [[], ...all.map((clause) => [clause]), ...pairs].map((list) => ({ variables, clauses: list }));
}

/**
 * Random formulas over few variables, any clause length up to `longest`, repeated and complementary literals
 * included.
 */
function formulas(variables: number, most: number, longest: number): fc.Arbitrary<Cnf> {
  const literal = fc
    .tuple(fc.integer({ min: 1, max: variables }), fc.boolean())
    .map(([v, positive]) => (positive ? v : -v));
  const clause = fc.array(literal, { maxLength: longest });
  return fc.array(clause, { maxLength: most }).map((list) => ({ variables, clauses: list }));
}

const some = <X>(arbitrary: fc.Arbitrary<X>, count: number): X[] =>
  fc.sample(arbitrary, { seed: 1, numRuns: count });

describe('sat-to-3-sat', () => {
  const rest = {
    reduction: satTo3Sat,
    source: sat,
    target: threeSat,
    sourceWitnesses: models,
    targetWitnesses: models,
  };

  test('all formulas of at most two clauses over one variable, with clauses of 0 to 5 literals', () => {
    expectIff({ ...rest, instances: upToTwoClauses(1, 0, 5), yes: 100, no: 89 });
  });

  test('all formulas of one clause of 4 literals over 2 variables, alone and with all four 2-clauses', () => {
    const square = [
      [1, 2],
      [1, -2],
      [-1, 2],
      [-1, -2],
    ];
    const long = clauses(2, 4, 4);
    const instances = [
      ...long.map((clause) => ({ variables: 2, clauses: [clause] })),
      ...long.map((clause) => ({ variables: 2, clauses: [...square, clause] })),
    ];
    expectIff({ ...rest, instances, yes: 256, no: 256 });
  });

  test('random formulas with clauses of up to 7 literals', () => {
    const contradicted = some(formulas(3, 2, 6), 60).map((f) => ({
      variables: 3,
      clauses: [...f.clauses, ...eight.clauses],
    }));
    expectIff({
      ...rest,
      instances: [...some(formulas(4, 3, 7), 120), ...contradicted, ...seven],
      yes: 60,
      no: 60,
    });
  });

  test('exact text', () => {
    const formula = { variables: 5, clauses: [[1, 2, 3, 4, -5], [], [-1]], comments: ['mine'] };
    expect(threeSat.write(satTo3Sat.reduce(formula))).toBe(
      'c mine\nc var 6 link 1.1\nc var 7 link 1.2\np cnf 7 5\n1 2 6 0\n-6 3 7 0\n-7 4 -5 0\n0\n-1 0\n',
    );
    expect(satTo3Sat.reduce({ variables: 0, clauses: [] })).toEqual({
      variables: 0,
      clauses: [],
      comments: [],
    });
  });

  test('a clause of 200,000 literals', () => {
    const clause = Array.from({ length: 200_000 }, (_, i) => i + 1);
    const formula = { variables: 200_000, clauses: [clause] };
    const reduced = satTo3Sat.reduce(formula);
    expect(sat.size(reduced)).toEqual(satTo3Sat.size(formula));
    const last = clause.map((v) => v === 200_000);
    expect(sat.check(reduced, satTo3Sat.forward(formula, last))).toEqual({ ok: true });
  });
});

test('3-sat-to-sat is the identity', () => {
  expectIff({
    reduction: threeSatToSat,
    source: threeSat,
    target: sat,
    instances: upToTwoClauses(2, 0, 2),
    sourceWitnesses: models,
    targetWitnesses: models,
    yes: 100,
    no: 20,
  });
});

describe('3-sat-to-set-splitting', () => {
  const rest = {
    reduction: threeSatToSetSplitting,
    source: threeSat,
    target: setSplitting,
    sourceWitnesses: models,
    targetWitnesses: (system: Parameters<typeof splittings>[0]) => spread(splittings(system), 32),
  };

  test('all formulas of at most two clauses over 0, 1 and 2 variables', () => {
    expectIff({ ...rest, instances: upToTwoClauses(0, 0, 3), yes: 1, no: 2 });
    expectIff({ ...rest, instances: upToTwoClauses(1, 0, 3), yes: 80, no: 20 });
    expectIff({ ...rest, instances: upToTwoClauses(2, 0, 3), yes: 2000, no: 85 });
  });

  test('all sets of clauses without repeated variables over 2 variables', () => {
    const proper = clauses(2, 1, 2).filter(([a, b = 9]) => Math.abs(a!) < Math.abs(b));
    expect(proper).toHaveLength(8);
    const instances = Array.from({ length: 256 }, (_, mask) => ({
      variables: 2,
      clauses: proper.filter((_, i) => mask & (1 << i)),
    })).filter(({ clauses: list }) => list.length <= 5);
    expectIff({ ...rest, instances, yes: 40, no: 40 });
  });

  test('the eight clauses of 3 variables, and each seven of them', () => {
    expect(splittings(threeSatToSetSplitting.reduce(eight))).toHaveLength(0);
    const reduced = threeSatToSetSplitting.reduce(seven[0]!);
    for (const splitting of spread(splittings(reduced), 40)) {
      const model = threeSatToSetSplitting.extract(seven[0]!, splitting);
      expect(threeSat.check(seven[0]!, model)).toEqual({ ok: true });
    }
    for (const formula of seven) {
      expect(models(formula)).toHaveLength(1);
      const splitting = threeSatToSetSplitting.forward(formula, models(formula)[0]!);
      expect(setSplitting.check(threeSatToSetSplitting.reduce(formula), splitting)).toEqual({ ok: true });
    }
  });

  test('random 3-literal formulas with 3 variables', () => {
    expectIff({ ...rest, instances: some(formulas(3, 5, 3), 120), yes: 30, no: 10 });
  });

  test('every set has 2 or 3 different elements', () => {
    fc.assert(
      fc.property(formulas(4, 8, 3), (formula) => {
        const { elements, sets } = threeSatToSetSplitting.reduce(formula);
        for (const set of sets) {
          expect(set.length).toBeGreaterThanOrEqual(2);
          expect(set.length).toBeLessThanOrEqual(3);
          expect(new Set(set).size).toBe(set.length);
          expect(Math.max(...set)).toBeLessThan(elements);
        }
      }),
    );
  });

  test('exact text: padding, repetition, tautology, the empty clause', () => {
    const reduced = threeSatToSetSplitting.reduce({
      variables: 2,
      clauses: [[1, -2, 2], [2], [1, 1], []],
    });
    expect(setSplitting.canonical(reduced)).toBe(
      '{"elements":13,"format":"trainsat.set-splitting/1","sets":[[0,1],[2,3],[4,5],[0,3,4],[5,2,12],[6,7],[2,6],[7,2,12],[8,9],[0,8],[9,0,12],[10,11],[12,10],[11,12]]}',
    );
  });

  test('a long clause is refused', () => {
    expect(() => threeSatToSetSplitting.reduce({ variables: 4, clauses: [[1], [1, 2, 3, 4]] })).toThrow(
      '3-sat-to-set-splitting: expected clauses of at most 3 literals, found 4 in clause 2; reduce it to 3-sat first',
    );
  });
});

describe('not-all-equal', () => {
  test('nae-sat-to-set-splitting on all formulas of at most two clauses over 1 and 2 variables', () => {
    for (const variables of [1, 2])
      expectIff({
        reduction: naeSatToSetSplitting,
        source: naeSat,
        target: setSplitting,
        instances: upToTwoClauses(variables, 0, 3),
        sourceWitnesses: naeModels,
        targetWitnesses: splittings,
        yes: 20,
        no: 20,
      });
  });

  test('nae-sat-to-set-splitting on random formulas', () => {
    expectIff({
      reduction: naeSatToSetSplitting,
      source: naeSat,
      target: setSplitting,
      instances: some(formulas(5, 5, 5), 200),
      sourceWitnesses: naeModels,
      targetWitnesses: splittings,
      yes: 20,
      no: 20,
    });
  });

  test('nae-sat-to-sat on all formulas of at most two clauses over 1 and 2 variables', () => {
    for (const variables of [1, 2])
      expectIff({
        reduction: naeSatToSat,
        source: naeSat,
        target: sat,
        instances: upToTwoClauses(variables, 0, 3),
        sourceWitnesses: naeModels,
        targetWitnesses: models,
        yes: 20,
        no: 20,
      });
    expect(sat.write(naeSatToSat.reduce({ variables: 2, clauses: [[1, -2], []] }))).toBe(
      'p cnf 2 4\n1 -2 0\n-1 2 0\n0\n0\n',
    );
  });

  test('set-splitting-to-nae-sat on all systems of up to 3 elements, the empty set included, and the golden ones', () => {
    const instances = [...[0, 1, 2, 3].flatMap((n) => setSystems(n, 0)), fano, allTriples];
    expectIff({
      reduction: setSplittingToNaeSat,
      source: setSplitting,
      target: naeSat,
      instances,
      sourceWitnesses: splittings,
      targetWitnesses: naeModels,
      yes: 18,
      no: 200,
    });
    expect(naeSat.write(setSplittingToNaeSat.reduce({ elements: 2, sets: [[1, 0], []] }))).toBe(
      'c var 1 element 0 in part 1\nc var 2 element 1 in part 1\np nae 2 2\n2 1 0\n0\n',
    );
  });
});

describe('graph-colouring-to-sat', () => {
  test('all graphs of up to 4 vertices with 1 to 3 colours', () => {
    const instances = [1, 2, 3].flatMap((k) => [0, 1, 2, 3, 4].flatMap((n) => graphs(n, k)));
    expectIff({
      reduction: graphColouringToSat,
      source: graphColouring,
      target: sat,
      instances,
      sourceWitnesses: colourings,
      targetWitnesses: (cnf) => spread(models(cnf), 200),
      yes: 100,
      no: 80,
    });
  });

  test('exact text', () => {
    const text = sat.write(graphColouringToSat.reduce({ vertices: 2, edges: [[0, 1]], colours: 2 }));
    expect(text.split('\n').filter((line) => !line.startsWith('c'))).toEqual([
      'p cnf 4 4',
      '1 2 0',
      '3 4 0',
      '-1 -3 0',
      '-2 -4 0',
      '',
    ]);
    expect(text).toContain('c var 3 vertex 1 colour 0\n');
  });
});
