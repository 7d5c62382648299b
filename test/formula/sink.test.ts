// The sinks: they agree with each other, hand on whole clauses in order, and refuse the same.
import { expect, test } from 'vitest';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { ClauseCounter, FlatClauses, type ClauseSink } from '../../src/formula/sink.ts';
import { asummable } from '../../src/formula/threshold-table.ts';
import { thresholdUnit } from '../../src/formula/threshold-weights.ts';
import { atLeast, atMost } from '../../src/formula/totalizer.ts';

/** Something of every encoder. */
function encode(sink: ClauseSink): void {
  const table = Array.from({ length: 32 }, (_, x) => sink.variable(() => `table ${x}`));
  asummable(sink, table);
  const unit = thresholdUnit(sink, 5);
  table.forEach((_, x) => unit.fires(Array.from({ length: 5 }, (_b, j) => ((x >> j) & 1) === 1)));
  unit.fires(table.slice(0, 5));
  atMost(
    sink,
    table.map((literal, x) => ({ literal, weight: x * x })),
    800,
  );
  atLeast(sink, table, 16);
}

test('the builder, the counter and the flat form hold the same', () => {
  const builder = new CnfBuilder();
  const counter = new ClauseCounter();
  const blocks: Int32Array[] = [];
  const flat = new FlatClauses((block) => blocks.push(block.slice()));
  for (const sink of [builder, counter, flat]) encode(sink);
  flat.flush();
  const { variables, clauses } = builder.build();
  expect(blocks.length).toBeGreaterThan(1);
  for (const block of blocks) {
    expect(block.length).toBeLessThanOrEqual(65_536);
    expect(block.at(-1)).toBe(0);
  }
  expect(blocks.flatMap((block) => [...block])).toEqual(clauses.flatMap((clause) => [...clause, 0]));
  for (const sink of [builder, counter, flat])
    expect([sink.variables, sink.clauses]).toEqual([variables, clauses.length]);
  expect(counter.literals).toBe(clauses.reduce((sum, clause) => sum + clause.length, 0));
});

test('the smallest flat forms', () => {
  const blocks: number[][] = [];
  const flat = new FlatClauses((block) => blocks.push([...block]));
  flat.flush();
  expect(blocks).toEqual([]);
  flat.variable();
  flat.clause([1]);
  flat.clause([]);
  flat.clause([-1, 1]);
  flat.flush();
  flat.flush();
  expect(blocks).toEqual([[1, 0, 0, -1, 1, 0]]);
});

test('a clause longer than a block comes alone, in its place', () => {
  const sizes: number[] = [];
  const flat = new FlatClauses((block) => sizes.push(block.length));
  const literals = Array.from({ length: 200_000 }, () => flat.variable());
  flat.clause([1]);
  flat.clause(literals);
  flat.clause([2]);
  flat.clause(literals.slice(0, 65_535));
  flat.flush();
  expect(sizes).toEqual([2, 200_001, 2, 65_536]);
});

test('names are asked for only where comments are kept', () => {
  const asked: string[] = [];
  const name = (sink: string) => () => {
    asked.push(sink);
    return sink;
  };
  new ClauseCounter().variable();
  for (const [sink, of] of [
    [new ClauseCounter(), 'counter'],
    [new FlatClauses(() => {}), 'flat'],
    [new CnfBuilder(), 'builder'],
  ] as [ClauseSink, string][])
    sink.variable(name(of));
  expect(asked).toEqual(['builder']);
});

test.each([
  ['counter', () => new ClauseCounter()],
  ['flat', () => new FlatClauses(() => {})],
  ['builder', () => new CnfBuilder()],
] as [string, () => ClauseSink][])('%s: foreign literals and a variable too many are refused', (_, make) => {
  const sink = make();
  sink.variable();
  sink.variable();
  for (const literal of [0, 3, -3, 1.5, Number.NaN])
    expect(() => sink.clause([1, literal])).toThrow(
      `clause: expected literals of variables 1 to 2, got ${literal}`,
    );
  expect(sink.clauses).toBe(0);
  while (sink.variables < 10_000_000) sink.variable();
  expect(() => sink.variable()).toThrow('formula: expected at most 10000000 variables, found more');
  expect(sink.variables).toBe(10_000_000);
});
