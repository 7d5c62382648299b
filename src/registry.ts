// The composition root: the one place in src/ that puts problems, reductions and families together.
import { families } from '../instances/families/index.ts';
import type { Family } from '../instances/families/family.ts';
import { reductions } from '../reductions/index.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { problems } from './problem/index.ts';

/** Everything that has a name. */
export type Registry = { readonly catalogue: Catalogue; readonly families: readonly Family[] };

/** The problems, reductions and families of this package. */
export const registry: Registry = { catalogue: new Catalogue(problems, reductions), families };
