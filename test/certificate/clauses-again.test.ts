// The base formulas of the new cases are what a second reading of their description gives.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkCase } from '../../src/certificate/network-case.ts';
import { partialFormula } from '../../src/certificate/partial-formula.ts';
import { networkInstances } from '../random-network.ts';
import { networkAgain } from './clauses-again.ts';
import { partialAgain } from './may-err-again.ts';
import { partialInstances } from './partial-instances.ts';

/** Clauses as sets of literals, in no order; tautologies say nothing. */
const spelt = (clauses: readonly (readonly number[])[]): string[] =>
  clauses
    .filter((clause) => !clause.some((literal) => clause.includes(-literal)))
    .map((clause) => [...new Set(clause)].sort((a, b) => a - b).join(' '))
    .sort();

test.each(['all', 'any'] as const)('networks of tables and lazy units, requirement %s', (requirement) => {
  const bounds = {
    inputs: 3,
    nodes: 5,
    fanIn: 4,
    outputs: 2,
    examples: 7,
    families: ['threshold', 'boolean'] as const,
  };
  fc.assert(
    fc.property(networkInstances(bounds, requirement), (instance) => {
      for (const encoding of ['table', 'lazy'] as const) {
        const made = networkCase(instance, encoding);
        if ('reason' in made) throw new Error(made.reason);
        expect(spelt(made.cnf.clauses)).toEqual(spelt(networkAgain(instance, encoding === 'lazy').clauses));
      }
    }),
    { numRuns: 150 },
  );
});

test('ANDs that may err', () => {
  fc.assert(
    fc.property(partialInstances(9), fc.nat(3), (instance, most) => {
      for (const [kind, positive] of [
        ['and', '1'],
        ['and-complement', '0'],
      ] as const) {
        const { examples, units } = partialFormula(instance, kind, [])!;
        const anchors = examples.toReversed().slice(0, Math.min(most, units - 1));
        const made = partialFormula(instance, kind, anchors)!;
        expect(spelt(made.clauses)).toEqual(
          spelt(partialAgain(instance, instance.hidden, positive, anchors).clauses),
        );
      }
    }),
    { numRuns: 150 },
  );
});
