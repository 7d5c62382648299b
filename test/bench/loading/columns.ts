// Long narrow networks: the dynamic programme against SAT, per column. Columns on random stimuli, and 3-colouring as loading
// of a chain of diamonds with its ends joined, which has no colouring, as each diamond's tips are coloured alike.
import { markdownTable } from 'markdown-table';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { colouring } from '../../decide/colouring-network.ts';
import { generate } from '../decide/instances.ts';
import type { Run } from '../decide/rivals.ts';
import { cell, decided, takeTurns } from './turns.ts';

const LENGTHS = [250, 500, 1000, 2000, 4000, 8000];
/** Lengths of the chains. */
const DIAMONDS = [100, 200, 400, 800];

type Case = { readonly label: string; readonly length: number; readonly instance: () => TrainingInstance };

const columnar = (planted: number, window: number): Case[] =>
  LENGTHS.map((length) => ({
    label: `columns, ${planted === 1 ? 'planted' : 'random'}, window ${window}`,
    length,
    instance: () => generate('columnar', { columns: length, window, planted }, 1) as TrainingInstance,
  }));

/** Diamond i has the tips 3i and 3i + 3, both joined to 3i + 1 and 3i + 2, which are joined, too. */
function diamonds(length: number): TrainingInstance {
  const edges = Array.from({ length }, (_, i): [number, number][] => {
    const [a, b, c, d] = [3 * i, 3 * i + 1, 3 * i + 2, 3 * i + 3];
    return [
      [a, b],
      [a, c],
      [b, c],
      [b, d],
      [c, d],
    ];
  });
  return colouring(3 * length + 1, [...edges.flat(), [0, 3 * length]], 'threshold');
}

const CASES: readonly Case[] = [
  ...columnar(1, 2),
  ...columnar(1, 3),
  ...columnar(0, 2),
  ...columnar(0, 3),
  ...DIAMONDS.map((length) => ({ label: 'diamonds', length, instance: () => diamonds(length) })),
];

/** @param limit seconds of CPU for each answer */
export async function columns(limit: number): Promise<string> {
  const rows: string[][] = [];
  for (const { label, length, instance: make } of CASES) {
    const instance = make();
    const [dp, sat] = await takeTurns([
      () => decided(instance, { engine: 'dp' }, limit),
      () => decided(instance, { engine: 'sat' }, limit),
    ]);
    const each = ({ milliseconds }: Run): string => ((1000 * milliseconds) / length).toFixed(0);
    const { answer } = dp!.answer === 'unknown' ? sat! : dp!;
    const ratio = (sat!.milliseconds / dp!.milliseconds).toPrecision(2);
    rows.push([
      label,
      String(length),
      answer.toUpperCase(),
      cell(dp!),
      cell(sat!),
      each(dp!),
      each(sat!),
      ratio,
    ]);
  }
  const heads = ['length', 'answer', 'dp, ms', 'sat, ms', 'dp, µs a column', 'sat, µs a column', 'sat / dp'];
  return markdownTable([['network', ...heads], ...rows], { align: ['l', ...heads.map(() => 'r')] });
}
