// The WGSL kernel as an engine: batches of restarts in storage buffers, trained in short dispatches.
import { DeviceLost, totalEpochs, type Engine, type RunControl, type TrainingTask } from '../engine.ts';
import type { FoundAdapter } from './adapter.ts';
import { LANES, WORKGROUP, kernelOf, type Kernel } from './kernel.ts';
import { Planner } from './planner.ts';

const VECTOR_BYTES = 16;

/** Memory for the state of a batch; more restarts are trained batch after batch. */
const BATCH_BYTES = 1 << 30;

/** Opens a device on the adapter with all the buffer size it offers. */
export async function webgpuEngine({ adapter, name }: FoundAdapter): Promise<Engine> {
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxStorageBufferBindingSize, maxBufferSize },
  });
  const lost = device.lost.then(({ message }) => {
    throw new DeviceLost(`${name}: the GPU device was lost (${message || 'no reason given'})`);
  });
  // The loss that `close` causes must not count as an unhandled rejection.
  lost.catch(() => undefined);
  return {
    backend: { kind: 'webgpu', name },
    run: (task, restarts, control) =>
      Promise.race([checked(device, () => runBatches(device, task, restarts, control)), lost]),
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
  control: RunControl,
): Promise<void> {
  const kernel = kernelOf(task);
  const stateBytes = Math.max(1, kernel.parameters, kernel.scratch) * VECTOR_BYTES;
  const largest = Math.min(
    device.limits.maxStorageBufferBindingSize,
    device.limits.maxBufferSize,
    BATCH_BYTES / 4,
  );
  const room = Math.min(
    Math.floor(largest / stateBytes),
    device.limits.maxComputeWorkgroupsPerDimension * WORKGROUP,
  );
  if (room < 1)
    throw new RangeError(
      `webgpu: expected the state of 4 restarts to fit ${largest} bytes, got ${stateBytes}`,
    );
  const vectors = Math.min(Math.ceil(restarts / LANES), room);
  const pipelines = await compile(device, kernel);
  for (let first = 0; first < restarts && !control.signal?.aborted; first += vectors * LANES) {
    const count = Math.min(restarts - first, vectors * LANES);
    const batch = new Batch(device, kernel, totalEpochs(task), pipelines, first, count);
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

/** Runs `action`; an error the device reports meanwhile (no memory left, say) becomes an exception. */
async function checked(device: GPUDevice, action: () => Promise<void>): Promise<void> {
  const filters = ['validation', 'out-of-memory', 'internal'] as const;
  for (const filter of filters) device.pushErrorScope(filter);
  let failure: unknown;
  try {
    await action();
  } catch (error) {
    failure = error;
  }
  for (const filter of filters.toReversed()) {
    const error = await device.popErrorScope();
    if (error) throw new Error(`webgpu: ${filter} error: ${error.message}`, { cause: failure });
  }
  if (failure !== undefined) throw failure;
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
      onProgress(epoch / total);
    }
    const weights = await this.#read(this.#weights);
    const size = this.#kernel.parameters;
    for (let r = 0; r < this.#count; r++) {
      const vector = Math.floor(r / LANES);
      const epochs = this.#epochs[vector]!;
      onResult({
        restart: this.#first + r,
        weights: this.#kernel.weights(
          Int32Array.from({ length: size }, (_, p) => weights[p * this.#vectors * LANES + r]!),
        ),
        epochs: solved[r]! || epochs,
        finished: solved[r]! > 0 || epochs === total,
      });
    }
    if (!stopped()) onProgress(1);
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
