// The specimens of all problems.
import { setSplittingSpecimens } from './set-splitting.ts';
import type { AnySpecimens } from './specimens.ts';
import { loadingSpecimens, trainingSpecimens } from './training.ts';
import { vertexCoverSpecimens } from './vertex-cover.ts';

export const specimens: readonly AnySpecimens[] = [
  trainingSpecimens,
  setSplittingSpecimens,
  vertexCoverSpecimens,
  loadingSpecimens,
];
