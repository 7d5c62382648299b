// The picture beside the table of a comparison: what can be refused is refused before the work, the file comes after it.
import { extname } from 'node:path';
import type { CompareOptions, Comparison } from '../compare/experiment.ts';
import { comparisonPicture } from '../compare/plot/index.ts';
import type { Measure } from '../compare/plot/marks.ts';
import type { Subject } from '../compare/subject.ts';
import { InputError, found } from '../problem/errors.ts';
import { checkWritable, writeBlocks } from './io.ts';
import type { Origin } from './origin.ts';

/** Draws a finished comparison into its file. @throws InputError when the file cannot be written */
type WritePlot = (comparison: Comparison, origin: Origin) => Promise<void>;

/**
 * Prepares to draw a comparison.
 * @param measure what the y axis counts; undefined for what suits the options
 * @throws InputError for a name that ends in neither .svg nor .png, a file that cannot be written, more to show than fits a
 *   picture, and PNG without the packages for it
 */
export async function preparePlot(
  file: string,
  measure: Measure | undefined,
  subjects: readonly Subject[],
  options: CompareOptions,
): Promise<WritePlot> {
  const extension = extname(file);
  if (extension !== '.svg' && extension !== '.png')
    throw new InputError('--plot', `expected a file name that ends in .svg or .png, found ${found(file)}`);
  const draw = await comparisonPicture(subjects, options, measure);
  await checkWritable(file, '--plot');
  const asPng =
    extension === '.png' ? await (await import('../compare/plot/png.ts')).loadRasterizer() : undefined;
  return async (comparison, { command, stdin }) => {
    const svg = draw(comparison, command, stdin);
    await writeBlocks(file, [asPng ? asPng(svg) : Buffer.from(svg)], '--plot');
  };
}
