// How wide a text is, before any font is at hand: by kinds of letters, on the generous side.

const NARROW = /[ijltfr.,:;'|!()[\]1\s-]/;
const WIDE = /[mwMW@%–—]/;

/** The width of a text set in DejaVu Sans of a size, in pixels; other sans-serif faces are narrower. */
export function widthOf(text: string, size: number): number {
  const shares = Array.from(text, (letter) => {
    if (letter.codePointAt(0)! >= 0x1100) return 1;
    if (NARROW.test(letter)) return 0.4;
    return WIDE.test(letter) ? 0.97 : /\p{Lu}/u.test(letter) ? 0.72 : 0.63;
  });
  return size * shares.reduce((a, b) => a + b, 0);
}
