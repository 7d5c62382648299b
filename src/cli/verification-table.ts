// A verification as a table: one row a reduction or way, and below it what failed and what "all" means.
import { cell, NOTHING, type Cell, type Column, type Table } from '../compare/table.ts';
import { FAILURES } from '../verify/failure.ts';
import type { Report, Verification } from '../verify/run.ts';
import { WITNESS_KINDS, type WitnessKind } from '../verify/trial.ts';
import { VERSION } from '../version.ts';
import { reproduction } from './counterexample.ts';

const WITNESSES: Readonly<Record<WitnessKind, string>> = {
  solver: 'by solver',
  enumerated: 'enumerated',
  forward: 'by forward',
  searched: 'by search',
  trained: 'trained',
  rewritten: 'rewritten',
};

const COLUMNS: readonly Column[] = [
  { key: 'reduction', heading: 'reduction' },
  { key: 'tried', heading: 'instances', numeric: true },
  { key: 'yes', heading: 'YES', numeric: true },
  { key: 'no', heading: 'NO', numeric: true },
  { key: 'undecided', heading: 'undecided', numeric: true },
  { key: 'outside', heading: 'outside domain', numeric: true },
  { key: 'all', heading: 'all up to' },
  ...WITNESS_KINDS.map((kind): Column => ({
    key: kind,
    heading: `extracted: ${WITNESSES[kind]}`,
    numeric: true,
  })),
  { key: 'verdict', heading: 'verdict' },
];

/** @param saved the file of each subject's counterexample, by the subject's name */
export function verificationTable(
  { reports, interrupted, milliseconds }: Verification,
  saved: ReadonlyMap<string, string>,
  command: string,
): Table {
  const total = reports.reduce((sum, { done }) => sum + done.tally.tried, 0);
  return {
    columns: COLUMNS,
    rows: reports.map(row),
    notes: [
      ...reports.flatMap((report) => failureNotes(report, saved)),
      ...exhaustiveNotes(reports),
      'Extracted: witnesses of the target, by where they came from, that became witnesses of the source. Undecided: beyond the limits of the deciders; more than one in four leave a reduction undecided.',
    ],
    environment: [`${total} instances in ${(milliseconds / 1000).toFixed(1)} s.`],
    command,
    version: VERSION,
    interrupted,
  };
}

function row({ subject, done, largest, counterexample, verdict }: Report): Cell[] {
  const { tally } = done;
  return [
    cell(subject.name),
    ...[tally.tried, tally.yes, tally.no, tally.unknown, tally.outside].map(cell),
    largest === undefined ? NOTHING : cell(`${subject.from.measure} ${largest}`),
    ...WITNESS_KINDS.map((kind) => cell(tally.witnesses[kind])),
    cell(counterexample ? `refuted: ${counterexample.name}` : verdict),
  ];
}

function failureNotes({ subject, counterexample }: Report, saved: ReadonlyMap<string, string>): string[] {
  if (!counterexample) return [];
  const { name, detail, found, text } = counterexample;
  const file = saved.get(subject.name);
  return [
    `${subject.name}: ${name}, ${FAILURES[name]}: ${detail}. Found with ${found}; the smallest that fails so: ${text.trim().replaceAll('\n', ' / ')}`,
    ...(file === undefined ? [] : [`${subject.name}: saved as ${file}; ${reproduction(subject, file)}`]),
  ];
}

/** What all instances of a source problem are, and how many there are. */
function exhaustiveNotes(reports: readonly Report[]): string[] {
  const most = new Map<string, Report>();
  for (const report of reports) {
    const before = most.get(report.subject.from.problem)?.largest ?? -1;
    if ((report.largest ?? -1) > before) most.set(report.subject.from.problem, report);
  }
  return [...most.values()].map(({ subject: { from }, largest = 0 }) => {
    const counts = from.known.counts.slice(0, largest + 1).join(', ');
    return `All instances of ${from.problem}: ${from.known.of}; ${counts} with ${from.measure} 0 to ${largest}.`;
  });
}
