// SVG to PNG, by resvg and with a font that is installed beside it: without one it would draw no text and say nothing.
import { createRequire } from 'node:module';
import { InputError } from '../../problem/errors.ts';

/** Pixels of the PNG for each of the SVG. */
const ZOOM = 2;

/** Turns SVG into PNG. */
export type Rasterizer = (svg: string) => Uint8Array;

/**
 * Loads what makes PNG.
 * @throws InputError when the optional packages are not installed or do not run on this machine
 */
export async function loadRasterizer(): Promise<Rasterizer> {
  try {
    const { Resvg } = await import('@resvg/resvg-js');
    const find = createRequire(import.meta.url).resolve;
    const fontFiles = [
      find('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
      find('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
      find('dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf'),
    ];
    const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
    return (svg) => new Resvg(svg, { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    throw new InputError(
      '--plot',
      `expected the packages @resvg/resvg-js and dejavu-fonts-ttf, which draw PNG, found ${reason}; install them or write an .svg`,
    );
  }
}
