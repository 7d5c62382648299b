// The formulas of the SAT benchmark: families whose hardness is known, each from a seed.
import { caseFormula } from '../../../src/certificate/formula.ts';
import { CnfBuilder } from '../../../src/formula/cnf-builder.ts';
import { shallowInstance } from '../../../src/problem/training/shallow.ts';
import { pigeonhole } from '../../pigeonhole.ts';
import { random3Sat, randomNumbers, someVariables } from '../../random-cnf.ts';

export type Formula = {
  readonly name: string;
  readonly family: string;
  readonly variables: number;
  readonly clauses: readonly (readonly number[])[];
};

type Cnf = Pick<Formula, 'variables' | 'clauses'>;

/** Random not-all-equal 3-SAT without negations, which is set splitting: hard near m = 2.1 n. */
export function notAllEqual(n: number, m: number, seed: number): Cnf {
  const random = randomNumbers(seed);
  const sets = Array.from({ length: m }, () => someVariables(random, n, 3));
  return { variables: n, clauses: sets.flatMap((set) => [set, set.map((v) => -v)]) };
}

/**
 * 3-colouring of a random graph of a mean degree: hard near 4.69.
 * @param planted only edges between vertices of different classes mod 3, so that there is a colouring
 */
function colouring(n: number, degree: number, planted: boolean, seed: number): Cnf {
  const random = randomNumbers(seed);
  const has = (vertex: number, colour: number): number => 3 * vertex + colour + 1;
  const colours = [0, 1, 2];
  const clauses: number[][] = [];
  for (let v = 0; v < n; v++) {
    clauses.push(colours.map((c) => has(v, c)));
    for (const c of colours) for (let d = 0; d < c; d++) clauses.push([-has(v, c), -has(v, d)]);
  }
  const edges = new Set<number>();
  while (edges.size < Math.round((n * degree) / 2)) {
    const [a, b] = someVariables(random, n, 2).sort((x, y) => x - y) as [number, number];
    if (planted && a % 3 === b % 3) continue;
    const edge = a * n + b;
    if (edges.has(edge)) continue;
    edges.add(edge);
    for (const c of colours) clauses.push([-has(a - 1, c), -has(b - 1, c)]);
  }
  return { variables: 3 * n, clauses };
}

/** Gates as clauses, after Tseitin. A constant is a literal fixed by a unit clause. */
class Circuit {
  readonly #builder = new CnfBuilder();
  readonly false = this.#builder.variable();

  constructor() {
    this.assert(-this.false);
  }

  inputs(count: number): number[] {
    return Array.from({ length: count }, () => this.#builder.variable());
  }

  assert(...clause: number[]): void {
    this.#builder.clause(clause);
  }

  and(a: number, b: number): number {
    const z = this.#builder.variable();
    this.assert(-z, a);
    this.assert(-z, b);
    this.assert(z, -a, -b);
    return z;
  }

  xor(a: number, b: number): number {
    const z = this.#builder.variable();
    this.assert(-z, a, b);
    this.assert(-z, -a, -b);
    this.assert(z, -a, b);
    this.assert(z, a, -b);
    return z;
  }

  majority(a: number, b: number, c: number): number {
    const z = this.#builder.variable();
    for (const [p, q] of [
      [a, b],
      [a, c],
      [b, c],
    ] as const) {
      this.assert(-p, -q, z);
      this.assert(p, q, -z);
    }
    return z;
  }

  /** The sum of two numbers of the same width, low bits first; as wide, so modulo 2^width. */
  sum(a: readonly number[], b: readonly number[]): { bits: number[]; carry: number } {
    let carry = this.false;
    const bits = a.map((x, i) => {
      const bit = this.xor(this.xor(x, b[i]!), carry);
      carry = this.majority(x, b[i]!, carry);
      return bit;
    });
    return { bits, carry };
  }

  /** The product by an array of adders, twice as wide. */
  product(a: readonly number[], b: readonly number[]): number[] {
    const low: number[] = [];
    let high = b.map(() => this.false);
    for (const x of a) {
      const { bits, carry } = this.sum(
        high,
        b.map((y) => this.and(x, y)),
      );
      low.push(bits[0]!);
      high = [...bits.slice(1), carry];
    }
    return [...low, ...high];
  }

  build(): Cnf {
    return this.#builder.build();
  }
}

/** Whether a · b and b · a can differ, for two numbers of some bits: they cannot. */
function commutativity(bits: number): Cnf {
  const circuit = new Circuit();
  const [a, b] = [circuit.inputs(bits), circuit.inputs(bits)];
  const [ab, ba] = [circuit.product(a, b), circuit.product(b, a)];
  circuit.assert(...ab.map((bit, i) => circuit.xor(bit, ba[i]!)));
  return circuit.build();
}

/** Two factors of some bits, both above 1. */
function factoring(product: number, bits: number): Cnf {
  const circuit = new Circuit();
  const [a, b] = [circuit.inputs(bits), circuit.inputs(bits)];
  circuit
    .product(a, b)
    .forEach((bit, i) => circuit.assert(Math.floor(product / 2 ** i) % 2 === 1 ? bit : -bit));
  circuit.assert(...a.slice(1));
  circuit.assert(...b.slice(1));
  return circuit.build();
}

/** The first prime at or above a number. */
function primeFrom(number: number): number {
  for (let p = number; ; p++) {
    let d = 2;
    while (d * d <= p && p % d !== 0) d++;
    if (d * d > p) return p;
  }
}

/**
 * The AND of two threshold units on random Boolean examples by adders: weights and bias are numbers of some bits in two's
 * complement, a unit fires when the sum is not negative.
 * @param planted labels from such units; else random ones
 */
function adders(inputs: number, examples: number, bits: number, planted: boolean, seed: number): Cnf {
  const random = randomNumbers(seed);
  const circuit = new Circuit();
  const width = bits + Math.ceil(Math.log2(inputs + 1));
  const extend = (weight: readonly number[]): number[] =>
    Array.from({ length: width }, (_, i) => weight[Math.min(i, bits - 1)]!);
  const draw = (): number => Math.floor(random() * 2 ** bits) - 2 ** (bits - 1);
  const units = [0, 1].map(() => Array.from({ length: inputs + 1 }, () => circuit.inputs(bits)));
  const hidden = units.map((unit) => unit.map(draw));
  for (const chosen of someVariables(random, 2 ** inputs, examples)) {
    const on = Array.from({ length: inputs }, (_, i) => i).filter((i) => ((chosen - 1) >> i) & 1);
    const fires = planted
      ? hidden.every((unit) => [inputs, ...on].reduce((sum, i) => sum + unit[i]!, 0) >= 0)
      : random() < 0.5;
    const negative = units.map(
      (unit) =>
        on.reduce((sum, i) => circuit.sum(sum, extend(unit[i]!)).bits, extend(unit[inputs]!))[width - 1]!,
    );
    if (fires) for (const sign of negative) circuit.assert(-sign);
    else circuit.assert(...negative);
  }
  return circuit.build();
}

/**
 * The project's own formula of an XOR of threshold units on vertices of a cube, with all edges of two and two examples: a
 * unit cannot fire on a and b and not on c and d when a + b = c + d.
 * @param planted labels from such units; else random ones
 */
function parity(inputs: number, units: number, examples: number, planted: boolean, seed: number): Cnf {
  const random = randomNumbers(seed);
  const hidden = Array.from({ length: units }, () =>
    Array.from({ length: inputs + 1 }, () => random() - 0.5),
  );
  const stimuli = someVariables(random, 2 ** inputs, examples).map((v) =>
    (v - 1).toString(2).padStart(inputs, '0'),
  );
  const value = (stimulus: string): boolean =>
    hidden.reduce((odd, unit) => {
      const sum = [...stimulus].reduce((total, bit, i) => total + Number(bit) * unit[i]!, unit[inputs]!);
      return odd !== sum >= 0;
    }, false);
  const instance = shallowInstance({
    inputs,
    hidden: units,
    output: 'xor',
    examples: stimuli.map((stimulus) => ({
      stimulus,
      response: (planted ? value(stimulus) : random() < 0.5) ? '1' : '0',
    })),
  });
  const formula = caseFormula(instance, 'general', [])!;
  const bySum = new Map<string, [number, number][]>();
  for (let a = 0; a < examples; a++)
    for (let b = 0; b < a; b++) {
      const sum = [...stimuli[a]!].map((bit, i) => Number(bit) + Number(stimuli[b]![i])).join('');
      bySum.set(sum, [...(bySum.get(sum) ?? []), [a, b]]);
    }
  const edges = [...bySum.values()].flatMap((pairs) =>
    pairs.flatMap((accept, i) =>
      pairs.slice(0, i).map((reject) => ({
        accept: accept.map((e) => [e, 1n] as const),
        reject: reject.map((e) => [e, 1n] as const),
      })),
    ),
  );
  return {
    variables: formula.variables,
    clauses: [...formula.clauses, ...edges.flatMap((edge) => formula.edgeClauses(edge))],
  };
}

/** All formulas of a seed: about half of them have no model. */
export function formulas(seed: number): Formula[] {
  const list: Formula[] = [];
  const add = (family: string, label: string, count: number, make: (seed: number) => Cnf): void => {
    for (let i = 0; i < count; i++)
      list.push({
        name: count > 1 ? `${label} #${i + 1}` : label,
        family,
        ...make(seed * 1000 + list.length),
      });
  };
  const threeSat = (n: number, ratio: number) => (s: number) => ({
    variables: n,
    clauses: random3Sat(n, Math.round(ratio * n), s),
  });
  const splitting = (n: number, ratio: number) => (s: number) => notAllEqual(n, Math.round(ratio * n), s);
  const semiprime = (bits: number) => (s: number) => {
    const random = randomNumbers(s);
    const factor = (): number => primeFrom(2 ** (bits - 1) + Math.floor(random() * 2 ** (bits - 2)));
    return factoring(factor() * factor(), bits);
  };
  add('3-SAT', '3-SAT 200 × 4.6', 2, threeSat(200, 4.6));
  add('3-SAT', '3-SAT 250 × 4.4', 2, threeSat(250, 4.4));
  add('3-SAT', '3-SAT 250 × 4.1', 2, threeSat(250, 4.1));
  add('3-SAT', '3-SAT 300 × 4.1', 2, threeSat(300, 4.1));
  add('NAE', 'NAE 200 × 2.3', 2, splitting(200, 2.3));
  add('NAE', 'NAE 250 × 2.2', 2, splitting(250, 2.2));
  add('NAE', 'NAE 250 × 2.0', 2, splitting(250, 2.0));
  add('NAE', 'NAE 300 × 2.0', 2, splitting(300, 2.0));
  add('colouring', 'colouring 400, degree 4.8', 4, (s) => colouring(400, 4.8, false, s));
  add('colouring', 'planted colouring 400, degree 4.6', 4, (s) => colouring(400, 4.6, true, s));
  add('threshold', 'adders 7 × 45', 3, (s) => adders(7, 45, 3, false, s));
  add('threshold', 'planted adders 8 × 60', 3, (s) => adders(8, 60, 4, true, s));
  add('threshold', 'parity of 3 on 64', 2, (s) => parity(6, 3, 64, false, s));
  add('threshold', 'planted parity of 3 on 100', 2, (s) => parity(7, 3, 100, true, s));
  add('multiplier', 'commutativity 6 bits', 1, () => commutativity(6));
  add('multiplier', 'commutativity 7 bits', 1, () => commutativity(7));
  add('multiplier', 'factoring a prime, 17 bits', 1, (s) =>
    factoring(primeFrom(2 ** 31 + Math.floor(randomNumbers(s)() * 2 ** 30)), 17),
  );
  add('multiplier', 'factoring a semiprime, 18 bits', 3, semiprime(18));
  const pigeons = (holes: number) => () => ({
    variables: holes * (holes + 1),
    clauses: pigeonhole(holes + 1, holes),
  });
  add('pigeonhole', 'pigeonhole 9 in 8', 1, pigeons(8));
  add('pigeonhole', 'pigeonhole 10 in 9', 1, pigeons(9));
  return list;
}

export function dimacs({ variables, clauses }: Cnf): string {
  return `p cnf ${variables} ${clauses.length}\n${clauses.map((clause) => `${clause.join(' ')} 0\n`).join('')}`;
}
