// Size laws: what is read, what is refused, values against JavaScript's own arithmetic, and composition against evaluation.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { letter, plus, power, times, writePolynomial } from '../../src/catalogue/polynomial.ts';
import {
  evaluate,
  evaluateLaw,
  expand,
  parseFormula,
  parseSizeLaw,
  weakest,
} from '../../src/catalogue/size-law.ts';

const value = (text: string, letters: Record<string, number> = {}): number =>
  evaluate(parseFormula(text), letters);

describe('reading', () => {
  test('a law has parts of three strengths, and words after a semicolon', () => {
    const { parts, remark } = parseSizeLaw(
      'sets = n + 3 m, elements at most 2n, size about log n; so; or so',
    );
    expect(parts.map(({ name, strength }) => [name, strength])).toEqual([
      ['sets', 'exact'],
      ['elements', 'at most'],
      ['size', 'about'],
    ]);
    expect(remark).toBe('so; or so');
    expect(parseSizeLaw('sets = n')).not.toHaveProperty('remark');
    expect(evaluateLaw(parseSizeLaw('a = n + 1, b about n m'), { n: 2, m: 3 })).toEqual({ a: 3, b: 6 });
  });

  test.each([
    ['7 + n + 4 m', 7 + 5 + 4 * 3],
    ['2v + 1', 15],
    ['v k', 14],
    ['2 * v', 14],
    ['2 3^2', 18],
    ['(n + 1) (m - 1)', 12],
    ['n (n - 1) / 2', 10],
    ['2^3^2', 512],
    ['10 - 3 - 2', 5],
    ['12 / 3 / 2', 2],
    ['12 / 3 m', 12],
    ['log 8', 3],
    ['n log 8', 15],
    ['log 1', 1],
    ['log (n + m)', 3],
    ['0', 0],
  ])('%s', (text, expected) => {
    expect(value(text, { n: 5, m: 3, v: 7, k: 2 })).toBe(expected);
  });

  test.each([
    '',
    'n +',
    '+ n',
    '(n',
    'n)',
    'n ^',
    '2 ** n',
    'Σ n',
    'N',
    'n!',
    '()',
    'log',
    '1.5',
    'n =',
    '- n',
  ])('refuses %j', (text) => {
    expect(() => parseFormula(text)).toThrow(RangeError);
  });

  test.each([
    '',
    'n + 1',
    'sets n',
    'sets = ',
    'sets = n,clauses = m',
    'sets = n, ',
    'counted without being stored',
  ])('refuses the law %j', (text) => {
    expect(() => parseSizeLaw(text)).toThrow(RangeError);
  });

  test('a letter without a value is named', () => {
    expect(() => value('n + x', { n: 1, m: 2 })).toThrow('evaluate: expected one of the letters n, m, got x');
  });
});

test('what is too large is infinite, and nothing of it is nothing', () => {
  expect(value('4^n', { n: 10_000 })).toBe(Infinity);
  expect(value('h 4^n', { n: 10_000, h: 0 })).toBe(0);
});

test('the weakest strength', () => {
  expect(weakest([])).toBe('exact');
  expect(weakest(['exact', 'at most'])).toBe('at most');
  expect(weakest(['about', 'at most', 'exact'])).toBe('about');
});

type At = { readonly n: number; readonly m: number; readonly k: number };
type Formula = { readonly law: string; readonly of: (at: At) => number };

/** Random formulas, and what they are by the arithmetic of JavaScript. */
const formulas: fc.Arbitrary<Formula> = fc.letrec<{ all: Formula }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 4 },
    fc.nat(20).map((n): Formula => ({ law: String(n), of: () => n })),
    fc.constantFrom('n', 'm', 'k').map((name): Formula => ({ law: name, of: (at) => at[name as keyof At] })),
    fc.tuple(tie('all'), fc.constantFrom('+', '-', '*', ' '), tie('all')).map(([a, operator, b]): Formula => {
      const of = (at: At): number => {
        const [left, right] = [a.of(at), b.of(at)];
        return operator === '+' ? left + right : operator === '-' ? left - right : left * right;
      };
      return { law: `(${a.law})${operator}(${b.law})`, of };
    }),
    fc
      .tuple(tie('all'), fc.nat(3))
      .map(([a, n]): Formula => ({ law: `(${a.law})^${n}`, of: (at) => a.of(at) ** n })),
  ),
})).all;
const letters = fc.record({ n: fc.nat(6), m: fc.nat(6), k: fc.nat(6) });
/** Without the sign of a zero. */
const plain = (x: number): number => x + 0;

test('values are those of JavaScript', () => {
  fc.assert(
    fc.property(formulas, letters, ({ law, of }, at) => {
      expect(plain(value(law, at))).toBe(plain(of(at)));
    }),
  );
});

test('sums of products without parentheses bind as written', () => {
  const product = fc.array(fc.constantFrom('2', '3', 'n', 'm'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(product, { minLength: 1, maxLength: 5 }), letters, (terms, at) => {
      const read = (factor: string): number => at[factor as 'n' | 'm'] ?? Number(factor);
      const expected = terms
        .map((term) => term.reduce((result, factor) => result * read(factor), 1))
        .reduce((sum, term) => sum + term, 0);
      expect(value(terms.map((term) => term.join(' ')).join(' + '), at)).toBe(expected);
    }),
  );
});

describe('composition', () => {
  test('an expanded formula, written and read again, has the values of the formula', () => {
    const inner = { n: ['a', '+', 'b'], m: ['2', 'a'], k: ['7'] } as const;
    const polynomials = {
      n: plus(letter('a'), letter('b')),
      m: times(letter('a'), new Map([['', 2]])),
      k: new Map([['', 7]]),
    };
    let written = 0;
    fc.assert(
      fc.property(formulas, fc.nat(5), fc.nat(5), ({ law }, a, b) => {
        const text = expand(parseFormula(law), polynomials);
        const polynomial = text && writePolynomial(text);
        fc.pre(polynomial !== undefined && !polynomial.startsWith('-'));
        written++;
        const at = Object.fromEntries(
          Object.entries(inner).map(([name, words]) => [name, value(words.join(' '), { a, b })]),
        );
        expect(plain(value(polynomial, { a, b }))).toBe(plain(value(law, at)));
      }),
    );
    expect(written).toBeGreaterThan(50);
  });

  test.each([
    ['2v + 2c + 1 + 3', '2v + 2c + 4'],
    ['(v + c)^2', 'v^2 + 2c v + c^2'],
    ['v (v - 1) / 1', 'v^2 - v'],
    ['v - v', '0'],
    ['3 - v', '-v + 3'],
    ['c - 2 v c', '-2c v + c'],
  ])('%s is written %s', (law, text) => {
    expect(writePolynomial(expand(parseFormula(law), { v: letter('v'), c: letter('c') })!)).toBe(text);
  });

  test('what is no polynomial with integer coefficients is not written', () => {
    const own = { v: letter('v'), x: undefined };
    for (const law of ['log v', '2^v', 'v^10', '1 / v', 'v / 0', 'x', 'x + v', '(v + 1)^(1 / 2)'])
      expect(expand(parseFormula(law), own), law).toBeUndefined();
    expect(writePolynomial(expand(parseFormula('v / 2'), own)!)).toBeUndefined();
    expect(writePolynomial(expand(parseFormula('v / 2 * 2'), own)!)).toBe('v');
  });

  test('long ones are given up', () => {
    const wide = Object.fromEntries([...'abcdefg'].map((name) => [name, letter(name)]));
    expect(expand(parseFormula('(a + b + c + d + e + f + g)^2'), wide)).toBeUndefined();
    expect(power(letter('a'), 3)).toEqual(new Map([['aaa', 1]]));
  });
});
