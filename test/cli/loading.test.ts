// Networks of any shape on the command line: encode, decide and optimum.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { closeWorkers } from '../../src/decide/index.ts';
import { call, start, temporaryDirectory } from './harness.ts';

const folder = temporaryDirectory();
const file = (name: string, content?: object): string => {
  const path = join(folder, name);
  if (content) writeFileSync(path, JSON.stringify(content));
  return path;
};
afterAll(closeWorkers);

const threshold = (units: number) => ({ units, family: 'threshold' });
const parity = (bits: number, ...layers: number[]) => ({
  format: 'trainsat.instance/1',
  architecture: { inputs: bits, layers: layers.map(threshold) },
  examples: Array.from({ length: 2 ** bits }, (_, code) => ({
    stimulus: code.toString(2).padStart(bits, '0'),
    response: String([...code.toString(2)].filter((bit) => bit === '1').length % 2),
  })),
});

const one = file('one.json', {
  format: 'trainsat.instance/1',
  architecture: {
    inputs: 1,
    nodes: [
      { id: 'not', from: ['x1'], family: 'boolean' },
      { id: 'out', from: ['not', 'x1'], family: 'and-or' },
    ],
    outputs: ['out'],
  },
  examples: [
    { stimulus: '0', response: '1' },
    { stimulus: '1', response: '1' },
  ],
});
const deep = file('deep.json', parity(3, 2, 2, 1));
const rational = file('rational.json', {
  format: 'trainsat.instance/1',
  architecture: { inputs: 1, layers: [threshold(2), threshold(2), threshold(1)] },
  examples: [
    { stimulus: ['1/2'], response: '1' },
    { stimulus: ['1/3'], response: '0' },
  ],
});
const wide = file('wide.json', {
  format: 'trainsat.instance/1',
  architecture: { inputs: 9, layers: [threshold(1), threshold(2), threshold(1)] },
  examples: [{ stimulus: '111111111', response: '1' }],
});

describe('encode', () => {
  test('names every variable, whatever its clauses', async () => {
    const { status, stdout } = await call(['encode', one]);
    expect(status).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines.slice(2)).toEqual([
      'c var 1 node not on 0',
      'c var 2 node not on 1',
      'c var 3 node out is an OR',
      'p cnf 3 4',
      // On stimulus 0 "out" reads "not" and 0: it must be an OR, and "not" 1.
      '3 1 0',
      '3 0',
      '-3 1 0',
      // On stimulus 1 it reads "not" and 1.
      '3 2 0',
    ]);
    expect(lines[1]).toMatch(/^c instance [0-9a-f]{64}$/);
    expect(lines[0]).toMatch(/^c trainsat \d+\.\d+\.\d+: trainsat encode /);
  });

  test('any solver decides it, and its model becomes weights again', async () => {
    const bundle = file('bundle.json');
    expect((await call(['reduce', one, '--to', 'sat', '--bundle', '-o', bundle])).status).toBe(0);
    const model = file('model.txt');
    expect((await call(['decide', bundle, '-o', model])).status).toBe(10);
    const { status, stdout } = await call(['extract', bundle, model]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      format: 'trainsat.configuration/1',
      nodes: [{ table: expect.stringMatching(/^1[01]$/) as string }, { gate: 'or' }],
    });
  });

  test('both encodings give the same answer; each refuses what it cannot say', async () => {
    for (const encoding of ['table', 'weights', 'lazy']) {
      const cnf = file(`${encoding}.cnf`);
      expect((await call(['encode', deep, '--encoding', encoding, '-o', cnf])).status).toBe(0);
      expect((await call(['decide', cnf])).status).toBe(20);
    }
    expect(await call(['encode', wide, '--encoding', 'table'])).toMatchObject({
      status: 2,
      stderr:
        'training-to-sat: expected an instance that can be encoded by table, found one where unit u1 reads 9 posts, and tables are complete up to 8\n',
    });
    expect((await call(['encode', wide])).status).toBe(0);
    expect(await call(['encode', rational, '--encoding', 'weights'])).toMatchObject({
      status: 2,
      stderr:
        'training-to-sat-weights: expected an instance that can be encoded by weights, found one where the inputs of unit u1 are not Boolean\n',
    });
    expect((await call(['encode', rational])).status).toBe(0);
    const many = await call(['generate', 'random-labels', '--n', '12', '--m', '60']);
    expect(await call(['encode', '-', '--encoding', 'lazy'], many.stdout)).toMatchObject({
      status: 2,
      stderr:
        'formula: expected units on the inputs with few edges, found one with 60 views of 12 inputs; "trainsat decide" finds those it needs\n',
    });
  });
});

describe('decide', () => {
  test.each([
    [deep, 20, 'table: no unit reads more than 3 posts'],
    [wide, 10, 'lazy: a unit reads 9 posts'],
    [rational, 10, 'lazy: stimuli are not Boolean'],
    [one, 10, 'table: no unit has weights'],
  ])('tells the method and why', async (instance, status, method) => {
    const result = await call(['decide', instance, '--engine', 'sat']);
    expect(result.status).toBe(status);
    expect(result.stdout).toContain(`c method ${method}\n`);
    const { stdout } = await call(['decide', instance, '--engine', 'sat', '--json']);
    const [name, reason] = method.split(': ');
    expect(JSON.parse(stdout)).toMatchObject({ method: { name, reason } });
  });

  test('an encoding asked for is taken, or refused with the reason', async () => {
    for (const encoding of ['table', 'weights', 'lazy']) {
      const certificate = file(`${encoding}.cert`);
      const argv = ['decide', deep, '--encoding', encoding, '--certificate', certificate];
      const { status, stdout } = await call(argv);
      expect(status).toBe(20);
      expect(stdout).toContain(`c method ${encoding}: asked for\n`);
      expect(readFileSync(certificate, 'utf8').split('\n')[1]).toBe(
        JSON.stringify({ case: 'network', encoding }),
      );
      expect((await call(['check', deep, certificate])).stdout).toContain('s VERIFIED NO');
    }
    expect(await call(['decide', wide, '--encoding', 'table'])).toMatchObject({
      status: 2,
      stderr:
        '--encoding: expected an encoding that applies, found table: unit u1 reads 9 posts, and tables are complete up to 8\n',
    });
    expect((await call(['decide', one, '--encoding', 'table', '--engine', 'dp'])).stderr).toBe(
      '--encoding: expected no encoding with --engine dp, found one; leave one of them out\n',
    );
  });

  test('the dynamic programme answers, and says that its NO has no proof', async () => {
    expect((await call(['decide', one, '--engine', 'dp'])).stdout).toContain('c method dp: asked for\n');
    const certificate = file('dp.cert');
    const result = await call(['decide', deep, '--engine', 'dp', '--certificate', certificate]);
    expect(result.status).toBe(20);
    expect(result.stdout).toContain("c checked: solver's word (dp)\ns NO\n");
    expect(result.stderr).toContain(`${certificate}: not written, dp gives no proof\n`);
    expect(existsSync(certificate)).toBe(false);
    expect((await call(['decide', rational, '--engine', 'dp'])).stdout).toContain(
      's UNKNOWN (dp: stimuli are not Boolean)\n',
    );
  });

  test.each(['engine', 'encoding'])('--%s is for training instances', async (name) => {
    const value = name === 'engine' ? 'sat' : 'table';
    expect(await call(['decide', '-', `--${name}`, value], 'p cnf 1 1\n1 0\n')).toMatchObject({
      status: 2,
      stderr: `--${name}: expected a training instance, found one of sat; leave it out\n`,
    });
  });
});

describe('optimum', () => {
  test('of examples, with proofs of both bounds', async () => {
    const prefix = file('deep');
    const { status, stdout } = await call(['optimum', deep, '--prefix', prefix]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^optimum +7 of 8 \(87\.5 %\)$/m);
    for (const [atLeast, answer] of [
      [7, 'YES'],
      [8, 'NO'],
    ]) {
      const name = `${prefix}-at-least-${atLeast}`;
      expect(stdout).toContain(`trainsat check ${name}.json ${name}.cert\n`);
      expect((await call(['check', `${name}.json`, `${name}.cert`])).stdout).toContain(
        `s VERIFIED ${answer}`,
      );
    }
    expect((await call(['check', `${prefix}-at-least-7.json`, `${prefix}-at-least-8.cert`])).status).toBe(1);
    const json = JSON.parse((await call(['optimum', deep, '--json'])).stdout) as object;
    expect(json).toMatchObject({ format: 'trainsat.optimum/1', lower: 7, upper: 7, total: 8 });
  });

  test('of units: parity of three bits takes three', async () => {
    const shallow = file('shallow.json', parity(3, 1, 1));
    const prefix = file('parity');
    const { status, stdout } = await call(['optimum', shallow, '--of', 'units', '--prefix', prefix]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^fewest units +3$/m);
    for (const [units, answer] of [
      [2, 'NO'],
      [3, 'YES'],
    ]) {
      const name = `${prefix}-units-${units}`;
      expect((await call(['check', `${name}.json`, `${name}.cert`])).stdout).toContain(
        `s VERIFIED ${answer}`,
      );
    }
    const instance = parity(2, 1, 1);
    const examples = [...instance.examples, { stimulus: '00', response: '1' }];
    const hopeless = file('hopeless.json', { ...instance, examples });
    expect((await call(['optimum', hopeless, '--of', 'units'])).stdout).toMatch(
      /^fewest units +no number suffices$/m,
    );
    expect(await call(['optimum', deep, '--of', 'units'])).toMatchObject({
      status: 2,
      stderr: `${deep}: expected a network with one hidden layer for --of units, found layers 2-2-1 of threshold\n`,
    });
  });

  test('a limit leaves bounds and exit 3, Ctrl-C bounds and exit 130', async () => {
    const hard = file('hard.json', parity(7, 3, 1));
    const limited = await call(['optimum', hard, '--seconds', '1']);
    expect(limited.status).toBe(3);
    expect(limited.stdout).toMatch(/^optimum +\d+ to \d+ of 128$/m);
    expect(limited.stdout).toMatch(/^ended by +seconds: 1$/m);
    const stopped = await start(['optimum', hard], {}, (child) => {
      setTimeout(() => child.kill('SIGINT'), 3000);
    });
    expect(stopped.status).toBe(130);
    expect(stopped.stdout).toMatch(/^ended by +interrupted$/m);
  });
});
