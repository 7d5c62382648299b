// Values of a formula's auxiliary variables from those of its main variables, without search.
import { literalIsTrue, type Cnf } from '../problem/sat.ts';

/**
 * Gives every variable a value: the known ones theirs; each other, in ascending order, is true iff some clause of which
 * it is the largest variable would be false otherwise.
 *
 * A variable that an encoder of this folder makes is larger than those it is defined from. A gate's clauses force it one
 * way or the other, so it gets the one value it can have. A totalizer's output is forced to be true or free; false is
 * then the better value, as it occurs negated wherever else it occurs. The auxiliary variable of a direction of a truth
 * table is forced both ways at once only by tables that are no threshold functions. So the result is a model whenever the
 * formula has one with these values of the main variables. Linear time.
 * @param known the values of the main variables
 * @returns `values[v - 1]` is the value of variable v
 */
export function complete(cnf: Cnf, known: ReadonlyMap<number, boolean>): boolean[] {
  const values = Array.from({ length: cnf.variables }, (_, i) => known.get(i + 1) ?? false);
  // The clauses by largest variable, as lists: the first of each, and the one after each; -1 ends a list.
  const first = new Int32Array(cnf.variables + 1).fill(-1);
  const after = new Int32Array(cnf.clauses.length);
  cnf.clauses.forEach((clause, c) => {
    let largest = 0;
    for (const literal of clause) largest = Math.max(largest, Math.abs(literal));
    after[c] = first[largest]!;
    first[largest] = c;
  });
  for (let variable = 1; variable <= cnf.variables; variable++) {
    if (known.has(variable)) continue;
    for (let c = first[variable]!; c >= 0 && !values[variable - 1]; c = after[c]!)
      values[variable - 1] = !cnf.clauses[c]!.some((literal) => literalIsTrue(literal, values));
  }
  return values;
}
