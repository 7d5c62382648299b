// Witnesses of all problems: read back as written, and wrong ones are told why.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphColouring } from '../../src/problem/graph-colouring.ts';
import { feasibleSubsystem } from '../../src/problem/feasible-subsystem.ts';
import { hittingSet } from '../../src/problem/hitting-set.ts';
import { openHemisphere } from '../../src/problem/open-hemisphere.ts';
import { reluSum } from '../../src/problem/relu-sum.ts';
import { naeSat } from '../../src/problem/nae-sat.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { sat, threeSat } from '../../src/problem/sat.ts';
import { setSplitting } from '../../src/problem/set-splitting.ts';
import { sparsePerceptron } from '../../src/problem/sparse-perceptron.ts';
import { rational } from '../../src/exact/rational.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import { training } from '../../src/problem/training/problem.ts';
import { shallowInstance } from '../../src/problem/training/shallow.ts';
import { discreteTraining, type DiscreteInstance } from '../../src/problem/discrete-training.ts';
import { dnf } from '../../src/problem/dnf.ts';
import { vertexCover, type VertexCoverInstance } from '../../src/problem/vertex-cover.ts';

describe('witnesses', () => {
  test('an assignment: v lines of at most 78 columns are written and read back', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 120 }), (assignment) => {
        const text = sat.writeWitness(assignment);
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(78);
        const cnf = { variables: assignment.length, clauses: [] };
        expect(sat.parseWitness(text, 'model', cnf)).toEqual(assignment);
      }),
    );
    const cnf = { variables: 3, clauses: [] };
    expect(sat.parseWitness('c hello\ns SATISFIABLE\nv 1 -2\nv 0\n', 'm', cnf)).toEqual([true, false, false]);
    expect(() => sat.parseWitness('v 4 0\n', 'm', cnf)).toThrow('m:1: expected a variable up to 3, found 4');
    expect(() => sat.parseWitness('v 1 -1 0\n', 'm', cnf)).toThrow(
      'm:1: expected one value of variable 1, found both',
    );
    expect(() => sat.parseWitness('v yes\n', 'm', cnf)).toThrow(
      'm:1: expected literals of a "v" line, found "yes"',
    );
  });

  test('a splitting and a colouring are read back', () => {
    const system = { elements: 3, sets: [] };
    const splitting = { first: [true, false, true] };
    const text = setSplitting.writeWitness(splitting);
    expect(text).toBe('{"format":"trainsat.splitting/1","first":[0,2]}\n');
    expect(setSplitting.parseWitness(text, 'w', system)).toEqual(splitting);
    expect(() => setSplitting.parseWitness(text, 'w', { elements: 2, sets: [] })).toThrow(
      'w: first[1]: expected an element from 0 to 1, found 2',
    );
    const graph = { vertices: 2, edges: [], colours: 2 };
    const colours = graphColouring.writeWitness({ colour: [1, 0] });
    expect(graphColouring.parseWitness(colours, 'w', graph)).toEqual({ colour: [1, 0] });
  });

  test('a hitting set and a vertex cover are read back', () => {
    const instance = { elements: 3, sets: [], size: 2 };
    const text = hittingSet.writeWitness({ chosen: [false, true, true] });
    expect(text).toBe('{"format":"trainsat.hitting/1","chosen":[1,2]}\n');
    expect(hittingSet.parseWitness(text, 'w', instance)).toEqual({ chosen: [false, true, true] });
    expect(() => hittingSet.parseWitness(text, 'w', { ...instance, elements: 2 })).toThrow(
      'w: chosen[1]: expected an element from 0 to 1, found 2',
    );
    const graph = { vertices: 2, edges: [], size: 1 };
    const cover = vertexCover.writeWitness({ chosen: [false, true] });
    expect(cover).toBe('{"format":"trainsat.cover/1","chosen":[1]}\n');
    expect(vertexCover.parseWitness(cover, 'w', graph)).toEqual({ chosen: [false, true] });
    expect(() => vertexCover.parseWitness(cover, 'w', { ...graph, vertices: 1 })).toThrow(
      'w: chosen[0]: expected a vertex from 0 to 0, found 1',
    );
  });

  test('terms and discrete units are read back', () => {
    const terms = dnf.writeWitness({ terms: ['1-0', '---'] });
    expect(terms).toBe('{"format":"trainsat.terms/1","terms":["1-0","---"]}\n');
    const instance = { inputs: 3, terms: 2, examples: [] };
    expect(dnf.parseWitness(terms, 'w', instance)).toEqual({ terms: ['1-0', '---'] });
    expect(() => dnf.parseWitness(terms, 'w', { ...instance, inputs: 2 })).toThrow(
      'w: terms[0]: expected 2 characters, found 3',
    );
    expect(() => dnf.parseWitness('{"format":"trainsat.terms/1","terms":["1x0"]}', 'w', instance)).toThrow(
      'w: terms[0]: expected a string of 0, 1 and -, found "1x0"',
    );
    const units = { units: [{ weights: [-1n, 1n], threshold: -(10n ** 30n) }] };
    const text = discreteTraining.writeWitness(units);
    expect(text).toBe(
      '{"format":"trainsat.discrete-units/1","units":[{"weights":["-1","1"],"threshold":"-1000000000000000000000000000000"}]}\n',
    );
    const discrete: DiscreteInstance = { inputs: 2, units: 1, weights: [-1, 1], examples: [] };
    expect(discreteTraining.parseWitness(text, 'w', discrete)).toEqual(units);
    const numbers = '{"format":"trainsat.discrete-units/1","units":[{"weights":[-1,1],"threshold":0}]}';
    expect(discreteTraining.parseWitness(numbers, 'w', discrete).units[0]!.weights).toEqual([-1n, 1n]);
    expect(() => discreteTraining.parseWitness(numbers.replace('[-1', '["1/2"'), 'w', discrete)).toThrow(
      'w: units[0].weights[0]: expected an integer, found "1/2"',
    );
  });

  test('the two weights may be given in any order', () => {
    const text =
      '{"format":"trainsat.discrete-training/1","inputs":0,"units":1,"weights":[1,-1],"examples":[]}';
    expect(discreteTraining.parse(text, 'x').weights).toEqual([-1, 1]);
  });

  test('units, poles and points are read back, with fractions', () => {
    const unit = '{"format":"trainsat.perceptron/1","weights":["1/2",0,"-0.25"],"threshold":"1e-1"}';
    const instance = { inputs: 3, examples: [], nonzero: 2 };
    const read = sparsePerceptron.parseWitness(unit, 'w', instance);
    expect(read).toEqual({ weights: [10n, 0n, -5n], threshold: 2n });
    expect(sparsePerceptron.writeWitness(read)).toBe(
      '{"format":"trainsat.perceptron/1","weights":["10","0","-5"],"threshold":"2"}\n',
    );
    expect(() => sparsePerceptron.parseWitness(unit, 'w', { ...instance, inputs: 2 })).toThrow(
      'w: weights: expected 2 weights, found 3',
    );
    const hemisphere = { dimension: 2, vectors: [], atLeast: 0 };
    const pole = openHemisphere.writeWitness({ direction: [rational(-1n, 3n), rational(2n, 1n)] });
    expect(pole).toBe('{"format":"trainsat.pole/1","direction":["-1/3","2"]}\n');
    expect(openHemisphere.parseWitness(pole, 'w', hemisphere)).toEqual({
      direction: [rational(-1n, 3n), rational(2n, 1n)],
    });
    expect(() => openHemisphere.parseWitness(pole, 'w', { ...hemisphere, dimension: 3 })).toThrow(
      'w: direction: expected 3 coordinates, found 2',
    );
    const subsystem = { variables: 1, inequalities: [], atLeast: 0 };
    const point = feasibleSubsystem.writeWitness({ point: [rational(1n, 7n)] });
    expect(point).toBe('{"format":"trainsat.point/1","point":["1/7"]}\n');
    expect(feasibleSubsystem.parseWitness(point, 'w', subsystem)).toEqual({ point: [rational(1n, 7n)] });
    expect(() => feasibleSubsystem.parseWitness(point, 'w', { ...subsystem, variables: 0 })).toThrow(
      'w: point: expected 0 values, found 1',
    );
    const sum = { inputs: 1, units: 1, examples: [] };
    const units = { units: [{ weights: [rational(1n, 2n)], bias: rational(-3n, 1n) }] };
    const text = reluSum.writeWitness(units);
    expect(text).toBe('{"format":"trainsat.relus/1","units":[{"weights":["1/2"],"bias":"-3"}]}\n');
    expect(reluSum.parseWitness(text, 'w', sum)).toEqual(units);
    expect(() => reluSum.parseWitness(text, 'w', { ...sum, units: 2 })).toThrow(
      'w: units: expected 2 units, found 1',
    );
    expect(() => reluSum.parseWitness(text, 'w', { ...sum, inputs: 0 })).toThrow(
      'w: units[0].weights: expected 0 weights, found 1',
    );
  });

  const check = <I, W>(problem: Problem<I, W>, instance: I, witness: W): string => {
    const result = problem.check(instance, witness);
    return result.ok ? 'ok' : result.reason;
  };

  test('checks of formulas', () => {
    const cnf = { variables: 2, clauses: [[1, 2], [-1]] };
    expect(check(sat, cnf, [false, true])).toBe('ok');
    expect(check(sat, cnf, [true, true])).toBe('clause 2 (-1) is false');
    expect(check(sat, cnf, [true])).toBe('expected 2 values, found 1');
    expect(check(threeSat, { variables: 0, clauses: [[]] }, [])).toBe('clause 1 () is false');
    const nae = { variables: 2, clauses: [[1, 2]] };
    expect(check(naeSat, nae, [false, true])).toBe('ok');
    expect(check(naeSat, nae, [true, true])).toBe('the literals of clause 1 (1 2) are all equal');
    expect(check(naeSat, { variables: 1, clauses: [[]] }, [true])).toBe(
      'the literals of clause 1 () are all equal',
    );
  });

  test('checks of splittings and colourings', () => {
    const system = { elements: 3, sets: [[0, 1], [2], []] };
    expect(check(setSplitting, { elements: 3, sets: [[0, 1]] }, { first: [true, false, false] })).toBe('ok');
    expect(check(setSplitting, system, { first: [true, true, false] })).toBe(
      'set 0 ([0,1]) lies in the first part',
    );
    expect(check(setSplitting, system, { first: [true, false, false] })).toBe(
      'set 1 ([2]) lies in the second part',
    );
    expect(check(setSplitting, { elements: 0, sets: [[]] }, { first: [] })).toBe(
      'set 0 ([]) is empty and cannot be split',
    );
    expect(check(setSplitting, system, { first: [] })).toBe('expected 3 elements, found 0');
    const graph = { vertices: 2, edges: [[0, 1]], colours: 2 } as const;
    expect(check(graphColouring, graph, { colour: [1, 0] })).toBe('ok');
    expect(check(graphColouring, graph, { colour: [1, 1] })).toBe(
      'the ends 0 and 1 of an edge both have colour 1',
    );
    expect(check(graphColouring, graph, { colour: [1, 2] })).toBe(
      'vertex 1: expected a colour from 0 to 1, found 2',
    );
    expect(check(graphColouring, graph, { colour: [1] })).toBe('expected 2 colours, found 1');
  });

  test('checks of hitting sets and vertex covers', () => {
    const instance = { elements: 3, sets: [[0, 1], [2]], size: 2 };
    expect(check(hittingSet, instance, { chosen: [false, true, true] })).toBe('ok');
    expect(check(hittingSet, instance, { chosen: [true, true, false] })).toBe(
      'set 1 ([2]) has no chosen element',
    );
    expect(check(hittingSet, instance, { chosen: [true, true, true] })).toBe(
      'expected at most 2 chosen elements, found 3',
    );
    expect(check(hittingSet, instance, { chosen: [true] })).toBe('expected 3 elements, found 1');
    expect(check(hittingSet, { elements: 0, sets: [[]], size: 0 }, { chosen: [] })).toBe(
      'set 0 ([]) has no chosen element',
    );
    const graph: VertexCoverInstance = {
      vertices: 3,
      edges: [
        [0, 1],
        [1, 2],
      ],
      size: 1,
    };
    expect(check(vertexCover, graph, { chosen: [false, true, false] })).toBe('ok');
    expect(check(vertexCover, graph, { chosen: [true, false, false] })).toBe(
      'neither end of the edge 1 2 is chosen',
    );
    expect(check(vertexCover, graph, { chosen: [true, true, false] })).toBe(
      'expected at most 1 chosen vertices, found 2',
    );
    expect(check(vertexCover, graph, { chosen: [] })).toBe('expected 3 vertices, found 0');
  });

  test('checks of disjunctions and discrete units', () => {
    const examples = [
      { stimulus: '10', response: '1' },
      { stimulus: '00', response: '0' },
    ] as const;
    const instance = { inputs: 2, terms: 1, examples };
    expect(check(dnf, instance, { terms: ['1-'] })).toBe('ok');
    expect(check(dnf, instance, { terms: ['-1'] })).toBe('example 0 (10) wants 1, no term is true');
    expect(check(dnf, instance, { terms: ['-0'] })).toBe('example 1 (00) wants 0, term 0 (-0) is true');
    expect(check(dnf, instance, { terms: ['1-', '1-'] })).toBe('expected at most 1 terms, found 2');
    expect(check(dnf, instance, { terms: ['1'] })).toBe('term 0: expected 2 characters 0, 1 or -, found "1"');
    expect(check(dnf, instance, { terms: ['1x'] })).toBe(
      'term 0: expected 2 characters 0, 1 or -, found "1x"',
    );
    expect(
      check(dnf, { inputs: 0, terms: 0, examples: [{ stimulus: '', response: '0' }] }, { terms: [] }),
    ).toBe('ok');
    const discrete: DiscreteInstance = { inputs: 2, units: 1, weights: [0, 2], examples };
    const unit = (weights: bigint[], threshold: bigint) => ({ units: [{ weights, threshold }] });
    expect(check(discreteTraining, discrete, unit([2n, 0n], 1n))).toBe('ok');
    expect(check(discreteTraining, discrete, unit([0n, 0n], 1n))).toBe(
      'example 0 (10) wants 1, unit 0 does not fire',
    );
    expect(check(discreteTraining, discrete, unit([0n, 0n], 0n))).toBe(
      'example 1 (00) wants 0, all units fire',
    );
    expect(check(discreteTraining, discrete, unit([1n, 0n], 1n))).toBe(
      'unit 0: expected weights 0 or 2, found 1',
    );
    expect(check(discreteTraining, discrete, unit([2n], 1n))).toBe('unit 0: expected 2 weights, found 1');
    expect(check(discreteTraining, discrete, { units: [] })).toBe('expected 1 units, found 0');
  });

  test('a network is checked in exact arithmetic: a third is not 0.3333', () => {
    const third = rational(1n, 3n);
    const instance = shallowInstance({
      inputs: 1,
      hidden: 0,
      output: 'threshold',
      examples: [
        { stimulus: [third], response: '1' },
        { stimulus: [rational(33333333333333333n, 100000000000000000n)], response: '0' },
      ],
    });
    const unit = { weights: [3n], threshold: 1n };
    expect(check(training, instance, { nodes: [unit] })).toBe('ok');
    expect(check(training, instance, { nodes: [{ weights: [1n], threshold: 0n }] })).toBe(
      'example 1 wants 0, the network answers 1',
    );
    expect(check(training, instance, { nodes: [{ gate: 'and' }] })).toBe(
      'node u1: expected a threshold unit {"weights", "threshold"}, found {"gate": "and"}',
    );
    expect(check(training, instance, { nodes: [unit, unit] })).toBe('expected 1 nodes, found 2');
    expect(check(training, instance, { nodes: [{ weights: [], threshold: 0n }] })).toBe(
      'node u1.weights: expected 1 weights, found 0',
    );
  });

  test('gates on two hidden units, and an example without a wanted response', () => {
    const h = [
      { weights: [1n, 0n], threshold: 1n },
      { weights: [0n, 1n], threshold: 1n },
    ];
    const tables = { and: '0001', nand: '1110', or: '0111', nor: '1000', xor: '0110' } as const;
    for (const [gate, table] of Object.entries(tables) as [keyof typeof tables, string][]) {
      const examples = ['00', '01', '10', '11'].map((stimulus, e) => {
        return { stimulus, response: table[e]! };
      });
      const instance = shallowInstance({ inputs: 2, hidden: 2, output: gate, examples });
      expect(check(training, instance, { nodes: [...h, { gate }] })).toBe('ok');
      const wrong = examples.map(
        (example) => ({ ...example, response: example.response === '1' ? '0' : '1' }) as const,
      );
      expect(check(training, { ...instance, examples: wrong }, { nodes: [...h, { gate }] })).toMatch(
        /^example 0 /,
      );
      const open = examples.map(({ stimulus }) => ({ stimulus, response: '*' as const }));
      expect(check(training, { ...instance, examples: open }, { nodes: [...h, { gate }] })).toBe('ok');
    }
  });

  test('checks of sparse units', () => {
    const examples = ['000', '010', '100', '111'].map((text) => ({
      stimulus: text.slice(0, 2),
      response: text[2] as '0' | '1',
    }));
    const instance = { inputs: 2, examples, nonzero: 2 };
    expect(check(sparsePerceptron, instance, { weights: [1n, 1n], threshold: 2n })).toBe('ok');
    expect(check(sparsePerceptron, { ...instance, nonzero: 1 }, { weights: [1n, 1n], threshold: 2n })).toBe(
      'expected at most 1 weights other than 0, found 2',
    );
    expect(check(sparsePerceptron, instance, { weights: [1n, 1n], threshold: 1n })).toBe(
      'example 1 wants 0, the unit answers 1',
    );
    expect(check(sparsePerceptron, instance, { weights: [1n], threshold: 1n })).toBe(
      'expected 2 weights, found 1',
    );
  });

  test('checks of poles: 0 is not more than 0', () => {
    const vectors = [
      [1n, 0n],
      [0n, 1n],
      [0n, 1n],
      [0n, 0n],
    ];
    const instance = { dimension: 2, vectors, atLeast: 2 };
    const pole = (x: bigint, y: bigint) => ({ direction: [rational(x, 9n), rational(y, 7n)] });
    expect(check(openHemisphere, instance, pole(0n, 1n))).toBe('ok');
    expect(check(openHemisphere, instance, pole(1n, 0n))).toBe(
      'expected at least 2 vectors in the open hemisphere, found 1',
    );
    expect(check(openHemisphere, { ...instance, atLeast: 4 }, pole(1n, 1n))).toBe(
      'expected at least 4 vectors in the open hemisphere, found 3',
    );
    expect(check(openHemisphere, instance, { direction: [] })).toBe('expected 2 coordinates, found 0');
  });

  test('checks of points: the bound itself does not do', () => {
    const inequalities = [
      { coefficients: [rational(1n, 2n)], bound: rational(1n, 3n) },
      { coefficients: [rational(-3n, 1n)], bound: rational(-3n, 1n) },
    ];
    const instance = { variables: 1, inequalities, atLeast: 2 };
    const at = (numerator: bigint, denominator: bigint) => ({ point: [rational(numerator, denominator)] });
    expect(check(feasibleSubsystem, instance, at(5n, 6n))).toBe('ok');
    for (const bound of [at(2n, 3n), at(1n, 1n)])
      expect(check(feasibleSubsystem, instance, bound)).toBe(
        'expected at least 2 inequalities to hold, found 1',
      );
    expect(check(feasibleSubsystem, instance, { point: [] })).toBe('expected 1 values, found 0');
  });

  test('checks of sums: exact, with fractions', () => {
    const instance = {
      inputs: 1,
      units: 2,
      examples: [
        { stimulus: [rational(1n, 3n)], target: rational(1n, 6n) },
        { stimulus: '0', target: rational(0n, 1n) },
      ],
    };
    const sum = (w: bigint, bias: bigint) => ({
      units: [
        { weights: [rational(w, 2n)], bias: rational(bias, 1n) },
        { weights: [rational(-1n, 1n)], bias: rational(0n, 1n) },
      ],
    });
    expect(check(reluSum, instance, sum(1n, 0n))).toBe('ok');
    expect(check(reluSum, instance, sum(3n, 0n))).toBe(
      'example 0 wants 1/6, the sum of the units is another number',
    );
    expect(check(reluSum, instance, { units: sum(1n, 0n).units.slice(1) })).toBe('expected 2 units, found 1');
    expect(check(reluSum, { ...instance, inputs: 2 }, sum(1n, 0n))).toBe(
      'unit 0: expected 2 weights, found 1',
    );
  });

  test('a configuration is read back; rational weights are scaled to integers', () => {
    const weight = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const unit = (fanIn: number) =>
      fc.record({ weights: fc.array(weight, { minLength: fanIn, maxLength: fanIn }), threshold: weight });
    const instance = shallowInstance({ inputs: 3, hidden: 2, output: 'threshold', examples: [] });
    fc.assert(
      fc.property(unit(3), unit(3), unit(2), (a, b, output) => {
        const configuration: Configuration = { nodes: [a, b, output] };
        expect(training.parseWitness(training.writeWitness(configuration), 'w', instance)).toEqual(
          configuration,
        );
      }),
    );
    const text = '{"format":"trainsat.configuration/1","nodes":[{"weights":["1/2",0.75],"threshold":"-1"}]}';
    const perceptron = shallowInstance({ inputs: 2, hidden: 0, output: 'threshold', examples: [] });
    expect(training.parseWitness(text, 'w', perceptron)).toEqual({
      nodes: [{ weights: [2n, 3n], threshold: -4n }],
    });
  });

  test.each([
    ['[{"weights":[1],"threshold":0}]', 'w: nodes[0].weights: expected 2 weights, found 1'],
    ['[]', 'w: nodes: expected at least 1 item, found []'],
    [
      '[{"gate":"and"}]',
      'w: nodes[0]: expected a threshold unit {"weights", "threshold"}, found {"gate": "and"}',
    ],
    [
      '[{"weights":[1,"x"],"threshold":0}]',
      'w: nodes[0].weights[1]: expected an integer or a rational, found "x"',
    ],
    [
      '[{"weights":[1,1],"threshold":0},{"gate":"and"}]',
      'w: nodes: expected 1 nodes, in the order of the network, found 2',
    ],
  ])('a configuration is refused: %s', (nodes, message) => {
    const perceptron = shallowInstance({ inputs: 2, hidden: 0, output: 'threshold', examples: [] });
    const text = `{"format":"trainsat.configuration/1","nodes":${nodes}}`;
    expect(() => training.parseWitness(text, 'w', perceptron)).toThrow(message);
  });
});
