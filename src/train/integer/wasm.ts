// Runs the WASM kernel on groups of four restarts: lays out its memory, hands it epochs, reads weights back.
import { builtModule } from '../../built.ts';
import { PARAMETER_NAMES, parameterCount, type IntegerTask } from './parameters.ts';
import { RULES } from './recipes.ts';
import { initialWeight } from '../random.ts';
import { sigmoidTable } from './sigmoid.ts';

/** Restarts in a SIMD vector. */
export const LANES = 4;

const VECTOR_BYTES = 16;
const PAGE_BYTES = 65536;
/** The most memory WebAssembly can address with 32 bits. */
const MAX_PAGES = 65536;

type Kernel = {
  readonly batch: (block: number, first: number, epochs: number, valued: number, rule: number) => void;
  readonly perExample: (block: number, first: number, epochs: number, valued: number) => void;
};

/** The kernel's module. @throws Error when the package was not built */
export const trainingKernel = (): Promise<WebAssembly.Module> =>
  builtModule('../integer.wasm', import.meta.url);

/** A kernel with one task in its memory; trains one group of four restarts after another. */
export class WasmTrainer {
  readonly #task: IntegerTask;
  readonly #kernel: Kernel;
  readonly #memory: Int32Array;
  readonly #weights: number;
  readonly #solved: number;
  readonly #size: number;

  /** @throws RangeError when the task does not fit into 4 GiB */
  constructor(module: WebAssembly.Module, task: IntegerTask) {
    this.#task = task;
    this.#size = parameterCount(task.parameters);
    const { packed, parameters } = task;
    const stride = parameters.units * VECTOR_BYTES;
    const state = this.#size * VECTOR_BYTES;
    // In the order in which the kernel reads the addresses; each part starts at a multiple of 16.
    const parts: (Int32Array | number)[] = [
      packed.rowStart,
      packed.column.map((j) => j * stride),
      packed.value ?? 0,
      packed.label,
      sigmoidTable(),
      stride, // activations of one example
      state, // weights
      state, // momentum
      state, // variance
      state, // gradient
      VECTOR_BYTES, // epochs that solved
      task.strides,
    ];
    let end = roundUp(4 * (PARAMETER_NAMES.length + parts.length));
    const addresses = parts.map((part) => {
      const address = end;
      end += roundUp(typeof part === 'number' ? part : part.byteLength);
      return address;
    });
    const pages = Math.ceil(end / PAGE_BYTES);
    if (pages > MAX_PAGES)
      throw new RangeError(`WASM kernel: expected a task of at most 4 GiB, got ${end} bytes`);
    const memory = new WebAssembly.Memory({ initial: pages });
    this.#memory = new Int32Array(memory.buffer);
    this.#memory.set(PARAMETER_NAMES.map((name) => parameters[name]));
    this.#memory.set(addresses, PARAMETER_NAMES.length);
    parts.forEach((part, i) => typeof part !== 'number' && this.#memory.set(part, addresses[i]! / 4));
    this.#weights = addresses[6]! / 4;
    this.#solved = addresses[10]! / 4;
    this.#kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernel;
  }

  /** Starts restarts `first` … `first + 3`. */
  start(first: number): void {
    const { seed, initialScale } = this.#task.parameters;
    const values = this.#size * LANES;
    this.#memory.fill(0, this.#weights, this.#weights + 3 * values);
    this.#memory.fill(0, this.#solved, this.#solved + LANES);
    for (let lane = 0; lane < LANES; lane++)
      for (let p = 0; p < this.#size; p++)
        this.#memory[this.#weights + p * LANES + lane] = initialWeight(seed, first + lane, p, initialScale);
  }

  /** Trains the group for some epochs. @returns true when all four hard networks are right */
  run(first: number, epochs: number): boolean {
    const valued = this.#task.packed.value === null ? 0 : 1;
    const { rule } = this.#task;
    if (rule === 'sgd') this.#kernel.perExample(0, first, epochs, valued);
    else this.#kernel.batch(0, first, epochs, valued, RULES.indexOf(rule));
    return this.solved.every((epoch) => epoch > 0);
  }

  /** The weights of one restart of the group. */
  weights(lane: number): Int32Array {
    return Int32Array.from({ length: this.#size }, (_, p) => this.#memory[this.#weights + p * LANES + lane]!);
  }

  /** The epoch, from 1, in which each restart of the group was found right; 0 for the others. */
  get solved(): Int32Array {
    return this.#memory.slice(this.#solved, this.#solved + LANES);
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / VECTOR_BYTES) * VECTOR_BYTES;
}
