// Native solvers as libraries, for runs of many calls: a small program (ipasir.c) linked with each that is installed.
import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What to link with, by name. `TRAINSAT_IPASIR` adds one: NAME=LINKER FLAGS. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  cadical: ['-lcadical', '-lstdc++', '-lm'],
  ...Object.fromEntries(
    [process.env.TRAINSAT_IPASIR?.split('=', 2)].flatMap((pair) =>
      pair?.[1] ? [[pair[0], pair[1].split(' ')]] : [],
    ),
  ),
};

/** The programs that could be built into a folder, by name of their solver. */
export function nativeLibraries(folder: string): ReadonlyMap<string, string> {
  // From dist/test/bench/sat to the source.
  const source = fileURLToPath(new URL('../../../../test/bench/sat/ipasir.c', import.meta.url));
  return new Map(
    Object.entries(LIBRARIES).flatMap(([name, flags]) => {
      const program = path.join(folder, `ipasir-${name}`);
      const { status } = spawnSync('cc', ['-O2', source, '-o', program, ...flags], { stdio: 'ignore' });
      return status === 0 ? [[name, program] as const] : [];
    }),
  );
}

/** A running one. */
export class NativeLibrary {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string) {
    this.#child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  addClause(literals: readonly number[]): void {
    this.#child.stdin.write(`c ${literals.join(' ')} 0\n`);
  }

  /** The model, or undefined when there is none. */
  async solve(assumptions: readonly number[] = []): Promise<((variable: number) => boolean) | undefined> {
    const [answer, values] = (await this.#ask(`s ${assumptions.join(' ')} 0\n`)).split(' ') as [
      string,
      string,
    ];
    return answer === '10' ? (variable) => values[variable - 1] === '1' : undefined;
  }

  /** Milliseconds of CPU that the solver has spent. */
  async milliseconds(): Promise<number> {
    return Number(await this.#ask('t\n')) / 1e6;
  }

  stop(): void {
    this.#child.kill();
  }

  async #ask(command: string): Promise<string> {
    this.#child.stdin.write(command);
    return (await this.#lines.next()).value as string;
  }
}
