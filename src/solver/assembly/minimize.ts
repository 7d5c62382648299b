// Minimisation of the learnt clause: a literal goes when the others imply it (Sörensson & Biere, SAT 2009).
import { isStamped, LEARNT_CLAUSE, MET } from "./analyze";
import { idOf, literalAt, sizeOf } from "./clauses";
import { hint, LRAT, proof } from "./proof";
import { STACK_BYTES, stackAt, stackClear, stackPop, stackPush, stackSet, stackShrink, stackSize } from "./stack";
import { flagsOf, HINTED, IMPLIED, LEARNT, levelOf, NEEDED, reasonOf, SEEN, setFlags, unitIdOf } from "./variables";

/** Deeper implications are not followed: the stack of WebAssembly is small. */
const DEEPEST: u32 = 500;

/** The literals dropped, for their hints. */
const DROPPED = memory.data(STACK_BYTES, 4);
/** Variables whose reasons are being walked, each with the place reached in it. */
const WALK = memory.data(STACK_BYTES, 4);

/** Drops the implied literals of the learnt clause and hints why. */
export function minimize(): void {
  const size = stackSize(LEARNT_CLAUSE);
  let kept: u32 = 1;
  stackClear(DROPPED);
  for (let i: u32 = 1; i < size; i++) {
    const literal = stackAt(LEARNT_CLAUSE, i);
    if (reasonOf(literal >> 1) && isImplied(literal >> 1, 0)) stackPush(DROPPED, literal);
    else stackSet(LEARNT_CLAUSE, kept++, literal);
  }
  stackShrink(LEARNT_CLAUSE, kept);
  if (proof.format == LRAT && stackSize(DROPPED)) hintDropped();
}

/** Whether a variable's value follows from literals of the learnt clause being false. */
function isImplied(variable: u32, depth: u32): bool {
  const flags = flagsOf(variable);
  const level = levelOf(variable);
  if (level == 0 || flags & IMPLIED || (depth > 0 && flags & SEEN)) return true;
  const reason = reasonOf(variable);
  if (!reason || flags & NEEDED || !isStamped(level) || depth > DEEPEST) return false;
  const size = sizeOf(reason);
  let implied = true;
  for (let i: u32 = 0; i < size; i++) {
    const other = literalAt(reason, i) >> 1;
    if (other != variable && !isImplied(other, depth + 1)) {
      implied = false;
      break;
    }
  }
  if (!flags) stackPush(MET, variable);
  setFlags(variable, flagsOf(variable) | (implied ? IMPLIED : NEEDED));
  return implied;
}

/**
 * Hints the reasons of the dropped literals, each after those that it rests on: a walk in post-order down to the
 * literals of the learnt clause and level 0.
 */
function hintDropped(): void {
  for (let i: u32 = 0; i < stackSize(LEARNT_CLAUSE); i++) {
    const variable = stackAt(LEARNT_CLAUSE, i) >> 1;
    setFlags(variable, flagsOf(variable) | LEARNT);
  }
  stackClear(WALK);
  for (let i: u32 = 0; i < stackSize(DROPPED); i++) {
    descend(stackAt(DROPPED, i) >> 1);
    while (stackSize(WALK)) {
      const place = stackPop(WALK);
      const variable = stackPop(WALK);
      const reason = reasonOf(variable);
      if (place == sizeOf(reason)) {
        hint(idOf(reason));
        continue;
      }
      stackPush(WALK, variable);
      stackPush(WALK, place + 1);
      const other = literalAt(reason, place) >> 1;
      if (other != variable) descend(other);
    }
  }
}

@inline function descend(variable: u32): void {
  const flags = flagsOf(variable);
  const root = levelOf(variable) == 0;
  // At level 0 SEEN says that the unit is hinted already.
  if (flags & (LEARNT | HINTED) || (root && flags & SEEN)) return;
  if (!flags) stackPush(MET, variable);
  setFlags(variable, flags | HINTED);
  if (root) hint(unitIdOf(variable));
  else {
    stackPush(WALK, variable);
    stackPush(WALK, 0);
  }
}
