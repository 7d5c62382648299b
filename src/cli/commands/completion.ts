// `trainsat completion`: a script that teaches a shell the commands, options and names.
import { InputError, found } from '../../problem/errors.ts';
import { suggestion } from '../../catalogue/suggest.ts';
import type { Registry } from '../../registry.ts';
import { COMMON_OPTIONS, command, type Command } from '../command.ts';

const SHELLS = ['bash', 'zsh'] as const;

/** The words that may come after a command: its options, and the names its first word may be. */
function candidates(spec: Command, registry: Registry): string[] {
  const options = Object.keys({ ...spec.options, ...COMMON_OPTIONS, ...spec.extraOptions(registry, []) });
  const names = spec.positionals[0]?.words?.(registry) ?? [];
  return [...new Set([...names, ...options.map((name) => `--${name}`)])];
}

/** The names of values that come after an option. */
function values(registry: Registry): Readonly<Record<string, readonly string[]>> {
  const { catalogue, families } = registry;
  return {
    '--to': catalogue.problems.map(({ name }) => name),
    '--via': catalogue.reductions.map(({ name }) => name),
    '--family': families.map(({ name }) => name),
  };
}

/** A bash completion script; zsh runs it through bashcompinit. */
function completionScript(
  commands: readonly Command[],
  registry: Registry,
  shell: (typeof SHELLS)[number],
): string {
  const names = commands.map(({ name }) => name);
  return [
    ...(shell === 'zsh'
      ? ['autoload -U +X compinit && compinit', 'autoload -U +X bashcompinit && bashcompinit']
      : []),
    '_trainsat() {',
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" words=""',
    `  if [ "$COMP_CWORD" -eq 1 ]; then words="${[...names, '--help', '--version'].join(' ')}"`,
    '  else',
    '    case "$before" in',
    ...Object.entries(values(registry)).map(([name, list]) => `      ${name}) words="${list.join(' ')}" ;;`),
    '      *) case "${COMP_WORDS[1]}" in',
    ...commands.map((spec) => `        ${spec.name}) words="${candidates(spec, registry).join(' ')}" ;;`),
    '      esac ;;',
    '    esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
    '}',
    // Files complete where nothing else does.
    'complete -o default -F _trainsat trainsat',
    '',
  ].join('\n');
}

/** The command; it needs the list of all commands, itself among them. */
export function completionOf(commands: () => readonly Command[]): Command {
  return command({
    name: 'completion',
    summary: 'a completion script for bash or zsh',
    positionals: [{ name: 'SHELL', describe: SHELLS.join(', '), optional: true, words: () => SHELLS }],
    options: {},
    examples: [
      ['source <(trainsat completion)', 'completion in this bash'],
      ['trainsat completion zsh -o trainsat.zsh', 'a file for zsh'],
    ],
    run({ words }, { registry }) {
      const [word = 'bash'] = words;
      const shell = SHELLS.find((name) => name === word);
      if (shell === undefined)
        throw new InputError(
          'trainsat completion',
          `expected one of ${SHELLS.join(', ')}, found ${found(word)}${suggestion(word, SHELLS)}`,
        );
      return Promise.resolve({ data: completionScript(commands(), registry, shell), status: 0 });
    },
  });
}
