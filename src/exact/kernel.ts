// The one linear dependency among integer vectors, by p-adic lifting (Dixon, Numer. Math. 40 (1982) 137-141).
import { gcd, squareRoot } from './rational.ts';

/** A sparse integer vector; entries beyond ± 2^20 are refused. */
export type SmallVector = { readonly index: readonly number[]; readonly value: readonly number[] };

const LARGEST = 2 ** 20;
/** Tried in turn: products of two residues, and a residue more, stay below 2^31. */
const PRIMES = [46337, 46327, 46309].filter(isPrime);

function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return true;
}

/**
 * Coprime integers v, not all 0, with Σ v_c vector_c = 0, the last one positive.
 * @param rows the vectors' dimension
 * @returns undefined unless all vectors but the last are independent and the last depends on them, or entries are large
 */
export function dependency(vectors: readonly SmallVector[], rows: number): bigint[] | undefined {
  const size = vectors.length - 1;
  if (size < 1 || size > rows || vectors.some(({ value }) => value.some((v) => Math.abs(v) > LARGEST)))
    return undefined;
  for (const p of PRIMES) {
    const chosen = independentRows(vectors, rows, p);
    if (!chosen) continue;
    const place = new Map(chosen.map((row, i) => [row, i]));
    const restricted = vectors.map(({ index, value }): SmallVector => {
      const kept = [...index.keys()].filter((t) => place.has(index[t]!));
      return { index: kept.map((t) => place.get(index[t]!)!), value: kept.map((t) => value[t]!) };
    });
    const inverse = inverseModulo(restricted.slice(0, size), p);
    const solution = inverse && lift(restricted, inverse, p);
    // Lifting has seen the chosen rows only, and trusts a bound: the equation is what counts.
    if (solution && vanishes(vectors, solution)) return solution;
  }
  return undefined;
}

/** Σ v_c vector_c = 0, in exact integers. */
function vanishes(vectors: readonly SmallVector[], v: readonly bigint[]): boolean {
  const sum = new Map<number, bigint>();
  vectors.forEach(({ index, value }, c) =>
    index.forEach((r, t) => sum.set(r, (sum.get(r) ?? 0n) + BigInt(value[t]!) * v[c]!)),
  );
  return [...sum.values()].every((s) => s === 0n);
}

const residue = (v: number, p: number): number => ((v % p) + p) % p;

/** x^-1 modulo the prime p, by Fermat's little theorem. */
function invert(x: number, p: number): number {
  let result = 1;
  let base = x;
  for (let e = p - 2; e > 0; e >>= 1) {
    if (e & 1) result = (result * base) % p;
    base = (base * base) % p;
  }
  return result;
}

/** Rows in which all vectors but the last are independent modulo p; undefined when there are none. */
function independentRows(vectors: readonly SmallVector[], rows: number, p: number): number[] | undefined {
  const size = vectors.length - 1;
  const matrix = Array.from({ length: rows }, () => new Int32Array(size));
  for (let c = 0; c < size; c++)
    vectors[c]!.index.forEach((r, t) => (matrix[r]![c] = residue(vectors[c]!.value[t]!, p)));
  const order = Array.from({ length: rows }, (_, r) => r);
  for (let c = 0; c < size; c++) {
    const pivot = order.findIndex((r, i) => i >= c && matrix[r]![c] !== 0);
    if (pivot < 0) return undefined;
    [order[c], order[pivot]] = [order[pivot]!, order[c]!];
    const source = matrix[order[c]!]!;
    const scale = p - invert(source[c]!, p);
    for (let i = c + 1; i < rows; i++) {
      const target = matrix[order[i]!]!;
      if (target[c] !== 0) addRow(target, source, (target[c]! * scale) % p, p, c);
    }
  }
  return order.slice(0, size);
}

/** target += factor · source modulo p, from column `from` on. */
function addRow(target: Int32Array, source: Int32Array, factor: number, p: number, from: number): void {
  for (let j = from; j < target.length; j++) target[j] = (target[j]! + factor * source[j]!) % p;
}

/** The inverse modulo p of the square matrix with these columns, by Gauss-Jordan beside the identity. */
function inverseModulo(columns: readonly SmallVector[], p: number): Int32Array[] | undefined {
  const size = columns.length;
  const matrix = Array.from({ length: size }, (_, i) => {
    const row = new Int32Array(2 * size);
    row[size + i] = 1;
    return row;
  });
  columns.forEach(({ index, value }, c) => index.forEach((r, t) => (matrix[r]![c] = residue(value[t]!, p))));
  for (let c = 0; c < size; c++) {
    const pivot = matrix.findIndex((row, i) => i >= c && row[c] !== 0);
    if (pivot < 0) return undefined;
    [matrix[c], matrix[pivot]] = [matrix[pivot]!, matrix[c]!];
    const source = matrix[c]!;
    const scale = invert(source[c]!, p);
    for (let j = c; j < source.length; j++) source[j] = (source[j]! * scale) % p;
    for (let i = 0; i < size; i++) {
      const target = matrix[i]!;
      if (i !== c && target[c] !== 0) addRow(target, source, p - target[c]!, p, c);
    }
  }
  return matrix.map((row) => row.slice(size));
}

/** Solves B y = -last digit by digit in base p, reads the rationals off, and clears their denominator. */
function lift(
  vectors: readonly SmallVector[],
  inverse: readonly Int32Array[],
  p: number,
): bigint[] | undefined {
  const size = inverse.length;
  const last = vectors[size]!;
  const norms = new Float64Array(size);
  for (const { index, value } of vectors) index.forEach((r, t) => (norms[r]! += value[t]! ** 2));
  // Numerators and denominators are determinants: Hadamard bounds both by the product of the rows' lengths.
  const bits = norms.reduce((sum, square) => sum + Math.log2(Math.max(2, square)) / 2, 0);
  const digits = Math.ceil((2 * bits + 4) / Math.log2(p));
  let rest = new Float64Array(size);
  last.index.forEach((r, t) => (rest[r] = -last.value[t]!));
  const expansion: Int32Array[] = [];
  for (let k = 0; k < digits; k++) {
    const wanted = Int32Array.from(rest, (v) => residue(v, p));
    const digit = Int32Array.from(inverse, (row) => {
      let sum = 0;
      for (let j = 0; j < size; j++) sum = (sum + row[j]! * wanted[j]!) % p;
      return sum;
    });
    expansion.push(digit);
    for (let c = 0; c < size; c++) {
      const { index, value } = vectors[c]!;
      for (let t = 0; t < index.length; t++) rest[index[t]!]! -= value[t]! * digit[c]!;
    }
    rest = rest.map((v) => v / p);
    if (!rest.every(Number.isSafeInteger)) return undefined;
  }
  const base = BigInt(p);
  const modulus = base ** BigInt(digits);
  const residues = Array.from({ length: size }, (_, j) =>
    expansion.reduceRight((sum, digit) => sum * base + BigInt(digit[j]!), 0n),
  );
  return commonNumerators(residues, modulus);
}

/** Integers n_j and d > 0 with n_j = residue_j · d modulo `modulus`, all small; listed with d last, coprime. */
function commonNumerators(residues: readonly bigint[], modulus: bigint): bigint[] {
  const limit = squareRoot(modulus / 2n);
  let denominator = 1n;
  for (const x of residues) {
    const t = (x * denominator) % modulus;
    if (t > limit && modulus - t > limit) denominator *= smallDenominator(t, modulus, limit);
  }
  const numerators = residues.map((x) => {
    const t = (x * denominator) % modulus;
    return 2n * t > modulus ? t - modulus : t;
  });
  const common = numerators.reduce(gcd, denominator);
  return [...numerators, denominator].map((v) => v / common);
}

/** The denominator of the fraction with residue t, by the extended Euclidean algorithm (Wang 1981). */
function smallDenominator(t: bigint, modulus: bigint, limit: bigint): bigint {
  let [r0, r1, s0, s1] = [modulus, t, 0n, 1n];
  while (r1 > limit) {
    const q = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - q * r1, s1, s0 - q * s1];
  }
  return s1 < 0n ? -s1 : s1;
}
