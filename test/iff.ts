// The test of a reduction as an iff: NO-instances as hard as YES-instances, witnesses both ways, sizes,
// repeatability.
import { expect } from 'vitest';
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Problem } from '../src/problem/problem.ts';

/** What is compared with what. */
export type IffCase<S, WS, T, WT> = {
  readonly reduction: Reduction<S, WS, T, WT>;
  readonly source: Problem<S, WS>;
  readonly target: Problem<T, WT>;
  readonly instances: Iterable<S>;
  /** All witnesses of a source instance, by brute force. */
  readonly sourceWitnesses: (instance: S) => readonly WS[];
  /**
   * Witnesses of a target instance from a decider that knows nothing of the reduction; none iff the answer is
   * NO.
   */
  readonly targetWitnesses: (instance: T) => readonly WT[];
  /** How many NO-instances there must be; at least 1. */
  readonly no: number;
  /** How many YES-instances there must be; at least 1. */
  readonly yes: number;
};

/**
 * Asserts for every instance: source YES iff target YES; `forward` of every source witness is a target witness;
 * `extract` of every target witness is a source witness; `size` equals the target's; a second run gives the
 * same bytes; the target survives being written and read. And that enough instances of both answers were there.
 */
export function expectIff<S, WS, T, WT>(given: IffCase<S, WS, T, WT>): void {
  const { reduction, source, target } = given;
  expect(Math.min(given.no, given.yes), 'an iff needs instances of both answers').toBeGreaterThan(0);
  const counts = { yes: 0, no: 0 };
  for (const instance of given.instances) {
    const shown = source.canonical(instance);
    const reduced = reduction.reduce(instance);
    expect(reduction.size(instance), `size of ${shown}`).toEqual(target.size(reduced));
    const text = target.write(reduced);
    expect(target.write(reduction.reduce(instance)), `second run on ${shown}`).toBe(text);
    expect(target.canonical(target.parse(text, 'reduced')), `read back ${shown}`).toBe(
      target.canonical(reduced),
    );
    const witnesses = given.sourceWitnesses(instance);
    const found = given.targetWitnesses(reduced);
    expect(found.length > 0, `target answer for ${shown}`).toBe(witnesses.length > 0);
    counts[witnesses.length > 0 ? 'yes' : 'no'] += 1;
    for (const witness of witnesses) {
      const check = target.check(reduced, reduction.forward(instance, witness));
      if (!check.ok) expect.fail(`forward on ${shown}: ${check.reason}`);
    }
    for (const witness of found) {
      const valid = target.check(reduced, witness);
      if (!valid.ok) expect.fail(`the target's decider on ${shown}: ${valid.reason}`);
      const check = source.check(instance, reduction.extract(instance, witness));
      if (!check.ok) expect.fail(`extract on ${shown}: ${check.reason}`);
    }
  }
  expect(counts.yes, 'YES-instances').toBeGreaterThanOrEqual(given.yes);
  expect(counts.no, 'NO-instances').toBeGreaterThanOrEqual(given.no);
}

/** At most `cap` items, evenly spread over the list. */
export function spread<X>(list: readonly X[], cap: number): X[] {
  if (list.length <= cap) return [...list];
  return Array.from({ length: cap }, (_, i) => list[Math.floor((i * list.length) / cap)]!);
}

/** How many of the instances have which answer; at least a third have to be NO-instances. */
export function counts<I>(
  instances: readonly I[],
  yes: (instance: I) => boolean,
): { readonly yes: number; readonly no: number } {
  const positive = instances.filter(yes).length;
  const found = { yes: positive, no: instances.length - positive };
  expect(3 * found.no, 'NO-instances').toBeGreaterThanOrEqual(instances.length);
  return found;
}
