// The kinds of hard training instances, as `trainsat generate hard` draws them, and where half of their sources are YES.
import type { HardNetwork, HardSource } from '../../src/catalogue/hard-network.ts';

/** Ratios have two decimals, so that they can be typed. */
const rounded = (ratio: number): number => Math.round(100 * ratio) / 100;

/**
 * Triples an element at which half of the random systems can be split: 2.3 at n = 20, 2.2 at 40, 2.12 at 80, 2.1 at 120
 * (measured, 40 systems a size; the curve is fitted to these).
 */
const splittingRatio = (n: number): number => rounded(2.07 + 4.8 / n);

/**
 * Average degree at which half of the random graphs have 3 colours: 4.0 at n = 20, 4.25 at 40, 4.4 at 80, 4.5 at 120
 * (measured; fitted), 4.69 for large n (Zdeborova and Krzakala, Phase transitions in the coloring of random graphs, 2007).
 */
const colouringDegree = (n: number): number => rounded(4.69 - 5.1 / n ** (2 / 3));

/** Clauses a variable at which half of the random 3SAT formulas are satisfiable (Crawford and Auton 1996). */
const clauseRatio = (n: number): number => rounded(4.258 + 58.26 / n ** (5 / 3));

/**
 * Points an input (and one more) at which two units under an AND fit half of the random labellings: 3.6 at n = 6, 4.5 at 10,
 * 5.0 at 14, 5.1 at 16 (measured, 24 labellings a size; fitted).
 */
const pointCount = (n: number): number => Math.round((6 - 14.4 / n) * (n + 1));

const splitting: Pick<HardNetwork, 'size'> & { readonly random: HardSource; readonly planted: HardSource } = {
  size: { what: 'elements', least: 10, most: 2000 },
  random: { family: 'set-splitting', parameters: (n) => ({ n, ratio: splittingRatio(n) }) },
  planted: { family: 'set-splitting-planted', parameters: (n) => ({ n, ratio: splittingRatio(n) }) },
};

const colouring: typeof splitting = {
  size: { what: 'vertices', least: 10, most: 2000 },
  random: { family: 'colouring', parameters: (n) => ({ n, degree: colouringDegree(n), colours: 3 }) },
  planted: {
    family: 'colouring-planted',
    parameters: (n) => ({ n, degree: colouringDegree(n), colours: 3 }),
  },
};

/** All kinds, in the order of the help. */
export const hardNetworks: readonly HardNetwork[] = [
  {
    name: 'three-node',
    summary: 'two hidden units, free threshold output (Blum and Rivest): random triples to be split',
    via: 'set-splitting-to-three-node',
    ...splitting,
  },
  {
    name: 'and-pair',
    summary: 'AND of two units: random triples to be split',
    via: 'set-splitting-to-and-pair',
    ...splitting,
  },
  {
    name: 'xor-pair',
    summary: 'XOR of two units: random triples to be split',
    via: 'set-splitting-to-xor-pair',
    ...splitting,
  },
  {
    name: 'and-network',
    summary: 'AND of three units: random graphs and 3 colours',
    via: 'graph-colouring-to-and-network',
    ...colouring,
  },
  {
    name: 'one-unit',
    summary:
      'one unit with at most k errors: smallest hitting sets of random triples, k the least (YES) or one less (NO)',
    size: { what: 'elements', least: 6, most: 500 },
    via: 'hitting-set-to-one-unit',
    random: {
      family: 'hitting-set',
      parameters: (n) => ({ n, ratio: 2 }),
      turn: { parameter: 'size', most: (n) => n },
    },
  },
  {
    name: 'random-labels',
    summary: 'AND of two units: random points with random labels (planted: labels of two halfspaces)',
    size: { what: 'inputs', least: 6, most: 20 },
    random: { family: 'random-labels', parameters: (n) => ({ n, m: pointCount(n), units: 2, output: 1 }) },
    planted: {
      family: 'planted-halfspaces',
      parameters: (n) => ({ n, m: pointCount(n), units: 2, margin: 0, noise: 0 }),
    },
  },
  {
    name: 'loading',
    summary: "Judd's loading, three examples: random 3SAT",
    size: { what: 'variables', least: 10, most: 1000 },
    via: '3-sat-to-loading',
    random: { family: '3-sat', parameters: (n) => ({ n, ratio: clauseRatio(n) }) },
    planted: { family: '3-sat-planted', parameters: (n) => ({ n, ratio: clauseRatio(n) }) },
  },
  {
    name: 'loading-colouring',
    summary: "Judd's loading, two inputs, three examples: random graphs and 3 colours",
    via: 'graph-colouring-to-loading',
    ...colouring,
  },
];
