// A picture of the catalogue as SVG: problems as boxes, reductions as numbered arrows, and a legend with their size laws.
import type { AnyProblem, Catalogue } from '../../catalogue/catalogue.ts';
import type { AnyReduction } from '../../catalogue/reduction.ts';
import { sizeAfter } from '../../catalogue/ways.ts';
import { sizesIn } from '../entries.ts';
import { graphLayout, type Arrow, type Box, type Placed, type Routed } from './graph-layout.ts';
import { counted, wrapped } from '../../picture/words.ts';
import { document, element, escaped, FONT, tenths, type Attributes } from '../../picture/xml.ts';

/** Measures in pixels. */
const MARGIN = 24;
const LINE = 17;
const SMALL = 10;
const LEAST_WIDTH = 940;
const BOX_HEIGHT = 40;
const LABEL_HEIGHT = 16;
const PADDING = 10;
const ARROW = { length: 9, half: 4 } as const;
/** How wide a character of a monospaced font is for its size, at most. */
const ASPECT = 0.61;

/** How the sizes of a target grow, doubled again and again: in colours that differ for everyone, and in dashes. */
const GROWTHS = [
  { words: 'linear, or linear times a logarithm', most: 1.25, stroke: '#0072b2', dashes: {} },
  { words: 'at most quadratic', most: 2.25, stroke: '#d55e00', dashes: { 'stroke-dasharray': '8 4' } },
  { words: 'faster', most: Infinity, stroke: '#000', dashes: { 'stroke-dasharray': '2 4' } },
] as const;
type Growth = (typeof GROWTHS)[number];
type Point = { readonly x: number; readonly y: number };

type Numbered = { readonly number: number; readonly reduction: AnyReduction; readonly growth: Growth };
type Drawn = Arrow & { readonly growth: Growth; readonly label: string; readonly title: string };

/** The picture of a catalogue; the same catalogue gives the same bytes. */
export function graphSvg(catalogue: Catalogue): string {
  const numbered = numberedReductions(catalogue);
  const drawing = graphLayout(catalogue.problems.map(boxOf), arrowsOf(numbered));
  const width = Math.ceil(Math.max(LEAST_WIDTH, drawing.width + 2 * MARGIN));
  const title = `Problems and reductions: ${counted(catalogue.problems.length, 'problem')}, ${counted(numbered.length, 'reduction')}.`;
  const top = MARGIN + LINE;
  const shift = { x: (width - drawing.width) / 2, y: top };
  const legend = legendLines(numbered, Math.floor((width - 2 * MARGIN) / (ASPECT * FONT)));
  const below = top + drawing.height + 2 * LINE;
  const listed = below + LINE * (GROWTHS.length + 2);
  const height = Math.ceil(listed + LINE * (legend.length - 1) + MARGIN);
  const parts = [
    text(MARGIN, MARGIN, title),
    element(
      'g',
      { transform: `translate(${tenths(shift.x)} ${tenths(shift.y)})` },
      '\n',
      [
        ...drawing.arrows.map(line),
        ...drawing.boxes.map((placed) => box(placed, catalogue.problem(placed.name))),
        ...drawing.arrows.map(label),
      ].join('\n'),
      '\n',
    ),
    text(
      MARGIN,
      below,
      'An arrow: numbered reductions. How the sizes of the target grow with those of the source:',
    ),
    ...GROWTHS.flatMap(({ words, stroke, dashes }, i) => {
      const y = below + LINE * (i + 1);
      const d = `M${MARGIN} ${y - 4}h44`;
      return [
        element('path', { d, fill: 'none', stroke, 'stroke-width': 1.6, ...dashes }),
        text(MARGIN + 56, y, words),
      ];
    }),
    ...legend.map((row, i) => text(MARGIN, listed + LINE * i, row, { 'xml:space': 'preserve' })),
  ];
  return document(title, width, height, parts);
}

/** The reductions by their source, numbered from 1. */
function numberedReductions(catalogue: Catalogue): Numbered[] {
  return catalogue.problems
    .flatMap(({ name }) => catalogue.reductions.filter(({ source }) => source === name))
    .map((reduction, i) => ({ number: i + 1, reduction, growth: growthOf(catalogue, reduction) }));
}

function growthOf(catalogue: Catalogue, reduction: AnyReduction): Growth {
  const source = catalogue.problem(reduction.source);
  const total = (times: number): number => {
    const size = Object.fromEntries(Object.entries(source.typical).map(([name, n]) => [name, n * times]));
    return Object.values(sizeAfter(source, size, reduction)).reduce((sum, n) => sum + n, 0);
  };
  const exponent = Math.log2(total(2 ** 11) / total(2 ** 10));
  return GROWTHS.find(({ most }) => exponent <= most) ?? GROWTHS.at(-1)!;
}

function boxOf({ name, letters }: AnyProblem): Box {
  const text = Math.max(name.length * FONT, sizesIn(letters).length * SMALL);
  return { name, width: Math.ceil(text * ASPECT) + 2 * PADDING, height: BOX_HEIGHT };
}

/** An arrow for all reductions of the same source, target and growth. */
function arrowsOf(numbered: readonly Numbered[]): Drawn[] {
  const groups = new Map<string, Numbered[]>();
  for (const item of numbered) {
    const { source, target } = item.reduction;
    const key = [source, target, item.growth.words].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].map(([key, items]) => {
    const { reduction, growth } = items[0]!;
    const name = spans(items.map(({ number }) => number));
    return {
      from: reduction.source,
      to: reduction.target,
      key,
      growth,
      label: name,
      title: items.map((item) => item.reduction.name).join(', '),
      width: Math.ceil(name.length * FONT * ASPECT) + 6,
      height: LABEL_HEIGHT,
    };
  });
}

/** `1–3, 7`. */
function spans(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : b === a + 1 ? `${a}, ${b}` : `${a}–${b}`)).join(', ');
}

/** `12  set-splitting-to-three-node  inputs = n + 3, …`, longer laws on lines of their own, names one below the other. */
function legendLines(numbered: readonly Numbered[], columns: number): string[] {
  const width = Math.max(0, ...numbered.map(({ reduction }) => reduction.name.length));
  return numbered.flatMap(({ number, reduction: { name, sizeLaw } }) => {
    const head = `${String(number).padStart(3)}  ${name.padEnd(width)}  `;
    return wrapped(sizeLaw.split('; ')[0]!, columns - head.length).map(
      (law, i) => `${i === 0 ? head : ' '.repeat(head.length)}${law}`,
    );
  });
}

function box({ x, y, width, height }: Placed<Box>, { name, question, letters }: AnyProblem): string {
  return element(
    'g',
    { transform: `translate(${tenths(x)} ${tenths(y)})` },
    element('title', {}, escaped(`${name}: ${question}`)),
    element('rect', {
      x: -width / 2,
      y: -height / 2,
      width,
      height,
      rx: 6,
      fill: '#fff',
      stroke: '#000',
      'stroke-width': 1.5,
    }),
    text(0, -3, name, { ...CENTRED, 'font-weight': 'bold' }),
    text(0, 12, sizesIn(letters), { ...CENTRED, 'font-size': SMALL }),
  );
}

/** A curve through the points of an arrow, and its head. */
function line({ points, growth, title }: Routed<Drawn>): string {
  const last = points.at(-1)!;
  const before = points.at(-2)!;
  const length = Math.hypot(last.x - before.x, last.y - before.y) || 1;
  const [dx, dy] = [(last.x - before.x) / length, (last.y - before.y) / length];
  const base = { x: last.x - ARROW.length * dx, y: last.y - ARROW.length * dy };
  const passed = [...points.slice(0, -1), base];
  // Catmull and Rom: at a point the curve has the direction from the one before to the one after.
  const d = passed.map((to, i) => {
    const from = passed[i - 1];
    if (from === undefined) return `M${at(to)}`;
    const [leaving, arriving] = [
      beside(from, passed[i - 2] ?? from, to),
      beside(to, passed[i + 1] ?? to, from),
    ];
    return `C${at(leaving)} ${at(arriving)} ${at(to)}`;
  });
  const corner = (sign: number) => ({
    x: base.x - sign * ARROW.half * dy,
    y: base.y + sign * ARROW.half * dx,
  });
  const { stroke, dashes } = growth;
  return [
    element(
      'path',
      { d: d.join(''), fill: 'none', stroke, 'stroke-width': 1.6, ...dashes },
      element('title', {}, escaped(title)),
    ),
    element('path', { d: `M${at(last)}L${at(corner(1))}L${at(corner(-1))}Z`, fill: stroke }),
  ].join('\n');
}

function at({ x, y }: Point): string {
  return `${tenths(x)} ${tenths(y)}`;
}

/** The control point beside a point on the side of `to`, when the curve comes from or goes on to `away`. */
function beside({ x, y }: Point, away: Point, to: Point): Point {
  return { x: x + (to.x - away.x) / 6, y: y + (to.y - away.y) / 6 };
}

function label({ x, y, width, height, label: words }: Routed<Drawn>): string {
  return element(
    'g',
    { transform: `translate(${tenths(x)} ${tenths(y)})` },
    element('rect', { x: -width / 2, y: -height / 2, width, height, fill: '#fff' }),
    text(0, 4, words, CENTRED),
  );
}

const CENTRED: Attributes = { 'text-anchor': 'middle' };

function text(x: number, y: number, words: string, attributes: Attributes = {}): string {
  return element('text', { x: tenths(x), y: tenths(y), ...attributes }, escaped(words));
}
