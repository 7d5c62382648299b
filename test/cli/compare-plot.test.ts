// `compare --plot` and `--layers`: what is written, what is refused before any work, and what is kept of an interrupted run.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import * as library from '../../src/index.ts';
import { registry } from '../../src/registry.ts';
import { call, temporaryDirectory } from './harness.ts';

const folder = temporaryDirectory();
const at = (name: string): string => join(folder, name);
const ARGV = ['compare', '--family', 'set-splitting', '--n', '5', '--ratio', '1,1.4,1.8', '--seeds', '0..1'];
const SHORT = ['--restarts', '4', '--epochs', '60', '--backend', 'reference'];

/** What is at the command's end and in the picture's record, where the folder's name differs from run to run. */
const still = (text: string): string => text.replaceAll(folder, 'FOLDER');

describe('--plot', () => {
  test('the picture of a tiny run, byte by byte, and again', async () => {
    const file = at('tiny.svg');
    const { status, stdout, stderr } = await call([...ARGV, ...SHORT, '--plot', file]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^\| instance/);
    expect(stdout).toContain(`--backend reference --plot ${file}\n`);
    const svg = readFileSync(file, 'utf8');
    await expect(still(svg)).toMatchFileSnapshot('__snapshots__/tiny.svg');
    await call([...ARGV, ...SHORT, '--plot', file]);
    expect(readFileSync(file, 'utf8')).toBe(svg);
  });

  test('the library draws the same', async () => {
    const options: library.CompareOptions = {
      seconds: 30,
      restarts: 4,
      epochs: 60,
      backend: 'reference',
      seed: 0,
      methods: [{ optimizer: 'adam' }],
    };
    const family = library.families.find(({ name }) => name === 'set-splitting')!;
    const axes = { n: [5], ratio: [1, 1.4, 1.8] };
    const subjects = library.familySubjects(family, library.catalogue, axes, [0, 1]);
    const draw = await library.comparisonPicture(subjects, options);
    const comparison = await library.compare(subjects, library.catalogue, options);
    const command = library.shellLine(['trainsat', ...ARGV, ...SHORT, '--plot', 'FOLDER/tiny.svg']);
    await expect(draw(comparison, command)).toMatchFileSnapshot('__snapshots__/tiny.svg');
  });

  test('what suits the options is drawn, or what is asked for', async () => {
    const drawn = async (...more: string[]): Promise<string | undefined> => {
      const { status, stderr } = await call([...ARGV, ...SHORT, '--plot', at('suiting.svg'), ...more]);
      expect(status, stderr).toBe(0);
      return /<title>set-splitting: (.*)<\/title>/.exec(readFileSync(at('suiting.svg'), 'utf8'))?.[1];
    };
    expect(await drawn()).toBe('successful restarts');
    expect(await drawn('--optimizers', 'adam,gd')).toBe('epochs per solution');
    expect(await drawn('--optimum')).toBe('examples the best network gets right');
    expect(await drawn('--optimum', '--plot-y', 'success')).toBe('successful restarts');
  });

  test('PNG', async () => {
    expect((await call([...ARGV, ...SHORT, '--plot', at('tiny.png')])).status).toBe(0);
    expect(readFileSync(at('tiny.png')).subarray(1, 4).toString()).toBe('PNG');
  });

  test('two families in one picture', async () => {
    const families = 'set-splitting,set-splitting-planted';
    const argv = ['compare', '--family', families, '--n', '5,6', '--ratio', '1,1.4,1.8', ...SHORT];
    const { stdout } = await call([...argv, '--plot', at('two.svg'), '--json']);
    expect((JSON.parse(stdout) as { rows: unknown[] }).rows).toHaveLength(12);
    const svg = readFileSync(at('two.svg'), 'utf8');
    const bold = svg.match(/<(\w+) [^>]*font-weight="bold".*?<\/\1>/g)!;
    expect(bold.map((part) => part.replace(/<.*?>/g, ''))).toEqual([
      'set-splitting, set-splitting-planted: successful restarts',
      'set-splitting',
      'set-splitting-planted',
    ]);
  });

  test('what cannot be drawn is refused before the work, and nothing is written', async () => {
    mkdirSync(at('directory.svg'));
    writeFileSync(at('input.svg'), 'p cnf 1 1\n1 0\n');
    const before = readdirSync(folder).sort();
    // So much work would not end within the limit of a test.
    const LONG = ['--restarts', '10000000', '--epochs', '10000000'];
    const refused = async (argv: readonly string[], message: string): Promise<void> => {
      expect(await call([...argv, ...LONG])).toEqual({ status: 2, stdout: '', stderr: `${message}\n` });
    };
    const ending = 'expected a file name that ends in .svg or .png, found';
    await refused([...ARGV, '--plot', at('plot.pdf')], `--plot: ${ending} ${JSON.stringify(at('plot.pdf'))}`);
    await refused([...ARGV, '--plot', '-'], `--plot: ${ending} "-"`);
    await refused([...ARGV, '--plot', ''], `--plot: ${ending} ""`);
    await refused(
      [...ARGV, '--plot', at('none/plot.svg')],
      `--plot: expected a file in an existing directory, found no directory ${at('none')}`,
    );
    await refused(
      [...ARGV, '--plot', at('directory.svg')],
      `--plot: expected a file to write, found the directory ${at('directory.svg')}; name a file in it`,
    );
    await refused(
      [...ARGV, '--plot', at('same.svg'), '-o', at('same.svg')],
      `--plot: expected another file than that of --out, found ${at('same.svg')} for both`,
    );
    await refused(
      ['compare', at('input.svg'), '--plot', at('input.svg')],
      `--plot: expected another file than the input, found ${at('input.svg')}; name a new one`,
    );
    await refused(
      [...ARGV, '--plot', at('plot.svg'), '--plot-y', 'sucess'],
      '--plot-y: expected one of success, epochs, right, found "sucess"; did you mean "success"?',
    );
    await refused(
      [...ARGV, '--plot-y', 'success'],
      '--plot-y: expected --plot FILE beside it, found no --plot',
    );
    await refused(
      [
        'compare',
        '--family',
        'set-splitting',
        '--n',
        '5..24',
        '--ratio',
        '1,1.1,1.2',
        '--plot',
        at('x.svg'),
        '--hidden',
        '2..23',
      ].map((word) => (word === '2..23' ? Array.from({ length: 22 }, (_, i) => i + 2).join() : word)),
      '--plot: expected at most 12 panels, one for each n, found 20; compare fewer at once',
    );
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  test.skipIf(process.getuid?.() === 0)('a directory nobody may write to', async () => {
    mkdirSync(at('closed'));
    chmodSync(at('closed'), 0o555);
    const { status, stderr } = await call([...ARGV, ...SHORT, '--plot', at('closed/plot.svg')]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `--plot: expected a place to write, found no permission to write ${at('closed/plot.svg')}\n`,
    );
  });

  test('interrupted: the picture of what is there', async () => {
    const said: string[] = [];
    const printed: string[] = [];
    const stream = (list: string[]) =>
      ({
        write: (text: string) => (list.push(text), true),
        isTTY: false,
      }) as unknown as NodeJS.WritableStream;
    const status = await run([...ARGV, ...SHORT, '--plot', at('part.svg')], {
      stdin: (async function* () {})(),
      stdout: stream(printed),
      stderr: stream(said),
      interrupt: () => AbortSignal.abort(),
    });
    expect(status).toBe(130);
    expect(said.join('')).toContain(
      `interrupted: 0 of 6 networks were finished; the table and ${at('part.svg')} hold these\n`,
    );
    expect(printed.join('')).toContain('Interrupted: 0 of 6 networks were finished.');
    expect(readFileSync(at('part.svg'), 'utf8')).toContain('Interrupted: 0 of 6 networks were finished.');
  });

  test('a picture that cannot be written in the end costs no table', async () => {
    mkdirSync(at('going'));
    const { catalogue, families, networks } = registry;
    let generated = 0;
    const leaving = families.map((family) => ({
      ...family,
      // Each of the three points is made once before the work; then the directory goes.
      generate(...asked: Parameters<typeof family.generate>) {
        if (++generated === 4) rmSync(at('going'), { recursive: true });
        return family.generate(...asked);
      },
    }));
    const argv = [...ARGV, ...SHORT, '--plot', at('going/plot.svg')];
    const result = await call(argv, '', false, { catalogue, networks, families: leaving });
    expect(result.status).toBe(2);
    expect(result.stdout.match(/^\| set-splitting/gm)).toHaveLength(3);
    expect(result.stderr).toBe(
      `--plot: expected a file in an existing directory, found no directory ${at('going')}\n`,
    );
  });
});

describe('--layers', () => {
  const PARITY = ['compare', '--family', 'parity', '--n', '2', ...SHORT];

  test('other layers for the same examples; what cannot be trained is named', async () => {
    const { status, stdout } = await call([...PARITY, '--layers', '1,2,2-2,1-3-1', '--json']);
    expect(status).toBe(0);
    const both = JSON.parse(stdout) as { rows: Record<string, unknown>[]; notes: string[] };
    const { rows, notes } = both;
    expect(rows.map(({ network, exact, networkParameters }) => [network, exact, networkParameters])).toEqual([
      [
        '1 hidden unit, free threshold output',
        { yes: 0, no: 1, unknown: 0, limits: [] },
        [{ weights: 3, thresholds: 2 }],
      ],
      [
        '2 hidden units, free threshold output',
        { yes: 1, no: 0, unknown: 0, limits: [] },
        [{ weights: 6, thresholds: 3 }],
      ],
      [
        'layers 2-2-1 of threshold',
        { yes: 1, no: 0, unknown: 0, limits: [] },
        [{ weights: 10, thresholds: 5 }],
      ],
      [
        'layers 1-3-1-1 of threshold',
        { yes: 0, no: 1, unknown: 0, limits: [] },
        [{ weights: 9, thresholds: 6 }],
      ],
    ]);
    const successes = rows.map((row) => (row['successes'] as { successes: number }).successes);
    expect([successes[0], successes[3]]).toEqual([0, 0]);
    expect(notes.filter((note) => note.startsWith('Not trained: '))).toEqual([]);
    const noisy = await call([...PARITY, '--layers', '2,2-2', '--relaxations', 'noisy-and', '--json']);
    const and = JSON.parse(noisy.stdout) as typeof both;
    expect(and.rows.map((row) => row['successes'] === null)).toEqual([false, true]);
    expect(and.notes.filter((note) => note.startsWith('Not trained: '))).toHaveLength(1);
  });

  test('a threshold unit for each output, whatever network there was', async () => {
    const { stdout: columns } = await call(['generate', 'columnar', '--columns', '2']);
    const instance = library.catalogue.parse(columns, 'columns').instance as library.TrainingInstance;
    const { stdout } = await call(['compare', '-', '--layers', '3-2', ...SHORT, '--json'], columns);
    const { rows } = JSON.parse(stdout) as { rows: Record<string, unknown>[] };
    const outputs = instance.architecture.outputs.length;
    expect(outputs).toBeGreaterThan(1);
    expect(rows[0]!.network).toBe(`layers 3-2-${outputs} of threshold`);
  });

  test('one layer is what --hidden makes of a free output', async () => {
    const results = [];
    for (const option of ['--layers', '--hidden']) {
      const { stdout } = await call([...PARITY, option, '2,3', '--json']);
      results.push((JSON.parse(stdout) as { rows: unknown[] }).rows);
    }
    expect(results[0]).toEqual(results[1]);
  });

  test('bad ones', async () => {
    const refused = async (more: readonly string[], message: string): Promise<void> =>
      expect(await call([...PARITY, ...more])).toEqual({ status: 2, stdout: '', stderr: `${message}\n` });
    const expected =
      'expected units of up to 63 hidden layers such as 5-5, each 1 to 4096, of 65536 units at most in all';
    for (const [text, part] of [
      ['5-', '5-'],
      ['0', '0'],
      ['3,2-0-2', '2-0-2'],
      ['4097', '4097'],
      ['x', 'x'],
      ['', ''],
    ] as const)
      await refused([`--layers=${text}`], `--layers: ${expected}, found ${JSON.stringify(part)}`);
    for (const list of [Array<number>(64).fill(1), Array<number>(17).fill(4096)]) {
      const { status, stdout, stderr } = await call([...PARITY, '--layers', list.join('-')]);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr.startsWith(`--layers: ${expected}, found`)).toBe(true);
    }
    await refused(['--layers', '5-5,05-5'], '--layers: expected each value once, found "05-5" twice');
    await refused(['--layers', '2', '--hidden', '2'], '--layers: expected --hidden or --layers, found both');
  });
});
