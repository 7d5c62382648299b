// The problem `nae-sat`: in every clause some literal is true and some is false.
import { parseDimacs, parseModel, writeDimacs, writeModel } from './dimacs.ts';
import { OK, wrong, type Problem } from './problem.ts';
import { literalIsTrue, type Assignment, type Cnf } from './sat.ts';

/** DIMACS with the header `p nae VARIABLES CLAUSES`; instances and witnesses have the types of `sat`. */
export const naeSat: Problem<Cnf, Assignment> = {
  name: 'nae-sat',
  question: 'Is there an assignment under which every clause has a true literal and a false one?',
  formats: 'DIMACS with header "p nae VARIABLES CLAUSES"',
  signatures: ['nae'],
  parse: (text, source) => parseDimacs(text, source, 'nae'),
  write: (formula) => writeDimacs(formula, 'nae'),
  canonical: (formula) => writeDimacs({ variables: formula.variables, clauses: formula.clauses }, 'nae'),
  check(formula, assignment) {
    if (assignment.length !== formula.variables)
      return wrong(`expected ${formula.variables} values, found ${assignment.length}`);
    const bad = formula.clauses.findIndex(
      (clause) => new Set(clause.map((literal) => literalIsTrue(literal, assignment))).size < 2,
    );
    return bad < 0
      ? OK
      : wrong(`the literals of clause ${bad + 1} (${formula.clauses[bad]!.join(' ')}) are all equal`);
  },
  size: (formula) => ({ variables: formula.variables, clauses: formula.clauses.length }),
  letters: { variables: 'v', clauses: 'c' },
  typical: { variables: 100, clauses: 210 },
  parseWitness: (text, source, formula) => parseModel(text, source, formula.variables),
  writeWitness: writeModel,
};
