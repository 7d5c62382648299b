// What is written in WCNF and OPB is read back, and asks the same: weighted clauses, linear constraints, classical problems,
// networks and their optimum.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxSatToSat } from '../../reductions/max-sat-to-sat.ts';
import { pseudoBooleanToSat } from '../../reductions/pseudo-boolean-to-sat.ts';
import { catalogue } from '../../src/index.ts';
import { writeForeign } from '../../src/interchange/foreign.ts';
import { writeNetworkOpb, writeNetworkWcnf } from '../../src/interchange/weighted-formula.ts';
import { RELATIONS } from '../../src/problem/linear-constraint.ts';
import { maxSat, type MaxSatInstance } from '../../src/problem/max-sat.ts';
import type { ParseOptions } from '../../src/problem/problem.ts';
import type { PseudoBooleanInstance } from '../../src/problem/pseudo-boolean.ts';
import type { Cnf } from '../../src/problem/sat.ts';
import { FAMILIES } from '../../src/problem/training/architecture.ts';
import { totalWeight } from '../../src/problem/training/schema.ts';
import { bruteForceLoading, bruteForceOptimum } from '../loading-brute-force.ts';
import { someModels } from '../models.ts';
import { networkInstances } from '../random-network.ts';
import { pseudoBooleanModels } from '../small-sources.ts';
import { specimens } from '../../src/verify/specimens/index.ts';
import { Random } from '../../src/random.ts';
import { solveOpb } from './solvers.ts';

const COMMENTS = ['a comment', 'p wcnf 1 1 1', '', 'var 1 at least 7', '#variable= 99 #constraint= 99'];

const literals = (variables: number): fc.Arbitrary<number> =>
  fc.integer({ min: 1, max: variables }).chain((v) => fc.constantFrom(v, -v));

describe('WCNF', () => {
  const instances: fc.Arbitrary<MaxSatInstance> = fc.integer({ min: 1, max: 6 }).chain((variables) => {
    const clause = fc.array(literals(variables), { maxLength: 4 });
    return fc.record({
      variables: fc.constant(variables),
      hard: fc.array(clause, { maxLength: 5 }),
      soft: fc.array(fc.record({ weight: fc.bigInt({ min: 1n, max: 2n ** 64n }), clause }), { maxLength: 5 }),
      atLeast: fc.bigInt({ min: 0n, max: 2n ** 66n }),
    });
  });

  test('weighted clauses: the same instance, variables that do not occur and all', () => {
    fc.assert(
      fc.property(instances, fc.shuffledSubarray(COMMENTS), (instance, comments) => {
        const { problem, instance: again } = catalogue.parse(
          writeForeign('max-sat', 'wcnf', instance, comments),
          'x',
        );
        expect(problem.name).toBe('max-sat');
        expect(problem.canonical(again)).toBe(maxSat.canonical(instance));
      }),
    );
  });

  test('exact text', () => {
    const instance = { variables: 4, hard: [[1, -2], []], soft: [{ weight: 3n, clause: [2] }], atLeast: 3n };
    expect(writeForeign('max-sat', 'wcnf', instance, ['mine'])).toBe(
      'c mine\nc at least 3\nc variables 4\nh 1 -2 0\nh 0\n3 2 0\n',
    );
    const empty = { variables: 0, hard: [], soft: [], atLeast: 0n };
    expect(writeForeign('max-sat', 'wcnf', empty, [])).toBe('c at least 0\n');
  });
});

describe('OPB', () => {
  const systems = (number: fc.Arbitrary<bigint>): fc.Arbitrary<PseudoBooleanInstance> =>
    fc.integer({ min: 1, max: 4 }).chain((variables) =>
      fc.record({
        variables: fc.constant(variables),
        constraints: fc.array(
          fc.record({
            terms: fc.array(fc.record({ literal: literals(variables), coefficient: number }), {
              maxLength: 5,
              size: 'max',
            }),
            relation: fc.constantFrom(...RELATIONS),
            bound: number,
          }),
          { maxLength: 3, size: 'max' },
        ),
      }),
    );
  const few = fc.bigInt({ min: -4n, max: 4n });

  test('linear constraints: the same solutions, and what is read is written alike', () => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(
        systems(fc.oneof(few, fc.constantFrom(2n ** 70n, -(2n ** 70n)))),
        fc.shuffledSubarray(COMMENTS),
        (instance, comments) => {
          const text = writeForeign('pseudo-boolean', 'opb', instance, comments);
          const { problem, instance: again } = catalogue.parse(text, 'x');
          expect(problem.name).toBe('pseudo-boolean');
          const solutions = pseudoBooleanModels(instance);
          seen[solutions.length > 0 ? 'yes' : 'no']++;
          expect(pseudoBooleanModels(again as PseudoBooleanInstance)).toEqual(solutions);
          expect(writeForeign('pseudo-boolean', 'opb', again, comments)).toBe(text);
        },
      ),
      { numRuns: 300 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(60);
  });

  test('linear constraints: clasp says what enumeration says', async () => {
    const seen = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(systems(few), async (instance) => {
        const yes = pseudoBooleanModels(instance).length > 0;
        seen[yes ? 'yes' : 'no']++;
        expect((await solveOpb(writeForeign('pseudo-boolean', 'opb', instance, []))).feasible).toBe(yes);
      }),
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(20);
  });

  test.each(['sat', 'hitting-set', 'vertex-cover', 'independent-set', 'exact-cover'])(
    '%s: the answer stays, golden and random instances',
    (name) => {
      const own = specimens.find(({ problem }) => problem === name)!;
      const random = new Random(11);
      const drawn = Array.from({ length: 40 }, (_, i) => own.random(random, 1 + (i % 5)));
      const seen = { yes: 0, no: 0 };
      for (const instance of [...own.golden.map((golden) => golden.instance), ...drawn]) {
        if (own.candidates(instance) > 1024) continue;
        const answer = [...own.witnesses(instance)].length > 0;
        seen[answer ? 'yes' : 'no']++;
        const again = catalogue.parse(writeForeign(name, 'opb', instance, []), 'x').instance;
        expect(pseudoBooleanModels(again as PseudoBooleanInstance).length > 0).toBe(answer);
      }
      expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(4);
    },
  );
});

describe('networks', () => {
  const small = networkInstances(
    { inputs: 3, nodes: 3, fanIn: 3, outputs: 2, examples: 5, families: FAMILIES },
    'any',
  );
  const satisfiable = async (formula: Cnf): Promise<boolean> => (await someModels(formula, 1)).length > 0;
  const asks = async (text: string, options: ParseOptions): Promise<boolean> => {
    const { problem, instance } = catalogue.parse(text, 'x', options);
    return satisfiable(
      problem.name === maxSat.name
        ? maxSatToSat.reduce(instance as MaxSatInstance)
        : pseudoBooleanToSat.reduce(instance as PseudoBooleanInstance),
    );
  };

  test.each(['table', 'weights', 'lazy'] as const)(
    'WCNF and OPB of %s: the answer, and the optimum',
    async (encoding) => {
      const seen = { yes: 0, no: 0 };
      await fc.assert(
        fc.asyncProperty(small, async (instance) => {
          const answer = bruteForceLoading(instance) !== undefined;
          const most = bruteForceOptimum(instance);
          seen[answer ? 'yes' : 'no']++;
          const wcnf = writeNetworkWcnf(instance, encoding, ['a comment']);
          expect(await asks(wcnf, {})).toBe(answer);
          const soft = (catalogue.parse(wcnf, 'x').instance as MaxSatInstance).soft;
          const all = soft.reduce((sum, { weight }) => sum + weight, 0n);
          // The weight of the other examples is always right.
          const best = all - BigInt(totalWeight(instance) - most);
          expect(await asks(wcnf, { atLeast: best })).toBe(true);
          expect(await asks(wcnf, { atLeast: best + 1n })).toBe(false);
          expect(await asks(writeNetworkOpb(instance, encoding, false, []), {})).toBe(answer);
          const search = writeNetworkOpb(instance, encoding, true, []);
          const always = Number(/^\* the objective is (\d+) minus/m.exec(search)![1]);
          expect(await asks(search, { atMost: BigInt(always - most) })).toBe(true);
          expect(await asks(search, { atMost: BigInt(always - most - 1) })).toBe(false);
        }),
        { numRuns: 40 },
      );
      expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(8);
    },
  );
});
