// Tasks with symmetries: what is asked of the leading unit leaves no network out that counts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCertificateText } from '../../src/certificate/check.ts';
import { writeCertificate } from '../../src/certificate/write.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import { ENCODINGS } from '../../src/formula/encoding.ts';
import { stimuliOf } from '../../src/formula/stimuli.ts';
import { leaderOf } from '../../src/formula/task-symmetry.ts';
import { layered, type Architecture } from '../../src/problem/training/architecture.ts';
import type { Example, TrainingInstance } from '../../src/problem/training/schema.ts';
import { cube } from '../instances.ts';
import { bruteForceLoading } from '../loading-brute-force.ts';
import { architectures } from '../random-network.ts';

const ones = (text: string): number => [...text].filter((bit) => bit === '1').length;

/** Examples on the 3-cube whose response depends on the ones among the first inputs, and on the last one or not. */
const symmetric = (outputs: number, moved: 2 | 3, odd: boolean): fc.Arbitrary<Example[]> => {
  const classes = 2 * (moved + 1);
  const responses = fc.string({
    unit: fc.constantFrom('0', '1', '0', '1', '*'),
    minLength: outputs,
    maxLength: outputs,
  });
  return fc
    .tuple(
      fc.array(responses, { minLength: classes, maxLength: classes }),
      fc.array(fc.constantFrom(undefined, undefined, 2), { minLength: classes, maxLength: classes }),
      fc.constantFrom(0, 1, 7),
    )
    .map(([response, weight, rotation]) => {
      const points = cube(3);
      return [...points.slice(rotation), ...points.slice(0, rotation)].map((stimulus): Example => {
        const count = ones(stimulus.slice(0, moved));
        const c = odd ? ones(stimulus) % 2 : 2 * count + (moved === 3 ? 0 : Number(stimulus[2]));
        const asked = odd && c === 1 ? flipped(response[0]!) : response[odd ? 0 : c]!;
        return {
          stimulus,
          response: asked,
          ...(weight[odd ? 0 : c] === undefined ? {} : { weight: weight[odd ? 0 : c] }),
        };
      });
    });
};

const flipped = (response: string): string => response.replace(/[01]/g, (bit) => (bit === '1' ? '0' : '1'));

const networks: fc.Arbitrary<Architecture> = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 2 }).map((hidden) =>
    layered(
      3,
      [...hidden, 1].map((units) => ({ units, family: 'threshold' as const })),
    ),
  ),
  architectures({
    inputs: 3,
    nodes: 4,
    fanIn: 3,
    outputs: 2,
    examples: 0,
    families: ['threshold', 'threshold', 'threshold', 'boolean', 'and-or', 'nand'],
  }).filter(({ inputs }) => inputs === 3),
);

const instances: fc.Arbitrary<TrainingInstance> = fc
  .tuple(networks, fc.constantFrom<2 | 3>(2, 3), fc.boolean())
  .chain(([architecture, moved, odd]) =>
    symmetric(architecture.outputs.length, moved, odd).chain((examples) => {
      const total = examples.reduce((sum, { weight = 1 }) => sum + weight, 0);
      return fc
        .constantFrom(total, total, total - 1, total - 2)
        .map(
          (atLeast) =>
            ({ architecture, examples, require: atLeast === total ? 'all' : { atLeast } }) as const,
        );
    }),
  );

test('every encoding answers as an enumeration does, with a certificate', async () => {
  const counts = { yes: 0, no: 0, led: 0 };
  await fc.assert(
    fc.asyncProperty(instances, async (instance) => {
      const expected = bruteForceLoading(instance) ? 'yes' : 'no';
      if (leaderOf(instance, stimuliOf(instance))) {
        counts.led++;
        counts[expected]++;
      }
      for (const encoding of ENCODINGS) {
        const verdict = await decideInThread(instance, {
          solver: 'cdcl',
          engine: 'sat',
          encoding,
          expired: () => false,
        });
        expect(verdict.answer, encoding).toBe(expected);
        const text = writeCertificate(certificateFor(instance, verdict, {})!);
        expect(checkCertificateText(instance, text, 'certificate')).toMatchObject({
          verified: expected.toUpperCase(),
        });
      }
    }),
    { numRuns: 200 },
  );
  expect(counts.led).toBeGreaterThan(70);
  expect(Math.min(counts.yes, counts.no)).toBeGreaterThan(15);
}, 120_000);

describe('the leader', () => {
  const parity = (bits: number): Example[] =>
    cube(bits).map((stimulus) => ({ stimulus, response: String(ones(stimulus) % 2) }));
  const two = [
    { units: 2, family: 'threshold' },
    { units: 1, family: 'threshold' },
  ] as const;
  const led = (architecture: Architecture, examples: Example[]) => {
    const instance: TrainingInstance = { architecture, examples, require: 'all' };
    return leaderOf(instance, stimuliOf(instance));
  };

  test('of a parity has sorted weights, none negative', () => {
    const leader = led(layered(3, two), parity(3))!;
    expect(leader).toMatchObject({ node: 0, fixed: false });
    // Two neighbours of three inputs, 01 before 10 on 2 stimuli each; three inputs that rise on 4 each.
    expect(leader.implied).toHaveLength(2 * 2 + 3 * 4);
  });

  test('of a majority is sorted, and stays 1 on the first stimulus, which all exchanges keep', () => {
    const majority = cube(3).map((stimulus): Example => {
      return { stimulus, response: ones(stimulus) > 1 ? '1' : ones(stimulus) === 0 ? '0' : '*' };
    });
    // Without don't-cares a majority could be negated in all inputs at once, but in none alone.
    expect(led(layered(3, two), majority)).toMatchObject({ fixed: true });
    expect(led(layered(3, two), [...majority.slice(1), majority[0]!])?.fixed).toBe(false);
  });

  test.each<[string, Architecture, Example[]]>([
    [
      'a task without symmetry',
      layered(2, two),
      [
        { stimulus: '01', response: '1' },
        { stimulus: '10', response: '0' },
        { stimulus: '11', response: '1' },
      ],
    ],
    [
      'weights that differ',
      layered(2, two),
      [
        { stimulus: '01', response: '1', weight: 2 },
        { stimulus: '10', response: '1' },
      ],
    ],
    ['units that may be anything', layered(2, [{ units: 2, family: 'boolean' }, two[1]]), parity(2)],
    ['an output on the inputs', layered(2, [two[1]]), parity(2)],
    [
      'stimuli that are no bits',
      layered(1, two),
      [{ stimulus: [{ numerator: 1n, denominator: 2n }], response: '1' }],
    ],
  ])('is not there for %s', (_name, architecture, examples) => {
    expect(led(architecture, examples)).toBeUndefined();
  });

  test('inputs are not exchanged that different nodes read, nor negated where a gate reads them', () => {
    const split: Architecture = {
      inputs: 2,
      nodes: [
        { id: 'a', from: [0, 1], family: 'threshold' },
        { id: 'b', from: [0], family: 'and-or' },
        { id: 'out', from: [2, 3], family: 'threshold' },
      ],
      outputs: [2],
    };
    const examples = parity(2);
    // Only the second input can be negated: the first is read by an AND or OR.
    expect(
      led(split, examples)!
        .implied.map((pair) => pair.map((s) => examples[s]!.stimulus as string).join(' '))
        .sort(),
    ).toEqual(['00 01', '10 11']);
  });
});
