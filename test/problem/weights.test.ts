// Weighted clauses and linear constraints: layouts of WCNF and OPB that are read, bounds from file and option, checks.
import { describe, expect, test } from 'vitest';
import { maxSat } from '../../src/problem/max-sat.ts';
import type { ParseOptions, Problem } from '../../src/problem/problem.ts';
import { pseudoBoolean, type PseudoBooleanInstance } from '../../src/problem/pseudo-boolean.ts';

/** The canonical text of what is read. */
const named = <I, W>(problem: Problem<I, W>, text: string, options?: ParseOptions): string =>
  problem.canonical(problem.parse(text, 'x', options));

describe('WCNF', () => {
  const text = 'c at least 12\nh 1 -2 0\n10 2 3 0\n3 -1 0\n';

  test('what is read', () => {
    expect(maxSat.parse(text, 'x')).toEqual({
      variables: 3,
      hard: [[1, -2]],
      soft: [
        { weight: 10n, clause: [2, 3] },
        { weight: 3n, clause: [-1] },
      ],
      atLeast: 12n,
    });
  });

  test.each([
    ['CRLF, blank lines, tabs, leading spaces', 'c at least 12\r\n\r\nh\t1 -2  0\r\n 10 2 3 0\r\n3 -1 0'],
    ['the comments of the evaluations', `c{\nc "nvars": 7,\nc}\n${text}`],
    ['the bound at the end', `${text.slice(14)}c  at least  12\n`],
    ['only the first bound counts', `${text}c at least 99\n`],
    ['the format before 2022', 'c at least 12\np wcnf 3 3 14\n14 1 -2 0\n10 2 3 0\n3 -1 0\n'],
    ['a number of variables no larger than those that occur', `c variables 3\nc variables 1\n${text}`],
  ])('the same: %s', (_, other) => {
    expect(named(maxSat, other)).toBe(named(maxSat, text));
  });

  test('hard and soft clauses need not be apart; the order within each stays', () => {
    expect(maxSat.parse('c at least 0\n2 1 0\nh 2 0\n3 -1 0\nh -2 1 0\n', 'x')).toMatchObject({
      hard: [[2], [-2, 1]],
      soft: [{ weight: 2n }, { weight: 3n }],
    });
  });

  test('the option comes before the file, of JSON, too', () => {
    expect(maxSat.parse(text, 'x', { atLeast: 0n }).atLeast).toBe(0n);
    expect(maxSat.parse('2 1 0\n', 'x', { atLeast: 2n ** 70n }).atLeast).toBe(2n ** 70n);
    const json = maxSat.write(maxSat.parse(text, 'x'));
    expect(maxSat.parse(json, 'x', { atLeast: 5n }).atLeast).toBe(5n);
  });

  test('before 2022 a header without a top weight has soft clauses only, and variables that do not occur', () => {
    expect(maxSat.parse('p wcnf 5 1\n9 1 0\n', 'x', { atLeast: 1n })).toEqual({
      variables: 5,
      hard: [],
      soft: [{ weight: 9n, clause: [1] }],
      atLeast: 1n,
    });
  });

  test.each([
    ['2 1 0\nh 1 0 3\n', 'x:2: expected the clause to end with 0 on its line, found "3"'],
    ['h\n', 'x:1: expected the clause to end with 0 on its line, found nothing'],
    [`${'9'.repeat(4000)} 1 0\n`, `x:1: expected h or a weight from 1, found "${'9'.repeat(56)}...`],
    ['-1 1 0\n', 'x:1: expected h or a weight from 1, found "-1"'],
    ['p wcnf 1 0 0\n', 'x:1: expected a weight from 1, found "0"'],
    ['p wcnf 10000001 0 1\n', 'x:1: expected at most 10000000 variables, found "10000001"'],
    ['c variables 10000001\n', 'x:1: expected at most 10000000 variables, found "10000001"'],
    [
      'p wcnf 1 0 3\np wcnf 1 0 3\n',
      'x:2: expected a clause (since 2022 there is no header), found "p wcnf 1 0 3"; leave it out, or put it first',
    ],
  ])('%j is refused', (bad, message) => {
    expect(() => maxSat.parse(bad, 'x', { atLeast: 1n })).toThrow(message);
  });

  test('what the witness is told', () => {
    const instance = maxSat.parse(text, 'x');
    const check = (...values: boolean[]): unknown => {
      const result = maxSat.check(instance, values);
      return result.ok ? 'ok' : result.reason;
    };
    expect(check(false, false, true)).toBe('ok');
    expect(check(true, true, false)).toBe('expected true soft clauses of weight 12 at least, found 10');
    expect(check(false, true, true)).toBe('hard clause 1 (1 -2) is false');
    expect(check(false)).toBe('expected 3 values, found 1');
    expect(maxSat.parseWitness('v -1 -2 3 0\n', 'w', instance)).toEqual([false, false, true]);
    expect(maxSat.writeWitness([false, true])).toBe('v -1 2 0\n');
  });
});

describe('OPB', () => {
  const text = '* #variable= 3 #constraint= 2\n+2 x1 -3 ~x2 >= -1 ;\n+1 x3 = 1 ;\n';

  test('what is read', () => {
    expect(pseudoBoolean.parse(text, 'x')).toEqual({
      variables: 3,
      constraints: [
        {
          terms: [
            { coefficient: 2n, literal: 1 },
            { coefficient: -3n, literal: -2 },
          ],
          relation: '>=',
          bound: -1n,
        },
        { terms: [{ coefficient: 1n, literal: 3 }], relation: '=', bound: 1n },
      ],
    } satisfies PseudoBooleanInstance);
  });

  test.each([
    ['no header, no signs', '2 x1 -3 ~x2 >= -1;\n1 x3=1;'],
    [
      'over several lines, several in one, comments between',
      '* a\n2 x1\n* b\n-3 ~x2 >=\n-1 ; 1 x3 = 1 ;\r\n',
    ],
    ['a longer header', text.replace('= 2\n', '= 2 #equal= 1 intsize= 3\n')],
    ['the first comment alone is the header', `${text}* #variable= 9 #constraint= 9\n`],
  ])('the same: %s', (_, other) => {
    expect(named(pseudoBoolean, other)).toBe(named(pseudoBoolean, text));
  });

  test('<= and numbers beyond a double', () => {
    expect(pseudoBoolean.parse('+18446744073709551617 x1 <= -18446744073709551617 ;', 'x')).toEqual({
      variables: 1,
      constraints: [
        { terms: [{ coefficient: 2n ** 64n + 1n, literal: 1 }], relation: '<=', bound: -(2n ** 64n) - 1n },
      ],
    });
  });

  test('an objective is one more constraint, with a bound from the option or the file', () => {
    const objective = `min: +2 x1 -1 x2 ;\n${text.slice(text.indexOf('+2'))}`;
    const last = (options?: ParseOptions, more = ''): unknown =>
      pseudoBoolean.parse(more + objective, 'x', options).constraints.at(-1);
    const wanted = (bound: bigint): object => ({
      terms: [
        { coefficient: 2n, literal: 1 },
        { coefficient: -1n, literal: 2 },
      ],
      relation: '<=',
      bound,
    });
    expect(last({ atMost: -1n })).toEqual(wanted(-1n));
    expect(last({}, '* at most -3\n')).toEqual(wanted(-3n));
    expect(last({ atMost: 4n }, '* at most -3\n')).toEqual(wanted(4n));
    expect(() => last()).toThrow(
      'x: expected a bound of the objective, found none; add --at-most B or a line "* at most B"',
    );
  });

  test('the header counts constraints, not the objective; an objective of nothing needs no bound', () => {
    expect(pseudoBoolean.parse('* #variable= 1 #constraint= 1\nmin: ;\n+1 x1 >= 1 ;\n', 'x')).toMatchObject({
      constraints: [{ bound: 1n }, { terms: [], relation: '<=', bound: 0n }],
    });
  });

  test('a bound without an objective is refused, of JSON, too', () => {
    for (const own of [text, pseudoBoolean.write(pseudoBoolean.parse(text, 'x'))])
      expect(() => pseudoBoolean.parse(own, 'x', { atMost: 1n })).toThrow(
        '--at-most: expected an objective "min: …", found none; leave it out',
      );
  });

  test.each([
    ['min: +1 x1 >= 1 ;\n', 'x:1: expected a term such as +2 x1, or ";", found ">="'],
    ['min: +1 x1 ;\nmin: +1 x1 ;\n', 'x:2: expected a term such as +2 x1, or >=, <= or =, found "min:"'],
    ['+1 x1 => 1 ;\n', 'x:1: expected a term such as +2 x1, or >=, <= or =, found "=>"'],
    ['+1 x1 x2 >= 1 ;\n', 'found "x2"; products are not read'],
    ['+1 ~x1 ~x2 >= 1 ;\n', 'found "~x2"; products are not read'],
    ['+1 x1 >= 1 x2 ;\n', 'x:1: expected ";" behind the bound, found "x2"'],
    ['+1 x1\n', 'x: expected a term such as +2 x1, or >=, <= or =, found the end of the file'],
    ['+1 x1 >= 1 ;\n+2\n', 'x: expected a variable such as x1 or ~x1, found the end of the file'],
    ['* #variable= 1 #constraint= 1\n;\n', 'x:2: expected a term such as +2 x1, or >=, <= or =, found ";"'],
    ['+1 x10000001 >= 1 ;\n', 'x:1: expected a variable from x1 to x10000000, found "x10000001"'],
    [`+${'9'.repeat(4000)} x1 >= 1 ;\n`, 'x:1: expected a term such as +2 x1, or >=, <= or =, found "+999'],
  ])('%j is refused', (bad, message) => {
    expect(() => pseudoBoolean.parse(bad, 'x')).toThrow(message);
  });

  test('what the witness is told', () => {
    const instance = pseudoBoolean.parse(text, 'x');
    const check = (...values: boolean[]): unknown => {
      const result = pseudoBoolean.check(instance, values);
      return result.ok ? 'ok' : result.reason;
    };
    expect(check(true, false, true)).toBe('ok');
    expect(check(false, false, true)).toBe('constraint 1: expected a sum >= -1, found -3');
    expect(check(false, true, false)).toBe('constraint 2: expected a sum = 1, found 0');
    expect(check(true, true)).toBe('expected 3 values, found 2');
    // As SAT solvers write models, and as pseudo-Boolean solvers do.
    for (const model of ['v 1 -2 3 0\n', 's SATISFIABLE\nv x1 -x2\nv x3\n'])
      expect(pseudoBoolean.parseWitness(model, 'w', instance)).toEqual([true, false, true]);
    expect(() => pseudoBoolean.parseWitness('v x4\n', 'w', instance)).toThrow(
      'w:1: expected a variable up to 3, found 4',
    );
  });
});
