// From finished runs to a table: one row a network or group of networks and heuristic.
import { describe } from '../problem/training/describe.ts';
import { settingsOf, type Method } from '../train/method.ts';
import { VERSION } from '../version.ts';
import { countedReports, heuristicName, reports, sum } from './attempts.ts';
import { CONVEX_COLUMNS, convexCells } from './convex-cells.ts';
import type { CompareOptions, Comparison, Run } from './experiment.ts';
import { parametersCell } from './layers.ts';
import { distinct, environment, exactLimit, notes } from './notes.ts';
import { solverWithVersion } from './solver-package.ts';
import { cell, NOTHING, type Cell, type Column, type Table } from './table.ts';
import { wilson } from './wilson.ts';

/**
 * The table of a comparison.
 * @param grouped whether instances that differ by their seed alone share a row
 * @param command the shell line that makes the table again
 * @param stdin SHA-256 of what that line read from stdin
 */
export function comparisonTable(
  comparison: Comparison,
  options: CompareOptions,
  grouped: boolean,
  command: string,
  stdin?: string,
): Table {
  const groups = new Map<string, Run[]>();
  for (const run of comparison.runs) {
    // Two files may have one name: only generated instances of a group share a row.
    const own = grouped && run.seed !== null ? null : run.subject;
    const key = JSON.stringify([run.group, own, describe(run.architecture)]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const lists = [...groups.values()];
  const several = lists.some((runs) => runs.length > 1);
  return {
    columns: columns(several, options),
    rows: lists.flatMap((runs) =>
      options.methods.map((method, h) => [
        ...exactCells(runs, options),
        ...(options.convex ? convexCells(runs) : []),
        ...heuristicCells(runs, method, h, options.restarts),
        ...originCells(runs, h, options),
      ]),
    ),
    notes: notes(comparison, options, several, stdin),
    environment: environment(comparison.runs),
    version: VERSION,
    command,
    interrupted: comparison.interrupted,
  };
}

function columns(several: boolean, { optimum, convex }: CompareOptions): Column[] {
  const group: Partial<Column> = several ? {} : { detail: true };
  const bounds: Partial<Column> = optimum ? {} : { detail: true };
  return [
    { key: 'instance', heading: 'instance' },
    { key: 'instances', heading: 'instances', numeric: true, ...group },
    { key: 'sha256', heading: 'SHA-256', detail: true },
    { key: 'inputs', heading: 'inputs', numeric: true },
    { key: 'examples', heading: 'examples', numeric: true },
    { key: 'network', heading: 'network' },
    { key: 'exact', heading: 'exact answer' },
    { key: 'checked', heading: 'checked' },
    { key: 'optimum', heading: 'optimum', numeric: true, ...bounds },
    { key: 'exactSeconds', heading: 'exact time (s, measured)', numeric: true, measured: true },
    ...(convex ? CONVEX_COLUMNS : []),
    { key: 'heuristic', heading: 'heuristic' },
    { key: 'solved', heading: 'instances solved', numeric: true, ...group },
    { key: 'successes', heading: 'successes / restarts', numeric: true },
    { key: 'interval', heading: '95 % interval (%)', numeric: true },
    { key: 'firstSuccess', heading: 'restarts to first success', numeric: true },
    { key: 'bestRight', heading: 'best examples right', numeric: true },
    { key: 'gap', heading: 'gap to the optimum', numeric: true, ...bounds },
    { key: 'epochs', heading: 'epochs', numeric: true },
    { key: 'heuristicSeconds', heading: 'heuristic time (s, measured)', numeric: true, measured: true },
    { key: 'seeds', heading: 'seeds of instances', detail: true },
    { key: 'parameters', heading: 'parameters', detail: true },
    { key: 'reductions', heading: 'reductions', detail: true },
    { key: 'networkParameters', heading: 'parameters of the network', detail: true },
    { key: 'solver', heading: 'solver', detail: true },
    { key: 'exactLimit', heading: 'exact limit', detail: true },
    { key: 'relaxation', heading: 'relaxation', detail: true },
    { key: 'settings', heading: 'settings', detail: true },
    { key: 'trainingSeed', heading: 'seed of the heuristic', numeric: true, detail: true },
    { key: 'backend', heading: 'backend', detail: true },
    { key: 'device', heading: 'device', detail: true, measured: true },
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

/** What lies between bounds that have met: `5`, `3–7` over several; between ones that have not, `3..7`. */
function between(bounds: readonly (readonly number[])[]): Cell {
  if (bounds.length === 0) return NOTHING;
  if (bounds.every(([low, high]) => low === high)) return span(bounds.map(([low]) => low!));
  const low = Math.min(...bounds.map(([least]) => least!));
  const high = Math.max(...bounds.map(([, most]) => most!));
  return { text: `${low}..${high}`, value: { between: [low, high] } };
}

/** What the heuristic's best networks fall short of the optima, by weight: bounds, one pair a run. */
function gaps(runs: readonly Run[], h: number): [number, number][] {
  return runs.flatMap(({ optimum, attempts }) => {
    const attempt = attempts[h];
    if (!optimum || !attempt?.result.supported) return [];
    return [[Math.max(0, optimum.lower - attempt.weight), optimum.upper - attempt.weight]];
  });
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
    span(runs.map(({ architecture }) => architecture.inputs)),
    span(runs.map(({ examples }) => examples)),
    cell(describe(first.architecture)),
    {
      text: `${words.join(', ')}${limit}`,
      value: { ...Object.fromEntries(ANSWERS.map((answer, a) => [answer, counts[a]!])), limits },
    },
    strengths.length === 0 ? NOTHING : { text: strengths.join('; '), value: strengths },
    between(runs.flatMap(({ optimum }) => (optimum ? [[optimum.lower, optimum.upper]] : []))),
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

function heuristicCells(runs: readonly Run[], method: Method, h: number, budget: number): Cell[] {
  const label = cell(heuristicName(method));
  const counted = countedReports(runs, h);
  if (counted.length === 0) return [label, ...Array.from<Cell>({ length: 8 }).fill(NOTHING)];
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
    between(gaps(runs, h)),
    cell(sum(counted.map((report) => report.epochs))),
    { text: seconds(median(times)), value: times.map((time) => time / 1000) },
  ];
}

/** Where the numbers come from, for machines. */
function originCells(runs: readonly Run[], h: number, options: CompareOptions): Cell[] {
  const { parameters, seed } = runs[0]!;
  const trained = reports(runs, h);
  const { seconds: limit, conflicts } = options;
  return [
    seed === null ? NOTHING : list(runs.map((run) => run.seed!)),
    parameters === null
      ? NOTHING
      : {
          text: Object.entries(parameters)
            .map(([name, value]) => `${name}=${value}`)
            .join(' '),
          value: parameters,
        },
    list(runs[0]!.way),
    parametersCell(runs.map(({ architecture }) => architecture)),
    list(distinct(runs.map(({ verdict }) => solverWithVersion(verdict.solver)))),
    { text: exactLimit(options), value: { seconds: limit, conflicts: conflicts ?? null } },
    list(distinct(trained.map(({ relaxation }) => relaxation))),
    list(distinct(trained.map(({ hyperparameters }) => settingsOf(hyperparameters)))),
    cell(options.seed),
    list(distinct(trained.map(({ backend }) => backend.kind))),
    list(distinct(trained.map(({ backend }) => backend.name))),
  ];
}

function list(values: readonly (number | string)[]): Cell {
  return values.length === 0 ? NOTHING : { text: values.join('; '), value: values };
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

/** Six decimals, so that the last bits of a square root never show. */
function rounded(share: number): number {
  return Number(share.toFixed(6));
}
