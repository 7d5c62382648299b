// Reading what the words of a command line name: instances, bundles and witnesses.
import { readBundle, recognisesBundle, type Bundle } from '../catalogue/bundle.ts';
import type { Posed } from '../catalogue/catalogue.ts';
import { InputError } from '../problem/errors.ts';
import { graphColouring } from '../problem/graph-colouring.ts';
import type { ParseOptions } from '../problem/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { training } from '../problem/training/problem.ts';
import type { Context } from './command.ts';
import { readInput, sourceName } from './io.ts';

/** An instance, and the bundle it came in as its target. */
export type Input = { readonly posed: Posed; readonly source: string; readonly bundle?: Bundle };

/**
 * Reads an instance of any problem. Of a bundle the target is taken, and said so.
 * @param options a number of colours is for files without one; given for anything but a graph it is left unused
 * @throws InputError
 */
export async function readPosed(file: string, context: Context, options: ParseOptions = {}): Promise<Input> {
  const { catalogue } = context.registry;
  const source = sourceName(file);
  const text = await readInput(file, context.io);
  if (!recognisesBundle(text)) return { posed: catalogue.parse(text, source, options), source };
  const bundle = readBundle(catalogue, text, source);
  context.say(`${source}: a bundle; its target, an instance of ${bundle.target.name}, is taken`);
  return { posed: { problem: bundle.target, instance: bundle.instances.at(-1) }, source, bundle };
}

/** Reads a training instance. @throws InputError, with the remedy when it is of another problem */
export async function readTraining(
  file: string,
  context: Context,
): Promise<{ readonly instance: TrainingInstance; readonly source: string }> {
  const { posed, source } = await readPosed(file, context);
  if (posed.problem.name !== training.name)
    throw new InputError(
      source,
      `expected a training instance, found one of ${posed.problem.name}; make one with "trainsat reduce ${file} --to training"`,
    );
  return { instance: posed.instance as TrainingInstance, source };
}

/** As `readPosed`; a number of colours is refused for anything but a graph. @throws InputError */
export async function readWithColours(
  file: string,
  context: Context,
  colours: number | undefined,
): Promise<Input> {
  const lines: string[] = [];
  const input = await readPosed(file, { ...context, say: (line) => void lines.push(line) }, { colours });
  if (colours !== undefined && (input.bundle || input.posed.problem.name !== graphColouring.name))
    throw new InputError(
      '--colours',
      `expected a graph, found ${input.bundle ? 'a bundle' : `an instance of ${input.posed.problem.name}`}; leave it out`,
    );
  lines.forEach(context.say);
  return input;
}

/**
 * The text of a witness. Of the output of `decide` the `v` lines are taken; DIMACS models are left as they are, since
 * their reader skips the other lines itself.
 */
export function witnessText(text: string): string {
  const lines = text.split('\n').flatMap((line) => (/^v\s+\{/.test(line) ? [line.slice(1).trim()] : []));
  return lines.length > 0 ? `${lines.join('\n')}\n` : text;
}

/** Refuses two inputs from stdin. @throws InputError */
export function onlyOneStdin(words: readonly string[]): void {
  if (words.filter((word) => word === '-').length > 1)
    throw new InputError('stdin', 'expected at most one - for stdin, found two; put one of them in a file');
}
