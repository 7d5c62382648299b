// The pictures of one panel, drawn by Observable Plot: marks with intervals, exact answers, and the legend.
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Value } from './layout.ts';
import { widthOf } from './letters.ts';
import type { Answers, Best, Mark } from './marks.ts';
import { MOST_COLUMNS, type Places } from './places.ts';
import type { Scale } from './scale.ts';
import { ANSWER_FILLS, INK, styleOf, type Style } from './styles.ts';
import { cut } from '../../picture/words.ts';

/** The size of letters, in pixels. */
export const LETTERS = 15;

/** Pixels around the axes. */
export type Margins = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** Room within the axes, so that marks at their ends are whole. */
const INSET = 9;
const RADIUS = 5.5;

/** What stands beside the values of a panel. */
type Frame = {
  readonly places: Places;
  /** How far apart series stand that share a place, in pixels. */
  readonly apart: number;
  readonly series: number;
  /** Whether the series share their exact answers and optima. */
  readonly shared: boolean;
  readonly margins: Margins;
};

/** Where a mark of a series stands. */
function at({ places, apart, series }: Frame, place: { readonly series: number; readonly x: Value }): number {
  return places.of(place.x) + (place.series - (series - 1) / 2) * apart;
}

function common({ places, margins }: Frame, height: number): Plot.PlotOptions {
  return {
    document: parseHTML('<html></html>').document,
    width: margins.left + places.width + margins.right,
    height,
    marginLeft: margins.left,
    marginRight: margins.right,
    marginTop: margins.top,
    marginBottom: margins.bottom,
    x: { type: 'linear', domain: [0, places.width], axis: null },
  };
}

/** What stands at the y axis where marks without a value are. */
export const NO_SUCCESS = 'no success';

/** The marks of one panel under their title, joined by lines where that is asked for. */
export function marksPlot(
  frame: Frame,
  height: number,
  scale: Scale,
  {
    title,
    marks,
    optima,
    joined,
  }: {
    readonly title: string;
    readonly marks: readonly Mark[];
    readonly optima: readonly Best[];
    readonly joined: boolean;
  },
): string {
  const { places } = frame;
  const bottom = scale.at(scale.domain[0]);
  const labels = new Map(scale.ticks.map((tick) => [scale.at(tick), scale.tick(tick)]));
  if (scale.edge !== undefined) labels.set(scale.at(scale.edge), NO_SUCCESS);
  const drawn = marks.flatMap((mark) => {
    const y = scale.at(mark.value ?? scale.edge ?? scale.domain[0]);
    return mark.state === 'untried' ? [] : [{ ...mark, y, p: at(frame, mark) }];
  });
  const series = Array.from({ length: frame.series }, (_, s) => ({
    style: styleOf(s),
    own: drawn.filter((mark) => mark.series === s).sort((a, b) => a.p - b.p),
  }));
  const untried = new Map(
    marks.filter(({ state }) => state === 'untried').map((mark) => [`${mark.x}`, mark] as const),
  );
  const best = optima.map((item) => ({ ...item, p: frame.shared ? places.of(item.x) : at(frame, item) }));
  const half =
    frame.shared || frame.series === 1 ? (frame.series * frame.apart) / 2 + 7 : frame.apart / 2 + 4;
  const across = {
    x1: ({ p }: { readonly p: number }) => p - half,
    x2: ({ p }: { readonly p: number }) => p + half,
  };
  return asText(
    Plot.plot({
      ...common(frame, height),
      y: {
        type: 'linear',
        domain: scale.domain.map(scale.at),
        insetTop: INSET,
        insetBottom: INSET,
        axis: null,
      },
      marks: [
        Plot.gridY(scale.ticks.map(scale.at), { stroke: INK, strokeOpacity: 0.15 }),
        Plot.frame({ stroke: INK, strokeOpacity: 0.4 }),
        Plot.axisY([...labels.keys()], {
          tickFormat: (y: number) => labels.get(y)!,
          label: null,
          fill: INK,
          stroke: INK,
          fontSize: LETTERS,
        }),
        ...(scale.edge === undefined
          ? []
          : [
              Plot.ruleY([scale.at(scale.edge)], { stroke: INK, strokeOpacity: 0.6, strokeDasharray: '1 4' }),
            ]),
        Plot.text([title], {
          frameAnchor: 'top-left',
          text: (words: string) => words,
          dy: -LETTERS - 7,
          fill: INK,
          fontSize: LETTERS,
          fontWeight: 'bold',
          textAnchor: 'start',
        }),
        Plot.text([...untried.values()], {
          className: 'untried',
          x: ({ x }: Mark) => places.of(x),
          y: () => bottom,
          text: () => 'not tried',
          title: 'words',
          rotate: -90,
          textAnchor: 'start',
          dx: -LETTERS / 2,
          fill: INK,
          fontSize: LETTERS,
          fontStyle: 'italic',
        }),
        // Bounds that have not met make a box.
        Plot.rect(
          best.filter(({ lower, upper }) => lower < upper),
          { ...across, y1: 'lower', y2: 'upper', fill: INK, fillOpacity: 0.2 },
        ),
        Plot.ruleY(best, { ...across, className: 'optima', y: 'lower', stroke: INK, strokeWidth: 2.5 }),
        Plot.ruleY(
          best.filter(({ lower, upper }) => lower < upper),
          { ...across, y: 'upper', stroke: INK, strokeWidth: 2.5 },
        ),
        ...series.flatMap(({ style, own }) => seriesMarks(own, style, scale, joined)),
      ],
      style: { overflow: 'visible' },
    }),
  );
}

type Drawn = Mark & { readonly y: number; readonly p: number };

function seriesMarks(own: readonly Drawn[], style: Style, scale: Scale, joined: boolean): Plot.Markish[] {
  const top = scale.edge ?? scale.domain[1];
  const bounded = own.filter(({ low }) => low !== undefined);
  return [
    ...(joined
      ? [
          Plot.line(own, {
            className: 'lines',
            x: 'p',
            // A mark without a value breaks the line.
            y: ({ value, y }: Drawn) => (value === undefined ? NaN : y),
            stroke: style.colour,
            strokeWidth: 2,
            strokeDasharray: style.dashes,
          }),
        ]
      : []),
    Plot.ruleX(bounded, {
      className: 'intervals',
      x: 'p',
      y1: ({ low }: Drawn) => scale.at(low!),
      y2: ({ high }: Drawn) => scale.at(high ?? top),
      stroke: style.colour,
      strokeWidth: 2,
    }),
    Plot.dot(own, {
      className: 'marks',
      x: 'p',
      y: 'y',
      r: RADIUS,
      symbol: style.symbol,
      fill: ({ state }: Drawn) => (state === 'hopeless' ? '#ffffff' : style.colour),
      stroke: style.colour,
      strokeWidth: 1.5,
      title: 'words',
    }),
  ];
}

/** The pixels of a row of exact answers, and those between two. */
export const ROW = 22;
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

/** An entry of the legend. */
export type Entry = {
  readonly words: string;
  readonly key:
    | { readonly kind: 'series'; readonly series: number; readonly joined: boolean }
    | { readonly kind: 'hollow' }
    | { readonly kind: 'optimum' }
    | { readonly kind: 'answer'; readonly answer: keyof typeof ANSWER_FILLS };
};

const ENTRY_HEIGHT = 24;
const KEY_WIDTH = 38;

/** The legend in as many lines as the width needs. */
export function legendPlot(
  entries: readonly Entry[],
  width: number,
): { readonly svg: string; readonly height: number } {
  let [x, line] = [0, 0];
  const placed = entries.map((entry) => {
    const wide = KEY_WIDTH + widthOf(entry.words, LETTERS) + 16;
    if (x > 0 && x + wide > width) [x, line] = [0, line + 1];
    const item = { ...entry, x, y: (line + 0.5) * ENTRY_HEIGHT };
    x += wide;
    return item;
  });
  const height = (line + 1) * ENTRY_HEIGHT;
  const svg = Plot.plot({
    document: parseHTML('<html></html>').document,
    width,
    height,
    margin: 0,
    x: { type: 'linear', domain: [0, width], axis: null },
    y: { type: 'linear', domain: [0, height], reverse: true, axis: null },
    marks: [
      ...placed.flatMap((item) => keyMarks(item)),
      Plot.text(placed, {
        x: ({ x }: { x: number }) => x + KEY_WIDTH,
        y: 'y',
        text: 'words',
        textAnchor: 'start',
        fill: INK,
        fontSize: LETTERS,
      }),
    ],
  });
  return { svg: asText(svg), height };
}

function keyMarks({ key, x, y }: Entry & { readonly x: number; readonly y: number }): Plot.Markish[] {
  const middle = x + 15;
  switch (key.kind) {
    case 'series': {
      const { colour, symbol, dashes } = styleOf(key.series);
      return [
        ...(key.joined
          ? [
              Plot.line([x, x + 30], {
                x: (p: number) => p,
                y: () => y,
                stroke: colour,
                strokeWidth: 2,
                strokeDasharray: dashes,
              }),
            ]
          : []),
        Plot.dot([middle], {
          x: (p: number) => p,
          y: () => y,
          r: RADIUS,
          symbol,
          fill: colour,
          stroke: colour,
          strokeWidth: 1.5,
        }),
      ];
    }
    case 'hollow':
      return [
        Plot.dot([middle], {
          x: (p: number) => p,
          y: () => y,
          r: RADIUS,
          fill: '#ffffff',
          stroke: INK,
          strokeWidth: 1.5,
        }),
      ];
    case 'optimum':
      return [Plot.line([x + 3, x + 27], { x: (p: number) => p, y: () => y, stroke: INK, strokeWidth: 2.5 })];
    case 'answer':
      return [
        Plot.rect([0], {
          x1: () => x + 5,
          x2: () => x + 25,
          y1: () => y - 8,
          y2: () => y + 8,
          fill: ANSWER_FILLS[key.answer],
          stroke: INK,
          strokeWidth: 0.75,
        }),
      ];
  }
}

/**
 * The SVG of a plot as text, to be set into another: without a style of its own, and numbers with at most two decimals, so
 * that the last bits of a logarithm never show.
 */
function asText(plot: Element): string {
  for (const style of plot.querySelectorAll('style')) style.remove();
  for (const name of ['class', 'viewBox', 'font-family', 'font-size', 'fill', 'style'])
    plot.removeAttribute(name);
  for (const node of [plot, ...plot.querySelectorAll('*')])
    for (const { name, value } of [...node.attributes])
      node.setAttribute(
        name,
        value.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2)))),
      );
  return plot.outerHTML;
}
