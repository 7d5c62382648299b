// How inputs and nodes look in a picture: an outline that tells the family, and words that tell it again.
import type { Architecture, NodeFamily } from '../../problem/training/architecture.ts';
import type { Place } from './places.ts';
import { counted, cut } from '../../picture/words.ts';
import { element, escaped } from '../../picture/xml.ts';

/** The size of a node in pixels; inputs are smaller. */
export const NODE = { width: 120, height: 46 } as const;
const INPUT = { width: 64, height: 26 } as const;
/** From an outline to the second one around it. */
const AROUND = 4;
/** Baselines of two lines of text, or of one, and the sizes of their letters. */
const UPPER = { y: -4, size: 12, characters: 13 } as const;
const LOWER = { y: 12, size: 10 } as const;
const MIDDLE = { y: 4, size: 12 } as const;
const INPUT_CHARACTERS = 8;

/** The name of what stands in a place, as a sentence would call it. */
export function nameOf({ inputs, nodes }: Architecture, place: Place): string {
  if (place.kind === 'post')
    return place.post < inputs ? `x${place.post + 1}` : nodes[place.post - inputs]!.id;
  return place.kind === 'rest' ? `${place.posts.length} more` : '';
}

/** Half the width of what stands in a place: where edges end. */
export function halfWidth({ inputs, outputs }: Architecture, place: Place): number {
  const isInput = place.kind === 'post' && place.post < inputs;
  const isOutput = place.kind === 'post' && outputs.includes(place.post - inputs);
  return (isInput ? INPUT.width : NODE.width) / 2 + (isOutput ? AROUND : 0);
}

/** What stands in a place, around the origin; nothing for a bend. */
export function drawn(network: Architecture, place: Place): string[] {
  const name = nameOf(network, place);
  const { inputs, nodes, outputs } = network;
  if (place.kind === 'bend') return [];
  if (place.kind === 'rest') {
    const left = new Set(place.posts);
    const ends = outputs.filter((v) => left.has(inputs + v)).length;
    return [
      outline('boolean', 0, { 'stroke-dasharray': '4 3' }),
      line(ends > 0 ? UPPER : MIDDLE, `… ${name}`),
      ...(ends > 0 ? [line(LOWER, counted(ends, 'output'))] : []),
    ];
  }
  if (place.post < inputs) {
    const { width, height } = INPUT;
    const size = { x: -width / 2, y: -height / 2, width, height };
    return [element('rect', { ...size, ...STROKE }), line(MIDDLE, cut(name, INPUT_CHARACTERS))];
  }
  const { family } = nodes[place.post - inputs]!;
  const output = outputs.indexOf(place.post - inputs);
  return [
    element('title', {}, escaped(`${name}: ${family}${output < 0 ? '' : `, output ${output + 1}`}`)),
    ...(output < 0 ? [] : [outline(family, AROUND)]),
    outline(family, 0),
    line(UPPER, cut(name, UPPER.characters)),
    line(LOWER, output < 0 ? family : `${family}, y${output + 1}`),
  ];
}

const STROKE = { fill: '#fff', stroke: '#000', 'stroke-width': 1.5 } as const;

/** Round for threshold units, a rectangle for any function, a hexagon for AND or OR, flat and round for a gate. */
function outline(family: NodeFamily, around: number, more: Readonly<Record<string, string>> = {}): string {
  const w = NODE.width / 2 + around;
  const h = NODE.height / 2 + around;
  const attributes = { ...STROKE, ...more };
  if (family === 'threshold' || family === 'boolean') {
    const round = family === 'threshold' ? { rx: h } : {};
    return element('rect', { x: -w, y: -h, width: 2 * w, height: 2 * h, ...round, ...attributes });
  }
  const d =
    family === 'and-or'
      ? `M${-w} 0L${h / 2 - w} ${-h}H${w - h / 2}L${w} 0L${w - h / 2} ${h}H${h / 2 - w}Z`
      : `M${-w} ${-h}H${w - h}A${h} ${h} 0 0 1 ${w - h} ${h}H${-w}Z`;
  return element('path', { d, ...attributes });
}

function line({ y, size }: { readonly y: number; readonly size: number }, words: string): string {
  return element('text', { y, 'font-size': size, 'text-anchor': 'middle' }, escaped(words));
}
