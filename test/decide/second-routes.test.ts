// Whole decisions against routes that share no code: mixed-integer programming (HiGHS) and, where installed, z3.
import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideInThread } from '../../src/decide/engine.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { loadHighs } from '../highs.ts';
import { booleanInstance } from '../instances.ts';

/** Distinct random labelled points; labels come from the point order, so that shrinking keeps them. */
const labelled = (n: number, m: number) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 2 ** n - 1 }), fc.boolean()), {
      minLength: m,
      maxLength: m,
      selector: ([x]) => x,
    })
    .map((list) =>
      list.map(([x, y]): [string, 0 | 1] => [
        Array.from({ length: n }, (_, j) => (x >> j) & 1).join(''),
        y ? 1 : 0,
      ]),
    );

const yes = async (instance: TrainingInstance): Promise<boolean> => {
  const verdict = await decideInThread(instance, { solver: 'minisat', expired: () => false });
  if (verdict.answer === 'unknown') throw new Error(`expected an answer, got ${verdict.limit}`);
  return verdict.answer === 'yes';
};

/**
 * The AND of two units as a mixed-integer program: weights in [-1, 1], margin 1/200 (on 5 inputs integer weights up
 * to 5 suffice, so weights scaled to 1 leave more than that), a binary for who rejects each negative.
 */
function bigM(examples: readonly (readonly [string, 0 | 1])[]): string {
  const n = examples[0]![0].length;
  const lines: string[] = [];
  const sum = (u: number, x: string): string =>
    `${[...x].map((b, j) => (b === '1' ? `+ w${u}_${j} ` : '')).join('')}- t${u}`;
  examples.forEach(([x, y], e) => {
    for (const u of [0, 1]) {
      if (y === 1) lines.push(` p${e}_${u}: ${sum(u, x)} >= 0`);
      else
        lines.push(
          ` q${e}_${u}: ${sum(u, x)} ${u === 0 ? '+ 20 r' : '- 20 r'}${e} <= ${u === 0 ? 20 - 0.005 : -0.005}`,
        );
    }
  });
  const bounds = [0, 1].flatMap((u) => [
    ...Array.from({ length: n }, (_, j) => ` -1 <= w${u}_${j} <= 1`),
    ` -6 <= t${u} <= 6`,
  ]);
  const binaries = examples.flatMap(([, y], e) => (y === 0 ? [`r${e}`] : []));
  return `Minimize\n obj: t0\nSubject To\n${lines.join('\n')}\nBounds\n${bounds.join('\n')}\nBinary\n ${binaries.join(' ')}\nEnd`;
}

test('the AND of two units on 5 inputs: agrees with a mixed-integer program', async () => {
  const highs = await loadHighs();
  const seen = { yes: 0, no: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 12, max: 22 }).chain((m) => labelled(5, m)),
      async (examples) => {
        const said = await yes(booleanInstance(2, 'and', examples));
        const { Status } = highs.solve(bigM(examples));
        expect(['Optimal', 'Infeasible']).toContain(Status);
        expect(Status === 'Optimal').toBe(said);
        seen[said ? 'yes' : 'no']++;
      },
    ),
    { numRuns: 200, seed: 4 },
  );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(30);
});

const z3 = spawnSync('z3', ['--version']).status === 0;

/** The network in linear real arithmetic: two units, each example's response under XOR, AND or a free output. */
function smt(examples: readonly (readonly [string, 0 | 1])[], output: 'xor' | 'threshold'): string {
  const n = examples[0]![0].length;
  const declare = (name: string): string => `(declare-const ${name} Real)`;
  const fires = (u: number, x: string): string =>
    `(>= (+ 0 ${[...x].flatMap((b, j) => (b === '1' ? [`w${u}_${j}`] : [])).join(' ')}) t${u})`;
  const lines = [0, 1].flatMap((u) => [
    declare(`t${u}`),
    ...Array.from({ length: n }, (_, j) => declare(`w${u}_${j}`)),
  ]);
  lines.push(declare('a'), declare('b'), declare('c'));
  for (const [x, y] of examples) {
    const [h0, h1] = [fires(0, x), fires(1, x)];
    const out = output === 'xor' ? `(xor ${h0} ${h1})` : `(>= (+ (ite ${h0} a 0) (ite ${h1} b 0)) c)`;
    lines.push(`(assert ${y ? out : `(not ${out})`})`);
  }
  return `${lines.join('\n')}\n(check-sat)\n`;
}

test.runIf(z3)('XOR and free outputs of two units on 4 inputs: agree with z3', async () => {
  const seen = { yes: 0, no: 0 };
  for (const output of ['xor', 'threshold'] as const)
    await fc.assert(
      fc.asyncProperty(labelled(4, 16), async (examples) => {
        const said = await yes(booleanInstance(2, output, examples));
        const word = execFileSync('z3', ['-in', '-T:60'], {
          input: smt(examples, output),
          encoding: 'utf8',
        }).trim();
        expect(word).toBe(said ? 'sat' : 'unsat');
        seen[said ? 'yes' : 'no']++;
      }),
      { numRuns: 40, seed: 9 },
    );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(10);
});
