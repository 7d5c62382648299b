// Every task on two bits by small architectures of every kind: all encodings and the dynamic programme against an enumeration.
import { expect, test } from 'vitest';
import { decideInThread } from '../../src/decide/engine.ts';
import { ENCODINGS } from '../../src/formula/encoding.ts';
import { layered, type Architecture, type NodeFamily } from '../../src/problem/training/architecture.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { cube } from '../instances.ts';
import { bruteForceLoading } from '../loading-brute-force.ts';

const layers = (...list: [units: number, family: NodeFamily][]): Architecture =>
  layered(
    2,
    list.map(([units, family]) => ({ units, family })),
  );

const cascade: Architecture = {
  inputs: 2,
  nodes: [
    { id: 'a', from: [0, 1], family: 'threshold' },
    { id: 'out', from: [0, 1, 2], family: 'threshold' },
  ],
  outputs: [1],
};

/** With the number of the 81 tasks that cannot be loaded. */
const ARCHITECTURES: [string, Architecture, no: number][] = [
  ['a unit', layers([1, 'threshold']), 2],
  ['two units and a unit', layers([2, 'threshold'], [1, 'threshold']), 0],
  ['a unit behind a unit', layers([1, 'threshold'], [1, 'threshold']), 2],
  ['ANDs and ORs', layers([2, 'and-or'], [2, 'and-or'], [1, 'and-or']), 53],
  ['a narrow way', layers([2, 'threshold'], [1, 'threshold'], [1, 'threshold']), 0],
  ['any function behind ANDs and ORs', layers([2, 'and-or'], [1, 'boolean']), 18],
  ['gates behind a unit', layers([1, 'threshold'], [2, 'nor'], [1, 'xor']), 65],
  ['a cascade', cascade, 0],
];

test.each(ARCHITECTURES)('%s', async (_name, architecture, no) => {
  const counts = { yes: 0, no: 0 };
  for (let code = 0; code < 3 ** 4; code++) {
    const instance: TrainingInstance = {
      architecture,
      examples: cube(2).map((stimulus, e) => ({ stimulus, response: '01*'[Math.floor(code / 3 ** e) % 3]! })),
      require: 'all',
    };
    const expected = bruteForceLoading(instance) ? 'yes' : 'no';
    counts[expected]++;
    const options = { solver: 'cdcl', expired: () => false } as const;
    for (const encoding of ENCODINGS)
      expect((await decideInThread(instance, { ...options, encoding })).answer, encoding).toBe(expected);
    expect((await decideInThread(instance, { ...options, engine: 'dp' })).answer, 'dp').toBe(expected);
    expect((await decideInThread(instance, options)).answer, 'the engine picked').toBe(expected);
  }
  expect(counts).toEqual({ yes: 81 - no, no });
});
