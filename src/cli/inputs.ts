// Reading what the words of a command line name: instances, bundles and witnesses.
import * as z from 'zod';
import { readBundle, recognisesBundle, type Bundle } from '../catalogue/bundle.ts';
import type { Posed } from '../catalogue/catalogue.ts';
import { InputError } from '../problem/errors.ts';
import { parseJson } from '../problem/json.ts';
import { graphColouring } from '../problem/graph-colouring.ts';
import { maxSat } from '../problem/max-sat.ts';
import type { ParseOptions } from '../problem/problem.ts';
import { pseudoBoolean } from '../problem/pseudo-boolean.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { isTraining } from '../problem/training/problem.ts';
import { option, type Context } from './command.ts';
import { readInput, sourceName } from './io.ts';
import { COLOURS, VALUE, WEIGHT } from './values.ts';

/** An instance, and the bundle it came in as its target. */
export type Input = { readonly posed: Posed; readonly source: string; readonly bundle?: Bundle };

/**
 * Reads an instance of any problem. Of a bundle the target is taken, and said so.
 * @param options what files may leave unsaid; given for others it is left unused
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
  const input = await readPosed(file, context);
  return { instance: asTraining(input, file), source: input.source };
}

/** The training instance that an input is. @throws InputError, with the remedy when it is of another problem */
export function asTraining({ posed: { problem, instance }, source }: Input, file: string): TrainingInstance {
  if (isTraining(problem)) return instance as TrainingInstance;
  throw new InputError(
    source,
    `expected a training instance, found one of ${problem.name}; make one with "trainsat reduce ${file} --to training"`,
  );
}

/** Options that say what the file of an instance may leave unsaid. */
export const UNSAID = {
  colours: option('K', COLOURS, 'colours, for a graph whose file does not say'),
  'at-least': option('W', WEIGHT, 'weight of the soft clauses to be true, for WCNF that does not say'),
  'at-most': option('B', VALUE, 'largest value of the objective, for OPB that has one'),
};

/** What was given of `UNSAID`. */
export type Unsaid = {
  readonly colours?: number | undefined;
  readonly 'at-least'?: bigint | undefined;
  readonly 'at-most'?: bigint | undefined;
};

/** What each of `UNSAID` is for: the problem, and what its instances are in words. */
const MEANT_FOR = [
  ['colours', graphColouring.name, 'a graph'],
  ['at-least', maxSat.name, 'weighted clauses'],
  ['at-most', pseudoBoolean.name, 'linear constraints'],
] as const;

/** The option of `UNSAID` that was given first, in their order; undefined for none. */
export function unsaidGiven(given: Unsaid): string | undefined {
  return MEANT_FOR.map(([name]) => name).find((name) => given[name] !== undefined);
}

/** What was given, for a parser. */
export function parseOptions(given: Unsaid): ParseOptions {
  return { colours: given.colours, atLeast: given['at-least'], atMost: given['at-most'] };
}

/**
 * As `readPosed`; what is given of `UNSAID` is refused for anything but what it is meant for, a size for all but an
 * optimisation problem.
 * @throws InputError
 */
export async function readWithUnsaid(
  file: string,
  context: Context,
  given: Unsaid,
  size?: number,
): Promise<Input> {
  const lines: string[] = [];
  const input = await readPosed(
    file,
    { ...context, say: (line) => void lines.push(line) },
    { ...parseOptions(given), size },
  );
  for (const [name, problem, what] of MEANT_FOR)
    if (given[name] !== undefined && (input.bundle || input.posed.problem.name !== problem))
      throw new InputError(
        `--${name}`,
        `expected ${what}, found ${input.bundle ? 'a bundle' : `an instance of ${input.posed.problem.name}`}; leave it out`,
      );
  lines.forEach(context.say);
  return input;
}

/** Whatever holds a witness, by its format; every field may be missing in a file that is malformed. */
const holder = z.discriminatedUnion('format', [
  z.object({
    format: z.literal('trainsat.certificate/1'),
    answer: z.string(),
    configuration: z.unknown().optional(),
  }),
  z.object({ format: z.literal('trainsat.answer/1'), answer: z.string(), witness: z.unknown().optional() }),
  z.object({ format: z.literal('trainsat.training/1'), best: z.unknown().optional() }),
]);

/**
 * The text of a witness, taken out of what holds it: the lines or the JSON of `decide`, the JSON of `train`, the
 * certificate of a YES. DIMACS models are left as they are, since their reader skips the other lines itself.
 * @throws InputError for the output of a NO or an UNKNOWN
 */
export function witnessText(text: string, source: string): string {
  const refused = /^s\s+(NO|UNKNOWN|UNSATISFIABLE)\b/m.exec(text)?.[1];
  if (refused !== undefined) throw noWitness(source, 'output', refused);
  if (/^\s*\{/.test(text)) {
    // The certificate of a NO is a text of lines, of which the first tells.
    const [first = ''] = text.trimStart().split('\n', 1);
    if (/^\{"format":"trainsat\.certificate\/1",.*"answer":"NO"/.test(first))
      throw noWitness(source, 'certificate', 'NO');
    const held = holder.safeParse(parseJson(text, source)).data;
    if (held === undefined) return text;
    if (held.format === 'trainsat.training/1') return asText(held.best);
    const witness = held.format === 'trainsat.answer/1' ? held.witness : held.configuration;
    if (held.answer === 'YES') return asText(witness);
    throw noWitness(source, held.format === 'trainsat.answer/1' ? 'output' : 'certificate', held.answer);
  }
  const lines = text.split('\n').flatMap((line) => (/^v\s+\{/.test(line) ? [line.slice(1).trim()] : []));
  return lines.length > 0 ? `${lines.join('\n')}\n` : text;
}

function asText(witness: unknown): string {
  return typeof witness === 'string' ? witness : `${JSON.stringify(witness ?? null)}\n`;
}

function noWitness(source: string, what: string, answer: string): InputError {
  const article = /^[AEIOU]/.test(answer) ? 'an' : 'a';
  return new InputError(source, `expected a witness, found the ${what} of ${article} ${answer}`);
}

/** Refuses two inputs from stdin. @throws InputError */
export function onlyOneStdin(words: readonly string[]): void {
  if (words.filter((word) => word === '-').length > 1)
    throw new InputError('stdin', 'expected at most one - for stdin, found two; put one of them in a file');
}
