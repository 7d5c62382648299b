// Programs beside ours that check LRAT, and solvers, which must find the same.

/** What to call, with which arguments, and the words for success. Those that are not installed are left out. */
export const CHECKERS: [string, (cnf: string, lrat: string) => string[], RegExp][] = [
  ['lrat-check', (cnf, lrat) => [cnf, lrat], /VERIFIED/],
  ['cake_lpr', (cnf, lrat) => [cnf, lrat], /s VERIFIED UNSAT/],
  ['lrat-trim', (cnf, lrat) => [cnf, lrat], /s VERIFIED/],
  ['cadical', (cnf) => [cnf], /s UNSATISFIABLE/],
  ['minisat', (cnf) => [cnf], /UNSATISFIABLE/],
];
