// Where things stand in the memory of the float kernel: the layout of ../../float/layout.ts, and what the host adds.
//
// A float of the reference is a vector here, of four restarts. The host begins the memory with the addresses below.

// Words of the header, in bytes.
export const EXAMPLES = 0;
export const OUTPUTS = 4;
export const STEPS = 8;
export const PLACES = 12;
export const PARAMETERS = 16;
export const BATCH = 20;
export const RELAXATION = 24;
export const LOSS = 28;
export const RULE = 32;
export const DIRECT = 36;
export const TOTAL_EPOCHS = 40;
export const STEPS_AT = 48;
export const OUTPUTS_AT = 52;
export const TARGETS_AT = 56;
export const STRIDES_AT = 64;
export const DECAYS_AT = 68;
export const DECAYS = 72;
export const DECAY_EPOCHS = 76;
export const RATE = 80;
export const BETA1 = 84;
export const BETA2 = 88;
export const STEEPNESS_START = 92;
export const STEEPNESS_END = 96;

// Words of a step, in bytes.
export const KIND = 0;
export const STEP_PLACE = 4;
export const UNITS = 8;
export const INPUTS = 12;
export const NODES = 16;
export const LIST = 20;
export const PARAMETER = 24;
export const EACH = 28;
export const ROWS = 32;
export const VALUES = 36;
export const FLAGS = 40;
export const STEP_BYTES = 44;

// Kinds of steps.
export const KIND_UNITS = 0;
export const KIND_AND = 1;
export const KIND_NAND = 2;
export const KIND_OR = 3;
export const KIND_NOR = 4;
export const KIND_XOR = 5;
export const KIND_MAJORITY = 6;

// Flags of a step.
export const WANTS_PROBABILITY = 1;
export const LOGISTIC_OUTPUT = 2;

// What a place holds, in bytes; a place has 128 of them.
export const VALUE = 0;
export const ONE = 16;
export const ZERO = 32;
export const ACTIVATION = 48;
export const BY_VALUE = 64;
export const BY_ONE = 80;
export const BY_ACTIVATION = 96;
export const HARD = 112;
export const PLACE_SHIFT = 7;

// Relaxations and losses.
export const TANH = 1;
export const RELU = 2;
export const STRAIGHT = 3;
export const LOGISTIC = 0;
export const MSE = 2;

export let data: usize = 0;
export let weights: usize = 0;
export let first: usize = 0;
export let second: usize = 0;
export let gradient: usize = 0;
export let places: usize = 0;
/** Room for the products of a gate. */
export let products: usize = 0;
/** Room for two vectors. */
export let pair: usize = 0;
/** Vectors of the coefficients of 2^x, of -log2 e, the rounder, the largest argument, 1, and the bounds of a derivative. */
export let constants: usize = 0;
export let solved: usize = 0;

/** What the relaxation is, and what of it changes from epoch to epoch. */
export let relaxation: i32 = 0;
export let low: v128 = f32x4.splat(0);
export let steepness: v128 = f32x4.splat(0);
export let slope: v128 = f32x4.splat(0);

@inline export function header(offset: usize): i32 {
  return load<i32>(data + offset);
}

@inline export function headerFloat(offset: usize): f32 {
  return load<f32>(data + offset);
}

/** The address of a word of the data. */
@inline export function word(index: i32): usize {
  return data + (<usize>index << 2);
}

@inline export function place(index: u32): usize {
  return places + (<usize>index << PLACE_SHIFT);
}

/** Reads the host's addresses from the beginning of the memory. */
export function open(): void {
  data = <usize>load<u32>(0);
  weights = <usize>load<u32>(4);
  first = <usize>load<u32>(8);
  second = <usize>load<u32>(12);
  gradient = <usize>load<u32>(16);
  places = <usize>load<u32>(20);
  pair = <usize>load<u32>(24);
  constants = <usize>load<u32>(28);
  solved = <usize>load<u32>(32);
  products = place(<u32>header(PLACES));
  relaxation = header(RELAXATION);
  low = f32x4.splat(relaxation == TANH ? -1 : 0);
}

export function steepen(epoch: i32): void {
  const start = headerFloat(STEEPNESS_START);
  const range = headerFloat(STEEPNESS_END) - start;
  const beta = start + range * (<f32>epoch / <f32>header(TOTAL_EPOCHS));
  steepness = f32x4.splat(beta);
  slope = f32x4.splat(relaxation == TANH ? 2 * beta : beta);
}
