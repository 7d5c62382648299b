// The families of instances, as `trainsat list families` shows them.
import { cliqueFamily } from './clique.ts';
import { colouringFamily, colouringPlantedFamily } from './colouring.ts';
import { columnarFamily } from './columnar.ts';
import { exactCoverFamily } from './exact-cover.ts';
import { discretePlantedFamily } from './discrete.ts';
import { dnfPlantedFamily } from './dnf.ts';
import type { Family } from './family.ts';
import { hittingSetFamily } from './hitting-set.ts';
import { independentSetFamily, vertexCoverFamily } from './independent-set.ts';
import { feasibleSubsystemPlantedFamily } from './feasible-subsystem.ts';
import { maxSatFamily } from './max-sat.ts';
import { openHemispherePlantedFamily } from './open-hemisphere.ts';
import { parityFamily } from './parity.ts';
import { plantedHalfspacesFamily } from './planted-halfspaces.ts';
import { pseudoBooleanFamily } from './pseudo-boolean.ts';
import { randomLabelsFamily } from './random-labels.ts';
import { reluSumPlantedFamily } from './relu-sum.ts';
import { sparsePerceptronPlantedFamily } from './sparse-perceptron.ts';
import { setSplittingFamily, setSplittingPlantedFamily } from './set-splitting.ts';
import { threeSatFamily, threeSatPlantedFamily } from './three-sat.ts';
import { subsetSumFamily } from './subset-sum.ts';

/** All families, in the order of `trainsat list families`. */
export const families: readonly Family[] = [
  setSplittingFamily,
  setSplittingPlantedFamily,
  colouringFamily,
  colouringPlantedFamily,
  threeSatFamily,
  threeSatPlantedFamily,
  hittingSetFamily,
  randomLabelsFamily,
  plantedHalfspacesFamily,
  parityFamily,
  columnarFamily,
  independentSetFamily,
  vertexCoverFamily,
  cliqueFamily,
  exactCoverFamily,
  subsetSumFamily,
  dnfPlantedFamily,
  discretePlantedFamily,
  sparsePerceptronPlantedFamily,
  openHemispherePlantedFamily,
  feasibleSubsystemPlantedFamily,
  reluSumPlantedFamily,
  maxSatFamily,
  pseudoBooleanFamily,
];
