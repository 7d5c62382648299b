// The problems: what is written is read back, and the canonical text names the instance.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphColouring, type ColouringInstance } from '../../src/problem/graph-colouring.ts';
import type { FeasibleSubsystemInstance } from '../../src/problem/feasible-subsystem.ts';
import type { HittingSetInstance } from '../../src/problem/hitting-set.ts';
import type { OpenHemisphereInstance } from '../../src/problem/open-hemisphere.ts';
import type { ReluSumInstance } from '../../src/problem/relu-sum.ts';
import { signatureOf } from '../../src/problem/signature.ts';
import { sha256Hex } from '../../src/problem/hash.ts';
import { problems } from '../../src/problem/index.ts';
import { naeSat } from '../../src/problem/nae-sat.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { sat, type Cnf } from '../../src/problem/sat.ts';
import { setSplitting, type SetSystem } from '../../src/problem/set-splitting.ts';
import type { SubsetSumInstance } from '../../src/problem/subset-sum.ts';
import { RELATIONS } from '../../src/problem/linear-constraint.ts';
import type { MaxSatInstance } from '../../src/problem/max-sat.ts';
import type { PseudoBooleanInstance } from '../../src/problem/pseudo-boolean.ts';
import type { SparsePerceptronInstance } from '../../src/problem/sparse-perceptron.ts';
import { formatRational, parseRational, rational } from '../../src/exact/rational.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { OUTPUT_FAMILIES, shallowInstance } from '../../src/problem/training/shallow.ts';
import type { DiscreteInstance } from '../../src/problem/discrete-training.ts';
import type { DnfInstance } from '../../src/problem/dnf.ts';
import type { VertexCoverInstance } from '../../src/problem/vertex-cover.ts';

/** A value a file can hold (it has no -0). */
const fromJson = (text: string): unknown => JSON.parse(JSON.stringify(JSON.parse(text)));

const label = fc.record(
  {
    name: fc.string(),
    provenance: fc.dictionary(fc.stringMatching(/^[a-z ]{1,9}$/), fc.json().map(fromJson)),
  },
  { requiredKeys: [] },
);

const cnfs = (longest: number): fc.Arbitrary<Cnf> =>
  fc.integer({ min: 0, max: 9 }).chain((variables) => {
    const literal = fc
      .tuple(fc.integer({ min: 1, max: Math.max(1, variables) }), fc.boolean())
      .map(([v, positive]) => (positive ? v : -v));
    const clause = variables === 0 ? fc.constant<number[]>([]) : fc.array(literal, { maxLength: longest });
    return fc.record({
      variables: fc.constant(variables),
      clauses: fc.array(clause, { maxLength: 8 }),
      comments: fc.array(fc.stringMatching(/^[a-z0-9 ]{0,12}$/).map((text) => text.trim())),
    });
  });

const systems: fc.Arbitrary<SetSystem> = fc.integer({ min: 0, max: 9 }).chain((elements) => {
  const set =
    elements === 0 ? fc.constant<number[]>([]) : fc.uniqueArray(fc.integer({ min: 0, max: elements - 1 }));
  return fc.record({ elements: fc.constant(elements), sets: fc.array(set, { maxLength: 8 }) });
});

const graphs: fc.Arbitrary<ColouringInstance> = fc.integer({ min: 1, max: 8 }).chain((vertices) => {
  const pairs = Array.from({ length: vertices }, (_, b) =>
    Array.from({ length: b }, (_, a) => [a, b] as const),
  ).flat();
  return fc.record({
    vertices: fc.constant(vertices),
    edges: fc.subarray(pairs),
    colours: fc.integer({ min: 1, max: 5 }),
  });
});

const hittings: fc.Arbitrary<HittingSetInstance> = fc
  .tuple(systems, fc.integer({ min: 0, max: 12 }))
  .map(([system, size]) => ({ ...system, size }));

const covers: fc.Arbitrary<VertexCoverInstance> = fc
  .tuple(graphs, fc.integer({ min: 0, max: 12 }))
  .map(([{ vertices, edges }, size]) => ({ vertices, edges, size }));

const naturals = fc.bigInt({ min: 0n, max: 2n ** 90n });
const sums: fc.Arbitrary<SubsetSumInstance> = fc.record({
  numbers: fc.array(naturals, { maxLength: 6 }),
  target: naturals,
});
const examples = (inputs: number) =>
  fc.array(
    fc.record({
      stimulus: fc
        .array(fc.constantFrom('0', '1'), { minLength: inputs, maxLength: inputs })
        .map((bits) => bits.join('')),
      response: fc.constantFrom('0' as const, '1' as const),
    }),
    { maxLength: 6 },
  );

const disjunctions: fc.Arbitrary<DnfInstance> = fc.integer({ min: 0, max: 4 }).chain((inputs) =>
  fc.record({
    inputs: fc.constant(inputs),
    terms: fc.integer({ min: 0, max: 5 }),
    examples: examples(inputs),
  }),
);

const discretes: fc.Arbitrary<DiscreteInstance> = fc.integer({ min: 0, max: 4 }).chain((inputs) =>
  fc.record({
    inputs: fc.constant(inputs),
    units: fc.integer({ min: 0, max: 5 }),
    weights: fc
      .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .map(([low, more]) => [low, low + more] as const),
    examples: examples(inputs),
  }),
);

const rationals = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
  .map(([p, q]) => rational(p, q));

const networks: fc.Arbitrary<TrainingInstance> = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom(...OUTPUT_FAMILIES))
  .chain(([inputs, hidden, output]) => {
    const bits = fc.array(fc.constantFrom('0', '1'), { minLength: inputs, maxLength: inputs });
    const reals = fc.array(rationals, { minLength: inputs, maxLength: inputs });
    // A list of numbers that are all 0 or 1 is read as a string of bits.
    const strings = bits.map((list) => list.join(''));
    const lists = reals.map((list) =>
      list.map((value) => (value.denominator === 1n ? rational(2n, 3n) : value)),
    );
    const stimulus = inputs === 0 ? strings : fc.oneof(strings, lists);
    const response = fc.constantFrom('0' as const, '1' as const, '*' as const);
    return fc.record({
      inputs: fc.constant(inputs),
      hidden: fc.constant(hidden),
      output: fc.constant(hidden === 0 ? ('threshold' as const) : output),
      examples: fc.array(fc.record({ stimulus, response }), { maxLength: 6 }),
    });
  })
  .map((parts) => {
    const { hidden: _hidden, output: _output, ...instance } = shallowInstance(parts);
    return instance;
  });

const sparse: fc.Arbitrary<SparsePerceptronInstance> = fc.integer({ min: 0, max: 5 }).chain((inputs) => {
  const bit = fc.constantFrom('0', '1');
  const stimulus = fc.array(bit, { minLength: inputs, maxLength: inputs }).map((bits) => bits.join(''));
  const example = fc.record({ stimulus, response: fc.constantFrom('0' as const, '1' as const) });
  return fc.record({
    inputs: fc.constant(inputs),
    examples: fc.array(example, { maxLength: 6 }),
    nonzero: fc.integer({ min: 0, max: 9 }),
  });
});

const integers = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });

const hemispheres: fc.Arbitrary<OpenHemisphereInstance> = fc.integer({ min: 0, max: 4 }).chain((dimension) =>
  fc.record({
    dimension: fc.constant(dimension),
    vectors: fc.array(fc.array(integers, { minLength: dimension, maxLength: dimension }), { maxLength: 6 }),
    atLeast: fc.integer({ min: 0, max: 9 }),
  }),
);

const subsystems: fc.Arbitrary<FeasibleSubsystemInstance> = fc
  .integer({ min: 0, max: 4 })
  .chain((variables) =>
    fc.record({
      variables: fc.constant(variables),
      inequalities: fc.array(
        fc.record({
          coefficients: fc.array(rationals, { minLength: variables, maxLength: variables }),
          bound: rationals,
        }),
        { maxLength: 6 },
      ),
      atLeast: fc.integer({ min: 0, max: 9 }),
    }),
  );

const relus: fc.Arbitrary<ReluSumInstance> = fc
  .tuple(networks, fc.integer({ min: 0, max: 5 }), fc.array(rationals, { minLength: 6, maxLength: 6 }))
  .map(([{ architecture, examples }, units, targets]) => ({
    inputs: architecture.inputs,
    units,
    examples: examples.map(({ stimulus }, e) => ({ stimulus, target: targets[e]! })),
  }));

const literalsOf = (variables: number): fc.Arbitrary<number> =>
  fc.tuple(fc.integer({ min: 1, max: variables }), fc.boolean()).map(([v, positive]) => (positive ? v : -v));

const weighted: fc.Arbitrary<MaxSatInstance> = cnfs(4).chain(({ variables, clauses }) => {
  const clause =
    variables === 0 ? fc.constant<number[]>([]) : fc.array(literalsOf(variables), { maxLength: 4 });
  const weight = fc.bigInt({ min: 1n, max: 2n ** 90n });
  return fc.record({
    variables: fc.constant(variables),
    hard: fc.constant(clauses),
    soft: fc.array(fc.record({ weight, clause }), { maxLength: 6 }),
    atLeast: naturals,
  });
});

const linear: fc.Arbitrary<PseudoBooleanInstance> = fc.integer({ min: 0, max: 5 }).chain((variables) => {
  const term = fc.record({ coefficient: integers, literal: literalsOf(Math.max(1, variables)) });
  return fc.record({
    variables: fc.constant(variables),
    constraints: fc.array(
      fc.record({
        terms: fc.array(term, { maxLength: variables === 0 ? 0 : 6 }),
        relation: fc.constantFrom(...RELATIONS),
        bound: integers,
      }),
      { maxLength: 6 },
    ),
  });
});

const arbitrary: Record<string, fc.Arbitrary<object>> = {
  training: networks,
  loading: networks,
  'set-splitting': systems,
  'graph-colouring': graphs,
  'hitting-set': hittings,
  'vertex-cover': covers,
  'independent-set': covers,
  clique: covers,
  'exact-cover': systems,
  'subset-sum': sums,
  dnf: disjunctions,
  'discrete-training': discretes,
  sat: cnfs(6),
  '3-sat': cnfs(3),
  'nae-sat': cnfs(4),
  'sparse-perceptron': sparse,
  'open-hemisphere': hemispheres,
  'feasible-subsystem': subsystems,
  'relu-sum': relus,
  'max-sat': weighted,
  'pseudo-boolean': linear,
};

/** Problems whose files are read as those of another. */
const READ_AS: Readonly<Record<string, string>> = { '3-sat': 'sat', loading: 'training' };

/** Problems whose files have comments for name and provenance. */
const COMMENTED: readonly string[] = ['sat', '3-sat', 'nae-sat'];

/** What was put in, without the keys that are undefined: files have no such keys. */
const plain = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));

describe.each(problems.map((problem) => [problem.name, problem] as const))('%s', (name, problem) => {
  const instances = arbitrary[name]!;
  const labelled = COMMENTED.includes(name)
    ? instances
    : fc.tuple(instances, label).map(([instance, more]) => ({ ...instance, ...more }));

  test('what is written is read back', () => {
    fc.assert(
      fc.property(labelled, (instance) => {
        const text = problem.write(instance);
        expect(text.endsWith('\n')).toBe(true);
        const again = problem.parse(text, 'x') as object;
        expect(plain(again)).toEqual(plain(instance));
        expect(problem.canonical(again)).toBe(problem.canonical(instance));
        expect(problem.size(again)).toEqual(problem.size(instance));
      }),
    );
  });

  test('its text is recognised by it and by no problem tried before it', () => {
    fc.assert(
      fc.property(labelled, (instance) => {
        const text = problem.write(instance);
        const first = problems.find((candidate) =>
          candidate.signatures.includes(signatureOf(text).format ?? ''),
        );
        expect(first?.name).toBe(READ_AS[name] ?? name);
      }),
      { numRuns: 30 },
    );
  });

  test('the canonical text ignores name, provenance and comments, and nothing else', () => {
    fc.assert(
      fc.property(instances, label, (instance, more) => {
        const noted = COMMENTED.includes(name)
          ? { ...instance, comments: ['other'] }
          : { ...instance, ...more };
        expect(problem.canonical(noted)).toBe(problem.canonical(instance));
      }),
    );
    fc.assert(
      fc.property(instances, instances, (a, b) => {
        // Cloned, because generated records may lack a prototype.
        const bare = (value: object): object => structuredClone({ ...value, comments: undefined });
        const same = problem.canonical(a) === problem.canonical(b);
        expect(same).toBe(isDeepStrictEqual(bare(a), bare(b)));
      }),
    );
  });
});

test('an instance is named by the SHA-256 of its canonical text', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sat.canonical({ variables: 2, clauses: [[1, -2]], comments: ['mine'] })).toBe('p cnf 2 1\n1 -2 0\n');
  expect(naeSat.canonical({ variables: 1, clauses: [] })).toBe('p nae 1 0\n');
  expect(setSplitting.canonical({ name: 'mine', elements: 2, sets: [[1, 0]] })).toBe(
    '{"elements":2,"format":"trainsat.set-splitting/1","sets":[[1,0]]}',
  );
  expect(graphColouring.canonical({ vertices: 2, edges: [[0, 1]], colours: 3 })).toBe(
    '{"colours":3,"edges":[[0,1]],"format":"trainsat.graph-colouring/1","vertices":2}',
  );
});

describe('layouts that are read', () => {
  const same = <I, W>(problem: Problem<I, W>, a: string, b: string): void =>
    expect(problem.canonical(problem.parse(a, 'a'))).toBe(problem.canonical(problem.parse(b, 'b')));

  test('DIMACS: clauses over several lines, CRLF, blank lines, tabs, a final % as in SATLIB', () => {
    same(sat, 'p cnf 3 2\n1 -2 0\n3 0\n', 'c x\r\n\r\np  cnf 3 2\r\n1\t-2\r\n0 3 0\r\n%\r\n0\r\n');
    same(sat, 'p cnf 1 1\n1 0\n', 'p cnf 1 5\n1 0\n%\n');
  });

  test('graphs: .col with a line of colours, both directions of an edge once, the option before the file', () => {
    const text = 'c colours 3\np edge 3 3\ne 2 1\ne 1 2\nn 1 5\ne 3 2\n';
    const graph = graphColouring.parse(text, 'g.col');
    expect(graph).toEqual({
      vertices: 3,
      edges: [
        [0, 1],
        [1, 2],
      ],
      colours: 3,
    });
    expect(graphColouring.parse(text, 'g.col', { colours: 2 }).colours).toBe(2);
    expect(graphColouring.parse(graphColouring.write(graph), 'g.json', { colours: 4 }).colours).toBe(4);
  });

  test('training: decimals, exponents and fractions are the same rationals; 0 and 1 in a list are bits', () => {
    const text = (stimulus: string): string =>
      `{"format":"trainsat.instance/1","architecture":{"inputs":2,"layers":[{"units":1,"family":"threshold"}]},"examples":[{"stimulus":${stimulus},"response":"1"}]}`;
    same(training, text('[0.5,-2]'), text('["1/2","-4/2"]'));
    same(training, text('[5e-1,-2]'), text('["0.50","-2.0"]'));
    same(training, text('[1,0]'), text('"10"'));
    expect(training.canonical(training.parse(text('[0.5,1]'), 'a'))).not.toBe(
      training.canonical(training.parse(text('[0.5,2]'), 'a')),
    );
  });
});

describe('rationals', () => {
  test('are read in lowest terms and written back', () => {
    fc.assert(
      fc.property(rationals, (value) => {
        expect(parseRational(formatRational(value))).toEqual(value);
      }),
    );
    expect(['-12', '3.25', '1e-3', '2/6', '-0.0', '12e2'].map((text) => parseRational(text))).toEqual(
      [
        [-12n, 1n],
        [13n, 4n],
        [1n, 1000n],
        [1n, 3n],
        [0n, 1n],
        [1200n, 1n],
      ].map(([numerator, denominator]) => ({ numerator, denominator })),
    );
  });

  test.each([
    '',
    'x',
    '1/0',
    '1/-2',
    '.5',
    '5.',
    '1e3000',
    '1e-3000',
    '--1',
    '1 2',
    '9'.repeat(3001),
    'Infinity',
  ])('%j is none', (text) => {
    expect(parseRational(text)).toBeUndefined();
  });
});
