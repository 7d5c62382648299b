// The columns of the convex companions, their cells, and what stands below the table about them.
import type { Companions } from '../convex/index.ts';
import { COST, TOLERANCE, type Fit } from '../convex/fit.ts';
import type { Run } from './experiment.ts';
import { cell, NOTHING, type Cell, type Column } from './table.ts';

/** Columns that say what single units do on the network's examples. */
export const CONVEX_COLUMNS: readonly Column[] = [
  { key: 'logistic', heading: 'logistic regression (examples right)', numeric: true },
  { key: 'logisticGap', heading: 'duality gap of logistic regression', numeric: true },
  { key: 'svm', heading: 'linear SVM (examples right)', numeric: true },
  { key: 'svmGap', heading: 'duality gap of the SVM', numeric: true },
  { key: 'perceptron', heading: 'LP perceptron (separable)' },
];

/** The cells of these columns. */
export function convexCells(runs: readonly Run[]): Cell[] {
  const companions = runs.flatMap(({ convex }) => convex ?? []);
  if (companions.length === 0) return CONVEX_COLUMNS.map(() => NOTHING);
  return [
    ...fitCells(companions.map(({ logistic }) => logistic)),
    ...fitCells(companions.map(({ svm }) => svm)),
    separable(companions),
  ];
}

/** `31` or `29–31` examples right, and `≤ 1e-9` or `≤ 1e-9–3.2e-5`: bounds on the gaps, each the largest of all outputs. */
function fitCells(fits: readonly Fit[]): Cell[] {
  const rights = fits.map(({ right }) => right).sort((a, b) => a - b);
  const gaps = fits
    .map(({ units }) => Math.max(TOLERANCE, ...units.map(({ relativeGap }) => roundedUp(relativeGap))))
    .sort((a, b) => a - b);
  const gap = spanOf(gaps, short);
  return [spanOf(rights, String), { text: `≤ ${gap.text}`, value: gap.value }];
}

/** A number or the range of several, ascending. */
function spanOf(sorted: readonly number[], write: (value: number) => string): Cell {
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  return least === most
    ? { text: write(least), value: least }
    : { text: `${write(least)}–${write(most)}`, value: [least, most] };
}

/** Two significant digits, upwards. */
function roundedUp(value: number): number {
  const near = Number(value.toExponential(1));
  if (near >= value) return near;
  const [digits, exponent] = near.toExponential(1).replace('.', '').split('e');
  return Number(`${Number(digits) + 1}e${Number(exponent) - 1}`);
}

function short(value: number): string {
  return value.toExponential(1).replace('.0e', 'e');
}

function separable(companions: readonly Companions[]): Cell {
  const yes = companions.filter(({ perceptron }) => perceptron.separable).length;
  const no = companions.length - yes;
  if (companions.length === 1) return cell(yes === 1 ? 'yes' : 'no');
  const words = [...(yes > 0 ? [`${yes} yes`] : []), ...(no > 0 ? [`${no} no`] : [])];
  return { text: words.join(', '), value: { yes, no } };
}

/** The sentences about them. */
export function convexNotes(): string[] {
  return [
    `Logistic regression, the linear SVM and the LP perceptron are single threshold units on all inputs, one an output, trained on the labels as they are, whatever the network. The first two minimise half the squared weights, bias included, plus C = ${COST} times the sum of the losses; inputs other than 0 and 1 are scaled to reach from -1 to 1. The duality gap, (primal - dual) / primal, is proved in integers and bounds what the solution lacks; the search ends at ${short(TOLERANCE)}. Their weights are rounded to multiples of 1/1024 and scored in exact arithmetic.`,
    'LP perceptron: whether a single unit gets every example right; yes comes with integer weights, no with integer multipliers (Farkas), both checked.',
  ];
}
