// The values of options: text in, checked values out. Nothing is rounded, cut off or guessed.
import * as z from 'zod';
import { suggestion } from '../catalogue/suggest.ts';
import { InputError, found } from '../problem/errors.ts';
import { integerOf } from '../problem/numerals.ts';
import { MAX_LAYERS, MAX_NODES, MAX_UNITS } from '../problem/training/architecture.ts';

/** A schema that reads the text given on the command line. */
export type TextSchema<T> = z.ZodType<T, string>;

/** Reads one value. @throws InputError `--seed: expected …, found …` */
export function readValue<T>(schema: TextSchema<T>, text: string, place: string): T {
  const result = schema.safeParse(text);
  if (result.success) return result.data;
  throw new InputError(place, result.error.issues[0]!.message);
}

/** A schema from a function that gives undefined for what it refuses. */
export function reading<T>(expected: string, read: (text: string) => T | undefined): TextSchema<T> {
  return z.string().transform((text, context) => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `expected ${expected}, found ${found(text)}` });
    return z.NEVER;
  });
}

/** A decimal numeral that a float holds as closely as it can; integers must be exact. */
export function decimal(text: string): number | undefined {
  if (!/^-?\d{1,20}(\.\d{1,20})?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(Math.trunc(value)) ? value : undefined;
}

/** An integer from `least` to `most`. */
export function integer(least: number, most: number): TextSchema<number> {
  return reading(`an integer from ${least} to ${most}`, (text) => {
    const value = /^-?\d+$/.test(text) ? decimal(text) : undefined;
    return value !== undefined && value >= least && value <= most ? value : undefined;
  });
}

/** A number of colours. */
export const COLOURS = integer(1, 4096);

/** A weight of soft clauses. */
export const WEIGHT: TextSchema<bigint> = reading('an integer from 0', (text) => {
  const value = integerOf(text);
  return value !== undefined && value >= 0n ? value : undefined;
});

/** A value of an objective. */
export const VALUE: TextSchema<bigint> = reading('an integer', integerOf);

/** A decimal number above 0 and up to `most`. */
export function positive(most: number): TextSchema<number> {
  return reading(`a number above 0 and up to ${most}`, (text) => {
    const value = decimal(text);
    return value !== undefined && value > 0 && value <= most ? value : undefined;
  });
}

/** A decimal number; what it may be is for somebody else to check. */
export const number: TextSchema<number> = reading('a number such as 12 or 1.5', decimal);

/** One of `names`, with "did you mean". */
export function choice<const N extends string>(names: readonly N[]): TextSchema<N> {
  return z.string().transform((text, context) => {
    const name = names.find((candidate) => candidate === text);
    if (name !== undefined) return name;
    const message = `expected one of ${names.join(', ')}, found ${found(text)}${suggestion(text, names)}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** A list such as `adam,sgd`: at least one, no repetition. */
export function listOf<T>(item: TextSchema<T>): TextSchema<T[]> {
  return z.string().transform((text, context) => {
    const values: T[] = [];
    for (const part of text.split(',')) {
      const result = item.safeParse(part);
      const message = result.success
        ? values.includes(result.data) && `expected each value once, found ${found(part)} twice`
        : result.error.issues[0]!.message;
      if (message) {
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
      if (result.success) values.push(result.data);
    }
    return values;
  });
}

/** The units of hidden layers, from the inputs on: `8`, or `5-5` for two. As many as a file may have, beside an output layer. */
const hiddenLayers: TextSchema<number[]> = reading(
  `units of up to ${MAX_LAYERS - 1} hidden layers such as 5-5, each 1 to ${MAX_UNITS}, of ${MAX_NODES} units at most in all`,
  (text) => {
    if (!/^\d{1,4}(-\d{1,4})*$/.test(text)) return undefined;
    const layers = text.split('-').map(Number);
    const fits = layers.length < MAX_LAYERS && layers.every((units) => units >= 1 && units <= MAX_UNITS);
    return fits && layers.reduce((a, b) => a + b) <= MAX_NODES ? layers : undefined;
  },
);

/** A list of networks by their hidden layers: `8,5-5,4-4-4`; none twice. */
export const layerLists: TextSchema<number[][]> = listOf(
  hiddenLayers.transform((layers) => layers.join('-')),
).transform((list) => list.map((layers) => layers.split('-').map(Number)));

const MAX_RANGE = 100_000;

/** `20`, a list `1.6,2.1`, an integer range `10..40` with both ends, or a list of these; no value twice. */
export const numbers: TextSchema<number[]> = z.string().transform((text, context) => {
  const values: number[] = [];
  const refuse = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  for (const part of text.split(',')) {
    const range = /^(-?\d+)\.\.(-?\d+)$/.exec(part);
    const first = decimal(range ? range[1]! : part);
    const last = range ? decimal(range[2]!) : first;
    if (first === undefined || last === undefined)
      return refuse(
        `expected a number, a list such as 1.6,2.1 or an integer range such as 10..40, found ${found(text)}`,
      );
    if (last < first) return refuse(`expected a range from less to more, found ${found(part)}`);
    if (last - first >= MAX_RANGE)
      return refuse(`expected at most ${MAX_RANGE} values, found ${found(part)}`);
    for (let value = first; value <= last; value++) values.push(value);
  }
  if (values.length > MAX_RANGE)
    return refuse(`expected at most ${MAX_RANGE} values, found ${values.length} in ${found(text)}`);
  const twice = values.find((value, i) => values.indexOf(value) < i);
  return twice === undefined ? values : refuse(`expected each value once, found ${twice} twice`);
});
