// Boolean examples labelled by a hidden disjunction of few terms.
import * as z from 'zod';
import type { BooleanExample } from '../../src/problem/boolean-examples.ts';
import { InputError } from '../../src/problem/errors.ts';
import { termHolds } from '../../src/problem/dnf.ts';
import { Random } from '../../src/random.ts';
import type { Family } from './family.ts';
import { atMost, integer, readParameters, record } from './parameters.ts';

const parameters = z.strictObject({
  n: integer(1, 1000, 20, 'inputs'),
  terms: integer(1, 100, 3, 'terms of the disjunction'),
  width: integer(1, 1000, 4, 'literals of a term'),
  m: integer(0, 100_000, 60, 'examples, half of them positive'),
});

/** Disjunctions are drawn anew this often when too few examples of one kind are met. */
const PLANTINGS = 20;

/** A term of some literals: on distinct inputs, of random sign. */
function drawTerm(random: Random, n: number, width: number): string {
  const marks = Array.from({ length: n }, () => '-');
  for (const input of random.shuffled(marks.map((_, i) => i)).slice(0, width))
    marks[input] = random.below(2) === 1 ? '1' : '0';
  return marks.join('');
}

/**
 * Different examples of a disjunction, ⌈m/2⌉ positive and ⌊m/2⌋ negative, in random order. Positive ones satisfy a random
 * term, negative ones are random points.
 * @returns undefined when `draws` points did not suffice
 */
function drawExamples(
  random: Random,
  terms: readonly string[],
  n: number,
  m: number,
  draws: number,
): BooleanExample[] | undefined {
  const room = { '1': Math.ceil(m / 2), '0': Math.floor(m / 2) };
  const examples = new Map<string, BooleanExample>();
  for (let draw = 0; draw < draws && examples.size < m; draw++) {
    const positive = draw % 2 === 0;
    const term = terms[random.below(terms.length)]!;
    const stimulus = Array.from(random.bits(n), (bit, i) =>
      positive && term[i] !== '-' ? term[i]! : bit,
    ).join('');
    const response = terms.some((own) => termHolds(own, stimulus)) ? '1' : '0';
    if (examples.has(stimulus) || room[response] === 0) continue;
    room[response] -= 1;
    examples.set(stimulus, { stimulus, response });
  }
  return examples.size < m ? undefined : random.shuffled([...examples.values()]);
}

/** Terms of random literals. The certificate is the planted terms themselves. */
export const dnfPlantedFamily: Family = {
  name: 'dnf-planted',
  problem: 'dnf',
  summary: 'points labelled by a hidden disjunction of few terms',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, terms: count, width, m } = settings;
    atMost('--width', width, n, 'literals, one an input');
    atMost('--m', m, 2 ** n, `different points of ${n} bits`);
    const random = new Random(seed);
    for (let planting = 0; planting < PLANTINGS; planting++) {
      const terms = Array.from({ length: count }, () => drawTerm(random, n, width));
      const examples = drawExamples(random, terms, n, m, 10_000 + 100 * m);
      if (examples === undefined) continue;
      const known = { answer: 'yes', known: 'planted terms', witness: { terms } } as const;
      return record('dnf-planted', settings, seed, known, { inputs: n, terms: count, examples });
    }
    throw new InputError(
      '--m',
      `expected a disjunction with ${Math.ceil(m / 2)} positive and ${Math.floor(m / 2)} negative points, found none among ${PLANTINGS} draws; lower --m or --terms, or change --width`,
    );
  },
};
