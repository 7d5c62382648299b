// A counterexample in a file: a bundle of the source, the way and, where there is one, the target.
import type * as z from 'zod';
import { bundleSchema, recognisesBundle } from '../catalogue/bundle.ts';
import { follow } from '../catalogue/catalogue.ts';
import { InputError, found } from '../problem/errors.ts';
import { parseJson, validate } from '../problem/json.ts';
import { shellLine } from '../compare/table.ts';
import type { Counterexample } from '../verify/batch.ts';
import type { Subject } from '../verify/subject.ts';
import type { Context } from './command.ts';
import { readInput, sourceName } from './io.ts';
import { recorded, type Origin } from './origin.ts';

/** The command that shows a counterexample again. */
export function reproduction({ word }: Subject, file: string): string {
  return shellLine(['trainsat', 'verify', word, '--instance', file]);
}

/** The text of the file; the target is left blank where the reduction makes none that can be written. */
export function counterexampleText(
  subject: Subject,
  { name, detail, text }: Counterexample,
  file: string,
  origin: Origin,
): string {
  const { source, target, way } = subject;
  const made = (): string => {
    try {
      return target.write(follow(source.parse(text, 'counterexample'), way).at(-1));
    } catch {
      return '';
    }
  };
  const bundle: z.input<typeof bundleSchema> = {
    format: 'trainsat.bundle/1',
    path: way.map((step) => step.name),
    source: { problem: source.name, text },
    target: { problem: target.name, text: made() },
    provenance: recorded({ failure: name, detail, reproduce: reproduction(subject, file) }, origin),
  };
  return `${JSON.stringify(bundle)}\n`;
}

/**
 * The instance in a file: the source of a bundle, which is not replayed, or an instance of the subject's source problem.
 * @throws InputError
 */
export async function readCounterexample(
  file: string,
  { source: problem }: Subject,
  context: Context,
): Promise<unknown> {
  const source = sourceName(file);
  const text = await readInput(file, context.io);
  if (!recognisesBundle(text)) return problem.parse(text, source);
  const bundle = validate(bundleSchema, parseJson(text, source), source);
  if (bundle.source.problem !== problem.name)
    throw new InputError(
      `${source}: source.problem`,
      `expected ${problem.name}, which the reduction starts from, found ${found(bundle.source.problem)}`,
    );
  return problem.parse(bundle.source.text, `${source}: source.text`);
}
