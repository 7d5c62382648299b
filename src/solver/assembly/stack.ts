// Growing lists of u32, each behind a descriptor of 12 bytes: address, length, capacity.
import { enlarge } from "./memory";

/** The size of a descriptor; `memory.data(STACK_BYTES, 4)` makes an empty stack. */
export const STACK_BYTES: i32 = 12;

@inline export function stackSize(stack: usize): u32 {
  return load<u32>(stack, 4);
}

@inline export function stackClear(stack: usize): void {
  store<u32>(stack, 0, 4);
}

@inline export function stackShrink(stack: usize, size: u32): void {
  store<u32>(stack, size, 4);
}

@inline export function stackAt(stack: usize, index: u32): u32 {
  return load<u32>(load<usize>(stack) + (<usize>index << 2));
}

@inline export function stackSet(stack: usize, index: u32, value: u32): void {
  store<u32>(load<usize>(stack) + (<usize>index << 2), value);
}

/** The address of the first entry; valid until the next push. */
@inline export function stackData(stack: usize): usize {
  return load<usize>(stack);
}

/** Makes room for so many entries in all. */
export function stackReserve(stack: usize, size: u32): void {
  const capacity = load<u32>(stack, 8);
  if (size <= capacity) return;
  const larger = max(size, max<u32>(16, 2 * capacity));
  store<usize>(stack, enlarge(load<usize>(stack), <usize>capacity << 2, <usize>larger << 2));
  store<u32>(stack, larger, 8);
}

@inline export function stackPush(stack: usize, value: u32): void {
  const size = load<u32>(stack, 4);
  if (size == load<u32>(stack, 8)) stackReserve(stack, size + 1);
  store<u32>(load<usize>(stack) + (<usize>size << 2), value);
  store<u32>(stack, size + 1, 4);
}

@inline export function stackPop(stack: usize): u32 {
  const size = load<u32>(stack, 4) - 1;
  store<u32>(stack, size, 4);
  return load<u32>(load<usize>(stack) + (<usize>size << 2));
}
