// Evaluation: gates, tables and threshold units, in exact arithmetic, against a second one; and what is enough.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rational } from '../../src/exact/rational.ts';
import { GATES, type Gate, type NetworkNode } from '../../src/problem/training/architecture.ts';
import type { Configuration, NodeFunction } from '../../src/problem/training/configuration.ts';
import {
  checkConfiguration,
  examplesRight,
  gateOutput,
  nodeOutput,
  responses,
  rightExamples,
  weightRight,
} from '../../src/problem/training/evaluate.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { Requirement, TrainingInstance } from '../../src/problem/training/schema.ts';
import { architectures, configurations, instancesOn, misfits, takingNumbers } from './general-instances.ts';
import { answers, right, suffices, weigh } from './second-evaluation.ts';

const given = (instance: TrainingInstance, configuration: Configuration): string[] =>
  responses(instance, configuration, labelledPoints(instance)).map((bits) => bits.map(Number).join(''));

const reasonOf = (instance: TrainingInstance, configuration: Configuration): string => {
  const check = checkConfiguration(instance, configuration);
  return check.ok ? 'ok' : check.reason;
};

/** All lists of bits of a length, the first one the most significant. */
const patterns = (length: number): boolean[][] =>
  Array.from({ length: 2 ** length }, (_, b) =>
    Array.from({ length }, (_bit, i) => Math.floor(b / 2 ** (length - 1 - i)) % 2 === 1),
  );

/** Instances, with configurations of their networks. */
const configured = fc
  .oneof(architectures, architectures.map(takingNumbers))
  .chain((architecture) => fc.tuple(instancesOn(fc.constant(architecture)), configurations(architecture)));

describe('a node', () => {
  // Outputs on no post, on 0 and 1, on 00, 01, 10, 11, and so on.
  test.each<[Gate, string[]]>([
    ['and', ['1', '01', '0001', '00000001', '0000000000000001']],
    ['or', ['0', '01', '0111', '01111111', '0111111111111111']],
    ['nand', ['0', '10', '1110', '11111110', '1111111111111110']],
    ['nor', ['1', '10', '1000', '10000000', '1000000000000000']],
    ['xor', ['0', '01', '0110', '01101001', '0110100110010110']],
    // More than half: of four, three.
    ['majority', ['0', '01', '0001', '00010111', '0000000100010111']],
  ])('%s', (gate, tables) => {
    tables.forEach((table, length) => {
      const outputs = patterns(length).map((bits) => gateOutput(gate, bits));
      expect(outputs.map(Number).join('')).toBe(table);
      expect(patterns(length).map((bits) => nodeOutput({ gate }, bits))).toEqual(outputs);
    });
  });

  test('a gate minds neither order nor number of its posts', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 9 }), fc.constantFrom(...GATES), (bits, gate) => {
        const ones = bits.filter(Boolean).length;
        const sorted = bits.toSorted((a, b) => Number(a) - Number(b));
        expect(gateOutput(gate, bits)).toBe(gateOutput(gate, sorted));
        expect(gateOutput('majority', bits)).toBe(ones > bits.length - ones);
        expect(gateOutput('nand', bits)).toBe(!gateOutput('and', bits));
        expect(gateOutput('nor', bits)).toBe(!gateOutput('or', bits));
      }),
    );
  });

  test('a table is read with the first post as the most significant bit', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.infiniteStream(fc.boolean()), (length, stream) => {
        const outputs = patterns(length).map(() => stream.next().value as boolean);
        const table = outputs.map(Number).join('');
        expect(patterns(length).map((bits) => nodeOutput({ table }, bits))).toEqual(outputs);
      }),
    );
    expect(nodeOutput({ table: '0010' }, [true, false])).toBe(true);
    expect(nodeOutput({ table: '0010' }, [false, true])).toBe(false);
  });

  test('a threshold unit fires from its threshold on', () => {
    const unit = (threshold: bigint): NodeFunction => ({ weights: [2n, -1n], threshold });
    expect(patterns(2).map((bits) => nodeOutput(unit(1n), bits))).toEqual([false, false, true, true]);
    expect(patterns(2).map((bits) => nodeOutput(unit(2n), bits))).toEqual([false, false, true, false]);
    expect(patterns(2).map((bits) => nodeOutput(unit(-1n), bits))).toEqual([true, true, true, true]);
    expect([0n, 1n].map((threshold) => nodeOutput({ weights: [], threshold }, []))).toEqual([true, false]);
  });
});

const node = (id: string, from: number[], family: NetworkNode['family']): NetworkNode => ({
  id,
  from,
  family,
});

describe('a network', () => {
  test('a skip connection, a table that reads inputs in another order, outputs in another order', () => {
    const instance: TrainingInstance = {
      architecture: {
        inputs: 2,
        nodes: [
          // x1 and not x2, as a table of (x2, x1).
          node('a', [1, 0], 'boolean'),
          node('b', [2, 1], 'or'),
          node('c', [3, 0, 2], 'xor'),
        ],
        outputs: [2, 0],
      },
      examples: ['00', '01', '10', '11'].map((stimulus) => ({ stimulus, response: '**' })),
      require: 'all',
    };
    const configuration: Configuration = { nodes: [{ table: '0100' }, { gate: 'or' }, { gate: 'xor' }] };
    // a = 0 0 1 0, b = 0 1 1 1, c = b + x1 + a = 0 1 1 0.
    expect(given(instance, configuration)).toEqual(['00', '10', '11', '00']);
    expect(answers(instance, configuration)).toEqual(['00', '10', '11', '00']);
  });

  test('numbers over different denominators beside a bit of another node', () => {
    const architecture = {
      inputs: 2,
      nodes: [node('half', [0], 'threshold'), node('sum', [1, 2, 0], 'threshold')],
      outputs: [1],
    };
    const configuration: Configuration = {
      nodes: [
        { weights: [2n], threshold: 1n },
        { weights: [3n, 1n, -2n], threshold: 1n },
      ],
    };
    const at = (p: bigint, q: bigint, r: bigint, s: bigint) => ({
      stimulus: [rational(p, q), rational(r, s)],
      response: '*',
    });
    const instance: TrainingInstance = {
      architecture,
      examples: [
        // half fires: 3 · 1/3 + 1 - 2 · 1/2 = 1, and with a little less of x2 not.
        at(1n, 2n, 1n, 3n),
        at(1n, 2n, 333n, 1000n),
        // half does not: 3 · 2/3 - 2 · 499/1000 is more than 1, and 3 · 666/1000 - 2 · 499/1000 just 1.
        at(499n, 1000n, 2n, 3n),
        at(499n, 1000n, 666n, 1000n),
      ],
      require: 'all',
    };
    expect(given(instance, configuration)).toEqual(['1', '0', '1', '1']);
    expect(answers(instance, configuration)).toEqual(['1', '0', '1', '1']);
  });

  test('what a second evaluation says, on any network, with any numbers', () => {
    const seen = { numbers: 0, '0': 0, '1': 0 };
    fc.assert(
      fc.property(configured, ([instance, configuration]) => {
        const twice = answers(instance, configuration);
        expect(given(instance, configuration)).toEqual(twice);
        expect(rightExamples(instance, configuration)).toEqual(right(instance, twice));
        if (instance.examples.some(({ stimulus }) => typeof stimulus !== 'string')) seen.numbers++;
        for (const bit of twice.join('')) seen[bit as '0' | '1']++;
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(seen.numbers, seen[0], seen[1])).toBeGreaterThan(100);
  });
});

describe('what is right', () => {
  /** Node a is x1, node b is x2, and both are outputs. */
  const two = (examples: TrainingInstance['examples'], require: Requirement = 'all'): TrainingInstance => ({
    architecture: { inputs: 2, nodes: [node('a', [0], 'and'), node('b', [1], 'or')], outputs: [0, 1] },
    examples,
    require,
  });
  const copies: Configuration = { nodes: [{ gate: 'and' }, { gate: 'or' }] };

  test('an example is right when all its outputs are; * is right whatever it is', () => {
    const said = (response: string): boolean[] =>
      rightExamples(two(['00', '01', '10', '11'].map((stimulus) => ({ stimulus, response }))), copies);
    expect(said('01')).toEqual([false, true, false, false]);
    expect(said('0*')).toEqual([true, true, false, false]);
    expect(said('*1')).toEqual([false, true, false, true]);
    expect(said('**')).toEqual([true, true, true, true]);
  });

  test('examples are counted, weights are summed', () => {
    const instance = two([
      { stimulus: '00', response: '00', weight: 7 },
      { stimulus: '01', response: '10', weight: 100 },
      { stimulus: '11', response: '1*' },
      { stimulus: '10', response: '**', weight: 2 ** 50 },
    ]);
    expect(examplesRight(instance, copies)).toBe(3);
    expect(weightRight(instance, copies)).toBe(7 + 1 + 2 ** 50);
  });

  const wrong = (count: number, of: number, require: Requirement): TrainingInstance =>
    two(
      Array.from({ length: of }, (_, e) => ({ stimulus: '10', response: e < count ? '01' : '10' })),
      require,
    );
  const thirds = { fraction: rational(2n, 3n) };

  test.each<[string, Requirement, number, number[]]>([
    ['all of 3', 'all', 3, [3]],
    ['two thirds of 3', thirds, 3, [2, 3]],
    ['two thirds of 4, which is 3', thirds, 4, [3, 4]],
    ['two thirds of 5, which is 4', thirds, 5, [4, 5]],
    ['half of 3, which is 2', { fraction: rational(1n, 2n) }, 3, [2, 3]],
    ['a tiny share of 3, which is 1', { fraction: rational(1n, 10n ** 9n) }, 3, [1, 2, 3]],
    ['all but a tiny share of 3, which is all', { fraction: rational(10n ** 9n - 1n, 10n ** 9n) }, 3, [3]],
    ['the share 1 of 3', { fraction: rational(1n, 1n) }, 3, [3]],
    ['the share 0 of 3', { fraction: rational(0n, 1n) }, 3, [0, 1, 2, 3]],
    ['two of 3', { atLeast: 2 }, 3, [2, 3]],
    ['0 of 3', { atLeast: 0 }, 3, [0, 1, 2, 3]],
    ['all of none', 'all', 0, [0]],
    ['two thirds of none', thirds, 0, [0]],
  ])('%s', (_, require, of, enough) => {
    const accepted = Array.from({ length: of + 1 }, (_right, rightOnes) => rightOnes).filter(
      (rightOnes) => checkConfiguration(wrong(of - rightOnes, of, require), copies).ok,
    );
    expect(accepted).toEqual(enough);
  });

  test('messages: the first example that is wrong, and how much is right where not all has to be', () => {
    expect(reasonOf(wrong(2, 3, 'all'), copies)).toBe('example 0 wants 01, the network answers 10');
    expect(reasonOf(wrong(2, 3, { fraction: rational(1n, 1n) }), copies)).toBe(
      'example 0 wants 01, the network answers 10',
    );
    expect(reasonOf(wrong(2, 3, { atLeast: 2 }), copies)).toBe(
      'expected 2 of 3 examples (by weight) right, found 1; example 0 wants 01, the network answers 10',
    );
    const weighed = two(
      [
        { stimulus: '11', response: '1*', weight: 4 },
        { stimulus: '00', response: '*1', weight: 5 },
      ],
      { fraction: rational(1n, 2n) },
    );
    expect(reasonOf(weighed, copies)).toBe(
      'expected 5 of 9 examples (by weight) right, found 4; example 1 wants *1, the network answers 00',
    );
    const [first, second] = weighed.examples;
    expect(reasonOf({ ...weighed, examples: [{ ...first!, weight: 5 }, second!] }, copies)).toBe('ok');
    // A weight of 4 is half of 8, and less than half of 9.
    expect(reasonOf({ ...weighed, examples: [first!, { ...second!, weight: 4 }] }, copies)).toBe('ok');
  });

  test('accepted or refused as a second evaluation has it, with the reason', () => {
    const seen = { ok: 0, all: 0, some: 0 };
    fc.assert(
      fc.property(configured, ([instance, configuration]) => {
        const twice = answers(instance, configuration);
        const good = right(instance, twice);
        const weight = weigh(instance, good);
        expect(examplesRight(instance, configuration)).toBe(good.filter(Boolean).length);
        expect(BigInt(weightRight(instance, configuration))).toBe(weight);
        const reason = reasonOf(instance, configuration);
        if (suffices(instance, weight)) {
          expect(reason).toBe('ok');
          seen.ok++;
          return;
        }
        const bad = good.indexOf(false);
        const first = `example ${bad} wants ${instance.examples[bad]!.response}, the network answers ${twice[bad]}`;
        const total = weigh(
          instance,
          good.map(() => true),
        );
        if (!suffices(instance, total - 1n)) {
          expect(reason).toBe(first);
          seen.all++;
          return;
        }
        const [, needed] = /^expected (\d+) of /.exec(reason)!;
        expect(suffices(instance, BigInt(needed!))).toBe(true);
        expect(suffices(instance, BigInt(needed!) - 1n)).toBe(false);
        expect(reason).toBe(
          `expected ${needed} of ${total} examples (by weight) right, found ${weight}; ${first}`,
        );
        seen.some++;
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
  });

  test('responses that are the answers are accepted; with one bit turned round, refused', () => {
    fc.assert(
      fc.property(configured, fc.nat(), fc.nat(), ([instance, configuration], a, b) => {
        const examples = instance.examples.map((item, e) => ({
          ...item,
          response: answers(instance, configuration)[e]!,
        }));
        const own: TrainingInstance = { ...instance, examples, require: 'all' };
        expect(reasonOf(own, configuration)).toBe('ok');
        if (examples.length === 0) return;
        const e = a % examples.length;
        const { response } = examples[e]!;
        const o = b % response.length;
        const turned = `${response.slice(0, o)}${response[o] === '1' ? '0' : '1'}${response.slice(o + 1)}`;
        const other = { ...own, examples: examples.with(e, { ...examples[e]!, response: turned }) };
        expect(reasonOf(other, configuration)).toBe(
          `example ${e} wants ${turned}, the network answers ${response}`,
        );
      }),
    );
  });
});

describe('a configuration that is none of the network', () => {
  const instance: TrainingInstance = {
    architecture: {
      inputs: 2,
      nodes: [
        node('unit', [0, 1], 'threshold'),
        node('any', [0, 1], 'boolean'),
        node('either', [2, 3], 'and-or'),
        node('odd', [2, 3, 4], 'xor'),
      ],
      outputs: [3],
    },
    examples: [],
    require: { atLeast: 0 },
  };
  const nodes: NodeFunction[] = [
    { weights: [1n, 1n], threshold: 1n },
    { table: '0110' },
    { gate: 'or' },
    { gate: 'xor' },
  ];

  test('the one these are made from is one', () => {
    expect(reasonOf(instance, { nodes })).toBe('ok');
    expect(reasonOf(instance, { nodes: nodes.with(2, { gate: 'and' }) })).toBe('ok');
  });

  const unit = 'a threshold unit {"weights", "threshold"}';
  test.each<[string, number, NodeFunction]>([
    [`node unit: expected ${unit}, found {"gate": "and"}`, 0, { gate: 'and' }],
    [`node unit: expected ${unit}, found a truth table`, 0, { table: '0001' }],
    ['node unit.weights: expected 2 weights, found 1', 0, { weights: [1n], threshold: 1n }],
    ['node unit.weights: expected 2 weights, found 3', 0, { weights: [1n, 1n, 1n], threshold: 1n }],
    ['node any: expected a truth table {"table"}, found a threshold unit', 1, nodes[0]!],
    ['node any: expected a truth table {"table"}, found {"gate": "xor"}', 1, { gate: 'xor' }],
    ['node any.table: expected 4 characters, found 2', 1, { table: '01' }],
    ['node any.table: expected 4 characters, found 8', 1, { table: '01010101' }],
    ['node either: expected {"gate": "and"} or {"gate": "or"}, found {"gate": "nor"}', 2, { gate: 'nor' }],
    ['node either: expected {"gate": "and"} or {"gate": "or"}, found a truth table', 2, { table: '0001' }],
    ['node odd: expected {"gate": "xor"}, found {"gate": "or"}', 3, { gate: 'or' }],
    ['node odd: expected {"gate": "xor"}, found a threshold unit', 3, nodes[0]!],
  ])('%s', (message, v, other) => {
    expect(reasonOf(instance, { nodes: nodes.with(v, other) })).toBe(message);
  });

  test('too few nodes and too many', () => {
    expect(reasonOf(instance, { nodes: nodes.slice(1) })).toBe('expected 4 nodes, found 3');
    expect(reasonOf(instance, { nodes: [...nodes, nodes[0]!] })).toBe('expected 4 nodes, found 5');
    expect(reasonOf(instance, { nodes: [] })).toBe('expected 4 nodes, found 0');
  });

  test('is refused for any network, even where nothing has to be right', () => {
    fc.assert(
      fc.property(
        architectures.chain((network) => fc.tuple(fc.constant(network), configurations(network))),
        ([architecture, configuration]) => {
          const lenient: TrainingInstance = { architecture, examples: [], require: { atLeast: 0 } };
          expect(reasonOf(lenient, configuration)).toBe('ok');
          for (const [v, each] of architecture.nodes.entries())
            for (const other of misfits(each))
              expect(reasonOf(lenient, { nodes: configuration.nodes.with(v, other) })).toContain(
                `node ${each.id}`,
              );
        },
      ),
    );
  });
});
