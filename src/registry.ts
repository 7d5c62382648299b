// The composition root: the one place in src/ that puts problems, reductions and families together.
import { families } from '../instances/families/index.ts';
import type { Family } from '../instances/families/family.ts';
import { hardNetworks } from '../instances/hard/networks.ts';
import { reductions } from '../reductions/index.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import type { HardNetwork } from './catalogue/hard-network.ts';
import { problems } from './problem/index.ts';

/** Everything that has a name. */
export type Registry = {
  readonly catalogue: Catalogue;
  readonly families: readonly Family[];
  /** The kinds of hard instances. */
  readonly networks: readonly HardNetwork[];
};

/** The problems, reductions, families and hard networks of this package. */
export const registry: Registry = {
  catalogue: new Catalogue(problems, reductions),
  families,
  networks: hardNetworks,
};
