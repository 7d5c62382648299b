// The kernel's own memory: blocks of 2^k bytes from the end of the heap, freed ones kept in a list per k.

/** The host throws: the kernel is left as it is and must not be entered again. So no allocation ever fails here. */
@external("host", "outOfMemory") declare function outOfMemory(): void;

/** The smallest block is 2^4 bytes, so that a free block can hold the address of the next one. */
const SMALLEST: u32 = 4;

/** The first free block of 2^k bytes, 0 for none. */
const FREE = memory.data(33 * 4, 4);

/** The first byte never handed out. */
let top: usize = (__heap_base + 15) & ~15;

/** The most pages of 64 KiB that the memory may have. */
let mostPages: i32 = 65536;

export function limitMemory(pages: i32): void {
  mostPages = pages;
}

/** Bytes that were ever handed out. */
export function memoryUsed(): usize {
  return top;
}

/** Bytes that can still be handed out without the end of memory, not counting freed blocks. */
export function memoryLeft(): f64 {
  return <f64>mostPages * 65536 - <f64>top;
}

function extend(bytes: usize): usize {
  const start = top;
  const end = <u64>start + bytes;
  const wanted = <i32>((end + 0xffff) >> 16);
  const have = memory.size();
  if (wanted > have) {
    if (wanted > mostPages) outOfMemory();
    // A quarter more than there is, so that growing stays rare; less when that is refused.
    const ample = min(mostPages, max(wanted, have + (have >> 2)));
    if (memory.grow(ample - have) < 0 && memory.grow(wanted - have) < 0) outOfMemory();
  }
  top = <usize>end;
  return start;
}

@inline function sizeClass(bytes: usize): u32 {
  return bytes <= 1 << SMALLEST ? SMALLEST : 32 - clz<u32>(<u32>bytes - 1);
}

/** A block of at least so many bytes, with any contents. */
export function allocate(bytes: usize): usize {
  if (bytes > 1 << 31) outOfMemory();
  const k = sizeClass(bytes);
  const list = FREE + (<usize>k << 2);
  const block = load<usize>(list);
  if (block == 0) return extend(<usize>1 << k);
  store<usize>(list, load<usize>(block));
  return block;
}

/** A block of zeros. */
export function allocateZeroed(bytes: usize): usize {
  const fresh = top;
  const block = allocate(bytes);
  // Memory never handed out is zero; pages that nobody touches cost nothing.
  if (block < fresh) memory.fill(block, 0, bytes);
  return block;
}

/** @param bytes as it was asked for */
export function release(block: usize, bytes: usize): void {
  const list = FREE + (<usize>sizeClass(bytes) << 2);
  store<usize>(block, load<usize>(list));
  store<usize>(list, block);
}

/** Moves a block (0 for none) to a larger one; what is new is zero. */
export function enlarge(block: usize, from: usize, to: usize): usize {
  const larger = allocateZeroed(to);
  if (block) {
    memory.copy(larger, block, from);
    release(block, from);
  }
  return larger;
}
