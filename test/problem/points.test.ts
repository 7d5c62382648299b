// Boolean stimuli among rational ones: all are scaled alike.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkConfiguration } from '../../src/problem/training/evaluate.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import { instanceToJson, parseInstance } from '../../src/problem/training/schema.ts';

const perceptron = (stimuli: readonly (number | string)[][], responses: string) =>
  parseInstance(
    {
      format: 'trainsat.instance/1',
      architecture: { inputs: stimuli[0]!.length, layers: [{ units: 1, family: 'threshold' }] },
      examples: stimuli.map((stimulus, e) => ({ stimulus, response: responses[e] })),
    },
    'test',
  );

describe('labelled points', () => {
  test('the stimulus 1 among thirds is three thirds', () => {
    const { points, scale } = labelledPoints(perceptron([[0], ['1/3'], [0.5], [1]], '0110'));
    expect(scale).toEqual([6n]);
    expect(points.map(({ value }) => value)).toEqual([[], [2n], [3n], [6n]]);
  });

  test('a unit that fires from 1/3 on fires at 1', () => {
    const unit = { weights: [3n], threshold: 1n };
    const interval = perceptron([[0], ['1/3'], [0.5], [1]], '0110');
    expect(checkConfiguration(interval, { nodes: [unit] })).toEqual({
      ok: false,
      reason: 'example 3 wants 0, the network answers 1',
    });
    const ray = perceptron([[0], ['1/3'], [0.5], [1]], '0111');
    expect(checkConfiguration(ray, { nodes: [unit] })).toEqual({ ok: true });
  });

  test('each point is the scale times the stimulus, whatever mixture the examples are', () => {
    const fraction = fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(fraction, fraction), { minLength: 1, maxLength: 6 }), (rows) => {
        const stimuli = rows.map((row) => row.map(([p, q]) => `${p}/${q}`));
        const { points, scale } = labelledPoints(perceptron(stimuli, '0'.repeat(rows.length)));
        rows.forEach((row, e) =>
          row.forEach(([p, q], j) => {
            const at = points[e]!.index.indexOf(j);
            const value = at < 0 ? 0n : points[e]!.value[at]!;
            expect(value * BigInt(q)).toBe(BigInt(p) * scale[j]!);
          }),
        );
      }),
    );
  });

  test('labels are what is wanted of the first output', () => {
    const pair = parseInstance(
      {
        format: 'trainsat.instance/1',
        architecture: { inputs: 1, layers: [{ units: 2, family: 'threshold' }] },
        examples: ['1*', '0*', '*1', '*0', '10'].map((response) => ({ stimulus: '1', response })),
      },
      'test',
    );
    expect(labelledPoints(pair).labels).toEqual([1, 0, null, null, 1]);
  });

  test('the longest numerals that are read are written and read again', () => {
    const stimuli = [
      `0.${'1'.repeat(2990)}`,
      `${'7'.repeat(1990)}e1000`,
      `-1e-2999`,
      `${'3'.repeat(2999)}/${'7'.repeat(2999)}`,
    ];
    const instance = perceptron([stimuli], '1');
    expect(parseInstance(instanceToJson(instance), 'again')).toEqual(instance);
  });
});
