// The width of networks, and where the dynamic program gives up or is not asked.
import { describe, expect, test } from 'vitest';
import { columnarFamily } from '../../instances/families/columnar.ts';
import { decideByDp, decompose, dpApplies } from '../../src/decide/dp/index.ts';
import { decideIfNarrow } from '../../src/decide/narrow.ts';
import { layered, type Architecture } from '../../src/problem/training/architecture.ts';
import type { Example, TrainingInstance } from '../../src/problem/training/schema.ts';
import { clique, colouring, cycle, grid, wheel, type Edges } from './colouring-network.ts';

const unlimited = { expired: () => false };

function instance(architecture: Architecture, examples: readonly Example[]): TrainingInstance {
  return { architecture, examples, require: 'all' };
}

describe('the width', () => {
  const ofGraph = (vertices: number, edges: Edges): unknown =>
    decompose(colouring(vertices, edges, 'threshold').architecture);

  test('of graphs', () => {
    expect(ofGraph(6, cycle(6).slice(1))).toEqual({ width: 1, bags: 5 });
    expect(ofGraph(6, cycle(6))).toEqual({ width: 2, bags: 4 });
    expect(ofGraph(7, wheel(6))).toEqual({ width: 3, bags: 4 });
    expect(ofGraph(5, clique(5))).toEqual({ width: 4, bags: 1 });
    expect(ofGraph(9, grid(3))).toMatchObject({ width: 3 });
    expect(ofGraph(25, grid(5))).toMatchObject({ width: 5 });
    expect(ofGraph(4, cycle(4).slice(2))).toEqual({ width: 1, bags: 2 });
    expect(ofGraph(4, [])).toEqual({ width: 0, bags: 0 });
  });

  test('of layers: nobody reads the last one', () => {
    const layers = (...units: number[]): unknown =>
      decompose(
        layered(
          3,
          units.map((n) => ({ units: n, family: 'threshold' })),
        ),
      );
    expect(layers(1)).toEqual({ width: 0, bags: 0 });
    expect(layers(5, 1)).toEqual({ width: 4, bags: 1 });
    expect(layers(5, 3)).toEqual({ width: 4, bags: 1 });
    expect(layers(1, 1, 1, 1)).toEqual({ width: 1, bags: 2 });
    expect(layers(2, 2, 1)).toEqual({ width: 3, bags: 1 });
    expect(layers(100, 100, 1)).toEqual({ width: 199, bags: 1 });
  });

  test('of columns is one less than the window, whatever their number', () => {
    for (const window of [1, 2, 3, 5]) {
      const { architecture } = columnarFamily.generate({ columns: 500, window }, 0)
        .instance as TrainingInstance;
      expect(decompose(architecture)).toEqual({ width: window - 1, bags: 500 });
    }
  });
});

describe('limits', () => {
  const hidden = (units: number, inputs: number, response: string): TrainingInstance =>
    instance(
      layered(inputs, [
        { units, family: 'boolean' },
        { units: 1, family: 'threshold' },
      ]),
      Array.from({ length: 2 ** inputs }, (_, code) => ({
        stimulus: code.toString(2).padStart(inputs, '0'),
        response,
      })),
    );
  const width = (given: TrainingInstance): unknown => decideByDp(given, unlimited);

  test('tuples', () => {
    const many = { answer: 'unknown', limit: 'width: more than 4194304 tuples in a bag' };
    expect(width(hidden(4, 3, '*'))).toEqual(many);
    const candidates = { answer: 'unknown', limit: 'width: more than 268435456 tuples to try in a bag' };
    expect(width(hidden(5, 3, '1'))).toEqual(candidates);
  });

  test('time', () => {
    const given = hidden(3, 3, '0');
    const seconds = { answer: 'unknown', limit: 'seconds' };
    expect(decideByDp(given, { expired: () => true })).toEqual(seconds);
    let asked = 0;
    expect(decideByDp(given, { expired: () => ++asked > 10 })).toEqual(seconds);
    expect(asked).toBe(11);
  });

  test('unasked it is tried only where nodes have few response vectors', () => {
    const given = (stimuli: number): TrainingInstance =>
      instance(
        layered(7, [
          { units: 2, family: 'threshold' },
          { units: 1, family: 'boolean' },
        ]),
        Array.from({ length: stimuli }, (_, code) => ({
          stimulus: code.toString(2).padStart(7, '0'),
          response: code === 0 ? '1' : '0',
        })),
      );
    const options = { solver: 'cdcl', expired: () => false } as const;
    expect(decideIfNarrow(given(4), options)).toMatchObject({ answer: 'yes', method: { name: 'dp' } });
    const wide = given(20);
    expect(dpApplies(wide)).toBe(true);
    expect(dpApplies(wide, 2 ** 11)).toBe('node u1 may have more than 2048 response vectors');
    expect(decideIfNarrow(wide, options)).toBeUndefined();
  });

  test('what it does not apply to', () => {
    const network = layered(2, [{ units: 1, family: 'threshold' }]);
    const examples = [{ stimulus: '01', response: '1', weight: 3 }];
    const numbers = [{ numerator: 1n, denominator: 2n }];
    expect(dpApplies({ ...instance(network, examples), require: { atLeast: 3 } })).toBe(true);
    const part = { ...instance(network, examples), require: { atLeast: 2 } };
    expect(dpApplies(part)).toBe('not all examples must be right');
    expect(() => decideByDp(part, unlimited)).toThrow('decideByDp: not all examples must be right');
    expect(dpApplies(instance(network, [{ stimulus: [...numbers, ...numbers], response: '1' }]))).toBe(
      'stimuli are not Boolean',
    );
    expect(dpApplies(hidden(17, 1, '1'))).toBe('node u18 may have more than 65536 patterns to tell apart');
    expect(dpApplies(hidden(1, 5, '1'))).toBe('node u1 may have more than 4194304 response vectors');
  });
});
