// Engines that lie: a decision then fails or is right all the same, but it is never wrong.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideInThread, type EngineOptions } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { createSolver, type SolverName } from '../../src/solver/create.ts';
import type { SatSolver } from '../../src/solver/port.ts';
import { bruteForce } from '../brute-force.ts';
import { booleanInstance, cube, FANO, setSystemPoints } from '../instances.ts';

type MakeSolver = NonNullable<EngineOptions['makeSolver']>;

/** An engine of which some methods are replaced. */
const replaced =
  (replace: (solver: SatSolver) => Partial<Pick<SatSolver, 'solve' | 'value'>>): MakeSolver =>
  async (name, options) => {
    const solver = await createSolver(name, options);
    return Object.assign(solver, replace(solver));
  };

/** An engine whose proof is changed on its way. */
const proofThrough =
  (change: (chunk: Uint8Array) => Uint8Array): MakeSolver =>
  (name, options) => {
    const { proof } = options;
    return createSolver(
      name,
      proof ? { ...options, proof: { ...proof, sink: (chunk) => proof.sink(change(chunk)) } } : options,
    );
  };

const LIARS: Readonly<Record<string, MakeSolver>> = {
  'says UNSAT always': replaced(() => ({ solve: async () => 'unsat' })),
  'says SAT always, with no model': replaced(() => ({ solve: async () => 'sat' })),
  'says SAT always, all variables true': replaced(() => ({ solve: async () => 'sat', value: () => true })),
  'says UNSAT for SAT': replaced((solver) => {
    const solve = solver.solve.bind(solver);
    return { solve: async (assumptions) => ((await solve(assumptions)) === 'sat' ? 'unsat' : 'unknown') };
  }),
  'says SAT for UNSAT': replaced((solver) => {
    const solve = solver.solve.bind(solver);
    return {
      solve: async (assumptions) => {
        const answer = await solve(assumptions);
        return answer === 'unsat' ? 'sat' : answer;
      },
    };
  }),
  'turns its models round': replaced((solver) => {
    const value = solver.value.bind(solver);
    return { value: (variable) => !value(variable) };
  }),
  'proves with one literal turned round': (() => {
    let steps = 0;
    return proofThrough((chunk) => {
      const changed = chunk.slice();
      // The first literal of a step is behind its `a` and its number, which here takes a byte.
      for (let i = 0; i + 2 < changed.length; i++)
        if (changed[i] === 0x61 && changed[i + 2]! > 1 && ++steps % 3 === 0) changed[i + 2]! ^= 1;
      return changed;
    });
  })(),
  'proves nothing': proofThrough(() => new Uint8Array(0)),
  'leaves the end of its proof out': proofThrough((chunk) => chunk.subarray(0, -3)),
};

/** The answer, `failed` when the engine was caught, `unknown` when it came to nothing. */
async function outcome(instance: TrainingInstance, makeSolver: MakeSolver, solver: SolverName = 'cdcl') {
  let asked = 0;
  try {
    const verdict = await decideInThread(instance, {
      solver,
      makeSolver,
      conflicts: solver === 'cdcl' ? 500 : undefined,
      seconds: 1,
      // An engine that proposes the same for ever is ended by the clock.
      expired: () => ++asked > 300,
    });
    if (solver !== 'cdcl' && verdict.answer === 'no') {
      expect(verdict.checked).toBe(`edges (exact), solver's word (${solver})`);
      expect(certificateFor(instance, verdict, {})).toBeUndefined();
    }
    return verdict.answer;
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(TypeError);
    return 'failed';
  }
}

const networks = fc
  .record({
    hidden: fc.integer({ min: 1, max: 3 }),
    output: fc.constantFrom('and' as const, 'or' as const, 'xor' as const, 'threshold' as const),
    labels: fc.array(fc.constantFrom(0 as const, 1 as const), { minLength: 8, maxLength: 8 }),
  })
  .map(({ hidden, output, labels }) =>
    booleanInstance(
      hidden,
      output,
      cube(3).map((x, e) => [x, labels[e]!]),
    ),
  );

describe.each(Object.entries(LIARS))('an engine that %s', (_lie, makeSolver) => {
  test('makes nothing wrong of small networks', async () => {
    await fc.assert(
      fc.asyncProperty(networks, async (instance) => {
        const said = await outcome(instance, makeSolver);
        const truth = bruteForce(instance) ? 'yes' : 'no';
        expect(['failed', 'unknown', truth]).toContain(said);
      }),
      { numRuns: 40, seed: 8 },
    );
  });

  test('makes no NO of a set system that can be split, and no YES of the Fano plane', async () => {
    for (const output of ['and', 'threshold'] as const) {
      const split = booleanInstance(2, output, setSystemPoints(7, FANO.slice(1)));
      expect(['yes', 'failed', 'unknown']).toContain(await outcome(split, makeSolver));
    }
    const whole = booleanInstance(2, 'and', setSystemPoints(7, FANO));
    expect(['no', 'failed', 'unknown']).toContain(await outcome(whole, makeSolver));
  });
});

test('the lies are told: a false UNSAT and a false proof make decisions fail', async () => {
  const split = booleanInstance(2, 'and', setSystemPoints(7, FANO.slice(1)));
  const whole = booleanInstance(2, 'and', setSystemPoints(7, FANO));
  expect(await outcome(split, LIARS['says UNSAT always']!)).toBe('failed');
  expect(await outcome(split, LIARS['says UNSAT for SAT']!)).toBe('failed');
  expect(await outcome(whole, LIARS['proves nothing']!)).toBe('failed');
  expect(await outcome(whole, LIARS['leaves the end of its proof out']!)).toBe('failed');
  expect(await outcome(whole, LIARS['proves with one literal turned round']!)).toBe('failed');
  expect(await outcome(whole, LIARS['says SAT for UNSAT']!)).toBe('unknown');
});

test('an engine without proofs is taken at its word, which is said, and certifies nothing', async () => {
  const split = booleanInstance(2, 'and', setSystemPoints(7, FANO.slice(1)));
  const liar = LIARS['says UNSAT always']!;
  expect(await outcome(split, liar, 'minisat')).toBe('no');
  expect(await outcome(split, createSolver, 'minisat')).toBe('yes');
});
