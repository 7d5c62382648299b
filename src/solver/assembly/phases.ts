// Which value to try first: the one on the longest conflict-free trail (Biere & Fleury 2020), and new starts for it.
import { clauses } from "./clauses";
import { trailAt } from "./trail";
import { phaseOf, variables } from "./variables";
import { walk } from "./walk";

/** The n-th new start comes this many conflicts times n + 1 after the one before. */
const INTERVAL: u32 = 1000;

export namespace phases {
  export let rephasings: u32 = 0;
}

let targetSize: u32 = 0;
let bestSize: u32 = 0;

/** Notes the values of the first literals on the trail, which are free of conflict, if there never were as many. */
export function noteTrail(size: u32): void {
  if (size > targetSize) {
    targetSize = size;
    memory.fill(variables.target, 0, variables.count);
    copyTrail(variables.target, size);
  }
  if (size > bestSize) {
    bestSize = size;
    copyTrail(variables.best, size);
  }
}

function copyTrail(to: usize, size: u32): void {
  for (let i: u32 = 0; i < size; i++) {
    const literal = trailAt(i);
    store<i8>(to + (literal >> 1), phaseOf(literal));
  }
}

/** The literal of a variable to decide. */
@inline export function preferred(variable: u32): u32 {
  let phase = load<i8>(variables.target + variable);
  if (phase == 0) phase = load<i8>(variables.saved + variable);
  return (variable << 1) | (phase > 0 ? 0 : 1);
}

/** Starts anew, at level 0: from the best, inverted, false or saved values, improved by local search. */
export function rephase(conflicts: f64): void {
  phases.rephasings++;
  targetSize = 0;
  bestSize = 0;
  const saved = variables.saved;
  const turn = phases.rephasings % 6;
  for (let v: u32 = 0; v < variables.count; v++) {
    const phase = load<i8>(saved + v);
    const best = load<i8>(variables.best + v);
    if (turn & 1) store<i8>(saved + v, best ? best : phase);
    else if (turn == 2) store<i8>(saved + v, -phase);
    else if (turn == 4) store<i8>(saved + v, -1);
  }
  walk(2000 + <u32>min(20 * <f64>variables.count, 3 * conflicts));
  memory.fill(variables.target, 0, variables.count);
}

/** Conflicts until the next new start. */
export function rephaseInterval(): u32 {
  return INTERVAL * (phases.rephasings + 1);
}

/** Local search before the first decision: it decides most formulas that have many models, and costs others little. */
export function firstPhases(): void {
  if (clauses.originals) walk(2000 + 100 * min<u32>(variables.count, 500));
}
