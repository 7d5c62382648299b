// The float training core as a reference: whole epochs of a restart of any network. WASM computes exactly this, bit for
// bit; WGSL too, where the adapter fuses no multiplication with an addition.
import { STRIDES } from '../integer/parameters.ts';
import { WEIGHT_LIMIT } from './arithmetic.ts';
import { RULES } from './layout.ts';
import { Pass } from './pass.ts';
import { initialParameter, type FloatTask } from './program.ts';
import { updateWeights } from './update.ts';

/** The state of one restart; it lasts over calls of `trainRestart`. */
export type FloatState = {
  readonly weights: Float32Array;
  /** What the optimiser keeps: decaying means of the gradient and of its square, or the last gradient and steps. */
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly gradient: Float32Array;
  /** The places, for one example, then room for the products of a gate. */
  readonly places: Float32Array;
  /** Number, from 1, of the epoch that found every example right in the hard network; 0 before. */
  solved: number;
};

export function initialState(task: FloatTask, restart: number): FloatState {
  const { parameters, rate, rule } = task.header;
  return {
    weights: Float32Array.from({ length: parameters }, (_, p) => initialParameter(task, restart, p)),
    first: new Float32Array(parameters),
    // Resilient propagation begins with steps of the rate.
    second: new Float32Array(parameters).fill(RULES[rule] === 'irprop-' ? rate : 0),
    gradient: new Float32Array(parameters),
    places: new Float32Array(task.scratch),
    solved: 0,
  };
}

/** Trains a restart for the epochs `first` … `first + epochs - 1`, or until its hard network is right. */
export function trainRestart(task: FloatTask, state: FloatState, first: number, epochs: number): void {
  const { header, data } = task;
  const { examples, batch } = header;
  const pass = new Pass(task, state.weights, state.places);
  for (let epoch = first; epoch < first + epochs && state.solved === 0; epoch++) {
    pass.steepen(epoch);
    let right = true;
    if (batch === 0) {
      state.gradient.fill(0);
      for (let e = 0; e < examples; e++) {
        pass.forward(e, true, right);
        right &&= pass.right(e);
        pass.backward(e, state.gradient, 1);
      }
      if (right) state.solved = epoch + 1;
      else updateWeights(task, state, epoch, 0);
      continue;
    }
    for (let e = 0; e < examples && right; e++) {
      pass.forward(e, false, true);
      right = pass.right(e);
    }
    if (right) {
      state.solved = epoch + 1;
      continue;
    }
    const stride = data[header.stridesAt + (epoch % STRIDES)]!;
    for (let i = 0, e = 0, update = 0; i < examples; update++) {
      if (header.direct === 0) state.gradient.fill(0);
      for (const end = Math.min(examples, i + batch); i < end; i++) {
        e = e + stride < examples ? e + stride : e + stride - examples;
        pass.forward(e, true, false);
        if (header.direct === 1) pass.backward(e, state.weights, -header.rate);
        else pass.backward(e, state.gradient, 1);
      }
      if (header.direct === 0) updateWeights(task, state, epoch, update);
    }
    if (header.direct === 1)
      for (let p = 0; p < state.weights.length; p++)
        state.weights[p] = Math.max(-WEIGHT_LIMIT, Math.min(WEIGHT_LIMIT, state.weights[p]!));
  }
}
