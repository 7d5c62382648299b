// `show` of a file: every fact against a count made another way, and what a name means that is a file's, too.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import { FANO, PAIR, XOR, data, temporaryFiles } from './fixtures.ts';
import { call, shell } from './harness.ts';

const { file, folder } = temporaryFiles();

/** A network of all kinds of nodes, with contradictions, don't-cares and weights. */
const MIXED = JSON.stringify({
  format: 'trainsat.instance/1',
  name: 'mixed',
  architecture: {
    inputs: 3,
    nodes: [
      { id: 'a', from: ['x1', 'x2'], family: 'threshold' },
      { id: 'b', from: ['x2', 'x3', 'a'], family: 'boolean' },
      { id: 'c', from: ['a', 'b'], family: 'and-or' },
      { id: 'd', from: ['x3'], family: 'threshold' },
      { id: 'e', from: ['c', 'd'], family: 'xor' },
    ],
    outputs: ['e', 'b'],
  },
  examples: [
    { stimulus: '000', response: '1*' },
    { stimulus: [0, 0, 0], response: '01', weight: 3 },
    { stimulus: '000', response: '**' },
    { stimulus: '111', response: '0*' },
    { stimulus: '111', response: '*1' },
  ],
  require: { fraction: '2/3' },
});

const facts = async (text: string): Promise<Record<string, unknown>> =>
  JSON.parse(await data(['show', '-', '--json'], text)) as Record<string, unknown>;

const parsed = (text: string): library.Posed => library.catalogue.parse(text, 'x');

describe('a training instance', () => {
  test('in words', async () => {
    const { problem, instance } = parsed(MIXED);
    expect(await data(['show', '-'], MIXED)).toBe(
      [
        'instance of training',
        '  name             mixed',
        `  SHA-256          ${library.sha256Hex(problem.canonical(instance))}`,
        '  sizes            inputs 3, hidden 3, examples 5',
        '  architecture     5 nodes, depth 4, 2 outputs',
        '  nodes            2 threshold, 1 boolean, 1 and-or, 1 xor',
        '  inputs, outputs  3, 2',
        '  depth            4',
        '  widest fan-in    3',
        '  free             3 weights, 2 thresholds, 8 bits of truth tables, 1 choice of AND or OR',
        '  shape            general',
        '  interactions     width 2, 2 bags; dynamic programming, fast where the width is small, does not apply: not all examples must be right',
        "  examples         5, 2 distinct stimuli, 5 don't-cares, 2 contradictory: not all can be right",
        '  required         2/3: at least 5 of 7 by weight',
        '',
      ].join('\n'),
    );
  });

  test('as JSON', async () => {
    const { problem, instance } = parsed(MIXED);
    expect(await facts(MIXED)).toEqual({
      problem: 'training',
      name: 'mixed',
      sha256: library.sha256Hex(problem.canonical(instance)),
      size: problem.size(instance),
      provenance: {},
      training: {
        architecture: '5 nodes, depth 4, 2 outputs',
        inputs: 3,
        outputs: 2,
        depth: 4,
        nodes: { threshold: 2, boolean: 1, 'and-or': 1, xor: 1 },
        widestFanIn: 3,
        free: { weights: 3, thresholds: 2, tableEntries: 8, andOrChoices: 1 },
        atMostOneHiddenLayer: false,
        interactions: { width: 2, bags: 2, dynamicProgramming: 'not all examples must be right' },
        examples: { number: 5, distinctStimuli: 2, dontCares: 5, contradictory: 2 },
        required: { require: { fraction: '2/3' }, weight: 5, total: 7 },
      },
    });
  });

  test('what is required, in all three ways', async () => {
    const required = async (require: unknown): Promise<string> => {
      const text = JSON.stringify({ ...(JSON.parse(XOR) as object), require });
      return /^ {2}required +(.*)$/m.exec(await data(['show', '-'], text))![1]!;
    };
    expect(await required('all')).toBe('all');
    expect(await required({ atLeast: 3 })).toBe('at least 3 of 4 by weight');
    expect(await required({ fraction: '1/3' })).toBe('1/3: at least 2 of 4 by weight');
  });

  test('a network of at most one hidden layer, and one of fixed gates', async () => {
    const text = await data(['show', '-'], XOR);
    expect(text).toContain('\n  architecture     2 hidden units, AND output\n');
    expect(text).toContain('\n  shape            at most one hidden layer\n');
    expect(text).toContain('\n  free             4 weights, 2 thresholds\n');
    expect(text).toContain(
      '; where the width is small, dynamic programming is fast: trainsat decide --engine dp\n',
    );
    expect(text).toContain("\n  examples         4, 4 distinct stimuli, 0 don't-cares, none contradictory\n");
    const gates =
      '{"format":"trainsat.instance/1","architecture":{"inputs":2,"layers":[{"units":1,"family":"nand"}]},"examples":[]}';
    expect(await data(['show', '-'], gates)).toContain('\n  free             nothing\n');
  });

  test('examples that contradict each other, in pairs or not', async () => {
    const instance = (responses: readonly string[]): string =>
      JSON.stringify({
        format: 'trainsat.instance/1',
        architecture: { inputs: 1, layers: [{ units: 2, family: 'threshold' }] },
        examples: responses.map((response) => ({ stimulus: ['1/2'], response })),
      });
    const contradictory = async (...responses: string[]): Promise<unknown> =>
      ((await facts(instance(responses))).training as { examples: object }).examples;
    expect(await contradictory('0*', '*1')).toMatchObject({ distinctStimuli: 1, contradictory: 0 });
    expect(await contradictory('0*', '1*', '*1')).toMatchObject({ contradictory: 2 });
    expect(await contradictory('0*', '10', '*1')).toMatchObject({ contradictory: 3 });
    expect(await contradictory('01', '01')).toMatchObject({ contradictory: 0 });
  });

  test('a network too large to be decomposed', async () => {
    const layer = { units: 4096, family: 'threshold' };
    const text = JSON.stringify({
      format: 'trainsat.instance/1',
      architecture: { inputs: 1, layers: [layer, layer, layer] },
      examples: [],
    });
    expect(await data(['show', '-'], text)).toContain(
      '\n  interactions     not computed for more than 16777216 edges\n',
    );
  });

  test('names and records of files cannot move the cursor', async () => {
    const text = JSON.stringify({
      ...(JSON.parse(XOR) as object),
      name: 'a\u001b[2J\nb',
      provenance: { generator: '\u009bx', answer: { odd: '\u007f' } },
    });
    const shown = await data(['show', '-'], text);
    expect(shown).toMatch(/^[^\p{Cc}]*$/mu);
    expect(shown).toContain('  name             a [2J b\n');
  });
});

describe('other files', () => {
  test('of every problem have sizes and a hash', async () => {
    for (const text of [FANO, PAIR, 'p cnf 2 1\n1 -2 0\n', 'p nae 2 1\n1 2 0\n']) {
      const { problem, instance } = parsed(text);
      const sizes = Object.entries(problem.size(instance)).map(([name, count]) => `${name} ${count}`);
      expect(await data(['show', '-'], text)).toBe(
        `instance of ${problem.name}\n  SHA-256  ${library.sha256Hex(problem.canonical(instance))}\n  sizes    ${sizes.join(', ')}\n`,
      );
    }
    expect(await data(['show', '-', '--colours', '2'], 'p edge 2 1\ne 1 2\n')).toContain(
      'vertices 2, edges 1',
    );
  });

  test('of a bundle the target is shown, and the way to it', async () => {
    const bundle = file('bundle.json', await data(['reduce', '-', '--to', 'training', '--bundle'], FANO));
    const { status, stdout, stderr } = await call(['show', bundle]);
    expect(status).toBe(0);
    expect(stderr).toBe(`${bundle}: a bundle; its target, an instance of training, is taken\n`);
    expect(stdout).toMatch(/^instance of training$/m);
    expect(stdout).toContain('\n  bundle           from set-splitting, set-splitting-to-three-node\n');
    expect(stdout).toContain('\n  architecture     2 hidden units, free threshold output\n');
  });

  test('show what a generator recorded', async () => {
    const text = await data(['generate', 'parity', '--n', '2', '--units', '2']);
    const shown = await data(['show', '-'], text);
    expect(shown).toContain('\n  generator        parity\n');
    expect(shown).toContain('\n  parameters       {"n":2,"units":2,"output":0}\n');
    expect(shown).toContain('\n  answer           yes\n');
    expect(await facts(text)).toMatchObject({ provenance: { generator: 'parity', answer: 'yes', seed: 0 } });
  });
});

describe('a name that is a file, too', () => {
  test('is the entry, and ./NAME the file', async () => {
    const cwd = join(folder, 'names');
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'parity'), PAIR);
    const entry = await shell('trainsat show parity', cwd);
    expect(entry).toEqual({
      status: 0,
      stdout: await data(['show', 'parity']),
      stderr: 'parity: the entry of the catalogue; for the file of this name say ./parity\n',
    });
    expect((await shell('trainsat show ./parity', cwd)).stdout).toMatch(/^instance of set-splitting\n/);
    // The entry is no input that the output could overwrite.
    expect((await shell('trainsat show parity -o parity', cwd)).status).toBe(0);
    expect(readFileSync(join(cwd, 'parity'), 'utf8')).toBe(entry.stdout);
  });
});
