// Size laws: what a reduction makes of the sizes of its source, as arithmetic that is read, evaluated and composed.
import { plus, power, scaled, times, type Polynomial } from './polynomial.ts';

/** How a law holds: as an equation, as an upper bound, or roughly. */
export type Strength = 'exact' | 'at most' | 'about';

/** One size of the target. */
export type Part = {
  /** The size it is about, e.g. `examples`. */
  readonly name: string;
  readonly strength: Strength;
  readonly formula: Expression;
};

/** A law: `inputs = n + 3, examples = 7 + n + m`; `variables about v + c; exactly …` with words after a semicolon. */
export type SizeLaw = { readonly parts: readonly Part[]; readonly remark?: string };

/** Arithmetic on letters. A logarithm is binary, and at least 1. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'log'; readonly of: Expression }
  | {
      readonly kind: '+' | '-' | '*' | '/' | '^';
      readonly left: Expression;
      readonly right: Expression;
    };

/** What letters stand for. */
export type Letters = Readonly<Record<string, number>>;

const STRENGTHS: Readonly<Record<string, Strength>> = {
  '=': 'exact',
  'at most': 'at most',
  about: 'about',
};
const PART = /^([a-zA-Z]+) (=|at most|about) (.+)$/;
const TOKEN = /\s*(\d+|log\b|[a-z]|[-+*/^()])/y;

/**
 * Reads a law. In its formulas `2v`, `2 v` and `2 * v` are the same; `^` binds before products, and those before sums.
 * @throws RangeError for anything else
 */
export function parseSizeLaw(text: string): SizeLaw {
  const [law, remark] = text.split(/; (.*)/s, 2) as [string, string?];
  const parts = law.split(', ').map((part): Part => {
    const match = PART.exec(part);
    if (!match)
      throw new RangeError(
        `parseSizeLaw: expected parts such as "sets = n + 3 m", "sets at most n" or "sets about n", got ${JSON.stringify(part)}`,
      );
    return { name: match[1]!, strength: STRENGTHS[match[2]!]!, formula: parseFormula(match[3]!) };
  });
  return { parts, ...(remark === undefined ? {} : { remark }) };
}

/** Reads arithmetic on letters. @throws RangeError */
export function parseFormula(text: string): Expression {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined)
      throw new RangeError(
        `parseFormula: expected numbers, letters, log, + - * / ^ and parentheses, got ${JSON.stringify(text.slice(at))}`,
      );
    tokens.push(token);
  }
  let next = 0;
  const refuse = (expected: string): never => {
    throw new RangeError(
      `parseFormula: expected ${expected}, got ${JSON.stringify(tokens[next] ?? 'the end')} in ${JSON.stringify(text)}`,
    );
  };
  const atom = (): Expression => {
    const token = tokens[next];
    if (token === undefined || /[-+*/^)]/.test(token)) return refuse('a number, a letter or "("');
    next++;
    if (token === 'log') return { kind: 'log', of: atom() };
    if (/\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (token !== '(') return { kind: 'letter', letter: token };
    const inner = sum();
    if (tokens[next] !== ')') return refuse('")"');
    next++;
    return inner;
  };
  const factor = (): Expression => {
    const base = atom();
    if (tokens[next] !== '^') return base;
    next++;
    return { kind: '^', left: base, right: factor() };
  };
  const product = (): Expression => {
    let left = factor();
    for (let token = tokens[next]; token !== undefined && !/[-+)^]/.test(token); token = tokens[next]) {
      const divides = token === '/';
      if (divides || token === '*') next++;
      left = { kind: divides ? '/' : '*', left, right: factor() };
    }
    return left;
  };
  const sum = (): Expression => {
    let left = product();
    for (let token = tokens[next]; token === '+' || token === '-'; token = tokens[next]) {
      next++;
      left = { kind: token, left, right: product() };
    }
    return left;
  };
  const whole = sum();
  if (next < tokens.length) refuse('the end');
  return whole;
}

/** The value of a formula, Infinity when it is too large for a float. @throws RangeError for a letter without a value */
export function evaluate(formula: Expression, letters: Letters): number {
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'letter': {
      const value = letters[formula.letter];
      if (value === undefined)
        throw new RangeError(
          `evaluate: expected one of the letters ${Object.keys(letters).join(', ')}, got ${formula.letter}`,
        );
      return value;
    }
    case 'log':
      return Math.max(1, Math.log2(evaluate(formula.of, letters)));
    default:
      return operate(formula.kind, evaluate(formula.left, letters), evaluate(formula.right, letters));
  }
}

function operate(operator: '+' | '-' | '*' | '/' | '^', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      // Nothing of something infinitely large is nothing.
      return left === 0 || right === 0 ? 0 : left * right;
    case '/':
      return left / right;
    case '^':
      return left ** right;
  }
}

/** All sizes that a law gives. */
export function evaluateLaw({ parts }: SizeLaw, letters: Letters): Record<string, number> {
  return Object.fromEntries(parts.map(({ name, formula }) => [name, evaluate(formula, letters)]));
}

/** The weakest of strengths; an upper bound of what is only roughly so is only roughly so. */
export function weakest(strengths: readonly Strength[]): Strength {
  return (['about', 'at most'] as const).find((strength) => strengths.includes(strength)) ?? 'exact';
}

/** `=`, `at most` or `about`, as in a law. */
export function sign(strength: Strength): string {
  return strength === 'exact' ? '=' : strength;
}

/**
 * A formula as a polynomial, where its letters stand for polynomials; undefined when it is none, has too many terms, or has a
 * letter that is none.
 */
export function expand(
  formula: Expression,
  letters: Readonly<Record<string, Polynomial | undefined>>,
): Polynomial | undefined {
  if (formula.kind === 'number') return new Map([['', formula.value]]);
  if (formula.kind === 'letter') return letters[formula.letter];
  if (formula.kind === 'log') return undefined;
  const left = expand(formula.left, letters);
  const right = expand(formula.right, letters);
  if (left === undefined || right === undefined) return undefined;
  const constant = right.size === 0 ? 0 : right.size === 1 ? right.get('') : undefined;
  switch (formula.kind) {
    case '+':
      return plus(left, right);
    case '-':
      return plus(left, scaled(right, -1));
    case '*':
      return times(left, right);
    case '/':
      return constant ? scaled(left, 1 / constant) : undefined;
    case '^':
      return constant === undefined ? undefined : power(left, constant);
  }
}
