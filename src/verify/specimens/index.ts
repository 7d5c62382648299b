// The specimens of all problems.
import { cliqueSpecimens } from './clique.ts';
import { exactCoverSpecimens } from './exact-cover.ts';
import { discreteTrainingSpecimens } from './discrete-training.ts';
import { dnfSpecimens } from './dnf.ts';
import { naeSatSpecimens, satSpecimens, threeSatSpecimens } from './formulas.ts';
import { graphColouringSpecimens } from './graph-colouring.ts';
import { hittingSetSpecimens } from './hitting-set.ts';
import { independentSetSpecimens } from './independent-set.ts';
import { feasibleSubsystemSpecimens } from './feasible-subsystem.ts';
import { maxSatSpecimens } from './max-sat.ts';
import { openHemisphereSpecimens } from './open-hemisphere.ts';
import { pseudoBooleanSpecimens } from './pseudo-boolean.ts';
import { reluSumSpecimens } from './relu-sum.ts';
import { setSplittingSpecimens } from './set-splitting.ts';
import { sparsePerceptronSpecimens } from './sparse-perceptron.ts';
import type { AnySpecimens } from './specimens.ts';
import { subsetSumSpecimens } from './subset-sum.ts';
import { loadingSpecimens, trainingSpecimens } from './training.ts';
import { vertexCoverSpecimens } from './vertex-cover.ts';

export const specimens: readonly AnySpecimens[] = [
  trainingSpecimens,
  setSplittingSpecimens,
  graphColouringSpecimens,
  hittingSetSpecimens,
  vertexCoverSpecimens,
  independentSetSpecimens,
  cliqueSpecimens,
  exactCoverSpecimens,
  subsetSumSpecimens,
  dnfSpecimens,
  discreteTrainingSpecimens,
  satSpecimens,
  threeSatSpecimens,
  naeSatSpecimens,
  loadingSpecimens,
  sparsePerceptronSpecimens,
  openHemisphereSpecimens,
  feasibleSubsystemSpecimens,
  reluSumSpecimens,
  maxSatSpecimens,
  pseudoBooleanSpecimens,
];
