// The proof, as a stream of binary LRAT or DRAT through a small buffer.
//
// A step is 'a', number, literals, 0, hints, 0 or 'd', numbers, 0, as varints of 7 bits, low ones first; literals are
// 2(v + 1) + sign. Derived clauses have the numbers 1, 2, … and are written 2j; the k-th clause given has the number −k and
// is written 2k + 1. DRAT has no numbers and no hints, and deletes by literals.
import { HEADER, idOf, literalAt, sizeOf } from "./clauses";
import { allocate } from "./memory";
import { STACK_BYTES, stackAt, stackClear, stackPush, stackSize } from "./stack";
import { unitIdOf, variables } from "./variables";

@external("host", "proof") declare function emit(address: usize, bytes: u32): void;

export const LRAT: i32 = 1;

const BUFFER: usize = 1 << 16;
const LONGEST_VARINT: usize = 5;
const ADD: u32 = 0x61;
const DELETE: u32 = 0x64;

/** Hints of the step to come, in order. */
export const HINTS = memory.data(STACK_BYTES, 4);
/** Further hints, to be written after those and in reverse: the clauses a conflict analysis resolves with. */
export const CHAIN = memory.data(STACK_BYTES, 4);

export namespace proof {
  /** 0 none, 1 LRAT, 2 DRAT. */
  export let format: i32 = 0;
  export let bytes: f64 = 0;
  /** Clauses derived so far. */
  export let derived: i32 = 0;
}

let buffer: usize = 0;
let position: usize = 0;

export function startProof(format: i32): void {
  proof.format = format;
  if (!format) return;
  buffer = allocate(BUFFER);
  position = buffer;
}

/** Hands what is in the buffer to the host. */
export function flushProof(): void {
  if (position == buffer) return;
  proof.bytes += <f64>(position - buffer);
  emit(buffer, <u32>(position - buffer));
  position = buffer;
}

function put(number: u32): void {
  if (position + LONGEST_VARINT > buffer + BUFFER) flushProof();
  while (number > 127) {
    store<u8>(position++, <u8>(number | 128));
    number >>= 7;
  }
  store<u8>(position++, <u8>number);
}

@inline function putId(id: i32): void {
  put(id > 0 ? <u32>id << 1 : (<u32>-id << 1) | 1);
}

function putLiterals(literals: usize, size: u32): void {
  for (let i: u32 = 0; i < size; i++) put(load<u32>(literals + (<usize>i << 2)) + 2);
  put(0);
}

/** Forgets the hints gathered so far. */
export function clearHints(): void {
  stackClear(HINTS);
  stackClear(CHAIN);
}

@inline export function hint(id: i32): void {
  stackPush(HINTS, <u32>id);
}

/** Writes a clause derived by the hints, which are forgotten. @returns its number */
export function derive(literals: usize, size: u32): i32 {
  const id = ++proof.derived;
  if (proof.format == 0) return id;
  put(ADD);
  if (proof.format == LRAT) putId(id);
  putLiterals(literals, size);
  if (proof.format == LRAT) {
    for (let i: u32 = 0; i < stackSize(HINTS); i++) putId(<i32>stackAt(HINTS, i));
    for (let i = stackSize(CHAIN); i-- > 0; ) putId(<i32>stackAt(CHAIN, i));
    put(0);
    clearHints();
  }
  return id;
}

/** Hints just that all literals of a clause but one (NO_LITERAL: all) are false at level 0, and the clause. */
export function hintRoots(clause: usize, except: u32): void {
  clearHints();
  for (let i: u32 = 0; i < sizeOf(clause); i++) {
    const literal = literalAt(clause, i);
    if (literal != except) hint(unitIdOf(literal >> 1));
  }
  hint(idOf(clause));
}

/** Derives the unit clause of a literal that a clause implies at level 0. */
export function deriveUnit(literal: u32, reason: usize): void {
  if (proof.format == LRAT) hintRoots(reason, literal);
  store<u32>(unitBuffer, literal);
  store<i32>(variables.unitIds + (<usize>(literal >> 1) << 2), derive(unitBuffer, 1));
}

const unitBuffer = memory.data(4, 4);

/** Writes that a clause is dropped. */
export function deleteStep(clause: usize): void {
  if (proof.format == 0) return;
  put(DELETE);
  if (proof.format == LRAT) {
    putId(idOf(clause));
    put(0);
  } else putLiterals(clause + HEADER, sizeOf(clause));
}
