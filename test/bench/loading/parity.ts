// Parity by threshold units under a threshold output: with a unit an input it can be done, with one less it cannot.
import { markdownTable } from 'markdown-table';
import { networkCase } from '../../../src/certificate/network-case.ts';
import { writeDimacs } from '../../../src/problem/dimacs.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { generate } from '../decide/instances.ts';
import type { Run } from '../decide/rivals.ts';
import { runCommand, versionOf, type Command } from './commands.ts';
import { smt } from './smt.ts';
import { cell, decided, takeTurns } from './turns.ts';

const SIZES: readonly (readonly [inputs: number, units: number])[] = [
  [4, 3],
  [5, 4],
  [5, 5],
];

/**
 * @param limit seconds of CPU for each answer
 * @param six whether six inputs by five units are asked about, too
 */
export async function parity(file: string, limit: number, six: boolean): Promise<string> {
  const rows: string[][] = [];
  for (const [n, units] of six ? [...SIZES, [6, 5] as const] : SIZES) {
    const instance = generate('parity', { n, units }, 0) as TrainingInstance;
    const command = (name: Command, text: string) => async (): Promise<Run> =>
      runCommand(name, [text], file, limit)[0]!;
    const runs = await takeTurns([
      () => decided(instance, { engine: 'sat', encoding: 'table' }, limit),
      () => decided(instance, { engine: 'sat', encoding: 'lazy' }, limit),
      ...(versionOf('CaDiCaL') ? [command('CaDiCaL', cnf(instance))] : []),
      ...(versionOf('z3')
        ? [command('z3', smt(instance, 'vectors')), command('z3', smt(instance, 'ints'))]
        : []),
    ]);
    const [first] = runs;
    const ratios = runs.slice(2).map(({ answer, milliseconds }) => {
      const ratio = (milliseconds / first!.milliseconds).toPrecision(2);
      return `${answer === 'unknown' ? '> ' : ''}${Number(ratio)}`;
    });
    rows.push([`${n} inputs, ${units} units`, first!.answer.toUpperCase(), ...runs.map(cell), ...ratios]);
  }
  const rivals = [
    ...(versionOf('CaDiCaL') ? ['CaDiCaL, the same clauses'] : []),
    ...(versionOf('z3') ? ['z3, bit-vectors', 'z3, integers'] : []),
  ];
  const heads = [
    'trainsat, tables',
    'trainsat, lazy',
    ...rivals,
    ...rivals.map((name) => `${name} / tables`),
  ];
  return [
    `Milliseconds of CPU; ${[versionOf('CaDiCaL'), versionOf('z3')].join('; ')}\n`,
    markdownTable([['parity', 'answer', ...heads], ...rows], { align: ['l', 'l', ...heads.map(() => 'r')] }),
  ].join('\n');
}

function cnf(instance: TrainingInstance): string {
  const made = networkCase(instance, 'table');
  if ('reason' in made) throw new Error(`parity: ${made.reason}`);
  return writeDimacs(made.cnf);
}
