// The numbers of a picture: what stands at each place of each series, before anything is drawn.
import { allNo, countedReports, sum } from '../attempts.ts';
import type { CompareOptions, Comparison, Run } from '../experiment.ts';
import { wilson } from '../wilson.ts';
import type { Dimension, Layout, Value } from './layout.ts';

/** What the y axis counts: successes per restart, epochs per solution, or the share of the examples that is right. */
export const MEASURES = ['success', 'epochs', 'right'] as const;
/** One of them. */
export type Measure = (typeof MEASURES)[number];

/** Where something stands; `panel` counts the combinations of the facets' values. */
type Place = { readonly panel: number; readonly series: number; readonly x: Value };

/** What one heuristic did on the instances of one place: one row of the table, when that has a row for all seeds. */
export type Mark = Place & {
  /**
   * `missing`: nothing can be told because no restart succeeded (epochs alone); `hopeless`: every instance is proved NO;
   * `untried`: the trainer does not take this network.
   */
  readonly state: 'measured' | 'missing' | 'hopeless' | 'untried';
  /** Undefined unless measured. */
  readonly value: number | undefined;
  /** Of the interval; its high end is undefined when nothing is known to bound it. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** In words, for whoever points at it. */
  readonly words: string;
};

/** The exact answers at one place. The heuristics share them: `series` is 0 where those are the series. */
export type Answers = Place & { readonly yes: number; readonly no: number; readonly unknown: number };

/** The mean optimum at one place as a share of all weight, or bounds on it. */
export type Best = Place & { readonly lower: number; readonly upper: number };

/** All that is drawn. */
export type Marks = {
  readonly panels: readonly string[];
  readonly marks: readonly Mark[];
  readonly answers: readonly Answers[];
  /** Only beside the share of examples right. */
  readonly optima: readonly Best[];
};

/**
 * The numbers of a picture: for `success` the share of successful restarts with its Wilson interval; for `epochs` the
 * epochs spent on a success, with the interval that follows from Wilson's when the epochs of a restart are taken as given;
 * for `right` the mean over the instances of the best share of examples right, by weight, from the least to the most.
 */
export function marksOf(
  comparison: Comparison,
  { methods }: CompareOptions,
  layout: Layout,
  measure: Measure,
): Marks {
  const panels = combinations(layout.facets);
  const panelOf = (run: Run): number =>
    panels.findIndex((values) => layout.facets.every((facet, f) => facet.of(run, methods[0]!) === values[f]));
  const cells = new Map<string, { readonly place: Place; readonly h: number; readonly runs: Run[] }>();
  for (const run of comparison.runs)
    for (const [h, method] of methods.entries()) {
      const place = {
        panel: panelOf(run),
        series: layout.series ? layout.series.values.indexOf(layout.series.of(run, method)) : 0,
        x: layout.x.of(run, method),
      };
      const key = JSON.stringify([place.panel, place.series, place.x]);
      const cell = cells.get(key) ?? { place, h, runs: [] };
      cells.set(key, cell);
      cell.runs.push(run);
    }
  const list = [...cells.values()];
  const first = list.filter(({ place }) => !layout.byHeuristic || place.series === 0);
  return {
    panels: panels.map((values) => values.map((value, f) => layout.facets[f]!.words(value)).join(', ')),
    marks: list.flatMap(({ place, h, runs }) => {
      const attempted = runs.filter(({ attempts }) => attempts[h] !== undefined);
      if (attempted.length === 0) return [];
      const mark = MEASURE[measure](attempted, h);
      return [{ ...place, ...mark, words: `${placeWords(place, layout)}: ${mark.words}` }];
    }),
    answers: first.map(({ place, runs }) => {
      const count = (answer: string): number =>
        runs.filter(({ verdict }) => verdict.answer === answer).length;
      return { ...place, yes: count('yes'), no: count('no'), unknown: count('unknown') };
    }),
    optima:
      measure !== 'right'
        ? []
        : first.flatMap(({ place, runs }) => {
            const bounds = runs.flatMap(({ optimum, weight }) =>
              optimum ? [{ lower: share(optimum.lower, weight), upper: share(optimum.upper, weight) }] : [],
            );
            if (bounds.length === 0) return [];
            return [
              { ...place, lower: mean(bounds.map((b) => b.lower)), upper: mean(bounds.map((b) => b.upper)) },
            ];
          }),
  };
}

type Numbers = Pick<Mark, 'state' | 'value' | 'low' | 'high' | 'words'>;

const MEASURE: Readonly<Record<Measure, (runs: readonly Run[], h: number) => Numbers>> = {
  success: (runs, h) => {
    const { successes, restarts } = totals(runs, h);
    if (restarts === 0) return untried(runs, h);
    if (allNo(runs)) return hopeless(successes, restarts);
    const [low, high] = wilson(successes, restarts);
    const words = `${successes} of ${restarts} restarts succeed, ${percent(low)}–${percent(high)} %`;
    return { state: 'measured', value: successes / restarts, low, high, words };
  },
  epochs: (runs, h) => {
    const { successes, restarts, epochs } = totals(runs, h);
    if (restarts === 0) return untried(runs, h);
    if (allNo(runs)) return hopeless(successes, restarts);
    const [least, most] = wilson(successes, restarts);
    const each = epochs / restarts;
    const low = each / most;
    if (successes === 0) {
      const words = `no success in ${epochs} epochs`;
      return { state: 'missing', value: undefined, low, high: undefined, words };
    }
    const words = `${Math.round(epochs / successes)} epochs a success, ${successes} of ${restarts} restarts succeed`;
    return { state: 'measured', value: epochs / successes, low, high: each / least, words };
  },
  right: (runs, h) => {
    const shares = runs.flatMap(({ attempts, weight: all }) => {
      const attempt = attempts[h];
      return attempt?.result.supported ? [share(attempt.weight, all)] : [];
    });
    if (shares.length === 0) return untried(runs, h);
    const [low, high] = [Math.min(...shares), Math.max(...shares)];
    const words = `${percent(mean(shares))} % right, ${percent(low)}–${percent(high)} %`;
    return { state: 'measured', value: mean(shares), low, high, words };
  },
};

const NOTHING = { value: undefined, low: undefined, high: undefined };

function hopeless(successes: number, restarts: number): Numbers {
  const words = `every instance is proved NO; ${successes} of ${restarts} restarts succeed`;
  return { state: 'hopeless', ...NOTHING, words };
}

function untried(runs: readonly Run[], h: number): Numbers {
  const result = runs[0]!.attempts[h]!.result;
  return {
    state: 'untried',
    ...NOTHING,
    words: result.supported ? 'not tried' : `not tried: ${result.reason}`,
  };
}

function totals(
  runs: readonly Run[],
  h: number,
): { readonly successes: number; readonly restarts: number; readonly epochs: number } {
  const counted = countedReports(runs, h);
  return {
    successes: sum(counted.map(({ successes }) => successes)),
    restarts: sum(counted.map(({ restarts }) => restarts)),
    epochs: sum(counted.map(({ epochs }) => epochs)),
  };
}

/** The combinations of the values, the last dimension running fastest; one of none when there are no dimensions. */
function combinations(dimensions: readonly Dimension[]): Value[][] {
  return dimensions.reduce<Value[][]>(
    (list, { values }) => list.flatMap((start) => values.map((value) => [...start, value])),
    [[]],
  );
}

function placeWords({ series, x }: Place, layout: Layout): string {
  const of = layout.series;
  return [...(of ? [of.words(of.values[series]!)] : []), layout.x.words(x)].join(', ');
}

/** Of nothing all is right. */
function share(weight: number, all: number): number {
  return all === 0 ? 1 : weight / all;
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** A share in hundredths, as short as two decimals allow. */
export function percent(value: number): string {
  return String(Number((100 * value).toFixed(2)));
}
