// A network as mixed-integer programs (CPLEX LP format), as well as we know how to put it to HiGHS.
//
// Weights lie in [-1, 1], which costs no generality; a unit fires at a sum of at least 0 and rejects at one of at most
// -MARGIN, which does: weights that need a finer margin are not found, and a NO proves nothing. A binary variable says
// whether the row is asked for, the big M is the most the row's sum can be. What it gets beyond that, as for z3:
// - two units reject a negative with one binary variable; units are named by the first negatives;
// - a free output of two units is two programs, an AND on the labels and one on the complemented labels;
// - a free output of three units is one program: firing bits, output weights 1 1 1 or 2 1 1, a threshold from 1 to 3,
//   and the product of the choice with the first unit's bit in its convex hull.
import type { ShallowInstance } from '../../../src/problem/training/shallow.ts';
import { ones, split } from './points.ts';

/** With weights scaled to at most 1; 1000 times what HiGHS tolerates as a violation of a row. */
const MARGIN = 0.001;

/** The instance is a YES iff one of the programs is feasible (up to the margin). @throws RangeError as `smt` does */
export function programs(instance: ShallowInstance): string[] {
  const { hidden, output } = instance;
  if (output === 'and') return [conjunction(instance, '1')];
  if (output === 'threshold' && hidden === 2) return [conjunction(instance, '1'), conjunction(instance, '0')];
  if (output === 'threshold' && hidden === 3) return [gates(instance)];
  throw new RangeError(
    `programs: expected an AND, or a free output of 2 or 3 units, got ${hidden} ${output}`,
  );
}

/** The most inputs that are 1 in one example: no bias need be larger than that and a margin. */
const reach = ({ examples }: ShallowInstance): number =>
  Math.max(0, ...examples.map(({ stimulus }) => ones(stimulus as string).length)) + 1;

const sum = (unit: number, stimulus: string): string =>
  [`b${unit}`, ...ones(stimulus).map((j) => `+ w${unit}_${j}`)].join(' ');

function program(
  instance: ShallowInstance,
  rows: readonly string[],
  bounds: readonly string[],
  binaries: readonly string[],
): string {
  const units = Array.from({ length: instance.hidden }, (_, u) => u);
  const most = reach(instance);
  const weights = units.flatMap((u) => [
    `-${most} <= b${u} <= ${most}`,
    ...Array.from({ length: instance.architecture.inputs }, (_, j) => `-1 <= w${u}_${j} <= 1`),
  ]);
  return [
    'Minimize',
    ' obj: 0 b0',
    'Subject To',
    ...rows.map((row, i) => ` c${i}: ${row}`),
    'Bounds',
    ...[...weights, ...bounds].map((bound) => ` ${bound}`),
    'Binary',
    ` ${binaries.join(' ')}`,
    'End',
    '',
  ].join('\n');
}

/** All units fire on the examples with the response `label`, some unit rejects each other one. */
function conjunction(instance: ShallowInstance, label: '0' | '1'): string {
  const units = Array.from({ length: instance.hidden }, (_, u) => u);
  const { accepted, rejected } = split(instance.examples, label);
  const rows = accepted.flatMap((x) => units.map((u) => `${sum(u, x)} >= 0`));
  const binaries: string[] = [];
  rejected.forEach((x, e) => {
    const named = units.slice(0, e + 1);
    if (named.length === 1) return rows.push(`${sum(0, x)} <= -${MARGIN}`);
    const M = reach(instance) + ones(x).length;
    const whenOne = (u: number, r: string) => rows.push(`${sum(u, x)} + ${M + MARGIN} ${r} <= ${M}`);
    if (named.length === 2) {
      const r = `r${e}`;
      binaries.push(r);
      whenOne(0, r);
      return rows.push(`${sum(1, x)} - ${M + MARGIN} ${r} <= -${MARGIN}`);
    }
    const by = named.map((u) => `r${e}_${u}`);
    binaries.push(...by);
    named.forEach((u) => whenOne(u, by[u]!));
    return rows.push(`${by.join(' + ')} >= 1`);
  });
  return program(instance, rows, [], binaries);
}

/** Three units: the sum of the bits, the first one's twice when `twice`, against a threshold from 1 to 3. */
function gates(instance: ShallowInstance): string {
  const rows: string[] = [];
  const binaries = ['twice', 'two', 'three'];
  const bounds: string[] = [];
  rows.push('two - three >= 0');
  instance.examples.forEach(({ stimulus, response }, e) => {
    const x = stimulus as string;
    const M = reach(instance) + ones(x).length;
    const bits = [0, 1, 2].map((u) => `h${u}_${e}`);
    const product = `p${e}`;
    binaries.push(...bits);
    bounds.push(`0 <= ${product} <= 1`);
    bits.forEach((h, u) => {
      rows.push(`${sum(u, x)} - ${M} ${h} >= -${M}`);
      rows.push(`${sum(u, x)} - ${M + MARGIN} ${h} <= -${MARGIN}`);
    });
    rows.push(
      `${product} - twice <= 0`,
      `${product} - ${bits[0]} <= 0`,
      `${product} - twice - ${bits[0]} >= -1`,
    );
    const excess = `${bits.join(' + ')} + ${product} - two - three`;
    rows.push(response === '1' ? `${excess} >= 1` : `${excess} <= 0`);
    if (e === 0) rows.push(`${bits[1]} - ${bits[2]} >= 0`, `${bits[0]} - ${bits[1]} + twice >= 0`);
  });
  return program(instance, rows, bounds, binaries);
}
