// The problems `sat` and `3-sat`: DIMACS CNF in and out, an assignment as witness.
import { OK, wrong, type Check, type Problem } from './problem.ts';
import { parseDimacs, parseModel, writeDimacs, writeModel } from './dimacs.ts';
import { InputError } from './errors.ts';

/** A formula in conjunctive normal form: literals are ±1 … ±variables. */
export type Cnf = {
  readonly variables: number;
  readonly clauses: readonly (readonly number[])[];
  /** Comment lines, without the leading `c `. */
  readonly comments?: readonly string[];
};

/** `assignment[v - 1]` is the value of variable v. */
export type Assignment = readonly boolean[];

/** Whether a literal is true under an assignment. */
export function literalIsTrue(literal: number, assignment: Assignment): boolean {
  return assignment[Math.abs(literal) - 1] === literal > 0;
}

function check(cnf: Cnf, assignment: Assignment): Check {
  if (assignment.length !== cnf.variables)
    return wrong(`expected ${cnf.variables} values, found ${assignment.length}`);
  const bad = cnf.clauses.findIndex(
    (clause) => !clause.some((literal) => literalIsTrue(literal, assignment)),
  );
  return bad < 0 ? OK : wrong(`clause ${bad + 1} (${cnf.clauses[bad]!.join(' ')}) is false`);
}

export const sat: Problem<Cnf, Assignment> = {
  name: 'sat',
  question: 'Is there an assignment that makes every clause true?',
  formats: 'DIMACS CNF',
  signatures: ['cnf'],
  parse: (text, source) => parseDimacs(text, source),
  write: writeDimacs,
  canonical: (cnf) => writeDimacs({ variables: cnf.variables, clauses: cnf.clauses }),
  check,
  size: (cnf) => ({ variables: cnf.variables, clauses: cnf.clauses.length }),
  letters: { variables: 'v', clauses: 'c' },
  typical: { variables: 100, clauses: 420 },
  parseWitness: (text, source, cnf) => parseModel(text, source, cnf.variables),
  writeWitness: writeModel,
};

export const threeSat: Problem<Cnf, Assignment> = {
  ...sat,
  name: '3-sat',
  question: 'Is there an assignment that makes every clause of at most 3 literals true?',
  formats: '',
  signatures: [],
  parse(text, source) {
    const cnf = parseDimacs(text, source);
    const long = cnf.clauses.findIndex((clause) => clause.length > 3);
    if (long >= 0)
      throw new InputError(
        source,
        `expected clauses of at most 3 literals, found ${cnf.clauses[long]!.length} in clause ${long + 1}`,
      );
    return cnf;
  },
};
