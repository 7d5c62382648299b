// Reductions and the exact engine together: source YES ⇔ network loadable, and the engine's own weights lead back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reductions } from '../../reductions/index.ts';
import type { AnyReduction } from '../../src/catalogue/reduction.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { graphColouring, type ColouringInstance } from '../../src/problem/graph-colouring.ts';
import { setSplitting, type SetSystem } from '../../src/problem/set-splitting.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { FANO, K5_TRIPLES } from '../instances.ts';

const reduction = (name: string): AnyReduction => reductions.find((r) => r.name === name)!;

/** Whether some assignment of `colours` colours to `count` things is good. */
function someColouring(count: number, colours: number, good: (colour: number[]) => boolean): boolean {
  for (let code = 0; code < colours ** count; code++)
    if (good(Array.from({ length: count }, (_, i) => Math.floor(code / colours ** i) % colours))) return true;
  return false;
}

const splittable = ({ elements, sets }: SetSystem): boolean =>
  someColouring(elements, 2, (c) => sets.every((set) => new Set(set.map((i) => c[i])).size === 2));

const colourable = ({ vertices, edges, colours }: ColouringInstance): boolean =>
  someColouring(vertices, colours, (c) => edges.every(([a, b]) => c[a] !== c[b]));

const system = (n: number) =>
  fc
    .uniqueArray(fc.uniqueArray(fc.nat(n - 1), { minLength: 1, maxLength: 4 }), {
      maxLength: 3 * n,
      selector: (s) => [...s].sort().join(),
    })
    .map((sets): SetSystem => ({ elements: n, sets }));

const graph = fc.integer({ min: 1, max: 6 }).chain((vertices) =>
  fc
    .record({
      colours: fc.integer({ min: 1, max: 4 }),
      bits: fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }),
    })
    .map(({ colours, bits }): ColouringInstance => {
      const pairs = Array.from({ length: vertices }, (_, b) =>
        Array.from({ length: b }, (_a, a): [number, number] => [a, b]),
      ).flat();
      return { vertices, colours, edges: pairs.filter((_, i) => bits[i]) };
    }),
);

/** Decides the target, walks a YES back, and returns whether it is one. */
async function loadable(by: AnyReduction, source: unknown): Promise<{ yes: boolean; witness?: unknown }> {
  const verdict = await decideInThread(by.reduce(source) as TrainingInstance, {
    solver: 'minisat',
    expired: () => false,
  });
  if (verdict.answer === 'unknown') throw new Error(`expected an answer, got ${verdict.limit}`);
  return verdict.answer === 'yes'
    ? { yes: true, witness: by.extract(source, verdict.configuration) }
    : { yes: false };
}

test.each([
  ['set-splitting-to-and-pair', 7],
  ['set-splitting-to-three-node', 7],
  ['set-splitting-to-xor-pair', 4],
])('%s on random set systems of up to %i elements', async (name, most) => {
  const seen = { yes: 0, no: 0 };
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: most }).chain(system), async (source) => {
      const { yes, witness } = await loadable(reduction(name), source);
      expect(yes).toBe(splittable(source));
      if (yes) expect(setSplitting.check(source, witness as never)).toEqual({ ok: true });
      seen[yes ? 'yes' : 'no']++;
    }),
    { numRuns: 60, seed: 12 },
  );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(10);
});

test.each([
  ['Fano plane', 7, FANO],
  ['all triples on 5 elements', 5, K5_TRIPLES],
])(
  '%s: NO through the gadget and through XOR; YES with any one set less through the gadget',
  async (_name, n, sets) => {
    const whole: SetSystem = { elements: n, sets };
    expect((await loadable(reduction('set-splitting-to-three-node'), whole)).yes).toBe(false);
    expect((await loadable(reduction('set-splitting-to-xor-pair'), whole)).yes).toBe(false);
    for (const dropped of sets) {
      const fewer: SetSystem = { elements: n, sets: sets.filter((set) => set !== dropped) };
      const { yes, witness } = await loadable(reduction('set-splitting-to-three-node'), fewer);
      expect(yes && setSplitting.check(fewer, witness as never).ok).toBe(true);
    }
  },
);

test('graph-colouring-to-and-network on random graphs, and on K4 and the 5-wheel', async () => {
  const by = reduction('graph-colouring-to-and-network');
  const seen = { yes: 0, no: 0 };
  const agrees = async (source: ColouringInstance): Promise<void> => {
    const { yes, witness } = await loadable(by, source);
    expect(yes).toBe(colourable(source));
    if (yes) expect(graphColouring.check(source, witness as never)).toEqual({ ok: true });
    seen[yes ? 'yes' : 'no']++;
  };
  await fc.assert(fc.asyncProperty(graph, agrees), { numRuns: 80, seed: 6 });
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(10);
  const k4: [number, number][] = [
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 2],
    [1, 3],
    [2, 3],
  ];
  const wheel: [number, number][] = [0, 1, 2, 3, 4].flatMap((i): [number, number][] => [
    [i, 5],
    [Math.min(i, (i + 1) % 5), Math.max(i, (i + 1) % 5)],
  ]);
  for (const colours of [3, 4]) {
    await agrees({ vertices: 4, edges: k4, colours });
    await agrees({ vertices: 6, edges: wheel, colours });
  }
});
