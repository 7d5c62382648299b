// Calls of the tool: in this process, and as the built executable.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Registry } from '../../src/registry.ts';

/** The built executable. */
export const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

export type Result = { status: number | null; stdout: string; stderr: string };

class Sink extends Writable {
  text = '';
  readonly isTTY: boolean;
  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs `trainsat ARGV` in this process; `terminal` makes stderr one. */
export async function call(
  argv: readonly string[],
  stdin = '',
  terminal = false,
  registry?: Registry,
): Promise<Result> {
  const stdout = new Sink(terminal);
  const stderr = new Sink(terminal);
  const status = await run(
    argv,
    {
      stdin: (async function* () {
        await Promise.resolve();
        yield Buffer.from(stdin);
      })(),
      stdout,
      stderr,
      interrupt: () => new AbortController().signal,
    },
    registry,
  );
  return { status, stdout: stdout.text, stderr: stderr.text };
}

/** Starts the built executable; `onStart` may send it signals. */
export function start(
  argv: readonly string[],
  options: { cwd?: string; stdin?: string } = {},
  onStart: (child: ChildProcess) => void = () => undefined,
): Promise<Result> {
  return collect(spawn(process.execPath, [MAIN, ...argv], { cwd: options.cwd }), options.stdin, onStart);
}

/** Runs a line of bash in which `trainsat` is the built executable. */
export function shell(line: string, cwd: string): Promise<Result> {
  const preface = `trainsat() { '${process.execPath}' '${MAIN}' "$@"; }`;
  return collect(spawn('bash', ['-c', `set -o pipefail; ${preface}\n${line}`], { cwd }));
}

function collect(
  child: ChildProcess,
  stdin?: string,
  onStart: (child: ChildProcess) => void = () => undefined,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const result: Result = { status: null, stdout: '', stderr: '' };
    child.stdout!.on('data', (chunk: Buffer) => (result.stdout += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (result.stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...result, status }));
    child.stdin!.on('error', () => undefined);
    child.stdin!.end(stdin ?? '');
    onStart(child);
  });
}

/** An empty directory for a test file, removed after its tests. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'trainsat-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
