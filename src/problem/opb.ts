// OPB, the text of pseudo-Boolean problems: sums of weighted variables x1, x2, … against bounds.
// Written is only what every solver reads, and reads right: `>=`, positive variables, `min:`. (Of 2 x1 = 1 clasp says that it can
// be fulfilled.)
import { MAX_VARIABLES } from './dimacs.ts';
import { InputError, found } from './errors.ts';
import {
  RELATIONS,
  overVariables,
  type LinearConstraint,
  type Relation,
  type Term,
} from './linear-constraint.ts';
import { integerOf } from './numerals.ts';
import type { PseudoBooleanInstance } from './pseudo-boolean.ts';

/** A word of the text, and the number of its line from 1. */
type Token = { readonly word: string; readonly line: number };

/** What the first comment declares: `* #variable= 3 #constraint= 2`. */
type Header = { readonly variables: number; readonly constraints: number };

/**
 * Reads OPB with linear sums: statements `min: SUM ;` and `SUM RELATION BOUND ;`, where a sum is of terms `+2 x1` or
 * `-3 ~x2`, and relations are `>=`, `<=` and `=`. Lines beginning with `*` are comments, of which the first may declare
 * how many variables and constraints there are, and `* at most B` gives the objective's bound.
 * @param atMost the largest value of the objective, before that of the file; then it is one more constraint
 * @throws InputError `FILE:LINE: expected …, found …`
 */
export function parseOpb(text: string, source: string, atMost: bigint | undefined): PseudoBooleanInstance {
  const { header, bound, tokens } = tokensOf(text, source);
  const statements = new Statements(tokens, source, header?.variables);
  const constraints: LinearConstraint[] = [];
  let objective: readonly Term[] | undefined;
  while (!statements.done) {
    if (objective === undefined && constraints.length === 0 && statements.objective())
      objective = statements.sum(';');
    else constraints.push(statements.constraint());
  }
  if (header && header.constraints !== constraints.length)
    throw new InputError(
      source,
      `expected ${header.constraints} constraints as the header says, found ${constraints.length}`,
    );
  if (objective === undefined) refuseBound(atMost);
  else
    constraints.push({
      terms: objective,
      relation: '<=',
      bound: boundOf(objective, atMost ?? bound, source),
    });
  return { variables: header?.variables ?? statements.largest, constraints };
}

/** Refuses a bound of an objective where there is none. @throws InputError */
export function refuseBound(atMost: bigint | undefined): void {
  if (atMost !== undefined)
    throw new InputError('--at-most', 'expected an objective "min: …", found none; leave it out');
}

function boundOf(objective: readonly Term[], bound: bigint | undefined, source: string): bigint {
  if (bound !== undefined) return bound;
  // Some write an objective of nothing where they have none.
  if (objective.length === 0) return 0n;
  throw new InputError(
    source,
    'expected a bound of the objective, found none; add --at-most B or a line "* at most B"',
  );
}

function tokensOf(
  text: string,
  source: string,
): { readonly header: Header | undefined; readonly bound: bigint | undefined; readonly tokens: Token[] } {
  let header: Header | undefined;
  let bound: bigint | undefined;
  const tokens: Token[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (!line.startsWith('*')) {
      for (const [word] of line.matchAll(/;|[<>=!]+|min:|max:|soft:|[^\s;<>=!]+/g))
        tokens.push({ word, line: i + 1 });
      continue;
    }
    const declared = /#variable=\s*(\d+)\s+#constraint=\s*(\d+)/.exec(line);
    if (declared && !header && tokens.length === 0) {
      header = { variables: Number(declared[1]), constraints: Number(declared[2]) };
      if (header.variables > MAX_VARIABLES)
        throw new InputError(
          `${source}:${i + 1}`,
          `expected at most ${MAX_VARIABLES} variables, found ${found(Number(declared[1]))}`,
        );
    }
    const most = /^\*\s*at most\s+(\S+)$/.exec(line)?.[1];
    if (most !== undefined) bound ??= integerOf(most);
  }
  return { header, bound, tokens };
}

/** Statements as they are read from the words. */
class Statements {
  readonly #tokens: readonly Token[];
  readonly #source: string;
  readonly #variables: number;
  #next = 0;
  /** The largest variable so far. */
  largest = 0;

  /** @param variables how many there are, where the header says so */
  constructor(tokens: readonly Token[], source: string, variables: number | undefined) {
    this.#tokens = tokens;
    this.#source = source;
    this.#variables = variables ?? MAX_VARIABLES;
  }

  get done(): boolean {
    return this.#next === this.#tokens.length;
  }

  /** Takes `min:` if it comes next. */
  objective(): boolean {
    const is = this.#tokens[this.#next]?.word === 'min:';
    if (is) this.#next += 1;
    return is;
  }

  constraint(): LinearConstraint {
    const terms = this.sum(...RELATIONS);
    const relation = this.#tokens[this.#next - 1]!.word as Relation;
    const bound = integerOf(this.#peek());
    if (bound === undefined) throw this.#unexpected('an integer as the bound');
    this.#next += 1;
    if (this.#peek() !== ';') throw this.#unexpected('";" behind the bound');
    this.#next += 1;
    return { terms, relation, bound };
  }

  /** Terms up to one of the words, which is taken, too. */
  sum(...ends: readonly string[]): Term[] {
    const terms: Term[] = [];
    while (!ends.includes(this.#peek())) {
      const coefficient = integerOf(this.#peek());
      if (coefficient === undefined) {
        const [last, ...others] = ends.toReversed();
        const end = others.length === 0 ? `"${last}"` : `${others.toReversed().join(', ')} or ${last}`;
        throw this.#unexpected(`a term such as +2 x1, or ${end}`, remedyFor);
      }
      this.#next += 1;
      terms.push({ coefficient, literal: this.#literal() });
    }
    this.#next += 1;
    return terms;
  }

  #literal(): number {
    const match = /^(~?)x(\d+)$/.exec(this.#peek());
    const variable = Number(match?.[2]);
    if (!match) throw this.#unexpected('a variable such as x1 or ~x1');
    if (variable < 1 || variable > this.#variables)
      throw this.#unexpected(`a variable from x1 to x${this.#variables}`);
    this.largest = Math.max(this.largest, variable);
    this.#next += 1;
    return match[1] === '' ? variable : -variable;
  }

  #peek(): string {
    return this.#tokens[this.#next]?.word ?? '';
  }

  /** The error that something else stands here; a remedy depends on it and the word before. */
  #unexpected(expected: string, remedy?: (word: string, before: string) => string): InputError {
    const token = this.#tokens[this.#next];
    if (token === undefined)
      return new InputError(this.#source, `expected ${expected}, found the end of the file`);
    const before = this.#tokens[this.#next - 1]?.word ?? '';
    return new InputError(
      `${this.#source}:${token.line}`,
      `expected ${expected}, found ${found(token.word)}${remedy?.(token.word, before) ?? ''}`,
    );
  }
}

/** What to do about a word of other dialects in place of a term. */
function remedyFor(word: string, before: string): string {
  const isVariable = /^~?x\d+$/;
  if (isVariable.test(word) && isVariable.test(before))
    return '; products are not read: put a variable of its own for each, with constraints that say what it is';
  if (isVariable.test(word)) return '; put a coefficient before it';
  if (word === 'max:') return '; minimise the sum with all signs turned instead';
  if (word === 'min:') return '; the objective comes first, once';
  if (word === 'soft:' || word.startsWith('['))
    return '; soft constraints are not read: give each a variable of its own, and sum these up in the objective';
  return '';
}

/** What OPB says; the comments are lines of text. */
type Opb = Pick<PseudoBooleanInstance, 'variables' | 'constraints'> & {
  /** Its sum is to be the least, up to a constant: a negated literal counts minus its variable. */
  readonly minimize?: readonly Term[] | undefined;
  readonly comments: readonly string[];
};

/** The text of a problem. */
export function writeOpb({ variables, constraints, minimize, comments }: Opb): string {
  // A constraint needs a variable.
  const declared = Math.max(1, variables);
  const lines = constraints.flatMap(linesOf);
  return [
    `* #variable= ${declared} #constraint= ${lines.length}`,
    ...comments.map((comment) => `* ${comment}`),
    ...(minimize === undefined ? [] : [`min: ${sumOf(overVariables(minimize).sum) || '+0 x1'} ;`]),
    ...lines,
    '',
  ].join('\n');
}

/** A line for each inequality that does not hold without a variable; an equation is two. */
function linesOf({ terms, relation, bound }: LinearConstraint): string[] {
  const { sum, constant } = overVariables(terms);
  const negated = new Map([...sum].map(([variable, coefficient]) => [variable, -coefficient]));
  const least = bound - constant;
  return [
    ...(relation === '<=' ? [] : [lineOf(sum, least)]),
    ...(relation === '>=' ? [] : [lineOf(negated, -least)]),
  ].filter((line) => line !== undefined);
}

function lineOf(sum: ReadonlyMap<number, bigint>, least: bigint): string | undefined {
  if (sum.size > 0) return `${sumOf(sum)} >= ${least} ;`;
  // A sum of nothing is written as one of x1 that says the same.
  return least <= 0n ? undefined : '+1 x1 >= 2 ;';
}

function sumOf(sum: ReadonlyMap<number, bigint>): string {
  return [...sum]
    .map(([variable, coefficient]) => `${coefficient < 0n ? '' : '+'}${coefficient} x${variable}`)
    .join(' ');
}
