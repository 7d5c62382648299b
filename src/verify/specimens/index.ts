// The specimens of all problems.
import { discreteTrainingSpecimens } from './discrete-training.ts';
import { dnfSpecimens } from './dnf.ts';
import { naeSatSpecimens, satSpecimens, threeSatSpecimens } from './formulas.ts';
import { graphColouringSpecimens } from './graph-colouring.ts';
import { hittingSetSpecimens } from './hitting-set.ts';
import { setSplittingSpecimens } from './set-splitting.ts';
import type { AnySpecimens } from './specimens.ts';
import { loadingSpecimens, trainingSpecimens } from './training.ts';
import { vertexCoverSpecimens } from './vertex-cover.ts';

export const specimens: readonly AnySpecimens[] = [
  trainingSpecimens,
  setSplittingSpecimens,
  graphColouringSpecimens,
  hittingSetSpecimens,
  vertexCoverSpecimens,
  dnfSpecimens,
  discreteTrainingSpecimens,
  satSpecimens,
  threeSatSpecimens,
  naeSatSpecimens,
  loadingSpecimens,
];
