// One draw of a hard kind: a source of the family and the training instance it becomes.
import { follow, type Catalogue } from '../../catalogue/catalogue.ts';
import type { HardNetwork, HardSource } from '../../catalogue/hard-network.ts';
import { training } from '../../problem/training/problem.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import type { Provenance } from '../../problem/problem.ts';
import type { Family } from '../subject.ts';
import { shellLine } from '../table.ts';

/** Everything a draw depends on. */
export type Registered = { readonly catalogue: Catalogue; readonly families: readonly Family[] };

/** A source, by what its family needs to make it again. */
export type Origin = {
  readonly family: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly seed: number;
};

/** A training instance and what it was made of. */
export type Draw = {
  readonly instance: TrainingInstance;
  readonly source: Origin;
  /** Names of the reductions from the source. */
  readonly reductions: readonly string[];
};

/** The sources of a kind. @throws RangeError for planted ones of a kind that has none */
export function sourceOf(network: HardNetwork, planted: boolean): HardSource {
  const source = planted ? network.planted : network.random;
  if (!source) throw new RangeError(`sourceOf: expected a kind with planted sources, got ${network.name}`);
  return source;
}

/**
 * Draws a source and reduces it. Depends on its arguments alone, not on any engine.
 * @param seed of the family, 0 … 2^32 - 1
 * @param turn the value of the parameter at which the answer turns, for kinds that have one
 * @throws RangeError when family, reduction or way is not there
 */
export function draw(
  network: HardNetwork,
  { catalogue, families }: Registered,
  { size, planted, seed, turn }: { size: number; planted: boolean; seed: number; turn?: number | undefined },
): Draw {
  const source = sourceOf(network, planted);
  const family = families.find(({ name }) => name === source.family);
  if (!family) throw new RangeError(`draw: expected a family ${source.family}, got none`);
  const parameters = {
    ...source.parameters(size),
    ...(source.turn && turn !== undefined ? { [source.turn.parameter]: turn } : {}),
  };
  const made = family.generate(parameters, seed).instance as { readonly provenance?: Provenance };
  const via = network.via === undefined ? undefined : catalogue.reduction(network.via);
  const way = catalogue.path(family.problem, training.name, via);
  if (!way) throw new RangeError(`draw: expected a way from ${family.problem} to training, got none`);
  const reductions = way.map(({ name }) => name);
  const instance = follow(made, way).at(-1) as TrainingInstance;
  return {
    instance: { ...instance, provenance: { ...made.provenance, reductions } },
    source: { family: family.name, parameters, seed },
    reductions,
  };
}

/** The shell line that makes the instance again, whatever the engines have become since. */
export function rebuildLine(network: HardNetwork, { source: { family, parameters, seed } }: Draw): string {
  const options = Object.entries(parameters).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const generate = shellLine(['trainsat', 'generate', family, ...options, '--seed', String(seed)]);
  if (network.via === undefined) return generate;
  return `${generate} | ${shellLine(['trainsat', 'reduce', '-', '--to', training.name, '--via', network.via])}`;
}
