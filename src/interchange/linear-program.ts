// Mixed-integer linear programs, and the two formats they are exchanged in: CPLEX LP and (free) MPS.
import { InputError } from '../problem/errors.ts';

/** A variable; its name is of letters, digits and underscores, and begins with none that could be read as an exponent. */
export type Variable = {
  readonly name: string;
  readonly kind: 'binary' | 'integer' | 'continuous';
  readonly lower: bigint;
  readonly upper: bigint;
};

/** A variable and its coefficient. */
export type Product = readonly [coefficient: bigint, variable: Variable];

/** A binary variable and the value it should have. */
export type Condition = readonly [variable: Variable, value: boolean];

type Row = {
  readonly terms: readonly Product[];
  readonly sense: '<=' | '>=';
  readonly bound: bigint;
};

/** Coefficients beyond which no program is built. */
const MOST_TERMS = 2 ** 23;

/** A program that grows; its objective, where it has one, is to be minimised. */
export class LinearProgram {
  readonly #variables: Variable[] = [];
  readonly #rows: Row[] = [];
  #objective: readonly Product[] = [];
  #terms = 0;
  #bigM = 0n;
  /** Always 0: what a format wants to have a term has this one. */
  readonly #zero: Variable;

  constructor() {
    this.#zero = this.variable('zero', 'continuous', 0n, 0n);
  }

  variable(name: string, kind: Variable['kind'], lower = 0n, upper = 1n): Variable {
    const variable = { name, kind, lower, upper };
    this.#variables.push(variable);
    return variable;
  }

  /** A row; a variable may occur several times. @throws InputError when the program is too large */
  row(terms: readonly Product[], sense: Row['sense'], bound: bigint): void {
    const merged = new Map<Variable, bigint>();
    for (const [coefficient, variable] of terms)
      merged.set(variable, (merged.get(variable) ?? 0n) + coefficient);
    const left = [...merged].flatMap(([variable, coefficient]): Product[] =>
      coefficient === 0n ? [] : [[coefficient, variable]],
    );
    if (left.length === 0 && (sense === '<=' ? 0n <= bound : 0n >= bound)) return;
    this.#terms += left.length;
    if (this.#terms > MOST_TERMS)
      throw new InputError('program', `expected at most ${MOST_TERMS} coefficients, found more`);
    this.#rows.push({ terms: left.length === 0 ? [[1n, this.#zero]] : left, sense, bound });
  }

  /**
   * A row that has to hold where binary variables have given values. The big M is the most that the sum can be off within
   * the bounds of its variables, so the row says nothing otherwise.
   */
  rowWhen(
    conditions: readonly Condition[],
    terms: readonly Product[],
    sense: Row['sense'],
    bound: bigint,
  ): void {
    const extreme = terms.reduce((total, [coefficient, { lower, upper }]) => {
      const least = coefficient > 0n === (sense === '>=');
      return total + coefficient * (least ? lower : upper);
    }, 0n);
    // Σ + slack · (how many conditions fail) against the bound: at the extreme, too, it holds when one does.
    const slack = bound - extreme;
    if (sense === '>=' ? slack <= 0n : slack >= 0n) return;
    const size = slack < 0n ? -slack : slack;
    if (conditions.length > 0 && size > this.#bigM) this.#bigM = size;
    const switches = conditions.map(([variable, value]): Product => [value ? -slack : slack, variable]);
    const positive = BigInt(conditions.filter(([, value]) => value).length);
    this.row([...terms, ...switches], sense, bound - positive * slack);
  }

  /** The largest big M of all rows. */
  get bigM(): bigint {
    return this.#bigM;
  }

  minimize(objective: readonly Product[]): void {
    this.#objective = objective;
  }

  /** CPLEX LP. */
  lp(comments: readonly string[]): string {
    const objective: readonly Product[] = this.#objective.length > 0 ? this.#objective : [[1n, this.#zero]];
    const of = (kind: Variable['kind']): string[] =>
      this.#variables.flatMap((variable) => (variable.kind === kind ? [` ${variable.name}`] : []));
    const section = (title: string, lines: readonly string[]): string[] =>
      lines.length === 0 ? [] : [title, ...lines];
    return [
      ...comments.map((comment) => `\\ ${comment}`),
      'Minimize',
      ...wrapped(' obj:', objective, ''),
      'Subject To',
      ...this.#rows.flatMap(({ terms, sense, bound }, r) =>
        wrapped(` r${r + 1}:`, terms, ` ${sense} ${bound}`),
      ),
      'Bounds',
      ...this.#variables.flatMap(({ name, kind, lower, upper }) =>
        kind === 'binary' ? [] : [` ${lower} <= ${name} <= ${upper}`],
      ),
      ...section('General', of('integer')),
      ...section('Binary', of('binary')),
      'End',
      '',
    ].join('\n');
  }

  /** MPS, free format: fields are separated by spaces. */
  mps(name: string, comments: readonly string[]): string {
    const columns = new Map<Variable, string[]>(this.#variables.map((variable) => [variable, []]));
    for (const [coefficient, variable] of this.#objective)
      columns.get(variable)!.push(` ${variable.name} obj ${coefficient}`);
    this.#rows.forEach(({ terms }, r) => {
      for (const [coefficient, variable] of terms)
        columns.get(variable)!.push(` ${variable.name} r${r + 1} ${coefficient}`);
    });
    const body = (integral: boolean): string[] =>
      this.#variables.flatMap((variable) => {
        if ((variable.kind !== 'continuous') !== integral) return [];
        const lines = columns.get(variable)!;
        return lines.length > 0 ? lines : [` ${variable.name} obj 0`];
      });
    const integers = body(true);
    return [
      ...comments.map((comment) => `* ${comment}`),
      `NAME ${name}`,
      'ROWS',
      ' N obj',
      ...this.#rows.map(({ sense }, r) => ` ${sense === '>=' ? 'G' : 'L'} r${r + 1}`),
      'COLUMNS',
      ...body(false),
      ...(integers.length === 0 ? [] : [" M1 'MARKER' 'INTORG'", ...integers, " M2 'MARKER' 'INTEND'"]),
      'RHS',
      ...this.#rows.flatMap(({ bound }, r) => (bound === 0n ? [] : [` rhs r${r + 1} ${bound}`])),
      'BOUNDS',
      ...this.#variables.flatMap(({ name: variable, lower, upper }) => [
        ` LO bnd ${variable} ${lower}`,
        ` UP bnd ${variable} ${upper}`,
      ]),
      'ENDATA',
      '',
    ].join('\n');
  }
}

/** Columns of a line; readers of LP files have limits of a few hundred. */
const WIDTH = 100;

function wrapped(head: string, terms: readonly Product[], tail: string): string[] {
  const lines: string[] = [];
  let line = head;
  for (const [coefficient, { name }] of terms) {
    const size = coefficient < 0n ? -coefficient : coefficient;
    const term = ` ${coefficient < 0n ? '-' : '+'} ${size === 1n ? '' : `${size} `}${name}`;
    if (line.length + term.length > WIDTH) {
      lines.push(line);
      line = ' ';
    }
    line += term;
  }
  return [...lines, `${line}${tail}`];
}
