// Boolean points labelled by a hidden AND of halfspaces, kept at a distance from their boundaries, with
// optional label noise.
import { shallowInstance } from '../../src/problem/training/shallow.ts';
import * as z from 'zod';
import { InputError } from '../../src/problem/errors.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import type { Example } from '../../src/problem/training/schema.ts';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';
import { Random } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(1, 1000, 15, 'inputs'),
  m: integer(0, 100_000, 100, 'examples, half of them positive'),
  units: integer(1, 8, 2, 'halfspaces'),
  margin: fraction(0, 1000, 1, 'least |w·x - θ + 1/2| of an example, over all halfspaces'),
  noise: fraction(0, 0.5, 0, 'probability that a label is flipped'),
});

/** Weights are drawn from -WEIGHT … WEIGHT. */
const WEIGHT = 10;
/** Halfspaces are drawn anew this often when too few points keep the margin. */
const PLANTINGS = 20;
/** Label noise is drawn in steps of a millionth. */
const NOISE_STEPS = 1_000_000;

type Halfspace = { readonly weights: readonly number[]; readonly threshold: number };

/** A halfspace whose boundary passes near the centre of the cube. */
function drawHalfspace(random: Random, n: number): Halfspace {
  const weights = Array.from({ length: n }, () => random.below(2 * WEIGHT + 1) - WEIGHT);
  const sum = weights.reduce((total, w) => total + w, 0);
  return { weights, threshold: Math.floor(sum / 2) + random.below(3) };
}

/**
 * Different points that keep the margin, balanced by rejection: ⌈m/2⌉ positives and ⌊m/2⌋ negatives, in the
 * order drawn.
 * @returns undefined when `draws` points did not suffice
 */
function drawExamples(
  random: Random,
  n: number,
  m: number,
  halfspaces: readonly Halfspace[],
  margin: number,
  draws: number,
): Example[] | undefined {
  const room = { '1': Math.ceil(m / 2), '0': Math.floor(m / 2) };
  const examples = new Map<string, Example>();
  for (let draw = 0; draw < draws && examples.size < m; draw++) {
    const stimulus = random.bits(n);
    const excess = halfspaces.map(({ weights, threshold }) =>
      weights.reduce((sum, w, j) => (stimulus[j] === '1' ? sum + w : sum), -threshold),
    );
    if (examples.has(stimulus) || excess.some((s) => Math.abs(2 * s + 1) < 2 * margin)) continue;
    const response = excess.every((s) => s >= 0) ? '1' : '0';
    if (room[response] === 0) continue;
    room[response] -= 1;
    examples.set(stimulus, { stimulus, response });
  }
  return examples.size < m ? undefined : [...examples.values()];
}

/**
 * Integer weights from -10 to 10, thresholds next to half their sum; the certificate is the planted halfspaces
 * themselves.
 */
export const plantedHalfspacesFamily: Family = {
  name: 'planted-halfspaces',
  problem: 'training',
  summary: 'points labelled by a hidden AND of halfspaces with a margin, labels flipped on request',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, m, units, margin, noise } = settings;
    atMost('--m', m, 2 ** n, `different points of ${n} bits`);
    const random = new Random(seed);
    // About 2^-units of all points are positive; a few hundred draws a point find them unless the margin forbids it.
    const draws = 10_000 + 100 * m * 2 ** units;
    for (let planting = 0; planting < PLANTINGS; planting++) {
      const halfspaces = Array.from({ length: units }, () => drawHalfspace(random, n));
      const clean = drawExamples(random, n, m, halfspaces, margin, draws);
      if (clean === undefined) continue;
      const examples = clean.map((example): Example => {
        const flip = random.below(NOISE_STEPS) < Math.round(noise * NOISE_STEPS);
        return flip ? { ...example, response: example.response === '1' ? '0' : '1' } : example;
      });
      const witness: Configuration = {
        nodes: [
          ...halfspaces.map(({ weights, threshold }) => ({
            weights: weights.map(BigInt),
            threshold: BigInt(threshold),
          })),
          { gate: 'and' },
        ],
      };
      const known =
        noise > 0
          ? ({ answer: null, known: 'not known (labels were flipped at random)' } as const)
          : ({ answer: 'yes', known: 'planted halfspaces', witness } as const);
      const body = shallowInstance({ inputs: n, hidden: units, output: 'and', examples });
      return record('planted-halfspaces', settings, seed, known, body);
    }
    throw new InputError(
      '--margin',
      `expected halfspaces with ${m} points at margin ${margin}, found none among ${PLANTINGS} draws; lower --margin, --m or --units, or raise --n`,
    );
  },
};
