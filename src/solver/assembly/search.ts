// The search: propagate, learn from conflicts, and otherwise restart, forget, start anew or decide.
import { formula, refute, toDimacs } from "./add";
import { analysis, analyze, LEARNT_CLAUSE, usesOf } from "./analyze";
import { ASSUMPTIONS, blame } from "./assumptions";
import {
  createClause, firstClause, GLUE_SHIFT, IS_LEARNT, LEARNTS, literalAt, nextClause, ORIGINALS, sizeOf, USED_SHIFT,
} from "./clauses";
import { decay, heapSize, pop, settle, weigh } from "./heap";
import { firstPhases, noteTrail, preferred, rephase, rephaseInterval } from "./phases";
import { derive } from "./proof";
import { propagate, propagation } from "./propagate";
import { reduce, reductionInterval } from "./reduce";
import { nextInterval, restartLevel } from "./restart";
import { STACK_BYTES, stackAt, stackClear, stackData, stackPush, stackSize } from "./stack";
import { assign, backtrack, newLevel, startOf, trail, trailAt } from "./trail";
import { NONE, valueOf, variables } from "./variables";
import { attach } from "./watches";

/** Whether the search should go on; asked now and then. */
@external("host", "goOn") declare function goOn(): bool;
/** Shows the observer `added` literals after the `kept` first that it knows. @returns whether to go on */
@external("host", "observe") declare function observe(kept: u32, literals: usize, added: u32): bool;

// Answers of `search`.
export const SATISFIABLE: i32 = 10;
export const UNSATISFIABLE: i32 = 20;
/** The number of conflicts is reached. */
export const TIRED: i32 = 1;
/** The host said not to go on. */
export const EXPIRED: i32 = 2;
/** The observer said so. */
export const STOPPED: i32 = 3;

const DECAY: f64 = 0.96;
/** How much work there is between two questions to the host: about a millisecond. */
const WORK_BETWEEN_POLLS: u64 = 1 << 17;

export namespace search {
  export let conflicts: f64 = 0;
  export let decisions: f64 = 0;
  export let restarts: f64 = 0;
  /** 0: there is no observer. */
  export let observeEvery: u32 = 0;
  export let polling: bool = false;
}

/** DIMACS literals for the observer. */
const SHOWN = memory.data(STACK_BYTES, 4);

let started: bool = false;
let nextRestart: f64 = 0;
let nextReduction: f64 = 0;
let nextRephase: f64 = 0;
let nextPoll: u64 = 0;
let unobserved: u32 = 0;

/** Decides the clauses under the assumptions, with at most so many conflicts. */
export function solve(mostConflicts: f64): i32 {
  if (!formula.consistent) return UNSATISFIABLE;
  if (!started) start();
  const end = search.conflicts + mostConflicts;
  nextPoll = propagation.work + WORK_BETWEEN_POLLS;
  while (formula.consistent) {
    const conflict = trail.conflict ? trail.conflict : propagate();
    if (conflict) {
      if (trail.level == 0) refute(conflict);
      else if (search.conflicts < end) learn(conflict);
      else {
        // It is what the search goes on with.
        trail.conflict = conflict;
        return TIRED;
      }
      continue;
    }
    if (search.polling && propagation.work >= nextPoll) {
      nextPoll = propagation.work + WORK_BETWEEN_POLLS;
      if (!goOn()) return EXPIRED;
    }
    if (maintain()) continue;
    if (search.observeEvery && ++unobserved >= search.observeEvery) {
      unobserved = 0;
      const size = trail.size;
      if (!show()) return STOPPED;
      if (!formula.consistent || trail.conflict || trail.size != size || trail.propagated < size) continue;
    }
    const answer = decide();
    if (answer) return answer;
  }
  return UNSATISFIABLE;
}

/** Before the first decision of all. */
function start(): void {
  started = true;
  nextRestart = <f64>nextInterval();
  nextReduction = <f64>reductionInterval();
  nextRephase = <f64>rephaseInterval();
  weighOccurrences();
  if (stackSize(ASSUMPTIONS) == 0 && trail.level == 0 && !propagate()) firstPhases();
}

/**
 * Until conflicts say more, variables of many and short clauses come first (Jeroslow & Wang, Ann. Math. Artif. Intell. 1
 * (1990) 167-187): an eighth fewer conflicts. A hundred occurrences count no more than a conflict.
 */
function weighOccurrences(): void {
  for (let clause = firstClause(ORIGINALS); clause; clause = nextClause(clause)) {
    const size = sizeOf(clause);
    const weight = size < 32 ? 0.01 / <f64>(1 << size) : 0;
    for (let i: u32 = 0; i < size; i++) weigh(literalAt(clause, i) >> 1, weight);
  }
  settle();
}

function learn(conflict: usize): void {
  search.conflicts++;
  noteTrail(startOf(trail.level));
  const level = analyze(conflict);
  backtrack(level);
  const size = stackSize(LEARNT_CLAUSE);
  const literals = stackData(LEARNT_CLAUSE);
  const id = derive(literals, size);
  const literal = load<u32>(literals);
  if (size == 1) {
    store<i32>(variables.unitIds + (<usize>(literal >> 1) << 2), id);
    assign(literal, 0);
  } else {
    const flags = IS_LEARNT | (usesOf(analysis.glue) << USED_SHIFT) | (analysis.glue << GLUE_SHIFT);
    const clause = createClause(LEARNTS, literals, size, flags, id);
    attach(clause, true);
    assign(literal, clause);
  }
  decay(DECAY);
}

/** Restarts, forgets or starts anew when it is time to. @returns whether the trail may have changed */
function maintain(): bool {
  const conflicts = search.conflicts;
  if (conflicts >= nextRestart) {
    search.restarts++;
    nextRestart = conflicts + <f64>nextInterval();
    backtrack(restartLevel(stackSize(ASSUMPTIONS)));
  }
  if (conflicts >= nextReduction) {
    reduce();
    nextReduction = conflicts + <f64>reductionInterval();
  }
  if (conflicts >= nextRephase) {
    backtrack(0);
    rephase(conflicts);
    nextRephase = conflicts + <f64>rephaseInterval();
    return true;
  }
  return false;
}

function show(): bool {
  stackClear(SHOWN);
  const kept = trail.reported;
  for (let i = kept; i < trail.size; i++) stackPush(SHOWN, <u32>toDimacs(trailAt(i)));
  trail.reported = trail.size;
  return observe(kept, stackData(SHOWN), stackSize(SHOWN));
}

/** Opens a level with the next assumption or the best free variable. @returns the answer when there is neither */
function decide(): i32 {
  while (trail.level < stackSize(ASSUMPTIONS)) {
    const assumption = stackAt(ASSUMPTIONS, trail.level);
    const value = valueOf(assumption);
    if (value < 0) {
      blame(assumption);
      return UNSATISFIABLE;
    }
    newLevel();
    if (value == 0) {
      search.decisions++;
      assign(assumption, 0);
      return 0;
    }
  }
  let variable = NONE;
  while (heapSize() && variable == NONE) {
    const best = pop();
    if (valueOf(best << 1) == 0) variable = best;
  }
  if (variable == NONE) return SATISFIABLE;
  search.decisions++;
  newLevel();
  assign(preferred(variable), 0);
  return 0;
}
