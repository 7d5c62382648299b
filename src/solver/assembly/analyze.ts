// Conflict analysis: the first unique implication point (Marques-Silva & Sakallah 1999, Zhang et al. 2001), with the hints
// of the learnt clause gathered as it is resolved.
import {
  GLUE_SHIFT, glueOf, clauseFlags, idOf, IS_LEARNT, literalAt, setClauseFlags, sizeOf, USED_MASK, USED_SHIFT,
} from "./clauses";
import { bump } from "./heap";
import { minimize } from "./minimize";
import { CHAIN, clearHints, hint, LRAT, proof } from "./proof";
import { STACK_BYTES, stackAt, stackClear, stackPush, stackSet, stackSize } from "./stack";
import { trail, trailAt } from "./trail";
import { flagsOf, levelOf, NO_LITERAL, reasonOf, SEEN, setFlags, unitIdOf, variables } from "./variables";

/** Learnt clauses of at most this glue are kept for good, and of at most that are kept longer after use. */
export const TIER1: u32 = 2;
export const TIER2: u32 = 6;

/** The literals of the learnt clause; the first is the one it will imply, the second one of the backjump level. */
export const LEARNT_CLAUSE = memory.data(STACK_BYTES, 4);
/** Variables whose flags are to be cleared. */
export const MET = memory.data(STACK_BYTES, 4);

export namespace analysis {
  /** The number of levels in the learnt clause before minimisation. */
  export let glue: u32 = 0;
  /** What marks a level as met in `variables.stamps`. */
  export let stamp: u32 = 0;
}

@inline function meet(variable: u32): void {
  setFlags(variable, SEEN);
  stackPush(MET, variable);
}

@inline function stampAddress(level: u32): usize {
  return variables.stamps + (<usize>level << 2);
}

/** Whether a level is met for the first time since `analysis.stamp` was raised. */
@inline function stampLevel(level: u32): bool {
  const address = stampAddress(level);
  if (load<u32>(address) == analysis.stamp) return false;
  store<u32>(address, analysis.stamp);
  return true;
}

@inline export function isStamped(level: u32): bool {
  return load<u32>(stampAddress(level)) == analysis.stamp;
}

/** How many reductions a clause survives by a use. */
@inline export function usesOf(glue: u32): u32 {
  return glue <= TIER2 ? 2 : 1;
}

/** A learnt clause met in a conflict is used; its glue may have become smaller (Audemard & Simon, IJCAI 2009). */
function useClause(clause: usize): void {
  const flags = clauseFlags(clause);
  let glue = glueOf(clause);
  if (glue > TIER1) {
    analysis.stamp++;
    let now: u32 = 0;
    const size = sizeOf(clause);
    for (let i: u32 = 0; i < size && now < glue; i++) if (stampLevel(levelOf(literalAt(clause, i) >> 1))) now++;
    glue = now;
  }
  const kept = flags & ((1 << GLUE_SHIFT) - 1) & ~USED_MASK;
  setClauseFlags(clause, kept | (usesOf(glue) << USED_SHIFT) | (glue << GLUE_SHIFT));
}

/**
 * Learns a clause from one that is false at the current level. Its hints are left for `derive`.
 * @returns the level to go back to
 */
export function analyze(conflict: usize): u32 {
  const hinting = proof.format == LRAT;
  const level = trail.level;
  let clause = conflict;
  let literal = NO_LITERAL;
  let index = trail.size;
  let open: u32 = 0;
  if (hinting) clearHints();
  stackClear(LEARNT_CLAUSE);
  stackPush(LEARNT_CLAUSE, NO_LITERAL);
  stackClear(MET);
  do {
    if (clauseFlags(clause) & IS_LEARNT) useClause(clause);
    if (hinting) stackPush(CHAIN, <u32>idOf(clause));
    const size = sizeOf(clause);
    for (let i: u32 = 0; i < size; i++) {
      const other = literalAt(clause, i);
      const variable = other >> 1;
      if (other == literal || flagsOf(variable)) continue;
      const at = levelOf(variable);
      if (at == 0) {
        if (hinting) {
          meet(variable);
          hint(unitIdOf(variable));
        }
        continue;
      }
      meet(variable);
      bump(variable);
      if (at == level) open++;
      else stackPush(LEARNT_CLAUSE, other);
    }
    do literal = trailAt(--index);
    while (!flagsOf(literal >> 1));
    clause = reasonOf(literal >> 1);
    open--;
  } while (open > 0);
  stackSet(LEARNT_CLAUSE, 0, literal ^ 1);
  countLevels();
  minimize();
  bumpReasons();
  for (let i: u32 = 0; i < stackSize(MET); i++) setFlags(stackAt(MET, i), 0);
  return secondHighestLevel();
}

/** Stamps the levels of the learnt clause but the current one, and counts them all. */
function countLevels(): void {
  analysis.stamp++;
  analysis.glue = 1;
  for (let i: u32 = 1; i < stackSize(LEARNT_CLAUSE); i++)
    if (stampLevel(levelOf(stackAt(LEARNT_CLAUSE, i) >> 1))) analysis.glue++;
}

/** Bumps also what implied the literals of the learnt clause (Biere & Fröhlich, SAT 2015: reason side). */
function bumpReasons(): void {
  for (let i: u32 = 0; i < stackSize(LEARNT_CLAUSE); i++) {
    const reason = reasonOf(stackAt(LEARNT_CLAUSE, i) >> 1);
    if (!reason) continue;
    const size = sizeOf(reason);
    for (let k: u32 = 0; k < size; k++) {
      const variable = literalAt(reason, k) >> 1;
      if (flagsOf(variable) & SEEN || levelOf(variable) == 0) continue;
      setFlags(variable, flagsOf(variable) | SEEN);
      stackPush(MET, variable);
      bump(variable);
    }
  }
}

/** Moves a literal of the highest level after the first to the second place. @returns that level */
function secondHighestLevel(): u32 {
  let highest: u32 = 0;
  let place: u32 = 0;
  for (let i: u32 = 1; i < stackSize(LEARNT_CLAUSE); i++) {
    const level = levelOf(stackAt(LEARNT_CLAUSE, i) >> 1);
    if (level > highest) {
      highest = level;
      place = i;
    }
  }
  if (place > 1) {
    const second = stackAt(LEARNT_CLAUSE, 1);
    stackSet(LEARNT_CLAUSE, 1, stackAt(LEARNT_CLAUSE, place));
    stackSet(LEARNT_CLAUSE, place, second);
  }
  return highest;
}
