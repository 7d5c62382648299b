// convert, import and encode: exact texts, statuses and words.
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/registry.ts';
import { VERSION } from '../../src/version.ts';
import { data, PAIR, same, temporaryFiles, XOR } from './fixtures.ts';
import { call } from './harness.ts';

const { file } = temporaryFiles();

const GRAPH = 'c colours 2\np edge 3 2\ne 1 2\ne 2 3\n';
const HITTING = '{"format":"trainsat.hitting-set/1","elements":2,"sets":[[0,1]],"size":1}\n';
const COVER = '{"format":"trainsat.vertex-cover/1","vertices":2,"edges":[[0,1]],"size":1}\n';

describe('convert', () => {
  test.each([
    [PAIR, 'toolkit', '{"type":"SetSplitting","variant":{},"data":{"universe_size":2,"subsets":[[0,1]]}}\n'],
    [
      COVER,
      'toolkit',
      '{"type":"DecisionMinimumVertexCover","variant":{"graph":"SimpleGraph","weight":"i32"},"data":{"inner":{"graph":{"num_vertices":2,"edges":[[0,1]]},"weights":[1,1]},"bound":1}}\n',
    ],
    [
      GRAPH,
      'toolkit',
      '{"type":"KColoring","variant":{"graph":"SimpleGraph","k":"K2"},"data":{"graph":{"num_vertices":3,"edges":[[0,1],[1,2]]},"num_colors":2}}\n',
    ],
    [
      'p cnf 2 1\n1 -2 0\n',
      'toolkit',
      '{"type":"Satisfiability","variant":{},"data":{"num_vars":2,"clauses":[{"literals":[1,-2]}]}}\n',
    ],
    [
      'c mine\np cnf 2 1\n1 -2 0\n',
      'dimacs',
      `c trainsat ${VERSION}: trainsat convert - --format dimacs\nc mine\np cnf 2 1\n1 -2 0\n`,
    ],
  ])('%s to %s', async (text, format, written) => {
    const result = await data(['convert', '-', '--format', format], text);
    expect(result.replace(/^c stdin [0-9a-f]{64}\n/m, '')).toBe(written);
    expect(same(result)).toBe(same(text));
  });

  test('JSON keeps name and provenance, and records the command', async () => {
    const text = PAIR.replace('"elements"', '"name":"pair","provenance":{"seed":3},"elements"');
    expect(JSON.parse(await data(['convert', '-', '--format', 'json'], text))).toMatchObject({
      name: 'pair',
      provenance: { seed: 3, commands: [{ command: 'trainsat convert - --format json' }] },
    });
  });

  test('of a hitting set the toolkit holds no bound, which is said', async () => {
    const { stdout, stderr, status } = await call(['convert', '-', '--format', 'toolkit'], HITTING);
    expect(status).toBe(0);
    expect(stderr).toBe(
      'stdin: MinimumHittingSet asks for the least hitting set; the bound is left out, and read back with --size 1\n',
    );
    expect(same(await data(['convert', '-', '--format', 'json', '--size', '1'], stdout))).toBe(same(HITTING));
  });

  test('a bundle is converted as its target, a formula of 3-sat as one of sat', async () => {
    const bundle = file(
      'bundle.json',
      await data(['reduce', '-', '--to', '3-sat', '--bundle'], 'p cnf 1 1\n1 0\n'),
    );
    expect(JSON.parse(await data(['convert', bundle, '--format', 'toolkit']))).toMatchObject({
      type: 'Satisfiability',
    });
  });

  test.each([
    [
      ['-'],
      PAIR,
      '--format: expected one of json, dimacs, toolkit, wcnf, opb, found nothing; add --format NAME',
    ],
    [
      ['-', '--format', 'opb'],
      PAIR,
      '--format: expected a format of set-splitting (json, toolkit), found "opb"; a formula has others: trainsat reduce - --to sat',
    ],
    [
      ['-', '--format', 'json'],
      'p cnf 1 1\n1 0\n',
      '--format: expected a format of sat (dimacs, toolkit, opb), found "json"',
    ],
    [
      ['-', '--format', 'opb'],
      XOR,
      '--format: expected a format of training (json), found "opb"; for solvers see "trainsat encode"',
    ],
    [
      ['-', '--format', 'json', '--size', '3'],
      PAIR,
      '--size: expected an optimisation problem (MinimumVertexCover, MinimumHittingSet, MaximumIndependentSet, MaximumClique), found trainsat.set-splitting; leave it out',
    ],
    [
      ['-', '--format', 'json', '--size', '-1'],
      PAIR,
      '--size: expected an integer from 0 to 10000000, found "-1"',
    ],
    [
      ['-', '--format', 'smt2'],
      PAIR,
      '--format: expected one of json, dimacs, toolkit, wcnf, opb, found "smt2"',
    ],
  ])('%j is refused', async (argv, text, message) => {
    expect(await call(['convert', ...argv], text)).toEqual({
      status: 2,
      stdout: '',
      stderr: `${message}\n`,
    });
  });
});

describe('weighted clauses and linear constraints', () => {
  const WEIGHTED = 'h 1 2 0\n3 -1 0\n4 -2 0\n';
  const LINEAR = 'min: -1 x1 -1 x2 ;\n+2 x1 +3 x2 <= 4 ;\n';
  const answer = async (text: string, ...argv: string[]): Promise<string[]> => {
    const { stdout, status } = await call(['decide', '-', ...argv], text);
    return [String(status), ...stdout.split('\n').filter((line) => /^(v|s|c checked) ?/.test(line))];
  };

  test('decide takes the bound from the command line, or from the file', async () => {
    expect(await answer(WEIGHTED, '--at-least', '4')).toEqual([
      '10',
      'v 1 -2 0',
      'c checked: witness (exact)',
      's YES',
    ]);
    expect(await answer(WEIGHTED, '--at-least', '5')).toEqual(['20', 'c checked: LRAT (exact)', 's NO']);
    expect(await answer(`c at least 5\n${WEIGHTED}`)).toEqual(['20', 'c checked: LRAT (exact)', 's NO']);
    expect((await answer(LINEAR, '--at-most=-1'))[0]).toBe('10');
    expect(await answer(LINEAR, '--at-most=-2')).toEqual(['20', 'c checked: LRAT (exact)', 's NO']);
    expect((await answer(`* at most -1\n${LINEAR}`))[0]).toBe('10');
  });

  test('convert writes WCNF and OPB, which are the same instances when they are read again', async () => {
    const wcnf = await data(['convert', '-', '--format', 'wcnf', '--at-least', '4'], WEIGHTED);
    expect(wcnf.replace(/^c .*\n(?=c)/gm, '')).toBe(`c at least 4\n${WEIGHTED}`);
    const json = await data(['convert', '-', '--format', 'json'], wcnf);
    expect(JSON.parse(json)).toMatchObject({ format: 'trainsat.max-sat/1', atLeast: 4 });
    expect(same(json)).toBe(same(wcnf));
    const opb = await data(['convert', '-', '--format', 'opb', '--at-most', '0'], LINEAR);
    expect(opb.replace(/^\* (?!#).*\n/gm, '')).toBe(
      '* #variable= 2 #constraint= 2\n-2 x1 -3 x2 >= -4 ;\n+1 x1 +1 x2 >= 0 ;\n',
    );
    expect(await data(['convert', '-', '--format', 'opb'], opb)).toContain(
      '-2 x1 -3 x2 >= -4 ;\n+1 x1 +1 x2 >= 0 ;\n',
    );
  });

  test('a bundle walks a model back, as pseudo-Boolean solvers write it, too', async () => {
    const bundle = file(
      'linear.json',
      await data(['reduce', '-', '--to', 'sat', '--at-most=-1', '--bundle'], LINEAR),
    );
    const model = file('model.txt', await data(['decide', bundle], '', 10));
    expect(await data(['extract', bundle, model])).toMatch(/^v (1 -2|-1 2) 0\n$/);
    const own = file(
      'own.json',
      await data(['reduce', '-', '--to', 'pseudo-boolean', '--bundle'], '+1 x1 -1 x2 >= 1 ;\n'),
    );
    expect(await data(['extract', own, file('pb.txt', 's SATISFIABLE\nv x1 -x2\n')])).toBe('v 1 -2 0\n');
  });

  test('what encode writes is decided like the network it is of', async () => {
    for (const format of ['wcnf', 'opb'])
      for (const [least, status] of [
        [6, '10'],
        [7, '20'],
      ] as const) {
        const text = await data(
          ['encode', '-', '--format', format],
          SPLIT.replace('"atLeast":6', `"atLeast":${least}`),
        );
        expect((await answer(text))[0]).toBe(status);
      }
    const search = await data(['encode', '-', '--format', 'opb', '--optimum'], SPLIT);
    expect((await answer(search, '--at-most=-2'))[0]).toBe('10');
    expect((await answer(search, '--at-most=-3'))[0]).toBe('20');
  });

  test('show names the formats', async () => {
    expect(await data(['show', 'max-sat'])).toContain('WCNF with --at-least W (or a line "c at least W")');
    expect(await data(['show', 'pseudo-boolean'])).toContain(
      'OPB (with --at-most B where it has an objective)',
    );
  });
});

describe('show', () => {
  test('of a problem names the types of the toolkit', async () => {
    expect(await data(['show', 'vertex-cover'])).toContain(
      'JSON trainsat.vertex-cover/1, {"type": "DecisionMinimumVertexCover"}, {"type": "MinimumVertexCover"}',
    );
    for (const { name } of registry.catalogue.problems)
      expect(await data(['show', name])).not.toMatch(/files\s*,/);
  });
});

describe('import', () => {
  test('a table becomes a training instance that says where it comes from', async () => {
    const { stdout, stderr, status } = await call(
      ['import', '-', '--label', 'y', '--hidden', '1', '--output', 'and'],
      'a,y\n0.5,no\n1,yes\n',
    );
    expect(status).toBe(0);
    expect(stderr).toBe('stdin: 2 examples of 1 inputs; "yes" of "y" is 1, "no" 0\n');
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'trainsat.instance/1',
      architecture: { inputs: 1, layers: [{ units: 1, family: 'threshold' }, { units: 1, family: 'and' }] }, // prettier-ignore
      examples: [
        { stimulus: ['1/2'], response: '0' },
        { stimulus: '1', response: '1' },
      ],
      require: 'all',
      provenance: {
        inputs: ['a'],
        label: { column: 'y', positive: 'yes', negative: ['no'] },
        commands: [{ command: 'trainsat import - --label y --hidden 1 --output and' }],
      },
    });
  });

  test('the irises of the table are those of the file', async () => {
    const argv = ['instances/tables/iris.csv', '--label', 'species', '--positive', 'versicolor'];
    const [fromTable, fromFile] = await Promise.all([
      data(['import', ...argv]),
      data(['convert', 'instances/real/iris.json', '--format', 'json']),
    ]);
    expect(same(fromTable)).toBe(same(fromFile));
  });

  test.each([
    [[], '--label: expected the column that says what is wanted, found nothing; add --label COLUMN'],
    [
      ['--label', 'y', '--hidden', '0', '--output', 'and'],
      '--output: expected threshold for a single unit (--hidden 0), found "and"',
    ],
    [
      ['--label', 'y', '--output', 'boolean'],
      '--output: expected one of threshold, and, or, nand, nor, xor, found "boolean"',
    ],
    [['--label', 'y', '--delimiter', ';'], '--delimiter: expected one of comma, semicolon, tab, found ";"'],
    [['--label', 'y', '--drop', 'a,a'], '--drop: expected each value once, found "a" twice'],
    [['--label', 'z'], '--label: expected a column of stdin (a, y), found "z"'],
  ])('%j is refused', async (argv, message) => {
    expect(await call(['import', '-', ...argv], 'a,y\n1,0\n2,1\n')).toEqual({
      status: 2,
      stdout: '',
      stderr: `${message}\n`,
    });
  });
});

/** One unit on one input that should be 1 on 1; the other example asks for the opposite, and counts twice. */
const SPLIT =
  '{"format":"trainsat.instance/1","architecture":{"inputs":1,"layers":[{"units":1,"family":"threshold"}]},"examples":[{"stimulus":"1","response":"1"},{"stimulus":"1","response":"0","weight":2},{"stimulus":"0","response":"*","weight":4}],"require":{"atLeast":6}}\n';

describe('encode', () => {
  /** The text without its first lines, which say where it comes from. */
  const encoded = async (...argv: string[]): Promise<string> =>
    (await data(['encode', '-', ...argv], SPLIT))
      .split('\n')
      .filter((line) => !/: trainsat encode - |instance [0-9a-f]{64}$/.test(line))
      .join('\n');

  test('WCNF', async () => {
    expect(await encoded('--format', 'wcnf', '--encoding', 'table')).toMatchInlineSnapshot(`
      "c the least weight of falsified clauses is 7 minus the most that "trainsat optimum" finds
      c var 1 node u1 on 0
      c var 2 node u1 on 1
      c var 3 example 0 is counted as right
      c var 4 example 1 is counted as right
      c at least 2
      h -3 2 0
      h -4 -2 0
      1 3 0
      2 4 0
      "
    `);
  });

  test('OPB, as a question and as the search for the most', async () => {
    expect(await encoded('--format', 'opb')).toMatchInlineSnapshot(`
      "* #variable= 4 #constraint= 3
      * var 1 node u1 on 0
      * var 2 node u1 on 1
      * var 3 example 0 is counted as right
      * var 4 example 1 is counted as right
      -1 x3 +1 x2 >= 0 ;
      -1 x4 -1 x2 >= -1 ;
      +1 x3 +2 x4 >= 2 ;
      "
    `);
    expect(await encoded('--format', 'opb', '--optimum')).toMatchInlineSnapshot(`
      "* #variable= 4 #constraint= 2
      * the objective is 4 minus the most that "trainsat optimum" finds
      * var 1 node u1 on 0
      * var 2 node u1 on 1
      * var 3 example 0 is counted as right
      * var 4 example 1 is counted as right
      min: -1 x3 -2 x4 ;
      -1 x3 +1 x2 >= 0 ;
      -1 x4 -1 x2 >= -1 ;
      "
    `);
  });

  test('SMT-LIB', async () => {
    expect(await encoded('--format', 'smt2')).toMatchInlineSnapshot(`
      "(set-logic QF_LRA)
      ; node 1, u1: threshold, reads x1; h1_e: its output on example e, the first of those that look alike to it
      (declare-const w1_1 Real)
      (declare-const t1 Real)
      (declare-const h1_0 Bool)
      (assert (= h1_0 (>= w1_1 t1)))
      ; of the examples a weight of 6 of 7 has to be right
      (declare-const right_0 Bool)
      (assert (=> right_0 h1_0))
      (declare-const right_1 Bool)
      (assert (=> right_1 (not h1_0)))
      (assert (>= (+ (ite right_0 1.0 0.0) (ite right_1 2.0 0.0)) 2.0))
      (check-sat)
      "
    `);
  });

  test('LP and MPS', async () => {
    expect(await encoded('--format', 'lp')).toMatchInlineSnapshot(`
      "\\ node 1, u1: threshold, reads x1; h1_e: its output on example e, the first of those that look alike to it
      \\   w1_i, weight of its i-th post: at most 1; t1, threshold: -1 to 2
      \\ the largest M is 3: exact in exact arithmetic; in floats M times the tolerance has to be small against 1
      Minimize
       obj: + zero
      Subject To
       r1: + w1_1 - t1 - 3 h1_0 >= -3
       r2: + w1_1 - t1 - 3 h1_0 <= -1
       r3: + h1_0 + wrong_0 >= 1
       r4: + h1_0 - wrong_1 <= 0
       r5: + wrong_0 + 2 wrong_1 <= 1
      Bounds
       0 <= zero <= 0
       -1 <= w1_1 <= 1
       -1 <= t1 <= 2
      Binary
       h1_0
       wrong_0
       wrong_1
      End
      "
    `);
    expect(await encoded('--format', 'mps', '--optimum')).toMatchInlineSnapshot(`
      "* node 1, u1: threshold, reads x1; h1_e: its output on example e, the first of those that look alike to it
      *   w1_i, weight of its i-th post: at most 1; t1, threshold: -1 to 2
      * the largest M is 3: exact in exact arithmetic; in floats M times the tolerance has to be small against 1
      NAME trainsat
      ROWS
       N obj
       G r1
       L r2
       G r3
       L r4
      COLUMNS
       zero obj 0
       w1_1 r1 1
       w1_1 r2 1
       t1 r1 -1
       t1 r2 -1
       M1 'MARKER' 'INTORG'
       h1_0 r1 -3
       h1_0 r2 -3
       h1_0 r3 1
       h1_0 r4 1
       wrong_0 obj 1
       wrong_0 r3 1
       wrong_1 obj 2
       wrong_1 r4 -1
       M2 'MARKER' 'INTEND'
      RHS
       rhs r1 -3
       rhs r2 -1
       rhs r3 1
      BOUNDS
       LO bnd zero 0
       UP bnd zero 0
       LO bnd w1_1 -1
       UP bnd w1_1 1
       LO bnd t1 -1
       UP bnd t1 2
       LO bnd h1_0 0
       UP bnd h1_0 1
       LO bnd wrong_0 0
       UP bnd wrong_0 1
       LO bnd wrong_1 0
       UP bnd wrong_1 1
      ENDATA
      "
    `);
  });

  test('an M that floats do not bear is told', async () => {
    const { status, stderr } = await call(['encode', 'instances/real/iris.json', '--format', 'lp']);
    expect(status).toBe(0);
    expect(stderr).toBe(
      'instances/real/iris.json: the largest M is 1571828296: exact on paper, but a solver in floats may well err; smt2 is exact for solvers, too\n',
    );
    expect((await call(['encode', '-', '--format', 'lp'], SPLIT)).stderr).toBe('');
  });

  test.each([
    [
      ['--format', 'smt2', '--encoding', 'table'],
      '--encoding: expected a format of clauses (dimacs, wcnf, opb), found smt2; leave it out',
    ],
    [['--optimum'], '--optimum: expected a format with an objective (wcnf, opb, lp, mps), found dimacs'],
    [
      ['--format', 'mpz'],
      '--format: expected one of dimacs, wcnf, opb, smt2, lp, mps, found "mpz"; did you mean "mps"?',
    ],
  ])('%j is refused', async (argv, message) => {
    expect(await call(['encode', '-', ...argv], XOR)).toEqual({
      status: 2,
      stdout: '',
      stderr: `${message}\n`,
    });
  });
});
