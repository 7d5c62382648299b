// Columnar instances: their shape, their planted answers, the same seed the same bytes.
import { describe, expect, test } from 'vitest';
import { columnarFamily } from '../../instances/families/columnar.ts';
import { families } from '../../instances/families/index.ts';
import { decompose } from '../../src/decide/dp/index.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import { training } from '../../src/problem/training/problem.ts';
import { totalWeight, requiredWeight, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { VERSION } from '../../src/version.ts';

function generate(parameters: Record<string, number>, seed = 0) {
  const made = columnarFamily.generate(parameters, seed);
  return { ...made, instance: made.instance as TrainingInstance };
}

test('the tiniest one, in full', () => {
  const { instance } = generate({ columns: 2, window: 2, inputs: 2, items: 2, nodes: 2 }, 3);
  expect(training.write(instance)).toMatchInlineSnapshot(`
    "{"format":"trainsat.instance/1","name":"columnar columns=2 window=2 inputs=2 items=2 nodes=2 planted=1 seed=3","architecture":{"inputs":4,"nodes":[{"id":"u1","from":["x1","x2"],"family":"and-or"},{"id":"u2","from":["x2","x3"],"family":"and-or"},{"id":"u3","from":["x3","x4"],"family":"and-or"},{"id":"u4","from":["u1","u2"],"family":"and-or"},{"id":"u5","from":["u2","u3"],"family":"and-or"}],"outputs":["u4","u5"]},"require":"all","examples":[
      {"stimulus":"0011","response":"01"},
      {"stimulus":"0000","response":"00"}
    ],"provenance":{"generator":"columnar","version":"0.1.0","parameters":{"columns":2,"window":2,"inputs":2,"items":2,"nodes":2,"planted":1},"seed":3,"answer":"yes","known":"planted configuration"}}
    "
  `);
});

describe('columnar', () => {
  test('is one of the families', () => {
    expect(families).toContain(columnarFamily);
  });

  test('output i reads hidden nodes i, i + 1, …, each of them its inputs', () => {
    const { architecture } = generate({ columns: 5, window: 3, inputs: 2 }).instance;
    expect(architecture.inputs).toBe(8);
    expect(architecture.nodes.map(({ from }) => from)).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6].map((i) => [i, i + 1]),
      ...[8, 9, 10, 11, 12].map((i) => [i, i + 1, i + 2]),
    ]);
    expect(architecture.outputs).toEqual([7, 8, 9, 10, 11]);
    expect(decompose(architecture)).toEqual({ width: 2, bags: 5 });
  });

  test.each([0, 1, 2])('nodes of family %i: a planted configuration is right', (nodes) => {
    for (let seed = 0; seed < 20; seed++) {
      const { instance, answer, known, witness } = generate({ nodes, columns: 7, window: 3 }, seed);
      expect([answer, known]).toEqual(['yes', 'planted configuration']);
      expect(requiredWeight(instance)).toBe(totalWeight(instance));
      expect(training.check(instance, witness as Configuration)).toEqual({ ok: true });
    }
  });

  test('planted nodes say 0 and 1', () => {
    const said = new Set(
      generate({ columns: 30 }).instance.examples.flatMap(({ response }) => [...response]),
    );
    expect([...said].sort()).toEqual(['0', '1']);
  });

  test('coins are not known', () => {
    const { instance, answer, known, witness } = generate({ planted: 0, items: 9 });
    expect([answer, known, witness]).toEqual([null, 'not known', undefined]);
    expect(new Set(instance.examples.map(({ stimulus }) => stimulus)).size).toBe(9);
  });

  test('the same seed gives the same bytes, which are read back; another seed gives others', () => {
    for (const planted of [0, 1]) {
      const text = training.write(generate({ planted }, 5).instance);
      expect(training.write(generate({ planted }, 5).instance)).toBe(text);
      expect(training.write(generate({ planted }, 6).instance)).not.toBe(text);
      const again = training.parse(text, 'generated');
      expect(training.write(again)).toBe(text);
      expect(again.provenance).toMatchObject({
        generator: 'columnar',
        version: VERSION,
        parameters: { columns: 20, window: 2, inputs: 3, items: 6, nodes: 0, planted },
        seed: 5,
      });
    }
  });

  test('what it refuses', () => {
    expect(() => columnarFamily.generate({ columns: 0 }, 0)).toThrow(
      '--columns: expected an integer from 1 to 30000, found 0',
    );
    expect(() => columnarFamily.generate({ columns: 1, window: 1, inputs: 2, items: 5 }, 0)).toThrow(
      '--items: expected at most 4 different stimuli of 2 bits, found 5',
    );
  });
});
