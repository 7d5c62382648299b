// Inputs and outputs as files: links, devices, modes, directories, names, and what must not be overwritten.
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
import { MAX_INPUT_BYTES, readInput } from '../../src/cli/io.ts';
import { PAIR, XOR, data, same, temporaryFiles } from './fixtures.ts';
import { call, start } from './harness.ts';

const { folder, file } = temporaryFiles();

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
