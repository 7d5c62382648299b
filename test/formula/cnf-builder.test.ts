// The CNF builder: numbering, names, what it refuses.
import { expect, test } from 'vitest';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { sat } from '../../src/problem/sat.ts';

test('numbers in the order asked for, names in comments', () => {
  const builder = new CnfBuilder();
  expect([builder.variable(() => 'a'), builder.variable(), builder.variable(() => 'c 2')]).toEqual([1, 2, 3]);
  builder.clause([1, -3]);
  builder.clause([]);
  expect(sat.write(builder.build())).toBe('c var 1 a\nc var 3 c 2\np cnf 3 2\n1 -3 0\n0\n');
});

test('goes on from a base, whose clauses it leaves out', () => {
  const base = { variables: 4, clauses: [[1]], comments: ['from elsewhere'] };
  const builder = new CnfBuilder(base);
  expect(builder.variable(() => 'x')).toBe(5);
  expect(builder.build()).toEqual({ variables: 5, clauses: [], comments: ['from elsewhere', 'var 5 x'] });
  expect(base.comments).toEqual(['from elsewhere']);
});

test('what was built does not change', () => {
  const builder = new CnfBuilder({ variables: 2 });
  const literals = [1, 2];
  builder.clause(literals);
  const before = builder.build();
  literals.push(-1);
  builder.variable(() => 'late');
  builder.clause([3]);
  expect(before).toEqual({ variables: 2, clauses: [[1, 2]], comments: [] });
});

test('literals of variables that were never handed out are refused', () => {
  const builder = new CnfBuilder({ variables: 2 });
  for (const literal of [0, 3, -3, 1.5, Number.NaN])
    expect(() => builder.clause([1, literal])).toThrow(
      `clause: expected literals of variables 1 to 2, got ${literal}`,
    );
  expect(builder.build().clauses).toEqual([]);
});

test('a name of two lines and a variable too many are refused', () => {
  expect(() => new CnfBuilder().variable(() => 'a\nb')).toThrow(RangeError);
  expect(() => new CnfBuilder({ variables: 10_000_000 }).variable()).toThrow(
    'formula: expected at most 10000000 variables, found more',
  );
});
