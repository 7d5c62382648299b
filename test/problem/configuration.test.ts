// Configurations as files: what is written is read back, and a node gets no function that its family does not have.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/problem/errors.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { architectures, configurations, misfits } from './general-instances.ts';

const on = (architecture: TrainingInstance['architecture']): TrainingInstance => ({
  architecture,
  examples: [],
  require: 'all',
});

const configured = architectures.chain((architecture) =>
  fc.tuple(fc.constant(on(architecture)), configurations(architecture)),
);

test('what is written is read back', () => {
  fc.assert(
    fc.property(configured, ([instance, configuration]) => {
      const text = training.writeWitness(configuration);
      expect(training.parseWitness(text, 'w', instance)).toEqual(configuration);
    }),
  );
});

test('a function that a node may not have is refused, and so is one node more or less', () => {
  fc.assert(
    fc.property(configured, ([instance, { nodes }]) => {
      const refuses = (configuration: Configuration, message: string): void => {
        const read = (): unknown =>
          training.parseWitness(training.writeWitness(configuration), 'w', instance);
        expect(read).toThrow(InputError);
        expect(read).toThrow(message);
      };
      for (const [v, node] of instance.architecture.nodes.entries())
        for (const other of misfits(node)) refuses({ nodes: nodes.with(v, other) }, `w: nodes[${v}]`);
      refuses({ nodes: [...nodes, nodes[0]!] }, `w: nodes: expected ${nodes.length} nodes, in the order`);
      if (nodes.length > 1) refuses({ nodes: nodes.slice(1) }, `w: nodes: expected ${nodes.length} nodes`);
    }),
  );
});

describe('messages', () => {
  const instance = on({
    inputs: 2,
    nodes: [
      { id: 'a', from: [0, 1], family: 'threshold' },
      { id: 'b', from: [0, 2], family: 'boolean' },
      { id: 'c', from: [2, 3], family: 'and-or' },
      { id: 'd', from: [2, 3, 4], family: 'majority' },
    ],
    outputs: [3],
  });
  const nodes: object[] = [
    { weights: ['1/2', 1], threshold: '0.5' },
    { table: '0110' },
    { gate: 'or' },
    { gate: 'majority' },
  ];
  const read = (list: readonly unknown[]): Configuration =>
    training.parseWitness(JSON.stringify({ format: 'trainsat.configuration/1', nodes: list }), 'w', instance);

  test('none for the one these are made from', () => {
    expect(read(nodes)).toEqual({ nodes: [{ weights: [1n, 2n], threshold: 1n }, ...nodes.slice(1)] });
  });

  const unit = 'a threshold unit {"weights", "threshold"}';
  test.each<[number, unknown, string]>([
    [0, { gate: 'and' }, `nodes[0]: expected ${unit}, found {"gate": "and"}`],
    [0, { table: '0110' }, `nodes[0]: expected ${unit}, found a truth table`],
    [0, { weights: [1], threshold: 0 }, 'nodes[0].weights: expected 2 weights, found 1'],
    [
      0,
      { weights: [1, 'y'], threshold: 0 },
      'nodes[0].weights[1]: expected an integer or a rational, found "y"',
    ],
    [
      0,
      { weights: [1, 1], threshold: '' },
      'nodes[0].threshold: expected an integer or a rational, found ""',
    ],
    [0, { weights: [1, 1] }, 'nodes[0].threshold: expected a string, found nothing'],
    [
      1,
      { weights: [1, 1], threshold: 0 },
      'nodes[1]: expected a truth table {"table"}, found a threshold unit',
    ],
    [1, { gate: 'xor' }, 'nodes[1]: expected a truth table {"table"}, found {"gate": "xor"}'],
    [1, { table: '011' }, 'nodes[1].table: expected 4 characters, found 3'],
    [1, { table: '01*0' }, 'nodes[1].table: expected a string of 0 and 1, found "01*0"'],
    [1, { table: [0, 1, 1, 0] }, 'nodes[1].table: expected a string, found [0,1,1,0]'],
    [2, { gate: 'xor' }, 'nodes[2]: expected {"gate": "and"} or {"gate": "or"}, found {"gate": "xor"}'],
    [2, { gate: 'and', table: '0001' }, 'nodes[2]'],
    [3, { gate: 'and' }, 'nodes[3]: expected {"gate": "majority"}, found {"gate": "and"}'],
    [
      3,
      { gate: 'most' },
      'nodes[3].gate: expected one of "and"|"or"|"nand"|"nor"|"xor"|"majority", found "most"',
    ],
    [3, 'majority', 'nodes[3]: expected an object, found "majority"'],
  ])('node %i as %j', (v, other, message) => {
    expect(() => read(nodes.with(v, other as object))).toThrow(InputError);
    expect(() => read(nodes.with(v, other as object))).toThrow(`w: ${message}`);
  });
});
