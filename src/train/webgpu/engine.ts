// The WGSL kernel as an engine: batches of restarts in storage buffers, trained in short dispatches.
import {
  DeviceLost,
  totalEpochs,
  type Engine,
  type RestartResult,
  type RunControl,
  type TrainingTask,
} from '../engine.ts';
import { pauses } from '../pause.ts';
import { openDevice } from './device.ts';
import type { FoundAdapter } from './found-adapter.ts';
import { LANES, WORKGROUP, kernelOf, type Kernel } from './kernel.ts';
import { Planner } from './planner.ts';

const VECTOR_BYTES = 16;

/** Memory for the state of a batch; more restarts are trained batch after batch. */
const BATCH_BYTES = 1 << 30;

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
  task: TrainingTask,
  restarts: number,
  batchBytes: number,
  control: RunControl,
  begin: (batch: Batch) => void,
): Promise<void> {
  const kernel = kernelOf(task);
  const stateBytes = Math.max(1, kernel.parameters, kernel.scratch) * VECTOR_BYTES;
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
  const pipelines = await compile(device, kernel);
  for (let first = start; first < restarts && !control.signal?.aborted; first += vectors * LANES) {
    const count = Math.min(restarts - first, vectors * LANES);
    const batch = new Batch(device, kernel, totalEpochs(task), pipelines, first, count);
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

type Pipelines = {
  readonly start: GPUComputePipeline;
  readonly train: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
};

async function compile(device: GPUDevice, { code, scratch }: Kernel): Promise<Pipelines> {
  const bindings: GPUBufferBindingType[] = [
    'uniform',
    'read-only-storage',
    'storage',
    'storage',
    'storage',
    'storage',
    'storage',
  ];
  if (scratch > 0) bindings.push('storage');
  const layout = device.createBindGroupLayout({
    entries: bindings.map((type, binding) => ({ binding, visibility: 4, buffer: { type } })),
  });
  const module = device.createShaderModule({ code });
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
  readonly #kernel: Kernel;
  readonly #totalEpochs: number;
  readonly #pipelines: Pipelines;
  readonly #first: number;
  readonly #count: number;
  readonly #vectors: number;
  readonly #buffers: GPUBuffer[] = [];
  readonly #call: GPUBuffer;
  readonly #weights: GPUBuffer;
  readonly #solved: GPUBuffer;
  readonly #bindGroup: GPUBindGroup;
  /** Epochs done by each vector of restarts. */
  readonly #epochs: Int32Array;
  /** What was last read back. */
  #state: State | undefined;
  #reported = 0;

  constructor(
    device: GPUDevice,
    kernel: Kernel,
    totalEpochs: number,
    pipelines: Pipelines,
    first: number,
    count: number,
  ) {
    this.#device = device;
    this.#kernel = kernel;
    this.#totalEpochs = totalEpochs;
    this.#pipelines = pipelines;
    this.#first = first;
    this.#count = count;
    this.#vectors = Math.ceil(count / LANES);
    this.#epochs = new Int32Array(this.#vectors);
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
    const data = this.#buffer(kernel.data.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(data, 0, kernel.data.slice());
    const state = Math.max(1, kernel.parameters) * this.#vectors * VECTOR_BYTES;
    const callBytes = VECTOR_BYTES * Math.ceil(this.#words(0, 0, 0, 0).byteLength / VECTOR_BYTES);
    this.#call = this.#buffer(callBytes, UNIFORM | COPY_DST);
    this.#weights = this.#buffer(state, STORAGE | COPY_SRC);
    this.#solved = this.#buffer(this.#vectors * VECTOR_BYTES, STORAGE | COPY_SRC);
    const rest = [this.#buffer(state, STORAGE), this.#buffer(state, STORAGE), this.#buffer(state, STORAGE)];
    const bound = [this.#call, data, this.#weights, ...rest, this.#solved];
    if (kernel.scratch > 0) bound.push(this.#buffer(kernel.scratch * this.#vectors * VECTOR_BYTES, STORAGE));
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
    const total = this.#totalEpochs;
    const planner = new Planner(this.#vectors, this.#kernel.work);
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
    const stride = this.#vectors * LANES;
    while (this.#reported < this.#count) {
      const r = this.#reported++;
      const own = new Int32Array(this.#kernel.parameters);
      for (let p = 0; p < own.length; p++) own[p] = weights[p * stride + r]!;
      const spent = epochs[Math.floor(r / LANES)]!;
      yield {
        restart: this.#first + r,
        weights: this.#kernel.weights(own),
        epochs: solved[r]! || spent,
        finished: solved[r]! > 0 || spent === this.#totalEpochs,
      };
    }
  }

  #words(firstVector: number, endVector: number, firstEpoch: number, epochs: number): Int32Array {
    const part = { firstEpoch, epochs, firstRestart: this.#first, vectors: this.#vectors };
    return this.#kernel.call({ ...part, firstVector, endVector });
  }

  async #dispatch(
    pipeline: GPUComputePipeline,
    firstVector: number,
    endVector: number,
    firstEpoch: number,
    epochs: number,
  ): Promise<void> {
    const { queue } = this.#device;
    queue.writeBuffer(this.#call, 0, this.#words(firstVector, endVector, firstEpoch, epochs).slice());
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
