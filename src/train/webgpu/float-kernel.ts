// The training core of ../float/ as WGSL: four restarts an invocation, one in each component of a vector.
//
// The source reads the same layout as the reference and the WASM kernel, and does the same operations in the same order.
// WGSL lets an adapter fuse a multiplication with an addition, so weights may differ from theirs in the last bits.
import { HALF_EXP2, MINUS_LOG2_E, SIGMOID_LIMIT, WEIGHT_LIMIT } from '../float/arithmetic.ts';
import { HEADER, KINDS, PLACE, RULES, STEP } from '../float/layout.ts';
import { FLOAT_RELAXATIONS, type FloatTask } from '../float/program.ts';
import { STRIDES } from '../integer/parameters.ts';
import { LOSSES } from '../types.ts';
import { gates, type GateKind } from './float-gates.ts';
import { constant, literal } from './float-literal.ts';
import { losses } from './float-losses.ts';
import { units } from './float-units.ts';
import { UPDATES } from './float-updates.ts';
import { HASH3, DISPATCH_NAMES, LANES, WORKGROUP, type Kernel } from './kernel.ts';

/** The kernel for a task. */
export function floatKernel(task: FloatTask): Kernel {
  return {
    code: floatKernelSource(task),
    data: task.data,
    parameters: task.header.parameters,
    scratch: task.scratch,
    work: LANES * task.work,
    call: (dispatch) => Int32Array.from(DISPATCH_NAMES, (name) => dispatch[name]),
    weights: (words) => new Float32Array(words.buffer, words.byteOffset, words.length),
  };
}

function numbered(prefix: string, names: readonly string[]): string {
  return names.map((name, i) => `const ${constant(prefix, name)} = ${i};`).join('\n');
}

/** The kinds of a task's gates, in their order. */
function gateKinds({ header, data }: Pick<FloatTask, 'header' | 'data'>): ReadonlySet<GateKind> {
  const found = new Set<number>();
  for (let s = 0; s < header.steps; s++) found.add(data[header.stepsAt + s * STEP.length]!);
  return new Set(KINDS.filter((kind, k): kind is GateKind => kind !== 'units' && found.has(k)));
}

/** The WGSL module: entry points `start` (initial weights) and `train`. */
export function floatKernelSource(task: Pick<FloatTask, 'header' | 'data'>): string {
  const { header } = task;
  const kinds = gateKinds(task);
  const relaxation = FLOAT_RELAXATIONS[header.relaxation]!;
  const loss = LOSSES[header.loss]!;
  const rule = RULES[header.rule]!;
  const direct = header.direct === 1;
  const batches = header.batch > 0;
  return `${numbered('AT', HEADER)}
${numbered('STEP', STEP)}
const STEP_WORDS = ${STEP.length};
${numbered('KIND', KINDS)}
${numbered('PLACE', PLACE)}
const PLACE_VECTORS = ${PLACE.length};
const LOW = ${relaxation === 'tanh' ? '-1f' : '0f'};

struct Call {
${DISPATCH_NAMES.map((name) => `  ${name}: i32,`).join('\n')}
}

struct Pair {
  one: vec4f,
  zero: vec4f,
}

@group(0) @binding(0) var<uniform> c: Call;
@group(0) @binding(1) var<storage, read> data: array<i32>;
@group(0) @binding(2) var<storage, read_write> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> first: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> second: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> gradient: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> solved: array<vec4i>;
@group(0) @binding(7) var<storage, read_write> places: array<vec4f>;

/** The vector of restarts, and what of its epoch everybody asks for. */
var<private> r: i32;
var<private> steepness: f32;
var<private> slope: f32;
var<private> descent: vec4f;

fn word(step: i32, name: i32) -> i32 {
  return data[step + name];
}

fn number(at: i32) -> f32 {
  return bitcast<f32>(data[at]);
}

/** The position of a parameter. */
fn parameter(p: i32) -> i32 {
  return p * c.vectors + r;
}

/** The position of what a place holds. */
fn at(place: i32, name: i32) -> i32 {
  return (place * PLACE_VECTORS + name) * c.vectors + r;
}

fn productAt(i: i32) -> i32 {
  return (data[AT_PLACES] * PLACE_VECTORS + i) * c.vectors + r;
}

fn expOfMinus(a: vec4f) -> vec4f {
  let x = a * ${literal(MINUS_LOG2_E)};
  let n = round(x);
  let rest = x - n;
  var half = vec4f(${literal(HALF_EXP2[0])});
${HALF_EXP2.slice(1)
  .map((coefficient) => `  half = half * rest + ${literal(coefficient)};`)
  .join('\n')}
  return half * bitcast<vec4f>((vec4i(n) + 128) << vec4u(23u));
}

fn sigmoid(u: vec4f) -> Pair {
  let e = expOfMinus(min(abs(u), vec4f(${literal(SIGMOID_LIMIT)})));
  let large = 1f / (1f + e);
  let small = e * large;
  let positive = (u >= vec4f(0f));
  return Pair(select(small, large, positive), select(large, small, positive));
}

fn clear(place: i32) {
  places[at(place, PLACE_BY_VALUE)] = vec4f(0f);
  places[at(place, PLACE_BY_ONE)] = vec4f(0f);
  places[at(place, PLACE_BY_ACTIVATION)] = vec4f(0f);
}

${units(relaxation, direct)}

${kinds.size > 0 ? gates(kinds, direct) : ''}

${losses(relaxation, loss)}

${passes(kinds.size > 0)}

fn clearGradient() {
  for (var p = 0; p < data[AT_PARAMETERS]; p++) {
    gradient[parameter(p)] = vec4f(0f);
  }
}

fn clamped(weight: vec4f) -> vec4f {
  return clamp(weight, vec4f(${literal(-WEIGHT_LIMIT)}), vec4f(${literal(WEIGHT_LIMIT)}));
}

fn descend(p: i32, step: vec4f, live: vec4<bool>) {
  let weight = weights[parameter(p)];
  weights[parameter(p)] = select(weight, clamped(weight - step), live);
}

${UPDATES[rule]}

${HASH3}

fn uniformly(restart: i32, p: i32) -> f32 {
  let h = hash3(u32(data[AT_SEED]), u32(restart), u32(p));
  return f32(h >> 8u) * 1.1920928955078125e-7f - 1f;
}

@compute @workgroup_size(${WORKGROUP})
fn start(@builtin(global_invocation_id) id: vec3u) {
  r = c.firstVector + i32(id.x);
  if (r >= c.endVector) {
    return;
  }
  let restart = c.firstRestart + 4 * r;
  for (var p = 0; p < data[AT_PARAMETERS]; p++) {
    let draw = vec4f(uniformly(restart, p), uniformly(restart + 1, p), uniformly(restart + 2, p), uniformly(restart + 3, p));
    weights[parameter(p)] = draw * number(data[AT_SCALES_AT] + p);
    first[parameter(p)] = vec4f(0f);
    second[parameter(p)] = vec4f(${rule === 'irprop-' ? 'number(AT_RATE)' : '0f'});
    gradient[parameter(p)] = vec4f(0f);
  }
  solved[r] = vec4i(0);
}

@compute @workgroup_size(${WORKGROUP})
fn train(@builtin(global_invocation_id) id: vec3u) {
  r = c.firstVector + i32(id.x);
  if (r >= c.endVector) {
    return;
  }
  let examples = data[AT_EXAMPLES];
  var solvedIn = solved[r];
  var live = solvedIn == vec4i(0);
  for (var epoch = c.firstEpoch; epoch < c.firstEpoch + c.epochs; epoch++) {
    if (!any(live)) {
      break;
    }
    let lowest = number(AT_STEEPNESS_START);
    steepness = lowest + (number(AT_STEEPNESS_END) - lowest) * (f32(epoch) / f32(data[AT_TOTAL_EPOCHS]));
    slope = ${relaxation === 'tanh' ? '2f * steepness' : 'steepness'};
    var answered = live;
${batches ? batchEpoch(direct) : WHOLE_EPOCH}
  }
  solved[r] = solvedIn;
}
`;
}

/** `forward` and `backward`, with or without gates. */
function passes(gated: boolean): string {
  const otherwise = (code: string): string => (gated ? ` else {${code}\n    }` : '');
  return `fn forward(e: i32, soft: bool, hardly: bool) {
  for (var s = 0; s < data[AT_STEPS]; s++) {
    let step = data[AT_STEPS_AT] + s * STEP_WORDS;
    if (word(step, STEP_KIND) == KIND_UNITS) {
      unitsForward(step, e, soft, hardly);
    }${otherwise(`
      if (hardly) {
        gateHard(step, e);
      }
      if (soft) {
        gateForward(step, e);
      }`)}
  }
}

fn backward(e: i32) {
  differentiateLoss(e);
  for (var s = data[AT_STEPS] - 1; s >= 0; s--) {
    let step = data[AT_STEPS_AT] + s * STEP_WORDS;
    if (word(step, STEP_KIND) == KIND_UNITS) {
      unitsBackward(step, e);
    }${otherwise(`
      gateBackward(step, e);`)}
  }
}`;
}

const WHOLE_EPOCH = `    clearGradient();
    for (var e = 0; e < examples; e++) {
      let hardly = any(answered);
      forward(e, true, hardly);
      if (hardly) {
        answered &= right(e);
      }
      backward(e);
    }
    solvedIn = select(solvedIn, vec4i(epoch + 1), answered);
    live &= !answered;
    if (!any(live)) {
      break;
    }
    update(epoch, 0, live);`;

/** A round to see whether the hard networks are right, and one to train: adapters write `forward` out at every call. */
function batchEpoch(direct: boolean): string {
  return `    let stride = data[data[AT_STRIDES_AT] + (epoch & ${STRIDES - 1})];
    var e = -1;
    var i = 0;
    var index = 0;
    for (var training = false; ; ) {
      if (training) {
        e += stride;
        if (e >= examples) {
          e -= examples;
        }
      } else {
        e++;
      }
      if (!training && (e == examples || !any(answered))) {
        solvedIn = select(solvedIn, vec4i(epoch + 1), answered);
        live &= !answered;
        descent = select(vec4f(0f), vec4f(-number(AT_RATE)), live);
        training = true;
        e = 0;${direct ? '' : '\n        clearGradient();'}
        continue;
      }
      if (training && (i == examples || !any(live))) {
        break;
      }
      forward(e, training, !training);
      if (!training) {
        answered &= right(e);
        continue;
      }
      backward(e);
      i++;${
        direct
          ? ''
          : `
      if (i == examples || i % data[AT_BATCH] == 0) {
        update(epoch, index, live);
        clearGradient();
        index++;
      }`
      }
    }${
      direct
        ? `
    for (var p = 0; p < data[AT_PARAMETERS]; p++) {
      weights[parameter(p)] = clamped(weights[parameter(p)]);
    }`
        : ''
    }`;
}
