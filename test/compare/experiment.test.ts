// Comparisons with engines that are told what to answer: what is run, what is refused, what the table says.
import { describe, expect, test } from 'vitest';
import { compare, networks, type CompareOptions, type Engines } from '../../src/compare/experiment.ts';
import { comparisonTable } from '../../src/compare/report.ts';
import { familySubjects, fileSubject, type Subject } from '../../src/compare/subject.ts';
import { renderTable, type Table } from '../../src/compare/table.ts';
import type { TrainingVerdict } from '../../src/decide/verdict.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import { examplesRight } from '../../src/problem/training/evaluate.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { asShallow, shapeOf } from '../../src/problem/training/shallow.ts';
import { registry } from '../../src/registry.ts';
import { VERSION } from '../../src/version.ts';
import type { TrainOptions, TrainResult } from '../../src/train/types.ts';

const { catalogue, families } = registry;
const family = (name: string) => families.find((candidate) => candidate.name === name)!;

const options: CompareOptions = {
  seconds: 60,
  restarts: 10,
  epochs: 5,
  backend: 'cpu',
  seed: 0,
  methods: [{ optimizer: 'adam' }],
};

/** All weights 0: every hidden unit fires on everything. */
function constant(instance: TrainingInstance): Configuration {
  const { hidden, output, architecture } = asShallow(instance)!;
  const unit = (inputs: number) => ({ weights: Array<bigint>(inputs).fill(0n), threshold: 0n });
  return {
    nodes: [
      ...Array.from({ length: hidden }, () => unit(architecture.inputs)),
      output === 'threshold' ? unit(hidden || architecture.inputs) : { gate: output },
    ],
  };
}

const stats = (milliseconds: number) => ({
  rounds: 1,
  edges: 2,
  separationChecks: 3,
  conflicts: 4,
  milliseconds,
});
const unknown = (milliseconds: number): TrainingVerdict => ({
  answer: 'unknown',
  limit: 'seconds: 60',
  solver: 'minisat',
  stats: stats(milliseconds),
});
const no: TrainingVerdict = {
  answer: 'no',
  cases: [],
  checked: 'edges (exact)',
  solver: 'minisat',
  stats: stats(1500),
};
const yes = (instance: TrainingInstance, milliseconds = 20): TrainingVerdict => ({
  answer: 'yes',
  configuration: constant(instance),
  checked: 'configuration (exact)',
  solver: 'minisat',
  stats: stats(milliseconds),
});

function report(instance: TrainingInstance, asked: TrainOptions, successes: number): TrainResult {
  const best = constant(instance);
  return {
    supported: true,
    restarts: asked.restarts,
    successes,
    restartsToFirstSuccess: successes > 0 ? 4 : null,
    bestRight: examplesRight(instance, best),
    best,
    epochs: asked.restarts * asked.epochs,
    milliseconds: 250,
    backend: { kind: 'cpu', name: 'test' },
    optimizer: asked.optimizer,
    hyperparameters: {
      rate: 0.025,
      beta1: 0.5,
      beta2: 0.9375,
      init: 0.01,
      steepness: [0.5, 2],
      balanced: true,
      batch: 0,
    },
    seed: asked.seed,
    exactStimuli: true,
    relaxation: 'AND of 2 units on the labels',
    interrupted: false,
  };
}

function engines(
  decide: (instance: TrainingInstance) => TrainingVerdict,
  train: (instance: TrainingInstance, options: TrainOptions) => TrainResult,
): Engines {
  return {
    decide: (instance) => Promise.resolve(decide(instance)),
    optimum: notAsked,
    train: (instance, asked) => Promise.resolve(train(instance, asked)),
  };
}

/** An engine that is not to be used. */
const notAsked = (): Promise<never> => Promise.reject(new Error('optimum: expected nobody to ask'));

const file = (name: string, text: string): Subject => fileSubject(name, catalogue.parse(text, name));
const splitting = file('two.json', '{"format":"trainsat.set-splitting/1","elements":2,"sets":[[0,1]]}');
const perceptron = file(
  'all-ones.json',
  '{"format":"trainsat.instance/1","architecture":{"inputs":1,"layers":[{"units":1,"family":"threshold"}]},"examples":[{"stimulus":"0","response":"1"},{"stimulus":"1","response":"*"}]}',
);

/** The rows of a table as objects of texts. */
const texts = (table: Table): Record<string, string>[] =>
  table.rows.map((row) => Object.fromEntries(row.map(({ text }, i) => [table.columns[i]!.key, text])));

describe('what is run', () => {
  test('decider and trainers see the same network, the one the catalogue leads to', async () => {
    const seen: string[] = [];
    const spy = engines(
      (instance) => (seen.push(training.canonical(instance)), unknown(1)),
      (instance, asked) => (seen.push(training.canonical(instance)), report(instance, asked, 0)),
    );
    const { runs } = await compare(
      [splitting],
      catalogue,
      { ...options, methods: [{ optimizer: 'adam' }, { optimizer: 'gd' }] },
      spy,
    );
    const way = catalogue.path('set-splitting', 'training')!;
    const network = way[0]!.reduce(splitting.pose().instance) as TrainingInstance;
    expect(new Set(seen)).toEqual(new Set([training.canonical(network)]));
    expect(seen).toHaveLength(3);
    expect(runs[0]).toMatchObject({
      way: ['set-splitting-to-three-node'],
      architecture: network.architecture,
    });
    expect(shapeOf(runs[0]!.architecture)).toEqual({ hidden: 2, output: 'threshold' });
  });

  test('another road and other numbers of hidden units', async () => {
    const { runs } = await compare(
      [splitting],
      catalogue,
      { ...options, via: 'set-splitting-to-and-pair', hidden: [2, 3] },
      engines(
        () => unknown(1),
        (instance, asked) => report(instance, asked, 0),
      ),
    );
    expect(runs.map(({ architecture }) => shapeOf(architecture))).toEqual([
      { hidden: 2, output: 'and' },
      { hidden: 3, output: 'and' },
    ]);
  });

  test('what cannot be run is refused', async () => {
    const idle = engines(
      () => unknown(1),
      (instance, asked) => report(instance, asked, 0),
    );
    await expect(compare([perceptron], catalogue, { ...options, hidden: [2] }, idle)).rejects.toThrow(
      'all-ones.json: expected a network with one hidden layer for --hidden, found a single unit',
    );
    await expect(
      compare([perceptron], catalogue, { ...options, via: 'clique-to-independent-set' }, idle),
    ).rejects.toThrow(
      'all-ones.json: expected an instance that reduces to training through clique-to-independent-set, found one of training',
    );
    await expect(compare([splitting], catalogue, { ...options, via: 'x' }, idle)).rejects.toThrow(
      '--via: expected a reduction',
    );
  });

  test('a network after an exact NO is a contradiction, not a row', async () => {
    const liar = engines(
      () => no,
      (instance, asked) => report(instance, asked, 10),
    );
    await expect(compare([perceptron], catalogue, options, liar)).rejects.toThrow(
      'compare: all-ones.json: expected no network after an exact NO, got one from gradient descent',
    );
  });

  test('a trainer that misreports its network is found out', async () => {
    const liar = engines(unknown.bind(null, 1), (instance, asked) => ({
      ...(report(instance, asked, 0) as TrainResult & { supported: true }),
      bestRight: 1,
    }));
    await expect(compare([perceptron], catalogue, options, liar)).rejects.toThrow(
      'compare: all-ones.json: expected a network with 1 examples right, got 2',
    );
  });

  test('interrupted: the finished runs are kept, and an exact answer that is there', async () => {
    const stop = new AbortController();
    let decided = 0;
    const slow = engines(
      (instance) => (++decided === 3 && stop.abort(), yes(instance)),
      (instance, asked) => report(instance, asked, asked.restarts),
    );
    const subjects = Array.from({ length: 5 }, () => perceptron);
    const result = await compare(subjects, catalogue, { ...options, signal: stop.signal }, slow);
    expect(result).toMatchObject({ finished: 2, planned: 5, interrupted: true });
    expect(result.runs.map(({ attempts }) => attempts.length)).toEqual([1, 1, 0]);
    expect(decided).toBe(3);
    const table = comparisonTable(result, options, true, 'x');
    expect(table.notes[0]).toBe(
      'Interrupted: 2 of 5 networks were finished. Of the last one there is the exact answer; heuristics that did not end are shown as —.',
    );
    expect(table.interrupted).toBe(true);
    expect(texts(table)[2]).toMatchObject({ exact: 'YES', heuristic: 'adam', successes: '—', backend: '—' });
  });

  test('interrupted between two heuristics: the first stays', async () => {
    const stop = new AbortController();
    const asked: string[] = [];
    const result = await compare(
      [perceptron, perceptron],
      catalogue,
      { ...options, methods: [{ optimizer: 'adam' }, { optimizer: 'gd' }], signal: stop.signal },
      engines(
        (instance) => yes(instance),
        (instance, given) => {
          asked.push(given.optimizer);
          if (given.optimizer === 'gd') stop.abort();
          return { ...report(instance, given, 3), interrupted: given.optimizer === 'gd' } as TrainResult;
        },
      ),
    );
    expect(asked).toEqual(['adam', 'gd']);
    expect(result).toMatchObject({ finished: 0, planned: 2, interrupted: true });
    expect(result.runs.map(({ attempts }) => attempts.map(({ method }) => method.optimizer))).toEqual([
      ['adam'],
    ]);
    const rows = texts(
      comparisonTable(
        result,
        { ...options, methods: [{ optimizer: 'adam' }, { optimizer: 'gd' }] },
        true,
        'x',
      ),
    );
    expect(rows.map((row) => [row.heuristic, row.successes])).toEqual([
      ['adam', '3 / 10'],
      ['gd (baseline)', '—'],
    ]);
  });

  test('interrupted before the exact answer: nothing of that network', async () => {
    const stop = new AbortController();
    const result = await compare(
      [perceptron],
      catalogue,
      { ...options, signal: stop.signal },
      engines(
        () => (stop.abort(), { ...unknown(5), limit: 'interrupted' } as TrainingVerdict),
        (instance, asked) => report(instance, asked, 0),
      ),
    );
    expect(result).toMatchObject({ runs: [], finished: 0, planned: 1, interrupted: true });
  });

  test('progress runs from 0 to 1 and never back', async () => {
    const shares: number[] = [];
    await compare(
      [perceptron, perceptron],
      catalogue,
      { ...options, onProgress: (share) => shares.push(share) },
      {
        decide: (instance) => Promise.resolve(yes(instance)),
        optimum: notAsked,
        train(instance, asked) {
          asked.onProgress?.(0.5);
          asked.onProgress?.(1);
          return Promise.resolve(report(instance, asked, 10));
        },
      },
    );
    expect(shares).toEqual([0, 0.375, 0.5, 0.5, 0.875, 1]);
  });
});

describe('the optimum', () => {
  const bounds = (lower: number, upper: number) => ({
    ...engines(
      () => no,
      (instance, given) => report(instance, given, 0),
    ),
    optimum: () =>
      Promise.resolve({
        lower,
        upper,
        total: 9,
        best: undefined,
        excluded: undefined,
        limit: undefined,
        milliseconds: 1,
      }),
  });
  const asked = { ...options, optimum: true };
  const row = async (sides: Engines) => {
    const comparison = await compare([splitting], catalogue, asked, sides);
    return texts(comparisonTable(comparison, asked, true, 'trainsat compare'))[0]!;
  };

  test('and the gap to it, or bounds of both', async () => {
    const best = examplesRight(
      networks(splitting, catalogue, {})[0]!.instance,
      constant(networks(splitting, catalogue, {})[0]!.instance),
    );
    expect(await row(bounds(best + 2, best + 2))).toMatchObject({ optimum: `${best + 2}`, gap: '2' });
    expect(await row(bounds(best - 1, best + 1))).toMatchObject({
      optimum: `${best - 1}..${best + 1}`,
      gap: '0..1',
    });
    await expect(row(bounds(best - 1, best - 1))).rejects.toThrow(
      `compare: two.json: expected at most ${best - 1} right, got ${best} from gradient descent`,
    );
  });

  test('is everything where the answer is YES, and not asked for', async () => {
    const sides = engines(yes, (instance, given) => report(instance, given, 0));
    const total = networks(splitting, catalogue, {})[0]!.instance.examples.length;
    expect(await row(sides)).toMatchObject({ optimum: String(total) });
  });
});

describe('subjects of a family', () => {
  test('every combination with every seed, defaults filled in', () => {
    const subjects = familySubjects(
      family('set-splitting'),
      catalogue,
      { n: [5, 6], ratio: [1, 1.5] },
      [0, 3],
    );
    expect(subjects.map(({ group, seed }) => [group, seed])).toEqual(
      ['n=5 ratio=1', 'n=5 ratio=1.5', 'n=6 ratio=1', 'n=6 ratio=1.5'].flatMap((point) =>
        [0, 3].map((seed) => [`set-splitting ${point}`, seed]),
      ),
    );
    const expected = family('set-splitting').generate({ n: 6, ratio: 1.5 }, 3).instance;
    expect(subjects.at(-1)!.pose().instance).toEqual(expected);
    const [one] = familySubjects(family('set-splitting'), catalogue, {}, [0]);
    expect(one!.group).toBe('set-splitting n=30 ratio=1.9');
  });

  test('refuses what the family refuses, and too much', () => {
    const make = (axes: Record<string, number[]>, seeds: number[]) => () =>
      familySubjects(family('set-splitting'), catalogue, axes, seeds);
    expect(make({ n: [5, 2] }, [0])).toThrow('--n: expected an integer from 3 to 2000, found 2');
    expect(
      make(
        { n: Array.from({ length: 400 }, (_, i) => i + 3) },
        Array.from({ length: 251 }, (_, i) => i),
      ),
    ).toThrow(
      'set-splitting: expected at most 100000 instances, found 100400; ask for fewer values or seeds',
    );
  });
});

describe('the table', () => {
  /** Four seeds: a YES solved by 2 restarts, a YES unsolved, a NO, an UNKNOWN that ran into its limit. */
  async function mixed(milliseconds: number) {
    const subjects = familySubjects(family('set-splitting'), catalogue, { n: [5], ratio: [1] }, [0, 1, 2, 3]);
    let d = 0;
    let t = 0;
    const result = await compare(
      subjects,
      catalogue,
      options,
      engines(
        (instance) => [yes(instance, milliseconds), yes(instance, 30), no, unknown(60_100)][d++]!,
        (instance, asked) => report(instance, asked, t++ === 0 ? 2 : 0),
      ),
    );
    return comparisonTable(result, options, true, 'trainsat compare …');
  }

  test('a group: counts, ranges, medians; a NO does not count against the heuristic', async () => {
    const [row, ...rest] = texts(await mixed(20));
    expect(rest).toEqual([]);
    expect(row).toMatchObject({
      instance: 'set-splitting n=5 ratio=1 seeds=0..3',
      instances: '4',
      inputs: '8',
      examples: '17',
      network: '2 hidden units, free threshold output',
      exact: '2 YES, 1 NO, 1 UNKNOWN (seconds: 60)',
      checked: 'configuration (exact); edges (exact)',
      exactSeconds: '0.03',
      heuristic: 'adam',
      solved: '1 / 3',
      successes: '2 / 30',
      interval: '1.8–21.3',
      firstSuccess: '4',
      epochs: '150',
      heuristicSeconds: '0.25',
    });
  });

  test('one file named twice has two rows', async () => {
    const result = await compare(
      [perceptron, perceptron],
      catalogue,
      options,
      engines(
        (instance) => yes(instance),
        (instance, asked) => report(instance, asked, 7),
      ),
    );
    const rows = texts(comparisonTable(result, options, true, 'x'));
    expect(rows.map((row) => [row.instance, row.instances, row.successes])).toEqual([
      ['all-ones.json', '1', '7 / 10'],
      ['all-ones.json', '1', '7 / 10'],
    ]);
  });

  test('where the numbers come from stands in the rows and below them', async () => {
    const table = await mixed(20);
    const { rows, version } = JSON.parse(renderTable(table, 'json')) as { rows: unknown[]; version: string };
    expect(version).toBe(VERSION);
    expect(rows[0]).toMatchObject({
      seeds: [0, 1, 2, 3],
      parameters: { n: 5, ratio: 1 },
      reductions: ['set-splitting-to-three-node'],
      solver: ['minisat (logic-solver 2.0.1)'],
      exactLimit: { seconds: 60, conflicts: null },
      relaxation: ['AND of 2 units on the labels'],
      trainingSeed: 0,
      backend: ['cpu'],
    });
    expect(renderTable(table, 'csv')).toContain(`,n=5 ratio=1,set-splitting-to-three-node,`);
    expect(table.notes).toContain(
      'Exact: solver minisat (logic-solver 2.0.1), limit 60 s a network. Heuristics: 10 restarts of at most 5 epochs, seed 0.',
    );
    expect(table.notes).toContain('Trained: AND of 2 units on the labels: all.');
    expect(table.notes).toContain(
      'By the noisy AND a free output of two or more units is trained as an AND and, where no restart succeeds, as a NAND as well; epochs counts both.',
    );
  });

  test('stimuli that were rounded are named, and stdin by its hash', async () => {
    const result = await compare(
      [perceptron, splitting],
      catalogue,
      options,
      engines(
        () => unknown(1),
        (instance, asked) =>
          ({ ...report(instance, asked, 0), exactStimuli: instance.architecture.inputs > 1 }) as TrainResult,
      ),
    );
    const { notes } = comparisonTable(result, options, true, 'x', 'a0b1');
    expect(notes).toContain(
      'Stimuli of all-ones.json were rounded to 8 bits for the search; scoring is exact.',
    );
    expect(notes).toContain('SHA-256 of what was read from stdin: a0b1.');
    const exact = comparisonTable({ ...result, runs: result.runs.slice(1) }, options, true, 'x');
    expect(exact.notes.join(' ')).not.toMatch(/rounded|stdin/);
  });

  test('a name loses its control characters, and is never blank', () => {
    const { problem, instance } = perceptron.pose();
    const names = ['a\n| b\u001b[2J', '\t'].map((name) => fileSubject(name, { problem, instance }).group);
    expect(names).toEqual(['a | b [2J', '" "']);
  });

  test('UNKNOWN rows stay, with the limit as their time', async () => {
    const result = await compare(
      [perceptron],
      catalogue,
      options,
      engines(
        () => unknown(60_200),
        (instance, asked) => report(instance, asked, 0),
      ),
    );
    expect(texts(comparisonTable(result, options, true, 'x'))[0]).toMatchObject({
      exact: 'UNKNOWN (seconds: 60)',
      checked: '—',
      exactSeconds: '> 60',
      successes: '0 / 10',
      firstSuccess: '> 10',
      bestRight: '2',
    });
  });

  test('an UNKNOWN that another limit ended early shows how long it ran', async () => {
    const result = await compare(
      [perceptron],
      catalogue,
      options,
      engines(
        () => unknown(1234),
        (instance, asked) => report(instance, asked, 7),
      ),
    );
    const table = comparisonTable(result, options, true, 'x');
    expect(texts(table)[0]).toMatchObject({ exactSeconds: '> 1.23' });
    expect(table.notes).toContain(
      'In 1 of the networks whose exact answer is UNKNOWN a heuristic found weights: these are YES.',
    );
  });

  test('a network no heuristic can train has dashes and a reason below', async () => {
    const result = await compare(
      [splitting],
      catalogue,
      {
        ...options,
        via: 'set-splitting-to-xor-pair',
        methods: [{ optimizer: 'adam' }, { optimizer: 'sgd' }],
      },
      engines(
        () => no,
        () => ({ supported: false, reason: 'an XOR of two units is not AND-like' }),
      ),
    );
    const table = comparisonTable(
      result,
      { ...options, methods: [{ optimizer: 'adam' }, { optimizer: 'sgd' }] },
      true,
      'x',
    );
    expect(texts(table).map((row) => row.heuristic)).toEqual(['adam', 'sgd (baseline)']);
    for (const row of texts(table)) {
      const { successes, interval, firstSuccess, bestRight, epochs, heuristicSeconds } = row;
      expect(new Set([successes, interval, firstSuccess, bestRight, epochs, heuristicSeconds])).toEqual(
        new Set(['—']),
      );
      expect(row.exact).toBe('NO');
    }
    expect(table.notes).toContain('Not trained: two.json: an XOR of two units is not AND-like');
  });

  test('without grouping each seed has its row', async () => {
    const subjects = familySubjects(family('parity'), catalogue, { n: [2] }, [0, 7]);
    const result = await compare(
      subjects,
      catalogue,
      options,
      engines(
        () => unknown(5),
        (instance, asked) => report(instance, asked, 0),
      ),
    );
    const names = texts(comparisonTable(result, options, false, 'x')).map((row) => row.instance);
    expect(names.map((name) => name!.split(' ').at(-1))).toEqual(['seed=0', 'seed=7']);
  });

  test('in JSON only the measurements differ from run to run', async () => {
    const [a, b] = [await mixed(20), await mixed(25)].map(
      (table) => JSON.parse(renderTable(table, 'json')) as Record<string, unknown>,
    );
    const { measurements: first, ...same } = a!;
    const { measurements: second, ...again } = b!;
    expect(JSON.stringify(same)).toBe(JSON.stringify(again));
    expect(first).not.toEqual(second);
  });

  test('no finished run: the headings and the note', async () => {
    const signal = AbortSignal.abort();
    const idle = engines(
      () => unknown(1),
      (instance, asked) => report(instance, asked, 0),
    );
    const result = await compare([perceptron], catalogue, { ...options, signal }, idle);
    const table = comparisonTable(result, options, true, 'x');
    expect(table.rows).toEqual([]);
    expect(table.notes[0]).toBe('Interrupted: 0 of 1 networks were finished.');
    expect(table.notes).toContain(
      'Exact: limit 60 s a network. Heuristics: 10 restarts of at most 5 epochs, seed 0.',
    );
    expect(renderTable(table, 'markdown')).toContain('| instance |');
  });
});
