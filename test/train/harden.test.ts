// Hardening: the threshold units say what the signs of the fixed-point activations say, and networks what they should.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rational } from '../../src/exact/rational.ts';
import {
  configurationToJson,
  parseConfiguration,
  type Configuration,
  type Unit,
} from '../../src/problem/training/configuration.ts';
import { examplesRight, responses } from '../../src/problem/training/evaluate.ts';
import { dot, labelledPoints } from '../../src/problem/training/points.ts';
import { shallowInstance, type ShallowInstance } from '../../src/problem/training/shallow.ts';
import { hardUnits, packedRight } from '../../src/train/integer/harden.ts';
import { packExamples } from '../../src/train/pack.ts';
import { relaxations } from '../../src/train/integer/relaxation.ts';
import { reshaped } from '../instances.ts';
import { draws, planted, rationalPoints } from './instances.ts';

/** The answers of a network of one output. */
function outputs(instance: ShallowInstance, configuration: Configuration): boolean[] {
  return responses(instance, configuration, labelledPoints(instance)).map(([bit]) => bit!);
}

/** The answers of one threshold unit. */
function answers(instance: ShallowInstance, unit: Unit): boolean[] {
  return outputs(reshaped(instance, { hidden: 0, output: 'threshold' }), { nodes: [unit] });
}

/** Random weights, and a bias that puts some examples on either side and some exactly on the border. */
function randomWeights(size: number, draw: (bound: number) => number): Int32Array {
  return Int32Array.from({ length: size }, () => draw(9) - 4);
}

test('a unit fires iff its fixed-point activation is at least 1', () => {
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), fc.integer({ min: 1, max: 3 }), (seed, boolean, units) => {
      const instance = boolean ? planted(6, 1, seed) : rationalPoints(3, 8, seed);
      const data = labelledPoints(instance);
      const packed = packExamples(data);
      const weights = randomWeights(units * (instance.architecture.inputs + 1), draws(seed));
      const hard = hardUnits(packed, units, weights, data.scale);
      hard.forEach((unit, k) => {
        const fired = data.points.map((point) => {
          let z = weights[instance.architecture.inputs * units + k]! * 2 ** packed.valueShift;
          for (let j = 0; j < instance.architecture.inputs; j++) {
            const at = point.index.indexOf(j);
            const x = at < 0 ? 0n : point.value[at]!;
            const map = packed.maps?.[j];
            z +=
              weights[j * units + k]! * Number(map ? (map.factor * (2n * x - map.centre)) / map.divisor : x);
          }
          return z >= 1;
        });
        expect(answers(instance, unit)).toEqual(fired);
      });
      const network = { nodes: [...hard, { gate: 'and' }] } as const;
      const sameUnits = reshaped(instance, { hidden: units });
      expect(packedRight(packed, units, weights)).toBe(examplesRight(sameUnits, network, data));
      const text = JSON.stringify(configurationToJson(network));
      expect(parseConfiguration(text, 'test', sameUnits)).toEqual(network);
    }),
    { numRuns: 200 },
  );
});

test('where packing rounds, the unit is still exactly the affine form over the stimuli', () => {
  const instance = shallowInstance({
    inputs: 2,
    hidden: 0,
    output: 'threshold',
    examples: [
      [-3n, 1n],
      [1_000_003n, 2n],
      [17n, 999n],
    ].map(([a, b]) => ({ stimulus: [rational(a!, 7n), rational(b!, 1n)], response: '1' })),
  });
  const data = labelledPoints(instance);
  const packed = packExamples(data);
  expect(packed.exact).toBe(false);
  const weights = Int32Array.from([3, -5, 100]);
  const [unit] = hardUnits(packed, 1, weights, data.scale);
  const common = packed.maps!.reduce((product, map) => product * map.divisor, 1n);
  const wanted = data.points.map((point) => {
    let z = (100n << 6n) * common;
    packed.maps!.forEach(({ factor, centre, divisor }, j) => {
      const x = dot(
        [0n, 1n].map((_, i) => (i === j ? 1n : 0n)),
        point,
      );
      z += (BigInt(weights[j]!) * factor * (2n * x - centre) * common) / divisor;
    });
    return z >= common;
  });
  expect(answers(instance, unit!)).toEqual(wanted);
});

const FAMILIES = ['threshold', 'and', 'or', 'nand', 'nor', 'xor'] as const;

test('a network is right exactly where its AND of units is, for every family and width', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom(...FAMILIES),
      fc.integer({ min: 0, max: 4 }),
      (seed, output, hidden) => {
        fc.pre(hidden > 0 || output === 'threshold');
        const draw = draws(seed);
        const instance = reshaped(rationalPoints(2, 12, seed), { hidden, output });
        const ways = relaxations(instance);
        if ('reason' in ways) {
          expect(output === 'xor' && hidden >= 2).toBe(true);
          return;
        }
        const data = labelledPoints(instance);
        const units = Array.from({ length: Math.max(1, hidden) }, (): Unit => ({
          weights: data.scale.map((s) => s * BigInt(draw(9) - 4)),
          threshold: BigInt(draw(61) - 30),
        }));
        for (const { units: count, complemented, assemble } of ways) {
          expect(count).toBe(units.length);
          const perUnit = units.map((unit) => answers(instance, unit));
          const and = data.labels.map((label, e) => {
            const fires = perUnit.every((fired) => fired[e]);
            return fires === ((label === 1) !== complemented);
          });
          const y = outputs(instance, assemble(units));
          expect(data.labels.map((label, e) => y[e] === (label === 1))).toEqual(and);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('the names of the relaxations', () => {
  const names = (hidden: number, output: (typeof FAMILIES)[number]) => {
    const ways = relaxations(shallowInstance({ inputs: 1, hidden, output, examples: [] }));
    return 'reason' in ways ? ways.reason : ways.map(({ name }) => name);
  };
  expect(names(0, 'threshold')).toEqual(['one unit on the labels']);
  expect(names(1, 'nor')).toEqual(['one negated unit on the labels']);
  expect(names(2, 'threshold')).toEqual([
    'AND of 2 units on the labels',
    'AND of 2 units on the complemented labels',
  ]);
  expect(names(3, 'or')).toEqual(['AND of 3 negated units on the complemented labels']);
  expect(names(2, 'xor')).toMatch(/XOR of 2/);
});
