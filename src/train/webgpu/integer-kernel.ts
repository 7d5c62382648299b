// The training core of ../integer/reference.ts as WGSL: four restarts an invocation, one in each component of a vector.
//
// The source is written out for a number of units, a kind of stimuli and an optimiser; everything else is a uniform.
// Backends agree bit for bit because only 32-bit integers are used, whose arithmetic WGSL defines exactly.
import type { Rule } from '../integer/recipes.ts';
import { PARAMETER_NAMES, STRIDES, parameterCount, type IntegerTask } from '../integer/parameters.ts';
import { sigmoidTable } from '../integer/sigmoid.ts';
import { HASH3, DISPATCH_NAMES, LANES, WORKGROUP, type Kernel } from './kernel.ts';

/** Where the parts of `data` begin. */
const STARTS = ['columnStart', 'valueStart', 'labelStart', 'strideStart', 'tableStart'] as const;

/** Units up to this number keep their activations in registers or private memory, more of them in a buffer. */
const PRIVATE_UNITS = 64;

/** Rounded down, bit by bit; the squares of up to 16 bits fit into 32 without a sign. */
const SQUARE_ROOT = `fn squareRoot(square: vec4i) -> vec4i {
  var root = vec4u(0u);
  for (var bit = 1u << 15u; bit > 0u; bit >>= 1u) {
    let next = root + bit;
    root = select(root, next, next * next <= vec4u(square));
  }
  return vec4i(root);
}

`;

/** True when the kernel needs the `activations` buffer (binding 7). */
export function needsActivationBuffer(units: number): boolean {
  return units > PRIVATE_UNITS;
}

/** The kernel for a task. */
export function integerKernel(task: IntegerTask): Kernel {
  const { packed, parameters } = task;
  const { units } = parameters;
  const parts = [
    packed.rowStart,
    packed.column,
    packed.value ?? new Int32Array(0),
    packed.label,
    task.strides,
    sigmoidTable(),
  ];
  const starts: number[] = [];
  let end = 0;
  for (const part of parts) {
    starts.push(end);
    end += part.length;
  }
  const data = new Int32Array(end);
  parts.forEach((part, i) => data.set(part, starts[i]));
  return {
    code: kernelSource(task),
    data,
    parameters: parameterCount(parameters),
    scratch: needsActivationBuffer(units) ? units : 0,
    // Every unit reads each stimulus and its bias, and is led back.
    work: 2 * LANES * units * (packed.column.length + packed.examples),
    call: (dispatch) =>
      Int32Array.from([
        ...PARAMETER_NAMES.map((name) => parameters[name]),
        ...DISPATCH_NAMES.map((name) => dispatch[name]),
        ...starts.slice(1),
      ]),
    weights: (words) => words,
  };
}

/** The WGSL module: entry points `start` (initial weights) and `train`. */
export function kernelSource({ parameters, packed, rule }: IntegerTask): string {
  const { units } = parameters;
  const inBuffer = needsActivationBuffer(units);
  const activation = (k: string) => (inBuffer ? `activations[${k} * c.vectors + r]` : `activation[${k}]`);
  const valued = packed.value !== null;
  const times = (vector: string, t: string) => (valued ? `${vector} * data[c.valueStart + ${t}]` : vector);
  const label = `data[c.labelStart + e] == 1`;

  const forward = `
      var least = vec4i(2147483647);
      for (var k = 0; k < UNITS; k++) {
        var z = weights[(bias + k) * c.vectors + r] << shift;
        for (var t = data[e]; t < data[e + 1]; t++) {
          z += ${times('weights[(data[c.columnStart + t] * UNITS + k) * c.vectors + r]', 't')};
        }
        least = min(least, z);
        ${activation('k')} = z;
      }
      let fires = least > vec4i(0);
      let positive = ${label};`;

  const differentiate = `
      var s = vec4i(0);
      for (var k = 0; k < UNITS; k++) {
        let q = silence(${activation('k')} >> shift, steepness);
        ${activation('k')} = q;
        s += q - ((s * q) >> vec4u(15u));
      }
      for (var k = 0; k < UNITS; k++) {
        let q = ${activation('k')};
        var d: vec4i;
        if (positive) {
          d = -((q * c.positiveWeight) >> gradientShift);
        } else {
          d = ((q * (32768 - s)) / s * c.negativeWeight) >> gradientShift;
        }`;

  /** The body of a loop over the parameters, where `at` is the place of parameter p and g its gradient. */
  const each = (body: string) => `
    for (var p = 0; p < size; p++) {
      let at = p * c.vectors + r;
      let g = gradient[at] << select(vec4u(0u), shift, p >= bias);${body}
    }`;
  const mean = `
      let m = momentum[at] + ((g - momentum[at]) >> momentumShift);
      momentum[at] = m;`;
  const updates: Readonly<Record<Rule, string>> = {
    gd: each(`${mean}
      descend(at, scaled(m) / c.denominator, live);`),
    adam: each(`${mean}
      let v = variance[at] + ((abs(g) - variance[at]) >> varianceShift);
      variance[at] = v;
      descend(at, scaled(m) / ((v >> vec4u(u32(c.meanShift))) + 1), live);`),
    normalised: `${each(mean)}
    for (var k = 0; k < UNITS; k++) {
      var largest = vec4i(0);
      for (var p = k; p < size; p += UNITS) {
        largest = max(largest, abs(momentum[p * c.vectors + r]));
      }
      let scale = (largest >> vec4u(u32(c.normBits))) + 1;
      var squares = vec4i(0);
      for (var p = k; p < size; p += UNITS) {
        let h = momentum[p * c.vectors + r] / scale;
        squares += h * h;
      }
      let norm = max(squareRoot(squares), vec4i(1));
      for (var p = k; p < size; p += UNITS) {
        let at = p * c.vectors + r;
        descend(at, ((momentum[at] / scale) * c.learningRate) / norm, live);
      }
    }`,
    lion: each(`
      let m = momentum[at];
      momentum[at] = m + ((g - m) >> varianceShift);
      descend(at, sign(m + ((g - m) >> momentumShift)) * c.learningRate, live);`),
    'irprop-': each(`
      let agreement = sign(g) * momentum[at];
      let before = select(variance[at], vec4i(c.learningRate << 8u), epoch == 0);
      let longer = before + ((before * 51) >> vec4u(8u));
      let wanted = select(select(before, longer, agreement > vec4i(0)), before >> vec4u(1u), agreement < vec4i(0));
      let step = clamp(wanted, vec4i(256), vec4i(c.learningRate << 9u));
      let direction = select(sign(g), vec4i(0), agreement < vec4i(0));
      variance[at] = step;
      momentum[at] = direction;
      descend(at, direction * (step >> vec4u(8u)), live);`),
    sgd: '',
  };

  const batchEpoch = `
    for (var p = 0; p < size; p++) {
      gradient[p * c.vectors + r] = vec4i(0);
    }
    for (var e = 0; e < c.examples; e++) {${forward}
      right &= fires == vec4<bool>(positive);${differentiate}
        gradient[(bias + k) * c.vectors + r] += d;
        for (var t = data[e]; t < data[e + 1]; t++) {
          gradient[(data[c.columnStart + t] * UNITS + k) * c.vectors + r] += ${times('d', 't')};
        }
      }
    }
    solvedIn = select(solvedIn, vec4i(epoch + 1), right);
    live &= !right;
    let warmUp = firstLeadingBit(u32(epoch + 1));
    let momentumShift = vec4u(min(u32(c.momentumShift), warmUp));
    let varianceShift = vec4u(min(u32(c.varianceShift), warmUp));${updates[rule]}`;

  const exampleEpoch = `
    for (var e = 0; e < c.examples && any(right); e++) {${forward}
      right &= fires == vec4<bool>(positive);
    }
    solvedIn = select(solvedIn, vec4i(epoch + 1), right);
    live &= !right;
    if (!any(live)) {
      break;
    }
    let stride = data[c.strideStart + (epoch & ${STRIDES - 1})];
    var e = 0;
    for (var i = 0; i < c.examples; i++) {
      e += stride;
      if (e >= c.examples) {
        e -= c.examples;
      }${forward}${differentiate}
        let step = scaled(d);
        for (var t = data[e]; t < data[e + 1]; t++) {
          descend((data[c.columnStart + t] * UNITS + k) * c.vectors + r, (${times('step', 't')}) / c.denominator, live);
        }
        descend((bias + k) * c.vectors + r, (step << shift) / c.denominator, live);
      }
    }`;

  return `const UNITS = ${units};

struct Call {
${[...PARAMETER_NAMES, ...DISPATCH_NAMES, ...STARTS].map((name) => `  ${name}: i32,`).join('\n')}
}

@group(0) @binding(0) var<uniform> c: Call;
@group(0) @binding(1) var<storage, read> data: array<i32>;
@group(0) @binding(2) var<storage, read_write> weights: array<vec4i>;
@group(0) @binding(3) var<storage, read_write> momentum: array<vec4i>;
@group(0) @binding(4) var<storage, read_write> variance: array<vec4i>;
@group(0) @binding(5) var<storage, read_write> gradient: array<vec4i>;
@group(0) @binding(6) var<storage, read_write> solved: array<vec4i>;
${inBuffer ? '@group(0) @binding(7) var<storage, read_write> activations: array<vec4i>;\n' : ''}
${HASH3}

fn initialWeight(restart: i32, p: i32) -> i32 {
  let h = hash3(u32(c.seed), u32(restart), u32(p));
  return ((i32(h >> 16u) - 32768) * c.initialScale) >> 15u;
}

fn silence(z: vec4i, steepness: i32) -> vec4i {
  let limited = clamp(z, vec4i(-131072), vec4i(131072));
  let entry = c.tableStart + clamp(((limited * steepness) >> vec4u(8u)) + 2048, vec4i(0), vec4i(4095));
  return vec4i(data[entry.x], data[entry.y], data[entry.z], data[entry.w]);
}

fn scaled(mean: vec4i) -> vec4i {
  return (mean / (1 << u32(c.meanShift))) * c.learningRate;
}

${rule === 'normalised' ? SQUARE_ROOT : ''}fn descend(at: i32, step: vec4i, live: vec4<bool>) {
  let w = weights[at];
  weights[at] = select(w, clamp(w - step, vec4i(-c.weightLimit), vec4i(c.weightLimit)), live);
}

@compute @workgroup_size(${WORKGROUP})
fn start(@builtin(global_invocation_id) id: vec3u) {
  let r = c.firstVector + i32(id.x);
  if (r >= c.endVector) {
    return;
  }
  let first = c.firstRestart + 4 * r;
  for (var p = 0; p < (c.inputs + 1) * UNITS; p++) {
    let at = p * c.vectors + r;
    weights[at] = vec4i(initialWeight(first, p), initialWeight(first + 1, p), initialWeight(first + 2, p), initialWeight(first + 3, p));
    momentum[at] = vec4i(0);
    variance[at] = vec4i(0);
    gradient[at] = vec4i(0);
  }
  solved[r] = vec4i(0);
}

@compute @workgroup_size(${WORKGROUP})
fn train(@builtin(global_invocation_id) id: vec3u) {
  let r = c.firstVector + i32(id.x);
  if (r >= c.endVector) {
    return;
  }
  let bias = c.inputs * UNITS;
  let size = bias + UNITS;
  let shift = vec4u(u32(c.valueShift));
  let gradientShift = vec4u(u32(c.gradientShift));
  var solvedIn = solved[r];
  var live = solvedIn == vec4i(0);${inBuffer ? '' : '\n  var activation: array<vec4i, UNITS>;'}
  for (var epoch = c.firstEpoch; epoch < c.firstEpoch + c.epochs; epoch++) {
    if (!any(live)) {
      break;
    }
    let steepness = c.steepnessStart + ((c.steepnessEnd - c.steepnessStart) * epoch) / c.totalEpochs;
    var right = live;${rule === 'sgd' ? exampleEpoch : batchEpoch}
  }
  solved[r] = solvedIn;
}
`;
}
