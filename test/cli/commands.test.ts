// What the commands print, in this process: data on stdout, words on stderr, statuses, and nothing else.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import { witnessText } from '../../src/cli/inputs.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { COMMON_OPTIONS } from '../../src/cli/command.ts';
import { parametersOf } from '../../src/cli/families.ts';
import { registry } from '../../src/registry.ts';
import { FANO, PAIR, XOR, data, same, temporaryFiles } from './fixtures.ts';
import { call } from './harness.ts';

const { folder, file } = temporaryFiles();

describe('the catalogue', () => {
  test('list names everything, and JSON says the same', async () => {
    const text = await data(['list']);
    const json = JSON.parse(await data(['list', '--json'])) as Record<string, { name: string }[]>;
    expect(Object.keys(json)).toEqual(['problems', 'reductions', 'families']);
    const names = Object.values(json).map((list) => list.map(({ name }) => name));
    expect(names).toEqual(
      [library.catalogue.problems, library.catalogue.reductions, library.families].map((list) =>
        list.map(({ name }) => name),
      ),
    );
    const listed = text.split('\n').flatMap((line) => /^ {2}(\S+)/.exec(line)?.[1] ?? []);
    expect([...listed].sort()).toEqual(names.flat().sort());
    expect(await data(['list', 'families'])).toBe(text.slice(text.indexOf('families\n')));
  });

  test('show finds every name', async () => {
    const { problems, reductions } = library.catalogue;
    for (const { name } of [...problems, ...reductions, ...library.families])
      expect(await data(['show', name])).toMatch(new RegExp(`^(problem|reduction|family) ${name}$`, 'm'));
  });

  test('show prints the contract of a reduction', async () => {
    const step = library.catalogue.reduction('set-splitting-to-three-node');
    expect(await data(['show', step.name])).toBe(
      [
        `reduction ${step.name}`,
        '  from, to      set-splitting, training',
        `  construction  ${step.summary}`,
        `  sizes         ${step.sizeLaw}`,
        `  source        ${step.citation}`,
        '',
      ].join('\n'),
    );
  });

  test('show of a name of two kinds shows both', async () => {
    const json = JSON.parse(await data(['show', 'set-splitting', '--json'])) as object;
    expect(Object.keys(json)).toEqual(['problem', 'family']);
  });
});

describe('help', () => {
  test('of the tool names all commands, in three ways', async () => {
    const text = await data(['--help']);
    for (const { name } of commands) expect(text).toContain(`\n  trainsat ${name} `);
    expect(await data(['-h'])).toBe(text);
    expect(await data(['help'])).toBe(text);
    expect(text).toMatch(/Exit status: 0 done; 2 wrong usage or input; 70\s+internal error\./);
  });

  test.each(commands.map((spec) => [spec.name, spec] as const))(
    'of %s is complete and narrow',
    async (name, spec) => {
      const called = name.split(' ');
      const text = await data([...called, '--help']);
      for (const option of [...Object.keys(spec.options), ...Object.keys(COMMON_OPTIONS)])
        expect(text).toContain(`--${option}`);
      for (const [line] of spec.examples) expect(text).toContain(`  ${line}\n`);
      const prose = text.slice(0, text.indexOf('\nExamples'));
      expect(Math.max(...prose.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(text.replace(/\s+/g, ' ')).toContain('2 for wrong usage or input, 70 for an internal error.');
      expect(await data(['help', ...called])).toBe(text);
      expect(await data([...called, 'some', 'words', '-h'])).toBe(text);
    },
  );

  test('of generate with a family shows the defaults of its parameters', async () => {
    for (const family of library.families) {
      const text = await data(['generate', family.name, '--help']);
      for (const { name, default: standard } of parametersOf(family)) {
        expect(text).toMatch(new RegExp(`^ +${name.length === 1 ? '-' : '--'}${name} `, 'm'));
        expect(text).toContain(`[default: ${standard}]`);
      }
    }
  });

  test('no parameter of a family hides an option', () => {
    const parameters = library.families.flatMap((family) => parametersOf(family).map(({ name }) => name));
    for (const spec of commands)
      for (const name of [...Object.keys(spec.options), ...Object.keys(COMMON_OPTIONS)])
        if (Object.keys(spec.extraOptions(registry, [])).length > 0) expect(parameters).not.toContain(name);
  });

  test('--version', async () => {
    expect(await data(['--version'])).toBe(`${library.VERSION}\n`);
  });
});

describe('generate and reduce', () => {
  test.each(library.families.map(({ name }) => name))(
    '%s: the defaults, as the library makes them',
    async (name) => {
      const family = library.families.find((candidate) => candidate.name === name)!;
      const { instance, provenance } = family.generate(family.parameters.parse({}), 0);
      const text = await data(['generate', name]);
      expect(await data(['generate', name])).toBe(text);
      if (family.problem === 'sat') {
        expect(same(text)).toBe(library.catalogue.problem('sat').canonical(instance));
        const comments = text.split('\n').filter((line) => line.startsWith('c '));
        expect(comments.slice(0, 3)).toEqual([
          `c trainsat ${library.VERSION}: trainsat generate ${name}`,
          `c generator ${name}`,
          `c parameters ${JSON.stringify(provenance['parameters'])}`,
        ]);
        return;
      }
      expect(JSON.parse(text)).toEqual({
        ...(JSON.parse(library.catalogue.problem(family.problem).write(instance)) as object),
        provenance: {
          ...provenance,
          commands: [{ version: library.VERSION, command: `trainsat generate ${name}` }],
        },
      });
    },
  );

  test('parameters and seed are taken, and seed 0 is the default', async () => {
    const family = library.families.find(({ name }) => name === 'set-splitting')!;
    const argv = ['generate', 'set-splitting', '--n', '9', '--ratio', '1.25'];
    const { canonical } = library.catalogue.problem('set-splitting');
    expect(same(await data([...argv, '--seed', '5']))).toBe(
      canonical(family.generate({ n: 9, ratio: 1.25 }, 5).instance),
    );
    expect(same(await data(argv))).toBe(same(await data([...argv, '--seed=0'])));
    expect(same(await data(argv))).not.toBe(same(await data([...argv, '--seed', '1'])));
  });

  test('reduce follows the preferred road, --via another', async () => {
    const { catalogue } = library;
    const { problem, instance } = catalogue.parse(PAIR, 'pair');
    for (const via of [undefined, 'set-splitting-to-xor-pair', 'set-splitting-to-nae-sat']) {
      const way = catalogue.path(
        problem.name,
        'training',
        via === undefined ? via : catalogue.reduction(via),
      )!;
      const target = library.follow(instance, way).at(-1);
      expect(
        same(
          await data(['reduce', '-', '--to', 'training', ...(via === undefined ? [] : ['--via', via])], PAIR),
        ),
      ).toBe(catalogue.problem('training').canonical(target));
    }
  });

  test('reduce to the problem itself rewrites the file', async () => {
    const toolkit = '{"type":"SetSplitting","variant":{},"data":{"universe_size":2,"subsets":[[0,1]]}}';
    expect(same(await data(['reduce', '-', '--to', 'set-splitting'], toolkit))).toBe(same(PAIR));
  });

  test('a bundle is continued from its source', async () => {
    const first = file('first.json', await data(['reduce', '-', '--to', 'nae-sat', '--bundle'], PAIR));
    const result = await call(['reduce', first, '--to', 'sat', '--bundle']);
    expect(result.stderr).toBe(`${first}: a bundle; its target, an instance of nae-sat, is taken\n`);
    expect(JSON.parse(result.stdout)).toMatchObject({
      path: ['set-splitting-to-nae-sat', 'nae-sat-to-sat'],
      source: { problem: 'set-splitting', text: PAIR },
    });
  });

  test('the number of colours of a graph', async () => {
    const triangle = 'p edge 3 3\ne 1 2\ne 2 3\ne 1 3\n';
    const network = await data(['reduce', '-', '--to', 'training', '--colours', '3'], triangle);
    expect(JSON.parse(network)).toMatchObject({
      architecture: { layers: [{ units: 3 }, { family: 'and' }] },
    });
    await data(['decide', '-', '--colours', '3'], triangle, 10);
    await data(['decide', '-', '--colours', '2'], triangle, 20);
  });
});

describe('decide, check and extract', () => {
  test('a YES, its certificate, and the certificate of another instance', async () => {
    const network = file('network.json', await data(['reduce', '-', '--to', 'training'], PAIR));
    const certificate = file('yes.json');
    const lines = (await data(['decide', network, '--certificate', certificate], '', 10))
      .trimEnd()
      .split('\n');
    expect(lines.at(-1)).toBe('s YES');
    expect(lines.at(-2)).toBe('c checked: configuration (exact)');
    expect(lines.every((line) => /^[csv] /.test(line))).toBe(true);
    expect(await data(['check', network, certificate])).toBe(
      'c checked: configuration (exact)\ns VERIFIED YES\n',
    );
    const other = file('xor.json', XOR);
    expect(await data(['check', other, certificate], '', 1)).toMatch(
      /^s NOT VERIFIED: line 1: the certificate is of instance /,
    );
  });

  test('a certificate with a false configuration is not verified', async () => {
    const instance = file('xor.json', XOR);
    const certificate = file('good.json');
    await data(['decide', instance, '--certificate', certificate], '', 10);
    const value = JSON.parse(readFileSync(certificate, 'utf8')) as { configuration: { nodes: unknown[] } };
    value.configuration.nodes[0] = { weights: ['0', '0'], threshold: '0' };
    const forged = file('forged.json', JSON.stringify(value));
    expect(await data(['check', instance, certificate])).toContain('s VERIFIED YES');
    expect(await data(['check', instance, forged], '', 1)).toMatch(/^s NOT VERIFIED: .*example 0 wants 0/);
  });

  test('a NO, and a certificate with an edge taken away', async () => {
    const network = file('fano-network.json', await data(['reduce', '-', '--to', 'training'], FANO));
    const certificate = file('no.json');
    const text = await data(['decide', network, '--certificate', certificate], '', 20);
    expect(text).toMatch(/\nc checked: edges \+ LRAT \(exact\)\ns NO\n$/);
    expect(text).not.toMatch(/^v/m);
    expect(await data(['check', network, certificate])).toMatch(/^c checked: edges .*\ns VERIFIED NO\n$/);
    const lines = readFileSync(certificate, 'utf8').trimEnd().split('\n');
    const edge = lines.findIndex((line) => line.includes('"accept"'));
    const forged = [
      lines.map((line, i) => (i === edge ? line.replace(/"(\d+)"/, '"$10"') : line)),
      lines.filter((_, i) => i !== edge),
      lines.slice(0, -1),
    ];
    for (const [i, list] of forged.entries()) {
      const name = file(`forged-no-${i}.json`, `${list.join('\n')}\n`);
      expect(await data(['check', network, name], '', 1)).toMatch(/^s NOT VERIFIED: /);
    }
  });

  test.each([
    ['sat', 'p cnf 2 2\n1 2 0\n-1 0\n', 10, 'v -1 2 0'],
    ['sat', 'p cnf 1 2\n1 0\n-1 0\n', 20, undefined],
    ['set-splitting', PAIR, 10, undefined],
    ['set-splitting', FANO, 20, undefined],
    ['nae-sat', 'p nae 2 1\n1 2 0\n', 10, undefined],
    ['graph-colouring', 'c colours 2\np edge 3 3\ne 1 2\ne 2 3\ne 1 3\n', 20, undefined],
    ['training', XOR, 10, undefined],
  ])('decides %s: %j', async (name, text, status, witness) => {
    const lines = (await data(['decide', '-'], text, status)).trimEnd().split('\n');
    const [yes, no] = name === 'sat' ? ['s SATISFIABLE', 's UNSATISFIABLE'] : ['s YES', 's NO'];
    expect(lines.at(-1)).toBe(status === 10 ? yes : no);
    if (status === 20) expect(lines.at(-2)).toBe('c checked: LRAT (exact)');
    expect(lines[0]).toMatch(new RegExp(`^c ${name}: `));
    if (witness !== undefined) expect(lines).toContain(witness);
    if (status === 20) return;
    const { problem, instance } = library.catalogue.parse(text, 'x');
    const output = witnessText(`${lines.join('\n')}\n`, 'x');
    expect(problem.check(instance, problem.parseWitness(output, 'x', instance))).toEqual({ ok: true });
  });

  test('a limit gives UNKNOWN, names itself, and certifies nothing', async () => {
    const hard = file('hard.json', await data(['generate', 'planted-halfspaces', '--n', '30', '--m', '400']));
    const certificate = file('never.json');
    const result = await call(['decide', hard, '--seconds', '0.01', '--certificate', certificate]);
    expect(result.status).toBe(0);
    expect(result.stdout).toMatch(/\ns UNKNOWN \(seconds: 0\.01\)\n$/);
    expect(result.stderr).toContain(`${certificate}: not written, there is nothing to certify\n`);
    expect(readdirSync(folder)).not.toContain('never.json');
  });

  test('JSON says what the lines say', async () => {
    const yes = JSON.parse(await data(['decide', '-', '--json'], XOR, 10)) as Record<string, unknown>;
    const { problem, instance } = library.catalogue.parse(XOR, 'x');
    expect(yes).toMatchObject({ answer: 'YES', problem: 'training', checked: 'configuration (exact)' });
    expect(yes.instance).toBe(library.sha256Hex(problem.canonical(instance)));
    const witness = problem.parseWitness(JSON.stringify(yes.witness), 'x', instance);
    expect(problem.check(instance, witness)).toEqual({ ok: true });
    expect(JSON.parse(await data(['decide', '-', '--json'], FANO, 20))).toMatchObject({ answer: 'NO' });
    const model = JSON.parse(await data(['decide', '-', '--json'], 'p cnf 1 1\n1 0\n', 10)) as {
      witness: string;
    };
    expect(model.witness).toBe('v 1 0\n');
  });

  test('what decide prints about a bundle, extract understands', async () => {
    const bundle = file('bundle.json', await data(['reduce', '-', '--to', 'training', '--bundle'], PAIR));
    const answer = await data(['decide', bundle], '', 10);
    const witness = await data(['extract', bundle, '-'], answer);
    expect(JSON.parse(witness)).toMatchObject({ format: 'trainsat.splitting/1' });
    expect((JSON.parse(witness) as { first: number[] }).first).toHaveLength(1);
    const toSat = file('to-sat.json', await data(['reduce', '-', '--to', 'sat', '--bundle'], PAIR));
    expect(await data(['extract', toSat, '-'], await data(['decide', toSat], '', 10))).toContain('"first"');
  });

  test('extract refuses weights that do not work', async () => {
    const bundle = file('bundle.json', await data(['reduce', '-', '--to', 'training', '--bundle'], PAIR));
    const zero = { weights: ['0', '0', '0', '0', '0'], threshold: '0' };
    const nodes = [zero, zero, { weights: ['1', '1'], threshold: '2' }];
    const result = await call(
      ['extract', bundle, '-'],
      JSON.stringify({ format: 'trainsat.configuration/1', nodes }),
    );
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toMatch(
      /^stdin: expected a witness of the bundle's target, found that example \d+ wants 0, the network answers 1\n$/,
    );
  });
});

describe('train', () => {
  test('a summary, JSON and a certificate that check accepts', async () => {
    const network = file(
      'planted.json',
      await data(['generate', 'planted-halfspaces', '--n', '6', '--m', '16']),
    );
    const certificate = file('trained.json');
    const argv = ['train', network, '--restarts', '16', '--epochs', '500', '--backend', 'reference'];
    const result = await call([...argv, '--certificate', certificate]);
    expect(result.status).toBe(0);
    expect(result.stdout).toMatch(/^successes +[1-9]\d* \/ 16 restarts \(95 % interval [\d.]+–[\d.]+ %\)$/m);
    expect(await data(['check', network, certificate])).toContain('s VERIFIED YES');
    const { measurements: _a, ...json } = JSON.parse(await data([...argv, '--json'])) as Record<
      string,
      unknown
    >;
    const { instance } = library.catalogue.parse(readFileSync(network, 'utf8'), 'x');
    const trained = await library.train(instance as library.TrainingInstance, {
      restarts: 16,
      epochs: 500,
      backend: 'reference',
      optimizer: 'adam',
      seed: 0,
    });
    if (!trained.supported) throw new Error('expected a network that can be trained');
    expect(json).toMatchObject({
      successes: trained.successes,
      bestRight: trained.bestRight,
      epochs: trained.epochs,
      best: library.configurationToJson(trained.best),
    });
    const { measurements: _b, ...again } = JSON.parse(await data([...argv, '--json'])) as Record<
      string,
      unknown
    >;
    expect(JSON.stringify(again)).toBe(JSON.stringify(json));
  });

  test('without a success there is no certificate', async () => {
    const network = file('fano-network.json', await data(['reduce', '-', '--to', 'training'], FANO));
    const certificate = file('none.json');
    const argv = ['train', network, '--restarts', '4', '--epochs', '20', '--certificate', certificate];
    const result = await call(argv);
    expect(result).toMatchObject({ status: 0 });
    expect(result.stderr).toContain(`${certificate}: not written, no network gets every example right\n`);
    expect(result.stdout).toMatch(/^successes +0 \/ 4 restarts/m);
    expect(readdirSync(folder)).not.toContain('none.json');
  });

  test('an XOR of two units is trained, but not by the noisy AND', async () => {
    const network = await data(
      ['reduce', '-', '--to', 'training', '--via', 'set-splitting-to-xor-pair'],
      PAIR,
    );
    const trained = await data(['train', '-', '--restarts', '4', '--epochs', '50'], network);
    expect(trained).toMatch(/^trained +sigmoid units, logistic loss$/m);
    const result = await call(['train', '-', '--relaxation', 'noisy-and'], network);
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toMatch(
      /^stdin: expected a network that gradient descent can train, found that .+\n$/,
    );
  });
});

describe('progress', () => {
  const argv = ['train', '-', '--restarts', '8', '--epochs', '50', '--backend', 'reference'];

  test('is shown at a terminal, and stdout does not change', async () => {
    const plain = await call(argv, XOR);
    const shown = await call(argv, XOR, true);
    expect(shown.stdout).toBe(plain.stdout);
    expect(shown.stderr).toContain(' % ');
    expect(plain.stderr).toMatch(/^stdin: trained for [\d.]+ s\n$/);
  });

  test('of decide is words, for nobody knows the share', async () => {
    const { stdout, stderr } = await call(['decide', '-'], XOR, true);
    expect(stdout).toBe((await call(['decide', '-'], XOR)).stdout);
    expect(stderr).not.toContain('%');
  });

  test('of compare leaves a line for what is said meanwhile', async () => {
    const { stderr } = await call(['compare', '-', '--restarts', '4', '--epochs', '20'], XOR, true);
    if (stderr.includes('no GPU')) expect(stderr).toContain('\r\u001b[Kno GPU adapter: ');
    expect(stderr).toContain('stdin: adam');
  });
});

test('what an unfinished search did counts as a measurement', async () => {
  const hard = await data(['generate', 'planted-halfspaces', '--n', '30', '--m', '400']);
  const json = JSON.parse(await data(['decide', '-', '--seconds', '0.01', '--json'], hard)) as object;
  expect(Object.keys(json)).not.toContain('rounds');
  expect(json).toMatchObject({
    answer: 'UNKNOWN',
    limits: { seconds: 0.01 },
    measurements: { rounds: expect.any(Number), edges: expect.any(Number), milliseconds: expect.any(Number) },
  });
});

test('a fault of the tool itself is told from a fault of its user', async () => {
  const family = {
    ...library.families[0]!,
    generate: () => {
      throw new TypeError('broken');
    },
  };
  const result = await call(['generate', family.name], '', false, { ...registry, families: [family] });
  expect(result).toMatchObject({ status: 70, stdout: '' });
  expect(result.stderr).toMatch(/^trainsat \S+: internal error, please report it: TypeError: broken\n/);
});
