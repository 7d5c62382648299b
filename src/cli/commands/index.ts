// The commands, in the order of the help.
import type { Command } from '../command.ts';
import { check } from './check.ts';
import { compare } from './compare.ts';
import { completion } from './completion.ts';
import { convert } from './convert.ts';
import { decide } from './decide.ts';
import { encode } from './encode.ts';
import { exportCommand } from './export.ts';
import { extract } from './extract.ts';
import { generateHard } from './generate-hard.ts';
import { generate } from './generate.ts';
import { graph } from './graph.ts';
import { importCommand } from './import.ts';
import { list } from './list.ts';
import { optimum } from './optimum.ts';
import { reduce } from './reduce.ts';
import { show } from './show.ts';
import { train } from './train.ts';
import { verify } from './verify.ts';

/** All commands. */
export const commands: readonly Command[] = [
  list,
  show,
  graph,
  generate,
  generateHard,
  importCommand,
  reduce,
  convert,
  encode,
  decide,
  optimum,
  check,
  exportCommand,
  extract,
  verify,
  train,
  compare,
  completion,
];
