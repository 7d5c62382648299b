// Loading: how fast formulas get into the engine, exact synthesis, and long narrow networks.
//
//   npm run bench:loading -- [--only throughput,synthesis,parity,columns] [--limit SECONDS] [--six]
//
// CPU time, all threads together; rivals take turns, medians count, and a run that hits the limit counts as the limit, which
// flatters it. `--six` adds parity of six inputs by five units, which takes minutes.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { columns } from './loading/columns.ts';
import { parity } from './loading/parity.ts';
import { synthesis } from './loading/synthesis.ts';
import { throughput } from './loading/throughput.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'throughput,synthesis,parity,columns' },
    limit: { type: 'string', default: '20' },
    six: { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(path.join(tmpdir(), 'trainsat-bench-'));
try {
  const file = path.join(folder, 'formula');
  const limit = Number(values.limit);
  const parts = {
    throughput: () => throughput(file),
    synthesis: () => synthesis(file, limit),
    parity: () => parity(file, limit, values.six),
    columns: () => columns(limit),
  };
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}; limit ${limit} s of CPU`);
  for (const [name, part] of Object.entries(parts))
    if (values.only.split(',').includes(name)) console.log(`\n## ${name}\n\n${await part()}`);
} finally {
  rmSync(folder, { recursive: true });
}
