// Parity on the full cube, whose answer is a theorem for most sizes.
import { shallowInstance } from '../../src/problem/training/shallow.ts';
import * as z from 'zod';
import type { Configuration, Unit } from '../../src/problem/training/configuration.ts';
import type { Example } from '../../src/problem/training/schema.ts';
import type { Family, Generated } from './family.ts';
import { integer, outputFamily, outputParameter, readParameters, record } from './parameters.ts';
import { checkSeed } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(1, 12, 4, 'inputs; all 2^n points are examples'),
  units: integer(1, 4096, 3, 'hidden threshold units'),
  output: outputParameter(0),
});

/** Up to here an exhaustive search has shown that a free threshold output needs n hidden units. */
const EXHAUSTED = 6;

/**
 * Unit i = 1 … n fires iff at least i inputs are 1, and the output weighs them +1, -1, +1, …: the sum is 1 for
 * an odd number of ones and 0 for an even one. Further units have weight 0.
 */
function counting(n: number, units: number): Configuration {
  const ones = Array.from({ length: n }, () => 1n);
  const zeros = Array.from({ length: n }, () => 0n);
  return {
    nodes: [
      ...Array.from({ length: units }, (_, u) =>
        u < n ? { weights: ones, threshold: BigInt(u + 1) } : { weights: zeros, threshold: 0n },
      ),
      {
        weights: Array.from({ length: units }, (_, u) => (u >= n ? 0n : u % 2 === 0 ? 1n : -1n)),
        threshold: 1n,
      },
    ],
  };
}

/** One unit for each corner of one parity: it fires on that corner only (OR), or on all others (AND). */
function corners(n: number, units: number, gate: 'and' | 'or'): Configuration {
  const parity = gate === 'or' ? 1 : 0;
  const hidden: Unit[] = cube(n)
    .filter((point) => ones(point) % 2 === parity)
    .map((point) => {
      const sign = gate === 'or' ? 1n : -1n;
      const weights = [...point].map((bit) => (bit === '1' ? sign : -sign));
      // Σ over the corner's ones of x, minus the rest, is at most |corner|, and reaches it at the corner alone.
      return { weights, threshold: gate === 'or' ? BigInt(ones(point)) : 1n - BigInt(ones(point)) };
    });
  const idle = { weights: Array.from({ length: n }, () => 0n), threshold: gate === 'or' ? 1n : 0n };
  while (hidden.length < units) hidden.push(idle);
  return { nodes: [...hidden, { gate }] };
}

/** All points of the cube, in counting order. */
function cube(n: number): string[] {
  return Array.from({ length: 2 ** n }, (_, code) => code.toString(2).padStart(n, '0'));
}

const ones = (point: string): number => [...point].filter((bit) => bit === '1').length;

/**
 * What is known. AND, OR: let a unit reject two corners u, v of one parity and accept the other parity. They
 * differ in some place; flipping it in both gives two accepted corners with the same sum, a contradiction. So
 * each of the 2^(n-1) corners needs its own unit. Free output: n units suffice (`counting`); that they are
 * needed is known for n ≤ 6 by exhaustive search.
 */
function answer(
  n: number,
  units: number,
  output: ReturnType<typeof outputFamily>,
): Pick<Generated, 'answer' | 'known' | 'witness'> {
  const needed = output === 'threshold' ? n : 2 ** (n - 1);
  const gate = output === 'threshold' ? 'a free threshold output' : output.toUpperCase();
  if (units >= needed) {
    const witness = output === 'threshold' ? counting(n, units) : corners(n, units, output);
    return { answer: 'yes', known: `theorem: ${needed} units suffice for ${gate}`, witness };
  }
  if (output === 'threshold' && n > EXHAUSTED) return { answer: null, known: 'not known' };
  const proof = output === 'threshold' ? ' (exhaustive search for n ≤ 6)' : '';
  return { answer: 'no', known: `theorem: ${gate} needs ${needed} units${proof}` };
}

/**
 * Parity of n bits, points in counting order. There is one instance for each setting: the seed is recorded, no
 * more.
 */
export const parityFamily: Family = {
  name: 'parity',
  problem: 'training',
  summary: 'is the number of ones odd; the answer is a theorem for most sizes',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, units } = settings;
    const output = outputFamily(settings.output);
    checkSeed(seed);
    const examples = cube(n).map((stimulus): Example => {
      return { stimulus, response: ones(stimulus) % 2 === 1 ? '1' : '0' };
    });
    const body = shallowInstance({ inputs: n, hidden: units, output, examples });
    return record('parity', settings, seed, answer(n, units, output), body);
  },
};
