// A threshold unit with small weights that does on given bits what another one does.
import { separateExactly } from '../exact/separate.ts';
import type { Unit } from '../problem/training/configuration.ts';
import { weightBound } from './threshold-weights.ts';

/** Inputs up to which all weights within the bound are tried. */
const MOST_TRIED = 5;

/**
 * An integer unit that fires on given points as told, with weights within `weightBound` where that is sure: up to 5 inputs
 * all weights are tried; beyond, the unit is a vertex of the polyhedron of units, whose weights have not been seen to exceed
 * what the bits of the bound hold.
 * @throws Error when no unit does that
 */
export function boundedUnit(
  points: readonly (readonly boolean[])[],
  fires: (bits: readonly boolean[], point: number) => boolean,
  inputs: number,
): Unit {
  const told = points.map(fires);
  if (inputs <= MOST_TRIED) {
    const unit = tried(points, told, inputs);
    if (unit) return unit;
  }
  return unitOf(points, told, inputs);
}

/** An integer unit that fires on given points as told. @throws Error when there is none */
export function unitOf(
  points: readonly (readonly boolean[])[],
  told: readonly boolean[],
  inputs: number,
): Unit {
  const side = (wanted: boolean) =>
    points.flatMap((bits, b) => {
      if (told[b] !== wanted) return [];
      const index = bits.flatMap((bit, i) => (bit ? [i] : []));
      return [{ index, value: index.map(() => 1n) }];
    });
  const answer = separateExactly(side(true), side(false), inputs);
  if (!answer.separable) throw new Error('unitOf: expected a threshold function, got another');
  return { weights: answer.weights, threshold: answer.threshold };
}

function tried(
  points: readonly (readonly boolean[])[],
  told: readonly boolean[],
  inputs: number,
): Unit | undefined {
  const most = Number(weightBound(inputs));
  const base = 2 * most + 1;
  for (let code = 0; code < base ** inputs; code++) {
    const weights = Array.from({ length: inputs }, (_, i) => (Math.floor(code / base ** i) % base) - most);
    let accepted = Infinity;
    let rejected = -Infinity;
    for (const [b, bits] of points.entries()) {
      const sum = weights.reduce((total, w, i) => (bits[i] ? total + w : total), 0);
      if (told[b]) accepted = Math.min(accepted, sum);
      else rejected = Math.max(rejected, sum);
    }
    if (rejected < accepted)
      return {
        weights: weights.map(BigInt),
        threshold: BigInt(accepted === Infinity ? Math.max(rejected, -1) + 1 : accepted),
      };
  }
  return undefined;
}
