// Networks of any shape: every encoding against an enumeration that shares no code with it, and what answers rest on.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCertificateText } from '../../src/certificate/check.ts';
import { writeCertificate } from '../../src/certificate/write.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import { ENCODINGS, planEncoding } from '../../src/formula/encoding.ts';
import { layered, type NodeFamily } from '../../src/problem/training/architecture.ts';
import { checkConfiguration } from '../../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { bruteForceLoading } from '../loading-brute-force.ts';
import { networkInstances, type NetworkBounds } from '../random-network.ts';

const BOUNDS: NetworkBounds = { inputs: 3, nodes: 4, fanIn: 3, outputs: 2, examples: 6 };

/** The answer of an encoding, after its certificate was checked. */
async function answerOf(instance: TrainingInstance, encoding: (typeof ENCODINGS)[number]) {
  const verdict = await decideInThread(instance, { solver: 'cdcl', encoding, expired: () => false });
  const certificate = certificateFor(instance, verdict, {});
  if (!certificate) return verdict.answer;
  const check = checkCertificateText(instance, writeCertificate(certificate), 'certificate');
  expect(check).toMatchObject({ verified: verdict.answer.toUpperCase() });
  return verdict.answer;
}

async function agree(instances: fc.Arbitrary<TrainingInstance>, runs: number): Promise<void> {
  const counts = { yes: 0, no: 0 };
  await fc.assert(
    fc.asyncProperty(instances, async (instance) => {
      const known = bruteForceLoading(instance);
      if (known) expect(checkConfiguration(instance, known).ok).toBe(true);
      const expected = known ? 'yes' : 'no';
      counts[expected] += 1;
      for (const encoding of ENCODINGS) {
        expect('kinds' in planEncoding(instance, encoding)).toBe(true);
        expect(await answerOf(instance, encoding), encoding).toBe(expected);
      }
    }),
    { numRuns: runs },
  );
  expect(Math.min(counts.yes, counts.no)).toBeGreaterThan(runs / 8);
}

describe('every encoding agrees with the enumeration', () => {
  test('of any nodes', () => agree(networkInstances(BOUNDS), 300), 120_000);
  test(
    'of threshold units alone',
    () => agree(networkInstances({ ...BOUNDS, families: ['threshold'], examples: 7 }), 200),
    120_000,
  );
  test('where some examples may be wrong', () => agree(networkInstances(BOUNDS, 'any'), 300), 120_000);
  test(
    'deep networks with few ways through',
    () =>
      agree(
        fc
          .tuple(
            fc.constantFrom<readonly NodeFamily[]>(
              ['threshold', 'threshold', 'threshold'],
              ['threshold', 'and-or', 'xor'],
              ['boolean', 'threshold', 'threshold', 'threshold'],
              ['and-or', 'and-or', 'and-or'],
            ),
            fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 3, maxLength: 3 }),
            fc.array(fc.constantFrom('0', '1'), { minLength: 8, maxLength: 8 }),
          )
          .map(([families, units, labels]) => ({
            architecture: layered(
              3,
              families.map((family, l) => ({ family, units: l === families.length - 1 ? 1 : units[l]! })),
            ),
            examples: labels.map((response, e) => ({ stimulus: e.toString(2).padStart(3, '0'), response })),
            require: 'all' as const,
          })),
        60,
      ),
    120_000,
  );
});
