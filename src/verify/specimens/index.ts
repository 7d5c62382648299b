// The specimens of all problems.
import { feasibleSubsystemSpecimens } from './feasible-subsystem.ts';
import { openHemisphereSpecimens } from './open-hemisphere.ts';
import { reluSumSpecimens } from './relu-sum.ts';
import { setSplittingSpecimens } from './set-splitting.ts';
import { sparsePerceptronSpecimens } from './sparse-perceptron.ts';
import type { AnySpecimens } from './specimens.ts';
import { vertexCoverSpecimens } from './vertex-cover.ts';

export const specimens: readonly AnySpecimens[] = [
  setSplittingSpecimens,
  vertexCoverSpecimens,
  sparsePerceptronSpecimens,
  openHemisphereSpecimens,
  feasibleSubsystemSpecimens,
  reluSumSpecimens,
];
