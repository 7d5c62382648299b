// Training instances in the formats of other solvers: these answer what enumeration answers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rational, type Rational } from '../../src/exact/rational.ts';
import { networkProgram } from '../../src/interchange/network-program.ts';
import { writeSmt } from '../../src/interchange/smt.ts';
import { writeNetworkOpb, writeNetworkWcnf } from '../../src/interchange/weighted-formula.ts';
import { decideTraining } from '../../src/decide/index.ts';
import { FAMILIES } from '../../src/problem/training/architecture.ts';
import { totalWeight, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { shallowInstance } from '../../src/problem/training/shallow.ts';
import { bruteForceLoading, bruteForceOptimum } from '../loading-brute-force.ts';
import { networkInstances } from '../random-network.ts';
import { solveOpb, solveProgram, solveSmt, solveWcnf, type Answer } from './solvers.ts';

/** Small networks of all kinds of nodes, with don't-cares, weights and what part is required. */
const small = networkInstances(
  { inputs: 3, nodes: 3, fanIn: 3, outputs: 2, examples: 5, families: FAMILIES },
  'any',
);
/** Threshold units above threshold units, everything required. */
const layered = networkInstances(
  { inputs: 3, nodes: 4, fanIn: 3, outputs: 2, examples: 7, families: ['threshold'] },
  'all',
);

const program = (format: 'lp' | 'mps', optimum: boolean) => (instance: TrainingInstance) => {
  const made = networkProgram(instance, optimum);
  const text = format === 'lp' ? made.program.lp(made.comments) : made.program.mps('test', made.comments);
  return solveProgram(format, text);
};

/** Each format as a question. */
const QUESTIONS: readonly (readonly [string, (instance: TrainingInstance) => Promise<Answer>])[] = [
  ['OPB, table', (instance) => solveOpb(writeNetworkOpb(instance, 'table', false, ['a comment']))],
  ['OPB, weights', (instance) => solveOpb(writeNetworkOpb(instance, 'weights', false, []))],
  ['OPB, lazy', (instance) => solveOpb(writeNetworkOpb(instance, 'lazy', false, []))],
  ['SMT-LIB', (instance) => solveSmt(writeSmt(instance, ['a comment']))],
  ['LP', program('lp', false)],
  ['MPS', program('mps', false)],
];

/** Each format with an objective: the weight of wrong examples that its cost says. */
const OPTIMA: readonly (readonly [string, (instance: TrainingInstance) => Promise<number>])[] = [
  [
    'WCNF, table',
    async (instance) => (await solveWcnf(writeNetworkWcnf(instance, 'table', ['a comment']))).cost!,
  ],
  ['WCNF, lazy', async (instance) => (await solveWcnf(writeNetworkWcnf(instance, 'lazy', []))).cost!],
  [
    'OPB',
    async (instance) => {
      const text = writeNetworkOpb(instance, 'table', true, []);
      const always = Number(/^\* the objective is (\d+) minus/m.exec(text)![1]);
      return totalWeight(instance) - (always - (await solveOpb(text)).cost!);
    },
  ],
  ['LP', async (instance) => (await program('lp', true)(instance)).cost!],
  ['MPS', async (instance) => (await program('mps', true)(instance)).cost!],
];

describe('the answer', () => {
  test.each(QUESTIONS)('%s', { timeout: 240_000 }, async (_name, ask) => {
    const seen = { yes: 0, no: 0 };
    for (const instances of [small, layered])
      await fc.assert(
        fc.asyncProperty(instances, async (instance) => {
          const yes = bruteForceLoading(instance) !== undefined;
          seen[yes ? 'yes' : 'no']++;
          expect((await ask(instance)).feasible).toBe(yes);
        }),
        { numRuns: 60 },
      );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(20);
  });
});

describe('the optimum', () => {
  test.each(OPTIMA)('%s', { timeout: 240_000 }, async (_name, leastWrong) => {
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(small, async (instance) => {
        const least = totalWeight(instance) - bruteForceOptimum(instance);
        seen.add(least);
        expect(await leastWrong(instance)).toBe(least);
      }),
      { numRuns: 60 },
    );
    expect(seen.size).toBeGreaterThan(2);
  });
});

describe('rational stimuli', () => {
  const numbers: fc.Arbitrary<Rational> = fc
    .tuple(fc.integer({ min: -6, max: 6 }), fc.constantFrom(1n, 2n, 3n))
    .map(([numerator, denominator]) => rational(BigInt(numerator), denominator));
  const instances = fc
    .tuple(
      fc.constantFrom('threshold' as const, 'and' as const, 'xor' as const),
      fc.integer({ min: 1, max: 2 }),
      fc.array(fc.tuple(numbers, numbers, fc.boolean()), { minLength: 3, maxLength: 8 }),
    )
    .map(([output, hidden, rows]) =>
      shallowInstance({
        inputs: 2,
        hidden,
        output,
        examples: rows.map(([x, y, label]) => ({ stimulus: [x, y], response: label ? '1' : '0' })),
      }),
    );

  test.each(QUESTIONS.filter(([name]) => !/table|weights/.test(name)))(
    '%s',
    { timeout: 240_000 },
    async (_name, ask) => {
      const seen = { yes: 0, no: 0 };
      await fc.assert(
        fc.asyncProperty(instances, async (instance) => {
          const { answer } = await decideTraining(instance);
          if (answer === 'unknown') throw new Error('expected an answer');
          seen[answer]++;
          expect((await ask(instance)).feasible).toBe(answer === 'yes');
        }),
        { numRuns: 60 },
      );
      expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(10);
    },
  );
});
