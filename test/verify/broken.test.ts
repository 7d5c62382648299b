// The verifier verified: every broken reduction is caught, under the right name, by a small counterexample; good ones pass.
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/registry.ts';
import { FAILURES } from '../../src/verify/failure.ts';
import { runBatch, type Counterexample } from '../../src/verify/batch.ts';
import { Plan } from '../../src/verify/plan.ts';
import { subjectOf } from '../../src/verify/subject.ts';
import { brokenReductions } from './broken.ts';

/** Random instances within which each must be caught, after the golden and the small ones. */
const WITHIN = 150;

async function caught(
  reduction: (typeof brokenReductions)[number]['reduction'],
): Promise<Counterexample | undefined> {
  const subject = subjectOf([reduction], registry.catalogue);
  const plan = new Plan(subject.from, 3, 0);
  const small = await runBatch(subject, plan, { track: 'small', from: 0, to: plan.small });
  if (small.counterexample) return small.counterexample;
  return (await runBatch(subject, plan, { track: 'random', from: 0, to: WITHIN })).counterexample;
}

test('there are enough of them, of every failure', () => {
  expect(brokenReductions.length).toBeGreaterThanOrEqual(25);
  const names = new Set<string>(brokenReductions.map(({ failure }) => failure));
  expect(Object.keys(FAILURES).filter((name) => !names.has(name))).toEqual([]);
});

describe('caught', () => {
  test.each(brokenReductions.map(({ what, failure, reduction }) => [what, failure, reduction] as const))(
    '%s: %s',
    async (_, failure, reduction) => {
      const counterexample = await caught(reduction);
      expect(failure.split(' or '), counterexample?.detail).toContain(counterexample?.name);
      expect(counterexample!.text.length).toBeLessThan(400);
    },
  );
});
