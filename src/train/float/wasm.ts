// Runs the WASM kernel of the float core on groups of four restarts.
import { builtModule } from '../../built.ts';
import { LANES } from '../integer/wasm.ts';
import { HALF_EXP2, MINUS_LOG2_E, ROUNDER, SIGMOID_LIMIT, SLOPE_LIMIT } from './arithmetic.ts';
import { RULES } from './layout.ts';
import { initialParameter, type FloatTask } from './program.ts';

/** What the kernel's sigmoid is made of, and bounds of derivatives, in its order. */
const CONSTANTS = [...HALF_EXP2, MINUS_LOG2_E, ROUNDER, SIGMOID_LIMIT, 1, SLOPE_LIMIT, -SLOPE_LIMIT];

const VECTOR_BYTES = 16;
const PAGE_BYTES = 65536;
/** The most memory WebAssembly can address with 32 bits. */
const MAX_PAGES = 65536;

/** The kernel's module. @throws Error when the package was not built */
export const floatKernel = (): Promise<WebAssembly.Module> => builtModule('../float.wasm', import.meta.url);

/** A kernel with one task in its memory; trains one group of four restarts after another. */
export class FloatTrainer {
  readonly #task: FloatTask;
  readonly #train: (first: number, epochs: number) => void;
  readonly #memory: Int32Array;
  readonly #floats: Float32Array;
  /** Positions of the weights, of the two arrays of the optimiser behind them, and of the epochs that solved. */
  readonly #weights: number;
  readonly #second: number;
  readonly #solved: number;

  /** @throws RangeError when the task does not fit into 4 GiB */
  constructor(module: WebAssembly.Module, task: FloatTask) {
    this.#task = task;
    const state = task.header.parameters * VECTOR_BYTES;
    // In the order in which the kernel reads the addresses; each part starts at a multiple of 16.
    const sizes = [
      task.data.byteLength,
      state, // weights
      state, // first
      state, // second
      state, // gradient
      task.scratch * VECTOR_BYTES, // places, and products of a gate
      2 * VECTOR_BYTES, // a pair of probabilities
      CONSTANTS.length * VECTOR_BYTES,
      VECTOR_BYTES, // epochs that solved
    ];
    let end = roundUp(4 * sizes.length);
    const addresses = sizes.map((size) => {
      const address = end;
      end += roundUp(size);
      return address;
    });
    const pages = Math.ceil(end / PAGE_BYTES);
    if (pages > MAX_PAGES)
      throw new RangeError(`WASM kernel: expected a task of at most 4 GiB, got ${end} bytes`);
    const memory = new WebAssembly.Memory({ initial: pages });
    this.#memory = new Int32Array(memory.buffer);
    this.#floats = new Float32Array(memory.buffer);
    this.#memory.set(addresses);
    this.#memory.set(task.data, addresses[0]! / 4);
    CONSTANTS.forEach((constant, i) => {
      const at = addresses[7]! / 4 + i * LANES;
      this.#floats.fill(constant, at, at + LANES);
    });
    this.#weights = addresses[1]! / 4;
    this.#second = addresses[3]! / 4;
    this.#solved = addresses[8]! / 4;
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    this.#train = exports['train'] as (first: number, epochs: number) => void;
  }

  /** Starts restarts `first` … `first + 3`. */
  start(first: number): void {
    const { parameters, rule, rate } = this.#task.header;
    const values = parameters * LANES;
    this.#floats.fill(0, this.#weights, this.#weights + 4 * values);
    if (RULES[rule] === 'irprop-') this.#floats.fill(rate, this.#second, this.#second + values);
    this.#memory.fill(0, this.#solved, this.#solved + LANES);
    for (let lane = 0; lane < LANES; lane++)
      for (let p = 0; p < parameters; p++)
        this.#floats[this.#weights + p * LANES + lane] = initialParameter(this.#task, first + lane, p);
  }

  /** Trains the group for some epochs. @returns true when all four hard networks are right */
  run(first: number, epochs: number): boolean {
    this.#train(first, epochs);
    return this.solved.every((epoch) => epoch > 0);
  }

  /** The weights of one restart of the group. */
  weights(lane: number): Float32Array {
    const { parameters } = this.#task.header;
    return Float32Array.from(
      { length: parameters },
      (_, p) => this.#floats[this.#weights + p * LANES + lane]!,
    );
  }

  /** The epoch, from 1, in which each restart of the group was found right; 0 for the others. */
  get solved(): Int32Array {
    return this.#memory.slice(this.#solved, this.#solved + LANES);
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / VECTOR_BYTES) * VECTOR_BYTES;
}
