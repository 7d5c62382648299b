// The exact answers of a panel as a strip of bars, with the x axis below.
import * as Plot from '@observablehq/plot';
import { cut } from '../../picture/words.ts';
import { asText, common, LETTERS, RADIUS, type Frame, type Margins } from './frame.ts';
import type { Value } from './layout.ts';
import type { Answers } from './marks.ts';
import { MOST_COLUMNS } from './places.ts';
import { ANSWER_FILLS, INK, styleOf } from './styles.ts';

/** The pixels of a row of exact answers, and those between two. */
const ROW = 22;
const BETWEEN_ROWS = 6;

/** The height of so many rows of answers with the labels of the x axis below. */
export function answersHeight(rows: number, { top, bottom }: Margins): number {
  return top + rows * (ROW + BETWEEN_ROWS) + bottom;
}

/** The exact answers of one panel as stacked bars, a row for each series that has its own, and the x axis below. */
export function answersPlot(
  frame: Frame,
  rows: number,
  {
    answers,
    values,
    tick,
    label,
  }: {
    readonly answers: readonly Answers[];
    readonly values: readonly Value[];
    readonly tick: (value: Value) => string;
    readonly label: string;
  },
): string {
  const { places, margins } = frame;
  const half = Math.max(1.5, Math.min(15, 0.38 * places.gap));
  const unit = ROW + BETWEEN_ROWS;
  const bars = answers.flatMap(({ series, x, yes, no, unknown }) => {
    const all = yes + no + unknown;
    const base = (series + 1) * unit - BETWEEN_ROWS / 2;
    const words = `${tick(x)}: ${yes} YES, ${no} NO, ${unknown} UNKNOWN`;
    let below = 0;
    return (
      [
        ['yes', yes],
        ['unknown', unknown],
        ['no', no],
      ] as const
    ).flatMap(([answer, count]) => {
      const y1 = base - (ROW * below) / all;
      below += count;
      return count === 0 ? [] : [{ answer, words, p: places.of(x), y1, y2: base - (ROW * below) / all }];
    });
  });
  const at = new Map(values.map((value) => [places.of(value), value]));
  const names =
    rows === 1
      ? [{ s: 0, y: unit / 2 }]
      : Array.from({ length: rows }, (_, s) => ({ s, y: (s + 0.5) * unit }));
  return asText(
    Plot.plot({
      ...common(frame, answersHeight(rows, margins)),
      y: { type: 'linear', domain: [0, rows * unit], reverse: true, axis: null },
      marks: [
        Plot.rect(bars, {
          className: 'answers',
          x1: ({ p }: { p: number }) => p - half,
          x2: ({ p }: { p: number }) => p + half,
          y1: 'y1',
          y2: 'y2',
          fill: ({ answer }: { answer: keyof typeof ANSWER_FILLS }) => ANSWER_FILLS[answer],
          stroke: INK,
          strokeWidth: 0.75,
          title: 'words',
        }),
        ...(rows === 1
          ? [
              Plot.text(names, {
                x: () => 0,
                y: 'y',
                dx: -9,
                text: () => 'exact',
                textAnchor: 'end',
                fill: INK,
                fontSize: LETTERS,
              }),
            ]
          : names.map((name) =>
              Plot.dot([name], {
                x: () => -16,
                y: 'y',
                r: RADIUS,
                symbol: styleOf(name.s).symbol,
                fill: styleOf(name.s).colour,
              }),
            )),
        Plot.axisX(places.labelled.map(places.of), {
          tickFormat: (p: number) => cut(tick(at.get(p)!), MOST_COLUMNS),
          tickRotate: places.turn,
          label: null,
          fill: INK,
          stroke: INK,
          fontSize: LETTERS,
        }),
        Plot.text([label], {
          frameAnchor: 'bottom',
          text: (words: string) => words,
          dy: margins.bottom - 4,
          lineAnchor: 'bottom',
          fill: INK,
          fontSize: LETTERS,
        }),
      ],
    }),
  );
}
