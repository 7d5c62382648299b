// The built executable among other processes: pipes, signals, readers that leave, full disks, shells, and every example of the help.
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { call, shell, start, temporaryDirectory } from './harness.ts';

const FANO = fileURLToPath(new URL('../../instances/no/fano.json', import.meta.url));
const folder = temporaryDirectory();
const fresh = (): string => mkdtempSync(join(folder, 'run-'));

describe('pipes', () => {
  test('from generate to decide and back', async () => {
    const cwd = fresh();
    const line =
      'trainsat generate set-splitting-planted --n 20 | trainsat reduce - --to training | trainsat decide - > answer; echo ${PIPESTATUS[@]}';
    expect((await shell(line, cwd)).stdout).toBe('0 0 10\n');
    expect(readFileSync(join(cwd, 'answer'), 'utf8')).toMatch(/\ns YES\n$/);
    const no =
      'trainsat generate set-splitting --n 12 --ratio 6 | trainsat reduce - --to training | trainsat decide - | tail -n 1; echo ${PIPESTATUS[@]}';
    expect((await shell(no, cwd)).stdout).toBe('s NO\n0 0 20 0\n');
  });

  test('more than a pipe holds arrives whole', async () => {
    const argv = ['generate', 'set-splitting', '--n', '2000', '--ratio', '10'];
    const here = await call(argv);
    expect(here.stdout.length).toBeGreaterThan(200_000);
    expect((await shell(`trainsat ${argv.join(' ')} | (sleep 0.3; cat)`, fresh())).stdout).toBe(here.stdout);
  });

  test('a reader that leaves is no error', async () => {
    const line = 'trainsat generate set-splitting --n 2000 --ratio 10 | head -c 10; echo ${PIPESTATUS[@]}';
    expect(await shell(line, fresh())).toEqual({ status: 0, stdout: '{"format":0 0\n', stderr: '' });
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk is an error', async () => {
    const result = await shell('trainsat list > /dev/full', fresh());
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(/^stdout: expected to write the output, found ENOSPC/);
  });

  test('the output is the same whether a terminal is there or not', async () => {
    const plain = await call(['list']);
    expect((await start(['list'])).stdout).toBe(plain.stdout);
    for (const setting of ['CI=true', 'FORCE_COLOR=1', 'COLUMNS=20'])
      expect((await shell(`export ${setting}; trainsat list`, fresh())).stdout).toBe(plain.stdout);
  });
});

describe('Ctrl-C', () => {
  const LONG = ['compare', '--family', 'set-splitting', '--n', '20..60', '--seeds', '0..99'];
  /**
   * Interrupts some time after the first word on stderr: of `compare` that there is no GPU, which comes with the first
   * row; of the others that the input is a bundle. With a GPU there is no word, and rows come fast.
   */
  const interrupt = (child: ChildProcess): void => {
    const kill = (): void => void child.kill('SIGINT');
    const late = setTimeout(kill, 8000);
    child.stderr!.once('data', () => (clearTimeout(late), setTimeout(kill, 500)));
  };
  const hardBundle = async (): Promise<string> => {
    const { stdout } = await call(['generate', 'planted-halfspaces', '--n', '40', '--m', '1000']);
    return (await call(['reduce', '-', '--to', 'training', '--bundle'], stdout)).stdout;
  };

  test('a long compare ends with the finished rows and 130', async () => {
    const result = await start([...LONG, '--restarts', '16', '--format', 'json'], {}, interrupt);
    expect(result.status).toBe(130);
    const said =
      /^interrupted: (\d+) of 4100 networks were finished; the table holds these(?: and the exact answer of (one) more)?\n$/m.exec(
        result.stderr,
      );
    expect(said, result.stderr).not.toBeNull();
    const { rows, notes, interrupted } = JSON.parse(result.stdout) as {
      rows: { instances: number }[];
      notes: string[];
      interrupted: boolean;
    };
    expect(interrupted).toBe(true);
    const more = said![2] === undefined ? 0 : 1;
    expect(rows.reduce((sum, row) => sum + row.instances, 0)).toBe(Number(said![1]) + more);
    expect(rows.length).toBeGreaterThan(0);
    expect(notes[0]).toContain(`Interrupted: ${said![1]} of 4100 networks were finished.`);
  });

  test('the partial table goes to the file that was asked for', async () => {
    const cwd = fresh();
    const result = await start([...LONG, '-o', 'table.csv', '--format', 'csv'], { cwd }, interrupt);
    expect(result).toMatchObject({ status: 130, stdout: '' });
    expect(readdirSync(cwd)).toEqual(['table.csv']);
    expect(readFileSync(join(cwd, 'table.csv'), 'utf8')).toMatch(/^instance,/);
  });

  test('decide says UNKNOWN', async () => {
    const hard = await hardBundle();
    const result = await start(['decide', '-'], { stdin: hard }, interrupt);
    expect(result.status).toBe(130);
    expect(result.stdout).toMatch(/\ns UNKNOWN \(interrupted\)\n$/);
  });

  test('train reports what it reached', async () => {
    const hard = await hardBundle();
    const argv = ['train', '-', '--restarts', '1000000', '--backend', 'cpu', '--json'];
    const result = await start(argv, { stdin: hard }, interrupt);
    expect(result.status).toBe(130);
    expect(JSON.parse(result.stdout)).toMatchObject({ interrupted: true, examples: 1000 });
  });

  test('train counts the restarts that had streamed by', async () => {
    // The Fano plane: no restart ever succeeds, so that each one takes all its epochs.
    const cwd = fresh();
    await shell(`trainsat reduce '${FANO}' --to training -o fano.json`, cwd);
    const argv = 'train fano.json --restarts 10000000 --epochs 10 --backend cpu --json'.split(' ');
    const result = await start(argv, { cwd }, (child) => void setTimeout(() => child.kill('SIGINT'), 6000));
    expect(result.status).toBe(130);
    const { interrupted, restarts, successes, epochs } = JSON.parse(result.stdout) as {
      interrupted: boolean;
      restarts: number;
      successes: number;
      epochs: number;
    };
    expect({ interrupted, successes }).toEqual({ interrupted: true, successes: 0 });
    expect(restarts).toBeGreaterThan(0);
    expect(restarts).toBeLessThan(10_000_000);
    // Of the four that a thread was at there are some epochs more.
    expect(epochs).toBeGreaterThanOrEqual(10 * restarts);
    expect(epochs).toBeLessThan(10 * (restarts + 4 * availableParallelism() + 1));
  });
});

describe('completion', () => {
  const complete = async (words: string): Promise<string[]> => {
    const list = words.split(' ');
    const quoted = list.map((word) => `'${word}'`).join(' ');
    const line = `source <(trainsat completion); COMP_WORDS=(${quoted}); COMP_CWORD=${list.length - 1}; _trainsat_yargs_completions; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await shell(line, fresh());
    return stdout.split('\n').filter((word) => word !== '');
  };

  test.each([
    ['trainsat de', ['decide']],
    ['trainsat c', ['convert', 'check', 'compare', 'completion']],
    ['trainsat decide --s', ['--seconds', '--solver']],
    ['trainsat generate pari', ['parity']],
    ['trainsat generate ha', ['hard']],
    ['trainsat generate hard --p', ['--planted']],
    ['trainsat generate hard --for and-', ['and-pair', 'and-network']],
    ['trainsat reduce x --to nae', ['nae-sat']],
    ['trainsat compare --family set-splitting-', ['set-splitting-planted']],
    ['trainsat decide fil', []],
  ])('%s', async (words, expected) => {
    expect(await complete(words)).toEqual(expected);
  });

  test('the script for zsh comes where SHELL is zsh', async () => {
    const { stdout } = await shell(
      'SHELL=/bin/zsh trainsat completion; SHELL=/bin/bash trainsat completion',
      fresh(),
    );
    expect(stdout).toContain('#compdef trainsat\n');
    expect(stdout).toContain('complete -o bashdefault -o default -F _trainsat_yargs_completions trainsat\n');
  });
});

describe('the examples of the help', () => {
  test.each(commands.map((spec) => [spec.name, spec] as const))('%s', async (_, spec) => {
    const cwd = fresh();
    for (const [line] of spec.examples) {
      const { status, stderr } = await shell(line, cwd);
      expect(status, `${line}\n${stderr}`).toBe(0);
    }
  });

  test('the check example verifies and the extract example gives a splitting', async () => {
    for (const [name, last] of [
      ['check', /s VERIFIED YES\n$/],
      ['extract', /^\{"format":"trainsat\.splitting\/1"/],
    ] as const) {
      const cwd = fresh();
      const lines = commands.find((spec) => spec.name === name)!.examples.map(([line]) => line);
      const { stdout } = await shell(lines.join('\n'), cwd);
      expect(stdout).toMatch(last);
    }
  });
});
