// What the plots of a panel share: letters, margins, where series stand, and how a plot becomes text.
import type { PlotOptions } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { legible } from '../../picture/xml.ts';
import type { Value } from './layout.ts';
import type { Places } from './places.ts';

/** The size of letters, in pixels. */
export const LETTERS = 15;

/** Pixels around the axes. */
export type Margins = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** The radius of marks. */
export const RADIUS = 5.5;

/** What stands beside the values of a panel. */
export type Frame = {
  readonly places: Places;
  /** How far apart series stand that share a place, in pixels. */
  readonly apart: number;
  readonly series: number;
  /** Whether the series share their exact answers and optima. */
  readonly shared: boolean;
  readonly margins: Margins;
};

/** Where a mark of a series stands. */
export function at(
  { places, apart, series }: Frame,
  place: { readonly series: number; readonly x: Value },
): number {
  return places.of(place.x) + (place.series - (series - 1) / 2) * apart;
}

/** What all plots of a panel share: a document of their own, and the x axis in pixels. */
export function common({ places, margins }: Frame, height: number): PlotOptions {
  return {
    document: emptyDocument(),
    width: margins.left + places.width + margins.right,
    height,
    marginLeft: margins.left,
    marginRight: margins.right,
    marginTop: margins.top,
    marginBottom: margins.bottom,
    x: { type: 'linear', domain: [0, places.width], axis: null },
  };
}

/** Where Plot makes its elements. */
export function emptyDocument(): Document {
  return parseHTML('<html></html>').document;
}

/**
 * The SVG of a plot as text, to be set into another: without a style of its own, and numbers with at most two decimals, so
 * that the last bits of a logarithm never show.
 */
export function asText(plot: Element): string {
  for (const style of plot.querySelectorAll('style')) style.remove();
  for (const name of ['class', 'viewBox', 'font-family', 'font-size', 'fill', 'style'])
    plot.removeAttribute(name);
  for (const node of [plot, ...plot.querySelectorAll('*')])
    for (const { name, value } of node.attributes)
      node.setAttribute(
        name,
        value.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2)))),
      );
  return legible(plot.outerHTML);
}
