// The legend of a picture, above its panels.
import * as Plot from '@observablehq/plot';
import { asText, emptyDocument, LETTERS, RADIUS } from './frame.ts';
import { widthOf } from './letters.ts';
import { ANSWER_FILLS, INK, styleOf } from './styles.ts';

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
    document: emptyDocument(),
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
