// The sentences below the table of a comparison: what was run, on what, and how the numbers are meant.
import { availableParallelism } from 'node:os';
import { shapeOf } from '../problem/training/shallow.ts';
import type { TrainReport } from '../train/types.ts';
import { VERSION } from '../version.ts';
import { convexNotes } from './convex-cells.ts';
import type { CompareOptions, Comparison, Run } from './experiment.ts';
import { solverWithVersion } from './solver-package.ts';

/** Each text once, in order of appearance; what is undefined is left out. */
export function distinct(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts)].filter((text) => text !== undefined);
}

/** `30 s`, `30 s and 1000 conflicts`: the limit of an exact decision. */
export function exactLimit({ seconds, conflicts }: CompareOptions): string {
  return `${seconds} s${conflicts === undefined ? '' : ` and ${conflicts} conflicts`}`;
}

/**
 * The sentences that are the same on every rerun.
 * @param several whether a row stands for several instances
 * @param stdin SHA-256 of what was read from stdin
 */
export function notes(
  comparison: Comparison,
  options: CompareOptions,
  several: boolean,
  stdin: string | undefined,
): string[] {
  const { runs } = comparison;
  const found = runs.filter(
    ({ verdict, attempts }) =>
      verdict.answer === 'unknown' && attempts.some(({ result: r }) => r.supported && r.successes > 0),
  ).length;
  return [
    ...interruption(comparison),
    'The exact answer and every heuristic concern the same network. A success is a restart whose network of hard threshold units gets every example right, or as much as required, in exact arithmetic. The interval is the Wilson score interval.',
    ...(several
      ? [
          'Rows of several instances: successes, restarts, epochs and solved instances count the instances not proved NO (all, where every one is); times and restarts to first success are medians (of two middle values the lower), the latter over solved instances; a–b is the range.',
        ]
      : []),
    ...byWords(runs, (run) => (run.way.length === 0 ? [] : [run.way.join(', ')])).map(
      ([way, some]) => `Reduced to training by ${way}: ${who(some, runs)}.`,
    ),
    ...(options.optimum
      ? [
          'The optimum is the most examples, by weight, that any configuration of the network gets right: a configuration and a checked refutation say so; a..b are bounds where the limit ended the search. The gap is what the best network of the heuristic lacks.',
        ]
      : []),
    ...(options.convex ? convexNotes() : []),
    ...training(runs),
    ...(found === 0
      ? []
      : [
          `In ${found} of the networks whose exact answer is UNKNOWN a heuristic found weights: these are YES.`,
        ]),
    `${exact(runs, options)} Heuristics: ${options.restarts} restarts of at most ${options.epochs} epochs, seed ${options.seed}.`,
    ...(stdin === undefined ? [] : [`SHA-256 of what was read from stdin: ${stdin}.`]),
    `trainsat ${VERSION}.`,
  ];
}

function interruption({ runs, planned, finished, interrupted }: Comparison): string[] {
  if (!interrupted) return [];
  const more =
    runs.length > finished
      ? ' Of the last one there is the exact answer; heuristics that did not end are shown as —.'
      : '';
  return [`Interrupted: ${finished} of ${planned} networks were finished.${more}`];
}

/** What was trained for which networks, and what of that a reader of the numbers has to know. */
function training(runs: readonly Run[]): string[] {
  const free = runs.some((run) => {
    const shape = shapeOf(run.architecture);
    const noisyAnd = reportsOf(run).some(({ relaxation }) => relaxation.startsWith('AND of '));
    return shape?.output === 'threshold' && shape.hidden > 1 && noisyAnd;
  });
  const rounded = runs.filter((run) => reportsOf(run).some(({ exactStimuli }) => !exactStimuli));
  return [
    ...distinct(
      runs.flatMap((run) =>
        run.attempts.map(({ result }) =>
          result.supported ? undefined : `Not trained: ${run.group}: ${result.reason}`,
        ),
      ),
    ),
    ...byWords(runs, (run) => reportsOf(run).map(({ relaxation }) => relaxation)).map(
      ([relaxation, some]) => `Trained: ${relaxation}: ${who(some, runs)}.`,
    ),
    ...(free
      ? [
          'By the noisy AND a free output of two or more units is trained as an AND and, where no restart succeeds, as a NAND as well; epochs counts both.',
        ]
      : []),
    ...(rounded.length === 0
      ? []
      : [
          `Stimuli of ${distinct(rounded.map(({ group }) => group)).join('; ')} were rounded to 8 bits for the search; scoring is exact.`,
        ]),
  ];
}

/** The engine and limit of the exact answers; the engine only where one ran or was asked for. */
function exact(runs: readonly Run[], options: CompareOptions): string {
  const ran = [...new Set(runs.map(({ verdict }) => verdict.solver))];
  const solvers = ran.length > 0 ? ran : options.solver === undefined ? [] : [options.solver];
  const solver = solvers.length === 0 ? '' : `solver ${solvers.map(solverWithVersion).join(', ')}, `;
  return `Exact: ${solver}limit ${exactLimit(options)} a network.`;
}

function reportsOf(run: Run): TrainReport[] {
  return run.attempts.flatMap(({ result }) => (result.supported ? [result] : []));
}

/** The runs to which each of some words apply. */
function byWords(runs: readonly Run[], words: (run: Run) => readonly string[]): [string, Run[]][] {
  return distinct(runs.flatMap(words)).map((word) => [word, runs.filter((run) => words(run).includes(word))]);
}

function who(some: readonly Run[], all: readonly Run[]): string {
  return some.length === all.length ? 'all' : distinct(some.map(({ group }) => group)).join('; ');
}

/** The sentences about this machine. */
export function environment(runs: readonly Run[]): string[] {
  const backends = distinct(
    runs.flatMap((run) => reportsOf(run).map(({ backend }) => `${backend.kind} (${backend.name})`)),
  );
  return [
    ...(backends.length === 0 ? [] : [`Backend: ${backends.join('; ')}.`]),
    `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores.`,
  ];
}
