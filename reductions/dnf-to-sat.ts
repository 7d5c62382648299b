// A disjunction of at most k terms that agrees with examples -> satisfiability.
//
// Construction, for n inputs, k terms, p positive examples and q negative ones
//   1. For each term t the variable u_t, "t is used", and for each input i the variables a_ti, "t has the literal x_i",
//      and b_ti, "t has its negation".
//   2. For each negative example and each term t the clause: not u_t, or some a_ti where x_i is 0, or some b_ti where it
//      is 1.
//   3. For each positive example and each term t a variable s, "t is true there", with the clauses s -> u_t, s -> not
//      a_ti for each i where x_i is 0, s -> not b_ti for each i where it is 1.
//   4. For each positive example the clause of its k variables s.
//
// A disjunction exists => satisfiable. Make u_t true for its terms, a and b by their literals; s is true iff the term is
// there and true on the example. A term that is false on a negative example has a literal that is false there: step 2.
//
// Satisfiable => a disjunction exists. Take the terms with u_t true that do not have some a_ti and b_ti both. Where s is
// true its term is used, and for each i one of a_ti, b_ti is false, so it was taken and is true on the example: by step 4
// every positive example has such a term. By step 2 a term that is used has a literal that is false on a negative example.
//
// Source: A. P. Kamath, N. K. Karmarkar, K. G. Ramakrishnan and M. G. C. Resende, A continuous approach to inductive
// inference, Math. Programming 57 (1992) 215-238.
// Domain: at most 10,000,000 variables. Degenerate: without inputs the only term is true, so a negative example leaves no
// term to be used; with k = 0 a positive example gives the empty clause; an example with both responses contradicts itself.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { termHolds, type Dnf, type DnfInstance } from '../src/problem/dnf.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';

/** Positive examples, and how many negative ones there are. */
function split({ examples }: DnfInstance) {
  const positives = examples.filter(({ response }) => response === '1');
  return { positives, negatives: examples.length - positives.length };
}

export const dnfToSat: Reduction<DnfInstance, Dnf, Cnf, Assignment> = {
  name: 'dnf-to-sat',
  source: 'dnf',
  target: 'sat',
  summary: 'A variable for each literal of each term, and one for each term and positive example.',
  citation: 'Kamath, Karmarkar, Ramakrishnan and Resende 1992',
  sizeLaw:
    'variables at most k + 2 k n + k m, clauses at most m + k m + k n m; exactly k + 2 k n + k p and k q + p + k p + k n p for p positive and q negative examples',

  reduce({ inputs, terms, examples }) {
    const builder = new CnfBuilder();
    const used: number[] = [];
    const literals = Array.from({ length: terms }, (_, t) => {
      used.push(builder.variable(() => `term ${t} is used`));
      return Array.from({ length: inputs }, (_x, i) => ({
        plain: builder.variable(() => `term ${t} has x${i + 1}`),
        negated: builder.variable(() => `term ${t} has not x${i + 1}`),
      }));
    });
    for (const { stimulus, response } of examples) {
      // The literals of each term that are false on the stimulus.
      const falsified = literals.map((row) =>
        row.map(({ plain, negated }, i) => (stimulus[i] === '0' ? plain : negated)),
      );
      if (response === '0') {
        for (const [t, row] of falsified.entries()) builder.clause([-used[t]!, ...row]);
        continue;
      }
      const holds = falsified.map((row, t) => {
        const variable = builder.variable(() => `term ${t} is true on ${stimulus}`);
        builder.clause([-variable, used[t]!]);
        for (const literal of row) builder.clause([-variable, -literal]);
        return variable;
      });
      builder.clause(holds);
    }
    return builder.build();
  },

  forward(instance, { terms }) {
    const rows = Array.from({ length: instance.terms }, (_, t) => {
      const term = terms[t];
      return [
        term !== undefined,
        ...Array.from({ length: instance.inputs }, (_x, i) => [term?.[i] === '1', term?.[i] === '0']).flat(),
      ];
    });
    const holds = split(instance).positives.map(({ stimulus }) =>
      rows.map((_, t) => t < terms.length && termHolds(terms[t]!, stimulus)),
    );
    return [...rows, ...holds].flat();
  },

  extract({ inputs, terms }, assignment) {
    const width = 1 + 2 * inputs;
    const rows = Array.from({ length: terms }, (_, t) => assignment.slice(t * width, (t + 1) * width));
    const cubes = rows
      .filter(([used]) => used)
      .map((row) =>
        Array.from({ length: inputs }, (_, i) => {
          const [plain, negated] = row.slice(1 + 2 * i);
          return plain && negated ? '?' : plain ? '1' : negated ? '0' : '-';
        }).join(''),
      );
    return { terms: cubes.filter((cube) => !cube.includes('?')) };
  },

  size(instance) {
    const { inputs, terms } = instance;
    const { positives, negatives } = split(instance);
    const p = positives.length;
    return {
      variables: terms * (1 + 2 * inputs + p),
      clauses: terms * negatives + p + terms * p * (1 + inputs),
    };
  },
};
