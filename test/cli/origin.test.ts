// Every output says which command made it, from what, and the same command says the same.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import { FANO, PAIR, XOR, data, temporaryFiles } from './fixtures.ts';

const { folder, file } = temporaryFiles();

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
      solver: 'cdcl (trainsat 0.1.0)',
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
      `\nc trainsat ${library.VERSION}: trainsat decide - --conflicts 1000\nc stdin ${sha256(XOR)}\nc solver cdcl (trainsat 0.1.0)\n`,
    );
    expect(JSON.parse(await data([...argv, '--json'], XOR, 10))).toMatchObject({
      ...entry('trainsat decide - --conflicts 1000 --json', { stdin: sha256(XOR) }),
      solver: 'cdcl (trainsat 0.1.0)',
      limits: { conflicts: 1000 },
    });
    const { solver } = JSON.parse(await data(['decide', '-', '--json'], FANO, 20)) as { solver: string };
    expect(solver).toBe('cdcl (trainsat 0.1.0)');
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
