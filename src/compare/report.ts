// From finished runs to a table: one row a network or group of networks and heuristic.
import { availableParallelism } from 'node:os';
import { OPTIMIZERS, type TrainReport } from '../train/types.ts';
import { VERSION } from '../version.ts';
import type { CompareOptions, Comparison, Run } from './experiment.ts';
import { cell, NOTHING, type Cell, type Column, type Table } from './table.ts';
import { wilson } from './wilson.ts';

/**
 * The table of a comparison.
 * @param grouped whether instances that differ by their seed alone share a row
 * @param command the shell line that makes the table again
 */
export function comparisonTable(
  comparison: Comparison,
  options: CompareOptions,
  grouped: boolean,
  command: string,
): Table {
  const groups = new Map<string, Run[]>();
  for (const run of comparison.runs) {
    const key = JSON.stringify([run.group, grouped ? null : run.seed, run.hidden, run.output]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const lists = [...groups.values()];
  const several = lists.some((runs) => runs.length > 1);
  return {
    columns: columns(several),
    rows: lists.flatMap((runs) =>
      options.optimizers.map((_, h) => [
        ...exactCells(runs, options),
        ...heuristicCells(runs, h, options.restarts),
      ]),
    ),
    notes: notes(comparison, options, several),
    environment: environment(comparison.runs),
    command,
  };
}

function columns(several: boolean): Column[] {
  const group: Partial<Column> = several ? {} : { detail: true };
  return [
    { key: 'instance', heading: 'instance' },
    { key: 'instances', heading: 'instances', numeric: true, ...group },
    { key: 'sha256', heading: 'SHA-256', detail: true },
    { key: 'inputs', heading: 'inputs', numeric: true },
    { key: 'examples', heading: 'examples', numeric: true },
    { key: 'network', heading: 'network' },
    { key: 'exact', heading: 'exact answer' },
    { key: 'checked', heading: 'checked' },
    { key: 'exactSeconds', heading: 'exact time (s, measured)', numeric: true, measured: true },
    { key: 'heuristic', heading: 'heuristic' },
    { key: 'solved', heading: 'instances solved', numeric: true, ...group },
    { key: 'successes', heading: 'successes / restarts', numeric: true },
    { key: 'interval', heading: '95 % interval (%)', numeric: true },
    { key: 'firstSuccess', heading: 'restarts to first success', numeric: true },
    { key: 'bestRight', heading: 'best examples right', numeric: true },
    { key: 'epochs', heading: 'epochs', numeric: true },
    { key: 'heuristicSeconds', heading: 'heuristic time (s, measured)', numeric: true, measured: true },
  ];
}

/** The element in the middle, of two the lower one. */
function median<T>(sorted: readonly T[]): T {
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

/** `5`, or `3–7` where the values differ. */
function span(values: readonly number[]): Cell {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? cell(least) : { text: `${least}–${most}`, value: [least, most] };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2);
}

const ANSWERS = ['yes', 'no', 'unknown'] as const;

function exactCells(runs: readonly Run[], options: CompareOptions): Cell[] {
  const first = runs[0]!;
  const counts = ANSWERS.map((answer) => runs.filter(({ verdict }) => verdict.answer === answer).length);
  const limits = distinct(runs.map(({ verdict: v }) => (v.answer === 'unknown' ? v.limit : undefined)));
  const strengths = distinct(runs.map(({ verdict: v }) => (v.answer === 'unknown' ? undefined : v.checked)));
  const limit = limits.length === 0 ? '' : ` (${limits.join('; ')})`;
  const words = ANSWERS.flatMap((answer, a) =>
    counts[a] === 0 ? [] : [`${runs.length === 1 ? '' : `${counts[a]} `}${answer.toUpperCase()}`],
  );
  const times = runs
    .map(({ verdict: v }) => ({ time: v.stats.milliseconds, over: v.answer === 'unknown' }))
    .sort((a, b) => a.time - b.time);
  const { time, over } = median(times);
  const timeText = over
    ? `> ${time >= 1000 * options.seconds ? options.seconds : seconds(time)}`
    : seconds(time);
  return [
    cell(name(runs)),
    cell(runs.length),
    { text: runs.map(({ sha256 }) => sha256).join(' '), value: runs.map(({ sha256 }) => sha256) },
    span(runs.map(({ inputs }) => inputs)),
    span(runs.map(({ examples }) => examples)),
    cell(network(first)),
    {
      text: `${words.join(', ')}${limit}`,
      value: { ...Object.fromEntries(ANSWERS.map((answer, a) => [answer, counts[a]!])), limits },
    },
    strengths.length === 0 ? NOTHING : { text: strengths.join('; '), value: strengths },
    { text: timeText, value: times.map((item) => item.time / 1000) },
  ];
}

function name(runs: readonly Run[]): string {
  const { group, seed } = runs[0]!;
  if (seed === null) return group;
  const seeds = runs.map((run) => run.seed!);
  const consecutive = seeds.every((s, i) => s === seeds[0]! + i);
  const list = consecutive && seeds.length > 2 ? `${seeds[0]}..${seeds.at(-1)}` : seeds.join(',');
  return `${group} ${runs.length === 1 ? 'seed' : 'seeds'}=${list}`;
}

function network({ hidden, output }: Run): string {
  if (hidden === 0) return '1 unit';
  const gate = output === 'threshold' ? 'free threshold output' : `${output.toUpperCase()} output`;
  return `${hidden} hidden ${hidden === 1 ? 'unit' : 'units'}, ${gate}`;
}

/** A network proved untrainable says nothing about chances of success: it counts only where there is no other. */
function heuristicCells(runs: readonly Run[], h: number, budget: number): Cell[] {
  const { optimizer } = runs[0]!.attempts[h]!;
  const label = cell(optimizer === OPTIMIZERS[0] ? optimizer : `${optimizer} (baseline)`);
  const open = runs.filter(({ verdict }) => verdict.answer !== 'no');
  const counted = reports(open.length > 0 ? open : runs, h);
  if (counted.length === 0) return [label, ...Array.from<Cell>({ length: 7 }).fill(NOTHING)];
  const successes = sum(counted.map((report) => report.successes));
  const restarts = sum(counted.map((report) => report.restarts));
  const [low, high] = wilson(successes, restarts);
  const solved = counted.filter((report) => report.successes > 0);
  const firsts = solved.map((report) => report.restartsToFirstSuccess!).sort((a, b) => a - b);
  const times = reports(runs, h)
    .map((report) => report.milliseconds)
    .sort((a, b) => a - b);
  return [
    label,
    { text: `${solved.length} / ${counted.length}`, value: { solved: solved.length, of: counted.length } },
    { text: `${successes} / ${restarts}`, value: { successes, restarts } },
    { text: `${percent(low)}–${percent(high)}`, value: [rounded(low), rounded(high)] },
    firsts.length === 0
      ? { text: `> ${budget}`, value: null }
      : { text: `${median(firsts)}`, value: median(firsts) },
    span(reports(runs, h).map((report) => report.bestRight)),
    cell(sum(counted.map((report) => report.epochs))),
    { text: seconds(median(times)), value: times.map((time) => time / 1000) },
  ];
}

function reports(runs: readonly Run[], h: number): TrainReport[] {
  return runs.flatMap(({ attempts }) => {
    const { result } = attempts[h]!;
    return result.supported ? [result] : [];
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

/** Six decimals, so that the last bits of a square root never show. */
function rounded(share: number): number {
  return Number(share.toFixed(6));
}

function distinct(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts)].filter((text) => text !== undefined);
}

function notes(comparison: Comparison, options: CompareOptions, several: boolean): string[] {
  const { runs, planned, interrupted } = comparison;
  const { restarts, epochs, seed, seconds: limit, conflicts } = options;
  const trained = runs.flatMap((run) =>
    run.attempts.map(({ optimizer, result }) => ({ run, optimizer, result })),
  );
  const ways = distinct(runs.map(({ way }) => (way.length === 0 ? undefined : way.join(', '))));
  const found = runs.filter(
    ({ verdict, attempts }) =>
      verdict.answer === 'unknown' && attempts.some(({ result: r }) => r.supported && r.successes > 0),
  ).length;
  return [
    ...(interrupted ? [`Interrupted: ${runs.length} of ${planned} networks were finished.`] : []),
    'The exact answer and every heuristic concern the same network. A success is a restart whose network of hard threshold units gets every example right in exact arithmetic. The interval is the Wilson score interval.',
    ...(several
      ? [
          'Rows of several instances: successes, restarts, epochs and solved instances count the instances not proved NO (all, where every one is); times and restarts to first success are medians (of two middle values the lower), the latter over solved instances; a–b is the range.',
        ]
      : []),
    ...ways.map((way) => {
      const taken = runs.filter((run) => run.way.join(', ') === way);
      const who = taken.length === runs.length ? 'all' : distinct(taken.map(({ group }) => group)).join('; ');
      return `Reduced to training by ${way}: ${who}.`;
    }),
    ...distinct(
      trained.map(({ run, result }) =>
        result.supported ? undefined : `Not trained: ${run.group}: ${result.reason}`,
      ),
    ),
    ...distinct(
      trained.map(({ result }) => (result.supported ? `Trained: ${result.relaxation}.` : undefined)),
    ),
    ...(found === 0
      ? []
      : [
          `In ${found} of the networks whose exact answer is UNKNOWN a heuristic found weights: these are YES.`,
        ]),
    `Exact: solver ${distinct(runs.map(({ verdict }) => verdict.solver)).join(', ') || (options.solver ?? 'by default')}, limit ${limit} s${conflicts === undefined ? '' : ` and ${conflicts} conflicts`} a network. Heuristics: ${restarts} restarts of at most ${epochs} epochs, seed ${seed}.`,
    `trainsat ${VERSION}.`,
  ];
}

function environment(runs: readonly Run[]): string[] {
  const backends = distinct(
    runs.flatMap(({ attempts }) =>
      attempts.map(({ result }) =>
        result.supported ? `${result.backend.kind} (${result.backend.name})` : undefined,
      ),
    ),
  );
  const backend = backends.length === 0 ? [] : [`Backend: ${backends.join('; ')}.`];
  return [
    ...backend,
    `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores.`,
  ];
}
