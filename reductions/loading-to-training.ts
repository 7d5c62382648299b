// Judd's loading problem -> training: the identity.
//
// Construction
//   1. The target is the source.
//
// Both directions hold because the question is the same: a loading instance is a training instance, and told apart only
// as the target of reductions to networks with many outputs.
//
// Source: none needed; the arrow lets a way that ends in loading go on to training.
// Domain: every instance. Degenerate: none.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Configuration } from '../src/problem/training/configuration.ts';
import { training } from '../src/problem/training/problem.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';

export const loadingToTraining: Reduction<TrainingInstance, Configuration, TrainingInstance, Configuration> =
  {
    name: 'loading-to-training',
    source: 'loading',
    target: 'training',
    summary: 'The same instance.',
    citation: 'the same problem',
    sizeLaw: 'inputs = i, hidden = h, examples = t',
    reduce: (instance) => instance,
    forward: (_, configuration) => configuration,
    extract: (_, configuration) => configuration,
    size: (instance) => training.size(instance),
  };
