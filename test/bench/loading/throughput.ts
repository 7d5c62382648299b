// Clauses a second, from an instance into the engine: encoders write flat blocks, which the engine takes as they are. Beside
// it the usual way: DIMACS text in a file, which CaDiCaL reads and is then told to stop.
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { markdownTable } from 'markdown-table';
import { encodeNetwork } from '../../../src/formula/network.ts';
import type { Encoding } from '../../../src/formula/encoding.ts';
import { FlatClauses, type ClauseSink } from '../../../src/formula/sink.ts';
import { atMost } from '../../../src/formula/totalizer.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { createCdcl } from '../../../src/solver/cdcl.ts';
import { generate } from '../decide/instances.ts';
import { cpuTime, median } from '../measure.ts';
import { shell, versionOf } from './commands.ts';

const TURNS = 5;
/** Turns before those that count, until everything is compiled. */
const WARM_UP = 3;

/** An encoder of clauses, about four times as many at scale 4. */
type Encoder = { readonly label: string; readonly encoder: (scale: number) => (sink: ClauseSink) => void };

function network(
  label: string,
  family: string,
  parameters: (scale: number) => Readonly<Record<string, number>>,
  encoding: Encoding,
): Encoder {
  return {
    label,
    encoder: (scale) => {
      const instance = generate(family, parameters(scale), 0) as TrainingInstance;
      return (sink) => encodeNetwork(instance, encoding, sink, true);
    },
  };
}

const columns = (label: string, nodes: number, most: number): Encoder =>
  network(
    label,
    'columnar',
    (scale) => ({ columns: (scale * most) / 4, window: 3, nodes, items: 12 }),
    'table',
  );

const ENCODERS: readonly Encoder[] = [
  network('truth tables of 8 inputs', 'parity', (scale) => ({ n: 8, units: 2 * scale }), 'table'),
  network('integer weights', 'random-labels', (scale) => ({ n: 12, m: 50 * scale, units: 3 }), 'weights'),
  columns('columns of threshold nodes', 0, 6000),
  columns('columns of Boolean nodes', 1, 6000),
  columns('columns of ANDs and ORs', 2, 24_000),
  {
    label: 'at most n/10 of n',
    encoder: (scale) => (sink) => {
      const items = Array.from({ length: 1000 * Math.sqrt(scale) }, () => ({
        literal: sink.variable(),
        weight: 1,
      }));
      atMost(sink, items, items.length / 10);
    },
  },
];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A formula in flat form, and the milliseconds it took. */
function encode(encoder: (sink: ClauseSink) => void) {
  const blocks: Int32Array[] = [];
  const before = cpuTime();
  const sink = new FlatClauses((block) => blocks.push(block.slice()));
  encoder(sink);
  sink.flush();
  return { blocks, variables: sink.variables, clauses: sink.clauses, milliseconds: cpuTime() - before };
}

type Formula = ReturnType<typeof encode>;

/** Milliseconds and bytes for taking a formula in, ready to write a proof. */
async function load({ blocks, variables }: Formula): Promise<{ milliseconds: number; bytes: number }> {
  const before = cpuTime();
  const solver = await createCdcl({ proof: { format: 'lrat', sink: () => undefined } });
  solver.reserve(variables);
  for (const block of blocks) solver.addClauses(block);
  const milliseconds = cpuTime() - before;
  const bytes = solver.stats.memory;
  solver.dispose();
  return { milliseconds, bytes };
}

/** Milliseconds for writing the text and for reading it. */
function throughText({ blocks, variables, clauses }: Formula, file: string): { write: number; read: number } {
  const before = cpuTime();
  const parts = [`p cnf ${variables} ${clauses}\n`];
  for (const block of blocks) parts.push(`${block.join(' ').replaceAll(' 0 ', ' 0\n')}\n`);
  writeFileSync(file, parts.join(''));
  const write = cpuTime() - before;
  return { write, read: shell(`cadical -q -n -c 0 "${file}"`, 600).milliseconds };
}

/** The table, a row an encoder. */
export async function throughput(file: string): Promise<string> {
  const rival = versionOf('CaDiCaL');
  const rows: string[][] = [];
  for (const { label, encoder } of ENCODERS) {
    const quarter = encode(encoder(1));
    const small = (await load(quarter)).bytes / quarter.clauses;
    const run = encoder(4);
    const times = { encode: [], load: [], write: [], read: [] } as Record<string, number[]>;
    let clauses = 0;
    let large = 0;
    for (let turn = 0; turn < WARM_UP + TURNS; turn++) {
      // Nobody pays for what another one left behind: garbage, and pages shared with a process that was started.
      encode(run);
      collectGarbage();
      const formula = encode(run);
      collectGarbage();
      const loaded = await load(formula);
      collectGarbage();
      clauses = formula.clauses;
      large = loaded.bytes / clauses;
      if (turn < WARM_UP) continue;
      const text = rival ? throughText(formula, file) : { write: NaN, read: NaN };
      times['encode']!.push(formula.milliseconds);
      times['load']!.push(loaded.milliseconds);
      times['write']!.push(text.write);
      times['read']!.push(text.read);
    }
    const of = (...names: string[]): number => names.reduce((sum, name) => sum + median(times[name]!), 0);
    const rate = (...names: string[]): string => (clauses / of(...names) / 1000).toFixed(1);
    rows.push([
      label,
      String(clauses),
      rate('encode'),
      rate('load'),
      rate('encode', 'load'),
      `${small.toFixed(0)} / ${large.toFixed(0)}`,
      rate('write'),
      rate('read'),
      (of('encode', 'write', 'read') / of('encode', 'load')).toFixed(1),
    ]);
  }
  const heads = [
    'clauses',
    'encoding',
    'loading',
    'both',
    'bytes a clause at 1/4 and 1',
    'writing text',
    'CaDiCaL reads',
  ];
  return [
    `Millions of clauses a second of CPU; ${rival ?? 'no CaDiCaL here'}\n`,
    markdownTable([['encoder', ...heads, 'by text / by trainsat'], ...rows], {
      align: ['l', ...rows[0]!.slice(1).map(() => 'r')],
    }),
  ].join('\n');
}
