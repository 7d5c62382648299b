// Specimens are what they claim to be: counts, answers, witnesses, smaller ones, both answers at random.
import { describe, expect, test } from 'vitest';
import { problems } from '../../src/problem/index.ts';
import { Random } from '../../src/random.ts';
import { discreteTrainingSpecimens } from '../../src/verify/specimens/discrete-training.ts';
import { feasibleSubsystemSpecimens } from '../../src/verify/specimens/feasible-subsystem.ts';
import { openHemisphereSpecimens } from '../../src/verify/specimens/open-hemisphere.ts';
import { dnfSpecimens } from '../../src/verify/specimens/dnf.ts';
import { specimens } from '../../src/verify/specimens/index.ts';
import {
  graphsUpToIsomorphism,
  lists,
  permutations,
  setSystemsUpToIsomorphism,
} from '../../src/verify/specimens/enumerate.ts';

const FEW = 4096;

describe.each(specimens.map((own) => [own.problem, own] as const))('%s', (name, own) => {
  const problem = problems.find((p) => p.name === name)!;
  const some = (instance: unknown): boolean => {
    for (const _ of own.witnesses(instance)) return true;
    return false;
  };

  test('as many of each size as are known, all different', () => {
    expect(own.known.counts.length).toBeGreaterThan(1);
    for (const [size, count] of own.known.counts.entries()) {
      const all = [...own.all(size)];
      expect(all.length, `size ${size}`).toBe(count);
      expect(new Set(all.map((instance) => problem.canonical(instance))).size).toBe(count);
    }
  });

  test('golden answers are right where enumeration can tell, and there are both', () => {
    const small = own.golden.filter(({ instance }) => own.candidates(instance) <= FEW);
    for (const { name: title, instance, answer } of small)
      expect(some(instance) ? 'yes' : 'no', title).toBe(answer);
    expect(new Set(own.golden.map(({ answer }) => answer)).size).toBe(2);
  });

  test('what is enumerated are the witnesses, each once; an instance survives its file', () => {
    const all = own.known.counts.flatMap((_, size) => [...own.all(size)].slice(0, 60));
    for (const instance of [...all, ...own.golden.map((golden) => golden.instance)]) {
      const text = problem.write(instance);
      expect(problem.canonical(problem.parse(text, 'x'))).toBe(problem.canonical(instance));
      if (own.candidates(instance) > FEW) continue;
      const witnesses = [...own.witnesses(instance)];
      expect(witnesses.length).toBeLessThanOrEqual(own.candidates(instance));
      for (const witness of witnesses) expect(problem.check(instance, witness)).toEqual({ ok: true });
      expect(new Set(witnesses.map((witness) => problem.writeWitness(witness))).size).toBe(witnesses.length);
    }
  });

  test('random ones are of both answers, and the same for the same seed', () => {
    const draw = (): unknown[] => {
      const random = new Random(7);
      return Array.from({ length: 120 }, (_, i) => own.random(random, 3 + (i % 4)));
    };
    const drawn = draw().filter((instance) => own.candidates(instance) <= FEW);
    const yes = drawn.filter(some).length;
    expect(yes, 'YES').toBeGreaterThan(drawn.length / 8);
    expect(yes, 'NO').toBeLessThan((7 * drawn.length) / 8);
    expect(draw().map((instance) => problem.write(instance))).toEqual(
      draw().map((instance) => problem.write(instance)),
    );
  });

  test('smaller ones are smaller, and going on ends', () => {
    let instance = own.random(new Random(3), 4);
    for (let steps = 0; ; steps++) {
      expect(steps).toBeLessThan(200);
      const [next] = own.smaller(instance);
      if (next === undefined) break;
      expect(problem.write(next).length).toBeLessThanOrEqual(problem.write(instance).length);
      expect(() => problem.parse(problem.write(next), 'x')).not.toThrow();
      instance = next;
    }
  });

  test('variants of a witness include witnesses that are written differently', () => {
    const { variants } = own;
    if (variants === undefined) return;
    const instance = own.golden.find(({ answer }) => answer === 'yes')!.instance;
    for (const witness of own.witnesses(instance)) {
      const right = [...variants(instance, witness, new Random(1))].filter(
        (w) => problem.check(instance, w).ok,
      );
      expect(right.length).toBeGreaterThan(0);
      break;
    }
  });
});

test('no enumeration where a grid of poles would miss some: x > 59 has solutions', () => {
  const one = { numerator: 1n, denominator: 1n };
  const beyond = (bound: bigint) => ({
    variables: 1,
    inequalities: [{ coefficients: [one], bound: { ...one, numerator: bound } }],
    atLeast: 1,
  });
  expect(feasibleSubsystemSpecimens.candidates(beyond(59n))).toBe(Infinity);
  expect(feasibleSubsystemSpecimens.candidates(beyond(1n))).toBeLessThan(FEW);
  expect(openHemisphereSpecimens.candidates({ dimension: 1, vectors: [[2n]], atLeast: 1 })).toBe(Infinity);
  expect(openHemisphereSpecimens.candidates({ dimension: 1, vectors: [[-1n]], atLeast: 1 })).toBe(3);
});

test('classes of isomorphic things, by counting orbits with Burnside’s lemma', () => {
  const cycles = (p: readonly number[]): number => {
    const seen = new Set<number>();
    let count = 0;
    for (let i = 0; i < p.length; i++) {
      if (seen.has(i)) continue;
      count += 1;
      for (let j = i; !seen.has(j); j = p[j]!) seen.add(j);
    }
    return count;
  };
  for (let n = 0; n <= 4; n++) {
    const group = permutations(n);
    expect(group.length).toBe([1, 1, 2, 6, 24][n]);
    const onSets = group.map((p) =>
      cycles(
        Array.from({ length: 2 ** n }, (_, set) =>
          p.reduce((image, to, i) => image | (((set >> i) & 1) << to), 0),
        ),
      ),
    );
    // The empty set is a cycle of its own; leaving it out halves the number of families.
    expect([...setSystemsUpToIsomorphism(n)].length).toBe(
      onSets.reduce((sum, c) => sum + 2 ** (c - 1), 0) / group.length,
    );
    const pairs = (p: readonly number[]): number[] => {
      const list = p.flatMap((_, a) => p.flatMap((_x, b) => (a < b ? [[a, b] as const] : [])));
      return list.map(([a, b]) =>
        list.findIndex(([c, d]) => c === Math.min(p[a]!, p[b]!) && d === Math.max(p[a]!, p[b]!)),
      );
    };
    expect([...graphsUpToIsomorphism(n)].length).toBe(
      group.reduce((sum, p) => sum + 2 ** cycles(pairs(p)), 0) / group.length,
    );
    // A permutation of the inputs, with or without negations, as a permutation of the points.
    const onPoints = (p: readonly number[], flips: number): number =>
      cycles(
        Array.from(
          { length: 2 ** n },
          (_, point) => p.reduce((image, to, i) => image | (((point >> i) & 1) << to), 0) ^ flips,
        ),
      );
    const functions = (flips: readonly number[]): number =>
      group.flatMap((p) => flips.map((f) => 2 ** onPoints(p, f))).reduce((a, b) => a + b, 0) /
      (group.length * flips.length);
    const every = Array.from({ length: 2 ** n }, (_, f) => f);
    expect([...dnfSpecimens.all(n)].length).toBe((n + 1) * functions(every));
    if (n < 4) expect([...discreteTrainingSpecimens.all(n)].length).toBe(6 * functions([0]));
  }
  // Clauses of two variables are the corners and sides of a square, on which renaming and negating act as its symmetries.
  const sides = [...lists(3, 2)].filter((code) => code.some((x) => x > 0));
  const symmetries = permutations(2).flatMap((p) =>
    [...lists(2, 2)].map((negated) =>
      sides.map((code) => {
        const moved = p.map((from, i) =>
          code[from] === 0 || negated[i] === 0 ? code[from]! : 3 - code[from]!,
        );
        return sides.findIndex((other) => other.join() === moved.join());
      }),
    ),
  );
  expect(symmetries.reduce((sum, image) => sum + 2 ** cycles(image), 0) / symmetries.length).toBe(51);
});
