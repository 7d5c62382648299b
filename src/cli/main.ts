#!/usr/bin/env node
// The executable: connects `run` to the process.
import { run } from './run.ts';

let broken = false;
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that went away (`| head`) has what it wanted; a full disk has not.
    if (error.code === 'EPIPE') return;
    broken = true;
    process.exitCode = 2;
    if (stream === process.stdout)
      process.stderr.write(`stdout: expected to write the output, found ${error.message}\n`);
  });

const status = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interrupt() {
    const aborter = new AbortController();
    // Once: a second Ctrl-C meets the system's own handling and ends the process.
    process.once('SIGINT', () => aborter.abort());
    return aborter.signal;
  },
});
process.exitCode = broken ? 2 : status;
