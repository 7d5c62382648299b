// A small complete search for models of a formula: unit propagation and backtracking, nothing to trust but this page.
import type { Formula } from './formula.ts';

/** `unknown`: the budget ran out. */
export type Refutation = 'satisfiable' | 'unsatisfiable' | 'unknown';

/**
 * Davis, Logemann and Loveland (1962): branches on a shortest open clause.
 * @param budget clauses looked at before giving up; the outcome depends on nothing else
 */
export function refute({ variables, clauses }: Formula, budget: number): Refutation {
  if (clauses.some((clause) => clause.length === 0)) return 'unsatisfiable';
  /** Clauses that contain a literal, at 2v for v and 2v + 1 for -v. */
  const occurrences: number[][] = Array.from({ length: 2 * variables + 2 }, () => []);
  const slot = (literal: number): number => (literal > 0 ? 2 * literal : 1 - 2 * literal);
  clauses.forEach((clause, c) => {
    for (const literal of new Set(clause)) occurrences[slot(literal)]!.push(c);
  });
  /** 1 true, -1 false, 0 open, by variable. */
  const value = new Int8Array(variables + 1);
  const trail: number[] = [];
  let work = 0;
  const valueOf = (literal: number): number => (literal > 0 ? value[literal]! : -value[-literal]!);

  /** Open literals of a clause, or null when a literal is true. */
  const open = (c: number): number[] | null => {
    work++;
    const left: number[] = [];
    for (const literal of clauses[c]!) {
      const v = valueOf(literal);
      if (v > 0) return null;
      if (v === 0) left.push(literal);
    }
    return left;
  };
  /** Makes literals true with all that follows; false at a contradiction. */
  const assign = (literals: readonly number[]): boolean => {
    const queue = [...literals];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const v = valueOf(next);
      if (v > 0) continue;
      if (v < 0) return false;
      value[Math.abs(next)] = next > 0 ? 1 : -1;
      trail.push(Math.abs(next));
      for (const c of occurrences[slot(-next)]!) {
        const left = open(c);
        if (left === null || left.length > 1) continue;
        if (left.length === 0) return false;
        queue.push(left[0]!);
      }
    }
    return true;
  };
  const undo = (length: number): void => {
    while (trail.length > length) value[trail.pop()!] = 0;
  };
  /** The literal to try: of the shortest open clauses the one that occurs most; undefined when all are satisfied. */
  const branch = (): number | undefined => {
    let best: number | undefined;
    let shortest = Infinity;
    let most = -1;
    for (let c = 0; c < clauses.length; c++) {
      const left = open(c);
      if (left === null || left.length > shortest) continue;
      for (const literal of left) {
        const count = occurrences[slot(literal)]!.length + occurrences[slot(-literal)]!.length;
        if (left.length < shortest || count > most) {
          shortest = left.length;
          most = count;
          best = literal;
        }
      }
    }
    return best;
  };

  const decisions: { literal: number; length: number; flipped: boolean }[] = [];
  let consistent = assign(clauses.flatMap((clause) => (clause.length === 1 ? clause : [])));
  for (;;) {
    if (work > budget) return 'unknown';
    if (consistent) {
      const literal = branch();
      if (literal === undefined) return 'satisfiable';
      decisions.push({ literal, length: trail.length, flipped: false });
      consistent = assign([literal]);
      continue;
    }
    while (decisions.at(-1)?.flipped) undo(decisions.pop()!.length);
    const last = decisions.at(-1);
    if (last === undefined) return 'unsatisfiable';
    undo(last.length);
    last.flipped = true;
    consistent = assign([-last.literal]);
  }
}
