// Where the values of the x axis stand, in pixels: evenly for names, by a linear or logarithmic scale for numbers.
import { cut } from '../../picture/words.ts';
import type { Dimension, Value } from './layout.ts';
import { widthOf } from './letters.ts';

/** The x axis of every panel of a picture. */
export type Places = {
  readonly width: number;
  /** Pixels from the left edge. */
  readonly of: (value: Value) => number;
  /** The least distance between neighbours; the width when there is one value alone. */
  readonly gap: number;
  /** Values that have their label, so that labels do not overlap. */
  readonly labelled: readonly Value[];
  /** Degrees by which labels are turned. */
  readonly turn: number;
  /** Pixels that the labels reach down. */
  readonly depth: number;
};

/** Longer names are cut. */
export const MOST_COLUMNS = 30;
const TURN = -40;

/**
 * Numbers stand on the scale, linear or logarithmic, on which the nearest two are farthest apart; everything else evenly.
 * @param least pixels of the axis at least; it grows with the number of values
 * @param each pixels that a value's marks need side by side
 * @param font size of the labels
 */
export function placesFor(x: Dimension, least: number, each: number, font: number): Places {
  const { values } = x;
  const width = Math.max(least, Math.min(1600, values.length * each));
  const positions = spread(x);
  const margin = Math.min(width / 2, Math.max(each / 2, width / (2 * values.length + 2)));
  const place = new Map(values.map((value, v) => [value, margin + (width - 2 * margin) * positions[v]!]));
  const at = [...place.values()].sort((a, b) => a - b);
  const gap = Math.min(width, ...at.slice(1).map((p, i) => p - at[i]!));
  const sizes = values.map((value) => widthOf(cut(x.tick(value), MOST_COLUMNS), font));
  const longest = Math.max(...sizes);
  const turned = !x.ordered && longest + font > gap;
  const labelled: Value[] = [];
  let end = -Infinity;
  const sorted = values.map((value, v) => ({
    value,
    half: (turned ? font : sizes[v]!) / 2,
    p: place.get(value)!,
  }));
  for (const { value, half, p } of sorted.sort((a, b) => a.p - b.p)) {
    if (p - half < end) continue;
    labelled.push(value);
    end = p + half + font / 2;
  }
  const sine = Math.sin((-TURN * Math.PI) / 180);
  return {
    width,
    of: (value) => place.get(value)!,
    gap,
    labelled,
    turn: turned ? TURN : 0,
    depth: turned ? longest * sine + font : font,
  };
}

/** Where each value stands between 0 and 1. */
function spread({ values, ordered }: Dimension): number[] {
  const even = values.map((_, v) => (values.length === 1 ? 0.5 : v / (values.length - 1)));
  const numbers = values.filter((value) => typeof value === 'number');
  if (!ordered || numbers.length < values.length || values.length === 1) return even;
  const linear = between(numbers);
  if (Math.min(...numbers) <= 0) return linear;
  const logarithmic = between(numbers.map(Math.log));
  return nearest(logarithmic) > 1.01 * nearest(linear) ? logarithmic : linear;
}

function between(numbers: readonly number[]): number[] {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return numbers.map((number) => (number - least) / (most - least));
}

function nearest(positions: readonly number[]): number {
  const sorted = positions.toSorted((a, b) => a - b);
  return Math.min(...sorted.slice(1).map((p, i) => p - sorted[i]!));
}
