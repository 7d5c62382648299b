// Many rows times one pair of vectors: what a pivot spends most of its time on.
//
// Rows of zeros and ones are read as words of some bits; when they are dense, the sums of pairs for all values of a
// word are tabulated first (the method of Four Russians), so that a row costs one addition a word.
import { allocate } from "./memory";
import { coordinateAt, points, startOf } from "./points";

/** Bits of a word in dense rows. Between 3 and 6 the time hardly differs. */
const DENSE_WIDTH: u32 = 4;

namespace words {
  export let width: u32 = 0;
  /** Pairs of f64: 2^width a word; `points.pairs` itself when the width is 1, a word 0 being left out. */
  export let table: usize = 0;
  /** u32 an example and one more: the address of its first word. */
  export let starts: usize = 0;
  /** u32 a word: the address of its sum. */
  export let sums: usize = 0;
}

/** Once, after the points have been written. */
export function prepareProducts(): void {
  if (points.entries) return;
  const dimension = points.unknowns - 1;
  const entries = startOf(points.count);
  const dense = <u64>entries * 4 > <u64>points.count * dimension;
  const width = dense ? DENSE_WIDTH : 1;
  words.width = width;
  words.table = dense ? allocate(<u64>((dimension + width - 1) / width) << (width + 4)) : points.pairs;
  words.starts = allocate((<u64>points.count + 1) << 2);
  words.sums = allocate(<u64>entries << 2);
  let at = words.sums;
  for (let e: u32 = 0; e < points.count; e++) {
    store<u32>(words.starts + (<usize>e << 2), <u32>at);
    let open: u32 = u32.MAX_VALUE;
    const end = startOf(e + 1);
    for (let t = startOf(e); t < end; t++) {
      const j = <u32>coordinateAt(t);
      if (!dense) {
        store<u32>(at, <u32>words.table + (j << 4));
        at += 4;
        continue;
      }
      const word = j / width;
      if (word != open) {
        open = word;
        store<u32>(at, <u32>words.table + (word << (width + 4)));
        at += 4;
      }
      store<u32>(at - 4, load<u32>(at - 4) + (1 << (j % width + 4)));
    }
  }
  store<u32>(words.starts + (<usize>points.count << 2), <u32>at);
}

/** To be called when `points.pairs` has changed, before `pairOf`. */
export function tabulate(): void {
  const width = words.width;
  if (width < 2) return;
  const dimension = points.unknowns - 1;
  let table = words.table;
  for (let first: u32 = 0; first < dimension; first += width) {
    const last = min(dimension, first + width);
    let filled: usize = 16;
    v128.store(table, f64x2.splat(0));
    for (let j = first; j < last; j++) {
      const pair = v128.load(points.pairs + (<usize>j << 4));
      for (let i: usize = 0; i < filled; i += 16) v128.store(table + filled + i, f64x2.add(v128.load(table + i), pair));
      filled <<= 1;
    }
    table += <usize>16 << width;
  }
}

/** An example's row times the pair of vectors. */
@inline export function pairOf(example: u32): v128 {
  let sum = v128.load(points.pairs + (<usize>(points.unknowns - 1) << 4));
  if (points.entries) {
    let at = points.coordinates + (startOf(example) << 2);
    const end = points.coordinates + (startOf(example + 1) << 2);
    let entry = points.entries + (startOf(example) << 3);
    for (; at < end; at += 4, entry += 8) {
      const pair = v128.load(points.pairs + (<usize>load<u32>(at) << 4));
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(entry), pair));
    }
  } else {
    let at = <usize>load<u32>(words.starts + (<usize>example << 2));
    const end = <usize>load<u32>(words.starts + (<usize>example << 2), 4);
    for (; at < end; at += 4) sum = f64x2.add(sum, v128.load(load<u32>(at)));
  }
  return sum;
}
