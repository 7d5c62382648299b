// The kernel's memory: blocks that live as long as the instance.

/** The host throws; nothing has been changed yet, so what was made before can still be used. */
@external("host", "outOfMemory") declare function outOfMemory(): void;

/** Vectors are read 16 bytes at a time. */
const ALIGNMENT: u64 = 16;

let top: usize = (__heap_base + 15) & ~15;
let mostPages: i32 = 65536;

export function limitMemory(pages: i32): void {
  mostPages = pages;
}

/** So many bytes in multiples of 16. */
export function rounded(bytes: u64): u64 {
  return (bytes + (ALIGNMENT - 1)) & ~(ALIGNMENT - 1);
}

/** A block of zeros that starts at a multiple of 16. */
export function allocate(bytes: u64): usize {
  const start = top;
  const end = <u64>start + rounded(bytes);
  const wanted = (end + 0xffff) >> 16;
  const have = memory.size();
  if (wanted > <u64>mostPages || (wanted > <u64>have && memory.grow(<i32>wanted - have) < 0)) outOfMemory();
  top = <usize>end;
  return start;
}
