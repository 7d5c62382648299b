// What the commands print, in this process: data on stdout, words on stderr, statuses, and nothing else.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import { MAX_INPUT_BYTES, readInput } from '../../src/cli/io.ts';
import { witnessText } from '../../src/cli/inputs.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { COMMON_OPTIONS } from '../../src/cli/command.ts';
import { parametersOf } from '../../src/cli/families.ts';
import { registry } from '../../src/registry.ts';
import { call, start, temporaryDirectory } from './harness.ts';

const folder = temporaryDirectory();
const file = (name: string, content?: string): string => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};
const FANO =
  '{"format":"trainsat.set-splitting/1","elements":7,"sets":[[0,1,3],[1,2,4],[2,3,5],[3,4,6],[4,5,0],[5,6,1],[6,0,2]]}\n';
const PAIR = '{"format":"trainsat.set-splitting/1","elements":2,"sets":[[0,1]]}\n';
const XOR =
  '{"format":"trainsat.instance/1","architecture":{"inputs":2,"layers":[{"units":2,"family":"threshold"},{"units":1,"family":"and"}]},"examples":[\n  {"stimulus":"00","response":"0"},\n  {"stimulus":"01","response":"1"},\n  {"stimulus":"10","response":"1"},\n  {"stimulus":"11","response":"0"}\n],"require":"all"}\n';

/** The canonical text of an instance. */
function same(text: string): string {
  const { problem, instance } = library.catalogue.parse(text, 'x');
  return problem.canonical(instance);
}

/** stdout of a call that must succeed. */
async function data(argv: readonly string[], stdin = '', status = 0): Promise<string> {
  const result = await call(argv, stdin);
  expect(result.status, result.stderr).toBe(status);
  return result.stdout;
}

describe('the catalogue', () => {
  test('list names everything, and JSON says the same', async () => {
    const text = await data(['list']);
    const json = JSON.parse(await data(['list', '--json'])) as Record<string, { name: string }[]>;
    expect(Object.keys(json)).toEqual(['problems', 'reductions', 'families']);
    const names = Object.values(json).flatMap((list) => list.map(({ name }) => name));
    const listed = text.split('\n').flatMap((line) => /^ {2}(\S+)/.exec(line)?.[1] ?? []);
    expect(listed).toEqual(names);
    expect(names).toEqual([
      ...library.catalogue.problems.map(({ name }) => name),
      ...library.catalogue.reductions.map(({ name }) => name),
      ...library.families.map(({ name }) => name),
    ]);
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
      const text = await data([name, '--help']);
      for (const option of [...Object.keys(spec.options), ...Object.keys(COMMON_OPTIONS)])
        expect(text).toContain(`--${option}`);
      for (const [line] of spec.examples) expect(text).toContain(`  ${line}\n`);
      const prose = text.slice(0, text.indexOf('\nExamples'));
      expect(Math.max(...prose.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(text.replace(/\s+/g, ' ')).toContain('2 for wrong usage or input, 70 for an internal error.');
      expect(await data(['help', name])).toBe(text);
      expect(await data([name, 'some', 'words', '-h'])).toBe(text);
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
      expect(JSON.parse(text)).toEqual({
        ...(JSON.parse(library.catalogue.problem(family.problem).write(instance)) as object),
        provenance: {
          ...provenance,
          commands: [{ version: library.VERSION, command: `trainsat generate ${name}` }],
        },
      });
      expect(await data(['generate', name])).toBe(text);
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
      /^s NOT VERIFIED: the certificate is of instance /,
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
    expect(text).toMatch(/\nc checked: edges and colouring \(exact\)\ns NO\n$/);
    expect(text).not.toMatch(/^v/m);
    expect(await data(['check', network, certificate])).toMatch(/^c checked: edges .*\ns VERIFIED NO\n$/);
    const value = JSON.parse(readFileSync(certificate, 'utf8')) as {
      cases: { edges: { accept: [number, string][] }[] }[];
    };
    value.cases[0]!.edges[0]!.accept[0]![1] += '0';
    const forged = file('forged-no.json', JSON.stringify(value));
    expect(await data(['check', network, forged], '', 1)).toMatch(/^s NOT VERIFIED: /);
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
    expect(lines.at(-1)).toBe(status === 10 ? 's YES' : 's NO');
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

  test('an XOR of two units is refused with the reason', async () => {
    const network = await data(
      ['reduce', '-', '--to', 'training', '--via', 'set-splitting-to-xor-pair'],
      PAIR,
    );
    const result = await call(['train', '-'], network);
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

describe('files', () => {
  test('-o replaces a file whole, follows links, keeps its mode and leaves nothing beside it', async () => {
    const inside = join(folder, 'out');
    mkdirSync(inside);
    const target = join(inside, 'real.json');
    writeFileSync(target, 'x'.repeat(100_000));
    chmodSync(target, 0o666);
    symlinkSync('real.json', join(inside, 'link.json'));
    expect(
      await call(['reduce', '-', '--to', 'set-splitting', '-o', join(inside, 'link.json')], PAIR),
    ).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(same(readFileSync(target, 'utf8'))).toBe(same(PAIR));
    expect(lstatSync(join(inside, 'link.json')).isSymbolicLink()).toBe(true);
    expect(lstatSync(target).mode & 0o777).toBe(0o666);
    expect(readdirSync(inside).sort()).toEqual(['link.json', 'real.json']);
  });

  test('-o leaves the old file alone when the input is refused', async () => {
    const path = file('kept.json', 'kept');
    expect((await call(['reduce', '-', '--to', 'training', '-o', path], 'nothing')).status).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe('kept');
  });

  test('-o - and -o /dev/null', async () => {
    expect(same(await data(['reduce', '-', '--to', 'set-splitting', '-o', '-'], PAIR))).toBe(same(PAIR));
    expect(await data(['reduce', '-', '--to', 'set-splitting', '-o', '/dev/null'], PAIR)).toBe('');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('an output that is the input, or another output, is refused before any work', async () => {
    const path = file('kept.json', XOR);
    const hard = file('long.json', await data(['generate', 'planted-halfspaces', '--n', '40', '--m', '900']));
    symlinkSync('kept.json', join(folder, 'to-kept.json'));
    const input = (place: string, name: string) =>
      `${place}: expected another file than the input, found ${name}; name a new one\n`;
    const both = (name: string) =>
      `--certificate: expected another file than that of --out, found ${name} for both\n`;
    const fresh = file('fresh.json');
    for (const [argv, message] of [
      [['reduce', path, '--to', 'training', `--out=${path}`], input('--out', path)],
      [
        ['reduce', path, '--to', 'training', '-o', file('to-kept.json')],
        input('--out', file('to-kept.json')),
      ],
      [['decide', hard, '--certificate', hard], input('--certificate', hard)],
      [['train', hard, '--certificate', hard], input('--certificate', hard)],
      [['check', path, hard, '-o', hard], input('--out', hard)],
      [['compare', folder, '-o', path], input('--out', path)],
      [['decide', hard, '--certificate', fresh, '-o', `${folder}/./fresh.json`], both(fresh)],
      [['train', hard, '--certificate', fresh, '-o', fresh], both(fresh)],
    ] as const)
      expect(await call(argv)).toEqual({ status: 2, stdout: '', stderr: message });
    expect(readFileSync(path, 'utf8')).toBe(XOR);
    expect(readdirSync(folder)).not.toContain('fresh.json');
    // A name that is no file is free.
    await data(['generate', 'parity', '-o', fresh]);
  });

  test('-o through a link to where nothing is yet', async () => {
    const inside = join(folder, 'dangling');
    mkdirSync(inside);
    symlinkSync('later.json', join(inside, 'link.json'));
    symlinkSync('round.json', join(inside, 'round.json'));
    await data(['reduce', '-', '--to', 'set-splitting', '-o', join(inside, 'link.json')], PAIR);
    expect(lstatSync(join(inside, 'link.json')).isSymbolicLink()).toBe(true);
    expect(same(readFileSync(join(inside, 'later.json'), 'utf8'))).toBe(same(PAIR));
    const round = join(inside, 'round.json');
    expect(await call(['list', '-o', round])).toEqual({
      status: 2,
      stdout: '',
      stderr: `--out: expected a file to write, found links in a circle at ${round}\n`,
    });
    expect(readdirSync(inside).sort()).toEqual(['later.json', 'link.json', 'round.json']);
  });

  test('-o of a name that ends with / is refused, and no temporary name is ever shown', async () => {
    const path = join(folder, 'new/');
    expect((await call(['list', '-o', path])).stderr).toBe(
      `--out: expected a file to write, found ${path}, a directory; name a file in it\n`,
    );
  });

  test.skipIf(process.platform !== 'linux')('a directory that takes no new files', async () => {
    expect(await call(['list', '-o', '/proc/trainsat'])).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^--out: expected to write \/proc\/trainsat, found E[A-Z]+: [a-z ]+\n$/),
    });
    // A file in it that is there can be written all the same.
    expect(await start(['list', 'problems', '-o', '/proc/self/comm'])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('names that look like numbers or options are names', async () => {
    const path = file('007', PAIR);
    expect(same(await data(['reduce', path, '--to', 'set-splitting']))).toBe(same(PAIR));
    const result = await call(['reduce', '--to', 'training', '--', '-x.json']);
    expect(result.stderr).toBe('-x.json: expected a file, found nothing of this name; check the path\n');
  });

  test('an endless input is refused once it is too large', async () => {
    const stdin = (async function* () {
      const chunk = new Uint8Array(2 ** 24);
      for (let bytes = 0; bytes <= 2 * MAX_INPUT_BYTES; bytes += chunk.length) {
        await Promise.resolve();
        yield chunk;
      }
    })();
    await expect(readInput('-', { stdin })).rejects.toThrow(
      'stdin: expected at most 128 MiB, found more; split it or make it smaller',
    );
  });
});

describe('where an output comes from', () => {
  const sha256 = (text: string): string => library.sha256Hex(text);
  const entry = (command: string, more = {}) => ({ version: library.VERSION, command, ...more });
  const source = (name: string, text: string) => {
    const { problem, instance } = library.catalogue.parse(text, 'x');
    return { problem: name, sha256: library.sha256Hex(problem.canonical(instance)) };
  };

  test('instances remember all the commands, and their names do not change', async () => {
    const splitting = await data(['generate', 'set-splitting', '--n', '5']);
    const argv = ['reduce', '-', '--to', 'training'];
    const network = await data(argv, splitting);
    expect(await data(argv, splitting)).toBe(network);
    expect((JSON.parse(network) as { provenance: object }).provenance).toMatchObject({
      generator: 'set-splitting',
      seed: 0,
      reductions: ['set-splitting-to-three-node'],
      commands: [
        entry('trainsat generate set-splitting --n 5'),
        entry('trainsat reduce - --to training', {
          stdin: sha256(splitting),
          source: source('set-splitting', splitting),
        }),
      ],
    });
    const path = file("it's.json", PAIR);
    const again = JSON.parse(await data(['reduce', path, '--to', 'training', '-o', '-'])) as {
      provenance: object;
    };
    expect(again.provenance).toEqual({
      reductions: ['set-splitting-to-three-node'],
      commands: [
        entry(`trainsat reduce '${folder}/it'\\''s.json' --to training`, {
          source: source('set-splitting', PAIR),
        }),
      ],
    });
  });

  test('formulas say it in comments, one line each', async () => {
    const splitting = await data(['generate', 'set-splitting-planted', '--n', '5', '--ratio', '1']);
    const formula = await data(['reduce', '-', '--to', 'sat'], splitting);
    expect(formula.split('\n').filter((line) => line.startsWith('c') && !line.startsWith('c var'))).toEqual([
      `c trainsat ${library.VERSION}: trainsat generate set-splitting-planted --n 5 --ratio 1`,
      `c trainsat ${library.VERSION}: trainsat reduce - --to sat`,
      `c source set-splitting ${source('x', splitting).sha256}`,
      `c stdin ${sha256(splitting)}`,
      'c generator set-splitting-planted',
      'c parameters {"n":5,"ratio":1}',
      'c seed 0',
      'c answer yes',
      'c known planted partition',
      'c reductions ["set-splitting-to-nae-sat","nae-sat-to-sat"]',
    ]);
    const hostile = PAIR.replace('}\n', ',"provenance":{"seed":"0\\np cnf 1 1","commands":7}}\n');
    const safe = await data(['reduce', '-', '--to', 'sat'], hostile);
    expect(safe).toContain('\nc seed 0 p cnf 1 1\n');
    expect(library.catalogue.parse(safe, 'x').problem.name).toBe('sat');
  });

  test('bundles, also continued ones', async () => {
    const first = await data(['reduce', '-', '--to', 'nae-sat', '--bundle'], PAIR);
    const step = (line: string, read: string) =>
      entry(line, { stdin: sha256(read), source: source('set-splitting', PAIR) });
    const one = step('trainsat reduce - --to nae-sat --bundle', PAIR);
    expect(JSON.parse(first)).toMatchObject({ provenance: { version: library.VERSION, commands: [one] } });
    const { provenance } = JSON.parse(await data(['reduce', '-', '--to', 'sat', '--bundle'], first)) as {
      provenance: object;
    };
    expect(provenance).toEqual({
      version: library.VERSION,
      commands: [one, step('trainsat reduce - --to sat --bundle', first)],
    });
  });

  test('certificates, of decide and of train', async () => {
    const [exact, trained] = [file('origin-exact.json'), file('origin-trained.json')];
    await data(['decide', '-', '--seconds', '60', '--certificate', exact], XOR, 10);
    const stdin = sha256(XOR);
    const text = readFileSync(exact, 'utf8');
    expect((JSON.parse(text) as { provenance: object }).provenance).toEqual({
      ...entry(`trainsat decide - --seconds 60 --certificate ${exact}`, { stdin }),
      solver: 'minisat (logic-solver 2.0.1)',
      limits: { seconds: 60 },
    });
    await data(['decide', '-', '--seconds', '60', '--certificate', exact], XOR, 10);
    expect(readFileSync(exact, 'utf8')).toBe(text);
    const SMALL = ['--restarts', '16', '--epochs', '500', '--backend', 'reference'];
    const network = file(
      'planted-origin.json',
      await data(['generate', 'planted-halfspaces', '--n', '5', '--m', '12']),
    );
    await data(['train', network, ...SMALL, '--certificate', trained]);
    expect((JSON.parse(readFileSync(trained, 'utf8')) as { provenance: object }).provenance).toEqual({
      ...entry(`trainsat train ${network} ${SMALL.join(' ')} --certificate ${trained}`),
      optimizer: 'adam',
      seed: 0,
      restarts: 16,
      epochs: 500,
      backend: { kind: 'reference', name: 'TypeScript' },
    });
  });

  test('the output of decide', async () => {
    const argv = ['decide', '-', '--conflicts', '1000'];
    const text = await data(argv, XOR, 10);
    expect(text).toContain(
      `\nc trainsat ${library.VERSION}: trainsat decide - --conflicts 1000\nc stdin ${sha256(XOR)}\nc solver clasp (clingo-wasm 0.5.0)\n`,
    );
    expect(JSON.parse(await data([...argv, '--json'], XOR, 10))).toMatchObject({
      ...entry('trainsat decide - --conflicts 1000 --json', { stdin: sha256(XOR) }),
      solver: 'clasp (clingo-wasm 0.5.0)',
      limits: { conflicts: 1000 },
    });
    const { solver } = JSON.parse(await data(['decide', '-', '--json'], FANO, 20)) as { solver: string };
    expect(solver).toBe('minisat (logic-solver 2.0.1)');
  });

  test('the output of train', async () => {
    const argv = ['train', '-', '--restarts', '4', '--epochs', '20', '--backend', 'reference'];
    const text = await data(argv, XOR);
    expect(text).toContain('\nasked for     4 restarts of at most 20 epochs\n');
    expect(text).toMatch(
      new RegExp(
        `\nmade by       trainsat ${library.VERSION}: trainsat ${argv.join(' ')}\nstdin         ${sha256(XOR)}\n$`,
      ),
    );
    expect(text).not.toContain('rounded');
    expect(JSON.parse(await data([...argv, '--json'], XOR))).toMatchObject({
      ...entry(`trainsat ${argv.join(' ')} --json`, { stdin: sha256(XOR) }),
      asked: { restarts: 4, epochs: 20 },
      exactStimuli: true,
    });
    const fine = XOR.replace('"00"', '[0,"1/1000003"]').replace('"11"', '[1,7]');
    expect(await data(argv, fine)).toContain(
      '\nstimuli       rounded to 8 bits for the search; scoring is exact\n',
    );
  });
});

describe('what extract takes for a witness', () => {
  const bundle = async () =>
    file('to-extract.json', await data(['reduce', '-', '--to', 'training', '--bundle'], PAIR));

  test('the certificate of a YES, and the JSON of decide and of train', async () => {
    const path = await bundle();
    const splitting = /^\{"format":"trainsat\.splitting\/1","first":\[\d\]\}\n$/;
    const certificate = file('to-extract.cert');
    const json = await data(['decide', path, '--json', '--certificate', certificate], '', 10);
    expect(await data(['extract', path, certificate])).toMatch(splitting);
    expect(await data(['extract', path, '-'], json)).toMatch(splitting);
    const trained = await data(['train', path, '--restarts', '16', '--epochs', '500', '--json']);
    expect(await data(['extract', path, '-'], trained)).toMatch(splitting);
    const formula = file('sat.json', await data(['reduce', '-', '--to', 'sat', '--bundle'], PAIR));
    const model = await data(['decide', formula, '--json'], '', 10);
    expect(await data(['extract', formula, '-'], model)).toMatch(splitting);
  });

  test('weights of train that do not work are no witness', async () => {
    const path = file('fano-bundle.json', await data(['reduce', '-', '--to', 'training', '--bundle'], FANO));
    const trained = await data(['train', path, '--restarts', '2', '--epochs', '5', '--json']);
    expect(await call(['extract', path, '-'], trained)).toMatchObject({ status: 1, stdout: '' });
  });

  test('not what came out of a NO or an UNKNOWN', async () => {
    const path = file('fano-bundle.json', await data(['reduce', '-', '--to', 'training', '--bundle'], FANO));
    const certificate = file('fano.cert');
    const text = await data(['decide', path, '--certificate', certificate], '', 20);
    const json = await data(['decide', path, '--json'], '', 20);
    const hard = await data(['generate', 'planted-halfspaces', '--n', '30', '--m', '400']);
    const unknown = await data(['decide', '-', '--seconds', '0.01'], hard);
    for (const [held, what] of [
      [text, 'output of a NO'],
      [json, 'output of a NO'],
      [readFileSync(certificate, 'utf8'), 'certificate of a NO'],
      [unknown, 'output of an UNKNOWN'],
      ['s UNSATISFIABLE\n', 'output of an UNSATISFIABLE'],
    ] as const)
      expect(await call(['extract', path, '-'], held)).toEqual({
        status: 2,
        stdout: '',
        stderr: `stdin: expected a witness, found the ${what}\n`,
      });
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
