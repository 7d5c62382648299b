// Clauses: size, flags, number in the proof, literals, one after the other in chunks; the first two literals are watched.
//
// Two arenas, one of clauses given and one of clauses learnt. A clause is known by its address, a multiple of 4.
import { allocate, release } from "./memory";
import { STACK_BYTES, stackAt, stackPush, stackSet, stackShrink, stackSize } from "./stack";

/** Bytes before the literals. */
export const HEADER: usize = 12;

// Flags of a clause; the glue (number of levels when it was learnt, or fewer since) lies above them.
export const IS_LEARNT: u32 = 1;
/** To be dropped by the next compaction. */
export const GARBAGE: u32 = 2;
/** The reason of a literal; set while a compaction is prepared and run. */
export const IS_REASON: u32 = 4;
/** How many more reductions a clause survives because conflicts used it: a number of two bits. */
export const USED_SHIFT: u32 = 4;
export const USED_MASK: u32 = 3 << USED_SHIFT;
export const GLUE_SHIFT: u32 = 8;

const CHUNK: usize = 1 << 18;

// An arena is a stack of triples: start, end of use, end of a chunk; the last is the one being filled.
export const ORIGINALS = memory.data(STACK_BYTES, 4);
export const LEARNTS = memory.data(STACK_BYTES, 4);

export namespace clauses {
  /** Clauses in the arenas. */
  export let originals: u32 = 0;
  export let learnts: u32 = 0;
}

@inline export function sizeOf(clause: usize): u32 {
  return load<u32>(clause);
}

@inline export function clauseFlags(clause: usize): u32 {
  return load<u32>(clause, 4);
}

@inline export function setClauseFlags(clause: usize, flags: u32): void {
  store<u32>(clause, flags, 4);
}

/** Positive for a derived clause, negative for one given. */
@inline export function idOf(clause: usize): i32 {
  return load<i32>(clause, 8);
}

@inline export function glueOf(clause: usize): u32 {
  return clauseFlags(clause) >> GLUE_SHIFT;
}

@inline export function literalAt(clause: usize, index: u32): u32 {
  return load<u32>(clause + (<usize>index << 2), HEADER);
}

@inline export function bytesOf(clause: usize): usize {
  return HEADER + (<usize>sizeOf(clause) << 2);
}

/** Writes a clause into an arena. @param literals their address */
export function createClause(arena: usize, literals: usize, size: u32, flags: u32, id: i32): usize {
  const bytes = HEADER + (<usize>size << 2);
  let last = stackSize(arena);
  if (last == 0 || <usize>stackAt(arena, last - 2) + bytes > <usize>stackAt(arena, last - 1)) {
    const chunk = max(bytes, CHUNK);
    const start = allocate(chunk);
    stackPush(arena, <u32>start);
    stackPush(arena, <u32>start);
    stackPush(arena, <u32>(start + chunk));
    last += 3;
  }
  const clause = <usize>stackAt(arena, last - 2);
  stackSet(arena, last - 2, <u32>(clause + bytes));
  store<u32>(clause, size);
  store<u32>(clause, flags, 4);
  store<i32>(clause, id, 8);
  memory.copy(clause + HEADER, literals, <usize>size << 2);
  if (flags & IS_LEARNT) clauses.learnts++;
  else clauses.originals++;
  return clause;
}

/**
 * Slides the clauses of an arena together over the garbage, in place: chunks are filled again in the order in which
 * they are read, so what is written never overtakes what is read. `moved(from, to)` is called for each clause that stays,
 * once its new place is written.
 * @returns how many stay
 */
export function compactArena(arena: usize, moved: (from: usize, to: usize) => void): u32 {
  const chunks = stackSize(arena);
  if (chunks == 0) return 0;
  let filling: u32 = 0;
  let free = <usize>stackAt(arena, 0);
  let kept: u32 = 0;
  for (let chunk: u32 = 0; chunk < chunks; chunk += 3) {
    let clause = <usize>stackAt(arena, chunk);
    const end = <usize>stackAt(arena, chunk + 1);
    while (clause < end) {
      const bytes = bytesOf(clause);
      if (!(clauseFlags(clause) & GARBAGE)) {
        while (free + bytes > <usize>stackAt(arena, filling + 2)) {
          stackSet(arena, filling + 1, <u32>free);
          filling += 3;
          free = <usize>stackAt(arena, filling);
        }
        if (free != clause) memory.copy(free, clause, bytes);
        moved(clause, free);
        free += bytes;
        kept++;
      }
      clause += bytes;
    }
  }
  stackSet(arena, filling + 1, <u32>free);
  for (let chunk = filling + 3; chunk < chunks; chunk += 3) {
    const start = <usize>stackAt(arena, chunk);
    release(start, <usize>stackAt(arena, chunk + 2) - start);
  }
  stackShrink(arena, filling + 3);
  return kept;
}

/** Where the walk over an arena is: its chunk and the end of that. */
let walkArena: usize = 0;
let walkChunk: u32 = 0;
let walkEnd: usize = 0;

/** Starts a walk over the clauses of an arena, garbage included; one at a time. @returns the first clause, or 0 */
export function firstClause(arena: usize): usize {
  walkArena = arena;
  walkChunk = 0;
  walkEnd = 0;
  return openChunk();
}

/** The clause after this one on the walk, or 0. */
@inline export function nextClause(clause: usize): usize {
  const next = clause + bytesOf(clause);
  return next < walkEnd ? next : openChunk();
}

function openChunk(): usize {
  while (walkChunk < stackSize(walkArena)) {
    const start = <usize>stackAt(walkArena, walkChunk);
    walkEnd = <usize>stackAt(walkArena, walkChunk + 1);
    walkChunk += 3;
    if (start < walkEnd) return start;
  }
  return 0;
}
