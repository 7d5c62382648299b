// What a picture shows where: the things in which the runs of a comparison differ, as axis, series and panels.
import { InputError } from '../../problem/errors.ts';
import type { Method } from '../../train/method.ts';
import { heuristicName } from '../attempts.ts';
import type { CompareOptions, Run } from '../experiment.ts';
import { hiddenLayers } from '../layers.ts';
import type { Subject } from '../subject.ts';

/** A value on an axis. */
export type Value = number | string;

/** One thing in which runs differ, with its values in the order in which they are drawn. */
export type Dimension = {
  /** As the axis or the legend names it. */
  readonly name: string;
  readonly values: readonly Value[];
  /** The value of what a heuristic did in a run. */
  readonly of: (run: Run, method: Method) => Value;
  /** A value as it stands at an axis. */
  readonly tick: (value: Value) => string;
  /** A value as it stands in a legend: `n = 60`. */
  readonly words: (value: Value) => string;
  /** Whether neighbouring values belong together, so that a line may join them. */
  readonly ordered: boolean;
};

/** Where everything is drawn. */
export type Layout = {
  readonly x: Dimension;
  /** Told apart by colour, mark and dashes; undefined when there is one series alone. */
  readonly series: Dimension | undefined;
  /** Whether the series are the heuristics, which share their exact answers. */
  readonly byHeuristic: boolean;
  /** What differs from panel to panel: one panel for each combination of values. */
  readonly facets: readonly Dimension[];
  /** What is the same everywhere: `n=60`. */
  readonly fixed: readonly string[];
  /** The families, or the instance; empty for several files. */
  readonly subject: string;
  readonly instances: number;
};

/** As many series as can be told apart. */
const MAX_SERIES = 14;
/** As many panels as a page takes. */
const MAX_PANELS = 12;
/** As many places as an axis takes. */
const MAX_PLACES = 200;

/**
 * The layout of the picture of a comparison. The x axis is what has the most values, of equals the last one: parameters of
 * the family, hidden units or layers, instances from files; heuristics where nothing else differs. Series are the
 * heuristics, if there are several, or what has the most of the remaining values; the rest makes panels.
 * @throws InputError when that is more than a picture can show
 */
export function layoutOf(subjects: readonly Subject[], options: CompareOptions): Layout {
  const { varying, fixed } = dimensionsOf(subjects, options);
  const heuristics: Dimension = {
    ...named('heuristic', options.methods.map(heuristicName)),
    of: (_, method) => heuristicName(method),
    ordered: false,
  };
  const byHeuristic = options.methods.length > 1 && varying.length > 0;
  const x = widest(varying) ?? (options.methods.length > 1 ? heuristics : instances(subjects));
  const rest = varying.filter((dimension) => dimension !== x);
  const series = byHeuristic ? heuristics : widest(rest.filter(({ values }) => values.length <= MAX_SERIES));
  const facets = rest.filter((dimension) => dimension !== series);
  const panels = facets.reduce((product, { values }) => product * values.length, 1);
  limit(x.values.length, MAX_PLACES, `values of ${x.name}`);
  limit(series?.values.length ?? 1, MAX_SERIES, `series, one for each ${series?.name}`);
  limit(panels, MAX_PANELS, `panels, one for each ${facets.map(({ name }) => name).join(' and ')}`);
  const families = [...new Set(subjects.flatMap(({ family }) => family ?? []))];
  return {
    x,
    series,
    byHeuristic,
    facets,
    fixed: [...fixed, ...(byHeuristic || x === heuristics ? [] : options.methods.map(heuristicName))],
    subject: families.length > 0 ? families.join(', ') : subjects.length === 1 ? subjects[0]!.group : '',
    instances: subjects.length,
  };
}

function limit(count: number, most: number, what: string): void {
  if (count > most)
    throw new InputError('--plot', `expected at most ${most} ${what}, found ${count}; compare fewer at once`);
}

/** The dimension with the most values, of equals the last one. */
function widest(dimensions: readonly Dimension[]): Dimension | undefined {
  const most = Math.max(0, ...dimensions.map(({ values }) => values.length));
  return dimensions.findLast(({ values }) => values.length === most);
}

/** Everything but the heuristics that has more than one value, and what has one. */
function dimensionsOf(
  subjects: readonly Subject[],
  { hidden, layers }: CompareOptions,
): { readonly varying: Dimension[]; readonly fixed: string[] } {
  const families = [...new Set(subjects.flatMap(({ family }) => family ?? []))];
  const names = [...new Set(subjects.flatMap(({ parameters }) => Object.keys(parameters ?? {})))];
  const settings = names.map((name) => ({
    name,
    values: [...new Set(subjects.flatMap(({ parameters }) => parameters?.[name] ?? []))],
  }));
  const varying: Dimension[] = [];
  if (families.length > 1)
    varying.push({ ...named('family', families), of: ({ family }) => family!, ordered: false });
  for (const { name, values } of settings)
    if (values.length > 1)
      varying.push({
        ...named(name, values, String, (value) => `${name} = ${value}`),
        of: ({ parameters }) => parameters![name]!,
        ordered: true,
      });
  // Families of training instances have these names for what other networks take the place of.
  const replaced = layers ? ['units', 'output'] : hidden ? ['units'] : [];
  const networks = hidden ?? layers?.map((units) => units.join('-'));
  if (networks && networks.length > 1)
    varying.push({
      ...named(
        hidden ? 'hidden units' : 'units of the hidden layers',
        networks,
        String,
        (value) => `hidden ${hidden ? 'units' : 'layers'} ${value}`,
      ),
      of: ({ architecture }) => {
        const units = hiddenLayers(architecture)!;
        return hidden ? Number(units) : units;
      },
      ordered: true,
    });
  if (families.length === 0 && subjects.length > 1) varying.push(instances(subjects));
  const fixed = settings.flatMap(({ name, values }) =>
    values.length === 1 && !replaced.includes(name) ? [`${name}=${values[0]}`] : [],
  );
  if (networks?.length === 1) fixed.push(`${hidden ? 'hidden units' : 'hidden layers'} ${networks[0]}`);
  return { varying, fixed };
}

/** A dimension whose values stand in legends as they do at axes, unless told otherwise. */
function named(
  name: string,
  values: readonly Value[],
  tick: (value: Value) => string = String,
  words = tick,
): Pick<Dimension, 'name' | 'values' | 'tick' | 'words'> {
  return { name, values, tick, words };
}

/** Instances by their numbers, since two files may have one name; a folder that all are in is named once. */
function instances(subjects: readonly Subject[]): Dimension {
  const groups = subjects.map(({ group }) => group);
  const folder = subjects.length > 1 ? commonFolder(groups) : '';
  return {
    ...named(
      folder === '' ? 'instance' : `instance (in ${folder.slice(0, -1)})`,
      // Without files there is one instance for each seed, and all share a place.
      subjects[0]?.family == null ? groups.map((_, s) => s) : [0],
      (s) => groups[s as number]!.slice(folder.length),
    ),
    of: (run) => (run.family === null ? run.subject : 0),
    ordered: false,
  };
}

/** The longest beginning of all names that ends with a slash; empty when there is none. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names;
  const ends = [...first.matchAll(/\//g)].map(({ index }) => first.slice(0, index + 1));
  return ends.findLast((folder) => names.every((name) => name.startsWith(folder))) ?? '';
}
