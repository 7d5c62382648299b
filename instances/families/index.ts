// The families of instances, as `trainsat list families` shows them.
import { colouringFamily, colouringPlantedFamily } from './colouring.ts';
import { columnarFamily } from './columnar.ts';
import type { Family } from './family.ts';
import { feasibleSubsystemPlantedFamily } from './feasible-subsystem.ts';
import { openHemispherePlantedFamily } from './open-hemisphere.ts';
import { parityFamily } from './parity.ts';
import { plantedHalfspacesFamily } from './planted-halfspaces.ts';
import { randomLabelsFamily } from './random-labels.ts';
import { reluSumPlantedFamily } from './relu-sum.ts';
import { sparsePerceptronPlantedFamily } from './sparse-perceptron.ts';
import { setSplittingFamily, setSplittingPlantedFamily } from './set-splitting.ts';

/** All families, in the order of `trainsat list families`. */
export const families: readonly Family[] = [
  setSplittingFamily,
  setSplittingPlantedFamily,
  colouringFamily,
  colouringPlantedFamily,
  randomLabelsFamily,
  plantedHalfspacesFamily,
  parityFamily,
  columnarFamily,
  sparsePerceptronPlantedFamily,
  openHemispherePlantedFamily,
  feasibleSubsystemPlantedFamily,
  reluSumPlantedFamily,
];
