// The reductions of the catalogue, in order of preference: among equally short ways the first wins.
import type { AnyReduction } from '../src/catalogue/reduction.ts';
import { threeSatTo67Percent, threeSatTo67PercentNoDontCares } from './3-sat-to-67-percent.ts';
import { threeSatToExactCover } from './3-sat-to-exact-cover.ts';
import { threeSatToGraphColouring } from './3-sat-to-graph-colouring.ts';
import { threeSatToIndependentSet } from './3-sat-to-independent-set.ts';
import { threeSatToDiscreteTraining } from './3-sat-to-discrete-training.ts';
import { threeSatToLoading, threeSatToLoadingAndOr, threeSatToLoadingBoolean } from './3-sat-to-loading.ts';
import { threeSatToSat } from './3-sat-to-sat.ts';
import { threeSatToSetSplitting } from './3-sat-to-set-splitting.ts';
import { threeSatToSingleItem } from './3-sat-to-single-item.ts';
import { threeSatToTwoThirds, threeSatToTwoThirdsNoDontCares } from './3-sat-to-two-thirds.ts';
import { cliqueToIndependentSet } from './clique-to-independent-set.ts';
import { exactCoverToSat } from './exact-cover-to-sat.ts';
import { exactCoverToSubsetSum } from './exact-cover-to-subset-sum.ts';
import { discreteTrainingToSat } from './discrete-training-to-sat.ts';
import { dnfToSat } from './dnf-to-sat.ts';
import { feasibleSubsystemToTraining } from './feasible-subsystem-to-training.ts';
import { graphColouringToAndNetwork } from './graph-colouring-to-and-network.ts';
import { graphColouringToDnf } from './graph-colouring-to-dnf.ts';
import { graphColouringToLoading, graphColouringToLoadingBoolean } from './graph-colouring-to-loading.ts';
import { graphColouringToReluSum } from './graph-colouring-to-relu-sum.ts';
import { graphColouringToSat } from './graph-colouring-to-sat.ts';
import { hittingSetToOneUnit } from './hitting-set-to-one-unit.ts';
import { hittingSetToOpenHemisphere } from './hitting-set-to-open-hemisphere.ts';
import { hittingSetToSat } from './hitting-set-to-sat.ts';
import { independentSetToVertexCover } from './independent-set-to-vertex-cover.ts';
import { hittingSetToSparsePerceptron } from './hitting-set-to-sparse-perceptron.ts';
import { loadingToTraining } from './loading-to-training.ts';
import { maxSatToSat } from './max-sat-to-sat.ts';
import { naeSatToSat } from './nae-sat-to-sat.ts';
import { naeSatToSetSplitting } from './nae-sat-to-set-splitting.ts';
import { openHemisphereToFeasibleSubsystem } from './open-hemisphere-to-feasible-subsystem.ts';
import { openHemisphereToTraining } from './open-hemisphere-to-training.ts';
import { pseudoBooleanToSat } from './pseudo-boolean-to-sat.ts';
import { satTo3Sat } from './sat-to-3-sat.ts';
import { setSplittingToAndPair } from './set-splitting-to-and-pair.ts';
import { setSplittingToAnyOutput } from './set-splitting-to-any-output.ts';
import { setSplittingToCascade } from './set-splitting-to-cascade.ts';
import { setSplittingToDiscreteTraining } from './set-splitting-to-discrete-training.ts';
import { setSplittingToNaeSat } from './set-splitting-to-nae-sat.ts';
import { setSplittingToReluSum } from './set-splitting-to-relu-sum.ts';
import { setSplittingToThreeNode } from './set-splitting-to-three-node.ts';
import { setSplittingToXorPair } from './set-splitting-to-xor-pair.ts';
import { subsetSumToSat } from './subset-sum-to-sat.ts';
import { sparsePerceptronToSat } from './sparse-perceptron-to-sat.ts';
import { trainingToSatByEdges, trainingToSatByTables, trainingToSatByWeights } from './training-to-sat.ts';
import { vertexCoverToHittingSet } from './vertex-cover-to-hitting-set.ts';
import { vertexCoverToIndependentSet } from './vertex-cover-to-independent-set.ts';

/**
 * The 3-node network comes before the other roads from set splitting to training: it is the one hardness is
 * known for. The road from set splitting to sat that passes no network comes before all of them.
 */
export const reductions: readonly AnyReduction[] = [
  satTo3Sat,
  setSplittingToNaeSat,
  threeSatToSetSplitting,
  setSplittingToThreeNode,
  setSplittingToAndPair,
  setSplittingToXorPair,
  graphColouringToAndNetwork,
  naeSatToSetSplitting,
  naeSatToSat,
  graphColouringToSat,
  threeSatToSat,
  trainingToSatByTables,
  trainingToSatByWeights,
  trainingToSatByEdges,
  threeSatToLoading,
  threeSatToLoadingBoolean,
  threeSatToLoadingAndOr,
  threeSatToSingleItem,
  threeSatToTwoThirds,
  threeSatToTwoThirdsNoDontCares,
  threeSatTo67Percent,
  threeSatTo67PercentNoDontCares,
  graphColouringToLoading,
  graphColouringToLoadingBoolean,
  vertexCoverToHittingSet,
  hittingSetToOneUnit,
  hittingSetToSat,
  loadingToTraining,
  independentSetToVertexCover,
  vertexCoverToIndependentSet,
  cliqueToIndependentSet,
  exactCoverToSat,
  subsetSumToSat,
  exactCoverToSubsetSum,
  threeSatToIndependentSet,
  threeSatToGraphColouring,
  threeSatToExactCover,
  setSplittingToAnyOutput,
  setSplittingToCascade,
  graphColouringToDnf,
  dnfToSat,
  threeSatToDiscreteTraining,
  setSplittingToDiscreteTraining,
  discreteTrainingToSat,
  hittingSetToSparsePerceptron,
  sparsePerceptronToSat,
  hittingSetToOpenHemisphere,
  openHemisphereToTraining,
  openHemisphereToFeasibleSubsystem,
  feasibleSubsystemToTraining,
  setSplittingToReluSum,
  graphColouringToReluSum,
  maxSatToSat,
  pseudoBooleanToSat,
];
