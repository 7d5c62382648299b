// What a command of the tool is: its words, its options, each with the schema its value goes through, and what it does.
import * as z from 'zod';
import type { Registry } from '../registry.ts';
import type { Io } from './io.ts';
import type { Origin } from './origin.ts';
import { readValue, type TextSchema } from './values.ts';

/** An option `--name VALUE`, or a flag when it has no placeholder. */
export type Option<T> = {
  readonly describe: string;
  /** What stands for the value in the help; undefined for a flag. */
  readonly placeholder?: string;
  readonly short?: string;
  /** The value names a file that is written. */
  readonly writes?: true;
  /** The default as it would be typed, for the help. */
  readonly fallback?: string;
  /** @param text what was given; undefined when the option was not */
  readonly read: (text: string | undefined, place: string) => T;
};

/** An option with a value; undefined when it is not given. */
export function option<T>(
  placeholder: string,
  schema: TextSchema<T>,
  describe: string,
  short?: string,
): Option<T | undefined> {
  return {
    describe,
    placeholder,
    ...(short === undefined ? {} : { short }),
    read: (text, place) => (text === undefined ? undefined : readValue(schema, text, place)),
  };
}

/** An option with a value and a default. */
export function optionOr<T>(
  placeholder: string,
  schema: TextSchema<T>,
  fallback: string,
  describe: string,
): Option<T> {
  return {
    describe,
    placeholder,
    fallback,
    read: (text, place) => readValue(schema, text ?? fallback, place),
  };
}

/** An option that names a file to write. */
export function outputFile(describe: string): Option<string | undefined> {
  return { ...option('FILE', z.string(), describe), writes: true };
}

/** An option without a value. */
export function flag(describe: string): Option<boolean> {
  return { describe, read: (text) => text !== undefined };
}

/** Options by name. */
export type Options = Readonly<Record<string, Option<unknown>>>;
type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** A word after the command: `FILE`. */
export type Positional = {
  readonly name: string;
  readonly describe: string;
  readonly optional?: true;
  /** Names a file to read, or `-`, unless it is one of `words`. */
  readonly file?: true;
  /** Takes all the remaining words. */
  readonly many?: true;
  /** The words it may be, for completion. */
  readonly words?: (registry: Registry) => readonly string[];
};

/** An option that depends on the registry (a parameter of a family); its text is handed on as it is. */
export type ExtraOption = {
  readonly placeholder: string;
  readonly describe: string;
  readonly fallback?: string;
};

/** What a command works with. */
export type Context = {
  readonly io: Io;
  readonly registry: Registry;
  /** Words for the person at the terminal: one line on stderr. */
  readonly say: (line: string) => void;
  /** The record of this call, with the hash of what has been read from stdin so far. */
  readonly origin: () => Origin;
};

/** What a command was asked to do. */
export type Request<O extends Options> = {
  readonly words: readonly string[];
  readonly options: Values<O>;
  /** Extra options that were given, in the order of the command line. */
  readonly extra: ReadonlyMap<string, string>;
  /** The command line after the command's name, without `--out`. */
  readonly argv: readonly string[];
};

/** Data for stdout (or `--out`) and the exit status. */
export type Outcome = { readonly data: string; readonly status: number };

/** A command whose option types are forgotten. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs for the help. */
  readonly details?: string | ((registry: Registry) => string);
  readonly positionals: readonly Positional[];
  readonly options: Options;
  readonly extraOptions: (
    registry: Registry,
    words: readonly string[],
  ) => Readonly<Record<string, ExtraOption>>;
  /** Worked examples, each a shell line and what it does. All of them are run by the tests. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** `10 YES, 20 NO`: exit statuses beyond the usual 0 and 2. */
  readonly statuses?: string;
  readonly run: (request: Request<Options>, context: Context) => Promise<Outcome>;
};

/** Defines a command; `run` sees its options with their types. */
export function command<const O extends Options>(
  spec: Omit<Command, 'options' | 'extraOptions' | 'run'> & {
    readonly options: O;
    readonly extraOptions?: Command['extraOptions'];
    readonly run: (request: Request<O>, context: Context) => Promise<Outcome>;
  },
): Command {
  return {
    extraOptions: () => ({}),
    ...spec,
    run: (request, context) => spec.run(request as Request<O>, context),
  };
}

/**
 * The command that a line begins with: of two, such as `generate` and `generate hard`, the longer one.
 * @param words the words after `trainsat`
 * @returns undefined when there is none
 */
export function commandOf(
  commands: readonly Command[],
  words: readonly string[],
): { readonly spec: Command; readonly rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const spec = words.length < length ? undefined : commands.find((candidate) => candidate.name === name);
    if (spec) return { spec, rest: words.slice(length) };
  }
  return undefined;
}

/** Options of every command; a command may have its own in place of one. */
export const COMMON_OPTIONS: Options = {
  out: {
    describe: 'write the output to FILE, whole or not at all, instead of stdout',
    placeholder: 'FILE',
    short: 'o',
    read: (text) => text,
  },
  help: { describe: 'show this help', short: 'h', read: (text) => text !== undefined },
};
