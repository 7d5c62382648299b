// What `extract` takes for a witness, and what it refuses.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FANO, PAIR, data, temporaryFiles } from './fixtures.ts';
import { call } from './harness.ts';

const { file } = temporaryFiles();

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
