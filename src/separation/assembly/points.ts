// The points, once for all units: sparse rows (x, 1) of numbers of magnitude at most 1.
import { allocate } from "./memory";

export namespace points {
  /** Examples. */
  export let count: u32 = 0;
  /** Coordinates of a row, the constant 1 being the last. */
  export let unknowns: u32 = 0;
  /** Bytes of a dense row of f64. */
  export let stride: usize = 0;
  /** u32 an example and one more: where its entries start. */
  export let starts: usize = 0;
  /** u32 an entry: its coordinate. The constant has no entry. */
  export let coordinates: usize = 0;
  /** f64 an entry; 0 when all are 1. */
  export let entries: usize = 0;
  /** A pair of f64 a coordinate: what rows are multiplied by (products.ts). */
  export let pairs: usize = 0;
}

export function reservePoints(count: u32, unknowns: u32, entries: u32, ones: bool): void {
  points.count = count;
  points.unknowns = unknowns;
  points.stride = ((<usize>unknowns << 3) + 31) & ~31;
  points.starts = allocate((<u64>count + 1) << 2);
  points.coordinates = allocate(<u64>entries << 2);
  if (!ones) points.entries = allocate(<u64>entries << 3);
  points.pairs = allocate(<u64>unknowns << 4);
}

@inline export function startOf(example: u32): usize {
  return <usize>load<u32>(points.starts + (<usize>example << 2));
}

@inline export function coordinateAt(entry: usize): usize {
  return <usize>load<u32>(points.coordinates + (entry << 2));
}

@inline export function entryAt(entry: usize): f64 {
  return points.entries ? load<f64>(points.entries + (entry << 3)) : 1;
}

/** Entries of an example's row without the constant. */
@inline export function entriesOf(example: u32): u32 {
  return <u32>(startOf(example + 1) - startOf(example));
}

/** The row times a vector of f64. */
export function product(example: u32, vector: usize): f64 {
  let sum = load<f64>(vector + (<usize>(points.unknowns - 1) << 3));
  const end = startOf(example + 1);
  for (let t = startOf(example); t < end; t++) sum += entryAt(t) * load<f64>(vector + (coordinateAt(t) << 3));
  return sum;
}

/** Adds a multiple of the row to a vector of f64. */
export function addRow(example: u32, factor: f64, vector: usize): void {
  const constant = vector + (<usize>(points.unknowns - 1) << 3);
  store<f64>(constant, load<f64>(constant) + factor);
  const end = startOf(example + 1);
  for (let t = startOf(example); t < end; t++) {
    const at = vector + (coordinateAt(t) << 3);
    store<f64>(at, load<f64>(at) + factor * entryAt(t));
  }
}
