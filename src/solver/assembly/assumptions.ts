// Assumptions: decided first, in their order, each at a level of its own; and which of them clash.
import { INPUT, fromDimacs } from "./add";
import { literalAt, sizeOf } from "./clauses";
import { STACK_BYTES, stackAt, stackClear, stackPush, stackReserve, stackSet, stackShrink, stackSize } from "./stack";
import { backtrack, startOf, trail, trailAt } from "./trail";
import { create, flagsOf, levelOf, reasonOf, reserveLevels, SEEN, setFlags } from "./variables";

export const ASSUMPTIONS = memory.data(STACK_BYTES, 4);
/** Assumptions that cannot hold together, after an answer `unsat`. */
export const FAILED = memory.data(STACK_BYTES, 4);

/** Takes the assumptions in INPUT; the levels of those that stay as they were are kept. */
export function assume(count: u32): void {
  let common: u32 = 0;
  const before = stackSize(ASSUMPTIONS);
  for (let i: u32 = 0; i < count; i++) create((fromDimacs(<i32>stackAt(INPUT, i)) >> 1) + 1);
  while (common < min(before, count) && fromDimacs(<i32>stackAt(INPUT, common)) == stackAt(ASSUMPTIONS, common)) common++;
  if (common < max(before, count)) backtrack(common);
  reserveLevels(count);
  stackReserve(ASSUMPTIONS, count);
  stackShrink(ASSUMPTIONS, count);
  for (let i = common; i < count; i++) stackSet(ASSUMPTIONS, i, fromDimacs(<i32>stackAt(INPUT, i)));
  stackClear(FAILED);
}

/** Collects the assumptions that make another one false (MiniSat's analyzeFinal). */
export function blame(assumption: u32): void {
  stackPush(FAILED, assumption);
  if (levelOf(assumption >> 1) == 0) return;
  setFlags(assumption >> 1, SEEN);
  const start = startOf(1);
  for (let i = trail.size; i-- > start; ) {
    const literal = trailAt(i);
    const variable = literal >> 1;
    if (!flagsOf(variable)) continue;
    setFlags(variable, 0);
    const reason = reasonOf(variable);
    if (!reason) {
      stackPush(FAILED, literal);
      continue;
    }
    for (let k: u32 = 0; k < sizeOf(reason); k++) {
      const other = literalAt(reason, k) >> 1;
      if (other != variable && levelOf(other)) setFlags(other, SEEN);
    }
  }
}
