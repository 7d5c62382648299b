// What the heuristics did, in one panel: marks with their intervals, joined by lines, beside the exact optima.
import * as Plot from '@observablehq/plot';
import { asText, at, common, LETTERS, RADIUS, type Frame } from './frame.ts';
import type { Best, Mark } from './marks.ts';
import type { Scale } from './scale.ts';
import { INK, styleOf, type Style } from './styles.ts';

/** Room within the axes, so that marks at their ends are whole. */
const INSET = 9;

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
