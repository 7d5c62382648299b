// The optimum of an instance: against an enumeration, its bounds with proofs, and what a limit leaves of it.
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { checkCertificateText } from '../../src/certificate/check.ts';
import { writeCertificate, yesCertificate } from '../../src/certificate/write.ts';
import { certificateFor, closeWorkers } from '../../src/decide/index.ts';
import { optimum, requiring } from '../../src/decide/optimum.ts';
import { weightRight } from '../../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { bruteForceOptimum } from '../loading-brute-force.ts';
import { networkInstances } from '../random-network.ts';
import { booleanInstance, cube, FANO, setSystemPoints } from '../instances.ts';

afterAll(closeWorkers);

const BOUNDS = { inputs: 3, nodes: 3, fanIn: 3, outputs: 2, examples: 7 };

/** Both bounds are proved by certificates that the checker accepts. */
async function proved(instance: TrainingInstance): Promise<number> {
  const { lower, upper, total, best, excluded, limit } = await optimum(instance);
  expect(limit).toBeUndefined();
  expect(upper).toBe(lower);
  expect(weightRight(instance, best!)).toBe(lower);
  const reached = requiring(instance, lower);
  const yes = writeCertificate(yesCertificate(reached, best!, {}));
  expect(checkCertificateText(reached, yes, 'yes')).toMatchObject({ verified: 'YES' });
  if (upper < total) {
    const asked = requiring(instance, upper + 1);
    const no = writeCertificate(certificateFor(asked, excluded!, {})!);
    expect(checkCertificateText(asked, no, 'no')).toMatchObject({ verified: 'NO' });
    expect(checkCertificateText(reached, no, 'no').verified).toBe(false);
  } else expect(excluded).toBeUndefined();
  return lower;
}

test('is what the enumeration finds, on networks of any shape', async () => {
  let below = 0;
  await fc.assert(
    fc.asyncProperty(networkInstances(BOUNDS, 'any'), async (instance) => {
      const known = bruteForceOptimum(instance);
      expect(await proved(instance)).toBe(known);
      if (known < instance.examples.reduce((sum, { weight = 1 }) => sum + weight, 0)) below++;
    }),
    { numRuns: 60 },
  );
  expect(below).toBeGreaterThan(15);
}, 120_000);

describe('of known instances', () => {
  test('the Fano plane lacks one example, whatever the output', async () => {
    for (const output of ['and', 'threshold'] as const)
      expect(await proved(booleanInstance(2, output, setSystemPoints(7, FANO)))).toBe(
        output === 'and' ? 14 : 15,
      );
  });

  test('parity of three bits by one unit: six of eight', async () => {
    const points = cube(3).map((x) => [x, ([...x].filter((b) => b === '1').length % 2) as 0 | 1] as const);
    expect(await proved(booleanInstance(0, 'threshold', points))).toBe(6);
  });

  test('without examples there is nothing to get wrong', async () => {
    expect(await proved(booleanInstance(2, 'and', []))).toBe(0);
  });
});

test('when time is up there are bounds, and what ended the search', async () => {
  const points = cube(7).map((x) => [x, ([...x].filter((b) => b === '1').length % 2) as 0 | 1] as const);
  const seen: [number, number][] = [];
  const found = await optimum(booleanInstance(3, 'threshold', points), { seconds: 1 }, (lower, upper) =>
    seen.push([lower, upper]),
  );
  expect(found.limit).toBe('seconds: 1');
  expect(found.lower).toBeLessThan(found.upper);
  expect(weightRight(booleanInstance(3, 'threshold', points), found.best!)).toBe(found.lower);
  expect(seen.at(-1)).toEqual([found.lower, found.upper]);
  for (const [i, [lower, upper]] of seen.entries())
    if (i > 0) {
      expect(lower).toBeGreaterThanOrEqual(seen[i - 1]![0]);
      expect(upper).toBeLessThanOrEqual(seen[i - 1]![1]);
    }
});

test('an interruption leaves the bounds, too', async () => {
  const points = cube(7).map((x) => [x, ([...x].filter((b) => b === '1').length % 2) as 0 | 1] as const);
  const stop = new AbortController();
  const found = await optimum(booleanInstance(3, 'threshold', points), { signal: stop.signal }, () =>
    setTimeout(() => stop.abort(), 300),
  );
  expect(found.limit).toBe('interrupted');
  expect(found.best).toBeDefined();
});
