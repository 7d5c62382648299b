// check and export: certificates and refutations from files and pipes, and what outside programs say of the files.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { writeCertificate, yesCertificate } from '../../src/certificate/write.ts';
import { parseDimacs } from '../../src/problem/dimacs.ts';
import { conjunction } from '../../src/problem/training/configuration.ts';
import { training } from '../../src/problem/training/problem.ts';
import { asShallow, type ShallowInstance } from '../../src/problem/training/shallow.ts';
import { certify } from '../certificate/certify.ts';
import { checkLrat } from '../lrat.ts';
import { booleanInstance, cube, FANO, rationalInstance, setSystemPoints } from '../instances.ts';
import { CHECKERS } from './checkers.ts';
import { PAIR, temporaryFiles } from './fixtures.ts';
import { call, shell } from './harness.ts';

const { folder, file } = temporaryFiles();

const parity = (n: number): [string, 0 | 1][] =>
  cube(n).map((x) => [x, ([...x].filter((b) => b === '1').length % 2) as 0 | 1]);
const alternating = [0, 1, 0, 1, 0].map((y, x): [[number, number][], 0 | 1] => [[[x, 1]], y as 0 | 1]);

const NO: [string, ShallowInstance, string[]][] = [
  ['one-unit', booleanInstance(0, 'threshold', parity(2)), ['and']],
  ['fano', booleanInstance(2, 'and', setSystemPoints(7, FANO)), ['and']],
  ['free', booleanInstance(2, 'threshold', parity(3)), ['and', 'and-complement']],
  [
    'four-differ',
    booleanInstance(
      3,
      'and',
      setSystemPoints(
        4,
        [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].flatMap((b) => (a < b ? [[a, b]] : []))),
      ),
    ),
    ['and'],
  ],
  ['xor', rationalInstance(3, 'xor', alternating), ['general']],
  ['table', rationalInstance(3, 'threshold', alternating), ['general']],
];

const instanceFile = (name: string): string => file(`${name}.json`);
const certificateFile = (name: string): string => file(`${name}.certificate`);
for (const [name, instance] of NO) {
  writeFileSync(instanceFile(name), training.write(instance));
  // As it is read back: lists of 0 and 1 are then Boolean.
  const read = asShallow(training.parse(training.write(instance), name))!;
  writeFileSync(certificateFile(name), writeCertificate((await certify(read))!));
}

const xor = booleanInstance(2, 'threshold', parity(2));
const yes = yesCertificate(
  xor,
  {
    nodes: [{ weights: [1n, 1n], threshold: 1n }, { weights: [-1n, -1n], threshold: -1n }, conjunction(2)],
  },
  {},
);
const YES_INSTANCE = file('yes.json', training.write(xor));
const YES = file('yes.certificate', writeCertificate(yes));

describe('check of a training instance', () => {
  test.each(NO)('%s: from a file and from a pipe', async (name) => {
    const verified = { status: 0, stdout: 'c checked: edges + LRAT (exact)\ns VERIFIED NO\n', stderr: '' };
    expect(await call(['check', instanceFile(name), certificateFile(name)])).toEqual(verified);
    const text = readFileSync(certificateFile(name), 'utf8');
    expect(await call(['check', instanceFile(name), '-'], text)).toEqual(verified);
  });

  test('a YES, and the first wrong line of a NO', async () => {
    expect(await call(['check', YES_INSTANCE, YES])).toMatchObject({
      status: 0,
      stdout: 'c checked: configuration (exact)\ns VERIFIED YES\n',
    });
    const lines = readFileSync(certificateFile('fano'), 'utf8').split('\n');
    const at = lines.findIndex((line) => /^\d/.test(line));
    lines[at] = lines[at]!.replace(/^(\d+ )/, '$1-77 ');
    expect(await call(['check', instanceFile('fano'), '-'], lines.join('\n'))).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(
        new RegExp(`^s NOT VERIFIED: line ${at + 1}: step \\d+: expected literals up to 7, found -77\n$`),
      ),
    });
    expect(await call(['check', instanceFile('fano'), certificateFile('free')])).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^s NOT VERIFIED: line 1: the certificate is of instance /),
    });
  });

  test('what is no certificate, or no instance that could have one', async () => {
    expect(await call(['check', YES_INSTANCE, YES_INSTANCE])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(
        `${YES_INSTANCE}: expected a certificate, which begins with a line of JSON: JSON:1:`,
      ),
    });
    expect(await call(['check', YES_INSTANCE, file('nothing')])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected a file, found nothing of this name'),
    });
    expect(await call(['check', '-', YES], PAIR)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        'expected a training instance or a formula, found one of set-splitting',
      ),
    });
    expect(await call(['check', '-', '-'])).toMatchObject({ status: 2 });
  });

  test('the executable takes a long certificate from a pipe as it comes', async () => {
    // Many useless but right steps, each deleted at once, before those of the certificate.
    const lines = readFileSync(certificateFile('fano'), 'utf8').trimEnd().split('\n');
    const edges = lines.filter((line) => line.startsWith('{"accept"'));
    const clauses = 1 + 2 * edges.length;
    const useless = 300_000;
    const shifted = (id: string): string => (Number(id) > clauses ? `${Number(id) + useless}` : id);
    const steps = lines.slice(2 + edges.length).map((line) => {
      const words = line.split(' ');
      const literals = words[1] === 'd' ? 2 : words.indexOf('0') + 1;
      return [shifted(words[0]!), ...words.slice(1, literals), ...words.slice(literals).map(shifted)].join(
        ' ',
      );
    });
    file('head', `${lines.slice(0, 2 + edges.length).join('\n')}\n`);
    file('tail', `${steps.join('\n')}\n`);
    const reject = (JSON.parse(edges[0]!) as { reject: [number][] }).reject.map(([e]) => e);
    const between = `awk 'BEGIN { for (i = ${clauses + 1}; i <= ${clauses + useless}; i++) printf "%d ${reject.join(' ')} 0 2 0\\n%d d %d 0\\n", i, i, i }'`;
    const result = await shell(`{ cat head; ${between}; cat tail; } | trainsat check fano.json -`, folder);
    expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('s VERIFIED NO') });
  });
});

describe('check of a formula', () => {
  const square = file('square.cnf', 'p cnf 2 4\n1 2 0\n1 -2 0\n-1 2 0\n-1 -2 0\n');
  const lower = file('lower.cnf', 'p cnf 2 2\n1 2 0\n-1 -2 0\n');

  test.each([
    ['5 1 0 1 2 0\n6 0 5 3 4 0\n', 0, /^c checked: LRAT \(exact\)\ns VERIFIED NO\n$/],
    ['\n', 1, /^s NOT VERIFIED: line 1: expected a step /],
    ['', 1, /^s NOT VERIFIED: expected the empty clause/],
    [
      '5 1 0 1 2 0\n6 0 5 3 0\n',
      1,
      /^s NOT VERIFIED: line 2: step 6: expected its hints to end in a contradiction/,
    ],
    ['v 1 2 0\n', 1, /^s NOT VERIFIED: clause 4 \(-1 -2\) is false\n$/],
  ])('%j', async (proof, status, stdout) => {
    const result = await call(['check', square, '-'], proof);
    expect(result).toMatchObject({ status, stdout: expect.stringMatching(stdout) });
  });

  test('a model, as solvers print it', async () => {
    for (const model of [
      'v 1 -2 0\n',
      's SATISFIABLE\nv 1\nv -2 0\n',
      'c by hand\ns SATISFIABLE\nv -1 2 0\n',
    ])
      expect(await call(['check', lower, '-'], model)).toEqual({
        status: 0,
        stdout: 'c checked: witness (exact)\ns VERIFIED YES\n',
        stderr: '',
      });
    expect(await call(['check', lower, '-'], 's UNSATISFIABLE\n')).toMatchObject({ status: 2 });
    expect(await call(['check', lower, '-'], '5 1 0 1 2 0\n')).toMatchObject({ status: 1 });
  });

  test('neither', async () => {
    expect(await call(['check', square, '-'], 'a\u000a\u0002\u0000')).toMatchObject({
      status: 2,
      stderr:
        'stdin: expected a refutation in text LRAT or a model in "v" lines, found "a" at its beginning; write binary LRAT as text\n',
    });
    expect(await call(['check', square, YES])).toMatchObject({ status: 2 });
  });

  const cadical = spawnSync('cadical', ['--version']).status === 0;
  test.skipIf(!cadical || !spawnSync('cadical', ['--help']).stdout.toString().includes('--lrat'))(
    'a refutation by CaDiCaL',
    async () => {
      await shell(`cadical --lrat --no-binary square.cnf cadical.lrat`, folder);
      expect((await call(['check', square, file('cadical.lrat')])).stdout).toContain('s VERIFIED NO');
    },
  );
});

describe('export', () => {
  test.each(NO)('%s: files that other programs accept', async (name, _instance, kinds) => {
    const prefix = file(name);
    const result = await call(['export', instanceFile(name), certificateFile(name), '--prefix', prefix]);
    expect(result).toEqual({
      status: 0,
      stdout: kinds.map((kind) => `lrat-check ${prefix}-${kind}.cnf ${prefix}-${kind}.lrat\n`).join(''),
      stderr: '',
    });
    for (const kind of kinds) {
      const cnf = `${prefix}-${kind}.cnf`;
      const lrat = `${prefix}-${kind}.lrat`;
      const formula = parseDimacs(readFileSync(cnf, 'utf8'), cnf);
      expect(checkLrat(formula.clauses, readFileSync(lrat, 'utf8'))).toBe(true);
      const named = formula.comments!.flatMap((comment) => /^var (\d+) /.exec(comment)?.[1] ?? []);
      expect(named.map(Number)).toEqual(Array.from({ length: formula.variables }, (_, v) => v + 1));
      expect((await call(['check', cnf, lrat])).stdout).toBe('c checked: LRAT (exact)\ns VERIFIED NO\n');
      for (const [program, argv, accepts] of CHECKERS) {
        const run = spawnSync(program, argv(cnf, lrat), { encoding: 'utf8' });
        if (run.error) continue;
        expect(run.stdout + run.stderr, program).toMatch(accepts);
      }
    }
  });

  test('the smallest one, word for word', async () => {
    const instance = file(
      'inside.json',
      training.write(
        rationalInstance(2, 'and', [
          [[[0, 1]], 1],
          [[[1, 1]], 0],
          [[[2, 1]], 1],
          [[[3, 1]], 0],
        ]),
      ),
    );
    const certificate = file(
      'inside.certificate',
      writeCertificate((await certify(asShallow(training.parse(readFileSync(instance, 'utf8'), 'x'))!))!),
    );
    await call(['export', instance, certificate, '--prefix', file('inside')]);
    expect(readFileSync(file('inside-and.cnf'), 'utf8')).toBe(
      [
        'c the case and of a network, with 2 of its hidden units at work',
        'c var 1 unit 1 rejects example 1',
        'c var 2 unit 1 rejects example 3',
        'c clauses 1 to 1: the base formula',
        'c clauses 2 to 3: the edge {"accept":[[0,"1"],[2,"1"]],"reject":[[1,"2"]]}',
        'p cnf 2 3',
        '-1 0',
        '1 0',
        '-1 0',
        '',
      ].join('\n'),
    );
    expect(readFileSync(file('inside-and.lrat'), 'utf8')).toBe('4 0 1 2 0\n');
  });

  test('nothing is written of what is not verified, of a YES, or over an input', async () => {
    const before = readdirSync(folder);
    const text = readFileSync(certificateFile('free'), 'utf8');
    const half = text.slice(0, text.indexOf('{"case":"and-complement"'));
    const argv = (certificate: string, prefix: string): string[] => [
      'export',
      instanceFile('free'),
      certificate,
      '--prefix',
      prefix,
    ];
    expect(await call(argv('-', file('never')), half)).toMatchObject({
      status: 1,
      stdout: 's NOT VERIFIED: the case and-complement is not refuted: the certificate leaves it out\n',
    });
    expect(await call(['export', YES_INSTANCE, YES, '--prefix', file('never')])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected the certificate of a NO, found that of a YES'),
    });
    expect(await call(argv(certificateFile('free'), file('no/such')))).toMatchObject({ status: 2 });
    expect(await call(argv(certificateFile('free'), ''))).toMatchObject({ status: 2 });
    expect(await call(['export', instanceFile('free'), certificateFile('free')])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--prefix'),
    });
    expect(readdirSync(folder)).toEqual(before);
    writeFileSync(file('taken-and.cnf'), text);
    expect(await call(argv(file('taken-and.cnf'), file('taken')))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected another file than the input'),
    });
    expect(statSync(file('taken-and.cnf')).size).toBe(text.length);
    expect(existsSync(file('taken-and.lrat'))).toBe(false);
  });
});
