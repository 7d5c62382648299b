// Which variable to branch on: those of highest activity first (EVSIDS: Biere & Fröhlich, SAT 2015), in a binary heap.
import { enlarge } from "./memory";
import { variables } from "./variables";

/** Beyond this all activities are scaled down. */
const HUGE: f64 = 1e150;

/** f64 a variable. */
let activities: usize = 0;
/** u32 a place: the variable there. */
let heap: usize = 0;
/** i32 a variable: one more than its place, 0 when it is not in the heap. */
let places: usize = 0;
let size: u32 = 0;
/** What a bump adds; it grows instead of the activities shrinking. */
let increment: f64 = 1;

export function growHeap(from: usize, to: usize): void {
  activities = enlarge(activities, 8 * from, 8 * to);
  heap = enlarge(heap, 4 * from, 4 * to);
  places = enlarge(places, 4 * from, 4 * to);
}

@inline export function activityOf(variable: u32): f64 {
  return load<f64>(activities + (<usize>variable << 3));
}

@inline function placeOf(variable: u32): u32 {
  return load<u32>(places + (<usize>variable << 2));
}

@inline function at(place: u32): u32 {
  return load<u32>(heap + (<usize>place << 2));
}

@inline function put(place: u32, variable: u32): void {
  store<u32>(heap + (<usize>place << 2), variable);
  store<u32>(places + (<usize>variable << 2), place + 1);
}

function rise(place: u32): void {
  const variable = at(place);
  const activity = activityOf(variable);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = at(parent);
    if (activityOf(above) >= activity) break;
    put(place, above);
    place = parent;
  }
  put(place, variable);
}

function sink(place: u32): void {
  const variable = at(place);
  const activity = activityOf(variable);
  const end = size;
  while (true) {
    let child: u32 = (place << 1) + 1;
    if (child >= end) break;
    let below = at(child);
    if (child + 1 < end) {
      const other = at(child + 1);
      if (activityOf(other) > activityOf(below)) {
        below = other;
        child++;
      }
    }
    if (activityOf(below) <= activity) break;
    put(place, below);
    place = child;
  }
  put(place, variable);
}

/** Puts a variable in, unless it is. */
export function insert(variable: u32): void {
  if (placeOf(variable) != 0) return;
  put(size, variable);
  size++;
  rise(size - 1);
}

@inline export function heapSize(): u32 {
  return size;
}

/** The variable of highest activity. The heap must not be empty. */
@inline export function first(): u32 {
  return at(0);
}

/** Takes the first variable out. */
export function pop(): u32 {
  const variable = at(0);
  store<u32>(places + (<usize>variable << 2), 0);
  size--;
  if (size > 0) {
    put(0, at(size));
    sink(0);
  }
  return variable;
}

/** Raises the activity of a variable met in a conflict. */
export function bump(variable: u32): void {
  const activity = activityOf(variable) + increment;
  store<f64>(activities + (<usize>variable << 3), activity);
  if (activity > HUGE) rescale();
  const place = placeOf(variable);
  if (place > 1) rise(place - 1);
}

/** Raises the activity of a variable before the search, for `settle` to put the heap in order. */
@inline export function weigh(variable: u32, weight: f64): void {
  store<f64>(activities + (<usize>variable << 3), activityOf(variable) + weight);
}

/** Puts the heap in order after `weigh`. */
export function settle(): void {
  for (let place: u32 = 1; place < size; place++) rise(place);
}

function rescale(): void {
  for (let v: u32 = 0; v < variables.count; v++)
    store<f64>(activities + (<usize>v << 3), activityOf(v) * (1 / HUGE));
  increment *= 1 / HUGE;
}

/** After a conflict: earlier bumps count less by this factor. */
@inline export function decay(factor: f64): void {
  increment *= 1 / factor;
}
