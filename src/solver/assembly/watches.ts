// Watch lists: for a literal l the clauses that watch l, looked at when l becomes false.
//
// A watch is a u64: the clause's address with two flags in the low half, the blocker in the high half. The blocker is
// some other literal of the clause; while it is true the clause need not be looked at (Chu, Harwood & Stuckey 2008).
import { allocate, release } from "./memory";
import { literalAt, sizeOf } from "./clauses";
import { variables } from "./variables";

/** The clause has two literals: the blocker is the other one. */
export const BINARY: u32 = 1;
/** The clause is learnt. */
export const FROM_LEARNT: u32 = 2;
/** The address in a watch. */
export const ADDRESS: u32 = ~3;

const SMALLEST: usize = 32;

@inline export function listOf(literal: u32): usize {
  return variables.watches + (<usize>literal << 4);
}

/** Adds a watch to a literal's list. @param tagged the clause's address and flags */
@inline export function addWatch(literal: u32, tagged: u32, blocker: u32): void {
  const list = listOf(literal);
  let end = load<usize>(list, 4);
  if (end == load<usize>(list, 8)) end = growList(list);
  store<u64>(end, <u64>tagged | (<u64>blocker << 32));
  store<usize>(list, end + 8, 4);
}

function growList(list: usize): usize {
  const start = load<usize>(list);
  const bytes = load<usize>(list, 4) - start;
  const larger = max(SMALLEST, 2 * bytes);
  const block = allocate(larger);
  if (bytes) {
    memory.copy(block, start, bytes);
    release(start, bytes);
  }
  store<usize>(list, block);
  store<usize>(list, block + bytes, 4);
  store<usize>(list, block + larger, 8);
  return block + bytes;
}

/** Watches the first two literals of a clause. */
export function attach(clause: usize, learnt: bool): void {
  const a = literalAt(clause, 0);
  const b = literalAt(clause, 1);
  const tagged = <u32>clause | (sizeOf(clause) == 2 ? BINARY : 0) | (learnt ? FROM_LEARNT : 0);
  addWatch(a, tagged, b);
  addWatch(b, tagged, a);
}

/** Takes watches out of all lists: those of learnt clauses, and those of given clauses, too, when told. */
export function dropWatches(ofOriginals: bool): void {
  for (let l: u32 = 0; l < 2 * variables.count; l++) {
    const list = listOf(l);
    const start = load<usize>(list);
    let kept = start;
    if (!ofOriginals) {
      const end = load<usize>(list, 4);
      for (let at = start; at < end; at += 8) {
        const watch = load<u64>(at);
        if (watch & FROM_LEARNT) continue;
        store<u64>(kept, watch);
        kept += 8;
      }
    }
    store<usize>(list, kept, 4);
  }
}
