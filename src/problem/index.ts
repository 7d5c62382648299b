// The problems of the catalogue, in the order in which an input is tried against them.
import { clique } from './clique.ts';
import { exactCover } from './exact-cover.ts';
import { discreteTraining } from './discrete-training.ts';
import { dnf } from './dnf.ts';
import { feasibleSubsystem } from './feasible-subsystem.ts';
import { graphColouring } from './graph-colouring.ts';
import { hittingSet } from './hitting-set.ts';
import { independentSet } from './independent-set.ts';
import { maxSat } from './max-sat.ts';
import { naeSat } from './nae-sat.ts';
import { openHemisphere } from './open-hemisphere.ts';
import type { Problem } from './problem.ts';
import { pseudoBoolean } from './pseudo-boolean.ts';
import { reluSum } from './relu-sum.ts';
import { sat, threeSat } from './sat.ts';
import { setSplitting } from './set-splitting.ts';
import { subsetSum } from './subset-sum.ts';
import { sparsePerceptron } from './sparse-perceptron.ts';
import { loading, training } from './training/problem.ts';
import { vertexCover } from './vertex-cover.ts';

export const problems: readonly Problem<unknown, unknown>[] = [
  training,
  setSplitting,
  graphColouring,
  hittingSet,
  vertexCover,
  independentSet,
  clique,
  exactCover,
  subsetSum,
  dnf,
  discreteTraining,
  sat,
  threeSat,
  naeSat,
  loading,
  sparsePerceptron,
  openHemisphere,
  feasibleSubsystem,
  reluSum,
  maxSat,
  pseudoBoolean,
];
