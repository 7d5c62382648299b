// The README's commands run, and print what the README says they print.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** A fenced block of commands or code, and the output printed under it. */
type Block = { readonly language: string; readonly text: string; readonly output: string };

function blocks(markdown: string): Block[] {
  const fences = [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```\n/gm)];
  return fences.map((fence) => {
    const rest = markdown.slice(fence.index + fence[0].length).trimStart();
    const output = /^```text\n([\s\S]*?)^```\n/m.exec(rest);
    const table = /^(\|[^\n]*\n)+/.exec(rest);
    return {
      language: fence[1]!,
      text: fence[2]!,
      output: output?.index === 0 ? output[1]! : (table?.[0] ?? ''),
    };
  });
}

/** Output without what differs between machines: measured times, the machine's own description. */
function steady(output: string): string[] {
  const lines = output.trim().split('\n');
  const header = lines.find((line) => line.startsWith('|'));
  const measured = header?.split('|').map((cell) => cell.includes('measured')) ?? [];
  return lines
    .filter((line) => !/^(backend|Backend|- Backend|- Node)/.test(line))
    .map((line) =>
      line.startsWith('|')
        ? line
            .split('|')
            .filter((_, i) => !measured[i])
            .map((cell) => cell.trim().replace(/^:?-+:?$/, '-'))
            .join('|')
        : line.replace(/\d+(\.\d+)? (s|ms)\b/g, 'TIME'),
    );
}

let home = '';

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'trainsat-readme-'));
  mkdirSync(join(home, 'bin'));
  const command = join(home, 'bin', 'trainsat');
  writeFileSync(
    command,
    `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(ROOT, 'dist/src/cli/main.js'))} "$@"\n`,
  );
  chmodSync(command, 0o755);
  for (const room of ['instances', 'test']) symlinkSync(join(ROOT, room), join(home, room));
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs a block in the shell, line by line as a reader would, and returns what went to stdout. */
function shell(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      try {
        return execFileSync('bash', ['-c', line], {
          cwd: home,
          encoding: 'utf8',
          env: { ...process.env, PATH: `${join(home, 'bin')}:${process.env.PATH}` },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
      } catch (error) {
        const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
        // YES and NO are exit codes 10 and 20, as in SAT competitions.
        if (status === 10 || status === 20) return stdout;
        throw new Error(`${line}\nended with ${status}: ${stderr}`, { cause: error });
      }
    })
    .join('');
}

describe('README', () => {
  const all = blocks(readme);
  const commands = all.filter(({ language }) => language === 'sh');

  test('shows commands and their output', () => {
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.filter(({ output }) => output !== '').length).toBeGreaterThan(4);
  });

  for (const { text, output } of commands)
    test(text.trim().split('\n')[0]!, { timeout: 180_000 }, () => {
      const printed = shell(text);
      expect(printed).not.toBe('');
      if (output !== '') {
        const expected = steady(output);
        expect(steady(printed).slice(0, expected.length)).toEqual(expected);
      }
    });

  test('npm start prints the table under it', { timeout: 180_000 }, () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: { start: string };
    };
    const command = /main\.js (compare .*)$/.exec(scripts.start)![1]!;
    const table = /npm ci && npm start\n```[\s\S]*?\n((\|[^\n]*\n)+)/.exec(readme)![1]!;
    const expected = steady(table);
    expect(steady(shell(`trainsat ${command}`)).slice(0, expected.length)).toEqual(expected);
  });

  test('the library example runs as it stands', { timeout: 120_000 }, () => {
    const example = all.find(({ language }) => language === 'js')!;
    // A file inside the package may import the package by its own name.
    const file = join(ROOT, 'dist', 'readme-example.mjs');
    writeFileSync(file, example.text);
    try {
      expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe(example.output);
    } finally {
      rmSync(file);
    }
  });

  test('the reduction of a user’s own is the file it names', () => {
    const { text } = all.find(({ language }) => language === 'ts')!;
    const file = /`(test\/verify\/modules\/[\w-]+\.ts)`\)/.exec(readme)![1]!;
    expect(text).toBe(readFileSync(join(ROOT, file), 'utf8'));
  });

  test('the size laws in its table of reductions are those of the reductions', async () => {
    const { reductions } = await import('../reductions/index.ts');
    for (const { name, sizeLaw } of reductions.filter(
      ({ source, target }) => target === 'training' && source !== 'loading',
    )) {
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\``));
      const [, inputs, examples] = /inputs = ([^,]+),.*examples (?:=|at most) ([^;]+)/.exec(sizeLaw)!;
      expect(row, name).toContain(
        `${inputs} inputs, ${sizeLaw.includes('at most') ? 'at most ' : ''}${examples} examples`,
      );
    }
  });
});
