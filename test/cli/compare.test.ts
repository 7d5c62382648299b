// `compare`: the table of a tiny fixed run, byte by byte, and that the library makes the same one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import { call, temporaryDirectory } from './harness.ts';

const folder = temporaryDirectory();
const SPLITTING = '{"format":"trainsat.set-splitting/1","elements":3,"sets":[[0,1],[1,2]]}\n';
const PERCEPTRON =
  '{"format":"trainsat.instance/1","architecture":{"inputs":1,"layers":[{"units":1,"family":"threshold"}]},"examples":[{"stimulus":"0","response":"1"},{"stimulus":"1","response":"0"},{"stimulus":"0","response":"0"}]}\n';
const FIXED = ['--restarts', '8', '--epochs', '400', '--backend', 'reference'];

/** What depends on the machine and the moment, put out of sight; columns keep their widths only where nothing changes. */
const still = (text: string): string =>
  text
    .replace(/\d+\.\d\d(?= *(\||,|&|\\|\r|$))/gm, 'TIME')
    .replace(/Node \S+, .* cores\./, 'MACHINE.')
    .replaceAll(folder, 'FOLDER')
    .replace(/ {2,}/g, ' ')
    .replace(/-{2,}/g, '--');

async function table(argv: readonly string[], stdin = ''): Promise<string> {
  const { status, stdout, stderr } = await call(['compare', ...argv], stdin);
  expect(status, stderr).toBe(0);
  return stdout;
}

describe('compare over files', () => {
  const inside = join(folder, 'inside');
  mkdirSync(inside);
  for (const [name, text] of [
    ['b splitting.json', SPLITTING],
    ['a.json', PERCEPTRON],
    ['README.md', 'words'],
    ['README.instances.md', 'words'],
    ['expected.json', '{}'],
    ['a.cert', 'a certificate'],
    ['manifest.jsonl', '{}'],
    ['make.sh', '#!/bin/sh'],
    ['.hidden', 'x'],
  ] as const)
    writeFileSync(join(inside, name), text);
  mkdirSync(join(inside, 'c'));

  test('in Markdown: the directory in the order of its names', async () => {
    expect(still(await table([inside, ...FIXED]))).toMatchInlineSnapshot(`
      "| instance | inputs | examples | network | exact answer | checked | exact time (s, measured) | heuristic | successes / restarts | 95 % interval (%) | restarts to first success | best examples right | epochs | heuristic time (s, measured) |
      | :-- | --: | --: | :-- | :-- | :-- | --: | :-- | --: | --: | --: | --: | --: | --: |
      | FOLDER/inside/a.json | 1 | 3 | 1 unit | NO | edges + LRAT (exact) | TIME | adam | 0 / 8 | 0.0–32.4 | > 8 | 2 | 3200 | TIME |
      | FOLDER/inside/b splitting.json | 6 | 12 | 2 hidden units, free threshold output | YES | configuration (exact) | TIME | adam | 8 / 8 | 67.6–100.0 | 1 | 12 | 1597 | TIME |

      - The exact answer and every heuristic concern the same network. A success is a restart whose network of hard threshold units gets every example right, or as much as required, in exact arithmetic. The interval is the Wilson score interval.
      - Reduced to training by set-splitting-to-three-node: FOLDER/inside/b splitting.json.
      - Trained: one unit on the labels: FOLDER/inside/a.json.
      - Trained: AND of 2 units on the labels: FOLDER/inside/b splitting.json.
      - By the noisy AND a free output of two or more units is trained as an AND and, where no restart succeeds, as a NAND as well; epochs counts both.
      - Exact: solver cdcl (trainsat 0.1.0), limit 30 s a network. Heuristics: 8 restarts of at most 400 epochs, seed 0.
      - trainsat 0.1.0.
      - Backend: reference (TypeScript).
      - MACHINE.

      \`\`\`sh
      trainsat compare FOLDER/inside --restarts 8 --epochs 400 --backend reference
      \`\`\`
      "
    `);
  });

  test('in CSV', async () => {
    expect(still(await table([inside, ...FIXED, '--format', 'csv']))).toMatchInlineSnapshot(`
      "instance,instances,SHA-256,inputs,examples,network,exact answer,checked,optimum,"exact time (s, measured)",heuristic,instances solved,successes / restarts,95 % interval (%),restarts to first success,best examples right,gap to the optimum,epochs,"heuristic time (s, measured)",seeds of instances,parameters,reductions,parameters of the network,solver,exact limit,relaxation,settings,seed of the heuristic,backend,device,trainsat,command
      FOLDER/inside/a.json,1,356b69267138e4667f517871fc91a91fa9cebdff4e6b3fcbc8eb84cbce044e11,1,3,1 unit,NO,edges + LRAT (exact),—,TIME,adam,0 / 1,0 / 8,0.0–32.4,> 8,2,—,3200,TIME,—,—,—,"2 (1 weights, 1 thresholds)",cdcl (trainsat 0.1.0),30 s,one unit on the labels,--rate 0.0244140625 --beta1 0.5 --beta2 0.9375 --init 0.01220703125 --batch 0 --steepness 0.5..2 --balanced yes,0,reference,TypeScript,0.1.0,trainsat compare FOLDER/inside --restarts 8 --epochs 400 --backend reference --format csv
      FOLDER/inside/b splitting.json,1,92f06b080c635e09bac1c23856373507f96479a75bdc55f41af83137a142dbf2,6,12,"2 hidden units, free threshold output",YES,configuration (exact),—,TIME,adam,1 / 1,8 / 8,67.6–100.0,1,12,—,1597,TIME,—,—,set-splitting-to-three-node,"17 (14 weights, 3 thresholds)",cdcl (trainsat 0.1.0),30 s,AND of 2 units on the labels,--rate 0.0244140625 --beta1 0.5 --beta2 0.9375 --init 0.01220703125 --batch 0 --steepness 0.5..2 --balanced yes,0,reference,TypeScript,0.1.0,trainsat compare FOLDER/inside --restarts 8 --epochs 400 --backend reference --format csv
      "
    `);
  });

  test('in LaTeX', async () => {
    expect(still(await table([inside, ...FIXED, '--format', 'latex']))).toMatchInlineSnapshot(`
      "% \\usepackage{booktabs,textcomp}
      % trainsat compare FOLDER/inside --restarts 8 --epochs 400 --backend reference --format latex
      \\begin{tabular}{lrrlllrlrrrrrr}
       \\toprule
       instance & inputs & examples & network & exact answer & checked & exact time (s, measured) & heuristic & successes / restarts & 95 \\% interval (\\%) & restarts to first success & best examples right & epochs & heuristic time (s, measured) \\\\
       \\midrule
       FOLDER/inside/a.json & 1 & 3 & 1 unit & NO & edges + LRAT (exact) & TIME & adam & 0 / 8 & 0.0--32.4 & $>$ 8 & 2 & 3200 & TIME \\\\
       FOLDER/inside/b splitting.json & 6 & 12 & 2 hidden units, free threshold output & YES & configuration (exact) & TIME & adam & 8 / 8 & 67.6--100.0 & 1 & 12 & 1597 & TIME \\\\
       \\bottomrule
      \\end{tabular}

      \\par\\footnotesize The exact answer and every heuristic concern the same network. A success is a restart whose network of hard threshold units gets every example right, or as much as required, in exact arithmetic. The interval is the Wilson score interval.
      \\par\\footnotesize Reduced to training by set-splitting-to-three-node: FOLDER/inside/b splitting.json.
      \\par\\footnotesize Trained: one unit on the labels: FOLDER/inside/a.json.
      \\par\\footnotesize Trained: AND of 2 units on the labels: FOLDER/inside/b splitting.json.
      \\par\\footnotesize By the noisy AND a free output of two or more units is trained as an AND and, where no restart succeeds, as a NAND as well; epochs counts both.
      \\par\\footnotesize Exact: solver cdcl (trainsat 0.1.0), limit 30 s a network. Heuristics: 8 restarts of at most 400 epochs, seed 0.
      \\par\\footnotesize trainsat 0.1.0.
      \\par\\footnotesize Backend: reference (TypeScript).
      \\par\\footnotesize MACHINE.
      "
    `);
  });

  test('in JSON: the same bytes again but for the measurements', async () => {
    const argv = [inside, ...FIXED, '--optimizers', 'adam,gd', '--json'];
    const [first, second] = [await table(argv), await table(argv)].map((text) => {
      const { measurements, ...rest } = JSON.parse(text) as Record<string, unknown>;
      expect(measurements).toMatchObject({ rows: [{}, {}, {}, {}] });
      return JSON.stringify(rest);
    });
    expect(second).toBe(first);
    expect(JSON.parse(first!)).toMatchObject({
      format: 'trainsat.table/1',
      rows: [
        { heuristic: 'adam', exact: { yes: 0, no: 1, unknown: 0 }, bestRight: 2 },
        { heuristic: 'gd (baseline)', exact: { no: 1 } },
        { heuristic: 'adam', exact: { yes: 1 }, inputs: 6, examples: 12 },
        { heuristic: 'gd (baseline)' },
      ],
    });
  });

  test('with --convex: what single units do, the same bytes again', async () => {
    const argv = [inside, ...FIXED, '--convex', '--json'];
    const [first, second] = [await table(argv), await table(argv)].map((text) => {
      const { measurements: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
      return JSON.stringify(rest);
    });
    expect(second).toBe(first);
    expect(JSON.parse(first!)).toMatchObject({
      rows: [
        { logistic: 2, logisticGap: 1e-9, svm: 2, svmGap: 1e-9, perceptron: 'no' },
        { logistic: 7, logisticGap: 1e-9, svm: 8, svmGap: 1e-9, perceptron: 'no' },
      ],
    });
  });

  test('the command below the table makes the table again', async () => {
    const text = await table([inside, ...FIXED]);
    const command = /```sh\n(.*)\n```/.exec(text)![1]!;
    expect(command).toBe(`trainsat compare ${inside} ${FIXED.join(' ')}`);
    const quoted = await table([join(inside, 'b splitting.json'), ...FIXED]);
    expect(quoted).toContain(`\ntrainsat compare '${inside}/b splitting.json' ${FIXED.join(' ')}\n`);
  });

  test('--out does not stand in the command', async () => {
    const path = join(folder, 'table.md');
    await table([inside, '-o', path, ...FIXED]);
    const { stdout } = await call(['compare', inside, `--out=-`, ...FIXED]);
    expect(stdout).toContain(`\ntrainsat compare ${inside} ${FIXED.join(' ')}\n`);
  });

  test.skipIf(process.platform !== 'linux')('a file name that is no UTF-8 is named', async () => {
    const odd = join(folder, 'odd');
    mkdirSync(odd);
    writeFileSync(join(odd, 'a.json'), SPLITTING);
    writeFileSync(Buffer.concat([Buffer.from(`${odd}/b`), Buffer.from([0xff]), Buffer.from('.json')]), '');
    expect(await call(['compare', odd, ...FIXED])).toEqual({
      status: 2,
      stdout: '',
      stderr: `${odd}: expected file names in UTF-8, found "b\ufffd.json" with other bytes; rename it\n`,
    });
  });

  test('control characters of names reach no table and no terminal', async () => {
    const odd = join(folder, 'odd\n| name\u001b[2J.json');
    writeFileSync(odd, SPLITTING);
    for (const form of ['markdown', 'csv', 'latex', 'json']) {
      const { stdout, stderr } = await call(['compare', odd, ...FIXED, '--format', form], '', true);
      expect(stdout).toContain('odd');
      expect(stdout).not.toContain('\u001b');
      expect(stdout).not.toMatch(/odd[\r\n]/);
      expect(stderr).not.toContain('\u001b[2J');
    }
  });

  test('what came from stdin is named by its hash', async () => {
    expect(await table(['-', ...FIXED], SPLITTING)).toContain(
      `- SHA-256 of what was read from stdin: ${library.sha256Hex(SPLITTING)}.`,
    );
    expect(await table([inside, ...FIXED])).not.toContain('stdin');
  });

  test('stdin, a bundle', async () => {
    const { stdout: bundle } = await call(['reduce', '-', '--to', 'training', '--bundle'], SPLITTING);
    const result = await call(['compare', '-', ...FIXED, '--json'], bundle);
    expect(result.stderr).toBe('stdin: a bundle; its target, an instance of training, is taken\n');
    expect(JSON.parse(result.stdout)).toMatchObject({ rows: [{ instance: 'stdin', inputs: 6 }] });
  });

  test('without a GPU it says once that it uses the CPU', async () => {
    const { stdout, stderr } = await call(['compare', inside, '--restarts', '4', '--epochs', '10']);
    if (/Backend: webgpu/.test(stdout)) expect(stderr).toBe('');
    else expect(stderr).toMatch(/^no GPU adapter: training on the CPU \(.+\)\n$/);
    const named = await call(['compare', inside, '--restarts', '4', '--epochs', '10', '--backend', 'cpu']);
    expect(named.stderr).toBe('');
  });
});

describe('compare over a family', () => {
  const ARGV = ['--family', 'set-splitting', '--n', '5..6', '--ratio', '1,1.5', '--seeds', '0..2', ...FIXED];

  test('a row a point, or a row an instance', async () => {
    const grouped = JSON.parse(await table([...ARGV, '--json'])) as { rows: Record<string, unknown>[] };
    expect(grouped.rows.map((row) => [row.instance, row.instances])).toEqual(
      ['n=5 ratio=1', 'n=5 ratio=1.5', 'n=6 ratio=1', 'n=6 ratio=1.5'].map((point) => [
        `set-splitting ${point} seeds=0..2`,
        3,
      ]),
    );
    const single = JSON.parse(await table([...ARGV, '--json', '--group', 'none'])) as {
      rows: Record<string, unknown>[];
    };
    expect(single.rows).toHaveLength(12);
    expect(single.rows[4]!.instance).toBe('set-splitting n=5 ratio=1.5 seed=1');
  });

  test('the library makes the same table', async () => {
    const { catalogue, families } = library;
    const options: library.CompareOptions = {
      seconds: 30,
      restarts: 8,
      epochs: 400,
      backend: 'reference',
      seed: 0,
      methods: [{ optimizer: 'adam' }],
    };
    const family = families.find(({ name }) => name === 'set-splitting')!;
    const subjects = library.familySubjects(family, catalogue, { n: [5, 6], ratio: [1, 1.5] }, [0, 1, 2]);
    const comparison = await library.compare(subjects, catalogue, options);
    const line = library.shellLine(['trainsat', 'compare', ...ARGV]);
    const made = library.renderTable(library.comparisonTable(comparison, options, true, line), 'markdown');
    expect(still(await table(ARGV))).toBe(still(made));
  });

  test('--colours: a parameter of a family, or the colours of a graph file', async () => {
    const family = JSON.parse(
      await table(['--family', 'colouring', '--n', '5', '--colours', '2..3', ...FIXED, '--json']),
    ) as { rows: { network: string }[] };
    expect(family.rows.map(({ network }) => network)).toEqual([
      '2 hidden units, AND output',
      '3 hidden units, AND output',
    ]);
    const triangle = 'p edge 3 3\ne 1 2\ne 2 3\ne 1 3\n';
    for (const [colours, answer] of [
      ['2', 'no'],
      ['3', 'yes'],
    ] as const)
      expect(
        JSON.parse(await table(['-', '--colours', colours, ...FIXED, '--json'], triangle)),
      ).toMatchObject({ rows: [{ exact: { [answer]: 1 } }] });
  });

  test('two and three hidden units on the same examples', async () => {
    const rows = JSON.parse(
      await table(['--family', 'parity', '--n', '2', '--units', '2', '--hidden', '1,2', ...FIXED, '--json']),
    ) as { rows: Record<string, unknown>[] };
    expect(rows.rows).toMatchObject([
      { network: '1 hidden unit, free threshold output', exact: { no: 1 } },
      { network: '2 hidden units, free threshold output', exact: { yes: 1 } },
    ]);
  });
});
