// The help texts and the completion of command lines, both by yargs from what the commands say of themselves.
import type { Argv } from 'yargs';
import type { Registry } from '../registry.ts';
import { VERSION } from '../version.ts';
import { commandOf, type Command } from './command.ts';
import { bareParser, commandParser, usageOf } from './parse.ts';

/** A parser that knows all commands by name. */
function tool(commands: readonly Command[]): Argv {
  const parser = bareParser().usage(
    `trainsat ${VERSION}: is this network trainable on these examples at all, and how does gradient descent do against the truth?\n\nUsage: $0 COMMAND [WORDS] [OPTIONS]`,
  );
  for (const { name, positionals, summary } of commands)
    parser.command([name, ...positionals.map(usageOf)].join(' '), summary);
  return parser.epilogue(
    '$0 COMMAND --help shows the options of a command and worked examples. $0 --version shows the version.\nA file may be - for stdin. Data goes to stdout, words go to stderr.\n\nExit status: 0 done; 2 wrong usage or input; 70 internal error. Of decide 10 YES, 20 NO, 0 UNKNOWN; of check and extract 1 for what proves or solves nothing; of decide, train and compare 130 interrupted.',
  );
}

/** `trainsat --help`. */
export async function generalHelp(commands: readonly Command[]): Promise<string> {
  return `${await tool(commands).getHelp()}\n`;
}

/** `trainsat COMMAND --help`; with the options of a family when its name is among the words. */
export async function commandHelp(
  spec: Command,
  registry: Registry,
  words: readonly string[],
): Promise<string> {
  const help = await commandParser(spec, registry, words).getHelp();
  // Unwrapped, so that they can be copied.
  const examples = spec.examples.flatMap(([line, meaning]) => [`  # ${meaning}`, `  ${line}`]);
  return [help, '', 'Examples:', ...examples, ''].join('\n');
}

/** The flag with which the completion script asks what may come next. */
export const COMPLETIONS = '--get-yargs-completions';

/** The names of values that come after an option. */
function values(registry: Registry): Readonly<Record<string, readonly string[]>> {
  const { catalogue, families, networks } = registry;
  return {
    '--to': catalogue.problems.map(({ name }) => name),
    '--via': catalogue.reductions.map(({ name }) => name),
    '--family': families.map(({ name }) => name),
    '--for': networks.map(({ name }) => name),
  };
}

/**
 * What may come next on a command line, one a line; nothing where a file may come, which the shell completes.
 * @param words the line so far, `trainsat` first, the word being typed last
 */
export async function completions(
  commands: readonly Command[],
  registry: Registry,
  words: readonly string[],
): Promise<string> {
  const word = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const spec = commandOf(commands, words.slice(1, -1))?.spec;
  const further = commands.flatMap(({ name }) => {
    const [first, second] = name.split(' ');
    return first === words[1] && second !== undefined ? [second] : [];
  });
  const names =
    values(registry)[before] ??
    (words.length === 3 ? [...(spec?.positionals[0]?.words?.(registry) ?? []), ...further] : []);
  const own = spec ? commandParser(spec, registry) : tool(commands);
  const known = await own.getCompletion(['trainsat', word]);
  const all = values(registry)[before] ? names : [...names, ...known.map((line) => line.replace(/:.*$/, ''))];
  return [...new Set(all)]
    .filter((name) => name.startsWith(word))
    .map((name) => `${name}\n`)
    .join('');
}

/** The completion script of yargs for the shell named in the environment (zsh, or else bash). */
export async function completionScript(): Promise<string> {
  let script = '';
  await bareParser()
    .completion('completion')
    .parseAsync(['completion'], {}, (_error: unknown, _argv: unknown, output: string) => {
      script = output;
    });
  return `${script.trimEnd()}\n`;
}
