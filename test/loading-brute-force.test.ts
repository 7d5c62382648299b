// The enumeration of small networks: answers known from the literature or by hand.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parityFamily } from '../instances/families/parity.ts';
import { layered, type Architecture, type NodeFamily } from '../src/problem/training/architecture.ts';
import { checkConfiguration } from '../src/problem/training/evaluate.ts';
import { parseInstance, type Example, type TrainingInstance } from '../src/problem/training/schema.ts';
import { bruteForceLoading, bruteForceOptimum } from './loading-brute-force.ts';

/** The whole truth table of a function as examples, in counting order. */
function tableOf(responses: string): Example[] {
  const bits = Math.log2(responses.length);
  return [...responses].map((response, code) => ({
    stimulus: bits === 0 ? '' : code.toString(2).padStart(bits, '0'),
    response,
  }));
}

function instance(architecture: Architecture, examples: readonly Example[]): TrainingInstance {
  return { architecture, examples, require: 'all' };
}

const single = (family: NodeFamily, responses: string): TrainingInstance =>
  instance(layered(Math.log2(responses.length), [{ units: 1, family }]), tableOf(responses));

/** Decides, and checks the configuration of a YES. */
function loads(given: TrainingInstance): boolean {
  const found = bruteForceLoading(given);
  if (found) expect(checkConfiguration(given, found)).toEqual({ ok: true });
  return found !== undefined;
}

describe('one node', () => {
  test.each([
    ['threshold', '0110', false],
    ['threshold', '0111', true],
    ['threshold', '011*', true],
    ['threshold', '0001011101111111', true],
    ['boolean', '0110', true],
    ['and-or', '0001', true],
    ['and-or', '0111', true],
    ['and-or', '0011', false],
    ['xor', '01101001', true],
    ['xor', '0111', false],
    ['majority', '00010111', true],
    ['majority', '0001', true],
    ['majority', '0111', false],
    ['nand', '1110', true],
    ['nor', '1000', true],
    ['and', '1', true],
    ['or', '1', false],
    ['threshold', '1', true],
    ['boolean', '0', true],
  ] as const)('%s %s: %s', (family, responses, answer) => {
    expect(loads(single(family, responses))).toBe(answer);
  });

  test('there are 14 and 104 threshold functions of 2 and 3 variables', () => {
    const count = (points: number): number =>
      Array.from({ length: 2 ** points }, (_, code) => code.toString(2).padStart(points, '0')).filter(
        (responses) => bruteForceLoading(single('threshold', responses)),
      ).length;
    expect([count(4), count(8)]).toEqual([14, 104]);
  });
});

describe('networks', () => {
  test.each([
    [2, 1, false],
    [2, 2, true],
    [3, 2, false],
    [3, 3, true],
  ])('parity of %i bits by %i hidden units: %s', (n, units, answer) => {
    expect(loads(parityFamily.generate({ n, units, output: 0 }, 0).instance as TrainingInstance)).toBe(
      answer,
    );
  });

  test('a hidden node that two outputs disagree about, a connection that skips it, a node nobody reads', () => {
    const examples = [
      { stimulus: '00', response: '01' },
      { stimulus: '01', response: '10' },
      { stimulus: '10', response: '**' },
      { stimulus: '11', response: '01' },
    ];
    const file = (skip: boolean): unknown => ({
      format: 'trainsat.instance/1',
      architecture: {
        inputs: 2,
        nodes: [
          { id: 'h', from: ['x1'], family: 'and-or' },
          { id: 'idle', from: ['x1', 'x2'], family: 'boolean' },
          { id: 'a', from: skip ? ['h', 'x2'] : ['h'], family: 'threshold' },
          { id: 'b', from: ['a'], family: 'boolean' },
        ],
        outputs: ['a', 'b'],
      },
      examples,
    });
    expect(loads(parseInstance(file(true), 'with the connection'))).toBe(true);
    expect(loads(parseInstance(file(false), 'without it'))).toBe(false);
  });

  test('two examples that contradict each other', () => {
    const twice = [
      { stimulus: '1', response: '1' },
      { stimulus: '1', response: '0', weight: 5 },
    ];
    const given = instance(layered(1, [{ units: 1, family: 'boolean' }]), twice);
    expect(loads(given)).toBe(false);
    expect(bruteForceOptimum(given)).toBe(5);
    expect(loads({ ...given, require: { atLeast: 5 } })).toBe(true);
    expect(loads({ ...given, require: { atLeast: 6 } })).toBe(false);
  });

  test('what it refuses', () => {
    expect(() => bruteForceLoading(single('threshold', '0'.repeat(32)))).toThrow(/at most 4 posts/);
    const numbers = [{ stimulus: [{ numerator: 2n, denominator: 1n }], response: '1' }];
    const given = instance(layered(1, [{ units: 1, family: 'threshold' }]), numbers);
    expect(() => bruteForceLoading(given)).toThrow(/Boolean stimuli/);
  });
});

describe('the optimum', () => {
  test('a threshold unit gets 3 of 4 examples of xor right', () => {
    expect(bruteForceOptimum(single('threshold', '0110'))).toBe(3);
  });

  test('is what a requirement can be, and no more', () => {
    const responses = fc.string({ unit: fc.constantFrom('0', '1', '*'), minLength: 8, maxLength: 8 });
    const families = fc.constantFrom('threshold', 'and-or', 'majority', 'boolean');
    fc.assert(
      fc.property(responses, families, (text, family) => {
        const given = single(family, text);
        const optimum = bruteForceOptimum(given);
        expect(loads({ ...given, require: { atLeast: optimum } })).toBe(true);
        if (optimum < 8) expect(loads({ ...given, require: { atLeast: optimum + 1 } })).toBe(false);
        expect(loads(given)).toBe(optimum === 8);
      }),
      { numRuns: 60 },
    );
  });
});
