// `trainsat verify` as a user meets it: verdicts and exit statuses, counterexamples that reproduce, modules, going on, the same bytes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { call, start, temporaryDirectory } from './harness.ts';

const folder = temporaryDirectory();
const module = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const modules = join(import.meta.dirname, '../verify/modules');
const wrong = join(modules, 'splitting-to-sat-first-try.ts');
const right = join(modules, 'splitting-to-sat.ts');
const short = ['--max-size', '2', '--random', '12', '--jobs', '1', '--save-to', folder];

type Row = Record<string, string | number>;
type Printed = { rows: Row[]; notes: string[]; interrupted: boolean };
const rows = (stdout: string): Row[] => (JSON.parse(stdout) as Printed).rows;

describe('verdicts', () => {
  test('a good reduction is verified, with witnesses of every kind', async () => {
    const { status, stdout } = await call([
      'verify',
      'set-splitting-to-and-pair',
      '--random',
      '60',
      '--max-size',
      '3',
      '--json',
    ]);
    expect(status).toBe(0);
    const [row] = rows(stdout);
    expect(row).toMatchObject({
      reduction: 'set-splitting-to-and-pair',
      verdict: 'verified',
      undecided: 0,
      outside: 0,
      all: 'elements 3',
    });
    for (const kind of ['solver', 'enumerated', 'forward', 'searched', 'trained', 'rewritten'])
      expect(row![kind], kind).toBeGreaterThan(0);
    expect(3 * Number(row!['no'])).toBeGreaterThanOrEqual(Number(row!['tried']));
    // 11 golden ones, 1 + 2 + 6 + 40 up to isomorphism, 60 random ones.
    expect(row!['tried']).toBe(11 + 49 + 60);
    expect((JSON.parse(stdout) as Printed).notes.join()).toContain(
      'OEIS A000612); 1, 2, 6, 40 with elements 0 to 3',
    );
  });

  test('a wrong one is refuted: the smallest counterexample is saved, and its command shows it again', async () => {
    const refuted = await call(['verify', wrong, ...short, '--json']);
    expect(refuted.status).toBe(1);
    expect(rows(refuted.stdout)[0]!['verdict']).toBe('refuted: no-to-yes');
    const file = join(folder, 'counterexample-splitting-to-sat.json');
    expect(refuted.stderr).toContain(
      `splitting-to-sat: no-to-yes: expected the target to be NO like its source, found YES; saved as ${file}`,
    );
    const bundle = JSON.parse(readFileSync(file, 'utf8')) as {
      source: { text: string };
      provenance: { reproduce: string };
    };
    expect(JSON.parse(bundle.source.text)).toMatchObject({ elements: 1, sets: [[0]] });
    expect(bundle.provenance.reproduce).toBe(`trainsat verify ${wrong} --instance ${file}`);
    const again = await call(['verify', wrong, '--instance', file, '--json']);
    expect(again.status).toBe(1);
    expect(rows(again.stdout)[0]).toMatchObject({ tried: 1, no: 1, verdict: 'refuted: no-to-yes' });
    const mended = await call(['verify', right, '--instance', file, '--json']);
    expect(mended.status).toBe(0);
    expect(rows(mended.stdout)[0]!['verdict']).toBe('not refuted');
  });

  test('the mended one is verified', async () => {
    const { status, stdout } = await call(['verify', right, ...short, '--json']);
    expect(status).toBe(0);
    expect(rows(stdout)[0]!['verdict']).toBe('verified');
  });

  test('a way as a whole, by its reductions or its ends', async () => {
    const ends = await call(['verify', '3-sat', '--to', 'set-splitting', ...short, '--json']);
    const names = await call(['verify', '3-sat-to-set-splitting', ...short, '--json']);
    expect(ends.status).toBe(0);
    expect(rows(ends.stdout)).toEqual(rows(names.stdout));
    const way = await call([
      'verify',
      'nae-sat-to-set-splitting,set-splitting-to-and-pair',
      ...short,
      '--format',
      'csv',
    ]);
    expect(way.status).toBe(0);
    expect(way.stdout).toContain('"nae-sat-to-set-splitting,set-splitting-to-and-pair"');
  });

  test('everything that is never NO, or never in the domain, is not verified', async () => {
    const trivial = module(
      'trivial.js',
      `import { InputError } from 'trainsat';
      const size = ({ elements }) => ({ elements, sets: 0 });
      const refuse = ({ elements, sets }) => { if (sets.length > 0) throw new InputError('trivial', 'expected no sets'); };
      export default { name: 'trivial', source: 'set-splitting', target: 'set-splitting', size,
        reduce: (s) => { refuse(s); return { elements: s.elements, sets: [] }; }, forward: (_, w) => w, extract: (_, w) => w };`,
    );
    const { status, stdout } = await call(['verify', trivial, ...short, '--json']);
    expect(status).toBe(3);
    expect(rows(stdout)[0]).toMatchObject({ no: 0, verdict: 'too few NO' });
    expect(rows(stdout)[0]!['outside']).toBeGreaterThan(0);
  });
});

describe('the same run', () => {
  test('gives the same table whatever the number of threads; another seed gives another', async () => {
    const args = [
      'verify',
      'hitting-set-to-sat',
      'vertex-cover-to-hitting-set',
      '--max-size',
      '2',
      '--random',
      '40',
      '--json',
    ];
    const part = (text: string): unknown => {
      const { rows: list, notes } = JSON.parse(text) as Printed;
      return { list, notes };
    };
    const one = await call([...args, '--jobs', '1']);
    const two = await call([...args, '--jobs', '2']);
    expect(part(two.stdout)).toEqual(part(one.stdout));
    const other = await call([...args, '--seed', '1']);
    expect(part(other.stdout)).not.toEqual(part(one.stdout));
  });

  test('in two parts is the same as at once', async () => {
    const file = join(folder, 'progress.json');
    const args = ['verify', 'hitting-set-to-sat', '--max-size', '2', '--json', '--resume', file];
    expect((await call([...args, '--random', '16'])).status).toBe(0);
    const half = JSON.parse(readFileSync(file, 'utf8')) as {
      done: Record<string, { small: number; random: number }>;
    };
    const rest = await call([...args, '--random', '48']);
    const whole = await call(['verify', 'hitting-set-to-sat', '--max-size', '2', '--json', '--random', '48']);
    expect(rows(rest.stdout)).toEqual(rows(whole.stdout));
    const { small, random } = (JSON.parse(readFileSync(file, 'utf8')) as typeof half).done[
      'hitting-set-to-sat'
    ]!;
    expect(half.done['hitting-set-to-sat']).toMatchObject({ small, random: random - 32 });
    const seed = await call([...args, '--random', '48', '--seed', '4']);
    expect([seed.status, seed.stderr]).toEqual([
      2,
      `${file}: seed: expected 4 as in this run, found 0; use the same options or another file\n`,
    ]);
  });

  test('ends in time, and says what is not finished', async () => {
    const { status, stdout } = await call([
      'verify',
      'set-splitting-to-xor-pair',
      '--seconds',
      '0.001',
      '--json',
    ]);
    expect(status).toBe(3);
    expect(rows(stdout)[0]).toMatchObject({ verdict: 'not finished', all: null });
  });

  test('is interrupted with what there is, kept for going on', async () => {
    const file = join(folder, 'interrupted.json');
    const run = await start(
      ['verify', 'set-splitting-to-xor-pair', '--random', '100000', '--json', '--resume', file],
      { cwd: folder },
      (child) => setTimeout(() => child.kill('SIGINT'), 5000),
    );
    expect(run.status).toBe(130);
    expect((JSON.parse(run.stdout) as Printed).interrupted).toBe(true);
    expect(run.stderr).toContain(`interrupted: the table holds what was tried; it is kept in ${file}`);
    expect(existsSync(file)).toBe(true);
  });
});

describe('code of the user’s', () => {
  const valid = {
    name: "'mine'",
    source: "'sat'",
    target: "'sat'",
    reduce: 'x => x',
    forward: '(_, w) => w',
    extract: '(_, w) => w',
    size: 'x => ({})',
  };
  const text = (parts: Record<string, string>): string =>
    `export default { ${Object.entries(parts)
      .map(([key, value]) => `${key}: ${value}`)
      .join(', ')} };`;

  test.each([
    ['nothing.ts', 'export const other = 1;', 'default export: name: expected a string, found nothing'],
    [
      'missing.ts',
      text({ ...valid, extract: 'undefined' }),
      'default export: extract: expected a function, found nothing; the form is export default { name, source, target, reduce, forward, extract, size }',
    ],
    [
      'name.ts',
      text({ ...valid, name: "'a b'" }),
      'default export: name: expected a name of letters, digits and hyphens',
    ],
    ['problem.ts', text({ ...valid, source: "'sta'" }), 'source: expected a problem ('],
    ['syntax.ts', 'export default {', 'expected a module that loads, found '],
    ['throws.ts', "throw new TypeError('on loading');", 'expected a module that loads, found on loading at '],
  ])('%s is refused with a reason', async (name, content, message) => {
    const path = module(name, content);
    const { status, stdout, stderr } = await call(['verify', path]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(`${path}: `), stderr).toBe(true);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('what throws is reported as that, with its place', async () => {
    const path = module(
      'thrower.ts',
      text({ ...valid, reduce: '(f) => f.clauses[7]!.map((l: number) => -l)' }),
    );
    const { status, stdout } = await call(['verify', path, ...short, '--json']);
    expect(status).toBe(1);
    expect(rows(stdout)[0]!['verdict']).toBe('refuted: exception');
    expect((JSON.parse(stdout) as Printed).notes[0]).toMatch(
      /mine: exception, the code of the reduction throws: reduce threw TypeError: .* at .*thrower\.ts:1:\d+/,
    );
  });

  test('there is none', async () => {
    const { status, stderr } = await call(['verify', join(folder, 'nowhere.ts')]);
    expect(status).toBe(2);
    expect(stderr).toContain('nowhere.ts: expected a module that loads, found ');
  });
});

test.each([
  [['verify'], 'trainsat verify: expected'],
  [
    ['verify', 'set-splitting'],
    'trainsat verify: expected --to PROBLEM beside the problem set-splitting, found none\n',
  ],
  [['verify', 'set-splitting-to-nae'], 'did you mean "set-splitting-to-nae-sat"?\n'],
  [['verify', 'sat', '--to', 'sat'], '--to: expected a problem that sat reduces to, found sat\n'],
  [
    ['verify', 'sat-to-3-sat', '--via', '3-sat-to-sat'],
    '--via: expected --to PROBLEM beside it, found no --to\n',
  ],
  [
    ['verify', 'sat-to-3-sat,nae-sat-to-sat'],
    'expected a reduction from 3-sat after sat-to-3-sat, found nae-sat-to-sat from nae-sat\n',
  ],
  [['verify', 'sat-to-3-sat', 'sat-to-3-sat'], 'expected each reduction once, found "sat-to-3-sat" twice\n'],
  [['verify', 'all', '--instance', 'x.json'], '--instance: expected one reduction or way, found '],
  [
    ['verify', 'sat-to-3-sat', '--save-to', join(folder, 'none')],
    '--save-to: expected a file in an existing directory, found no directory ',
  ],
  [
    ['verify', 'sat-to-3-sat', '--json', '--format', 'csv'],
    '--json: expected --json or --format, found both --json and --format csv\n',
  ],
])('%j is refused', async (argv, message) => {
  const { status, stdout, stderr } = await call(argv);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});
