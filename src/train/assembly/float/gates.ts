// Gates on probabilities: forward, hard and backward, as in ../../float/gates.ts.
import * as m from './memory';
import { sigmoid } from './sigmoid';
import { clear } from './units';

/** Ones among the inputs that a gate reads. */
@inline function onesOf(step: usize, e: i32): i32 {
  const rows = load<i32>(step, m.ROWS);
  return rows ? load<i32>(m.word(rows + e)) : 0;
}

@inline function endOf(step: usize): usize {
  return m.word(load<i32>(step, m.LIST) + load<i32>(step, m.NODES));
}

@inline function listOf(step: usize): usize {
  return m.word(load<i32>(step, m.LIST));
}

@inline function placeOf(step: usize): usize {
  return m.place(load<u32>(step, m.STEP_PLACE));
}

@inline function parameterOf(step: usize): usize {
  return <usize>load<u32>(step, m.PARAMETER) << 4;
}

export function gateHard(step: usize, e: i32): void {
  const kind = load<i32>(step, m.KIND);
  const fanIn = load<i32>(step, m.INPUTS) + load<i32>(step, m.NODES);
  let count = i32x4.splat(onesOf(step, e));
  const end = endOf(step);
  for (let i = listOf(step); i < end; i += 4)
    count = i32x4.sub(count, f32x4.gt(v128.load(m.place(load<u32>(i)), m.HARD), f32x4.splat(0)));
  const all = i32x4.eq(count, i32x4.splat(fanIn));
  const some = i32x4.gt_s(count, i32x4.splat(0));
  let bit: v128;
  if (kind == m.KIND_AND) bit = all;
  else if (kind == m.KIND_NAND) bit = v128.not(all);
  else if (kind == m.KIND_OR) bit = some;
  else if (kind == m.KIND_NOR) bit = v128.not(some);
  else if (kind == m.KIND_XOR) bit = i32x4.eq(v128.and(count, i32x4.splat(1)), i32x4.splat(1));
  else if (kind == m.KIND_MAJORITY) bit = i32x4.gt_s(i32x4.shl(count, 1), i32x4.splat(fanIn));
  else {
    const choice = f32x4.gt(v128.load(m.weights + parameterOf(step)), f32x4.splat(0));
    bit = v128.bitselect(all, some, choice);
  }
  v128.store(placeOf(step), v128.bitselect(f32x4.splat(1), m.low, bit), m.HARD);
}

export function gateForward(step: usize, e: i32): void {
  const kind = load<i32>(step, m.KIND);
  const inputs = load<i32>(step, m.INPUTS);
  const ones = onesOf(step, e);
  const at = placeOf(step);
  if (kind == m.KIND_AND || kind == m.KIND_NAND)
    conjunction(step, m.ONE, m.ZERO, ones == inputs, at + (kind == m.KIND_AND ? m.ONE : m.ZERO), at + (kind == m.KIND_AND ? m.ZERO : m.ONE));
  else if (kind == m.KIND_OR || kind == m.KIND_NOR)
    conjunction(step, m.ZERO, m.ONE, ones == 0, at + (kind == m.KIND_NOR ? m.ONE : m.ZERO), at + (kind == m.KIND_NOR ? m.ZERO : m.ONE));
  else if (kind == m.KIND_XOR) parity(step, ones, at);
  else if (kind == m.KIND_MAJORITY) {
    const half = (inputs + load<i32>(step, m.NODES)) / 2;
    let sum = f32x4.splat(<f32>ones - (<f32>half + 0.5));
    const end = endOf(step);
    for (let i = listOf(step); i < end; i += 4) sum = f32x4.add(sum, v128.load(m.place(load<u32>(i)), m.ONE));
    sigmoid(f32x4.mul(f32x4.splat(4), sum), at + m.ONE);
  } else {
    sigmoid(v128.load(m.weights + parameterOf(step)), m.pair);
    const share = v128.load(m.pair);
    const rest = v128.load(m.pair, 16);
    conjunction(step, m.ONE, m.ZERO, ones == inputs, at + m.ONE, at + m.ZERO);
    const all = v128.load(at, m.ONE);
    const notAll = v128.load(at, m.ZERO);
    conjunction(step, m.ZERO, m.ONE, ones == 0, at + m.ONE, at + m.ZERO);
    const none = v128.load(at, m.ONE);
    const some = v128.load(at, m.ZERO);
    v128.store(at, f32x4.add(f32x4.mul(share, all), f32x4.mul(rest, some)), m.ONE);
    v128.store(at, f32x4.add(f32x4.mul(share, notAll), f32x4.mul(rest, none)), m.ZERO);
  }
  const one = v128.load(at, m.ONE);
  v128.store(at, m.relaxation == m.TANH ? f32x4.sub(one, v128.load(at, m.ZERO)) : one, m.VALUE);
  clear(at);
}

function parity(step: usize, ones: i32, at: usize): void {
  const isOdd: i32 = ones & 1;
  let odd = f32x4.splat(<f32>isOdd);
  let even = f32x4.sub(f32x4.splat(1), odd);
  const end = endOf(step);
  for (let i = listOf(step); i < end; i += 4) {
    const read = m.place(load<u32>(i));
    const p = v128.load(read, m.ONE);
    const q = v128.load(read, m.ZERO);
    const next = f32x4.add(f32x4.mul(odd, q), f32x4.mul(even, p));
    even = f32x4.add(f32x4.mul(even, q), f32x4.mul(odd, p));
    odd = next;
  }
  v128.store(at, odd, m.ONE);
  v128.store(at, even, m.ZERO);
}

/** Whether all nodes are what `literal` says: its probability to `to`, that of the opposite to `toOpposite`. */
function conjunction(step: usize, literal: usize, opposite: usize, possible: bool, to: usize, toOpposite: usize): void {
  let all = f32x4.splat(possible ? 1 : 0);
  let not = f32x4.splat(possible ? 0 : 1);
  const end = endOf(step);
  for (let i = listOf(step); i < end; i += 4) {
    const read = m.place(load<u32>(i));
    not = f32x4.add(not, f32x4.mul(all, v128.load(read + opposite)));
    all = f32x4.mul(all, v128.load(read + literal));
  }
  v128.store(to, all);
  v128.store(toOpposite, not);
}

@inline export function gateBackward(step: usize, e: i32, into: usize, factor: v128): void {
  const kind = load<i32>(step, m.KIND);
  const inputs = load<i32>(step, m.INPUTS);
  const ones = onesOf(step, e);
  const at = placeOf(step);
  const perValue = f32x4.splat(m.relaxation == m.TANH ? 2 : 1);
  const d = f32x4.add(v128.load(at, m.BY_ONE), f32x4.mul(perValue, v128.load(at, m.BY_VALUE)));
  if (kind == m.KIND_AND || kind == m.KIND_NAND)
    productBackward(step, m.ONE, ones == inputs ? 1 : 0, kind == m.KIND_AND ? d : f32x4.neg(d));
  else if (kind == m.KIND_OR || kind == m.KIND_NOR)
    productBackward(step, m.ZERO, ones == 0 ? 1 : 0, kind == m.KIND_OR ? d : f32x4.neg(d));
  else if (kind == m.KIND_XOR) productBackward(step, DIFFERENCE, ones & 1 ? -1 : 1, d);
  else if (kind == m.KIND_MAJORITY) {
    const slope = f32x4.mul(v128.load(at, m.ONE), v128.load(at, m.ZERO));
    const share = f32x4.mul(f32x4.splat(4), f32x4.add(v128.load(at, m.BY_ACTIVATION), f32x4.mul(d, slope)));
    const end = endOf(step);
    for (let i = listOf(step); i < end; i += 4) addByOne(load<u32>(i), share);
  } else {
    const parameter = parameterOf(step);
    sigmoid(v128.load(m.weights + parameter), m.pair);
    const share = v128.load(m.pair);
    const rest = v128.load(m.pair, 16);
    const all = productBackward(step, m.ONE, ones == inputs ? 1 : 0, f32x4.mul(share, d));
    const none = productBackward(step, m.ZERO, ones == 0 ? 1 : 0, f32x4.mul(rest, d));
    const gain = f32x4.sub(f32x4.add(all, none), f32x4.splat(1));
    const own = f32x4.mul(f32x4.mul(f32x4.mul(d, gain), f32x4.mul(share, rest)), factor);
    v128.store(into + parameter, f32x4.add(v128.load(into + parameter), own));
  }
}

/** A literal that is none: the factor is the probability of 0 less that of 1. */
const DIFFERENCE: usize = 0;

@inline function addByOne(index: u32, share: v128): void {
  const read = m.place(index);
  v128.store(read, f32x4.add(v128.load(read, m.BY_ONE), share), m.BY_ONE);
}

@inline function factorAt(index: u32, literal: usize): v128 {
  const read = m.place(index);
  if (literal == DIFFERENCE) return f32x4.sub(v128.load(read, m.ZERO), v128.load(read, m.ONE));
  return v128.load(read + literal);
}

/** Leads the derivative of a product back to the probabilities of 1; returns the whole product. */
function productBackward(step: usize, literal: usize, start: f32, d: v128): v128 {
  const list = listOf(step);
  const end = endOf(step);
  let product = f32x4.splat(start);
  let room = m.products;
  for (let i = list; i < end; i += 4, room += 16) {
    v128.store(room, product);
    product = f32x4.mul(product, factorAt(load<u32>(i), literal));
  }
  const logistic = load<i32>(step, m.FLAGS) & m.LOGISTIC_OUTPUT;
  const asked = f32x4.mul(v128.load(placeOf(step), m.BY_ACTIVATION), f32x4.splat(start));
  const wanted = literal == m.ZERO ? f32x4.neg(asked) : asked;
  let after = d;
  for (let i = end; i > list; ) {
    i -= 4;
    room -= 16;
    const own = factorAt(load<u32>(i), literal);
    let share = f32x4.mul(v128.load(room), after);
    if (logistic) share = f32x4.add(share, f32x4.div(wanted, f32x4.pmax(own, f32x4.splat(8.673617379884035e-19))));
    addByOne(load<u32>(i), share);
    after = f32x4.mul(after, own);
  }
  return product;
}
