// An AND of few units, which may err as far as is allowed, as a mixed-integer program for HiGHS, which works in floats: what
// it finds counts once it has been evaluated exactly, and what it does not find says nothing.
import { negatedUnit, type Configuration, type Unit } from '../../src/problem/training/configuration.ts';
import { checkConfiguration } from '../../src/problem/training/evaluate.ts';
import { dot, labelledPoints } from '../../src/problem/training/points.ts';
import { requiredWeight } from '../../src/problem/training/schema.ts';
import type { ShallowInstance } from '../../src/problem/training/shallow.ts';
import { loadHighs } from '../highs.ts';

const MARGIN = 0.005;
/** Weights are read to so many parts of 1. */
const PARTS = 2 ** 30;
const MOST_EXAMPLES = 30;

let loaded: ReturnType<typeof loadHighs> | undefined;

/** Whether HiGHS has found a network that gets enough examples right. */
export async function mixedIntegerFits(instance: ShallowInstance): Promise<boolean> {
  const { hidden, output, examples } = instance;
  const { inputs } = instance.architecture;
  if (output === 'xor' || output === 'threshold' || hidden > 3 || inputs > 8) return false;
  if (examples.length > MOST_EXAMPLES || !examples.every(({ stimulus }) => typeof stimulus === 'string'))
    return false;
  if (examples.every(({ response }) => response === '*')) return false;
  loaded ??= loadHighs();
  const highs = await loaded;
  let solution: ReturnType<typeof highs.solve>;
  try {
    solution = highs.solve(program(instance));
  } catch {
    // The WebAssembly build aborts on some models, and is of no use after that.
    loaded = undefined;
    return false;
  }
  const { Status, Columns } = solution;
  if (Status !== 'Optimal') return false;
  const data = labelledPoints(instance);
  const fires = positive(instance);
  const counted = (e: number): boolean =>
    ((Columns[`c${e}`] as { Primal: number } | undefined)?.Primal ?? 0) > 0.5;
  const units = Array.from({ length: hidden }, (_, u): Unit => {
    const column = (name: string) => Columns[name] as { Primal: number } | undefined;
    const weights = Array.from({ length: inputs }, (_w, j) =>
      BigInt(Math.round((column(`w${u}_${j}`)?.Primal ?? 0) * PARTS)),
    );
    const sums = data.points
      .filter((_p, e) => data.labels[e] === fires && counted(e))
      .map((point) => dot(weights, point));
    const least = sums.reduce((a, b) => (a < b ? a : b), sums[0] ?? 0n);
    // Without positives nothing bounds a unit from below.
    return { weights, threshold: sums.length > 0 ? least : 1n << 80n };
  });
  const negated = output === 'or' || output === 'nor';
  const found: Configuration = { nodes: [...(negated ? units.map(negatedUnit) : units), { gate: output }] };
  return checkConfiguration(instance, found).ok;
}

/** The label on which all units of the AND fire. */
const positive = ({ output }: ShallowInstance): 0 | 1 => (output === 'and' || output === 'nor' ? 1 : 0);

/** Weights in [-1, 1], a margin, and binaries that say what counts as right and who rejects each negative. */
function program(instance: ShallowInstance): string {
  const { hidden, examples } = instance;
  const { inputs } = instance.architecture;
  const big = 2 * inputs + 2;
  const rows: string[] = [];
  const binaries: string[] = [];
  const right: string[] = [];
  let free = 0;
  for (const [e, { stimulus, response, weight = 1 }] of examples.entries()) {
    if (response === '*') {
      free += weight;
      continue;
    }
    binaries.push(`c${e}`);
    right.push(`${weight} c${e}`);
    const sum = (u: number): string =>
      `${[...stimulus].map((bit, j) => (bit === '1' ? `+ w${u}_${j} ` : '')).join('')}- t${u}`;
    const negative = Number(response) !== positive(instance);
    for (let u = 0; u < hidden; u++)
      if (!negative) rows.push(` p${e}_${u}: ${sum(u)} - ${big} c${e} >= -${big}`);
      else {
        binaries.push(`r${e}_${u}`);
        rows.push(` q${e}_${u}: ${sum(u)} + ${big} r${e}_${u} <= ${big - MARGIN}`);
      }
    if (negative)
      rows.push(` s${e}: ${Array.from({ length: hidden }, (_, u) => `r${e}_${u}`).join(' + ')} - c${e} >= 0`);
  }
  rows.push(` enough: ${right.join(' + ')} >= ${requiredWeight(instance) - free}`);
  const bounds = Array.from({ length: hidden }, (_, u) => [
    ...Array.from({ length: inputs }, (_w, j) => ` -1 <= w${u}_${j} <= 1`),
    ` -${inputs + 1} <= t${u} <= ${inputs + 1}`,
  ]).flat();
  return `Minimize\n obj: t0\nSubject To\n${rows.join('\n')}\nBounds\n${bounds.join('\n')}\nBinary\n ${binaries.join(' ')}\nEnd`;
}
