// Polynomials in letters, for laws composed along a way.

/** Coefficients by monomial: the letters of a product in alphabetical order, each as often as it is a factor. */
export type Polynomial = ReadonlyMap<string, number>;

/** The most terms that are worth writing down. */
const MAX_TERMS = 24;

/** The polynomial that is one letter. */
export function letter(name: string): Polynomial {
  return new Map([[name, 1]]);
}

/** The sum. */
export function plus(a: Polynomial, b: Polynomial): Polynomial {
  return collect([...a, ...b]);
}

/** A multiple. */
export function scaled(polynomial: Polynomial, by: number): Polynomial {
  return collect([...polynomial].map(([monomial, coefficient]) => [monomial, coefficient * by]));
}

/** The product; undefined when it has more than 24 terms. */
export function times(a: Polynomial, b: Polynomial): Polynomial | undefined {
  if (a.size * b.size > MAX_TERMS ** 2) return undefined;
  const product = collect(
    [...a].flatMap(([left, x]) =>
      [...b].map(([right, y]): [string, number] => [[...left, ...right].sort().join(''), x * y]),
    ),
  );
  return product.size > MAX_TERMS ? undefined : product;
}

/** A power; undefined for an exponent that is no small natural number, and for more than 24 terms. */
export function power(base: Polynomial, exponent: number): Polynomial | undefined {
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > 9) return undefined;
  let result: Polynomial | undefined = new Map([['', 1]]);
  for (let i = 0; i < exponent && result; i++) result = times(result, base);
  return result;
}

function collect(terms: readonly (readonly [string, number])[]): Polynomial {
  const sum = new Map<string, number>();
  for (const [monomial, coefficient] of terms) sum.set(monomial, (sum.get(monomial) ?? 0) + coefficient);
  return new Map([...sum].filter(([, coefficient]) => coefficient !== 0));
}

/** The text, higher degrees first: `v^2 + 3c v - 8`; undefined when a coefficient is no integer. */
export function writePolynomial(polynomial: Polynomial): string | undefined {
  const terms = [...polynomial].sort(([a], [b]) => b.length - a.length);
  if (!terms.every(([, coefficient]) => Number.isSafeInteger(coefficient))) return undefined;
  if (terms.length === 0) return '0';
  return terms
    .map(([monomial, coefficient], i) => {
      const sign = coefficient < 0 ? (i === 0 ? '-' : ' - ') : i === 0 ? '' : ' + ';
      const size = Math.abs(coefficient);
      return `${sign}${size === 1 && monomial !== '' ? '' : size}${factors(monomial)}`;
    })
    .join('');
}

/** `v^2 c`. */
function factors(monomial: string): string {
  return [...new Set(monomial)]
    .map((name) => {
      const degree = [...monomial].filter((other) => other === name).length;
      return degree === 1 ? name : `${name}^${degree}`;
    })
    .join(' ');
}
