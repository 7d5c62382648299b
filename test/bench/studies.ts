// The studies: runs the commands of instances/studies/README.md and puts their tables and pictures in their places.
//
//   npm run studies -- [PART OF A NAME]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '../../src/cli/run.ts';
import { studiesOf, withTable } from './studies/readme.ts';
import { Writable } from 'node:stream';

// This file runs from dist/test/bench, and the commands name files from the root on.
process.chdir(fileURLToPath(new URL('../../../', import.meta.url)));
const README = 'instances/studies/README.md';
const [part = ''] = process.argv.slice(2);

for (const { name, argv } of studiesOf(readFileSync(README, 'utf8'))) {
  if (!name.includes(part)) continue;
  const start = performance.now();
  let table = '';
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      table += chunk.toString();
      done();
    },
  });
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const status = await run(argv, {
    stdin: process.stdin,
    stdout,
    stderr: process.stderr,
    interrupt: () => interrupt.signal,
  });
  if (status !== 0) {
    process.exitCode = status;
    break;
  }
  writeFileSync(README, withTable(readFileSync(README, 'utf8'), name, table));
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
