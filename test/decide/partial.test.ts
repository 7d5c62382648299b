// Networks with one hidden layer of which not everything is required: against an enumeration that shares no code.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCertificateText } from '../../src/certificate/check.ts';
import { writeCertificate } from '../../src/certificate/write.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import { OUTPUT_FAMILIES, shallowInstance } from '../../src/problem/training/shallow.ts';
import { bruteForceOptimum } from '../loading-brute-force.ts';

const point = fc.record({
  stimulus: fc.string({ unit: fc.constantFrom('0', '1'), minLength: 3, maxLength: 3 }),
  response: fc.constantFrom('0', '1', '0', '1', '*'),
  weight: fc.constantFrom(undefined, undefined, 2, 3),
});

const instances = fc.record({
  inputs: fc.constant(3),
  hidden: fc.integer({ min: 0, max: 3 }),
  output: fc.constantFrom(...OUTPUT_FAMILIES),
  examples: fc.array(point, { minLength: 2, maxLength: 10 }),
});

test('the optimum can be reached, and not exceeded, with a certificate of each', async () => {
  const kinds = new Set<string>();
  let below = 0;
  await fc.assert(
    fc.asyncProperty(instances, async (parts) => {
      const output = parts.hidden === 0 ? 'threshold' : parts.output;
      const base = shallowInstance({ ...parts, output });
      const optimum = bruteForceOptimum(base);
      const total = base.examples.reduce((sum, { weight = 1 }) => sum + weight, 0);
      for (const atLeast of [optimum - 1, optimum, optimum + 1]) {
        if (atLeast < 0 || atLeast > total) continue;
        const instance = { ...base, require: { atLeast } };
        const verdict = await decideInThread(instance, { solver: 'cdcl', expired: () => false });
        expect(verdict.answer, `${atLeast} of ${total}`).toBe(atLeast <= optimum ? 'yes' : 'no');
        const certificate = certificateFor(instance, verdict, {})!;
        const check = checkCertificateText(instance, writeCertificate(certificate), 'certificate');
        expect(check).toMatchObject({ verified: verdict.answer.toUpperCase() });
        if (verdict.answer !== 'no') continue;
        for (const { kind } of verdict.cases) kinds.add(kind);
        if (atLeast < total) below++;
        // A refutation of one bound says nothing about another, nor about the network that must get everything right.
        const lower = { ...base, require: { atLeast: optimum } };
        expect(checkCertificateText(lower, writeCertificate(certificate), 'certificate').verified).toBe(
          false,
        );
      }
    }),
    { numRuns: 250 },
  );
  expect([...kinds].sort()).toEqual(['and', 'and-complement', 'general', 'network']);
  expect(below).toBeGreaterThan(25);
}, 120_000);
