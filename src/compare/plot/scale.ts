// The y axis: its range and the numbers at it.
import { percent, type Best, type Mark, type Measure } from './marks.ts';

/** The y axis of every panel of a picture. */
export type Scale = {
  /** Where a number stands: itself, or its logarithm. */
  readonly at: (value: number) => number;
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
  readonly tick: (value: number) => string;
  readonly label: string;
  /** Where marks without a value stand, above all that have one; undefined where there is no such place. */
  readonly edge: number | undefined;
};

/** The words of the axes. */
export const AXIS_LABELS: Readonly<Record<Measure, string>> = {
  success: 'successful restarts (%)',
  epochs: 'epochs per solution',
  right: 'examples the best network gets right (%)',
};

/** The axis that holds all marks with their intervals. */
export function scaleFor(measure: Measure, marks: readonly Mark[], optima: readonly Best[]): Scale {
  const numbers = [
    ...marks.flatMap(({ value, low, high }) => [value, low, high]),
    ...optima.flatMap(({ lower, upper }) => [lower, upper]),
  ].filter((number) => number !== undefined);
  const label = AXIS_LABELS[measure];
  switch (measure) {
    case 'success': {
      const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
      return { at: (value) => value, domain: [0, 1], ticks, tick: percent, label, edge: undefined };
    }
    case 'right': {
      const room = Math.max(0.01, 1 - Math.min(1, ...numbers));
      const step = STEPS.find((candidate) => room / candidate <= 6) ?? 0.2;
      const low = Math.max(0, 1 - step * (Math.ceil(room / step) + 0.25));
      const count = Math.floor((1 - low) / step + 1e-9);
      const ticks = Array.from({ length: count + 1 }, (_, i) => 1 - i * step);
      return { at: (value) => value, domain: [low, 1], ticks, tick: percent, label, edge: undefined };
    }
    case 'epochs':
      return epochs(
        numbers,
        marks.some(({ state }) => state === 'missing' || state === 'hopeless'),
        label,
      );
  }
}

const STEPS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2];

/** A logarithmic axis, with a place above its last number for what never succeeded. */
function epochs(numbers: readonly number[], withEdge: boolean, label: string): Scale {
  const least = Math.max(1, Math.min(...(numbers.length > 0 ? numbers : [1])));
  const most = Math.max(least * 4, ...numbers);
  // A fifteenth of the axis.
  const step = Math.max(1.15, (most / least) ** (1 / 12));
  const top = most * step;
  const decades = Array.from({ length: 17 }, (_, d) => 10 ** d);
  const all = decades.flatMap((power) => [power, 2 * power, 5 * power]);
  const fitting = (list: readonly number[]): number[] =>
    list.filter((tick) => tick >= least / step && tick <= top);
  const few = fitting(decades).length > 3 ? fitting(decades) : fitting(all);
  return {
    at: Math.log10,
    domain: [least / step, withEdge ? top * step ** 2 : top],
    ticks: few,
    tick: thousands,
    label,
    edge: withEdge ? top * step : undefined,
  };
}

/** `50 000`, with thin spaces. */
function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
