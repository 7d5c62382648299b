// The exact engine against brute force, known theorems and its own certificates.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CertificateChecker, NO_STRENGTH } from '../../src/certificate/check.ts';
import { certificateChunks } from '../../src/certificate/write.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { certificateFor, type SolverName } from '../../src/decide/index.ts';
import { solversWord } from '../../src/decide/verdict.ts';
import { COUNTING_SOLVERS, createSolver, SOLVERS } from '../../src/solver/create.ts';
import { checkConfiguration } from '../../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import type { OutputFamily } from '../../src/problem/training/shallow.ts';
import { bruteForce, dichotomies } from '../brute-force.ts';
import { booleanInstance, cube, FANO, K5_TRIPLES, rationalInstance, setSystemPoints } from '../instances.ts';

/** Decides, checks the certificate as it would be written, and returns the answer. */
async function answer(instance: TrainingInstance, solver: SolverName = 'cdcl'): Promise<string> {
  const verdict = await decideInThread(instance, { solver, expired: () => false });
  const certificate = certificateFor(instance, verdict, {});
  if (verdict.answer === 'yes')
    expect(checkConfiguration(instance, verdict.configuration)).toEqual({ ok: true });
  if (certificate) {
    const checker = new CertificateChecker(instance, 'certificate');
    for (const chunk of certificateChunks(certificate)) checker.push(chunk);
    const strength = verdict.answer === 'yes' ? 'configuration (exact)' : NO_STRENGTH;
    expect(checker.end()).toEqual({ verified: verdict.answer.toUpperCase(), strength });
    if (verdict.answer !== 'unknown') expect(verdict.checked).toBe(strength);
  } else if (verdict.answer === 'no') {
    expect(solver).not.toBe('cdcl');
    expect(verdict.checked).toBe(`edges (exact), ${solversWord(solver)}`);
  }
  return verdict.answer;
}

const OUTPUTS: OutputFamily[] = ['threshold', 'and', 'or', 'nand', 'nor', 'xor'];

test('the brute force knows the threshold functions of up to 4 variables', () => {
  expect(
    [1, 2, 3, 4].map(
      (n) =>
        dichotomies(
          cube(n).map((x) => [...x].map(Number)),
          n,
        ).length,
    ),
  ).toEqual([4, 14, 104, 1882]);
});

describe('against brute force', () => {
  test.each(OUTPUTS)('all 256 functions of 3 variables by two units under %s', async (output) => {
    const points = cube(3);
    const yes: number[] = [];
    for (let f = 0; f < 256; f++) {
      const instance = booleanInstance(
        2,
        output,
        points.map((x, e) => [x, ((f >> e) & 1) as 0 | 1]),
      );
      if ((await answer(instance)) === 'yes') yes.push(f);
    }
    const units = dichotomies(
      points.map((x) => [...x].map(Number)),
      3,
    );
    const reachable = new Set<number>();
    for (const a of units)
      for (const b of units) {
        const tables = output === 'threshold' ? [0b1000, 0b1110, 0b0111, 0b0001] : [];
        const gates: Record<string, number> = {
          and: 0b1000,
          or: 0b1110,
          nand: 0b0111,
          nor: 0b0001,
          xor: 0b0110,
        };
        for (const table of output === 'threshold' ? tables : [gates[output]!])
          reachable.add(points.reduce((sum, _x, e) => sum + (((table >> (a[e]! + 2 * b[e]!)) & 1) << e), 0));
      }
    expect(yes).toEqual([...reachable].sort((p, q) => p - q));
    // The known counts: 246 by AND, 254 by a free output (all but the two parities).
    if (output === 'and' || output === 'or') expect(yes.length).toBe(246);
    if (output === 'threshold') expect(yes.length).toBe(254);
  });

  test("random partial labelings, with duplicates, contradictions and don't-cares", async () => {
    const seen = { yes: 0, no: 0, unknown: 0 };
    const example = (n: number) =>
      fc.tuple(fc.constantFrom(...cube(n)), fc.constantFrom<0 | 1 | '*'>(0, 1, 0, 1, '*'));
    const arbitrary = fc
      .record({
        n: fc.integer({ min: 0, max: 3 }),
        k: fc.integer({ min: 0, max: 2 }),
        output: fc.constantFrom(...OUTPUTS),
      })
      .chain(({ n, k, output }) =>
        fc
          .array(example(n), { maxLength: 11 })
          .map((examples) => booleanInstance(k, k === 0 ? 'threshold' : output, examples, n)),
      );
    await fc.assert(
      fc.asyncProperty(arbitrary, async (instance) => {
        const said = await answer(instance);
        seen[said as 'yes']++;
        expect(said).toBe(bruteForce(instance) ? 'yes' : 'no');
      }),
      { numRuns: 400, seed: 7 },
    );
    expect(seen.unknown).toBe(0);
    expect(seen.no).toBeGreaterThan(60);
    expect(seen.yes).toBeGreaterThan(60);
  });

  test('three units on the 3-cube, free output and gates', async () => {
    const points = cube(3);
    for (const output of OUTPUTS)
      for (const f of [0b10010110, 0b01101001, 0b10000001, 0b11100111, 0b00011000]) {
        const instance = booleanInstance(
          3,
          output,
          points.map((x, e) => [x, ((f >> e) & 1) as 0 | 1]),
        );
        expect(await answer(instance), `${output} ${f}`).toBe(bruteForce(instance) ? 'yes' : 'no');
      }
  });
});

describe('known answers', () => {
  test('XOR of two bits: no perceptron, two units suffice under every output but a single AND-like one', async () => {
    const xor: [string, 0 | 1][] = [
      ['00', 0],
      ['01', 1],
      ['10', 1],
      ['11', 0],
    ];
    expect(await answer(booleanInstance(0, 'threshold', xor))).toBe('no');
    expect(await answer(booleanInstance(1, 'threshold', xor))).toBe('no');
    for (const output of OUTPUTS) expect(await answer(booleanInstance(2, output, xor))).toBe('yes');
  });

  test.each([
    ['Fano plane', 7, FANO],
    ['all triples on 5 elements', 5, K5_TRIPLES],
  ])('%s cannot be split, and can with any one set less', async (_name, n, sets) => {
    for (const solver of SOLVERS)
      expect(await answer(booleanInstance(2, 'and', setSystemPoints(n, sets)), solver)).toBe('no');
    for (let drop = 0; drop < sets.length; drop++) {
      const fewer = sets.filter((_, i) => i !== drop);
      expect(await answer(booleanInstance(2, 'and', setSystemPoints(n, fewer)))).toBe('yes');
    }
    expect(await answer(booleanInstance(3, 'and', setSystemPoints(n, sets)))).toBe('yes');
  });

  test('parity: n units are necessary and suffice under a free output; 2^(n-1) under AND', async () => {
    const parity = (n: number, k: number, output: OutputFamily) =>
      answer(
        booleanInstance(
          k,
          output,
          cube(n).map((x) => [x, ([...x].filter((b) => b === '1').length % 2) as 0 | 1]),
        ),
      );
    expect(await parity(3, 2, 'threshold')).toBe('no');
    expect(await parity(3, 3, 'threshold')).toBe('yes');
    expect(await parity(4, 3, 'threshold')).toBe('no');
    expect(await parity(4, 4, 'threshold')).toBe('yes');
    expect(await parity(3, 3, 'and')).toBe('no');
    expect(await parity(3, 4, 'and')).toBe('yes');
    expect(await parity(4, 3, 'xor')).toBe('no');
    expect(await parity(4, 4, 'xor')).toBe('yes');
  });

  test('more than 8 units under a free output: by its weights, else the limit is named', async () => {
    const parity3 = cube(3).map((x): [string, 0 | 1] => [
      x,
      ([...x].filter((b) => b === '1').length % 2) as 0 | 1,
    ]);
    expect(await answer(booleanInstance(9, 'threshold', parity3))).toBe('yes');
    const contradiction: [string, 0 | 1][] = [
      ['0', 0],
      ['0', 1],
    ];
    expect(await answer(booleanInstance(9, 'threshold', contradiction))).toBe('no');
    const parity4 = cube(4).map((x): [string, 0 | 1] => [
      x,
      ([...x].filter((b) => b === '1').length % 2) as 0 | 1,
    ]);
    expect(await answer(booleanInstance(9, 'threshold', parity4))).toBe('yes');
    const twice: [string, 0 | 1][] = [...parity4, ['0000', 1]];
    expect(await answer(booleanInstance(9, 'threshold', twice))).toBe('no');
    const wide = booleanInstance(
      1000,
      'threshold',
      cube(9).flatMap((x): [string, 0 | 1][] => [
        [x, 0],
        [x, 1],
      ]),
    );
    expect(await decideInThread(wide, { solver: 'cdcl', expired: () => false })).toMatchObject({
      answer: 'unknown',
      limit: 'hidden units: 1000, a free output on so many would take too large a formula',
    });
  });

  test('more units than examples: the idle ones disturb no output', async () => {
    const parity3 = cube(3).map((x): [string, 0 | 1] => [
      x,
      ([...x].filter((b) => b === '1').length % 2) as 0 | 1,
    ]);
    for (const output of OUTPUTS)
      for (const hidden of [8, 200])
        expect(await answer(booleanInstance(hidden, output, parity3)), `${output} ${hidden}`).toBe('yes');
  });

  test('rational stimuli: points on a line and in the plane', async () => {
    const line = (labels: (0 | 1)[], hidden: number, output: OutputFamily) =>
      rationalInstance(
        hidden,
        output,
        labels.map((y, i) => [[[i, 3]], y]),
      );
    expect(await answer(line([0, 0, 1, 1], 0, 'threshold'))).toBe('yes');
    expect(await answer(line([0, 1, 1, 0], 0, 'threshold'))).toBe('no');
    expect(await answer(line([0, 1, 1, 0], 2, 'and'))).toBe('yes');
    expect(await answer(line([1, 0, 1, 0], 2, 'and'))).toBe('no');
    expect(await answer(line([1, 0, 1, 0], 2, 'threshold'))).toBe('no');
    expect(await answer(line([1, 0, 1, 0], 3, 'threshold'))).toBe('yes');
    expect(await answer(line([0, 1, 0, 1, 0], 3, 'xor'))).toBe('no');
    expect(await answer(line([0, 1, 0, 1, 0], 4, 'xor'))).toBe('yes');
    // 0.333333333 < 1/3 < 0.333333334: floats of single precision could not tell them apart.
    const near = (labels: [0 | 1, 0 | 1, 0 | 1]) =>
      rationalInstance(0, 'threshold', [
        [[[333333333, 1000000000]], labels[0]],
        [[[1, 3]], labels[1]],
        [[[333333334, 1000000000]], labels[2]],
      ]);
    expect(await answer(near([1, 0, 0]))).toBe('yes');
    expect(await answer(near([0, 1, 0]))).toBe('no');
  });
});

test('the same input gives the same run', async () => {
  const instance = booleanInstance(2, 'threshold', setSystemPoints(7, FANO));
  const run = async () => {
    const { stats, ...verdict } = await decideInThread(instance, { solver: 'cdcl', expired: () => false });
    return { ...verdict, stats: { ...stats, milliseconds: 0 } };
  };
  expect(await run()).toEqual(await run());
});

test('an expired clock gives UNKNOWN and names the limit', async () => {
  const instance = booleanInstance(2, 'and', setSystemPoints(7, FANO));
  let calls = 0;
  const verdict = await decideInThread(instance, {
    solver: 'cdcl',
    seconds: 1,
    expired: () => ++calls > 0,
  });
  expect(verdict).toMatchObject({ answer: 'unknown', limit: 'seconds: 1' });
});

test('conflicts are limited with an engine that counts them', async () => {
  // The projective plane of order 3 has 13 points and lines of 4; its triples leave no 2-colouring.
  const lines = Array.from({ length: 13 }, (_, i) => [0, 1, 3, 9].map((d) => (i + d) % 13));
  const triples = lines.flatMap((line) => line.map((_, drop) => line.filter((_x, t) => t !== drop)));
  const instance = booleanInstance(2, 'and', setSystemPoints(13, triples));
  for (const solver of COUNTING_SOLVERS) {
    const limited = (conflicts?: number) =>
      decideInThread(instance, { solver, conflicts, expired: () => false });
    expect(await limited(1)).toMatchObject({ answer: 'unknown', limit: 'conflicts: 1' });
    expect(await limited(100_000)).toMatchObject({ answer: 'no' });
    const { answer, stats } = await limited();
    expect(answer).toBe('no');
    // The count that is told is the one that is limited: so many are enough, and half of them are not.
    expect(stats.conflicts).toBeGreaterThan(1);
    expect(await limited(stats.conflicts)).toMatchObject({ answer: 'no' });
    expect(await limited(Math.floor(stats.conflicts / 2))).toMatchObject({ answer: 'unknown' });
  }
});

test('a case that was given up refutes nothing: UNKNOWN, whatever the other case says', async () => {
  // The gadget's points: the complemented labels are refuted at once, the labels themselves are not.
  const gadget: [string, 0 | 1][] = [
    ['000', 1],
    ['101', 1],
    ['011', 1],
    ['100', 0],
    ['010', 0],
    ['001', 0],
    ['111', 0],
  ];
  let made = 0;
  const verdict = await decideInThread(booleanInstance(2, 'threshold', gadget), {
    solver: 'cdcl',
    expired: () => false,
    async makeSolver(name, options) {
      const solver = await createSolver(name, options);
      // The first case's engine gives up.
      return made++ > 0 ? solver : Object.assign(solver, { solve: async () => 'unknown', limit: 'patience' });
    },
  });
  expect(made).toBe(2);
  expect(verdict).toMatchObject({ answer: 'unknown', limit: 'patience' });
  expect(await answer(booleanInstance(2, 'threshold', gadget))).toBe('yes');
});

test('one unit on points in general position far beyond its capacity: one edge settles it', async () => {
  let state = 7;
  const bit = (): number => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 31;
  const examples = Array.from({ length: 90 }, (): [string, 0 | 1] => [
    Array.from({ length: 30 }, bit).join(''),
    bit() as 0 | 1,
  ]);
  const instance = booleanInstance(0, 'threshold', examples);
  const verdict = await decideInThread(instance, { solver: 'cdcl', expired: () => false });
  expect(verdict).toMatchObject({ answer: 'no', stats: { edges: 1, separationChecks: 1 } });
  expect(await answer(instance)).toBe('no');
});

test('as many units as negatives: each negative alone decides', async () => {
  const inside: [string, 0 | 1][] = [
    ['00', 1],
    ['11', 1],
    ['10', 1],
    ['01', 1],
    ['11', 0],
  ];
  for (const hidden of [1, 2, 50]) expect(await answer(booleanInstance(hidden, 'and', inside))).toBe('no');
  for (const output of OUTPUTS)
    expect(
      await answer(
        booleanInstance(
          60,
          output,
          cube(4).map((x, e) => [x, e % 3 === 0 ? 1 : 0]),
        ),
      ),
    ).toBe('yes');
});
