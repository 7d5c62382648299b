// A network in linear real arithmetic (SMT-LIB 2), as well as we know how to put it to z3.
//
// A unit is a bias and weights over the reals; it fires at a sum of at least 0 and rejects at one of at most -1: what
// separates finitely many points does so with a margin of 1 when it is scaled. What the formulation gets beyond that,
// each part measured against its absence:
// - one Boolean a negative says who rejects it (two units), or one a unit and negative; implications carry it to the
//   arithmetic, so that z3 asserts no bound that nobody needs;
// - units are named by the first negatives: unit 0 rejects the first one, unit 0 or 1 the second;
// - a free output of two units is an AND on the labels or on the complemented labels: one Boolean chooses, which beat
//   two queries one after the other in either order;
// - a free output of three units is, up to negating, renaming and idle units, one of five gates (weights 1 1 1 or 2 1 1,
//   thresholds 1 to 3): three Booleans choose, which beat output weights over the reals by a factor of 2 to 5.
import type { ShallowInstance } from '../../../src/problem/training/shallow.ts';
import { ones, split } from './points.ts';

/** The SMT-LIB text whose satisfiability is the answer. @throws RangeError for networks the benchmark does not have */
export function smt(instance: ShallowInstance): string {
  const { hidden, output } = instance;
  const { inputs } = instance.architecture;
  const lines = ['(set-logic QF_LRA)'];
  for (let u = 0; u < hidden; u++) {
    lines.push(`(declare-const b${u} Real)`);
    for (let j = 0; j < inputs; j++) lines.push(`(declare-const w${u}_${j} Real)`);
  }
  if (output === 'and') lines.push(...conjunction(instance, '1'));
  else if (output === 'threshold' && hidden === 2)
    lines.push(
      '(declare-const choice Bool)',
      ...conjunction(instance, '1', 'choice'),
      ...conjunction(instance, '0', '(not choice)'),
    );
  else if (output === 'threshold' && hidden === 3) lines.push(...gates(instance));
  else
    throw new RangeError(`smt: expected an AND, or a free output of 2 or 3 units, got ${hidden} ${output}`);
  lines.push('(check-sat)');
  return `${lines.join('\n')}\n`;
}

const sum = (unit: number, stimulus: string): string =>
  `(+ b${unit} ${ones(stimulus)
    .map((j) => `w${unit}_${j}`)
    .join(' ')} 0)`;
const fires = (unit: number, stimulus: string): string => `(>= ${sum(unit, stimulus)} 0)`;
const rejects = (unit: number, stimulus: string): string => `(<= ${sum(unit, stimulus)} (- 1))`;

/** All units fire on the examples with the response `label`, some unit rejects each other one; under a condition. */
function conjunction({ hidden, examples }: ShallowInstance, label: '0' | '1', condition?: string): string[] {
  const units = Array.from({ length: hidden }, (_, u) => u);
  const { accepted, rejected } = split(examples, label);
  const lines: string[] = [];
  const assert = (formula: string): void => {
    lines.push(`(assert ${condition === undefined ? formula : `(=> ${condition} ${formula})`})`);
  };
  for (const x of accepted) for (const u of units) assert(fires(u, x));
  rejected.forEach((x, e) => {
    const named = units.slice(0, e + 1);
    if (named.length === 1) return assert(rejects(0, x));
    const by = named.map((u) => `r${label}_${e}_${u}`);
    if (named.length === 2) by[1] = `(not ${by[0]})`;
    for (const name of by) if (!name.startsWith('(')) lines.push(`(declare-const ${name} Bool)`);
    if (named.length > 2) assert(`(or ${by.join(' ')})`);
    for (const u of named) assert(`(=> ${by[u]} ${rejects(u, x)})`);
  });
  return lines;
}

/**
 * Any of the five gates of three units: unit 0 counts twice when `twice`, the threshold is 1, 2 when `two` and 3 when
 * `three`. Units 1 and 2 may change places, and all three when unit 0 counts once: the first example breaks the ties.
 */
function gates({ examples }: ShallowInstance): string[] {
  const lines = ['twice', 'two', 'three'].map((name) => `(declare-const ${name} Bool)`);
  lines.push('(assert (=> three two))');
  examples.forEach(({ stimulus, response }, e) => {
    const bits = [0, 1, 2].map((u) => `h${u}_${e}`);
    bits.forEach((h, u) => {
      const x = stimulus as string;
      lines.push(`(declare-const ${h} Bool)`, `(assert (=> ${h} ${fires(u, x)}))`);
      lines.push(`(assert (=> (not ${h}) ${rejects(u, x)}))`);
    });
    const [a, b, c] = bits;
    if (e === 0) lines.push(`(assert (or ${b} (not ${c})))`, `(assert (or twice ${a} (not ${b})))`);
    const atLeast2 = `(or (and twice ${a}) (and ${b} ${c}) (and ${a} (or ${b} ${c})))`;
    const atLeast3 = `(and ${a} (or ${b} ${c}) (or twice (and ${b} ${c})))`;
    const fired = `(and (or ${a} ${b} ${c}) (or (not two) ${atLeast2}) (or (not three) ${atLeast3}))`;
    lines.push(`(assert ${response === '1' ? fired : `(not ${fired})`})`);
  });
  return lines;
}
