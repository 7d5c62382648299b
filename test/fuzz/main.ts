// Fuzzing, as long as one likes: random instances, everybody's answer compared, every witness and every proof checked.
//
//   npm run fuzz -- [--seed S] [--seconds T | --count N] [--only KIND] [--out DIR]
//   npm run fuzz -- --replay FILE
//
// Without a limit it goes on until Ctrl-C. A finding is written to DIR (dist/fuzz) with the command that replays it. The
// exit status is 1 when there is one, 2 for wrong usage, 130 after Ctrl-C.
import { command } from './command.ts';

let interrupted = false;
process.once('SIGINT', () => (interrupted = true));
const { stdout, stderr } = process;
process.exitCode = await command(process.argv.slice(2), { stdout, stderr, interrupted: () => interrupted });
