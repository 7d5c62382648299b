// Pictures of comparisons: the door to this room, through which Plot is loaded only by who draws.
import type { CompareOptions, Comparison } from '../experiment.ts';
import type { Subject } from '../subject.ts';
import { layoutOf } from './layout.ts';
import type { Measure } from './marks.ts';

/**
 * Draws a finished comparison as SVG.
 * @param command the shell line that makes the comparison again
 * @param stdin SHA-256 of what that line read from stdin
 * @returns the same bytes for the same results: no measured times are in it
 */
export type DrawComparison = (comparison: Comparison, command: string, stdin?: string) => string;

/**
 * Prepares the picture of a comparison, before it is run.
 * @param measure what the y axis counts; undefined for what suits the options: the share of examples right beside optima,
 *   epochs per solution for several heuristics, success otherwise
 * @throws InputError when there is more to show than fits a picture
 */
export async function comparisonPicture(
  subjects: readonly Subject[],
  options: CompareOptions,
  measure: Measure = suiting(options),
): Promise<DrawComparison> {
  const layout = layoutOf(subjects, options);
  // It takes a second, which other calls need not pay.
  const { figure } = await import('./figure.ts');
  return (comparison, command, stdin) => figure({ comparison, options, layout, measure, command, stdin });
}

function suiting({ optimum, methods }: CompareOptions): Measure {
  if (optimum) return 'right';
  return methods.length > 1 ? 'epochs' : 'success';
}
