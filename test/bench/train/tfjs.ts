// TensorFlow.js as a contestant: one matrix product forward and one backward for all restarts, its own Adam.
import * as tf from '@tensorflow/tfjs-core';
import type { FoundAdapter } from '../../../src/train/webgpu/found-adapter.ts';
import type { PackedExamples } from '../../../src/train/pack.ts';
import { measured, type Contestant } from './contestant.ts';

/** A backend of TensorFlow.js; `webgpu` gets a device of its own on the adapter that ours have. */
export async function tfjs(
  backend: 'cpu' | 'wasm' | 'webgpu',
  restarts: number,
  found?: FoundAdapter,
): Promise<Contestant> {
  if (backend === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  if (backend === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(
      new URL('../../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname,
    );
  }
  if (backend === 'webgpu') {
    const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
    // It believes in WebGPU only where there is a window with a navigator.
    Object.assign(globalThis, { window: globalThis });
    Object.defineProperty(globalThis, 'navigator', { value: { gpu: {} }, configurable: true });
    const device = await found!.adapter.requestDevice();
    tf.registerBackend('webgpu', () => new WebGPUBackend(device, found!.adapter.info));
  }
  return {
    name: `tfjs ${tf.version_core}, ${backend}`,
    restarts,
    async run(packed, count, epochs) {
      if (!(await tf.setBackend(backend))) throw new Error(`tfjs: expected backend ${backend}, got none`);
      await tf.ready();
      const { step, dispose, read } = model(packed, count);
      const work = await measured(async () => {
        for (let epoch = 0; epoch < epochs; epoch++) step();
        await read();
        return count * epochs * packed.examples;
      });
      dispose();
      return work;
    },
    close: () => Promise.resolve(),
  };
}

function model(packed: PackedExamples, restarts: number) {
  const { inputs, examples, rowStart, column, label } = packed;
  const dense = new Float32Array(examples * (inputs + 1));
  for (let e = 0; e < examples; e++) {
    for (let t = rowStart[e]!; t < rowStart[e + 1]!; t++) dense[e * (inputs + 1) + column[t]!] = 1;
    dense[e * (inputs + 1) + inputs] = 1;
  }
  const stimuli = tf.tensor2d(dense, [examples, inputs + 1]);
  const positive = tf.tensor2d(Float32Array.from(label), [examples, 1]);
  const negative = tf.sub(1, positive);
  const weights = tf.variable(tf.randomUniform([inputs + 1, 2 * restarts], -0.012, 0.012, 'float32', 0));
  const optimizer = tf.train.adam(0.024, 0.5, 0.9375);
  const gradient = (): tf.Tensor => {
    const silent = tf.sigmoid(tf.neg(tf.matMul(stimuli, weights)));
    const [a, b] = tf.split(silent, 2, 1) as [tf.Tensor, tf.Tensor];
    const off = tf.add(a, tf.mul(b, tf.sub(1, a)));
    const onNegative = tf.div(tf.sub(1, off), tf.maximum(off, 1e-30));
    const factor = tf.sub(tf.mul(negative, onNegative), positive);
    const share = tf.concat([tf.mul(a, factor), tf.mul(b, factor)], 1);
    return tf.matMul(stimuli, share, true);
  };
  return {
    step: () => {
      tf.tidy(() => {
        optimizer.applyGradients([{ name: weights.name, tensor: gradient() }]);
      });
    },
    read: () => weights.data(),
    dispose: () => {
      optimizer.dispose();
      tf.dispose([stimuli, positive, negative, weights]);
    },
  };
}
