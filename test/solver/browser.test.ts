// The exact kernels in a browser do what they do in Node: the same search, the same proof to the byte.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCdcl } from '../../src/solver/cdcl.ts';
import { SeparationEngine } from '../../src/separation/separator.ts';
import { inBrowser } from '../browser.ts';
import { pigeonhole } from '../pigeonhole.ts';
import { random3Sat } from '../random-cnf.ts';

// The npm package that brings a browser has it for Linux x64 alone.
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('in a browser', () => {
  test('CDCL searches alike and writes the same proof', { timeout: 120_000 }, async () => {
    const formulas = [pigeonhole(7, 6), random3Sat(100, 450, 1), random3Sat(150, 600, 2)];
    const here: unknown[] = [];
    for (const formula of formulas) {
      const hash = createHash('sha256');
      const solver = await createCdcl({ proof: { format: 'lrat', sink: (chunk) => hash.update(chunk) } });
      for (const clause of formula) solver.addClause(clause);
      here.push([solver.solveNow(), solver.stats, hash.digest('hex')]);
    }
    const there = await inBrowser(`
      const { createCdcl } = await import('/dist/src/solver/cdcl.js');
      const results = [];
      for (const formula of ${JSON.stringify(formulas)}) {
        const chunks = [];
        const solver = await createCdcl({ proof: { format: 'lrat', sink: (chunk) => chunks.push(chunk.slice()) } });
        for (const clause of formula) solver.addClause(clause);
        const answer = solver.solveNow();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(chunks).arrayBuffer()));
        const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
        results.push([answer, solver.stats, hex]);
      }
      return results;
    `);
    expect(here.map((result) => (result as unknown[])[0])).toEqual(['unsat', 'unsat', 'sat']);
    expect(there).toEqual(here);
  });

  test('separation finds the same minimal edge', { timeout: 120_000 }, async () => {
    const here = await minimalEdge(SeparationEngine);
    expect(here).toMatch(/^\{"accept":\[\[.*"reject":\[\[/);
    const there = await inBrowser(`
      const { SeparationEngine } = await import('/dist/src/separation/separator.js');
      return (${minimalEdge.toString()})(SeparationEngine);
    `);
    expect(there).toBe(here);
  });
});

/** An edge among 60 points of 12 inputs, as JSON. It also runs in a page, so it stands alone. */
async function minimalEdge(engine: typeof SeparationEngine): Promise<string> {
  let state = 1;
  const bit = () => ((state = (state * 48271) % 2147483647) >> 8) & 1;
  const points = Array.from({ length: 60 }, () => {
    const index = Array.from({ length: 12 }, (_, j) => j).filter(bit);
    return { index, value: index.map(() => 1n) };
  });
  const examples = points.map((_, e) => e);
  const separation = await engine.create(points, 12);
  const separator = separation.separator(examples);
  for (const e of examples) separator.assign(e, e % 2 === 0 ? 1 : -1);
  return JSON.stringify(separator.minimalEdge(), (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
}
