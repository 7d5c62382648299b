// The WGSL kernel as an engine: batches of restarts in storage buffers, trained in short dispatches.
import { DeviceLost, type Engine, type RestartResult, type RunControl } from '../engine.ts';
import { PARAMETER_NAMES, parameterCount, type IntegerTask } from '../integer/parameters.ts';
import { sigmoidTable } from '../integer/sigmoid.ts';
import { pauses } from '../pause.ts';
import { openDevice } from './device.ts';
import type { FoundAdapter } from './found-adapter.ts';
import { DISPATCH_NAMES, kernelSource, needsActivationBuffer, WORKGROUP } from './integer-kernel.ts';
import { Planner } from './planner.ts';

/** Restarts in a vector. */
const LANES = 4;
const VECTOR_BYTES = 16;

/** Memory for the state of a batch; more restarts are trained batch after batch. */
const BATCH_BYTES = 1 << 30;

type Dispatch = Readonly<Record<(typeof DISPATCH_NAMES)[number], number>>;

/**
 * An engine on the adapter, with a device of its own. When that is lost, `run` throws a `DeviceLost` that tells how far
 * the restarts of the batch had come.
 * @param batchBytes memory for the state of a batch; more restarts are trained batch after batch
 */
export async function webgpuEngine(found: FoundAdapter, batchBytes = BATCH_BYTES): Promise<Engine> {
  const { device, run } = await openDevice(found);
  return {
    backend: { kind: 'webgpu', name: found.name },
    async run(task, restarts, control) {
      if (task.core === 'float') throw new Error('webgpu: expected a task of the integer core');
      let batch: Batch | undefined;
      let lost = false;
      const whileThere: RunControl = {
        ...control,
        onResult: (result) => !lost && control.onResult(result),
        onProgress: (share) => !lost && control.onProgress(share),
      };
      const begin = (next: Batch): void => void (batch = next);
      try {
        await run(() => runBatches(device, task, restarts, batchBytes, whileThere, begin));
      } catch (error) {
        lost = error instanceof DeviceLost;
        throw lost ? new DeviceLost((error as DeviceLost).message, batch?.unreported()) : error;
      }
    },
    close: () => {
      device.destroy();
      return Promise.resolve();
    },
  };
}

async function runBatches(
  device: GPUDevice,
  task: IntegerTask,
  restarts: number,
  batchBytes: number,
  control: RunControl,
  begin: (batch: Batch) => void,
): Promise<void> {
  const stateBytes = parameterCount(task.parameters) * VECTOR_BYTES;
  const largest = Math.min(
    device.limits.maxStorageBufferBindingSize,
    device.limits.maxBufferSize,
    batchBytes / 4,
  );
  const room = Math.min(
    Math.floor(largest / stateBytes),
    device.limits.maxComputeWorkgroupsPerDimension * WORKGROUP,
  );
  if (room < 1)
    throw new RangeError(
      `webgpu: expected the state of 4 restarts to fit ${largest} bytes, got ${stateBytes}`,
    );
  const { first: start = 0 } = control;
  const vectors = Math.min(Math.ceil((restarts - start) / LANES), room);
  const pipelines = await compile(device, task);
  for (let first = start; first < restarts && !control.signal?.aborted; first += vectors * LANES) {
    const count = Math.min(restarts - first, vectors * LANES);
    const batch = new Batch(device, task, pipelines, first, count);
    begin(batch);
    try {
      await batch.run({
        ...control,
        onProgress: (share) => control.onProgress((first + share * count) / restarts),
      });
    } finally {
      batch.destroy();
    }
  }
}

/** Multiply-adds of one vector of restarts in one epoch: every unit reads each stimulus and its bias, and is led back. */
function vectorWork({ packed, parameters }: IntegerTask): number {
  return 2 * LANES * parameters.units * (packed.column.length + packed.examples);
}

type Pipelines = {
  readonly start: GPUComputePipeline;
  readonly train: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
};

async function compile(device: GPUDevice, task: IntegerTask): Promise<Pipelines> {
  const bindings: GPUBufferBindingType[] = [
    'uniform',
    'read-only-storage',
    'storage',
    'storage',
    'storage',
    'storage',
    'storage',
  ];
  if (needsActivationBuffer(task.parameters.units)) bindings.push('storage');
  const layout = device.createBindGroupLayout({
    entries: bindings.map((type, binding) => ({ binding, visibility: 4, buffer: { type } })),
  });
  const module = device.createShaderModule({ code: kernelSource(task) });
  const pipeline = (entryPoint: string) =>
    device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint },
    });
  const [start, train] = await Promise.all([pipeline('start'), pipeline('train')]);
  return { start, train, layout };
}

/** What is read back of a batch: weights by parameter and restart, and the epoch that solved each restart, or 0. */
type State = {
  readonly weights: Int32Array;
  readonly solved: Int32Array;
  /** Epochs done by each vector of restarts. */
  readonly epochs: Int32Array;
};

/** Some restarts in the buffers of a device. */
class Batch {
  readonly #device: GPUDevice;
  readonly #task: IntegerTask;
  readonly #pipelines: Pipelines;
  readonly #first: number;
  readonly #count: number;
  readonly #vectors: number;
  readonly #buffers: GPUBuffer[] = [];
  readonly #call: GPUBuffer;
  readonly #weights: GPUBuffer;
  readonly #solved: GPUBuffer;
  readonly #bindGroup: GPUBindGroup;
  /** Where the parts of the data buffer begin. */
  readonly #starts: Pick<
    Dispatch,
    'columnStart' | 'valueStart' | 'labelStart' | 'strideStart' | 'tableStart'
  >;
  /** Epochs done by each vector of restarts. */
  readonly #epochs: Int32Array;
  /** What was last read back. */
  #state: State | undefined;
  #reported = 0;

  constructor(device: GPUDevice, task: IntegerTask, pipelines: Pipelines, first: number, count: number) {
    this.#device = device;
    this.#task = task;
    this.#pipelines = pipelines;
    this.#first = first;
    this.#count = count;
    this.#vectors = Math.ceil(count / LANES);
    this.#epochs = new Int32Array(this.#vectors);
    const { packed, parameters } = task;
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
    const parts = [
      packed.rowStart,
      packed.column,
      packed.value ?? new Int32Array(0),
      packed.label,
      task.strides,
      sigmoidTable(),
    ];
    const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, part) => sum + part.length, 0));
    const [, columnStart, valueStart, labelStart, strideStart, tableStart] = starts as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    this.#starts = { columnStart, valueStart, labelStart, strideStart, tableStart };
    const data = this.#buffer(4 * (tableStart + parts.at(-1)!.length), STORAGE | COPY_DST);
    parts.forEach((part, i) => device.queue.writeBuffer(data, 4 * starts[i]!, part.slice()));
    const state = parameterCount(parameters) * this.#vectors * VECTOR_BYTES;
    const callBytes = VECTOR_BYTES * Math.ceil((PARAMETER_NAMES.length + DISPATCH_NAMES.length) / 4);
    this.#call = this.#buffer(callBytes, UNIFORM | COPY_DST);
    this.#weights = this.#buffer(state, STORAGE | COPY_SRC);
    this.#solved = this.#buffer(this.#vectors * VECTOR_BYTES, STORAGE | COPY_SRC);
    const rest = [this.#buffer(state, STORAGE), this.#buffer(state, STORAGE), this.#buffer(state, STORAGE)];
    const bound = [this.#call, data, this.#weights, ...rest, this.#solved];
    if (needsActivationBuffer(parameters.units))
      bound.push(this.#buffer(parameters.units * this.#vectors * VECTOR_BYTES, STORAGE));
    this.#bindGroup = device.createBindGroup({
      layout: pipelines.layout,
      entries: bound.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  #buffer(size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.#device.createBuffer({ size, usage });
    this.#buffers.push(buffer);
    return buffer;
  }

  destroy(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }

  /** Trains the batch and reports its restarts. */
  async run({ signal, onProgress, onResult }: RunControl): Promise<void> {
    const total = this.#task.parameters.totalEpochs;
    const planner = new Planner(this.#vectors, vectorWork(this.#task));
    const stopped = () => signal?.aborted === true;
    await this.#dispatch(this.#pipelines.start, 0, this.#vectors, 0, 0);
    // Some drivers compile at the first dispatch: it trains nothing, so that the planner does not learn from it.
    await this.#dispatch(this.#pipelines.train, 0, this.#vectors, 0, 0);
    let solved = await this.#read(this.#solved);
    let readAgain = 1;
    for (let epoch = 0; epoch < total && !stopped() && solved.some((e) => e === 0);) {
      const epochs = Math.min(planner.epochs, total - epoch);
      for (let first = 0; first < this.#vectors && !stopped();) {
        const end = Math.min(this.#vectors, first + planner.vectors);
        const began = performance.now();
        await this.#dispatch(this.#pipelines.train, first, end, epoch, epochs);
        planner.learn(performance.now() - began);
        this.#epochs.fill(epoch + epochs, first, end);
        first = end;
      }
      epoch += epochs;
      solved = await this.#read(this.#solved);
      // Of a device that is lost later at most half of the work is lost, at the price of some readings.
      if (epoch >= readAgain && epoch < total) {
        await this.#readBack(solved);
        readAgain = 2 * epoch;
      }
      onProgress(epoch / total);
    }
    await this.#readBack(solved);
    const pause = pauses();
    for (const result of this.unreported()) {
      onResult(result);
      await pause();
    }
    if (!stopped()) onProgress(1);
  }

  async #readBack(solved: Int32Array): Promise<void> {
    this.#state = { weights: await this.#read(this.#weights), solved, epochs: this.#epochs.slice() };
  }

  /** Hands out the restarts as they were last read back, each once; none before that. */
  *unreported(): Generator<RestartResult> {
    if (!this.#state) return;
    const { weights, solved, epochs } = this.#state;
    const { parameters } = this.#task;
    const stride = this.#vectors * LANES;
    while (this.#reported < this.#count) {
      const r = this.#reported++;
      const own = new Int32Array(parameterCount(parameters));
      for (let p = 0; p < own.length; p++) own[p] = weights[p * stride + r]!;
      const spent = epochs[Math.floor(r / LANES)]!;
      yield {
        restart: this.#first + r,
        weights: own,
        epochs: solved[r]! || spent,
        finished: solved[r]! > 0 || spent === parameters.totalEpochs,
      };
    }
  }

  async #dispatch(
    pipeline: GPUComputePipeline,
    firstVector: number,
    endVector: number,
    firstEpoch: number,
    epochs: number,
  ): Promise<void> {
    const dispatch: Dispatch = {
      ...this.#starts,
      firstEpoch,
      epochs,
      firstRestart: this.#first,
      vectors: this.#vectors,
      firstVector,
      endVector,
    };
    const { parameters } = this.#task;
    const call = [
      ...PARAMETER_NAMES.map((name) => parameters[name]),
      ...DISPATCH_NAMES.map((name) => dispatch[name]),
    ];
    const { queue } = this.#device;
    queue.writeBuffer(this.#call, 0, Int32Array.from(call));
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.#bindGroup);
    pass.dispatchWorkgroups(Math.ceil((endVector - firstVector) / WORKGROUP));
    pass.end();
    queue.submit([encoder.finish()]);
    await queue.onSubmittedWorkDone();
  }

  async #read(buffer: GPUBuffer): Promise<Int32Array> {
    const { MAP_READ, COPY_DST } = GPUBufferUsage;
    const staging = this.#device.createBuffer({ size: buffer.size, usage: MAP_READ | COPY_DST });
    try {
      const encoder = this.#device.createCommandEncoder();
      encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
      this.#device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      return new Int32Array(staging.getMappedRange()).slice();
    } finally {
      staging.destroy();
    }
  }
}
