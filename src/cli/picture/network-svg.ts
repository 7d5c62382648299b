// A picture of a network as SVG, in black and white: what a node may compute is told by its shape and in words.
import type { Architecture } from '../../problem/training/architecture.ts';
import { describe } from '../../problem/training/describe.ts';
import { drawn, halfWidth, nameOf, NODE } from './node.ts';
import { placesOf, type Column, type Place, type Route } from './places.ts';
import { counted, cut, wrapped } from '../../picture/words.ts';
import { document, element, escaped, FONT, tenths, type Attributes } from '../../picture/xml.ts';

/** Measures in pixels. */
const MARGIN = 24;
const BETWEEN_COLUMNS = 100;
const ROW = NODE.height + 20;
const BEND = 18;
const LINE = 18;
const LEAST_WIDTH = 440;
/** How wide a character of a monospaced font is for its size, at most. */
const ASPECT = 0.61;
/** Of the name and of the description in the title. */
const TITLE_CHARACTERS = 100;
/** The point of an arrow, and how far it is from its base. */
const ARROW = 8;

type Point = { readonly x: number; readonly y: number };

/**
 * The picture of a network; the same network and name give the same bytes. Of a wide layer or a deep network it shows the
 * first and the last parts, and says how many are left out.
 * @param name what the network is of, for the title
 */
export function networkSvg(network: Architecture, name?: string): string {
  const { columns, routes } = placesOf(network);
  const width = Math.max(
    LEAST_WIDTH,
    2 * MARGIN + columns.length * (NODE.width + BETWEEN_COLUMNS) - BETWEEN_COLUMNS,
  );
  const lines = (text: string): string[] => wrapped(text, Math.floor((width - 2 * MARGIN) / (ASPECT * FONT)));
  const title = titleOf(network, name);
  const head = [title, ...leftOut(network, columns)].flatMap(lines);
  const foot = lines('Double outline: an output; y1 is the first character of a response.');
  const top = MARGIN + LINE * (head.length + 2);
  const tallest = Math.max(...columns.map(({ places }) => heightOf(places)));
  const below = top + tallest + 1.5 * LINE;
  const height = below + LINE * (foot.length - 1) + MARGIN;
  const at = positions(columns, { x: width / 2, y: top + tallest / 2 });
  const places = columns.flatMap((column) => column.places);
  const entered = new Set(routes.map((route) => route.at(-1)!));
  const parts = [
    ...head.map((line, i) => text({ x: MARGIN, y: MARGIN + LINE * i }, line)),
    ...columns.map((column) =>
      text({ x: at.get(column.places[0]!)!.x, y: top - LINE / 2 }, headingOf(column), CENTRED),
    ),
    ...routes.map((route) => edge(network, route, at)),
    ...places.filter((place) => entered.has(place)).map((place) => arrow(network, place, at.get(place)!)),
    ...places.filter(({ kind }) => kind !== 'bend').map((place) => node(network, place, at.get(place)!)),
    ...foot.map((line, i) => text({ x: MARGIN, y: below + LINE * i }, line)),
  ];
  return document(title, width, height, parts);
}

function titleOf(network: Architecture, name: string | undefined): string {
  const of = name === undefined ? '' : ` of ${cut(name, TITLE_CHARACTERS)}`;
  return `Network${of}: ${counted(network.inputs, 'input')}; ${cut(describe(network), TITLE_CHARACTERS)}.`;
}

/** What the picture leaves out, in words. */
function leftOut({ inputs, outputs }: Architecture, columns: readonly Column[]): string[] {
  const places = columns.flatMap((column) => column.places);
  const posts = places.flatMap((place) => (place.kind === 'rest' ? place.posts : []));
  if (posts.length === 0) return [];
  const ends = new Set(outputs);
  const few = posts.filter((post) => post < inputs).length;
  const hidden = posts.filter((post) => ends.has(post - inputs)).length;
  const parts = [
    ...(few > 0 ? [counted(few, 'input')] : []),
    ...(posts.length > few ? [counted(posts.length - few, 'node')] : []),
  ];
  const also = hidden > 0 ? `, ${counted(hidden, 'output')} among them` : '';
  return [`Left out: ${parts.join(' and ')}${also}. Dashed edges come from or lead to what is left out.`];
}

function headingOf({ from, to }: Column): string {
  if (from < to) return `depths ${from} to ${to}`;
  return from === 0 ? 'inputs' : `depth ${from}`;
}

function heightOf(places: readonly Place[]): number {
  return places.reduce((sum, { kind }) => sum + (kind === 'bend' ? BEND : ROW), 0);
}

/** The centres of all places, around the centre of all. */
function positions(columns: readonly Column[], centre: Point): ReadonlyMap<Place, Point> {
  const at = new Map<Place, Point>();
  for (const [c, { places }] of columns.entries()) {
    const x = centre.x + (c - (columns.length - 1) / 2) * (NODE.width + BETWEEN_COLUMNS);
    let y = centre.y - heightOf(places) / 2;
    for (const place of places) {
      const height = place.kind === 'bend' ? BEND : ROW;
      at.set(place, { x, y: y + height / 2 });
      y += height;
    }
  }
  return at;
}

/** A curve from place to place that leaves and arrives level, so that all that end at a node share one arrow. */
function edge(network: Architecture, route: Route, at: ReadonlyMap<Place, Point>): string {
  const [from, to] = [route[0], route.at(-1)!];
  const start = at.get(from)!;
  let x = start.x + halfWidth(network, from);
  let { y } = start;
  let d = `M${tenths(x)} ${tenths(y)}`;
  for (const place of route.slice(1)) {
    const point = at.get(place)!;
    const end = point.x - (place === to ? halfWidth(network, to) + ARROW : NODE.width / 2);
    const half = tenths((x + end) / 2);
    d += `C${half} ${tenths(y)} ${half} ${tenths(point.y)} ${tenths(end)} ${tenths(point.y)}`;
    x = end;
    if (place !== to) d += `H${tenths((x = point.x + NODE.width / 2))}`;
    ({ y } = point);
  }
  const dashes = from.kind === 'rest' || to.kind === 'rest' ? { 'stroke-dasharray': '4 3' } : {};
  const title = element('title', {}, escaped(`${nameOf(network, from)} to ${nameOf(network, to)}`));
  return element('path', { d, fill: 'none', stroke: '#444', ...dashes }, title);
}

function arrow(network: Architecture, place: Place, { x, y }: Point): string {
  const end = x - halfWidth(network, place);
  return element('path', {
    d: `M${tenths(end)} ${tenths(y)}l${-ARROW} ${-ARROW / 2}v${ARROW}Z`,
    fill: '#444',
  });
}

function node(network: Architecture, place: Place, { x, y }: Point): string {
  return element('g', { transform: `translate(${tenths(x)} ${tenths(y)})` }, ...drawn(network, place));
}

const CENTRED: Attributes = { 'text-anchor': 'middle' };

function text({ x, y }: Point, line: string, attributes: Attributes = {}): string {
  return element('text', { x: tenths(x), y: tenths(y), ...attributes }, escaped(line));
}
