// `trainsat completion`: a script that teaches the shell the commands, options and names.
import { command } from '../command.ts';
import { completionScript } from '../help.ts';

export const completion = command({
  name: 'completion',
  summary: 'a completion script for the shell named in SHELL: zsh, or else bash',
  positionals: [],
  options: {},
  examples: [
    ['source <(trainsat completion)', 'completion in this bash'],
    ['SHELL=/bin/zsh trainsat completion -o trainsat.zsh', 'a file for zsh'],
  ],
  run: async () => ({ data: await completionScript(), status: 0 }),
});
