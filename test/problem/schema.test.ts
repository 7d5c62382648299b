// Instance files in the general form: what is written is read back, how much is required, what is refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rational } from '../../src/exact/rational.ts';
import { InputError } from '../../src/problem/errors.ts';
import { training } from '../../src/problem/training/problem.ts';
import {
  instanceToJson,
  parseInstance,
  requiredWeight,
  totalWeight,
  type Requirement,
  type TrainingInstance,
} from '../../src/problem/training/schema.ts';
import { instances } from './general-instances.ts';

const read = (text: string): TrainingInstance => training.parse(text, 'f');

type File = {
  architecture: { inputs: number; nodes?: object[]; outputs?: string[]; layers?: object[] };
  examples: { stimulus: string | unknown[]; response: string; weight?: unknown }[];
  require: unknown;
};

const written = (instance: TrainingInstance): File => JSON.parse(training.write(instance)) as File;

const MOST = 2 ** 53 - 1;

/** Two nodes, both of them outputs, the last one first. */
const file = (change: object): string =>
  JSON.stringify({
    format: 'trainsat.instance/1',
    architecture: {
      inputs: 2,
      nodes: [
        { id: 'a', from: ['x1', 'x2'], family: 'threshold' },
        { id: 'b', from: ['a'], family: 'boolean' },
      ],
      outputs: ['b', 'a'],
    },
    examples: [
      { stimulus: '01', response: '1*', weight: 2 },
      { stimulus: ['1/2', 1], response: '00' },
    ],
    ...change,
  });

describe('reading and writing', () => {
  test('what is written is read back, and written the same again', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const text = training.write(instance);
        expect(read(text)).toEqual(instance);
        expect(training.write(read(text))).toBe(text);
        expect(parseInstance(instanceToJson(instance), 'f')).toEqual(instance);
        expect(training.canonical(read(text))).toBe(training.canonical(instance));
        expect(training.size(read(text))).toEqual(training.size(instance));
      }),
      { numRuns: 500 },
    );
  });

  test('an instance with everything in it', () => {
    expect(read(file({ require: { fraction: '4/6' }, name: 'n', provenance: { by: 'hand' } }))).toEqual({
      name: 'n',
      architecture: {
        inputs: 2,
        nodes: [
          { id: 'a', from: [0, 1], family: 'threshold' },
          { id: 'b', from: [2], family: 'boolean' },
        ],
        outputs: [1, 0],
      },
      examples: [
        { stimulus: '01', response: '1*', weight: 2 },
        { stimulus: [rational(1n, 2n), rational(1n, 1n)], response: '00' },
      ],
      require: { fraction: rational(2n, 3n) },
      provenance: { by: 'hand' },
    });
  });

  test('the canonical text names nodes, requirement and weights in one way', () => {
    const text =
      '{"architecture":{"inputs":2,"nodes":[{"family":"threshold","from":["x1","x2"],"id":"u1"},{"family":"boolean","from":["u1"],"id":"u2"}],"outputs":["u2","u1"]},"examples":[{"response":"1*","stimulus":"01","weight":2},{"response":"00","stimulus":["1/2",1]}],"format":"trainsat.instance/1","require":REQUIRE}';
    const canonical = (change: object): string => training.canonical(read(file(change)));
    for (const require of [undefined, 'all', { atLeast: 3 }, { fraction: '1' }, { fraction: '0.7' }])
      expect(canonical({ require })).toBe(text.replace('REQUIRE', '"all"'));
    for (const require of [{ atLeast: 2 }, { fraction: '2/3' }, { fraction: '0.34' }])
      expect(canonical({ require })).toBe(text.replace('REQUIRE', '{"atLeast":2}'));
    for (const require of [{ atLeast: 0 }, { fraction: '0/7' }])
      expect(canonical({ require })).toBe(text.replace('REQUIRE', '{"atLeast":0}'));
  });

  test('requirements are the same where the same weight is required, and not elsewhere', () => {
    fc.assert(
      fc.property(instances, fc.nat(12), fc.integer({ min: 1, max: 12 }), (instance, p, q) => {
        const require = { fraction: rational(BigInt(Math.min(p, q)), BigInt(q)) };
        const other = { ...instance, require };
        expect(training.canonical(other) === training.canonical(instance)).toBe(
          requiredWeight(other) === requiredWeight(instance),
        );
        const spelled = { ...instance, require: { atLeast: requiredWeight(instance) } };
        expect(training.canonical(spelled)).toBe(training.canonical(instance));
      }),
    );
  });

  test('a weight of 1 is no weight', () => {
    const one = (weight: object) => file({ examples: [{ stimulus: '01', response: '**', ...weight }] });
    expect(read(one({ weight: 1 }))).toEqual(read(one({})));
    const [example] = read(one({})).examples;
    const said: TrainingInstance = { ...read(one({})), examples: [{ ...example!, weight: 1 }] };
    expect(training.write(said)).toBe(training.write(read(one({}))));
    expect(training.canonical(said)).toBe(training.canonical(read(one({}))));
    expect(training.canonical(read(one({ weight: 2 })))).not.toBe(training.canonical(said));
  });
});

describe('the weight that is required', () => {
  const required = (weights: readonly number[], require: Requirement): number =>
    requiredWeight({
      architecture: { inputs: 0, nodes: [{ id: 'a', from: [], family: 'and' }], outputs: [0] },
      examples: weights.map((weight) => ({ stimulus: '', response: '1', weight })),
      require,
    });
  const share = (p: bigint, q: bigint): Requirement => ({ fraction: rational(p, q) });

  test('two thirds of 3, 4, 5, 6 and 7', () => {
    const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
    expect([3, 4, 5, 6, 7].map((count) => required(ones(count), share(2n, 3n)))).toEqual([2, 3, 4, 4, 5]);
    expect(required([], share(2n, 3n))).toBe(0);
    expect(required([5], share(2n, 3n))).toBe(4);
  });

  test('all of them, or as many as is said', () => {
    expect(required([2, 3], 'all')).toBe(5);
    expect(required([2, 3], { atLeast: 4 })).toBe(4);
    expect(required([2, 3], { atLeast: 0 })).toBe(0);
    expect(required([2, 3], share(1n, 1n))).toBe(5);
    expect(required([2, 3], share(0n, 1n))).toBe(0);
  });

  test('exact where floats are not', () => {
    expect(required([MOST], share(2n, 3n))).toBe(6004799503160661);
    expect(required([MOST], share(1n, 2n))).toBe(2 ** 52);
    expect(required([MOST], share(10n ** 30n - 1n, 10n ** 30n))).toBe(MOST);
    expect(required([MOST], share(1n, 10n ** 30n))).toBe(1);
  });

  test('is the least that is not below the share', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 2 ** 50 }), { maxLength: 5 });
    const part = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }));
    fc.assert(
      fc.property(weights, part, (list, [p, q]) => {
        const [small, large] = p < q ? [p, q] : [q, p];
        const total = list.reduce((sum, w) => sum + BigInt(w), 0n);
        const weight = BigInt(required(list, share(small, large)));
        expect(weight * large >= small * total).toBe(true);
        expect((weight - 1n) * large < small * total).toBe(true);
      }),
    );
  });

  test('weights add up to what floats hold exactly, and no more', () => {
    const examples = (...weights: number[]) => ({
      examples: weights.map((weight) => ({ stimulus: '01', response: '**', weight })),
    });
    expect(totalWeight(read(file(examples(MOST - 1, 1))))).toBe(MOST);
    expect(requiredWeight(read(file({ ...examples(MOST), require: { atLeast: MOST } })))).toBe(MOST);
    for (const weights of [
      [MOST, 1],
      [MOST, MOST, MOST],
      [1, MOST - 1, 1],
    ])
      expect(() => read(file(examples(...weights)))).toThrow(
        /^f: examples: expected weights that sum to at most 9007199254740991, found \d+$/,
      );
  });
});

describe('what is refused', () => {
  test('the file these are made from is not', () => {
    expect(read(file({})).examples).toHaveLength(2);
  });

  const response = (text: unknown) => ({ examples: [{ stimulus: '01', response: text }] });
  const weight = (value: unknown) => ({ examples: [{ stimulus: '01', response: '11', weight: value }] });
  const stimulus = (value: unknown) => ({ examples: [{ stimulus: value, response: '11' }] });
  const either = 'expected "all", {"atLeast": m} or a fraction such as {"fraction": "2/3"}';
  const share = 'expected a rational from 0 to 1 such as "2/3" or "0.67"';

  test.each<[object, string]>([
    [
      response('1'),
      'examples[0].response: expected one character 0, 1 or * for each of 2 outputs, found "1"',
    ],
    [
      response('111'),
      'examples[0].response: expected one character 0, 1 or * for each of 2 outputs, found "111"',
    ],
    [response(''), 'examples[0].response: expected one character 0, 1 or * for each of 2 outputs, found ""'],
    [response('1?'), 'examples[0].response: expected one character 0, 1 or * for each output, found "1?"'],
    [response(['1', '1']), 'examples[0].response: expected a string, found ["1","1"]'],
    [response(undefined), 'examples[0].response: expected a string, found nothing'],
    [stimulus('011'), 'examples[0].stimulus: expected 2 inputs (architecture.inputs), found 3'],
    [stimulus([0]), 'examples[0].stimulus: expected 2 inputs (architecture.inputs), found 1'],
    [
      stimulus(['1/2', 'x']),
      'examples[0].stimulus[1]: expected a rational such as 3, 0.25 or "1/3", found "x"',
    ],
    [weight(0), 'examples[0].weight: expected at least 1, found 0'],
    [weight(-2), 'examples[0].weight: expected at least 1, found -2'],
    [weight(1.5), 'examples[0].weight: expected an integer, found 1.5'],
    [weight('2'), 'examples[0].weight: expected a number, found "2"'],
    [weight(null), 'examples[0].weight: expected a number, found null'],
    [weight(2 ** 53), 'examples[0].weight: expected at most 9007199254740991, found 9007199254740992'],
    [{ require: 'most' }, `require: ${either}, found "most"`],
    [{ require: 2 }, `require: ${either}, found 2`],
    [{ require: null }, `require: ${either}, found null`],
    [{ require: {} }, `require: ${either}, found {}`],
    [
      { require: { atLeast: 1, fraction: '1/2' } },
      `require: ${either}, found {"atLeast":1,"fraction":"1/2"}`,
    ],
    [{ require: { atLeast: '1' } }, `require: ${either}, found {"atLeast":"1"}`],
    [{ require: { atLeast: 1.5 } }, `require: ${either}, found {"atLeast":1.5}`],
    [{ require: { atLeast: -1 } }, 'require.atLeast: expected at least 0, found -1'],
    [{ require: { atLeast: 4 } }, 'require.atLeast: expected at most the weight of all examples, 3, found 4'],
    [{ require: { fraction: 0.5 } }, `require: ${either}, found {"fraction":0.5}`],
    [{ require: { fraction: '3/2' } }, `require.fraction: ${share}, found "3/2"`],
    [{ require: { fraction: '-1/2' } }, `require.fraction: ${share}, found "-1/2"`],
    [{ require: { fraction: '1.0001' } }, `require.fraction: ${share}, found "1.0001"`],
    [{ require: { fraction: '67%' } }, `require.fraction: ${share}, found "67%"`],
    [{ require: { fraction: '1/0' } }, `require.fraction: ${share}, found "1/0"`],
    [{ require: { fraction: '' } }, `require.fraction: ${share}, found ""`],
  ])('%j', (change, message) => {
    expect(() => read(file(change))).toThrow(InputError);
    expect(() => read(file(change))).toThrow(`f: ${message}`);
  });

  test('numbers where anything but a threshold unit reads an input, whichever inputs are numbers', () => {
    const gate = { id: 'c', from: ['x2', 'a'], family: 'and-or' };
    const { architecture } = JSON.parse(file({})) as File;
    const nodes = [...architecture.nodes!, gate];
    const late = file({ architecture: { ...architecture, nodes } });
    expect(() => read(late)).toThrow(
      'f: examples[1].stimulus: expected 0 and 1, since node c of family and-or reads inputs, found other numbers',
    );
    const bits = { examples: [{ stimulus: [0, 1], response: '11' }] };
    expect(read(file({ architecture: { ...architecture, nodes }, ...bits })).examples[0]!.stimulus).toBe(
      '01',
    );
    const below = [...architecture.nodes!, { ...gate, from: ['b', 'a'] }];
    expect(read(file({ architecture: { ...architecture, nodes: below } })).architecture.nodes).toHaveLength(
      3,
    );
  });

  /** Ways to spoil an example, or the requirement. */
  const spoilt: readonly ((made: File, e: number) => void)[] = [
    (made, e) => (made.examples[e]!.response += '1'),
    (made, e) => (made.examples[e]!.response = made.examples[e]!.response.slice(1)),
    (made, e) => (made.examples[e]!.response = made.examples[e]!.response.replace(/^./, '2')),
    (made, e) => (made.examples[e]!.stimulus = [...made.examples[e]!.stimulus, 1]),
    (made, e) => (made.examples[e]!.weight = 0),
    (made, e) => (made.examples[e]!.weight = MOST + 1),
    (made) => (made.require = { atLeast: MOST }),
    (made) => (made.require = { fraction: '13/12' }),
    (made) => (made.architecture.inputs += 1),
  ];

  test('any instance with one of its numbers wrong', () => {
    fc.assert(
      fc.property(instances, fc.nat(), (instance, draw) => {
        fc.pre(instance.examples.length > 0);
        for (const spoil of spoilt) {
          const made = written(instance);
          spoil(made, draw % instance.examples.length);
          expect(() => read(JSON.stringify(made)), JSON.stringify(made)).toThrow(InputError);
        }
      }),
    );
  });
});
