// The facts of an instance in words, one a line.
import type { ExampleCounts, Freedom } from '../problem/training/counts.ts';
import { MAX_DECOMPOSED_EDGES, type InstanceFacts, type TrainingFacts } from './instance-facts.ts';
import { counted } from '../picture/words.ts';

/** The lines that `show` prints of an instance. */
export function instanceLines(facts: InstanceFacts): string[] {
  const { problem, name, sha256, size, bundle, provenance, training } = facts;
  const rows: [string, string][] = [];
  if (name !== undefined) rows.push(['name', name]);
  rows.push(['SHA-256', sha256], ['sizes', listed(Object.entries(size))]);
  if (bundle) rows.push(['bundle', [`from ${bundle.source}`, ...bundle.path].join(', ')]);
  for (const [key, value] of Object.entries(provenance))
    rows.push([key, typeof value === 'string' ? value : JSON.stringify(value)]);
  if (training) rows.push(...trainingRows(training));
  const width = Math.max(...rows.map(([label]) => label.length));
  // Names and records are whatever the file says; they may not move the cursor or break the line.
  return [
    `instance of ${problem}`,
    ...rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value.replace(/\p{Cc}+/gu, ' ')}`),
  ];
}

/** `inputs 2, hidden 1`. */
function listed(entries: readonly (readonly [string, number])[]): string {
  return entries.map(([name, count]) => `${name} ${count}`).join(', ');
}

function trainingRows(facts: TrainingFacts): [string, string][] {
  const nodes = Object.entries(facts.nodes).map(([family, count]) => `${count} ${family}`);
  return [
    ['architecture', facts.architecture],
    ['nodes', nodes.join(', ')],
    ['inputs, outputs', `${facts.inputs}, ${facts.outputs}`],
    ['depth', `${facts.depth}`],
    ['widest fan-in', `${facts.widestFanIn}`],
    ['free', free(facts.free)],
    ['shape', facts.atMostOneHiddenLayer ? 'at most one hidden layer' : 'general'],
    ['interactions', interactions(facts.interactions)],
    ['examples', examples(facts.examples)],
    ['required', required(facts.required)],
  ];
}

function free({ weights, thresholds, tableEntries, andOrChoices }: Freedom): string {
  const parts = [
    ...(thresholds > 0 ? [`${counted(weights, 'weight')}, ${counted(thresholds, 'threshold')}`] : []),
    ...(tableEntries > 0 ? [`${tableEntries} bits of truth tables`] : []),
    ...(andOrChoices > 0 ? [`${counted(andOrChoices, 'choice')} of AND or OR`] : []),
  ];
  return parts.join(', ') || 'nothing';
}

function interactions(facts: TrainingFacts['interactions']): string {
  if (facts === null) return `not computed for more than ${MAX_DECOMPOSED_EDGES} edges`;
  const { width, bags, dynamicProgramming } = facts;
  const measured = `width ${width}, ${counted(bags, 'bag')}`;
  return dynamicProgramming === true
    ? `${measured}; where the width is small, dynamic programming is fast: trainsat decide --engine dp`
    : `${measured}; dynamic programming, fast where the width is small, does not apply: ${dynamicProgramming}`;
}

function examples({ number, distinctStimuli, dontCares, contradictory }: ExampleCounts): string {
  const clash =
    contradictory === 0 ? 'none contradictory' : `${contradictory} contradictory: not all can be right`;
  return `${number}, ${distinctStimuli} distinct stimuli, ${counted(dontCares, "don't-care")}, ${clash}`;
}

function required({ require, weight, total }: TrainingFacts['required']): string {
  if (require === undefined || require === 'all') return 'all';
  const least = `at least ${weight} of ${total} by weight`;
  return 'fraction' in require ? `${require.fraction}: ${least}` : least;
}
