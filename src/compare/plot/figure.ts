// The whole picture of a comparison as SVG: title, legend, panels, caption, and the command that makes it again.
import { counted, wrapped } from '../../picture/words.ts';
import { element, escaped } from '../../picture/xml.ts';
import { VERSION } from '../../version.ts';
import type { CompareOptions, Comparison } from '../experiment.ts';
import { exactLimit } from '../notes.ts';
import { widthOf } from './letters.ts';
import type { Layout } from './layout.ts';
import { marksOf, type Marks, type Measure } from './marks.ts';
import { placesFor } from './places.ts';
import { answersHeight, answersPlot } from './answers-plot.ts';
import { LETTERS, type Margins } from './frame.ts';
import { legendPlot, type Entry } from './legend.ts';
import { marksPlot, NO_SUCCESS } from './marks-plot.ts';
import { AXIS_LABELS, scaleFor, type Scale } from './scale.ts';
import { INK } from './styles.ts';

/** What a picture is made from. */
export type FigureRequest = {
  readonly comparison: Comparison;
  readonly options: CompareOptions;
  readonly layout: Layout;
  readonly measure: Measure;
  /** The shell line that makes the comparison again. */
  readonly command: string;
  /** SHA-256 of what that line read from stdin. */
  readonly stdin?: string | undefined;
};

const EDGE = 18;
const TITLE = 19;
const NOTE = 13;
const FONTS = 'DejaVu Sans, Verdana, Helvetica, Arial, sans-serif';
/** Pixels of a letter on average, at size 1. */
const LETTER = 0.55;
const MARKS_HEIGHT = 330;

/**
 * The picture of a comparison. The same comparison gives the same bytes: nothing that was measured is in it.
 * @returns SVG, ending with a newline
 */
export function figure(request: FigureRequest): string {
  const { comparison, options, layout, measure } = request;
  const marks = marksOf(comparison, options, layout, measure);
  const scale = scaleFor(measure, marks.marks, marks.optima);
  const series = layout.series?.values.length ?? 1;
  const panels = marks.panels.length;
  const columns = panels === 1 ? 1 : panels === 2 || panels === 4 ? 2 : 3;
  const places = placesFor(
    layout.x,
    panels === 1 ? 620 : columns === 2 ? 420 : 340,
    14 + 12 * series,
    LETTERS,
  );
  const rows = layout.byHeuristic ? 1 : series;
  const left = 14 + Math.max(...axisWords(scale).map((words) => widthOf(words, LETTERS)));
  const sides = { left, right: 16 };
  const above: Margins = { ...sides, top: panels > 1 ? 2 * LETTERS + 4 : LETTERS / 2, bottom: 6 };
  const below: Margins = { ...sides, top: 2, bottom: places.depth + LETTERS + 20 };
  const frame = {
    places,
    series,
    shared: layout.byHeuristic,
    apart: Math.min(13, (0.7 * places.gap) / series),
  };
  const size = {
    width: left + places.width + sides.right + 20,
    height: MARKS_HEIGHT + answersHeight(rows, below) + 14,
  };
  const width = Math.max(760, 2 * EDGE + columns * size.width);
  const text = writer(width - 2 * EDGE);
  const words = sentences(request, marks);
  text.lines(words.title, TITLE, 'bold');
  for (const line of words.under) text.lines(line, LETTERS);
  const legend = legendPlot(entries(request, marks), width - 2 * EDGE);
  const parts: string[] = [at(EDGE, text.end() + 6, legend.svg)];
  const top = text.end() + 6 + legend.height + 10;
  for (const [p, title] of marks.panels.entries()) {
    const x = EDGE + (p % columns) * size.width;
    const y = top + Math.floor(p / columns) * size.height;
    const own = <T extends { readonly panel: number }>(list: readonly T[]): T[] =>
      list.filter(({ panel }) => panel === p);
    parts.push(
      at(
        x + 20,
        y,
        marksPlot({ ...frame, margins: above }, MARKS_HEIGHT, scale, {
          title,
          marks: own(marks.marks),
          optima: own(marks.optima),
          joined: layout.x.ordered,
        }),
      ),
      at(
        x + 20,
        y + MARKS_HEIGHT,
        answersPlot({ ...frame, margins: below }, rows, {
          answers: own(marks.answers),
          values: layout.x.values,
          tick: layout.x.tick,
          label: layout.x.name,
        }),
      ),
      sideways(scale.label, x + LETTERS, y + above.top + (MARKS_HEIGHT - above.top) / 2),
    );
  }
  text.skip(top + Math.ceil(panels / columns) * size.height);
  for (const line of words.caption) text.lines(line, NOTE);
  const height = text.end() + EDGE - 8;
  return svgDocument(request, words, { width: Math.round(width), height: Math.round(height) }, [
    ...text.parts,
    ...parts,
  ]);
}

/** Everything that stands left of the axes. */
function axisWords(scale: Scale): string[] {
  return ['exact', ...scale.ticks.map(scale.tick), ...(scale.edge === undefined ? [] : [NO_SUCCESS])];
}

/** An SVG moved to a place. */
function at(x: number, y: number, svg: string): string {
  return svg.replace('<svg ', `<svg x="${Math.round(x)}" y="${Math.round(y)}" `);
}

function sideways(words: string, x: number, y: number): string {
  const [cx, cy] = [Math.round(x), Math.round(y)];
  return element(
    'text',
    { transform: `translate(${cx},${cy}) rotate(-90)`, 'text-anchor': 'middle', fill: INK },
    escaped(words),
  );
}

/** Lines of text from the top down. */
function writer(width: number): {
  readonly parts: string[];
  readonly lines: (words: string, size: number, weight?: string) => void;
  readonly skip: (y: number) => void;
  readonly end: () => number;
} {
  const parts: string[] = [];
  let y = EDGE - 6;
  return {
    parts,
    lines(words, size, weight = 'normal') {
      for (const line of wrapped(words, Math.floor(width / (LETTER * size)))) {
        y += Math.round(1.35 * size);
        parts.push(
          element('text', { x: EDGE, y, 'font-size': size, 'font-weight': weight, fill: INK }, escaped(line)),
        );
      }
    },
    skip: (to) => void (y = to),
    end: () => y + 4,
  };
}

type Words = {
  readonly title: string;
  readonly under: readonly string[];
  readonly caption: readonly string[];
};

function sentences({ comparison, options, layout, measure }: FigureRequest, { marks }: Marks): Words {
  const { runs, planned, finished, interrupted } = comparison;
  const { restarts, epochs, seed } = options;
  const what = AXIS_LABELS[measure].replace(' (%)', '');
  return {
    title: layout.subject === '' ? what : `${layout.subject}: ${what}`,
    under: [
      [
        ...layout.fixed,
        counted(layout.instances, 'instance'),
        `${counted(restarts, 'restart')} of at most ${counted(epochs, 'epoch')}`,
      ].join(' · '),
      ...(interrupted ? [`Interrupted: ${finished} of ${planned} networks were finished.`] : []),
    ],
    caption: [
      CAPTIONS[measure],
      ...(marks.some(({ state }) => state === 'untried')
        ? ['Not tried: networks that the trainer does not take; the table says why.']
        : []),
      ...(measure === 'right' && runs.length > 0 && !options.optimum
        ? ['The optimum was not asked for (--optimum).']
        : []),
      `Exact answers: limit ${exactLimit(options)} a network. Seed of the heuristics ${seed}. trainsat ${VERSION}.`,
    ],
  };
}

const CAPTIONS: Readonly<Record<Measure, string>> = {
  success:
    'Successes of all restarts on the instances that are not proved NO, with 95 % Wilson intervals. A success is a network of threshold units that gets everything required right, in exact arithmetic.',
  epochs:
    'Epochs of all restarts on the instances that are not proved NO, divided by their successes; the interval is Wilson’s for the successes, the epochs of a restart taken as given. Without a success it has no upper end.',
  right:
    'Share of the examples, by weight, that the best network of any restart gets right: mean over the instances, from the least to the most. The optimum is a mean, too; a box where its bounds have not met.',
};

function entries({ layout, measure }: FigureRequest, { marks, answers, optima }: Marks): Entry[] {
  const joined = layout.x.ordered;
  const series = layout.series?.values.map((value, s): Entry => ({
    words: layout.series!.words(value),
    key: { kind: 'series', series: s, joined },
  }));
  const told: Entry[] = [
    { words: 'exact answer: YES', key: { kind: 'answer', answer: 'yes' } },
    { words: 'NO', key: { kind: 'answer', answer: 'no' } },
    ...(answers.some(({ unknown }) => unknown > 0)
      ? [{ words: 'UNKNOWN', key: { kind: 'answer', answer: 'unknown' } } as const]
      : []),
  ];
  const hollow = marks.some(({ state }) => state === 'hopeless');
  return [
    ...(series ?? []),
    ...(measure === 'right' && optima.length > 0
      ? [{ words: 'exact optimum', key: { kind: 'optimum' } } as const]
      : []),
    ...(hollow ? [{ words: 'every instance is NO', key: { kind: 'hollow' } } as const] : []),
    ...told,
  ];
}

function svgDocument(
  { command, stdin, layout, measure }: FigureRequest,
  { title, under, caption }: Words,
  { width, height }: { readonly width: number; readonly height: number },
  parts: readonly string[],
): string {
  const spoken = `${title}, against ${layout.x.name}, beside the exact answers. ${under.join('; ')}`;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    role: 'img',
    'aria-label': spoken,
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    'font-family': FONTS,
    'font-size': LETTERS,
  };
  const hatch = element(
    'pattern',
    {
      id: 'trainsat-unknown',
      width: 6,
      height: 6,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    },
    element('rect', { width: 6, height: 6, fill: '#ffffff' }),
    element('rect', { width: 2, height: 6, fill: INK }),
  );
  const all = [
    element('title', {}, escaped(title)),
    element(
      'desc',
      {},
      escaped([`${measure} against ${layout.x.name}: ${under.join('; ')}.`, ...caption].join(' ')),
    ),
    element(
      'metadata',
      {},
      escaped(
        [`trainsat ${VERSION}: ${command}`, ...(stdin === undefined ? [] : [`stdin ${stdin}`])].join('; '),
      ),
    ),
    element('defs', {}, hatch),
    element('rect', { width, height, fill: '#ffffff' }),
    ...parts,
  ];
  return `${element('svg', attributes, `\n${all.join('\n')}\n`)}\n`;
}
