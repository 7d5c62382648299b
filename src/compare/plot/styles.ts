// How series are told apart: by colour for most eyes, by mark and dashes for all and in grey print.

/** How one series is drawn. */
export type Style = { readonly colour: string; readonly symbol: Symbol; readonly dashes: string };

/** Marks that differ in outline, by the names that Plot gives them. */
type Symbol = 'circle' | 'triangle' | 'square' | 'diamond' | 'star' | 'wye' | 'cross';

/**
 * The palette of M. Okabe and K. Ito (Color Universal Design, 2008), which people with any kind of colour vision can tell
 * apart, without its yellow, too pale for lines on white. In grey print it is marks and dashes that differ.
 */
const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#000000', '#CC79A7', '#E69F00', '#56B4E9'] as const;
const SYMBOLS = ['circle', 'triangle', 'square', 'diamond', 'star', 'wye', 'cross'] as const;
/** Lengths of dashes and gaps; none is a whole line. */
const DASHES = ['none', '7 4', '2 4', '10 4 2 4', '5 2', '12 5', '2 2 7 2'] as const;

/** The style of series number i: no two alike among the first 49. */
export function styleOf(i: number): Style {
  const turn = Math.floor(i / COLOURS.length);
  const place = i % COLOURS.length;
  return {
    colour: COLOURS[place]!,
    symbol: SYMBOLS[(place + 3 * turn) % SYMBOLS.length]!,
    dashes: DASHES[(place + turn) % DASHES.length]!,
  };
}

/** The ink of axes, text and whatever is no series. */
export const INK = '#222222';

/** The fill of the three answers: dark, hatched, white. No colour, so that they belong to no series. */
export const ANSWER_FILLS = { yes: '#555555', unknown: 'url(#trainsat-unknown)', no: '#ffffff' } as const;
