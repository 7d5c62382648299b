// The core in C for AVX2 (avx2.c), compiled here and now, as a contestant of one core.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackedExamples } from '../../../src/train/pack.ts';
import type { Contestant } from './contestant.ts';

/** Undefined, with the reason, where there is no compiler or no AVX2. */
export function native(): Contestant | string {
  if (!/\bavx2\b/.test(readIfThere('/proc/cpuinfo'))) return 'no processor with AVX2';
  const directory = mkdtempSync(join(tmpdir(), 'trainsat-avx2-'));
  const program = join(directory, 'avx2');
  const source = fileURLToPath(new URL('../../../../test/bench/train/avx2.c', import.meta.url));
  const { status } = spawnSync('cc', ['-O3', '-mavx2', '-mfma', source, '-o', program, '-lm'], {
    stdio: 'ignore',
  });
  if (status !== 0) return 'no C compiler (cc)';
  return {
    name: 'C, AVX2',
    restarts: 1024,
    run: (packed, restarts, epochs) => {
      const output = execFileSync(program, [String(restarts), String(epochs)], {
        input: text(packed),
        encoding: 'utf8',
      });
      const [updates, seconds] = output.split(' ').map(Number) as [number, number];
      return Promise.resolve({ updates, wallSeconds: seconds, cpuSeconds: seconds });
    },
    close: () => Promise.resolve(rmSync(directory, { recursive: true })),
  };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function text({ inputs, examples, label, rowStart, column }: PackedExamples): string {
  const rows = Array.from({ length: examples }, (_, e) => {
    const ones = column.subarray(rowStart[e], rowStart[e + 1]);
    return [label[e], ones.length, ...ones].join(' ');
  });
  return `${inputs} ${examples}\n${rows.join('\n')}\n`;
}
